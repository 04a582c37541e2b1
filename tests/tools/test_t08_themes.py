"""The library's shelves: lessons by theme, the word list and the books, as files and as a check reads them."""

from __future__ import annotations

import re
import shutil
from collections import Counter
from pathlib import Path

import pytest
from django.conf import settings

from goldseam import content_check
from goldseam.safety.words import WordsError
from goldseam.tools.t08_library import words

pytestmark = pytest.mark.once

CONTENT = Path(settings.CONTENT_DIR)
LESSONS = [path.stem for path in (CONTENT / "en" / "lessons").glob("*.md")]
WRITTEN = {
    *("0A1", "0A2", "0A3", "0A4", "0R1", "0R2", "0B1", "0B2", "0S1", "0T1"),
    *(f"1R{number}" for number in range(1, 10)),
    *(f"1B{number}" for number in range(1, 9)),
    *("1C1", "1C2", "1C3", "1S1", "1S2", "1T1", "1T2"),
    *(f"2C{number}" for number in range(1, 7)),
}


def test_every_lesson_stands_in_one_theme_or_two() -> None:
    count = Counter(id for theme in words.themes() for id in theme.lessons)
    assert len(WRITTEN) == 40 and set(count) >= WRITTEN
    assert max(count.values()) <= 2
    assert words.theme_faults(words.Themes(words.themes()), LESSONS) == []


def test_the_themes_are_few_and_what_a_bad_night_needs_stands_first() -> None:
    assert 8 <= len(words.themes()) <= 10
    assert words.themes()[0].id == "tonight"
    assert {"0A4", "0R2", "0B1", "1B2"} == set(words.themes()[0].lessons)
    assert len({theme.title for theme in words.themes()}) == len(words.themes())


def test_each_role_finds_something_in_most_themes() -> None:
    for role in ("R", "B"):
        assert sum(any(id[1] in {"A", role} for id in theme.lessons) for theme in words.themes()) >= 8


GOOD = """\
[[theme]]
id = "tonight"
title = "Getting through tonight"
say = "For the hours in which nothing has to be understood."
lessons = ["0A4", "0R2"]
"""


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ('"tonight"', '"To night"', "an id is small letters"),
        ("Getting through tonight", "t" * 41, "a title has 1 to 40"),
        ("For the hours in which nothing has to be understood.", "Short.", "a line 20 to 120"),
        ('["0A4", "0R2"]', "[]", "it names lessons"),
        ('["0A4", "0R2"]', '["0A4", "0A4"]', "each of them once"),
        ('"0R2"', '"t09"', "“t09” is no lesson"),
        ("say =", "tell =", "tell"),
    ],
)
def test_a_theme_with_a_mistake_is_named(tmp_path: Path, old: str, new: str, fault: str) -> None:
    assert old in GOOD
    path = tmp_path / "themes.toml"
    path.write_text(GOOD.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(WordsError, match=re.escape(fault)):
        words.load_themes(path)


def test_a_theme_twice_and_a_lesson_in_three_themes_are_named(tmp_path: Path) -> None:
    path = tmp_path / "themes.toml"
    path.write_text(GOOD + GOOD + GOOD.replace("tonight", "other"), encoding="utf-8")
    with pytest.raises(WordsError, match=r"“tonight” is there twice; “0A4” stands in 3 themes; two at most"):
        words.load_themes(path)


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ('"1R8", ', "", "the lesson “1R8” stands in no theme"),
        ('"1R8"', '"1R99"', "names the lesson “1R99”, which does not exist"),
        ("For the hours", "A study of the hours", "needs an evidence mark"),
    ],
)
def test_the_content_check_reads_the_themes(tmp_path: Path, old: str, new: str, fault: str) -> None:
    copy = tmp_path / "content"
    shutil.copytree(CONTENT, copy)
    path = copy / "en" / "library" / "themes.toml"
    assert old in path.read_text()
    path.write_text(path.read_text().replace(old, new, 1))
    said = [str(problem) for problem in content_check.check(copy) if problem.file == "en/library/themes.toml"]
    assert any(fault in one for one in said), said


def test_what_a_lesson_or_tool_takes_for_granted_is_explained() -> None:
    found = {term.id for term in words.glossary()}
    assert found >= {
        "disclosure", "forward_honesty", "openness", "trigger", "flashback", "flooding", "time_out", "accountability",
        "boundary", "request", "agreement", "scrupulosity", "cbt", "act", "emdr", "csat", "sponsor", "gaslighting",
        "ptrs", "ptsd", "ocd", "dbt", "fellowship", "advocate", "urgent_facts", "five_cs", "drivers",
    }  # fmt: skip


def test_letters_that_stand_for_something_are_spelled_out_or_told() -> None:
    for term in words.glossary():
        if term.term.isupper() and term.id not in {"halt", "csat", "emdr"}:
            assert len(term.also.split()) >= 2, term.id


def test_hr_14_a_figure_in_the_word_list_has_its_size_and_its_mark_beside_it() -> None:
    for term in words.glossary():
        assert not re.search(r"\d ?%", term.say), term.id
        if term.evidence is not None and "%" in term.evidence.line:
            assert "chose itself" in term.evidence.line, term.id


def test_the_four_books_are_named_without_praise_or_promise() -> None:
    assert [book.author for book in words.books()] == [
        "Robert Weiss",
        "Janis Abrahms Spring",
        "Morgan Johnson",
        "Esther Perel",
    ]
    praise = re.compile(
        r"\b(?:best|classic|essential|excellent|must|recommend\w*|proven|works|will|heals?|saves?|wise|helpful|great|"
        r"renowned|expert|leading|bestsell\w*|important)\b",
        re.IGNORECASE,
    )
    assert [book.title for book in words.books() if praise.search(f"{book.about} {book.suits}")] == []
