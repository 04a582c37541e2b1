"""Leaving at a chosen moment, over HTTP (R8, R13): silent before, silent after, taken back with one press."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from goldseam.exports import archive
from goldseam.people.profile import settings_of
from goldseam.vault import NotSaved, table
from tests.conftest import Cast, Person
from tests.exports.test_archive import unpacked, verify
from tests.together.scene import keep, lay, open_table, pair, post, us
from tests.together.test_table import WORDS, gate_page
from tests.tools.conftest import Clock, clock, enter, text

__all__ = ["clock"]
HERE, BACK = "/n/us/leave/2/", "/n/us/leave/3/"


@pytest.fixture(autouse=True)
def two(cast: Cast, clock: Clock) -> None:
    for person in (cast.R, cast.B):
        enter(person)
    open_table(cast.R, cast.B, clock)
    lay(cast.R, "t23", keep(cast.R, "t23", clock, what_happened=WORDS))


def typed(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%dT%H:%M")


def choose(person: Person, moment: datetime, **also: str) -> Any:
    return post(person, HERE, **{"moment": typed(moment), "password_again": person.password} | also)


def ends(person: Person) -> datetime | None:
    return person.vault.tables[0].link.ends


def later(clock: Clock, **by: float) -> datetime:
    return (clock.now + timedelta(**by)).replace(second=0, microsecond=0)


# -- choosing ----------------------------------------------------------------------------------------------


def test_the_page_says_what_it_does_before_it_is_pressed(cast: Cast, clock: Clock) -> None:
    assert HERE in cast.R.client.get("/n/us/leave/").content.decode()
    said = text(cast.R.client.get(HERE))
    for words in (
        "no page of the other one says it",
        "take it back with one press",
        "Help now",
        "sealed with your own key",
    ):
        assert words.lower() in said.lower(), words


def test_r8_nothing_of_it_shows_to_the_other_before_the_moment(cast: Cast, clock: Clock) -> None:
    before = gate_page(cast)
    answer = choose(cast.R, later(clock, days=2))
    assert (answer.status_code, answer["Location"]) == (303, HERE)
    assert gate_page(cast) == before
    clock.now += timedelta(days=1)
    enter(cast.B)
    assert gate_page(cast) == before


def test_it_stands_on_its_own_page_and_on_no_other(cast: Cast, clock: Clock) -> None:
    moment = later(clock, days=2)
    pages = ("/n/us/", "/n/t60/", "/n/us/before/", "/n/me/")
    before = [plain(cast.R, url) for url in pages]
    choose(cast.R, moment)
    assert f"You leave on {moment.day} November 2026, {moment:%H:%M}" in text(cast.R.client.get(HERE))
    assert f"You leave on {moment.day} November" in text(cast.R.client.get("/n/us/leave/"))
    assert [plain(cast.R, url) for url in pages] == before


def plain(person: Person, url: str) -> str:
    return re.sub(r'(value|nonce)="[^"]*"|nonce-[\w+/=-]+', "", person.client.get(url).content.decode())


def test_the_time_is_the_person_s_own(cast: Cast, clock: Clock) -> None:
    cast.R.client.cookies["tz"] = "Europe%2FBerlin"
    choose(cast.R, datetime(2026, 12, 1, 10, 30))
    assert ends(cast.R) == datetime(2026, 12, 1, 9, 30, tzinfo=UTC)
    assert "1 December 2026, 10:30" in text(cast.R.client.get(HERE))


def test_a_phone_left_lying_about_cannot_choose(cast: Cast, clock: Clock) -> None:
    enter(cast.R)  # the password was given too short a while ago
    moment = later(clock, days=2)
    answer = choose(cast.R, moment, password_again="not this one")
    assert answer.status_code == 422
    page = answer.content.decode()
    assert f'value="{typed(moment)}"' in page, "what was typed is kept"
    assert "not this one" not in page
    assert ends(cast.R) is None


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ("", "choose a day and a time"),
        ("soon", "Please write it like"),
        ("0001-01-01T00:00", "gone by"),
        ("9999-12-31T23:59", "more than a year ahead"),
        ("2026-11-01T10:00", "gone by"),
        ("2028-01-01T10:00", "more than a year ahead"),
    ],
)
def test_a_moment_that_cannot_be_is_said_beside_the_field_and_kept(
    cast: Cast, clock: Clock, given: str, said: str
) -> None:
    for zone in ("UTC", "Pacific%2FKiritimati", "America%2FAdak"):
        cast.R.client.cookies["tz"] = zone
        answer = post(cast.R, HERE, moment=given, password_again=cast.R.password)
        assert answer.status_code == 422
        assert said in text(answer)
        assert f'value="{given}"' in answer.content.decode() or not given
    assert ends(cast.R) is None


def test_the_same_press_twice_is_one_and_another_time_takes_its_place(cast: Cast, clock: Clock) -> None:
    for _press in range(2):
        assert choose(cast.R, later(clock, days=2)).status_code == 303
    assert cast.R.vault.tables[0].link.turn == 1
    assert choose(cast.R, later(clock, days=9)).status_code == 303
    assert ends(cast.R) == later(clock, days=9)


def test_what_could_not_be_kept_is_said_and_nothing_is_lost(
    cast: Cast, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: Any) -> None:
        raise NotSaved("full")

    choose(cast.R, later(clock, days=2))
    monkeypatch.setattr(table, "leave_at", full)
    answer = choose(cast.R, later(clock, days=3))
    assert answer.status_code == 422
    assert "could not be saved" in text(answer)
    assert typed(later(clock, days=3)) in answer.content.decode()
    answer = post(cast.R, BACK)
    assert (answer.status_code, ends(cast.R)) == (503, later(clock, days=2))
    assert "could not be saved" in text(answer)


def test_the_doors(cast: Cast, clock: Clock) -> None:
    cast.R.lock()
    assert cast.R.client.get(HERE)["Location"].startswith("/room/")
    choose(cast.R, later(clock, days=2))
    assert ends(cast.R) is None
    enter(cast.stranger)
    assert cast.stranger.client.get(HERE)["Location"] == "/n/us/"
    assert choose(cast.stranger, later(clock, days=2))["Location"] == "/n/us/"
    assert post(cast.stranger, BACK).status_code == 303
    assert cast.R.client.get(BACK).status_code == 405


# -- taking it back ----------------------------------------------------------------------------------------


def test_taken_back_with_one_press_it_never_was(cast: Cast, clock: Clock) -> None:
    never, mine = gate_page(cast), plain(cast.R, HERE)
    choose(cast.R, later(clock, days=2))
    for _press in range(2):
        assert post(cast.R, BACK)["Location"] == "/n/us/leave/"
    assert (gate_page(cast), plain(cast.R, HERE)) == (never, mine)
    clock.now += timedelta(days=3)
    for person in (cast.R, cast.B):
        enter(person)
    assert WORDS in us(cast.R)
    assert gate_page(cast) == never


# -- the moment --------------------------------------------------------------------------------------------


def test_r13_it_ends_while_neither_is_there_and_looks_like_a_quiet_day(cast: Cast, clock: Clock) -> None:
    quiet = gate_page(cast)
    choose(cast.R, later(clock, days=2))
    clock.now += timedelta(days=3)
    enter(cast.B)
    assert gate_page(cast) == quiet, "the leaver has not signed in since"
    lay(cast.B, "t23", keep(cast.B, "t23", clock, what_happened="said to nobody"))
    stays = gate_page(cast)
    enter(cast.R)
    assert "There is no table" in us(cast.R)
    assert gate_page(cast) == stays
    assert WORDS in us(cast.B), "what was laid until then stays"
    before = text(cast.R.client.get("/n/us/before/"))
    assert WORDS in before
    assert "said to nobody" not in before


def test_after_the_moment_nothing_goes_out_by_any_press(cast: Cast, clock: Clock) -> None:
    id = keep(cast.R, "t23", clock, what_happened="never to be read")
    choose(cast.R, later(clock, days=2))
    clock.now += timedelta(days=2)
    for person in (cast.R, cast.B):
        enter(person)
    quiet, rows = gate_page(cast), len(list(cast.B.vault.tables[0].every()))
    assert lay(cast.R, "t23", id).status_code == 404
    assert post(cast.R, "/n/us/want/", want="yes").status_code == 303
    assert choose(cast.R, later(clock, days=2))["Location"] == "/n/us/"
    assert post(cast.R, BACK).status_code == 303
    assert cast.R.vault.tables[0].ended
    assert gate_page(cast) == quiet
    assert len(list(cast.B.vault.tables[0].every())) == rows


def test_what_waited_under_pressure_does_not_go_after_the_moment(cast: Cast, clock: Clock) -> None:
    assert post(cast.R, "/n/t60/", act="press").status_code == 303
    assert lay(cast.R, "t23", keep(cast.R, "t23", clock, what_happened="held back")).status_code == 303
    choose(cast.R, later(clock, days=2))
    clock.now += timedelta(days=40)
    for person in (cast.R, cast.B):
        enter(person)
    post(cast.R, "/n/t60/", act="over")
    post(cast.R, "/n/us/want/", want="no")
    assert "held back" not in us(cast.B)


def test_one_s_own_can_still_be_taken_back(cast: Cast, clock: Clock) -> None:
    found = re.search(r'href="(/n/us/back/[^"]+)"', cast.R.client.get("/n/us/").content.decode())
    choose(cast.R, later(clock, days=2))
    clock.now += timedelta(days=2)
    for person in (cast.R, cast.B):
        enter(person)
    assert found and cast.R.client.post(found[1]).status_code == 303
    assert WORDS not in us(cast.B)


def test_the_next_table_is_wished_for_anew(cast: Cast, clock: Clock) -> None:
    """As after leaving by a press: a wish for this table opens no other."""
    choose(cast.R, later(clock, days=2))
    clock.now += timedelta(days=2)
    for person in (cast.R, cast.B):
        enter(person)
    assert post(cast.B, "/n/us/leave/", password_again=cast.B.password).status_code == 303
    pair(cast.R, cast.B)
    assert settings_of(cast.R.room, clock.now).get("table") is False
    clock.now += timedelta(days=4)
    for person in (cast.R, cast.B):
        enter(person)
        post(person, "/n/us/words/", same="1")
    assert "The table is not open yet" in us(cast.B)


def test_the_copy_in_hand_ends_with_the_moment(cast: Cast, clock: Clock, tmp_path: Path) -> None:
    moment = later(clock, days=2)
    choose(cast.R, moment)
    before = unpacked(packed(cast.R, clock), tmp_path / "before")
    assert (verify(before)[0], left(before)) == (0, None)
    clock.now += timedelta(days=2)
    for person in (cast.R, cast.B):
        enter(person)
    lay(cast.B, "t23", keep(cast.B, "t23", clock, what_happened="said to nobody"))
    after = unpacked(packed(cast.R, clock), tmp_path / "after")
    assert verify(after)[0] == 0
    assert datetime.fromisoformat(str(left(after))) == moment
    assert WORDS in (after / "table-1" / "records.jsonl").read_text()
    assert b"said to nobody" not in packed(cast.R, clock)


def packed(person: Person, clock: Clock) -> bytes:
    return archive.pack(person.room, person.name, clock.now, person.vault.tables)


def left(folder: Path) -> object:
    return json.loads((folder / "table-1" / "identity.json").read_text())["left"]


def test_a_browser_that_knew_the_choice_raises_no_alarm_when_it_has_come(cast: Cast, clock: Clock) -> None:
    choose(cast.R, later(clock, days=2))
    clock.now += timedelta(days=2)
    enter(cast.R)
    for _look in range(2):
        assert cast.R.client.get("/n/us/").status_code == 200


def test_r13_an_older_part_put_back_does_not_keep_anybody_in(cast: Cast, clock: Clock) -> None:
    """The other runs the server, sees that a part was sealed anew, and puts the old one back."""
    from goldseam.vault.models import Membership

    part = Membership.objects.get(person_id=cast.R.id).ring
    choose(cast.R, later(clock, days=2))
    Membership.objects.filter(person_id=cast.R.id).update(ring=part)
    assert cast.R.client.get("/n/us/").status_code == 409
    assert cast.R.client.get(HERE).status_code == 200, "the way out asks nobody"
    assert choose(cast.R, later(clock, days=2)).status_code == 303
