"""The real server, except that a table opens as soon as both want it: what is looked for here is where words go, and
when a table opens has tests of its own (tests/together/test_table.py)."""

from __future__ import annotations

import os
import sys
from datetime import timedelta

import django.conf


class Opened:
    """No middleware in truth: it is made when the program is ready."""

    def __init__(self, get_response: object) -> None:
        from goldseam.together import gate

        gate.WAIT = timedelta(0)  # type: ignore[misc]
        gate.ready = lambda state, _shelf, _now: state.me.get("table") is True
        self.get_response = get_response

    def __call__(self, request):  # type: ignore[no-untyped-def]
        return self.get_response(request)  # type: ignore[operator]


os.environ.setdefault("DJANGO_SETTINGS_MODULE", "goldseam.settings")
sys.path.insert(0, os.environ["PYTHONPATH"])
django.conf.settings.MIDDLEWARE = [*django.conf.settings.MIDDLEWARE, "tests.canary.paired.Opened"]
sys.modules["tests.canary.paired"] = sys.modules["__main__"]

from goldseam.cli import main  # noqa: E402

raise SystemExit(main(["serve"]))
