"""The table over HTTP: coming to it, the gate, what is laid there and taken back, pressure, leaving."""

from __future__ import annotations

import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client

from goldseam.people.models import Account
from tests.conftest import Cast
from tests.together.scene import (
    come,
    keep,
    lay,
    make_code,
    notes,
    open_table,
    pair,
    post,
    prepare,
    say,
    us,
    wait,
    words,
)
from tests.tools.conftest import Clock, clock, enter, text

__all__ = ["clock"]
SHUT = "The table is not open yet"
WORDS = "A plain sentence for the table"


@pytest.fixture(autouse=True)
def two(cast: Cast, clock: Clock) -> None:
    for person in (cast.R, cast.B):
        enter(person)


# -- the ceremony ------------------------------------------------------------------------------------


def test_a_code_and_six_words_lead_to_one_table(cast: Cast, clock: Clock) -> None:
    code = make_code(cast.R)
    assert re.fullmatch(r"[0-9A-Z]{4}(-[0-9A-Z]{1,4})+", code)
    assert "There is no table" in us(cast.B)
    come(cast.B, code.lower())
    assert len(words(cast.R)) == 6
    assert words(cast.R) == words(cast.B)
    say(cast.B, "same")
    assert "Now the other one says it" in us(cast.B)
    say(cast.R, "same")
    assert "The other has said so too" in us(cast.B)
    say(cast.B, "same")
    assert SHUT in us(cast.R)
    assert SHUT in us(cast.B)


def test_words_that_differ_end_it_for_both(cast: Cast, clock: Clock) -> None:
    come(cast.B, make_code(cast.R))
    say(cast.B, "differ")
    assert "There is no table" in us(cast.B)
    assert words(cast.R) == []


def test_a_wrong_code_is_said_beside_the_field_and_kept(cast: Cast, clock: Clock) -> None:
    answer = post(cast.B, "/n/us/code/", code="AAAA-BBBB-CCCC-DD", password_again=cast.B.password)
    assert answer.status_code == 422
    said = answer.content.decode()
    assert "This code opens nothing" in said
    assert "AAAA-BBBB-CCCC-DD" in said
    assert cast.B.password not in said


@pytest.mark.parametrize("url", ["/n/us/invite/", "/n/us/code/"])
def test_a_phone_left_lying_about_cannot_begin_it(cast: Cast, clock: Clock, url: str) -> None:
    answer = post(cast.R, url, code="AAAABBBBCCCCDD", password_again="not this one")
    assert answer.status_code == 422
    assert "There is no table" in us(cast.R)


def test_every_page_of_the_table_needs_its_doors(cast: Cast, signed_out: Client) -> None:
    for url in ("/n/us/", "/n/us/invite/", "/n/us/code/", "/n/us/leave/", "/n/us/before/", "/n/us/laid/"):
        assert signed_out.get(url).status_code == 303, url
    cast.R.lock()
    for url in ("/n/us/invite/", "/n/us/code/", "/n/us/leave/", "/n/us/laid/"):
        assert cast.R.client.get(url)["Location"].startswith("/room/"), url


# -- the gate (HR-11, R11, R12) ----------------------------------------------------------------------------


def gate_page(cast: Cast) -> bytes:
    """What B sees, apart from nonces and keys that differ in every answer."""
    body = cast.B.client.get("/n/us/").content
    return re.sub(rb'(value|nonce)="[^"]*"|nonce-[\w+/=-]+', b"", body)


@pytest.mark.parametrize(
    "short", [{"clear": False}, {"read": False}, {"wants": False}, {"clear": False, "read": False, "wants": False}]
)
def test_r12_the_words_are_the_same_whatever_is_missing(cast: Cast, clock: Clock, short: dict[str, bool]) -> None:
    pair(cast.R, cast.B)
    prepare(cast.B, clock)
    wait(clock, cast.R, cast.B)
    nothing_done = gate_page(cast)
    prepare(cast.R, clock, **short)
    assert SHUT in us(cast.B)
    assert gate_page(cast) == nothing_done


def test_the_days_every_pair_waits_look_the_same_too(cast: Cast, clock: Clock) -> None:
    pair(cast.R, cast.B)
    prepare(cast.B, clock)
    undone = gate_page(cast)
    prepare(cast.R, clock)
    assert gate_page(cast) == undone
    wait(clock, cast.R, cast.B, days=2)
    assert gate_page(cast) == undone
    wait(clock, cast.R, cast.B, days=1)
    assert SHUT not in us(cast.B)


def test_the_table_shuts_again_behind_the_same_words_when_one_is_no_longer_clear(cast: Cast, clock: Clock) -> None:
    pair(cast.R, cast.B)
    prepare(cast.B, clock)
    wait(clock, cast.R, cast.B)
    before = gate_page(cast)
    prepare(cast.R, clock)
    assert SHUT not in us(cast.B)
    prepare(cast.R, clock, clear=False)
    assert gate_page(cast) == before


