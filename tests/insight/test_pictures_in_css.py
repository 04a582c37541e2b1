"""The stylesheet knows every class that a picture wears; a tidy-up of the stylesheet sees templates only."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import goldseam

pytestmark = pytest.mark.once


def test_every_class_of_a_picture_has_a_rule() -> None:
    root = Path(goldseam.__file__).parent
    style = (root / "web" / "static" / "gs" / "app.css").read_text()
    made = "".join(path.read_text() for path in (root / "insight").glob("*.py"))
    classes = {"onlywide", "onlynarrow"} & set(re.findall(r"[a-z]+", made))
    assert classes == {"onlywide", "onlynarrow"}
    for name in classes:
        assert re.search(rf"\.{name}\b[^{{]*{{[^}}]*display", style), name
