"""A person's own archive: everything in the room, its chain, its keys, and a program that checks it anywhere. Of each
space of two the same, in a folder of its own: what this person and the other laid there, up to leaving.

Made in memory and sealed there; nothing touches a disk of the server. The format is described in docs/vault.md.
"""

from __future__ import annotations

import base64
import io
import json
import tarfile
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any, Final
from uuid import UUID

import msgspec
import pyrage
from django.template.loader import render_to_string

from goldseam import __version__
from goldseam.exports.kept import together
from goldseam.vault import Room, Tampered
from goldseam.vault.derivation import turn
from goldseam.vault.rows import Row
from goldseam.vault.table import Table

_VERIFIER = Path(__file__).parent / "standalone" / "verify.py"
FORMAT = "archive/v1"
YOU: Final = "you"
OTHER: Final = "the other"


def file_name(now: datetime) -> str:
    """Says nothing about what is inside (R19)."""
    return f"notes-{now:%Y-%m}.age"


def _b64(data: bytes | None) -> str | None:
    return None if data is None else base64.b64encode(data).decode()


def _lines(room: Room, marks: Mapping[UUID, str], today: date) -> tuple[bytes, bytes, int]:
    """chain.jsonl, records.jsonl and the number of entries. `marks` says of a table who each author is."""
    links, records, count = io.BytesIO(), io.BytesIO(), 0
    for item in room.archive():
        row, mark = item.row, marks.get(item.row.author, "")
        over = mark == OTHER and item.text is not None and _stays(item.text, today)
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
            "key": None if over else _b64(item.key),
        }
        links.write(msgspec.json.encode(link | ({"over": True} if over else {})) + b"\n")
        if item.text is not None and not over:
            records.write(_line(row, mark, item.text))
        count += 1
    return links.getvalue(), records.getvalue(), count


def _line(row: Row, mark: str, text: bytes) -> bytes:
    by = b'"by":"%s",' % mark.encode() if mark else b""
    return b'{"seq":%d,"id":"%s",%s"record":' % (row.seq, str(row.id).encode(), by) + text + b"}\n"


def _stays(text: bytes, today: date) -> bool:
    """What the other laid there until a day that is past (R6), and what is nobody's to see but theirs, such as whether
    they are ready (R12) or the whole of their side of the openness plan: it is in no copy."""
    record = msgspec.json.decode(text)
    body = record.get("body")
    if together().unseen(str(record.get("kind"))):
        return True
    until = body.get("until") if isinstance(body, dict) else None
    return isinstance(until, str) and until < today.isoformat()


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


def _about(table: Table, entries: int) -> bytes:
    """Of a table: who laid what, by the keys that were pinned when the six words were the same."""
    authors = {
        str(person): {"mark": YOU if person == table.person else OTHER, "sign": [_b64(key) for key in keys]}
        for person, keys in table.authors.items()
    }
    about = {
        "format": FORMAT,
        "space": str(table.space),
        "since": table.link.since.isoformat(),
        "left": table.link.ended.isoformat() if table.link.ended is not None else None,
        "authors": authors,
        "entries": entries,
        "head": _b64(table.end[1]),
    }
    return json.dumps(about, indent=1).encode() + b"\n"


def _table(table: Table, folder: str, today: date) -> list[tuple[str, bytes]]:
    """Nothing of one that does not open: the rest of the copy is not kept back by it."""
    marks = {person: YOU if person == table.person else OTHER for person in table.authors}
    try:
        links, records, count = _lines(table, marks, today)
        about = _about(table, count)
    except Tampered:
        return []
    return [(f"{folder}/{name}", body) for name, body in (*_both(records, links), ("identity.json", about))]


def _both(records: bytes, links: bytes) -> list[tuple[str, bytes]]:
    return [("records.jsonl", records), ("chain.jsonl", links)]


def _tar(files: Iterable[tuple[str, bytes]], folder: str, now: datetime) -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w", format=tarfile.PAX_FORMAT) as tar:
        for name, body in files:
            info = tarfile.TarInfo(f"{folder}/{name}")
            info.size, info.mtime, info.mode = len(body), int(now.timestamp()), 0o600
            tar.addfile(info, io.BytesIO(body))
    return out.getvalue()


def pack(room: Room, name: str, now: datetime, tables: Sequence[Table] = ()) -> bytes:
    """The archive as a tar, not sealed yet."""
    links, records, count = _lines(room, {}, now.date())
    shared = [_table(table, f"table-{number}", now.date()) for number, table in enumerate(tables, 1)]
    about = {"entries": count, "now": now, "tables": any(shared), "missing": not all(shared)}
    files = [
        ("README.txt", render_to_string("exports/readme.txt", about).encode()),
        *_both(records, links),
        ("identity.json", _identity(room, name, count)),
        ("verify.py", _VERIFIER.read_bytes()),
        *(file for files in shared for file in files),
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
