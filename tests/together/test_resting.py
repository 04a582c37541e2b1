"""A rest from being asked (R10) over HTTP: it holds for both, ends by itself, and no page of the other's names it."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest

from goldseam.together import pace
from goldseam.together.telling.words import words as telling
from goldseam.vault import rests as kept
from goldseam.vault.errors import Ended
from goldseam.vault.models import Record
from goldseam.vault.table import leave
from tests.conftest import Cast, Person
from tests.together.scene import open_table, post
from tests.together.test_meeting import alike
from tests.together.test_pause import PLAN
from tests.together.test_record import newest
from tests.together.test_talk import BEGIN
from tests.together.test_telling import lay as hold_ready
from tests.together.test_telling import report, settle
from tests.tools.conftest import Clock, bodies, clock, enter, text

__all__ = ["clock"]
REST = "/n/us/t36/"
US = "/n/us/"
WEEK_AFTER = timedelta(days=6, hours=1)


@pytest.fixture(autouse=True)
def two(cast: Cast, clock: Clock) -> None:
    for person in (cast.R, cast.B):
        enter(person)
    open_table(cast.R, cast.B, clock)


def set_rest(person: Person, days: int, **more: Any) -> Any:
    return post(person, REST, days=str(days), **more)


def later(clock: Clock, span: timedelta, *people: Person) -> None:
    clock.now += span
    for person in people:
        enter(person)


def need(person: Person, **more: Any) -> Any:
    return post(person, "/n/us/t26/put/", need="help", words="the boxes", span="h1", **more)


def form(person: Person) -> Any:
    return post(person, "/n/us/t20/form/", form="f1", way="two", hour="19:30")


def slot(person: Person, minutes: int = 40) -> Any:
    return post(person, "/n/us/t21/slot/", weekday="6", time="17:00", minutes=str(minutes))


def plan(person: Person) -> Any:
    return post(person, "/n/us/t25/plan/", **PLAN)


def talk(person: Person) -> Any:
    return post(person, "/n/us/t24/begin/", **BEGIN)


ASKED = {"/n/us/t26/put/": need, "/n/us/t20/form/": form, "/n/us/t21/slot/": slot, "/n/us/t25/plan/": plan}
ASKED |= {"/n/us/t24/begin/": talk}


def kinds(person: Person) -> list[str]:
    return [entry.kind for entry in person.vault.tables[0].every() if entry.kind != "ready"]


def bare(answer: Any) -> tuple[int, str, bytes]:
    """An answer apart from nonces and keys."""
    plain = re.sub(rb'(value|nonce)="[0-9a-zA-Z+/=_-]{20,}"|nonce-[\w+/=-]+|data-live="\d+"', b"", answer.content)
    return answer.status_code, answer.get("Location", ""), plain


# -- for the one who sets it ----------------------------------------------------------------------------


@pytest.mark.parametrize("who", ["R", "B"])
def test_whoever_sets_it_sees_its_end_and_nobody_else_does(cast: Cast, clock: Clock, who: str) -> None:
    mine, other = (cast.R, cast.B) if who == "R" else (cast.B, cast.R)
    never = alike(other, REST)
    assert set_rest(mine, 3)["Location"] == REST
    end = clock.now + timedelta(days=3)
    assert f"Until {end.day} {end:%B %Y}" in text(mine.client.get(REST))
    assert alike(other, REST) == never
    assert "rests" not in text(other.client.get(US))


@pytest.mark.parametrize("days", ["-1", "4000", "15", "six", ""])
def test_a_rest_is_of_one_to_fourteen_days(cast: Cast, clock: Clock, days: str) -> None:
    assert post(cast.R, REST, days=days).status_code == 422
    assert kept.rests(cast.R.vault.tables[0]) == {}


def test_whatever_stands_in_the_state_it_never_lasts_longer(cast: Cast, clock: Clock) -> None:
    """The other may run the server, and write there what no form offers."""
    kept.set_rest(cast.R.vault.tables[0], 10_000, id=uuid4(), now=clock.now)
    assert need(cast.B).status_code == 409
    later(clock, timedelta(days=pace.LONGEST), cast.R, cast.B)
    assert need(cast.B).status_code == 303
    kept.set_rest(cast.R.vault.tables[0], 5, id=uuid4(), now=clock.now + timedelta(days=400))
    later(clock, timedelta(days=2), cast.B)
    assert need(cast.B).status_code == 303, "one that has not begun holds nobody back"


def test_the_same_press_twice_is_one_and_a_newer_takes_its_place(cast: Cast, clock: Clock) -> None:
    uid = str(uuid4())
    set_rest(cast.R, 7, uid=uid)
    first = text(cast.R.client.get(REST))
    clock.now += timedelta(minutes=5)
    set_rest(cast.R, 7, uid=uid)
    assert text(cast.R.client.get(REST)) == first
    set_rest(cast.R, 1)
    later(clock, timedelta(days=1), cast.R, cast.B)
    assert need(cast.B).status_code == 303
    assert "You set this" not in text(cast.R.client.get(REST))


def test_it_can_be_ended_at_any_moment_and_only_by_the_one_who_set_it(cast: Cast, clock: Clock) -> None:
    set_rest(cast.R, 14)
    set_rest(cast.B, 0)
    assert need(cast.B).status_code == 409
    set_rest(cast.R, 0)
    assert need(cast.B).status_code == 303


# -- for the other --------------------------------------------------------------------------------------


@pytest.mark.parametrize("where", ASKED)
def test_r22_it_binds_both_in_every_place_and_lets_nothing_through(cast: Cast, clock: Clock, where: str) -> None:
    before = kinds(cast.R)
    set_rest(cast.R, 3)
    for person in (cast.R, cast.B):
        ASKED[where](person)
    assert kinds(cast.R) == before
    later(clock, timedelta(days=3), cast.R, cast.B)
    assert ASKED[where](cast.B).status_code == 303
    assert len(kinds(cast.B)) > len(before)


PAGES = ["/n/us/t26/put/", "/n/us/t26/", "/n/us/t20/", "/n/us/t20/form/", "/n/us/t21/slot/", "/n/us/t21/"]
PAGES += ["/n/us/t25/", "/n/us/t25/plan/", "/n/us/t24/", US]


@pytest.mark.parametrize("who", ["R", "B"])
def test_r10_the_asker_reads_the_ordinary_notice_byte_for_byte(cast: Cast, clock: Clock, who: str) -> None:
    """Three requests in a week, each refused: that is the ordinary limit of all places. Then a rest is all there is."""
    mine, other = (cast.R, cast.B) if who == "R" else (cast.B, cast.R)
    for n in range(3):
        assert form(other).status_code == 303
        assert post(mine, "/n/us/t20/answer/", word="no", round=newest(other, "t20.form").hex).status_code == 303
        later(clock, timedelta(days=3 if n < 2 else 0), mine, other)
    limit = _all(other)
    assert need(other).status_code == 409
    assert "Please wait a little" in text(other.client.get("/n/us/t26/put/"))
    later(clock, timedelta(days=7), mine, other)
    free = [alike(other, url) for url in PAGES]
    set_rest(mine, 14)
    assert _all(other) == limit
    assert free != [alike(other, url) for url in PAGES], "a limit does show"


def _all(person: Person) -> list[Any]:
    return [*(bare(act(person)) for act in ASKED.values()), *(alike(person, url) for url in PAGES)]


def test_r10_one_suggestion_that_was_refused_reads_as_a_rest_does(cast: Cast, clock: Clock) -> None:
    assert slot(cast.B).status_code == 303
    of = re.search(r'name="of" value="([0-9a-f-]+)"', cast.R.client.get("/n/us/t21/").content.decode())
    assert of
    assert post(cast.R, "/n/us/t21/answer/", of=of[1], say="no").status_code == 303
    limit = [bare(slot(cast.B)), alike(cast.B, "/n/us/t21/slot/"), alike(cast.B, "/n/us/t21/")]
    later(clock, WEEK_AFTER, cast.R, cast.B)
    assert alike(cast.B, "/n/us/t21/slot/") != limit[1]
    set_rest(cast.R, 2)
    assert [bare(slot(cast.B)), alike(cast.B, "/n/us/t21/slot/"), alike(cast.B, "/n/us/t21/")] == limit


def test_a_rest_upon_a_limit_changes_nothing_at_all(cast: Cast, clock: Clock) -> None:
    for act in (form, slot, plan, need, talk):
        act(cast.B)
    later(clock, timedelta(hours=3), cast.B)
    before = [alike(cast.B, url) for url in PAGES if url not in {"/n/us/t24/", "/n/us/t25/plan/"}]
    set_rest(cast.R, 14)
    assert [alike(cast.B, url) for url in PAGES if url not in {"/n/us/t24/", "/n/us/t25/plan/"}] == before


def test_no_entry_no_number_and_no_copy_of_the_other_s_knows_of_it(cast: Cast, clock: Clock) -> None:
    table = cast.B.vault.tables[0]
    before, rows, head = kinds(cast.B), Record.objects.count(), table.head
    live = cast.B.client.get(f"{US}live/").content
    archive = _copy(cast.B)
    set_rest(cast.R, 7)
    assert (kinds(cast.B), Record.objects.count(), cast.B.vault.tables[0].head) == (before, rows, head)
    assert cast.B.client.get(f"{US}live/").content == live
    assert cast.B.vault.tables[0].verify() == [] == cast.R.vault.tables[0].verify()
    assert _copy(cast.B) == archive
    assert not [one for one in bodies(cast.R, "laid") if "days" in one], "the own room keeps no note of it either"


def _copy(person: Person) -> list[tuple[str, bytes]]:
    """Everything there is of the two, as this person's archive holds it."""
    return [(str(item.row.id), item.text or b"") for table in person.vault.tables for item in table.archive()]


