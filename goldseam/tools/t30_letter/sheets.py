"""What of a letter goes on paper, and for whom. Pure: the query and the moment of now are passed in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final, Literal, Protocol

PAUSE: Final = timedelta(hours=48)
"""Words meant for the person who did the harm lie this long after their last change."""
Reader = Literal["", "self", "therapist", "partner"]
READERS: Final[tuple[Reader, ...]] = ("self", "therapist", "partner")
PRESENT: Final = ("therapist", "trusted", "nobody")
"""Who will be there when it is read."""


class Asked(Protocol):
    """A page's query."""

    def get(self, key: str, default: str) -> str: ...
    def getlist(self, key: str) -> list[str]: ...


@dataclass(frozen=True, slots=True)
class Section:
    id: str
    title: str


@dataclass(frozen=True, slots=True)
class Choice:
    reader: Reader
    sections: tuple[str, ...]
    present: str = ""
    asked: bool = False

    @property
    def say(self) -> str:
        """Which word says why there is no page yet; empty when there is one."""
        if not self.sections:
            return "print_none"
        if self.reader == "partner" and not self.present:
            return "with_missing"
        return "with_nobody_say" if self.reader == "partner" and self.present == "nobody" else ""


def chosen(query: Asked, written: Sequence[str]) -> Choice:
    """Anything odd in the address is left out."""
    reader: Reader = next((known for known in READERS if known == query.get("for", "")), "")
    wanted = set(query.getlist("part"))
    present = query.get("with", "")
    return Choice(
        reader,
        tuple(id for id in written if id in wanted),
        present if present in PRESENT else "",
        asked=bool(reader),
    )


def held(kept_at: datetime, now: datetime) -> bool:
    return now < kept_at + PAUSE
