"""What opens an envelope, checks a signature or derives a key answers the same for the same bytes, always.

Where that is not what is tested, each such answer is worked out once: a page of a full room opens hundreds of records,
and the next page opens them again. A changed byte is another question, and what is refused is never remembered.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Any, Final

from goldseam.crypto import chain, derive, envelope, record

PURE: Final = (
    (envelope, "unseal"),
    (record, "open_record"),
    (record, "month_tag"),
    (derive, "sub_key"),
    (chain, "check_signature"),
)
MOST: Final = 20_000
"""Answers of one function that are kept."""

on = False
"""Said by the stage of each test (tests/takes.py)."""


def remembered(work: Callable[..., Any]) -> Callable[..., Any]:
    known: dict[tuple[Any, ...], Any] = {}

    def again(*args: Any, **named: Any) -> Any:
        if not on or named:
            return work(*args, **named)
        if args in known:
            return known[args]
        if len(known) >= MOST:
            known.clear()
        return known.setdefault(args, work(*args))

    return again


def remember() -> None:
    """Wherever the program knows one of these functions by name. Called once, before the first test."""
    for home, name in PURE:
        work = getattr(home, name)
        quick = remembered(work)
        for module in [one for key, one in sys.modules.items() if key.startswith("goldseam.")]:
            if getattr(module, name, None) is work:
                setattr(module, name, quick)