def test_r10_a_telling_is_held_back_in_the_words_of_the_ordinary_limit(cast: Cast, clock: Clock) -> None:
    settle(cast, clock)
    report(cast.R, clock)
    set_rest(cast.B, 3)
    refused = hold_ready(cast.R)
    assert refused.status_code == 409
    assert telling().pace in text(refused)
    set_rest(cast.B, 0)
    assert hold_ready(cast.R).status_code == 303


def test_what_was_asked_before_stays_and_can_be_answered(cast: Cast, clock: Clock) -> None:
    need(cast.B)
    before = alike(cast.R, "/n/us/t26/")
    set_rest(cast.R, 3)
    assert alike(cast.R, "/n/us/t26/") == before
    of = re.search(r'name="of" value="([0-9a-f-]+)"', cast.R.client.get("/n/us/t26/say/").content.decode())
    assert of
    assert post(cast.R, "/n/us/t26/say/", of=of[1], how="can", words="").status_code == 303


def test_a_break_is_called_whatever_rests(cast: Cast, clock: Clock) -> None:
    set_rest(cast.R, 3)
    assert post(cast.B, "/n/us/t25/go/", minutes="30").status_code == 303
    assert "pause" in " ".join(kinds(cast.R))


def test_an_entry_written_afterwards_carries_it_on(cast: Cast, clock: Clock) -> None:
    set_rest(cast.R, 3)
    cast.R.vault.tables[0].append("laid_nothing", {}, id=uuid4(), now=clock.now)
    assert need(cast.B).status_code == 409


# -- pressure, and the way out --------------------------------------------------------------------------


def test_under_pressure_the_page_is_the_same_and_so_is_what_it_does(cast: Cast, clock: Clock) -> None:
    set_rest(cast.R, 3)
    free = [alike(cast.R, REST), alike(cast.R, US)]
    set_rest(cast.R, 0)
    assert post(cast.R, "/n/t60/", act="press").status_code == 303
    set_rest(cast.R, 3)
    assert [alike(cast.R, REST), alike(cast.R, US)] == free
    assert need(cast.B).status_code == 409


def test_whoever_has_left_sets_nothing_any_more(cast: Cast, clock: Clock) -> None:
    open_before = cast.R.vault.tables[0]
    leave(cast.R.vault.keys, open_before.space, clock.now)
    with pytest.raises(Ended):
        kept.set_rest(open_before, 3, id=uuid4(), now=clock.now)
    assert set_rest(cast.R, 3)["Location"] == US
    assert kept.rests(cast.B.vault.tables[0]) == {}


def test_without_a_table_there_is_nothing_to_rest(cast: Cast, clock: Clock) -> None:
    enter(cast.stranger)
    assert cast.stranger.client.get(REST)["Location"] == US
    assert set_rest(cast.stranger, 3)["Location"] == US
