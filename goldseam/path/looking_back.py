"""The look back at the end of a part: in words, beside one's own start and nobody else's."""

from __future__ import annotations

from dataclasses import dataclass, field

from goldseam.path.known import Known
from goldseam.tools.desk import Desk
from goldseam.tools.drawing import Link


@dataclass(frozen=True, slots=True)
class LookBack:
    lines: list[str] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)


def look_back(at: Desk, known: Known) -> LookBack:
    return LookBack()