def test_ready_is_one_word_and_says_nothing_of_why(cast: Cast, clock: Clock) -> None:
    pair(cast.R, cast.B)
    prepare(cast.R, clock, clear=False)
    table = cast.B.vault.tables[0]
    assert [entry.body for entry in table.every() if entry.kind == "ready"][-1] == {"ok": False}


# -- laying something there (R1, R2, R6) --------------------------------------------------------------------------


def test_what_is_shown_before_is_what_is_seen_after(cast: Cast, clock: Clock) -> None:
    open_table(cast.R, cast.B, clock)
    id = keep(cast.R, "t23", clock, what_happened=WORDS, I_need="An hour")
    kept = text(cast.R.client.get(f"/n/t23/k/{id}/"))
    assert "Show this at the table" in kept
    preview = cast.R.client.get(f"/n/us/lay/t23/{id}/").content.decode()
    shown = re.search(r"<dl>.*?</dl>", preview, re.S)
    assert shown
    assert WORDS not in us(cast.B)
    assert lay(cast.R, "t23", id).status_code == 303
    seen = cast.B.client.get("/n/us/").content.decode()
    assert shown[0] in seen
    assert "Take it back" not in text(cast.B.client.get("/n/us/"))


def test_r1_nothing_goes_without_the_author_s_own_press_and_password(cast: Cast, clock: Clock) -> None:
    open_table(cast.R, cast.B, clock)
    id = keep(cast.R, "t23", clock, what_happened=WORDS)
    cast.R.client.get(f"/n/us/lay/t23/{id}/")
    wait(clock, cast.R, cast.B, days=0)
    answer = post(cast.R, f"/n/us/lay/t23/{id}/", days="90", password_again="wrong")
    assert answer.status_code == 422
    assert WORDS not in us(cast.B)
    assert cast.B.client.get(f"/n/us/lay/t23/{id}/").status_code == 404, "not the other's record"
    assert cast.B.client.get(f"/n/t23/k/{id}/").status_code == 404


def test_what_may_never_be_shared_has_no_way_there(cast: Cast, clock: Clock) -> None:
    open_table(cast.R, cast.B, clock)
    id = keep(cast.R, "t49", clock, text=WORDS)
    assert "Show this at the table" not in text(cast.R.client.get(f"/n/t49/k/{id}/"))
    assert lay(cast.R, "t49", id).status_code == 404


def test_the_same_press_twice_lays_it_once(cast: Cast, clock: Clock) -> None:
    open_table(cast.R, cast.B, clock)
    id, uid = keep(cast.R, "t23", clock, what_happened=WORDS), str(uuid4())
    for _press in range(2):
        assert lay(cast.R, "t23", id, uid=uid).status_code == 303
    assert us(cast.B).count(WORDS) == 1


def test_r6_it_goes_by_itself_on_its_last_day(cast: Cast, clock: Clock) -> None:
    open_table(cast.R, cast.B, clock)
    empty = gate_page(cast)
    lay(cast.R, "t23", keep(cast.R, "t23", clock, what_happened=WORDS), days=7)
    wait(clock, cast.B, days=7)
    assert WORDS in us(cast.B)
    wait(clock, cast.B, days=1)
    assert WORDS not in us(cast.B)
    assert gate_page(cast) == empty


@pytest.mark.parametrize("pressed", [(), (30,), (30, 90)])
@pytest.mark.parametrize("away", [8, 270, 301, 320, 450, 800])
def test_r6_what_is_over_is_destroyed_at_its_author_s_next_press(
    cast: Cast, clock: Clock, away: int, pressed: tuple[int, ...]
) -> None:
    """Also after more than a year, when no page reaches that far back any more."""
    open_table(cast.R, cast.B, clock)
    lay(cast.R, "t23", keep(cast.R, "t23", clock, what_happened=WORDS), days=90)
    laid = clock.now
    for day in pressed:
        wait(clock, cast.R, days=(laid - clock.now).days + day)
    wait(clock, cast.B, days=(laid - clock.now).days + 90 + away)
    assert WORDS in str([entry.body for entry in cast.B.vault.tables[0].every()]), "only its author destroys it"
    enter(cast.R)
    table = cast.B.vault.tables[0]
    assert WORDS not in str([entry.body for entry in table.every()])
    assert len(table.gaps()) == 1


