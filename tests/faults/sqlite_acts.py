"""What happens to SQLite's files: a full disk, a power cut, rotten bits, and what a burn leaves in them."""

from __future__ import annotations

import os
import random
import uuid
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.core.management import call_command
from django.db import DatabaseError, connection
from django.http import HttpRequest
from django.utils import timezone

from goldseam.vault import access, heads, rows
from goldseam.vault.errors import HistoryWentBack, NotSaved, VaultError
from goldseam.vault.models import RecordKey
from goldseam.vault.sessions import SessionStore
from tests.faults.power import Fate, Op, Recorder, after_cut
from tests.faults.writing import START, keep, look
from tests.vault.scene import Someone, TallyFold, join, three_months

# -- full disk ----------------------------------------------------------------------------------------


def fill(more: Callable[[], None]) -> dict[str, Any]:
    """Write until the disk is full, read, then `more()` makes room and writing goes on."""
    who = join()
    cookie = signed_in(who)
    kept: list[UUID] = []
    whys: list[str] = []
    last = uuid.uuid4()
    while len(whys) < 5:
        try:
            keep(who, last, START + timedelta(days=len(kept) % 9))
            kept.append(last)
            last = uuid.uuid4()
        except NotSaved as error:
            whys.append(error.why)
    stored = look(who)
    report: dict[str, Any] = {
        "acknowledged": len(kept),
        "whys": sorted(set(whys)),
        "lost": len(set(kept) - stored.keys()),
    }
    report["beyond"] = len(stored.keys() - set(kept))
    folded = who.room.folded(TallyFold(), START + timedelta(days=40))
    report["folded"] = len(folded.past.texts) if folded.past else 0
    report["signed_in"] = who.sign_in() == who.keys
    report["page"] = opens_later(cookie)
    more()
    report["retried"] = keep(who, last)
    for _ in range(20):
        kept.append(uuid.uuid4())
        keep(who, kept[-1])
    stored = look(who)
    report["after"] = len(set(kept) & stored.keys())
    return report


def signed_in(who: Someone) -> str:
    """A browser with both doors open. Returns its cookie."""
    store = SessionStore()
    access.admit(store, who.keys)
    store[SESSION_KEY] = str(who.person)
    store.save()
    store.open_room(who.room_key)
    store.save()
    return str(store.session_key)


def opens_later(cookie: str) -> bool:
    """Does the next page, three minutes on, find the room open and its entries readable?"""
    timezone.now, real = lambda: real() + timedelta(minutes=3), timezone.now
    try:
        request = HttpRequest()
        request.session = SessionStore(cookie)
        vault = access.current(request)
        return vault is not None and vault.room is not None and bool(vault.room.current(START))
    finally:
        timezone.now = real


def full_disk(folder: str) -> dict[str, Any]:
    """The data folder is a small disk of its own, mounted there by the caller."""
    ballast = Path(folder) / "ballast"
    ballast.write_bytes(bytes(1_500_000))
    call_command("migrate", verbosity=0)
    return fill(ballast.unlink)


def full_database() -> dict[str, Any]:
    """SQLite is told that it may not grow: the same SQLITE_FULL, without the right to mount anything."""

    def pages(number: int) -> None:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA page_count")
            now = cursor.fetchone()[0]
            cursor.execute(f"PRAGMA max_page_count = {now + number}")

    pages(120)
    return fill(lambda: pages(10_000))


