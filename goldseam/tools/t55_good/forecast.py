"""T55: the guess beside how it was. Pure; own past only, in words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from goldseam.insight.stats import FEW

CLOSE = 1
"""A difference up to this many steps counts as a guess that came true."""


@dataclass(frozen=True, slots=True)
class Forecast:
    """How often it was better, worse, or about as guessed."""

    better: int
    worse: int
    even: int

    @property
    def of(self) -> int:
        return self.better + self.worse + self.even

    @property
    def says(self) -> str:
        """Which sentence fits: one side has more than half, else the guesses go both ways."""
        if self.of < FEW:
            return "few"
        for name in ("better", "worse", "even"):
            if getattr(self, name) * 2 > self.of:
                return name
        return "mixed"


def gap(guess: float | None, was: float | None) -> int | None:
    """1 better, -1 worse, 0 about the same; None when one of the two is missing."""
    if guess is None or was is None:
        return None
    return 0 if abs(was - guess) <= CLOSE else 1 if was > guess else -1


def look(guesses: Sequence[float | None], actual: Sequence[float | None]) -> Forecast:
    gaps = Counter(gap(guess, was) for guess, was in zip(guesses, actual, strict=False))
    return Forecast(gaps[1], gaps[-1], gaps[0])
