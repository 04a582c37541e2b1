"""content/en/signs.toml: the words of the signs. Words only; when each is true is decided in code."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Final, Literal

import msgspec
from django.conf import settings

from goldseam.path.bowl import Step
from goldseam.path.known import Role
from goldseam.safety.words import WordsError, doubled, read

Stage = Literal["safe", "understand", "steady"]
STAGES: Final[tuple[Stage, ...]] = ("safe", "understand", "steady")
"""The stages that have signs, by their number."""


class SignWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    id: str
    step: Step
    stage: Stage
    title: str
    why: str
    act: str
    """What the link to it says."""
    roles: tuple[Role, ...] = ()
    place: str = ""
    tool: str = ""
    press: bool = False
    """Only the person can know it, so a press says it."""
    quiet: bool = False
    """Shown and counted only once it is there, so that nobody is led to it."""


class Words(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    sign: tuple[SignWords, ...]


def load(path: Path) -> tuple[SignWords, ...]:
    """Raises `WordsError`."""
    found = read(path, Words).sign
    if doubled(one.id for one in found):
        raise WordsError(f"{path.name}: two signs have the same id")
    lost = [one.id for one in found if bool(one.place) == bool(one.tool)]
    if lost:
        raise WordsError(f"{path.name}: a sign leads to a place or to a tool, to one of them: {', '.join(lost)}")
    return found


@cache
def sign_words() -> tuple[SignWords, ...]:
    return load(Path(settings.CONTENT_DIR) / "en" / "signs.toml")