def busy() -> dict[str, Any]:
    """Another process holds the database for longer than a writer waits."""
    import sqlite3

    who, id = join(), uuid.uuid4()
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA busy_timeout = 50")
    holder = sqlite3.connect(connection.settings_dict["NAME"], isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    try:
        keep(who, id)
        why = None
    except NotSaved as error:
        why = error.why
    read = len(look(who))
    holder.execute("ROLLBACK")
    holder.close()
    return {"why": why, "read": read, "retried": keep(who, id), "kept": len(look(who))}


# -- power cut -------------------------------------------------------------------------------------------


def files_in(folder: Path) -> dict[str, bytes]:
    return {str(p): p.read_bytes() for p in folder.iterdir() if p.name.startswith("goldseam.sqlite3")}


def sqlite_library() -> str:
    import sqlite3

    driver = __import__(sqlite3.connect.__module__, fromlist=["x"])
    return str(driver.__file__)


def power_cuts(journal_mode: str, synchronous: str, writes: int, cuts: int, seed: int) -> dict[str, Any]:
    """Write with the real writer, cut the power at `cuts` random points, open what is left with the real reader."""
    chance, who = random.Random(seed), join()
    connection.close()
    database = Path(connection.settings_dict["NAME"])
    recorder = Recorder(sqlite_library(), database.parent)
    with connection.cursor() as cursor:  # our own settings first, then what is to be tried instead of them
        cursor.execute(f"PRAGMA journal_mode = {journal_mode}")
        cursor.execute(f"PRAGMA synchronous = {synchronous}")
        cursor.execute("PRAGMA wal_autocheckpoint = 150")
    start = files_in(database.parent)
    recorder.on = True
    for number in range(writes):
        id = uuid.uuid4()
        keep(who, id, START + timedelta(days=number % 9))
        recorder.note(Op("ack", "", data=id.bytes))
    recorder.on = False
    connection.close()
    recorder.retire()
    sound = files_in(database.parent)

    report: dict[str, Any] = {"acknowledged": writes, "operations": len(recorder.journal), "cuts": 0, "lost": 0}
    report.update(cuts_with_loss=0, unfinished_kept=0, syncs=sum(op.what == "sync" for op in recorder.journal))
    for number in range(cuts):
        at = chance.randrange(1, len(recorder.journal) + 1)
        fate: Fate = ("lost", "any", "any", "kept")[number % 4]  # type: ignore[assignment]
        ops = recorder.journal[:at]
        acked = {UUID(bytes=op.data) for op in ops if op.what == "ack"}
        _put(database.parent, after_cut(start, ops, fate, chance))
        stored = look(who)
        missing = acked - stored.keys()
        report["cuts"] += 1
        report["lost"] += len(missing)
        report["cuts_with_loss"] += bool(missing)
        report["unfinished_kept"] += len(stored.keys() - acked)
        retried = uuid.uuid4()
        if keep(who, retried) or not keep(who, retried) or retried not in look(who):
            raise AssertionError("writing does not go on")
        connection.close()
    _put(database.parent, sound)
    report["whole"] = len(look(who))
    return report


def _put(folder: Path, files: dict[str, bytes]) -> None:
    for path in files_in(folder):
        os.unlink(path)
    for path, data in files.items():
        Path(path).write_bytes(data)


# -- rotten pages ------------------------------------------------------------------------------------------


def rot(trials: int, seed: int, where: str) -> dict[str, Any]:
    """Flip one bit of the files at a time and read everything. Nothing may be shown that was not written."""
    chance, r, b = random.Random(seed), join(), join("another long sentence", "771204")
    connection.close()
    three_months(r, "day")
    three_months(b, "night")
    database = Path(connection.settings_dict["NAME"])
    if where == "log":
        whole = files_in(database.parent)
    else:
        connection.close()
        whole = files_in(database.parent)
    cookie = heads.remember(r.vault, r.room)
    bodies = [bytes(row.envelope) for row in rows.every(r.space)]
    connection.close()
    report = dict.fromkeys(("trials", "refused", "named", "went_back", "not_touched", "integrity_check_says_ok"), 0)
    for _ in range(trials):
        files = dict(whole)
        path = str(database) + ("-wal" if where == "log" else "")
        data = bytearray(files[path])
        at = data.index(chance.choice(bodies)) + 200 if where == "body" else chance.randrange(100, len(data))
        data[at] ^= 1 << chance.randrange(8)
        files[path] = bytes(data)
        _put(database.parent, files)
        report["trials"] += 1
        report[_read_rotten(r, b, cookie)] += 1
        report["integrity_check_says_ok"] += _integrity()
        connection.close()
    return report


def _integrity() -> bool:
    try:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA integrity_check")
            return cursor.fetchall() == [("ok",)]
    except DatabaseError:
        return False


def _read_rotten(r: Someone, b: Someone, cookie: str) -> str:
    """What reading came to; raises if anything false was shown."""
    named = False
    for who, name in ((r, "day"), (b, "night")):
        try:
            room = who.room
            for entry in room.every():
                if entry.body["text"] != f"{name} {entry.seq}":
                    raise AssertionError("shown, but never written")
            for month in ("2026-01", "2026-02", "2026-03"):
                for entry in room.month(month):
                    if entry.body["text"] != f"{name} {entry.seq}":
                        raise AssertionError("shown, but never written")
            named = named or bool(room.problems) or bool(room.verify())
            if who is r:
                heads.compare(r.vault, room, cookie)
                who.sign_in()
        except HistoryWentBack:
            return "went_back"
        except (VaultError, DatabaseError):
            return "refused"
    return "named" if named else "not_touched"


# -- what a burn leaves on the disk -------------------------------------------------------------------------


def burned_bytes() -> dict[str, Any]:
    """After a burn, does any file still hold the key or the body?"""
    who = join()
    old, new = three_months(who, "day")[4], uuid.uuid4()
    connection.close()  # so that the old ones are in the database itself, and the next one in its log
    who.keep("night", id=new)

    def where(data: bytes) -> list[str]:
        return [Path(p).name for p, held in files_in(Path(settings.CONF.data)).items() if data in held]

    report = {}
    for name, id in (("new", new), ("old", old)):
        row = rows.by_id(who.space, id)
        assert row is not None and row.wrapped is not None
        before = [where(row.wrapped), where(row.envelope[60:])]
        who.room.burn(id)
        report[name] = {"before": before, "after": [where(row.wrapped), where(row.envelope[60:])]}
    return {**report, "keys": RecordKey.objects.count()}
