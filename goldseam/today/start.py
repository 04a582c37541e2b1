"""The first step after the room is made: what is hardest right now, and the one short thing that this opens. Pure.

The words stand in content/en/start.toml, where each leads in `WAYS`. Each thing takes five minutes at most, asks six
questions at most and ends in a kept record. Fear at home leads to help and is written down nowhere: what is kept is the
same as for "something else".
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

import msgspec
from django.urls import reverse

from goldseam.path.known import ROLES, Role
from goldseam.people.typed import UNKEPT
from goldseam.safety.guard import help_url
from goldseam.safety.words import read, refuse, words_dir

HOME: Final = "home"
NOT_SAFE: Final = f"{UNKEPT}{HOME}"
"""The name of that one button: no draft, no PIN page and no record may carry it."""
LONGEST: Final = 40


@dataclass(frozen=True, slots=True)
class Way:
    """Whom a choice is for (None: anybody), and the address it opens. No word of it stands in the address."""

    role: Role | None
    name: str
    args: tuple[str | int, ...] = ()
    query: str = ""


WAYS: Final[Mapping[str, Way]] = {
    "urge": Way("R", "tools:t09_ride", query="?minutes=5"),
    "again": Way("R", "tools:tool", ("t14",)),
    "found": Way("R", "tools:t57_part", (4,), "?alone=1"),
    "unsure": Way("R", "tools:t03_few"),
    "hiding": Way("R", "tools:new", ("t12",)),
    "else_r": Way("R", "today:home"),
    "pictures": Way("B", "tools:t41_card", ("senses",)),
    "checking": Way("B", "tools:new", ("t42",)),
    "fault": Way("B", "tools:new", ("t44",)),
    "whom": Way("B", "tools:new", ("t50",)),
    HOME: Way("B", ""),
    "all": Way("B", "tools:new", ("t40",), "?few=1"),
    "else_b": Way("B", "today:home"),
    "look": Way(None, "path:home"),
}


class Choice(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    id: str
    say: str
    about: str


class StartWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    title: str
    lead: str
    both: str
    other: str
    skip: str
    who: str
    groups: dict[Role, str]
    choices: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class Button:
    """One press; `name` and `value` are what it sends."""

    name: str
    value: str
    say: str
    about: str


@dataclass(frozen=True, slots=True)
class Group:
    role: Role
    title: str
    buttons: list[Button]


@dataclass(frozen=True, slots=True)
class StartPage:
    words: StartWords
    groups: list[Group]
    others: list[Button]
    asks_both: bool


def load(path: Path) -> StartWords:
    """Raises `WordsError`."""
    words = read(path, StartWords)
    ids = [choice.id for choice in words.choices]
    faults = [f"there is no way for “{id}”" for id in ids if id not in WAYS]
    faults += [f"no words for “{id}”" for id in WAYS if id not in ids]
    faults += ["two choices have the same id"] if len(set(ids)) != len(ids) else []
    faults += [f"no heading for {role}" for role in ROLES if not words.groups.get(role, "").strip()]
    said = {**{choice.id: choice.say for choice in words.choices}, **{f"about {c.id}": c.about for c in words.choices}}
    faults += [f"“{id}” has 1 to {LONGEST} characters" for id, say in said.items() if not 0 < len(say) <= LONGEST]
    refuse(path.name, faults)
    return words


@cache
def start_words() -> StartWords:
    return load(words_dir() / "start.toml")


def start_page(held: Iterable[str]) -> StartPage:
    """The choices of the roles somebody has said already; of both while nothing was said."""
    words, said = start_words(), set(held)
    roles = [role for role in ROLES if role in said] or list(ROLES)
    groups = [Group(role, words.groups[role], _buttons(words, role)) for role in roles]
    return StartPage(words, groups, _buttons(words, None), asks_both=not said)


def _buttons(words: StartWords, role: Role | None) -> list[Button]:
    mine = [choice for choice in words.choices if WAYS[choice.id].role == role]
    return [Button(*_sent(choice.id), choice.say, choice.about) for choice in mine]


def _sent(id: str) -> tuple[str, str]:
    return (NOT_SAFE, "1") if id == HOME else ("hardest", id)


def roles_with(held: Iterable[str], *more: str | None) -> list[Role]:
    """A press adds a role and takes none away; that is done on Me."""
    said = {*held, *more}
    return [role for role in ROLES if role in said]


def address(id: str) -> str:
    way = WAYS[id]
    return help_url("H2") if id == HOME else reverse(way.name, args=way.args) + way.query


def kept(held: Iterable[str], id: str, *, both: bool) -> dict[str, Any]:
    """What is written down of a choice: whom it is for. The choice itself opens a page and is kept nowhere (HR-12)."""
    return {"roles": roles_with(held, WAYS[id].role, *(ROLES if both else ()))}
