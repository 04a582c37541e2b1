"""Day by day what was written: "this was not me" (R17), copies of what was written to one, and dated lines (R16)."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from goldseam.together.checkin import state as checkin
from goldseam.together.meeting import sitting
from goldseam.together.openness import overlap
from goldseam.together.record import said as shown
from goldseam.together.record.said import NOT_ME, marks
from goldseam.together.record.tombs import GONE, tomb
from goldseam.together.talk import turns
from goldseam.vault import Entry
from goldseam.vault.table import Table
from tests.conftest import Cast, Person
from tests.together.scene import keep as note
from tests.together.scene import lay, open_table, post
from tests.together.test_meeting import alike
from tests.tools.conftest import Clock, bodies, clock, enter, text

__all__ = ["clock"]
ALL = "/n/us/all/"
KEPT = "/n/us/own/"
JOURNAL = "/n/us/book/"
WORDS = "the boxes in the cellar"
LINE = "Thank you for the walk by the river"
OF_MYSELF = "I was in the old part of town on Tuesday"


@pytest.fixture(autouse=True)
def two(cast: Cast, clock: Clock) -> None:
    for person in (cast.R, cast.B):
        enter(person)
    open_table(cast.R, cast.B, clock)


def page(person: Person, url: str = ALL) -> str:
    return text(person.client.get(url))


def need(person: Person) -> UUID:
    assert post(person, "/n/us/t26/put/", need="help", words=WORDS, span="h1").status_code == 303
    return newest(person, "need")


def line(person: Person, kind: str = "thanks", words: str = LINE) -> UUID:
    fields = {"kind": kind, "text": words, "days": "0", "lay": "1", "password_again": person.password}
    assert post(person, f"{JOURNAL}write/", **fields).status_code == 303
    return newest(person, "journal")


def i_feel(person: Person, clock: Clock) -> UUID:
    id = note(person, "t23", clock, what_happened=WORDS)
    assert lay(person, "t23", id).status_code == 303
    return newest(person, "laid")


def newest(person: Person, kind: str) -> UUID:
    return [entry.id for entry in table(person).every() if entry.kind == kind][-1]


def table(person: Person) -> Table:
    return next(one for one in person.vault.tables if not one.ended)


def not_me(person: Person, of: UUID, **more: Any) -> Any:
    return post(person, f"{ALL}1/", of=str(of), **more)


def keep(person: Person, of: UUID, **more: Any) -> Any:
    return post(person, f"{ALL}2/", of=str(of), **more)


def take_back(person: Person, kind: str, of: UUID) -> None:
    where = {"need": "/n/us/t26/back/", "journal": f"{JOURNAL}{of}/back/", "laid": f"/n/us/back/{of}/"}[kind]
    assert post(person, where, of=str(of)).status_code == 303


def kinds(person: Person) -> list[str]:
    return [entry.kind for entry in table(person).every() if entry.kind != "ready"]


def later(clock: Clock, *people: Person, **span: float) -> None:
    clock.now += timedelta(**span)
    for person in people:
        enter(person)


# -- "this was not me" (R17) ----------------------------------------------------------------------------


@pytest.mark.parametrize("who", ["R", "B"])
def test_r17_one_tap_adds_one_line_that_both_can_see(cast: Cast, clock: Clock, who: str) -> None:
    mine, other = (cast.R, cast.B) if who == "R" else (cast.B, cast.R)
    id = line(mine)
    before = [(one.row.seq, one.row.hash, one.text) for one in table(mine).archive()]
    assert not_me(mine, id)["Location"] == f"{ALL}3/"
    assert "You have said: this was not me." in page(mine)
    assert "says: this was not me." in page(other)
    assert "says: this was not me." in page(other, JOURNAL)
    assert LINE in page(other, JOURNAL), "the entry stays"
    after = [(one.row.seq, one.row.hash, one.text) for one in table(mine).archive()]
    assert after[: len(before)] == before
    assert len(after) == len(before) + 1
    assert table(other).verify() == []


def test_r17_it_asks_no_proof_and_twice_is_once(cast: Cast, clock: Clock) -> None:
    id, uid = need(cast.R), str(uuid4())
    later(clock, cast.R, minutes=20)
    for key in (uid, uid, str(uuid4())):
        assert not_me(cast.R, id, uid=key)["Location"] == f"{ALL}3/"
    assert kinds(cast.R).count(NOT_ME) == 1
    assert "This was not me:" not in page(cast.R)


def test_r17_nobody_says_it_of_another_s(cast: Cast, clock: Clock) -> None:
    id = need(cast.R)
    assert not_me(cast.B, id)["Location"] == ALL
    assert not_me(cast.B, uuid4())["Location"] == ALL
    assert NOT_ME not in kinds(cast.B)
    table(cast.B).append(NOT_ME, {"of": id.hex}, id=uuid4(), now=clock.now)
    for person in (cast.R, cast.B):
        assert "this was not me." not in page(person)


def test_r23_nothing_follows_by_itself(cast: Cast, clock: Clock) -> None:
    id = need(cast.R)
    before = [alike(cast.B, url) for url in ("/n/us/t26/", "/n/us/t26/say/", "/n/us/t25/", "/n/us/t21/")]
    not_me(cast.R, id)
    assert [alike(cast.B, url) for url in ("/n/us/t26/", "/n/us/t26/say/", "/n/us/t25/", "/n/us/t21/")] == before
    assert post(cast.B, "/n/us/t26/say/", of=str(id), how="can", words="").status_code == 303


def test_the_way_to_the_password_is_shown_to_this_person_alone(cast: Cast, clock: Clock) -> None:
    seen = cast.R.client.get(not_me(cast.R, need(cast.R))["Location"]).content.decode()
    assert "/n/me/locks/all/" in seen
    for person in (cast.R, cast.B):
        assert "/n/me/locks/" not in person.client.get(ALL).content.decode()


def test_what_hides_its_author_is_not_on_the_page(cast: Cast, clock: Clock) -> None:
    hidden = {sitting.GO, sitting.MOVED, overlap.SEAL, overlap.SIDE, turns.KEEP, checkin.FIT, checkin.MOVED, checkin.NO}
    assert not hidden & set(shown.kinds())
    assert not {"ready", "restored", NOT_ME, GONE} & set(shown.kinds())
    fit = table(cast.R).append(checkin.FIT, {"round": "x"}, id=uuid4(), now=clock.now).id
    assert not_me(cast.R, fit)["Location"] == ALL
    assert NOT_ME not in kinds(cast.R)


def test_r17_it_stands_with_what_was_laid_on_us_too(cast: Cast, clock: Clock) -> None:
    plain = page(cast.B, "/n/us/")
    not_me(cast.R, i_feel(cast.R, clock))
    assert "You have said: this was not me." in page(cast.R, "/n/us/")
    assert "says: this was not me." in page(cast.B, "/n/us/")
    assert "not me" not in plain


def test_under_pressure_the_own_page_says_the_same_and_nothing_goes_out(cast: Cast, clock: Clock) -> None:
    ids = line(cast.R), i_feel(cast.R, clock)
    never = [alike(cast.B, url) for url in (ALL, JOURNAL, "/n/us/")]
    assert post(cast.R, "/n/t60/", act="press").status_code == 303
    for id in ids:
        assert not_me(cast.R, id)["Location"] == f"{ALL}3/"
    for url in (ALL, JOURNAL, "/n/us/"):
        assert "You have said: this was not me." in page(cast.R, url)
    assert [alike(cast.B, url) for url in (ALL, JOURNAL, "/n/us/")] == never
    assert NOT_ME not in kinds(cast.R)


# -- copies of what was written to one (R16) ------------------------------------------------------------


@pytest.mark.parametrize("kind", ["need", "journal", "laid"])
def test_r16_a_kept_copy_outlives_the_sender_s_taking_back(cast: Cast, clock: Clock, kind: str) -> None:
    id = {"need": need, "journal": line}[kind](cast.R) if kind != "laid" else i_feel(cast.R, clock)
    words = LINE if kind == "journal" else WORDS
    assert keep(cast.B, id)["Location"] == KEPT
    assert words in page(cast.B, KEPT)
    assert "It no longer lies on the table." not in page(cast.B, KEPT)
    take_back(cast.R, kind, id)
    assert words in page(cast.B, KEPT)
    assert f"{clock.now.day} {clock.now:%B %Y}, by Robin" in page(cast.B, KEPT)
    assert "It no longer lies on the table." in page(cast.B, KEPT)
    assert words not in page(cast.B, ALL)


@pytest.mark.parametrize("take_back", ["", "on"])
def test_r16_a_kept_copy_outlives_the_sender_s_leaving_and_one_s_own(cast: Cast, clock: Clock, take_back: str) -> None:
    for id in (need(cast.R), i_feel(cast.R, clock)):
        keep(cast.B, id)
    more = {"take_back": take_back} if take_back else {}
    assert post(cast.R, "/n/us/leave/", password_again=cast.R.password, **more).status_code == 303
    assert page(cast.B, KEPT).count(WORDS) == 2
    assert post(cast.B, "/n/us/leave/", password_again=cast.B.password).status_code == 303
    assert page(cast.B, KEPT).count(WORDS) == 2
    assert cast.B.client.get(ALL)["Location"] == "/n/us/"


def test_r04_keeping_shows_nowhere_on_the_other_side(cast: Cast, clock: Clock) -> None:
    id = need(cast.R)
    before = [alike(cast.R, url) for url in (ALL, "/n/us/", "/n/us/t26/", KEPT)]
    entries = kinds(cast.R)
    keep(cast.B, id)
    assert [alike(cast.R, url) for url in (ALL, "/n/us/", "/n/us/t26/", KEPT)] == before
    assert kinds(cast.R) == entries


def test_r16_what_somebody_wrote_about_themself_is_not_kept(cast: Cast, clock: Clock) -> None:
    line(cast.R, "told", OF_MYSELF)
    told = newest(cast.R, "journal")
    circles = note(cast.R, "t13", clock, healthy=[OF_MYSELF])
    assert lay(cast.R, "t13", circles).status_code == 303
    for id in (told, newest(cast.R, "laid")):
        assert keep(cast.B, id)["Location"] == ALL
    assert OF_MYSELF not in page(cast.B, ALL)
    assert "Keep a copy for me:" not in page(cast.B, ALL)
    assert bodies(cast.B, "kept_copy") == []


def test_one_s_own_is_not_kept_and_the_same_twice_is_once(cast: Cast, clock: Clock) -> None:
    id, uid = need(cast.R), str(uuid4())
    assert keep(cast.R, id)["Location"] == ALL
    for key in (uid, uid, str(uuid4())):
        keep(cast.B, id, uid=key)
    assert len(bodies(cast.B, "kept_copy")) == 1
    assert "You keep a copy." in page(cast.B)
    assert bodies(cast.R, "kept_copy") == []


def test_a_copy_is_destroyed_by_its_owner_and_nothing_else_goes_by_that_way(cast: Cast, clock: Clock) -> None:
    other = note(cast.B, "t23", clock, what_happened="mine")
    keep(cast.B, need(cast.R))
    of = re.search(r'name="of" value="([0-9a-f-]+)"', cast.B.client.get(KEPT).content.decode())
    assert of
    for id in (of[1], of[1], str(other)):
        assert post(cast.B, f"{KEPT}1/", of=id)["Location"] == KEPT
    assert WORDS not in page(cast.B, KEPT)
    assert cast.B.room.entry(other) is not None


# -- dated lines (R16, R7) ------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["need", "journal"])
def test_r16_a_message_that_is_taken_back_leaves_a_dated_line(cast: Cast, clock: Clock, kind: str) -> None:
    day = f"{clock.now.day} {clock.now:%B %Y}"
    id = need(cast.R) if kind == "need" else line(cast.R)
    later(clock, cast.R, cast.B, hours=20)
    for _press in range(2):
        if kind == "need" or _press == 0:
            take_back(cast.R, kind, id)
    for person, by in ((cast.R, "by you"), (cast.B, "by Robin")):
        seen = page(person)
        assert f"{day}, {by} Taken back." in seen
        assert seen.count("Taken back.") == 1
        assert WORDS not in seen
        assert LINE not in seen
    assert table(cast.B).verify() == []


def test_taking_back_everything_leaves_the_lines_and_what_was_said_not_to_be_one_s_own(
    cast: Cast, clock: Clock
) -> None:
    thanks = line(cast.R)
    not_me(cast.R, line(cast.R, "note", "Gone soon"))
    assert post(cast.R, "/n/us/back/all/").status_code == 303
    assert sorted(kinds(cast.B)) == sorted([NOT_ME, GONE, GONE])
    assert page(cast.B).count("Taken back.") == 2
    assert post(cast.R, "/n/us/back/all/").status_code == 303
    assert sorted(kinds(cast.B)) == sorted([NOT_ME, GONE, GONE])
    assert table(cast.B).holds(thanks)


def test_r07_what_was_written_about_oneself_leaves_only_its_place_in_the_chain(cast: Cast, clock: Clock) -> None:
    never = [alike(cast.B, url) for url in (ALL, "/n/us/", JOURNAL)]
    told = line(cast.R, "told", OF_MYSELF)
    circles = note(cast.R, "t13", clock, healthy=[OF_MYSELF])
    assert lay(cast.R, "t13", circles).status_code == 303
    laid = newest(cast.R, "laid")
    take_back(cast.R, "journal", told)
    take_back(cast.R, "laid", laid)
    assert [alike(cast.B, url) for url in (ALL, "/n/us/", JOURNAL)] == never
    assert {told, laid} <= set(table(cast.B).gaps())
    assert table(cast.B).verify() == []


def test_r07_what_ran_out_leaves_no_line_whenever_its_author_comes_by(cast: Cast, clock: Clock) -> None:
    need(cast.R)
    later(clock, cast.B, hours=24)
    gone = alike(cast.B, ALL)
    assert WORDS not in gone.decode()
    enter(cast.R)
    assert post(cast.R, "/n/us/want/", want="yes").status_code == 303
    assert post(cast.R, "/n/us/t26/back/", of=str(uuid4())).status_code == 303
    assert alike(cast.B, ALL) == gone


# -- the page -------------------------------------------------------------------------------------------


def test_the_page_holds_ten_and_stays_small(cast: Cast, clock: Clock) -> None:
    for n in range(14):
        body = {"words": f"topic {n} " + "x" * 60}
        table(cast.R if n % 2 else cast.B).append("topic", body, id=uuid4(), now=clock.now)
    with CaptureQueriesContext(connection) as asked:
        answer = cast.R.client.get(ALL)
    assert len(asked) <= 12
    assert len(answer.content) < 20_000
    assert len(re.findall(r"topic \d+ x", text(answer))) == 10
    assert len(re.findall(r"topic \d+ x", page(cast.R, f"{ALL}?page=2"))) == 4


def test_what_does_not_fit_changes_nothing(cast: Cast, clock: Clock) -> None:
    before = kinds(cast.R)
    for url in (f"{ALL}1/", f"{ALL}2/", f"{KEPT}1/"):
        assert post(cast.R, url, of="x").status_code == 404
        assert cast.R.client.post(url, {"of": str(uuid4())}).status_code == 400
    assert kinds(cast.R) == before
    for body in ({"of": 1, "what": "need", "on": "x"}, {"what": "laid", "on": "2026-03-01"}, {}):
        assert tomb(Entry(uuid4(), 1, GONE, clock.now, body, cast.R.id)) is None
    assert marks([Entry(uuid4(), 1, NOT_ME, clock.now, {"of": None}, cast.R.id)]) == {}
