"""T18, pure: which skills fit how stirred up somebody is, and what each one says. The words are the tool's own."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

from goldseam.tools.definition import Tool

Height = Literal["high", "middle", "low"]
HEIGHTS: Final[tuple[Height, ...]] = ("high", "middle", "low")
BODY_FROM: Final = 8
SENSES_FROM: Final = 5
GATED: Final = "tipp"
"""Cold and hard effort: asked about the body first, as the cards of T41 are (HR-21)."""
LENGTHS: Final = (3, 5, 10, 20)
SHORT: Final = (3, 5, 10)
USUAL: Final = 5
SHORTEST: Final = (3,)
"""All there is while something rests after a hard answer: long stillness can make it worse (programme §9)."""


@dataclass(frozen=True, slots=True)
class Skill:
    id: str
    number: int
    """What it is known by in an address: a browser's history must not say what somebody practises (R19)."""
    title: str
    about: str
    steps: list[str]
    lengths: tuple[int, ...]
    open_eyes: list[str]
    """The same with open eyes; empty for what is done with open eyes anyway."""


def height(level: int) -> Height:
    """Body first when it is very strong, senses and breath in the middle, thoughts when it is lower."""
    if level >= BODY_FROM:
        return "high"
    return "middle" if level >= SENSES_FROM else "low"


def fitting(tool: Tool, at: Height) -> list[Skill]:
    return [skill(tool, id) for id in tool.lines(at)]


def skill(tool: Tool, id: str, *, short: bool = False) -> Skill:
    quiet = id in tool.lines("quiet")
    return Skill(
        id=id,
        number=list(tool.by_name["skill"].by_id).index(id) + 1,
        title=tool.by_name["skill"].by_id[id].label,
        about=tool.word(f"{id}_about"),
        steps=tool.lines(f"{id}_steps"),
        lengths=SHORTEST if short else LENGTHS if quiet else SHORT,
        open_eyes=tool.lines(f"{id}_open") if quiet else [],
    )


def named(tool: Tool, said: str) -> str:
    """The id of the skill with this number, or of this id; empty for anything else."""
    return next((id for n, id in enumerate(tool.by_name["skill"].by_id, 1) if said in {id, str(n)}), "")


def minutes(said: str, one: Skill) -> int:
    """The length asked for in the address, or the usual one, or the only one."""
    return next((n for n in one.lengths if said == str(n)), USUAL if USUAL in one.lengths else one.lengths[0])


def level(said: str) -> int | None:
    return int(said) if said in {str(n) for n in range(11)} else None
