"""The fixed words of the needs board."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import msgspec

from goldseam.safety.words import read, refuse, words_dir

LONGEST = 60
REPLIES = ("can", "later", "cannot")


class Choice(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    id: str
    label: str


_ONE = {"needs": "need", "spans": "span", "replies": "reply"}


class Board(msgspec.Struct, frozen=True, forbid_unknown_fields=True, rename=_ONE):
    needs: tuple[Choice, ...]
    spans: tuple[Choice, ...]
    replies: tuple[Choice, ...]

    def need(self, id: object) -> str:
        return _label(self.needs, id)

    def span(self, id: object) -> str:
        return _label(self.spans, id)

    def reply(self, id: object) -> str:
        return _label(self.replies, id)


def _label(choices: tuple[Choice, ...], id: object) -> str:
    return next((one.label for one in choices if one.id == id), "")


def load(path: Path) -> Board:
    """Raises `WordsError` with every fault in one message."""
    found = read(path, Board)
    faults = []
    for name, choices in (("need", found.needs), ("span", found.spans), ("reply", found.replies)):
        ids = [one.id for one in choices]
        faults += [f"{name} “{id}” is there twice" for id in sorted({id for id in ids if ids.count(id) > 1})]
        faults += [
            f"{name} “{one.id}” has 1 to {LONGEST} letters" for one in choices if not 1 <= len(one.label) <= LONGEST
        ]
    if tuple(one.id for one in found.replies) != REPLIES:
        faults.append("the replies are can, later and cannot, in this order")
    refuse(path.name, faults)
    return found


@cache
def board() -> Board:
    return load(words_dir() / "together" / "needs.toml")
