"""One way to read this package's words from `content/`: typed, unknown keys refused, read once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import TypeVar

import msgspec
from django.conf import settings

T = TypeVar("T")

LANGUAGE = "en"
DOTS = ("○", "●", "●●", "●●●")


class WordsError(ValueError):
    """A words file that cannot be used; the message names the file and the place in it."""


class Evidence(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How well a claim stands. mark: 0 custom, 1 clinical opinion, 2 small studies, 3 trials or consensus."""

    mark: int
    line: str

    @property
    def dots(self) -> str:
        return DOTS[self.mark]


def words_dir() -> Path:
    return Path(settings.CONTENT_DIR) / LANGUAGE


def read(path: Path, shape: type[T]) -> T:
    try:
        return msgspec.toml.decode(path.read_bytes(), type=shape)
    except (OSError, UnicodeDecodeError, msgspec.DecodeError, ValueError) as error:
        raise WordsError(f"{path.name}: {error}") from error


def refuse(where: str, faults: list[str]) -> None:
    if faults:
        raise WordsError(f"{where}: " + "; ".join(faults))


def doubled(ids: Iterable[str]) -> list[str]:
    """Which of these stand there more than once."""
    return sorted(id for id, many in Counter(ids).items() if many > 1)


def evidence_faults(where: str, evidence: Evidence) -> list[str]:
    if not 0 <= evidence.mark < len(DOTS):
        return [f"{where}: an evidence mark is 0, 1, 2 or 3"]
    if not evidence.line.strip() or len(evidence.line) > 220:
        return [f"{where}: the evidence line has 1 to 220 characters"]
    return []
