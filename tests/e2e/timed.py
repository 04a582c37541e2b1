"""Goldseam with a clock that a test moves: `python -m tests.e2e.timed serve`, the moment in the file GS_CLOCK names.

Only Django's `timezone.now` is exchanged, by which every page and session tells the time. Between two moves of the
clock it runs on as usual, so that what is kept later is later.
"""

from __future__ import annotations

import os
import sys
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

from django.utils import timezone


class Clock:
    """The hands of the clock: the test's side and the server's side meet in one file."""

    def __init__(self, file: Path) -> None:
        self.file = file

    def set(self, moment: datetime) -> None:
        fresh = self.file.with_suffix(".new")
        fresh.write_text(moment.astimezone(UTC).isoformat())
        fresh.replace(self.file)

    def now(self) -> datetime:
        begun = datetime.fromisoformat(self.file.read_text())
        return begun + timedelta(seconds=max(0.0, time.time() - self.file.stat().st_mtime))


def main() -> int:
    timezone.now = Clock(Path(os.environ["GS_CLOCK"])).now  # type: ignore[assignment]
    from goldseam.cli import main as goldseam
    from goldseam.cli import serve

    serve._sweep = lambda: None  # it goes by the machine's own clock and would end every session of this one
    return goldseam(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
