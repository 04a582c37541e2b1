"""Two phones at one table: whether anything is new, and nothing else."""

from __future__ import annotations

import os
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

import goldseam.together
from goldseam.together import live
from goldseam.together.gate import HOLDS
from goldseam.together.live import newest
from goldseam.together.tables import ours
from goldseam.vault import Room
from tests.conftest import Cast, Person
from tests.together.scene import open_table, pair, prepare
from tests.tools.conftest import Clock, clock, enter

__all__ = ["clock"]
SCRIPT = Path(goldseam.together.__file__).parent / "static/gs/live.js"


@pytest.fixture(autouse=True)
def two(cast: Cast, clock: Clock) -> None:
    for person in (cast.R, cast.B):
        enter(person)


def look(person: Person, seen: object) -> Any:
    return person.client.get("/n/us/live/", {"seen": str(seen)})


def lay(person: Person, clock: Clock) -> None:
    person.vault.tables[0].append("word", {"text": "plain"}, id=uuid4(), now=clock.now)


def seq(person: Person) -> int:
    return person.vault.tables[0].head[0]


def test_nothing_new_is_an_empty_answer(cast: Cast, clock: Clock) -> None:
    open_table(cast.R, cast.B, clock)
    answer = look(cast.B, seq(cast.B))
    assert (answer.status_code, answer.content) == (204, b"")
    assert "no-store" in answer["Cache-Control"]


def test_something_new_is_a_number_and_says_neither_what_nor_whose(cast: Cast, clock: Clock) -> None:
    open_table(cast.R, cast.B, clock)
    before = seq(cast.B)
    lay(cast.R, clock)
    from_b, from_r = look(cast.B, before), look(cast.R, before)
    assert from_b.json() == {"seq": before + 1}
    assert from_b.content == from_r.content
    assert "no-store" in from_b["Cache-Control"]
    assert look(cast.B, before + 1).status_code == 204


@pytest.mark.parametrize("seen", ["", "none", "-1", "1e3", "٣", "9" * 400])
def test_a_number_that_is_none_is_only_another_number(cast: Cast, clock: Clock, seen: str) -> None:
    open_table(cast.R, cast.B, clock)
    assert look(cast.B, seen).json() == {"seq": seq(cast.B)}


def test_r4_being_looked_for_leaves_no_trace_for_the_other(cast: Cast, clock: Clock) -> None:
    open_table(cast.R, cast.B, clock)
    before = cast.R.client.get("/n/us/").content.count(b"<"), seq(cast.R)
    for _n in range(3):
        look(cast.B, 0)
    assert (cast.R.client.get("/n/us/").content.count(b"<"), seq(cast.R)) == before


def test_r12_a_table_that_is_shut_answers_alike_whatever_is_asked(cast: Cast, clock: Clock) -> None:
    pair(cast.R, cast.B)
    prepare(cast.B, clock)
    nothing = [look(cast.B, n) for n in (0, seq(cast.B))]
    prepare(cast.R, clock, clear=False)
    then = [look(cast.B, n) for n in (0, seq(cast.B))]
    assert {(one.status_code, one["Location"], one.content) for one in [*nothing, *then]} == {(303, "/n/us/", b"")}


def test_it_shuts_with_the_table(cast: Cast, clock: Clock) -> None:
    open_table(cast.R, cast.B, clock)
    assert look(cast.B, 0).status_code == 200
    prepare(cast.R, clock, clear=False)
    assert look(cast.B, seq(cast.B)).status_code == 303


def test_open_is_believed_until_what_both_have_said_runs_out_and_no_longer(cast: Cast, clock: Clock) -> None:
    open_table(cast.R, cast.B, clock)
    assert look(cast.B, 0).status_code == 200
    first = min(at for _ok, at in ours(cast.B.vault, clock.now).said.values())  # type: ignore[union-attr]
    for over, status in ((timedelta(seconds=-2), 204), (timedelta(seconds=1), 303)):
        clock.now = first + HOLDS + over
        cast.B.sign_in()
        assert look(cast.B, seq(cast.B)).status_code == status


