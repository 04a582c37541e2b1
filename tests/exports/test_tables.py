"""A table in its owner's archive: both authors named, each signature by its author's pinned key, up to leaving."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from django.urls import reverse

from goldseam.exports import archive
from goldseam.vault.models import Membership, Record, Space
from tests.conftest import Cast, Person
from tests.exports.test_archive import form, opened, unpacked, verify
from tests.together.scene import keep, lay, open_table, post
from tests.tools.conftest import Clock, clock, enter

__all__ = ["clock"]
AFTER = "after ninety days"
MINE, THEIRS, GONE = "laid by Robin", "laid by Billie", "laid and taken back"


def laid(person: Person, clock: Clock, words: str, days: int = 90) -> UUID:
    assert lay(person, "t23", keep(person, "t23", clock, what_happened=words), days=days).status_code == 303
    return next(e.id for e in person.vault.tables[0].every() if words in json.dumps(e.body))


def packed(person: Person, clock: Clock) -> bytes:
    return archive.pack(person.room, person.name, clock.now, person.vault.tables)


def records(folder: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in (folder / "table-1" / "records.jsonl").read_text().splitlines()]


def shown(folder: Path) -> list[tuple[object, str]]:
    """Who laid what, in order."""
    found = [(one["by"], json.dumps(one["record"])) for one in records(folder)]
    return [(by, words) for by, text in found for words in (MINE, THEIRS, GONE) if words in text]


@pytest.fixture(autouse=True)
def two(cast: Cast, clock: Clock) -> None:
    for person in (cast.R, cast.B):
        enter(person)
    open_table(cast.R, cast.B, clock)
    laid(cast.R, clock, MINE)
    laid(cast.B, clock, THEIRS)
    cast.R.client.post(f"/n/us/back/{laid(cast.R, clock, GONE)}/")


@pytest.fixture
def folder(cast: Cast, clock: Clock, tmp_path: Path) -> Path:
    return unpacked(packed(cast.R, clock), tmp_path)


def test_both_are_in_it_under_their_marks_and_plain_python_finds_it_in_order(folder: Path) -> None:
    assert shown(folder) == [("you", MINE), ("the other", THEIRS)]
    code, said = verify(folder)
    assert code == 0, said
    assert "In order (table-1)" in said
    assert GONE not in (folder / "table-1" / "records.jsonl").read_text()
    assert "table-1" in (folder / "README.txt").read_text()


def test_it_says_the_same_with_pynacl(folder: Path) -> None:
    assert verify(folder, "-B") == verify(folder)


def test_each_has_the_same_seen_from_the_own_side(cast: Cast, clock: Clock, tmp_path: Path) -> None:
    theirs = unpacked(packed(cast.B, clock), tmp_path)
    assert shown(theirs) == [("the other", MINE), ("you", THEIRS)]
    assert verify(theirs)[0] == 0


def test_the_sealed_file_of_the_page_holds_it(cast: Cast, tmp_path: Path) -> None:
    answer = cast.R.client.post(reverse("exports:sealed"), form(cast.R))
    assert answer.status_code == 200
    assert shown(unpacked(opened(answer.content), tmp_path)) == [("you", MINE), ("the other", THEIRS)]


def _change(name: str, old: str, new: str) -> Callable[[Path], None]:
    def change(folder: Path) -> None:
        path = folder / "table-1" / name
        assert old in path.read_text()
        path.write_text(path.read_text().replace(old, new))

    return change


def _exchange_keys(folder: Path) -> None:
    path = folder / "table-1" / "identity.json"
    about = json.loads(path.read_text())
    (one, first), (two, second) = about["authors"].items()
    about["authors"] = {one: {**first, "sign": second["sign"]}, two: {**second, "sign": first["sign"]}}
    path.write_text(json.dumps(about))


def _exchange_marks(folder: Path) -> None:
    path = folder / "table-1" / "identity.json"
    about = json.loads(path.read_text())
    (one, first), (two, second) = about["authors"].items()
    about["authors"] = {one: {**first, "mark": second["mark"]}, two: {**second, "mark": first["mark"]}}
    path.write_text(json.dumps(about))


def _authors_exchanged(folder: Path) -> None:
    """Both entries said to be the other one's."""
    about = json.loads((folder / "table-1" / "identity.json").read_text())
    one, two = about["authors"]
    path = folder / "table-1" / "chain.jsonl"
    path.write_text(path.read_text().replace(one, "x").replace(two, one).replace("x", two))


