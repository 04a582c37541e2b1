"""A person's own archive: everything in the room, its chain, its keys, and a program that checks it anywhere.

Made in memory and sealed there; nothing touches a disk of the server. The format is described in docs/vault.md.
"""

from __future__ import annotations

import base64
import io
import json
import tarfile
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import Any

import msgspec
import pyrage
from django.template.loader import render_to_string

from goldseam import __version__
from goldseam.vault import Room
from goldseam.vault.derivation import turn

_VERIFIER = Path(__file__).parent / "standalone" / "verify.py"
FORMAT = "archive/v1"


def file_name(now: datetime) -> str:
    """Says nothing about what is inside (R19)."""
    return f"notes-{now:%Y-%m}.age"


def _b64(data: bytes | None) -> str | None:
    return None if data is None else base64.b64encode(data).decode()


def _lines(room: Room) -> tuple[bytes, bytes, int]:
    """chain.jsonl, records.jsonl and the number of entries."""
    links, records, count = io.BytesIO(), io.BytesIO(), 0
    for item in room.archive():
        row = item.row
        link: dict[str, Any] = {
            "seq": row.seq,
            "id": str(row.id),
            "epoch": row.epoch,
            "author": str(row.author),
            "tag": _b64(row.tag),
            "digest": _b64(item.digest),
            "hash": _b64(row.hash),
            "signature": _b64(row.signature),
            "burned": row.burned,
            "envelope": None if row.burned else _b64(row.envelope),
            "key": _b64(item.key),
        }
        links.write(msgspec.json.encode(link) + b"\n")
        if item.text is not None:
            records.write(b'{"seq":%d,"id":"%s","record":' % (row.seq, str(row.id).encode()) + item.text + b"}\n")
        count += 1
    return links.getvalue(), records.getvalue(), count


def _identity(room: Room, name: str, entries: int) -> bytes:
    about = {
        "format": FORMAT,
        "made_by": f"Goldseam {__version__}",
        "name": name,
        "person": str(room.person),
        "space": str(room.space),
        "sign": [_b64(key) for key in room.signers],
        "entries": entries,
        "head": _b64(room.head[1]),
    }
    return json.dumps(about, indent=1, ensure_ascii=False).encode() + b"\n"


def _tar(files: Iterable[tuple[str, bytes]], folder: str, now: datetime) -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w", format=tarfile.PAX_FORMAT) as tar:
        for name, body in files:
            info = tarfile.TarInfo(f"{folder}/{name}")
            info.size, info.mtime, info.mode = len(body), int(now.timestamp()), 0o600
            tar.addfile(info, io.BytesIO(body))
    return out.getvalue()


def pack(room: Room, name: str, now: datetime) -> bytes:
    """The archive as a tar, not sealed yet."""
    links, records, count = _lines(room)
    files = [
        ("README.txt", render_to_string("exports/readme.txt", {"entries": count, "now": now}).encode()),
        ("records.jsonl", records),
        ("chain.jsonl", links),
        ("identity.json", _identity(room, name, count)),
        ("verify.py", _VERIFIER.read_bytes()),
    ]
    return _tar(files, f"notes-{now:%Y-%m}", now)


def seal(packed: bytes, passphrase: str) -> bytes:
    """An age file under a passphrase, by the library. Raises `Busy`.

    It stretches the passphrase with scrypt for about a second: on a quick processor that takes up to half a gibibyte
    for this moment, on a small box far less. So it waits its turn with the other derivations.
    """
    with turn():
        sealed: bytes = pyrage.passphrase.encrypt(packed, passphrase)
    return sealed
