"""The bowl: seven seams, one for each step; gold where a person's own signs have come true. Pure.

A seam never empties: a sign that was there once stays (decision 0018), and every sign is the same piece of gold,
whatever is added to the list. And it is honest about the whole way: the signs known here cover the first stages of a
step, so together they fill at most `MOST` of its seam. A lapse changes nothing of that: a hairline appears beside Show,
and learning from the hour mends it with gold (HR-6).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, Literal

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

Step = Literal["own", "open", "limit", "show", "talk", "tend", "learn"]
Lapse = Literal["", "open", "mended"]
"""Whether there is a hairline, and whether it was mended."""

# The lines of the break, from the rim down, left to right in the order of the steps.
_LINES: Final[dict[Step, str]] = {
    "own": "M34 46.9 39 57 35 66 46 80 47 90 59 103 62 113",
    "open": "M56 50.7 58 61 53 71 62 84 60 96 70 108 73 126",
    "limit": "M78 52.5 75 64 81 76 77 88 84 101 82 113 88 133",
    "show": "M100 53 103 65 97 78 104 91 99 105 103 118 101 135",
    "talk": "M122 52.5 126 65 120 76 125 90 117 102 121 115 113 133",
    "tend": "M144 50.7 140 61 147 72 138 84 142 95 131 109 129 125",
    "learn": "M166 46.9 162 57 166 67 154 79 155 90 143 102 140 113",
}
_FORKS: Final[dict[Step, str]] = {
    "own": "M46 80 38 85",
    "open": "M53 71 46 74 42 72",
    "show": "M97 78 90 80 85 77",
    "tend": "M138 84 131 86",
    "learn": "M154 79 147 77 144 80",
}
_HAIR: Final = "M110 53 113 61 109 70 113 79 110 90"
PIECE: Final = 0.08
"""How much of a seam one sign fills."""
MOST: Final = 0.6
"""What the signs of the stages so far can fill of one seam (programme, step by stage)."""
_NUMBERS: Final = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


@dataclass(frozen=True, slots=True)
class Seam:
    """One step's line: how many of its signs are there. `of` is 0 where nothing can be signed here."""

    step: Step
    have: int
    of: int
    share: float = 0.0
    """How much of the line is gold, 0 to 1."""

    @property
    def name(self) -> str:
        return step_name(self.step)

    @property
    def line(self) -> str:
        return _LINES[self.step]

    @property
    def fork(self) -> str:
        return _FORKS.get(self.step, "")

    @property
    def forked(self) -> bool:
        """Gold runs into the side line too, once half of the seam is there."""
        return self.share >= 0.5

    @property
    def gold(self) -> str:
        """The gold part as a dash pattern over a path of length 1; empty when there is none."""
        return f"{self.share:.2f} 1" if self.share else ""

    @property
    def words(self) -> str:
        if self.have >= self.of:
            return _("%(step)s: every sign so far.") % {"step": self.name}
        return _("%(step)s: %(have)s of %(of)s signs.") % {
            "step": self.name,
            "have": number(self.have),
            "of": number(self.of),
        }


@dataclass(frozen=True, slots=True)
class Bowl:
    seams: tuple[Seam, ...]
    counted: bool = True
    """Whether the sentence counts; the picture itself never does."""
    lapse: Lapse = ""

    @property
    def svg(self) -> SafeString:
        """Made here and remembered rather than put together in a template: it stands on the most visited page."""
        return _drawn(self.seams, self.lapse)

    @property
    def sentence(self) -> str:
        """Says what the picture shows, for whoever does not see it, and for whoever does."""
        return f"{self._gold} {hairline(self.lapse)}".strip()

    @property
    def _gold(self) -> str:
        begun = [seam for seam in self.seams if seam.have and seam.of]
        if begun and not self.counted:
            return _("There is gold in: %(steps)s.") % {"steps": ", ".join(seam.name for seam in begun)}
        return " ".join(seam.words for seam in begun) or _("Seven seams. None of them is in a hurry.")


_BODY: Final = (
    '<svg viewBox="0 0 200 148" aria-hidden="true">'
    '<path class="bowl-ink bowl-body" d="M18 38c6 66 44 98 82 98s76-32 82-98"/>'
    '<path class="bowl-ink bowl-body" d="M76 135c2 6 46 6 48 0"/>'
)
_RIM: Final = '<ellipse class="bowl-ink bowl-in" cx="100" cy="38" rx="82" ry="15"/></svg>'


_HAIRLINE: Final[dict[Lapse, str]] = {
    "": "",
    "open": f'<path class="bowl-ink bowl-hair" d="{_HAIR}"/>',
    "mended": f'<path class="bowl-seam bowl-hair" d="{_HAIR}"/>',
}


@lru_cache(maxsize=256)
def _drawn(seams: tuple[Seam, ...], lapse: Lapse) -> SafeString:
    parts = [_BODY]
    for seam in seams:
        parts.append(f'<path class="bowl-crack" d="{seam.line}"/>')
        if seam.fork:
            parts.append(f'<path class="{"bowl-seam" if seam.forked else "bowl-crack"}" d="{seam.fork}"/>')
        if seam.gold:
            parts.append(f'<path class="bowl-seam" d="{seam.line}" pathLength="1" stroke-dasharray="{seam.gold}"/>')
    return mark_safe("".join([*parts, _HAIRLINE[lapse], _RIM]))  # noqa: S308 - drawn from the constants above and two numbers


def hairline(lapse: Lapse) -> str:
    return {
        "": "",
        "open": _("A new hairline waits beside Show. Looking at it once will mend it."),
        "mended": _("The hairline beside Show is mended."),
    }[lapse]


def number(count: int) -> str:
    return _NUMBERS[count] if 0 <= count < len(_NUMBERS) else str(count)


def step_name(step: Step) -> str:
    return {
        "own": _("Own"),
        "open": _("Open"),
        "limit": _("Limit"),
        "show": _("Show"),
        "talk": _("Talk"),
        "tend": _("Tend"),
        "learn": _("Learn"),
    }[step]


def bowl(signs: Iterable[tuple[Step, bool]], *, counted: bool = True, lapse: Lapse = "") -> Bowl:
    given = list(signs)
    return Bowl(tuple(_seam(step, [true for of, true in given if of == step]) for step in _LINES), counted, lapse)


def _seam(step: Step, true: list[bool]) -> Seam:
    have = sum(true)
    return Seam(step, have, len(true), min(have * PIECE, MOST))
