"""The two made-up lives hold something for every tool, and nothing that a person could not have kept that day."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

import pytest
from django.http import QueryDict
from django.test import RequestFactory

from goldseam.demo.build import Writer
from goldseam.demo.history import Kept
from goldseam.tools import actions, catalogue, extras
from goldseam.tools.definition import Tool
from goldseam.tools.desk import Desk
from goldseam.tools.forms import Body
from goldseam.tools.t08_library.lessons import lessons
from goldseam.vault import Entry, Room
from tests.conftest import Cast
from tests.demo.answers import posted
from tests.demo.test_demo import NOW, PAIR

pytestmark = pytest.mark.once
"""What is tried here lies above the database."""

ROLES = ("R", "B")
SETTINGS = {"t60": "a mark that is only there under pressure"}
"""Kinds nobody has to have."""
BY_BUTTON = {
    "t12": ("rehearsed", "week", "looked_on"),
    "t13": ("high_risk", "reviews"),
    "t41": ("card",),
    "t08": ("lesson",),
}
"""What other pages of a tool write into its records; its form does not ask for it."""
HOUSE = ("closed_on", "counts_from", "was_item", "was_circle", "loosened_on", "told_after", "words_at")
"""What the house works out itself, so that no form sends it."""
FEW = {"t14": "two slips, and no more"}
EACH = 2
"""So many of each kind of log are tried; of living things every version."""


def listed(role: str) -> set[str]:
    return {code for code, tool in catalogue.catalogue().items() if role in tool.roles} - set(SETTINGS)


@pytest.mark.parametrize("role", ROLES)
def test_every_tool_of_a_role_was_used(role: str) -> None:
    kinds = {kept.kind for kept in PAIR[ROLES.index(role)].kept}
    assert not listed(role) - kinds
    assert not kinds - listed(role) - {"me"}, "a tool for somebody else"


@pytest.mark.parametrize("role", ROLES)
def test_there_is_enough_to_draw_and_to_compare(role: str) -> None:
    counts = Counter(kept.kind for kept in PAIR[ROLES.index(role)].kept)
    drawn = [code for code in listed(role) if catalogue.tool(code).measures]
    thin = {code: counts[code] for code in drawn if counts[code] < 4 and code not in FEW}
    assert not thin, thin
    assert counts["t22b"] > 40 and len({kept.item for kept in PAIR[ROLES.index(role)].kept if kept.kind == "t22"}) >= 4
    assert sum(counts.values()) < 1000, "the demonstration must start quickly"


def test_lessons_that_were_read_are_there() -> None:
    read = {kept.body["lesson"] for one in PAIR for kept in one.kept if kept.kind == "t08"}
    assert read and read <= set(lessons())


def test_nobody_who_lives_is_named_and_nothing_grave_was_written() -> None:
    """The hooks that speak of danger stay silent, so that the demonstration begins on an ordinary evening."""
    from goldseam.tools import hooks

    fired = {
        (one.name, kept.kind, str(kept.at))
        for one in PAIR
        for kept in one.kept
        if (tool := catalogue.get(kept.kind)) and (NOW - kept.at).days < 30 and hooks.marks(tool, kept.body)
    }
    assert not fired


# -- as a form would have kept it -------------------------------------------------------------------------


@dataclass
class Trial:
    """A life kept again, each record tried on its own day against the tool's form and the tool's own rules."""

    room: Room
    writer: Writer
    faults: list[str] = field(default_factory=list)
    tried: Counter[str] = field(default_factory=Counter)

    def live(self, things: list[Kept]) -> None:
        for kept in things:
            tool = catalogue.get(kept.kind)
            if tool is not None and not (tool.code == "t58" or (not kept.item and self.tried[tool.code] >= EACH)):
                self.tried[tool.code] += 1
                self.faults += [f"{kept.kind} {kept.at:%j %H:%M}: {fault}" for fault in self.judge(tool, kept)]
            self.writer.write(kept)

    def judge(self, tool: Tool, kept: Kept) -> Iterator[str]:
        at, before = self.desk(kept.at), self.before(kept)
        form = at.form(tool)
        form.data, form.is_bound = posted(tool, sent(kept), str(kept.id)), True
        if not form.is_valid():
            yield f"{dict(form.errors)}"
            return
        extras.call(tool.code, "check", None, at, tool, form, before)
        if form.errors:
            yield f"{dict(form.errors)}"
            return
        body = extras.call(tool.code, "body", form.body(), at, tool, form.body() | self.unit(kept), before)
        if mine(tool, body) != mine(tool, kept.body):
            yield f"would have been kept as {differing(mine(tool, body), mine(tool, kept.body))}"

    def unit(self, kept: Kept) -> Body:
        return {"unit": kept.body["unit"]} if "unit" in kept.body else {}

    def before(self, kept: Kept) -> Entry | None:
        old = self.writer.newest.get((kept.kind, kept.item)) if kept.item else None
        return self.room.entry(old) if old else None

    def desk(self, now: datetime) -> Desk:
        request: Any = RequestFactory().get("/")
        request.room, request.GET = self.room, QueryDict()
        return Desk(request, now)


def sent(kept: Kept) -> Body:
    """What a form would send; a fortnight is asked for in words and kept as a Monday."""
    turn = {"turn": "this"} if kept.body.get("every") == "w2" else {}
    return {name: value for name, value in kept.body.items() if name not in HOUSE} | turn


def mine(tool: Tool, body: Body) -> Body:
    """What the form is answerable for. Numbers that were whole stay equal when they come back with a point."""
    return {name: value for name, value in body.items() if name not in (*BY_BUTTON.get(tool.code, ()), "unit")}


def differing(a: Body, b: Body) -> dict[str, Any]:
    return {name: (a.get(name), b.get(name)) for name in {*a, *b} if a.get(name) != b.get(name)}


@pytest.mark.parametrize("role", ROLES)
def test_every_answer_is_one_that_the_form_would_have_kept_that_day(role: str, cast: Cast) -> None:
    room = cast.R.room
    trial = Trial(room, Writer(room))
    trial.live(PAIR[ROLES.index(role)].kept)
    assert not trial.faults, "\n".join(trial.faults)
    assert len(trial.tried) > 40


def test_the_marks_of_living_things_are_those_the_engine_writes(cast: Cast) -> None:
    kept = [one for one in PAIR[0].kept if one.item]
    quick, slow = cast.R.room, cast.B.room
    writer = Writer(quick)
    for one in kept:
        writer.write(one)
        actions.keep_item(slow, catalogue.tool(one.kind), one.item, one.body, one.id, one.at)
    assert bodies(quick) == bodies(slow)


def bodies(room: Room) -> dict[UUID, Body]:
    return {entry.id: entry.body for entry in room.every()}
