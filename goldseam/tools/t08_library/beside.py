"""What stands beside a lesson and is known only above the tools: the signs of the path. It is brought in at start."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from uuid import uuid4

from goldseam.tools.desk import Desk


@dataclass(frozen=True, slots=True)
class SignLine:
    """One sign of a lesson: whether it is there, and where it can be said by a press."""

    title: str
    there: bool
    why: str
    press: str
    """What the button says that makes it so; "" where it cannot be pressed."""
    id: str
    url: str = ""
    """Where it can be done; "" where only a press says it, or while that rests."""
    act: str = ""
    uid: str = field(default_factory=lambda: str(uuid4()))


Signs = Callable[[Desk, Sequence[str]], list[SignLine]]


def _none(_at: Desk, _ids: Sequence[str]) -> list[SignLine]:
    return []


_signs: list[Signs] = [_none]


def signs_with(signs: Signs) -> None:
    """Called once, when the path is ready."""
    _signs[:] = [signs]


def signs(at: Desk, ids: Sequence[str]) -> list[SignLine]:
    return _signs[0](at, ids)