def test_r12_a_clock_that_went_back_finds_it_shut_again(cast: Cast, clock: Clock) -> None:
    open_table(cast.R, cast.B, clock)
    assert look(cast.B, 0).status_code == 200
    clock.now -= timedelta(days=1)
    cast.B.sign_in()
    assert look(cast.B, seq(cast.B)).status_code == 303


def test_what_was_found_open_is_known_in_every_process_and_nothing_else_is(cast: Cast, clock: Clock) -> None:
    open_table(cast.R, cast.B, clock)
    found = ours(cast.B.vault, clock.now)
    assert found
    child = os.fork()
    if child == 0:
        try:
            live._remember(found)
        finally:
            os._exit(0)
    os.waitpid(child, 0)
    theirs = ours(cast.R.vault, clock.now)
    assert theirs
    assert live._was_open(found)
    assert not live._was_open(theirs)
    lay(cast.R, clock)
    newer = ours(cast.B.vault, clock.now)
    assert newer
    assert not live._was_open(newer)
    for clear in (cast.B.id.bytes, cast.B.vault.tables[0].space.bytes):
        assert clear not in live._open[:]


def test_half_a_slot_is_looked_at_anew(cast: Cast, clock: Clock) -> None:
    open_table(cast.R, cast.B, clock)
    found, at = ours(cast.B.vault, clock.now), seq(cast.B)
    assert found
    live._remember(found)
    place = live._place(found)
    for n, byte in ((0, 0xFF), (live._UNTIL, live._open[place + live._UNTIL] ^ 1)):
        live._remember(found)
        live._open[place + n] = byte
        assert not live._was_open(found)
    assert look(cast.B, at).status_code == 204


def test_somebody_else_sees_what_somebody_without_a_table_sees(cast: Cast, clock: Clock, signed_out: Client) -> None:
    open_table(cast.R, cast.B, clock)
    enter(cast.stranger)
    assert look(cast.stranger, 0)["Location"] == "/n/us/"
    assert signed_out.get("/n/us/live/").status_code == 303
    assert cast.R.client.post("/n/us/live/").status_code == 405


def test_it_needs_the_first_door_only_and_does_not_hold_the_room_open(cast: Cast, clock: Clock) -> None:
    open_table(cast.R, cast.B, clock)
    for _n in range(11):
        clock.now += timedelta(minutes=1)
        assert look(cast.B, seq(cast.R)).status_code == 204
    assert cast.B.vault.room is None


def test_it_reads_the_sealed_state_and_opens_no_entry(
    cast: Cast, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    open_table(cast.R, cast.B, clock)
    at = seq(cast.B)
    look(cast.B, at)

    def never(*_args: object) -> None:
        raise AssertionError("an entry was opened")

    monkeypatch.setattr(Room, "_months", never)
    with CaptureQueriesContext(connection) as asked:
        assert look(cast.B, at).status_code == 204
    assert len(asked) <= 6, [one["sql"] for one in asked]


def test_the_number_of_a_page_is_that_of_what_it_shows(cast: Cast, clock: Clock) -> None:
    open_table(cast.R, cast.B, clock)
    found = ours(cast.B.vault, timezone.now())
    assert found
    assert newest(found) == found.entries[-1].seq


def test_after_a_lost_connection_the_old_number_still_leads_to_what_is_new(cast: Cast, clock: Clock) -> None:
    open_table(cast.R, cast.B, clock)
    before = seq(cast.B)
    for _n in range(3):
        lay(cast.R, clock)
    clock.now += timedelta(minutes=5)
    assert look(cast.B, before).json() == {"seq": before + 3}


@pytest.mark.once
def test_the_script_is_small_and_keeps_the_policy() -> None:
    words = SCRIPT.read_text()
    assert len(words.encode()) <= 1536
    assert "eval" not in words
    assert "HTML" not in words
