"""Argon2id on a small box: calibrated once, never below the floor, never more at a time than memory allows."""

from __future__ import annotations

import fcntl
import os
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from pathlib import Path

import msgspec
from django.conf import settings

from goldseam.crypto import derive
from goldseam.crypto.derive import Cost
from goldseam.crypto.errors import WeakParameters
from goldseam.vault.errors import Busy

WAITING = 5
"""How many derivations may wait before the next is told to come back (security design §1.4)."""
_SMALL_BOX = 2 * 1024**3
_LADDER = (64, 128, 256, 512)
"""MiB tried when calibrating; three passes each."""


aside: Callable[[], AbstractContextManager[None]] = nullcontext
"""What a server puts around waiting and deriving, so that other requests may go on (goldseam.cli.worker)."""


class _Stored(msgspec.Struct):
    memory_kib: int
    passes: int


def _folder() -> Path:
    folder: Path = settings.CONF.data
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    return folder


def _memory() -> int:
    return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")


def cost() -> Cost:
    """The cost for new wraps: as calibrated, else the default; never below the floor."""
    try:
        stored = msgspec.json.decode((_folder() / "derivation.json").read_bytes(), type=_Stored)
    except (OSError, msgspec.DecodeError):
        return derive.DEFAULT
    chosen = Cost(stored.memory_kib, stored.passes)
    try:
        derive.demand(chosen)
    except WeakParameters:  # a file somebody made weaker locks nobody out and weakens nothing
        return derive.DEFAULT
    return chosen


def calibrate(aim: float = 0.5, most: float = 1.0) -> Cost:
    """Measure this machine once and keep the first cost that takes `aim` to `most` seconds, at most ¼ of memory."""
    best = derive.FLOOR
    for mib in _LADDER:
        tried = Cost(mib * 1024, 3)
        if mib * 1024**2 > _memory() // 4:
            break
        began = time.perf_counter()
        derive.stretch("calibration", bytes(derive.SALT), tried)
        took = time.perf_counter() - began
        if took > most:
            break
        best = tried
        if took >= aim:
            break
    path = _folder() / "derivation.json"
    path.write_bytes(msgspec.json.encode(_Stored(best.memory_kib, best.passes)))
    path.chmod(0o600)
    return best


def _at_once() -> int:
    """Two, but never all cores: one is left to those who are inside already. One where memory is short."""
    return 1 if _memory() <= _SMALL_BOX else max(1, min(2, len(os.sched_getaffinity(0)) - 1))


def at_the_door() -> int:
    """How many may derive or wait, over all workers; whoever comes next is told to come back."""
    return _at_once() + WAITING


@contextmanager
def turn() -> Iterator[None]:
    """Wait for one's turn across all workers; raise `Busy` when the queue is full."""
    at_once = _at_once()
    for place in range(at_the_door()):
        seat = os.open(_folder() / f"derive.{place}.lock", os.O_CREAT | os.O_RDWR, 0o600)
        try:
            fcntl.flock(seat, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            os.close(seat)
            continue
        try:
            with _running(place % at_once):
                yield
        finally:
            os.close(seat)
        return
    raise Busy("too many are waiting")


@contextmanager
def _running(slot: int) -> Iterator[None]:
    run = os.open(_folder() / f"derive.run.{slot}.lock", os.O_CREAT | os.O_RDWR, 0o600)
    try:
        fcntl.flock(run, fcntl.LOCK_EX)
        yield
    finally:
        os.close(run)


def stretch(secret: str, salt: bytes, at: Cost) -> bytes:
    """`crypto.derive.stretch`, in turn. Raises `Busy`."""
    with aside(), turn():
        return derive.stretch(secret, salt, at)
