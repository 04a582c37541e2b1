"""`goldseam content check` and `goldseam content tools`."""

from __future__ import annotations

import sys

from goldseam.cli.setup import start_django


def content_check() -> int:
    start_django()
    from goldseam.content_check import main

    return int(main())


def content_tools() -> int:
    """Print the page docs/tools.md."""
    start_django()
    from goldseam.tools.catalogue import catalogue
    from goldseam.tools.table import markdown

    sys.stdout.write(markdown(catalogue()))
    return 0
