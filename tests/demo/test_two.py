"""The made-up two have a table with a history, and their page `Us` looks lived in."""

from __future__ import annotations

from pathlib import Path

from goldseam.demo.build import PASSWORD, PIN, build, device_secret, person_id
from goldseam.demo.two import Side
from goldseam.together import gate
from goldseam.vault import doors
from tests.demo.test_demo import NAMES, NOW, demo, enter
from tests.tools.conftest import Clock, clock, text

__all__ = ["clock", "demo"]


def side(name: str, role: str) -> Side:
    keys = doors.sign_in(person_id(name), PASSWORD, device_secret(name))
    return Side(name, role, keys, doors.open_room(keys, PIN, device_secret(name)))


def test_their_table_is_open_whole_and_lived_in(demo: Path, clock: Clock) -> None:
    build(NOW)
    clock.now = NOW
    two = [side(name, role) for name, role in zip(NAMES, "RB", strict=True)]
    for one in two:
        seat = one.seat(NOW)
        assert seat.found.open and not seat.found.table.verify() and not seat.at.room.verify()
        assert gate.ready(seat.at.state, seat.at.shelf, NOW), "their next press does not shut it"
        kinds = [entry.kind for entry in seat.found.entries]
        assert kinds.count("t20.held") == 2 and kinds.count("meet_end") == 1 and kinds.count("laid") == 2
        assert kinds.count("open_side") == 2
        assert all(entry.at < NOW for entry in seat.found.entries)
        assert len({entry.author for entry in seat.found.entries}) == 2
    for name in NAMES:
        browser, _status = enter(name)
        us = text(browser.get("/n/us/"))
        for said in ("What lies on the table", "Agreed: Three lines, 19:30", "It lies here until"):
            assert said in us
        assert "Where you meet" in text(browser.get("/n/us/t27/"))
        assert "Take the boxes to the cellar" in text(browser.get("/n/us/t21/"))
