"""docs/tools.md is what the definitions say, and leaves nothing out."""

from __future__ import annotations

import re
from pathlib import Path

from django.conf import settings

from goldseam.tools.catalogue import read_folder
from goldseam.tools.definition import Tool
from goldseam.tools.table import markdown

DOCS = Path(__file__).parents[2] / "docs"
SPEC = re.compile(r"(S\d-\d+|HR-\d+|E\d+[a-z]?|G-\d+|R\d+|own)\Z")
ASKED = {f"t{number:02}" for number in (*range(1, 9), *range(10, 20), 22, 23, *range(28, 31), 39, *range(42, 49))} | {
    f"t{number}" for number in (50, 51, 52, 54, 55, 58)
}


def shipped() -> dict[str, Tool]:
    return read_folder(Path(settings.CONTENT_DIR) / "en" / "tools")[0]


def test_the_page_is_made_from_the_definitions() -> None:
    made = (DOCS / "tools.md").read_text(encoding="utf-8")
    assert made == markdown(shipped()), "run: goldseam content tools > docs/tools.md"


def test_every_tool_a_person_uses_alone_is_there() -> None:
    assert set(shipped()) >= ASKED


def test_each_tool_says_what_it_answers_to_and_what_is_measured() -> None:
    for code, tool in shipped().items():
        assert tool.measured or tool.part_of, f"{code} says nothing of what is measured"
        assert tool.spec or tool.part_of, f"{code} names no requirement"
        assert all(SPEC.match(one) for one in tool.spec), (code, tool.spec)