@pytest.mark.parametrize(
    "change",
    [
        _change("records.jsonl", '"by":"you"', '"by":"the other"'),
        _change("records.jsonl", THEIRS, MINE),
        _change("chain.jsonl", '"burned":false', '"burned":true'),
        _change("identity.json", '"entries": ', '"entries": 1'),
        _exchange_keys,
        _exchange_marks,
        _authors_exchanged,
        lambda folder: (folder / "table-1" / "records.jsonl").unlink(),
        lambda folder: (folder / "table-1" / "identity.json").write_text('{"authors": []}'),
    ],
)
def test_whoever_changes_who_said_what_is_found(folder: Path, change: Callable[[Path], None]) -> None:
    change(folder)
    code, said = verify(folder)
    assert code != 0 and "NOT IN ORDER (table-1)" in said
    assert said.startswith("In order: "), "the room is checked by itself"


def test_it_ends_with_the_day_of_leaving(cast: Cast, clock: Clock, tmp_path: Path) -> None:
    assert post(cast.R, "/n/us/leave/", password_again=cast.R.password).status_code == 303
    clock.now += timedelta(minutes=1)
    laid(cast.B, clock, "after the end")
    folder = unpacked(packed(cast.R, clock), tmp_path)
    assert shown(folder) == [("you", MINE), ("the other", THEIRS)]
    assert b"after the end" not in packed(cast.R, clock)
    assert verify(folder)[0] == 0
    about = json.loads((folder / "table-1" / "identity.json").read_text())
    assert about["left"] is not None
    assert about["entries"] < Record.objects.filter(space_id=cast.B.vault.tables[0].space).count()


def test_r6_what_the_other_laid_until_a_day_that_is_past_cannot_be_read(
    cast: Cast, clock: Clock, tmp_path: Path
) -> None:
    laid(cast.B, clock, GONE, days=7)
    clock.now += timedelta(days=9)
    for person in (cast.R, cast.B):
        enter(person)
    mine = unpacked(packed(cast.R, clock), tmp_path / "R")
    theirs = unpacked(packed(cast.B, clock), tmp_path / "B")
    assert ("the other", GONE) not in shown(mine)
    assert verify(mine)[0] == verify(theirs)[0] == 0


def test_a_renewed_key_is_in_it_and_it_verifies_on_both_sides(cast: Cast, clock: Clock, tmp_path: Path) -> None:
    clock.now += timedelta(days=91)
    for person in (cast.R, cast.B):
        enter(person)
    cast.B.vault.tables[0].append("laid", {"item": {"title": AFTER}}, id=uuid4(), now=clock.now)
    assert {row.epoch for row in Record.objects.filter(space_id=cast.B.vault.tables[0].space)} == {1, 2}
    for person in (cast.R, cast.B):
        folder = unpacked(packed(person, clock), tmp_path / person.name)
        code, said = verify(folder)
        assert code == 0 and "In order (table-1)" in said
        assert AFTER in json.dumps(records(folder)[-1]["record"])
        assert [one["record"]["kind"] for one in records(folder)].count("epoch") == 1  # type: ignore[index]


def test_a_table_that_does_not_open_keeps_nothing_else_back(cast: Cast, clock: Clock, tmp_path: Path) -> None:
    Space.objects.filter(pk=cast.R.vault.tables[0].space).update(state=b"spoilt")
    folder = unpacked(packed(cast.R, clock), tmp_path)
    assert not (folder / "table-1").exists()
    assert "could not be read on the server" in (folder / "README.txt").read_text()
    assert verify(folder)[0] == 0


def test_a_damaged_entry_of_the_other_is_named(cast: Cast, clock: Clock, tmp_path: Path) -> None:
    row = Record.objects.filter(space_id=cast.R.vault.tables[0].space).order_by("-seq")[2]
    flipped = bytes(row.envelope[:-1]) + bytes([row.envelope[-1] ^ 1])
    Record.objects.filter(space_id=row.space_id, seq=row.seq).update(envelope=flipped)
    code, said = verify(unpacked(packed(cast.R, clock), tmp_path))
    assert code == 1 and f"NOT IN ORDER (table-1): Entry {row.seq}" in said


def test_the_part_at_a_table_goes_with_its_person(cast: Cast) -> None:
    space = cast.R.vault.tables[0].space
    give = {"uid": uuid4(), "password_again": cast.R.password, "word": "erase"}
    cast.R.client.post(reverse("people:erase"), give)
    assert list(Membership.objects.values_list("person_id", flat=True)) == [cast.B.id]
    cast.B.client.post(reverse("people:erase"), {**give, "uid": uuid4(), "password_again": cast.B.password})
    assert not Space.objects.filter(pk=space).exists()
