"""A plain copy of the table: tools by their names, each entry with its author, and only what its pages show."""

from __future__ import annotations

import json
import re
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from django.urls import reverse

from goldseam.exports.kept import together, words_of
from goldseam.people.models import Account
from goldseam.together.copied import UNSEEN
from tests.conftest import Cast, Person
from tests.exports.test_archive import unpacked, verify
from tests.exports.test_tables import packed, records
from tests.together.scene import keep, lay, open_table, post, wait
from tests.together.test_queries import fill
from tests.tools.conftest import Clock, clock, enter

__all__ = ["clock"]
CODE = re.compile(r"\b(?:[a-z]+_[a-z]+|t\d\d\w?(?:\.\w+)?|[0-9a-f]{32})\b")
MINE, THEIRS = "laid by Robin", "laid by Billie"


@pytest.fixture(autouse=True)
def two(cast: Cast, clock: Clock) -> None:
    for person in (cast.R, cast.B):
        enter(person)
    open_table(cast.R, cast.B, clock)


def plain(person: Person, shape: str = "text") -> str:
    sent = {"uid": uuid4(), "password_again": person.password, "shape": shape}
    answer = person.client.post(reverse("exports:plain"), sent)
    assert answer.status_code == 200
    return bytes(answer.content).decode()


def laid(person: Person, clock: Clock, words: str, days: int = 90) -> None:
    assert lay(person, "t23", keep(person, "t23", clock, what_happened=words), days=days).status_code == 303


def at_table(person: Person) -> str:
    """What stands after the own room."""
    whole = plain(person)
    return whole[whole.index("A table with") :]


def test_each_entry_says_in_words_what_it_is_and_whose(cast: Cast, clock: Clock) -> None:
    laid(cast.R, clock, MINE)
    laid(cast.B, clock, THEIRS)
    for person, other in ((cast.R, cast.B), (cast.B, cast.R)):
        said = at_table(person)
        assert f"A table with {other.name}, from this day" in said
        mine, theirs = (MINE, THEIRS) if person is cast.R else (THEIRS, MINE)
        assert re.search(rf"I feel, by you\n(?:  .*\n)*  .*{mine}", said)
        assert re.search(rf"I feel, by {other.name}\n(?:  .*\n)*  .*{theirs}", said)
        assert "Laid on the table: I feel" in plain(person), "the own note of it has the tool's name too"


def test_r13_that_the_other_has_erased_everything_changes_no_copy(cast: Cast, clock: Clock) -> None:
    laid(cast.B, clock, MINE)
    before = at_table(cast.B)
    assert f"A table with {cast.R.name}" in before
    post(cast.R, "/n/me/erase/", word="erase", password_again=cast.R.password)
    assert not Account.objects.filter(name=cast.R.name).exists()
    assert at_table(cast.B) == before


def test_a_full_table_has_no_code_and_no_key_in_its_words(cast: Cast, clock: Clock) -> None:
    fill(cast, clock)
    for person in (cast.R, cast.B):
        said = at_table(person)
        for named in ("A check-in agreed to", "A time suggested", "A decision written down", "I feel, by you"):
            assert named in said, named
        assert not CODE.search(said), CODE.search(said)
        own = plain(person)[: -len(said)]
        titles = [line for line in own.splitlines() if re.match(r"\d{4}-", line)]
        assert titles and not any(CODE.search(line) for line in titles)


def test_r12_what_no_page_shows_of_the_other_is_in_no_copy(cast: Cast, clock: Clock, tmp_path: Path) -> None:
    fill(cast, clock)
    laid(cast.B, clock, THEIRS)
    kinds = {entry.kind for entry in cast.R.vault.tables[0].every() if entry.author != cast.R.id}
    assert kinds & UNSEEN >= {"ready", "open_side", "t20.fit"}, "there is something to leave out"
    folder = unpacked(packed(cast.R, clock), tmp_path)
    found = [(one["by"], one["record"]["kind"]) for one in records(folder)]  # type: ignore[index]
    assert {kind for by, kind in found if by == "the other"} & UNSEEN == set()
    assert ("you", "ready") in found and ("the other", "laid") in found
    code, said = verify(folder)
    assert code == 0, said
    assert "tell" in UNSEEN, "what is held ready is read when its reader chooses"
    given = [one for one in json.loads(plain(cast.R, "json")) if one.get("by") == "the other"]
    assert given and {one["kind"] for one in given} & UNSEEN == set()


def test_r6_what_is_over_or_taken_back_is_in_no_copy_of_the_other(cast: Cast, clock: Clock) -> None:
    laid(cast.R, clock, MINE, days=7)
    laid(cast.R, clock, "and taken back")
    id = next(e.id for e in cast.R.vault.tables[0].every() if "and taken back" in json.dumps(e.body))
    assert post(cast.R, f"/n/us/back/{id}/").status_code == 303
    assert MINE in at_table(cast.B) and "and taken back" not in at_table(cast.B)
    wait(clock, cast.B, days=8)
    assert MINE not in at_table(cast.B) and MINE not in plain(cast.B, "json")


def test_a_table_that_was_left_is_in_it_up_to_that_day(cast: Cast, clock: Clock) -> None:
    laid(cast.B, clock, THEIRS)
    assert post(cast.R, "/n/us/leave/", password_again=cast.R.password).status_code == 303
    clock.now += timedelta(minutes=1)
    laid(cast.B, clock, "after Robin had gone")
    assert THEIRS in at_table(cast.R) and "after Robin had gone" not in at_table(cast.R)


def test_without_a_table_nothing_is_said_of_one(cast: Cast) -> None:
    enter(cast.stranger)
    assert "A table with" not in plain(cast.stranger)
    assert [one for one in json.loads(plain(cast.stranger, "json")) if "table" in one] == []


@pytest.mark.parametrize("kind", ["t20", "meet_felt", "meet_mine", "kept_card", "kept_copy", "laid"])
def test_what_the_table_keeps_in_the_own_room_has_a_name(cast: Cast, clock: Clock, kind: str) -> None:
    words = words_of(kind)
    assert words is not None and not CODE.search(words.title)
    keep(cast.R, kind, clock, text="canary-4711")
    assert "canary-4711" in plain(cast.R), "whatever it holds is handed out"


def test_what_was_written_to_the_other_is_not_held_back() -> None:
    assert not any(together().unseen(kind) for kind in ("laid", "journal", "need", "decision", "care"))
