"""The same entries for eyes: one text file in order, or one JSON file. Not sealed; the page says what that means."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import UTC, date, datetime, tzinfo
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import msgspec
from django.utils.translation import gettext as _

from goldseam.exports.kept import MARKS, Said, Words, together, words_of
from goldseam.vault import Entry, Room, Tampered
from goldseam.vault.table import Table

Names = dict[tuple[str, str], str]
_CHAIN = frozenset({"replaces", "was"})
"""Which older entry this one takes the place of: for programs, in the JSON file; both entries stand in the text."""


def as_text(room: Room, zone: tzinfo, now: datetime, *, marks: bool = False, tables: Sequence[Table] = ()) -> str:
    """Every entry, oldest first: when, what, and each answer on a line of its own. Then what lies on each table."""
    names: Names = {}
    today = now.astimezone(zone).date()
    parts = [_entry(entry, zone, names) for entry in _every(room, marks)]
    return "\n".join([*parts, *(part for table in tables for part in _table(table, zone, today))])


def as_json(room: Room, now: datetime, *, marks: bool = False, tables: Sequence[Table] = ()) -> bytes:
    """Every entry, oldest first, as it was kept; those of a table say which, and who laid them."""
    own = [{"id": entry.id, "kind": entry.kind, "at": entry.at, "body": entry.body} for entry in _every(room, marks)]
    shared = [
        {"id": entry.id, "kind": entry.kind, "at": entry.at, "body": entry.body, "table": table.space}
        | {"by": "you" if entry.author == table.person else "the other"}
        for table in tables
        for entry, _said in _lying(table, now.date())
        if entry.author == table.person or not together().unseen(entry.kind)
    ]
    return msgspec.json.encode([*own, *shared])


def _lying(table: Table, today: date) -> Iterator[tuple[Entry, Said]]:
    """What its pages show, of both. What the other laid there until a day that is past is in no copy (R6)."""
    try:
        entries = [*table.every()]
    except Tampered:
        return
    for entry in entries:
        said, until = together().laid(entry), entry.body.get("until")
        over = isinstance(until, str) and until < today.isoformat()
        if said is not None and not (over and entry.author != table.person):
            yield entry, said


def _table(table: Table, zone: tzinfo, today: date) -> Iterator[str]:
    other = table.link.name
    yield f"{table.link.since.astimezone(zone):%Y-%m-%d}  " + _("A table with %(name)s, from this day") % {
        "name": other
    }
    for entry, said in _lying(table, today):
        by = _("by you") if entry.author == table.person else _("by %(name)s") % {"name": other}
        yield _said(entry, zone, Said(f"{said.title}, {by}", said.lines))


def _said(entry: Entry, zone: tzinfo, said: Said) -> str:
    when = entry.at.astimezone(zone).strftime("%Y-%m-%d %H:%M")
    return "\n".join([f"{when}  {said.title}", *(f"  {_plain(line, {}, '  ')}" for line in said.lines), ""])


def _every(room: Room, marks: bool) -> Iterator[Entry]:
    return (entry for entry in room.every() if marks or entry.kind not in MARKS)


def _entry(entry: Entry, zone: tzinfo, names: Names) -> str:
    """`names` collects what the things are called that later entries point to."""
    noted = together().noted(entry)
    if noted is not None:
        return _said(entry, zone, noted)
    when = entry.at.astimezone(zone).strftime("%Y-%m-%d %H:%M")
    words = words_of(entry.kind) or Words(entry.kind)
    if words.named_by in entry.body:
        names[entry.kind, str(entry.body.get("_item"))] = str(entry.body[words.named_by])
    body = {name: _named(words, names, name, value) for name, value in entry.body.items() if name not in _CHAIN}
    return "\n".join([f"{when}  {words.title}", *_answers(body, words, "  "), ""])


def _named(words: Words, names: Names, name: str, value: Any) -> Any:
    return names.get((words.points[name], str(value)), value) if name in words.points else value


def _answers(body: dict[str, Any], words: Words, indent: str) -> Iterator[str]:
    for name, value in body.items():
        if value is None or value == "" or value == [] or value == {} or name.startswith("_"):
            continue
        label = words.labels.get(name) or name.replace("_", " ")
        if isinstance(value, dict):
            yield f"{indent}{label}:"
            yield from _answers(value, words, indent + "  ")
        elif isinstance(value, list) and all(isinstance(row, dict) for row in value):
            yield f"{indent}{label}:"
            for row in value:
                yield f"{indent}  – {_row(row, words, words.options.get(name, {}), indent)}"
        else:
            yield f"{indent}{label}: {_plain(value, words.options.get(name, {}), indent)}"


def _row(row: dict[str, Any], words: Words, names: Mapping[str, str], indent: str) -> str:
    """One row of several questions: what it is about, then each answer."""
    said = [
        f"{words.labels.get(name) or name}: {_plain(value, words.options.get(name, {}), indent)}"
        for name, value in row.items()
        if name != "id"
    ]
    return "; ".join([*([names.get(str(row["id"]), str(row["id"]))] if "id" in row else []), *said])


def _plain(value: Any, options: Mapping[str, str], indent: str) -> str:
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, list):
        return "; ".join(_plain(item, options, indent) for item in value)
    if isinstance(value, dict):
        return ", ".join(f"{name}: {_plain(item, options, indent)}" for name, item in value.items())
    text = str(value)
    return options.get(text, text).replace("\r\n", "\n").replace("\n", f"\n{indent}  ")


def zone(*names: str) -> tzinfo:
    """The first of these names that is a time zone, else UTC (settings and cookies can hold anything)."""
    for name in names:
        with suppress(ZoneInfoNotFoundError, ValueError, OSError):
            if name:
                return ZoneInfo(name)
    return UTC
