"""docs/requirements.md: complete, true to the data, and naming nothing that is not there."""

from __future__ import annotations

import ast
from functools import cache
from pathlib import Path

import pytest
from django.urls import get_resolver

from goldseam.path.outline import outline
from goldseam.tools import catalogue
from goldseam.tools.t08_library.lessons import lessons
from tests.requirements.table import ID, LATER, LESSON, PAGE, ROOT, TOOL, URL, Row, markdown, read, rows

pytestmark = pytest.mark.once

COUNTS = {"S0-": 52, "S1-": 51, "S2-": 92, "S3-": 76, "X": 8, "G-": 12, "HR-": 22}
"""How many there are of each; the ids run from 1."""
ALONE = {"S0-": 52, "S1-": 51, "S2-": 39, "S3-": 23}
"""Up to which number the rows of a seed are about what a person can do alone, save those below."""
ABOUT_TWO = {
    "S0-41", "S0-42", "S0-44",  # bodily closeness
    "S2-39",  # a new identity as two
}  # fmt: skip
"""Rows among them that only two people can meet: nothing of them is built, and each says so."""


def ids(counts: dict[str, int]) -> list[str]:
    return [f"{seed}{number}" for seed, many in counts.items() for number in range(1, many + 1)]


def test_the_page_is_made_from_the_data() -> None:
    made = PAGE.read_text(encoding="utf-8")
    assert made == markdown(), "run: python -m tests.requirements > docs/requirements.md"


def test_every_requirement_is_there_once_and_nothing_else() -> None:
    assert [row.id for row in read()] == ids(COUNTS)


def test_each_row_is_one_short_line() -> None:
    for row in read():
        assert 10 <= len(row.says) <= 120, row.id
        assert "\n" not in row.says and "|" not in row.says, row.id


def test_later_names_one_of_the_known_works() -> None:
    assert {row.later for row in read()} <= {"", *LATER}


def test_what_is_not_met_says_with_which_work_it_comes() -> None:
    for row in read():
        assert row.later or (row.where and row.tests), row.id
        assert bool(row.where) == bool(row.tests), f"{row.id}: what is somewhere is held by a test, and the other way"


@pytest.mark.parametrize("id", ids(ALONE))
def test_what_a_person_needs_alone_is_there_and_held(id: str) -> None:
    row = rows()[id]
    if id in ABOUT_TWO:
        assert row.later == "closeness" and not row.where, f"{id} is built by now: take it out of ABOUT_TWO"
    else:
        assert row.where and row.tests


@pytest.mark.parametrize("row", read(), ids=lambda row: row.id)
def test_every_place_exists(row: Row) -> None:
    assert len(set(row.where)) == len(row.where)
    for where in row.where:
        assert there(where), f"{row.id}: {where}"


def there(where: str) -> bool:
    if TOOL.match(where):
        return where in catalogue.catalogue()
    if LESSON.match(where):
        return where in lessons() or where in outline()
    if URL.match(where):
        return where in named()
    return (ROOT / where).is_file()


@cache
def named() -> frozenset[str]:
    """Every name an address has, with its namespace."""
    found = set()
    for space, (_prefix, resolver) in get_resolver().namespace_dict.items():
        found |= {f"{space}:{name}" for name in resolver.reverse_dict if isinstance(name, str)}
    return frozenset(found)


@pytest.mark.parametrize("row", read(), ids=lambda row: row.id)
def test_every_test_exists(row: Row) -> None:
    assert len(set(row.tests)) == len(row.tests)
    for name in row.tests:
        path, _, rest = name.partition("::")
        function, _, case = rest.partition("[")
        functions, words = parsed(ROOT / path)
        assert function.startswith("test_") and function in functions, f"{row.id}: {name}"
        if case:
            assert case == f"{row.id}]", f"{row.id}: a case is that of the row itself"
            assert row.id in words, f"{row.id}: {path} has no case for it"


@cache
def parsed(path: Path) -> tuple[frozenset[str], frozenset[str]]:
    """The functions of a file, and the plain words in it. Nothing is imported."""
    tree = [*ast.walk(ast.parse(path.read_text(encoding="utf-8")))]
    return (
        frozenset(node.name for node in tree if isinstance(node, ast.FunctionDef)),
        frozenset(node.value for node in tree if isinstance(node, ast.Constant) and isinstance(node.value, str)),
    )


def test_whatever_a_tool_or_a_lesson_says_it_answers_to_is_a_row() -> None:
    said = {code: tool.spec for code, tool in catalogue.catalogue().items() if not code.startswith("w")}
    said |= {id: lesson.front.spec for id, lesson in lessons().items()}
    for name, spec in said.items():
        for one in spec:
            assert ID.match(one) is None or one in rows(), (name, one)


def test_a_place_or_a_test_that_is_not_there_would_be_found() -> None:
    assert not there("t99")
    assert not there("9R1")
    assert not there("today:nowhere")
    assert not there("docs/nowhere.md")
    assert there("t09") and there("today:home") and there("docs/tools.md") and there("0A1") and there("2R1")
    assert "test_every_test_exists" in parsed(Path(__file__))[0]
