"""The two halves of what can be sent, and what is left out of every room that forms are sent into."""

from __future__ import annotations

from datetime import timedelta

import pytest

from goldseam.together import gate
from tests import takes
from tests.bad_input.counter import Counter, housed, seated, stocked
from tests.conftest import Cast


@pytest.fixture(autouse=True)
def long_takes(stage: None) -> None:
    """A table at which two people have sent whatever can be sent takes seconds to sit down at."""
    takes.take_longer()


@pytest.fixture(params=[pytest.param("tools", marks=pytest.mark.once), "house", "table"])
def counter(request: pytest.FixtureRequest, cast: Cast) -> Counter:
    """Forms of tools keep sealed records and nothing else, so one database is enough for them; all others try both."""
    if request.param == "table":
        request.getfixturevalue("a_table_opens_at_once")
        return seated(cast.R, cast.B)
    return stocked(cast.R) if request.param == "tools" else housed(cast.R)


@pytest.fixture
def a_table_opens_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """When it opens has tests of its own (tests/together/test_table.py)."""
    monkeypatch.setattr(gate, "WAIT", timedelta(0))
    monkeypatch.setattr(gate, "ready", lambda state, shelf, now: state.me.get("table") is True)


@pytest.fixture(autouse=True)
def no_signs_written_down(monkeypatch: pytest.MonkeyPatch) -> None:
    """Signs that have come true are kept with the next act that goes well, whichever it is (`goldseam.path.staying`).
    Here one form must account for every record that comes in."""
    monkeypatch.setattr("goldseam.path.staying.unwritten", lambda request: [])
