"""What is written for the people who use it keeps the same voice as the pages."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from goldseam import content_check, reading
from goldseam.content_check import Text

DOCS = Path(content_check.__file__).parent.parent / "docs"


def paragraphs(name: str) -> list[str]:
    plain = re.sub(r"^\|?[-| ]+\|$|^#+ |[*|`]", "", (DOCS / name).read_text(), flags=re.MULTILINE)
    return [" ".join(part.split()) for part in re.split(r"\n\s*\n", plain) if part.strip()]


@pytest.mark.parametrize("name", ["users.md"])
def test_the_page_for_users_is_easy_to_read_and_in_our_voice(name: str) -> None:
    found = paragraphs(name)
    assert reading.grade("\n".join(found)) <= content_check.GRADE
    for paragraph in found:
        assert content_check._voice(name, Text("", paragraph, graded=True, marked=True)) == []


def test_the_page_for_users_names_every_help_that_needs_no_account() -> None:
    text = " ".join(paragraphs("users.md"))
    for words in ("Help now", "An urge is pulling hard", "Panic, or pictures that will not stop", "Shift"):
        assert words in text


def test_the_page_about_help_lines_names_every_purpose_and_its_example_is_valid(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from goldseam.safety import lines

    text = (DOCS / "helplines.md").read_text()
    for purpose in lines.PURPOSES:
        assert f"`{purpose}`" in text
    example = text.split("```toml\n")[1].split("```")[0]
    own = tmp_path / "helplines.toml"
    own.write_text(example)
    monkeypatch.setattr(lines, "_steward_path", lambda: own)
    assert lines.steward_fault() == ""
    assert lines.for_region("ie").lines[0].name == "Our clinic, out of hours"
    assert lines.for_region("se").emergency[0].tel == "112"
