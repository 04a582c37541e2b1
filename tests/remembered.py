"""What opens an envelope, checks a signature or derives a key answers the same for the same bytes, always.

Where that is not what is tested, each such answer is worked out once: a page of a full room opens hundreds of records,
and the next page opens them again. A changed byte is another question, and what is refused is never remembered.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

from goldseam import content_check
from goldseam.crypto import chain, derive, envelope, record

PURE: Final = (
    (envelope, "unseal"),
    (record, "open_record"),
    (record, "month_tag"),
    (derive, "sub_key"),
    (chain, "check_signature"),
)
READ: Final = ("_language", "_lesson")
"""What `content_check` says of the words of one file; seventy tests change a single file of four hundred."""
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


def remembered_of_files(work: Callable[[Path, str], list[Any]]) -> Callable[[Path, str], list[Any]]:
    """The same for what is read of a file: its name and every byte of it are the question."""
    known: dict[tuple[str, bytes], list[Any]] = {}

    def again(path: Path, name: str) -> list[Any]:
        key = (name, path.read_bytes())
        if key not in known:
            known[key] = work(path, name)
        return list(known[key])

    return again


def remember() -> None:
    """Wherever the program knows one of these functions by name. Called once, before the first test."""
    for name in READ:
        setattr(content_check, name, remembered_of_files(getattr(content_check, name)))
    for home, name in PURE:
        work = getattr(home, name)
        quick = remembered(work)
        for module in [one for key, one in sys.modules.items() if key.startswith("goldseam.")]:
            if getattr(module, name, None) is work:
                setattr(module, name, quick)
