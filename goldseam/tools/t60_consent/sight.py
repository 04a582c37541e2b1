"""Who else sees something, as it stands. Known only above the tools, and brought in at start (as `tools.onto`)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Literal

from goldseam.tools.desk import Desk

Asking = Literal["", "code", "words"]


@dataclass(frozen=True, slots=True)
class Lying:
    """One thing that somebody else can read: what, since when, until when, and where it is taken back."""

    title: str
    since: str
    until: str
    back: str


@dataclass(frozen=True, slots=True)
class Reader:
    """Another person at a table, and what of this person's lies there."""

    name: str
    since: str
    """Since when there is this table."""
    state: Literal["open", "shut", "left"]
    lying: list[Lying]
    things: int
    """Short entries from what the two did together; they stand on pages of their own."""
    first: str
    """The day of the oldest of them."""


@dataclass(frozen=True, slots=True)
class Ended:
    title: str
    since: str
    until: str


@dataclass(frozen=True, slots=True)
class Sight:
    readers: list[Reader] = field(default_factory=list)
    ended: list[Ended] = field(default_factory=list)
    asking: Asking = ""
    at_table: bool = False
    """Whether there is a table to leave."""
    us: str = ""
    back_all: str = ""
    leave: str = ""

    @property
    def anything(self) -> bool:
        """Whether there is something to take back."""
        return any(reader.lying or reader.things for reader in self.readers)


Look = Callable[[Desk], Sight | None]


def _nobody(_at: Desk) -> Sight | None:
    return None


_look: list[Look] = [_nobody]


def look_with(look: Look) -> None:
    """Called once, when everything is ready."""
    _look[:] = [look]


def sight(at: Desk) -> Sight | None:
    """None where nobody sees, saw or may soon see anything."""
    return _look[0](at)