def test_r7_taken_back_looks_as_if_nothing_had_lain_there(cast: Cast, clock: Clock) -> None:
    open_table(cast.R, cast.B, clock)
    never = gate_page(cast)
    lay(cast.R, "t23", keep(cast.R, "t23", clock, what_happened=WORDS))
    back = re.search(r'href="(/n/us/back/[^"]+)"', cast.R.client.get("/n/us/").content.decode())
    assert back
    assert cast.B.client.get(back[1]).status_code == 404
    assert cast.B.client.post(back[1]).status_code == 303
    assert WORDS in us(cast.B), "nobody takes back for the other"
    assert WORDS not in text(cast.R.client.get(back[1]))
    assert cast.R.client.post(back[1]).status_code == 303
    assert WORDS not in us(cast.R)
    assert gate_page(cast) == never


# -- pressure (T60) ------------------------------------------------------------------------------------------------


def test_hr_04_under_pressure_the_page_says_the_same_and_nothing_goes_out(cast: Cast, clock: Clock) -> None:
    open_table(cast.R, cast.B, clock)
    id = keep(cast.R, "t23", clock, what_happened=WORDS)
    calm = lay(cast.R, "t23", keep(cast.R, "t23", clock, what_happened="something else"))
    assert post(cast.R, "/n/t60/", act="press").status_code == 303
    before = gate_page(cast)
    answer = lay(cast.R, "t23", id)
    assert (answer.status_code, answer["Location"]) == (calm.status_code, calm["Location"])
    assert gate_page(cast) == before
    assert WORDS not in us(cast.B)
    assert len(notes(cast.R)) == 2


# -- leaving (R13) ------------------------------------------------------------------------------------------------


def test_r13_leaving_changes_nothing_on_the_other_side(cast: Cast, clock: Clock) -> None:
    open_table(cast.R, cast.B, clock)
    lay(cast.R, "t23", keep(cast.R, "t23", clock, what_happened=WORDS))
    before = gate_page(cast)
    assert post(cast.R, "/n/us/leave/", password_again=cast.R.password).status_code == 303
    assert gate_page(cast) == before
    assert "There is no table" in us(cast.R)
    assert WORDS in text(cast.R.client.get("/n/us/before/"))
    clock.now += timedelta(hours=1)
    enter(cast.B)
    lay(cast.B, "t23", keep(cast.B, "t23", clock, what_happened="said to nobody"))
    assert "said to nobody" not in text(cast.R.client.get("/n/us/before/"))


def test_a_table_that_was_left_says_whose_each_thing_is(cast: Cast, clock: Clock) -> None:
    open_table(cast.R, cast.B, clock)
    for person in (cast.R, cast.B):
        lay(person, "t23", keep(person, "t23", clock, what_happened=f"from {person.name}"))
    assert post(cast.R, "/n/us/leave/", password_again=cast.R.password).status_code == 303
    cards = cast.R.client.get("/n/us/before/").content.decode().split("<section")[1:]
    for said, by in (("from Billie", "Laid there by Billie."), ("from Robin", "Laid there by you.")):
        assert [by in card for card in cards if said in card] == [True], said


def test_whoever_leaves_may_take_everything_back_first(cast: Cast, clock: Clock) -> None:
    open_table(cast.R, cast.B, clock)
    lay(cast.R, "t23", keep(cast.R, "t23", clock, what_happened=WORDS))
    assert post(cast.R, "/n/us/leave/", password_again=cast.R.password, take_back="on").status_code == 303
    assert WORDS not in us(cast.B)
    assert cast.R.room.verify() == []


def test_a_stranger_sees_nothing_of_any_of_it(cast: Cast, clock: Clock) -> None:
    open_table(cast.R, cast.B, clock)
    lay(cast.R, "t23", keep(cast.R, "t23", clock, what_happened=WORDS))
    enter(cast.stranger)
    assert "There is no table" in us(cast.stranger)
    assert WORDS not in us(cast.stranger)


def test_it_works_alone_as_before(cast: Cast, clock: Clock) -> None:
    id = keep(cast.R, "t23", clock, what_happened=WORDS)
    assert "Show this at the table" not in text(cast.R.client.get(f"/n/t23/k/{id}/"))
    assert lay(cast.R, "t23", id).status_code == 404


def test_r13_that_the_other_has_erased_everything_changes_no_page(cast: Cast, clock: Clock) -> None:
    """Their name too stays as it was in the ceremony."""
    open_table(cast.R, cast.B, clock)
    lay(cast.R, "t34", keep(cast.R, "t34", clock, not_ok="Talking after ten", my_move="I go to bed", ok="Until nine"))
    pages = ["/n/us/", "/n/us/all/", "/n/t60/", "/n/us/t20/"]

    def seen() -> list[str]:
        found = [cast.B.client.get(page).content.decode() for page in pages]
        return [re.sub(r'(value|nonce)="[^"]*"|nonce-[\w+/=-]+', "", page) for page in found]

    before = seen()
    assert all("Robin" in page for page in before[:3])
    post(cast.R, "/n/me/erase/", word="erase", password_again=cast.R.password)
    assert not Account.objects.filter(name=cast.R.name).exists()
    assert seen() == before
