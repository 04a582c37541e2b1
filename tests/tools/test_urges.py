"""T09 through the pages: two taps, the timer's end, the full form, the hard day, the slip."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest

from tests.conftest import Cast
from tests.tools.conftest import Clock, bodies, keep, put, text

NEW, TAP, HOME = "/n/t09/new/", "/n/t09/tap/", "/n/t09/"


def test_two_taps_keep_an_urge_with_the_time_of_now(cast: Cast, clock: Clock) -> None:
    id = keep(cast.R.client, TAP, intensity_start="7", response=["surfed", "moved"])
    assert bodies(cast.R, "t09") == [
        {"when": "2026-11-18T21:30Z", "intensity_start": 7, "response": ["surfed", "moved"]}
    ]
    page = text(cast.R.client.get(f"/n/t09/k/{id}/"))
    assert "Kept." in page
    assert "7 of 10" in page
    assert "Rode it with the timer, Moved my body" in page
    assert "Only you can see this." in page


def test_the_same_form_sent_twice_is_kept_once(cast: Cast, clock: Clock) -> None:
    uid = str(uuid4())
    first = keep(cast.R.client, TAP, uid=uid, intensity_start="7")
    second = keep(cast.R.client, TAP, uid=uid, intensity_start="7")
    assert first == second
    assert len(bodies(cast.R, "t09")) == 1


def test_the_full_form_keeps_every_part_in_the_persons_own_zone(cast: Cast, clock: Clock) -> None:
    cast.R.client.cookies["tz"] = "Europe/Berlin"
    keep(
        cast.R.client,
        NEW,
        intensity_start="8",
        intensity_end="3",
        response=["surfed"],
        when="2026-11-18T22:10",
        passed_after="15",
        place="bed",
        device="phone",
        halt=["tired", "lonely"],
        feeling=["low"],
        feeling_own="far away, tense",
        function=["sleep"],
        thought="just this once",
        learned="it passed",
    )
    assert bodies(cast.R, "t09") == [
        {
            "intensity_start": 8,
            "response": ["surfed"],
            "intensity_end": 3,
            "when": "2026-11-18T21:10Z",
            "passed_after": 15,
            "place": "bed",
            "device": "phone",
            "halt": ["tired", "lonely"],
            "feeling": ["low", "far away", "tense"],
            "function": ["sleep"],
            "thought": "just this once",
            "learned": "it passed",
        }
    ]


def test_the_timer_leads_to_a_form_that_already_knows_its_minutes(cast: Cast, clock: Clock) -> None:
    ride = cast.R.client.get("/n/t09/ride/?minutes=20").content.decode()
    assert 'data-wave="20"' in ride
    assert "/n/t09/new/?rode=1" in ride
    page = cast.R.client.get("/n/t09/new/?rode=1&minutes=12").content.decode()
    assert 'name="passed_after" value="12"' in page
    assert 'value="surfed"' in page.split("checked")[0][-200:] or 'value="surfed" id="id_response_0" checked' in page


def test_one_minute_is_one_minute(cast: Cast, clock: Clock) -> None:
    id = keep(cast.R.client, NEW, when="2026-11-18T21:00", intensity_start="7", passed_after="1")
    assert "1 minute " in text(cast.R.client.get(f"/n/t09/k/{id}/"))


@pytest.mark.parametrize("minutes", ["", "x", "-4", "9999", "٣", "12.5", "0"])
def test_an_odd_number_of_minutes_in_the_address_is_left_out(cast: Cast, clock: Clock, minutes: str) -> None:
    page = cast.R.client.get("/n/t09/new/", {"rode": "1", "minutes": minutes})
    assert page.status_code == 200
    assert 'name="passed_after" value=' not in page.content.decode()
    assert cast.R.client.get("/n/t09/ride/", {"minutes": minutes}).status_code == 200


def test_three_strong_ones_in_a_day_bring_up_someone_to_call(cast: Cast, clock: Clock) -> None:
    for hours in (4, 2, 25):  # the one of yesterday does not count
        put(cast.R, "t09", clock.now - timedelta(hours=hours), intensity_start=8)
    two = keep(cast.R.client, TAP, intensity_start="7")
    assert "Three strong ones today" not in text(cast.R.client.get(f"/n/t09/k/{two}/"))
    three = keep(cast.R.client, TAP, intensity_start="9")
    page = cast.R.client.get(f"/n/t09/k/{three}/")
    assert "Three strong ones today" in text(page)
    assert "/n/t57/" in page.content.decode()


def test_a_hard_day_in_the_past_is_not_brought_up_again(cast: Cast, clock: Clock) -> None:
    ids = [put(cast.R, "t09", clock.now - timedelta(days=2, hours=n), intensity_start=9) for n in range(3)]
    assert "Three strong ones today" not in text(cast.R.client.get(f"/n/t09/k/{ids[0]}/"))


def test_hr_06_a_slip_is_met_with_care_and_safety_before_facts_and_erases_nothing(cast: Cast, clock: Clock) -> None:
    before = keep(cast.R.client, TAP, intensity_start="5", response=["surfed"])
    id = keep(cast.R.client, TAP, intensity_start="9", response=["gave_in"])
    page = text(cast.R.client.get(f"/n/t09/k/{id}/"))
    care, safe = page.index("Thank you for writing it down"), page.index("are you safe right now?")
    facts, shown = page.index("nothing is erased"), page.index("9 of 10")
    assert care < safe < facts < shown
    assert cast.R.client.get(f"/n/t09/k/{before}/").status_code == 200
    for word in ("streak", "reset", "day 0", "failure", "clean", "addict"):
        assert word not in page.lower()


def test_hr_06_the_picture_does_not_rank_giving_in_among_what_helped(cast: Cast, clock: Clock) -> None:
    for n in range(5):
        put(cast.R, "t09", clock.now - timedelta(hours=n), intensity_start=5 + n, response=["gave_in", "moved"])
    page = text(cast.R.client.get(HOME))
    assert "Moved my body 5" in page
    helped = page[page.index("What helped") : page.index("Two taps")]
    assert "Gave in" not in helped


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("intensity_start", "", "Please choose a number."),
        ("intensity_start", "11", "Please choose a number from 0 to 10."),
        ("intensity_start", "x", "Please choose a number from 0 to 10."),
        ("intensity_end", "-1", "Please choose a number from 0 to 10."),
        ("response", "flew", "Please choose from the answers shown."),
        ("place", "moon", "Please choose one of the answers shown."),
        ("when", "2026-11-18T21:36", "This is in the future."),
        ("when", "2025-11-01T10:00", "more than a year ago"),
        ("when", "yesterday", "Please write it like"),
        ("when", "", "Please say when it was."),
        ("when", "0001-01-01T00:00", "more than a year ago"),
        ("passed_after", "241", "a whole number from 0 to 240"),
        ("passed_after", "ten", "a whole number from 0 to 240"),
        ("thought", "x" * 201, "Please keep it to 200"),
        ("thought", "a\x00b", "Null characters are not allowed."),
        ("feeling_own", "a,b,c,d,e,f", "at most 5 words"),
        ("feeling_own", "y" * 31, "to 30 letters"),
    ],
)
def test_bad_input_is_answered_beside_its_field_and_nothing_is_kept(
    cast: Cast, clock: Clock, field: str, value: str, said: str
) -> None:
    good = {"uid": str(uuid4()), "intensity_start": "6", "when": "2026-11-18T21:00", "learned": "typed and not lost"}
    answer = cast.R.client.post(NEW, good | {field: value})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert said in page
    assert "typed and not lost" in page
    assert f'id="id_{field}_error"' in page
    assert bodies(cast.R, "t09") == []


def test_a_moment_five_minutes_ahead_is_a_clock_that_differs_and_is_taken(cast: Cast, clock: Clock) -> None:
    keep(cast.R.client, NEW, intensity_start="6", when="2026-11-18T21:35")


@pytest.mark.parametrize("uid", ["", "x", "not-a-uuid", "00000000-0000-1000-8000-000000000000", "{%s}"])
def test_a_damaged_hidden_key_is_said_plainly_and_mended(cast: Cast, clock: Clock, uid: str) -> None:
    answer = cast.R.client.post(TAP, {"uid": uid, "intensity_start": "6"})
    assert answer.status_code == 422
    assert "This form was damaged on its way" in text(answer)
    assert bodies(cast.R, "t09") == []


def test_the_picture_says_too_few_until_there_are_four(cast: Cast, clock: Clock) -> None:
    assert "After your first few urges" in text(cast.R.client.get(HOME))
    for _ in range(3):
        keep(cast.R.client, TAP, intensity_start="6")
    page = cast.R.client.get(HOME)
    assert "Too few entries yet." in text(page)
    assert "by weekday and time of day" not in page.content.decode()


def test_a_real_pattern_is_said_in_words_first_and_drawn_after(cast: Cast, clock: Clock) -> None:
    for n in range(16):
        put(cast.R, "t09", clock.now - timedelta(days=n * 2, minutes=10), intensity_start=7, response=["surfed"])
    page = cast.R.client.get(HOME)
    words = text(page)
    assert "Late evenings and nights, on any day of the week." in words
    assert "From sixteen urges in 12 weeks. Fourteen of the last fourteen came after 21:00." in words
    assert words.index("Late evenings") < words.index("When they come")
    html = page.content.decode()
    for svg in html.split("<svg")[1:]:
        assert len(svg.split("</svg>")[0]) < 10_000
    assert 'role="img"' in html
    assert "style=" not in html


def test_nobody_else_sees_an_urge(cast: Cast, clock: Clock) -> None:
    id = keep(cast.R.client, TAP, intensity_start="7")
    for other in (cast.B, cast.stranger):
        assert other.client.get(f"/n/t09/k/{id}/").status_code == 404
        gone = other.client.post(f"/n/t09/k/{id}/burn/", {"uid": str(uuid4())})
        assert (gone.status_code, gone["Location"]) == (303, "/n/t09/burned/")  # as for one that never was
    assert cast.R.client.get(f"/n/t09/k/{id}/").status_code == 200


def test_a_record_of_another_tool_is_not_found_under_this_one(cast: Cast, clock: Clock) -> None:
    id = keep(cast.R.client, TAP, intensity_start="7")
    assert cast.R.client.get(f"/n/t49/k/{id}/").status_code == 404
    assert cast.R.client.get(f"/n/t09/k/{uuid4()}/").status_code == 404
    assert cast.R.client.get("/n/t09/k/nonsense/").status_code == 404
    assert cast.R.client.get("/n/t99/").status_code == 404


def test_a_correction_replaces_and_a_burn_takes_every_version(cast: Cast, clock: Clock) -> None:
    first = keep(cast.R.client, TAP, intensity_start="7")
    second = keep(
        cast.R.client, f"/n/t09/k/{first}/change/", intensity_start="4", when="2026-11-18T21:30", thought="it was less"
    )
    listed = cast.R.client.get("/n/t09/list/").content.decode()
    assert "A newer version has taken its place." in text(cast.R.client.get(f"/n/t09/k/{first}/"))
    assert str(second) in listed
    assert str(first) not in listed
    assert cast.R.client.get(f"/n/t09/k/{first}/change/").status_code == 303
    ask = text(cast.R.client.get(f"/n/t09/k/{second}/burn/"))
    assert "Burn this entry?" in ask
    gone = cast.R.client.post(f"/n/t09/k/{second}/burn/", {"uid": str(uuid4())})
    assert gone.status_code == 303
    assert bodies(cast.R, "t09") == []
    assert cast.R.client.get(f"/n/t09/k/{first}/").status_code == 404
    assert "After your first few urges" in text(cast.R.client.get(HOME))


def test_a_locked_room_asks_for_the_pin_and_then_keeps_what_was_typed(cast: Cast, clock: Clock) -> None:
    person = cast.R
    person.lock()
    asked = person.client.post(TAP, {"uid": str(uuid4()), "intensity_start": "6", "response": ["surfed", "moved"]})
    assert asked.status_code == 403
    page = asked.content.decode()
    assert 'name="intensity_start" value="6"' in page
    assert page.count('name="response"') == 2
    assert person.client.get(HOME).status_code == 303


def test_going_back_and_sending_other_answers_is_not_called_kept(cast: Cast, clock: Clock) -> None:
    uid = str(uuid4())
    when = "2026-11-18T21:00"
    keep(cast.R.client, NEW, uid=uid, intensity_start="7", when=when)
    answer = cast.R.client.post(NEW, {"uid": uid, "intensity_start": "3", "when": when})
    assert answer.status_code == 409
    page = answer.content.decode()
    assert "This was kept a moment ago, with other answers." in page
    assert uid not in page
    assert 'value="3" id="id_intensity_start_3" checked' in page
    assert [body["intensity_start"] for body in bodies(cast.R, "t09")] == [7]


def test_another_number_on_the_same_page_corrects_the_first_press(cast: Cast, clock: Clock) -> None:
    uid = str(uuid4())
    first = keep(cast.R.client, TAP, uid=uid, intensity_start="7")
    clock.now += timedelta(minutes=2)
    assert keep(cast.R.client, TAP, uid=uid, intensity_start="7") == first
    second = keep(cast.R.client, TAP, uid=uid, intensity_start="3")
    assert second != first
    listed = cast.R.client.get("/n/t09/list/").content.decode()
    assert str(second) in listed
    assert str(first) not in listed


def test_two_corrections_at_once_make_one_line_of_versions(cast: Cast, clock: Clock) -> None:
    first = keep(cast.R.client, TAP, intensity_start="7")
    url, when = f"/n/t09/k/{first}/change/", "2026-11-18T21:30"
    uid = str(uuid4())
    second = keep(cast.R.client, url, uid=uid, intensity_start="6", when=when)
    assert keep(cast.R.client, url, uid=uid, intensity_start="6", when=when) == second
    third = keep(cast.R.client, url, intensity_start="5", when=when)
    assert bodies(cast.R, "t09")[-1]["replaces"] == str(second)
    listed = cast.R.client.get("/n/t09/list/").content.decode()
    assert str(third) in listed
    assert str(second) not in listed


def test_an_id_that_somebody_else_used_is_free_in_ones_own_room(cast: Cast, clock: Clock) -> None:
    uid = str(uuid4())
    keep(cast.R.client, TAP, uid=uid, intensity_start="7")
    keep(cast.B.client, TAP, uid=uid, intensity_start="2")
    assert bodies(cast.R, "t09")[0]["intensity_start"] == 7
    assert bodies(cast.B, "t09")[0]["intensity_start"] == 2
