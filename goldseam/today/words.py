"""content/en/today.toml: what Today may offer, and why. Words only; when each is offered is decided in code."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Literal

import msgspec
from django.conf import settings

from goldseam.safety.words import WordsError, doubled, read


class DueWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    id: str
    title: str
    because: str
    button: str
    minutes: str = ""


class Step(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One tool of a beginning. `once`: {kind: how many of it must be kept first}."""

    tool: str
    roles: tuple[Literal["R", "B"], ...]
    because: str
    minutes: str
    after: int = 0
    once: dict[str, int] = {}


class TodayWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    due: tuple[DueWords, ...]
    course: tuple[Step, ...]

    @property
    def by_id(self) -> Mapping[str, DueWords]:
        return {one.id: one for one in self.due}


def load(path: Path) -> TodayWords:
    """Raises `WordsError`."""
    words = read(path, TodayWords)
    if doubled(one.id for one in words.due):
        raise WordsError(f"{path.name}: two things that wait have the same id")
    return words


@cache
def today_words() -> TodayWords:
    return load(Path(settings.CONTENT_DIR) / "en" / "today.toml")
