"""`goldseam content check`."""

from __future__ import annotations

from goldseam.cli.setup import start_django


def content_check() -> int:
    start_django()
    from goldseam.content_check import main

    return int(main())
