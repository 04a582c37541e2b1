"""The proof of the rules: see rules.py (the machine), world.py (the acts), model.py (what ought to be)."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest
from django.apps import apps
from django.db import connection

from goldseam.vault.table import Table
from tests.together import long, rules
from tests.together.checks import Checked
from tests.together.mutants import ELSEWHERE, IN_CI, MUTANTS, ON_POSTGRESQL, PAGES, Mutant, page
from tests.together.stories import STORIES
from tests.together.world import ground

TESTS = Path(__file__).parent.parent
CODE = TESTS.parent / "goldseam"


@pytest.mark.django_db
def test_no_sequence_of_acts_breaks_a_rule() -> None:
    """Hypothesis makes what it finds small. On PostgreSQL fewer: the rules are the same, only the database differs."""
    wanted = int(os.environ.get("RULES_ACTS", IN_CI if connection.vendor == "sqlite" else ON_POSTGRESQL))
    people, done = ground(), 0
    while done < wanted:
        done += rules.run(people, 10, 30)


@pytest.mark.once
@pytest.mark.django_db
def test_a_round_of_the_long_run_is_the_same_each_time_and_finds_what_is_missing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The plain dice: the same number is the same round; a broken rule is named and made small."""
    Checked.people = ground()
    assert long.steps_of(7) == long.steps_of(7) != long.steps_of(8)
    assert long.play(long.steps_of(7)) == ""
    steps = [
        ("start", long.BEGINNING),
        ("keep_quiet", {}),
        ("story", {"name": "leaves", "told": 0}),
        ("keep_quiet", {}),
    ]
    monkeypatch.setattr(rules.Rules, "keep_quiet", lambda _self: None, raising=False)
    assert long.play(steps) == ""
    monkeypatch.setattr(Table, "later", lambda *_: False)
    broken = long.play(steps)
    assert broken.startswith("Broken R")
    assert long.smallest(steps, broken) == [steps[0], steps[2]]


@pytest.mark.once
@pytest.mark.django_db
def test_every_story_is_told_to_its_end_and_breaks_no_rule() -> None:
    people = ground()
    for name in STORIES:
        rules.tell(people, name)


@pytest.mark.once
@pytest.mark.django_db
@pytest.mark.parametrize("mutant", MUTANTS, ids=lambda one: f"{one.rule} {one.guard}")
def test_without_its_guard_the_rule_is_seen_to_break(mutant: Mutant, monkeypatch: pytest.MonkeyPatch) -> None:
    people = ground()
    mutant.take_away(monkeypatch)
    with pytest.raises(rules.Broken) as broken:
        rules.tell(people, mutant.story)
    assert broken.value.rule in mutant.caught_by


@pytest.mark.once
def test_every_rule_is_shown_somewhere() -> None:
    shown = {one.rule for one in MUTANTS} | set(ELSEWHERE)
    assert {f"R{n}" for n in range(1, 26)} <= shown


@pytest.mark.once
def test_the_tests_that_hold_the_others_are_there() -> None:
    for file, name in (one.split("::") for tests in ELSEWHERE.values() for one in tests):
        assert f"def {name}(" in (TESTS / file).read_text(), f"{file}::{name}"


@pytest.mark.once
@pytest.mark.parametrize("path", PAGES, ids=lambda one: one.name)
def test_the_page_is_made_from_the_guards(path: Path) -> None:
    assert path.read_text() == page(path), "run python -m tests.together"


@pytest.mark.once
def test_r23_nothing_at_the_table_counts_anybody() -> None:
    counted = re.compile(r"\b(?:scores?|streaks?|points|ranks?|level_up|badges?)\b", re.IGNORECASE)
    found = [
        (str(path.relative_to(CODE)), match[0])
        for path in (CODE / "together").rglob("*.py")
        for match in counted.finditer(path.read_text())
    ]
    assert [one for one in found if one[1].lower() != "points"] == []


@pytest.mark.once
def test_r3_r25_nothing_is_asked_for() -> None:
    """No column and no form for a place, a list of contacts, a device or a picture."""
    asked = re.compile(r"latitude|longitude|location|contacts|phone_number|birth|image|photo|upload|browsing|last_seen")
    columns = [
        f"{model.__name__}.{field.name}"
        for model in apps.get_models()
        if model.__module__.startswith("goldseam")
        for field in model._meta.get_fields()
    ]
    assert columns
    assert [name for name in columns if asked.search(name)] == []
    pages = [path for kind in ("*.html", "*.py") for path in CODE.rglob(kind)]
    assert [
        str(path) for path in pages if re.search(r"type=.file|FileField|ImageField|FileInput", path.read_text())
    ] == []
