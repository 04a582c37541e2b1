"""However long somebody has been here and however much they keep: a page asks the database a dozen things at most."""

from __future__ import annotations

import random
from collections.abc import Collection, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from goldseam.tools import catalogue
from goldseam.tools.definition import Tool
from goldseam.tools.shelf import LONG
from tests.conftest import Cast, Person
from tests.filler import body_of

MOST = 12
NOW = datetime(2026, 11, 18, 21, 30, tzinfo=UTC)
BESIDE = ("/", "/n/tools/", "/n/week/", "/n/patterns/", "/n/patterns/?weeks=52", "/n/path/", "/n/me/")
SUMS = ("/", "/n/patterns/?weeks=52", "/n/t41/?weeks=all")
"""Looked at once beforehand: the sums of closed months are made by whoever comes first."""
KEPT_OTHERWISE = frozenset({"t58", "t60"})
HOUSE = frozenset({"begun_before", "closed_on", "reviews", "words_at"})
"""Fields that the house fills in, in a shape of its own."""


def fill(person: Person, months: int) -> dict[str, UUID]:
    """Every tool in use for so many months; the newest record of each."""
    rng, room, newest = random.Random("queries"), person.room, dict[str, UUID]()
    room.append("me", {"roles": ["R", "B"]}, id=uuid4(), now=NOW - timedelta(days=30 * months))
    tools = [tool for code, tool in catalogue.catalogue().items() if code not in KEPT_OTHERWISE]
    items = {tool.code: [f"{n:08x}" for n in range(min(tool.most or 5, 5))] for tool in tools if tool.living == "many"}
    for month in range(months, 0, -1):
        at = NOW - timedelta(days=30 * (month - 1), hours=2)
        for tool in tools:
            for body in bodies_of(tool, at, rng, items, first=month == months, last=month == 1):
                newest[tool.code] = room.append(tool.code, body, id=uuid4(), now=at).id
                at += timedelta(minutes=1)
    return newest


def bodies_of(
    tool: Tool, at: datetime, rng: random.Random, items: dict[str, list[str]], *, first: bool, last: bool
) -> Iterator[dict[str, Any]]:
    """A log is written to each month, living things are begun at first and changed at last."""
    if not tool.living:
        for days in range(6 if last else 2):
            yield _own(tool, body_of(tool, at - timedelta(days=days), rng, picks=items))
    elif first or last:
        keys = [unit.id for unit in tool.units] or items.get(tool.code, ["one"])
        for key in keys:
            ends = {tool.ends.field} if tool.ends is not None else set[str]()
            body = _own(tool, body_of(tool, at, rng, picks=items), ends)
            yield body | {"_item": key} | ({"unit": key} if tool.units else {})


def _own(tool: Tool, body: dict[str, Any], but: Collection[str] = ()) -> dict[str, Any]:
    """What a person would have written, at such length that the shelf does not hold it."""
    said = {name: value for name, value in body.items() if name not in {*HOUSE, *but}}
    for field in tool.fields:
        if field.type == "text" and field.length > LONG and field.name in said:
            said[field.name] = (said[field.name] + " " + "so it went on " * 30)[: field.length]
    return said


def pages(newest: dict[str, UUID]) -> Iterator[str]:
    yield from BESIDE
    for code, tool in catalogue.catalogue().items():
        yield f"/n/{code}/"
        yield f"/n/{code}/list/"
        yield f"/n/{code}/print/"
        if tool.living != "units" and not (tool.living == "one" and tool.parts):
            yield f"/n/{code}/new/"
        yield from (f"/n/{code}/new/?unit={unit.id}" for unit in tool.units[:1])
        yield from (f"/n/{code}/part/{part.id}/" for part in tool.parts if tool.living == "one")
        if tool.measures:
            yield f"/n/{code}/?weeks=all"
        if code in newest:
            yield f"/n/{code}/k/{newest[code]}/"
            yield f"/n/{code}/k/{newest[code]}/change/"
            yield f"/n/{code}/k/{newest[code]}/burn/"


def asked(person: Person, address: str) -> int:
    """The SELECTs of a page."""
    with CaptureQueriesContext(connection) as found:
        answer = person.client.get(address)
    assert answer.status_code in {200, 303}, f"{address} answered {answer.status_code}"
    return sum(query["sql"].lstrip().upper().startswith("SELECT") for query in found.captured_queries)


@pytest.mark.parametrize("months", [1, pytest.param(36, marks=pytest.mark.once)])  # minutes inside one transaction
def test_no_page_asks_the_database_more_than_a_dozen_things(
    cast: Cast, monkeypatch: pytest.MonkeyPatch, months: int
) -> None:
    monkeypatch.setattr(timezone, "now", lambda: NOW)
    newest = fill(cast.R, months)
    for address in SUMS:
        cast.R.client.get(address)
    counted = {address: asked(cast.R, address) for address in pages(newest)}
    assert len(counted) > 300
    assert {address: n for address, n in counted.items() if n > MOST} == {}
