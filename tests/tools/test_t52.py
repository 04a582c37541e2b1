"""T52 through the pages: what begins soon, looking, own times, the count, the search."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.urls import reverse

from goldseam.tools import catalogue
from goldseam.tools.t52_meetings import directory, fellowships, own
from goldseam.tools.t52_meetings import views as t52_views
from tests.conftest import Cast, Person
from tests.tools.conftest import EVENING, Clock, bodies, keep, put, text

HOME, FIND, KNOWN, ASK, NEW = "/n/t52/", "/n/t52/find/", "/n/t52/f/", "/n/t52/seven/", "/n/t52/new/"


def meeting(slug: str, at: str, **more: Any) -> dict[str, Any]:
    """One on Wednesdays (the clock of the tests stands on one) unless said otherwise."""
    base = {"name": slug.title(), "slug": slug, "day": 3, "time": at, "timezone": "UTC", "mode": "video"}
    return base | more


@pytest.fixture
def lists(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A steward's folder with one list. It is 21:30 UTC."""
    monkeypatch.setattr(fellowships, "folder", lambda: tmp_path / "meetings")
    directory.write(
        "here",
        [
            meeting("early", "20:00", fellowship="saa"),
            meeting("just-begun", "21:24", fellowship="saa"),
            meeting("night", "22:15", fellowship="sa", language="de", conference_url="https://video.example/j/1?p=a&b=c"),
            meeting("late", "23:30", fellowship="slaa", address="1 High Street", city="Leeds", mode=["in_person"]),
            meeting("partners", "22:00", fellowship="cosa", **{"for": ["B"]}),
            meeting("too-late", "23:31", fellowship="saa"),
            meeting("two", "22:00", fellowship="rca", mode=["in_person"], city="York", day=4),
            meeting("unknown", "22:30", fellowship="Our own circle", day=5),
            meeting("shut", "22:00", types=["TC"], address="2 High Street", mode=None),
            {**meeting("fortnight", "13:00", kind="group", day=6, timezone="Asia/Singapore", led_by="Dr L"),
             "rrule": "FREQ=WEEKLY;INTERVAL=2;BYDAY=SA", "start": "2026-11-14", "screening": "One talk alone"},
            {"name": "Anna P", "slug": "anna", "kind": "helper", "sees": ["B", "couple"], "approach": ["EMDR", "EFT"],
             "qualification": "Psychologist", "years": 12, "language": ["en", "fr"], "waiting": "six weeks"},
        ],
    )  # fmt: skip


def roles(person: Person, *given: str) -> None:
    person.room.append("me", {"roles": list(given)}, id=uuid4(), now=EVENING)


def token(slug: str) -> str:
    return next(placed.token for placed in directory.directory().placed if placed.listing.slug == slug)


def names(response: Any) -> list[str]:
    """Entries in the order of the page."""
    return re.findall(r'href="/n/t52/e/[0-9a-f]{10}/">([^<]+)<', response.content.decode())


# -- what begins soon -----------------------------------------------------------------------------------


def test_what_begins_in_the_next_two_hours_comes_first_and_in_order(cast: Cast, clock: Clock, lists: None) -> None:
    roles(cast.R, "R")
    page = cast.R.client.get(HOME)
    assert names(page) == ["Just-Begun", "Night", "Late"]
    words = text(page)
    assert "21:24, began 6 minutes ago" in words
    assert "22:15, in 45 minutes" in words
    assert "23:30, in 120 minutes" in words


def test_soon_is_said_on_the_readers_own_clock(cast: Cast, clock: Clock, lists: None) -> None:
    cast.R.client.cookies["tz"] = "Australia/Sydney"
    assert "09:15, in 45 minutes" in text(cast.R.client.get(HOME))


def test_each_role_sees_what_is_meant_for_it_and_nobody_is_shut_out_by_silence(
    cast: Cast, clock: Clock, lists: None
) -> None:
    roles(cast.B, "B")
    assert names(cast.B.client.get(HOME)) == ["Partners"]
    assert set(names(cast.stranger.client.get(HOME))) == {"Just-Begun", "Night", "Late", "Partners"}


def test_when_nothing_begins_soon_the_next_one_is_named(cast: Cast, clock: Clock, lists: None) -> None:
    clock.now = datetime(2026, 11, 19, 2, tzinfo=UTC)
    words = text(cast.R.client.get(HOME))
    assert "None that this server knows of begins in the next two hours." in words
    assert "The next one: Two, today, 22:00." in words


def test_without_any_list_the_page_leads_to_the_fellowships(
    cast: Cast, clock: Clock, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fellowships, "folder", lambda: tmp_path)
    for url in (HOME, FIND):
        page = cast.R.client.get(url)
        assert "has not put in a list of meetings yet" in text(page)
        assert KNOWN in page.content.decode()


# -- looking --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({}, ["Night", "Late", "Partners", "Too-Late", "Two", "Unknown", "Early", "Just-Begun", "Shut"]),
        ({"a": "r"}, ["Night", "Late", "Too-Late", "Two", "Unknown", "Early", "Just-Begun", "Shut"]),
        ({"a": "b"}, ["Partners", "Two", "Unknown", "Shut"]),
        ({"a": "c"}, ["Two", "Unknown", "Shut"]),
        ({"m": "i"}, ["Late", "Two", "Shut"]),
        ({"l": "de", "m": "v", "a": "r"}, ["Night", "Too-Late", "Unknown", "Early", "Just-Begun"]),
        ({"k": "g"}, ["Fortnight"]),
        ({"k": "h"}, ["Anna P"]),
        ({"k": "h", "l": "de"}, []),
        ({"a": "zz", "m": "'", "l": "xx", "k": "\x00", "r": "../"}, None),
    ],
)
def test_what_is_asked_for_is_found_in_the_order_of_the_next_time(
    cast: Cast, clock: Clock, lists: None, asked: dict[str, str], found: list[str] | None
) -> None:
    page = cast.R.client.get(FIND, asked)
    assert page.status_code == 200
    if found is None:
        found = names(cast.R.client.get(FIND))
    assert sorted(names(page)) == sorted(found)
    if not found:
        assert "Nothing in these lists fits all of that." in text(page)


def test_the_order_is_that_of_the_next_time_and_what_is_shut_comes_last(cast: Cast, clock: Clock, lists: None) -> None:
    assert names(cast.R.client.get(FIND)) == [
        "Partners", "Night", "Late", "Too-Late", "Two", "Unknown", "Early", "Just-Begun", "Shut",
    ]  # fmt: skip


def test_a_town_can_be_asked_for_and_the_address_does_not_name_it(cast: Cast, clock: Clock, lists: None) -> None:
    page = cast.R.client.get(FIND).content.decode()
    value = re.search(r'<option value="([0-9a-f]{8})">Leeds', page)
    assert value
    assert names(cast.R.client.get(FIND, {"r": value[1]})) == ["Late"]


def test_r19_no_address_says_what_somebody_looked_for(cast: Cast, clock: Clock, lists: None) -> None:
    for url in (HOME, FIND, KNOWN, f"/n/t52/e/{token('night')}/"):
        for address in re.findall(r'href="(/[^"]*)"', cast.R.client.get(url).content.decode()):
            assert not re.search(r"saa|cosa|sex|porn|meeting|night|anna", address), address


def test_looking_keeps_nothing(cast: Cast, clock: Clock, lists: None) -> None:
    before = cast.R.room.months()
    for url in (HOME, FIND, KNOWN, ASK, f"/n/t52/e/{token('night')}/", f"/n/t52/go/{token('night')}/join/"):
        assert cast.R.client.get(url).status_code == 200
    assert cast.R.room.months() == before
    assert bodies(cast.R, "t52") == []


def test_a_long_list_shows_the_next_ones_and_says_so(cast: Cast, clock: Clock, lists: None) -> None:
    directory.write("many", [meeting(f"m{n}", f"{n % 24:02}:00", day=n % 7) for n in range(60)])
    page = cast.R.client.get(FIND)
    assert len(names(page)) == 40
    assert "These are the next 40 of 69." in text(page)


# -- one entry ------------------------------------------------------------------------------------------


def entry(person: Person, slug: str) -> str:
    return text(person.client.get(f"/n/t52/e/{token(slug)}/")).replace("&#x27;", "'")


@pytest.mark.parametrize(
    ("slug", "said"),
    [
        ("early", "Each member decides which sexual acts to stop"),
        ("night", "a spouse is the partner in a marriage between a man and a woman"),
        ("unknown", "This list does not say how the group defines sobriety."),
    ],
)
def test_hr_10_every_meeting_shows_how_its_fellowship_defines_sobriety(
    cast: Cast, clock: Clock, lists: None, slug: str, said: str
) -> None:
    page = entry(cast.R, slug)
    assert "How they define sobriety" in page
    assert said in page
    assert "Their word for sobriety need not be yours." in page


def test_hr_10_a_groups_own_words_stand_before_those_of_its_fellowship(cast: Cast, clock: Clock, lists: None) -> None:
    directory.write(
        "more", [meeting("own-words", "22:00", fellowship="sa", sobriety_definition="Each one's own plan.")]
    )
    page = entry(cast.R, "own-words")
    assert "Each one's own plan." in page
    assert "marriage" not in page


def test_hr_10_the_list_of_fellowships_sets_one_beside_the_other_without_a_verdict(
    cast: Cast, clock: Clock, lists: None
) -> None:
    page = text(cast.R.client.get(KNOWN))
    for one in fellowships.fellowships():
        assert one.name in page
    for word in ("recommended", "we advise", "most effective", "addict you", "diagnos"):
        assert word not in page.lower()
    assert "Nobody" not in page or "confirmed" in page
    assert "The person who runs this server has not confirmed them." in page


def test_a_fortnight_shows_its_own_next_date_and_the_clock_there(cast: Cast, clock: Clock, lists: None) -> None:
    cast.R.client.cookies["tz"] = "Europe/Berlin"
    page = entry(cast.R, "fortnight")
    assert "Next: 28 November, 06:00" in page
    assert "Every second Saturday, 06:00" in page
    assert "13:00 there (Asia/Singapore)" in page
    assert "Dr L" in page
    assert "One talk alone" in page


def test_a_day_may_be_another_one_where_the_reader_is(cast: Cast, clock: Clock, lists: None) -> None:
    cast.R.client.cookies["tz"] = "Pacific/Auckland"
    assert "Every Thursday, 11:15" in entry(cast.R, "night")


def test_a_helper_shows_training_languages_and_the_seven_questions(cast: Cast, clock: Clock, lists: None) -> None:
    page = entry(cast.B, "anna")
    for said in ("Psychologist", "12", "EMDR, EFT", "English, French", "six weeks", "Seven questions for a therapist"):
        assert said in page
    assert "define sobriety" not in page


def test_hr_11_hours_for_two_carry_their_warning(cast: Cast, clock: Clock, lists: None) -> None:
    warning = "not for you while one of you is afraid of the other"
    assert warning in entry(cast.B, "two")
    assert warning in entry(cast.B, "anna")
    assert warning in text(cast.B.client.get(FIND, {"a": "c"}))
    assert warning not in entry(cast.B, "night")


def test_nobody_here_has_confirmed_it_is_said_until_a_day_is_given(cast: Cast, clock: Clock, lists: None) -> None:
    assert "Nobody here has confirmed them." in entry(cast.R, "night")
    directory.write(
        "sure", [meeting("sure", "22:00", checked="2026-11-10"), meeting("old", "22:00", updated="2024-05-31 10:00:00")]
    )
    assert "Confirmed 10 November 2026" in entry(cast.R, "sure")
    assert "Its list last changed this on 31 May 2024" in entry(cast.R, "old")


def test_a_link_is_named_before_anything_leaves_this_server(cast: Cast, clock: Clock, lists: None) -> None:
    page = cast.R.client.get(f"/n/t52/e/{token('night')}/").content.decode()
    assert "video.example" not in page
    gone = cast.R.client.get(f"/n/t52/go/{token('night')}/join/")
    assert "The next tap leaves this server and opens video.example." in text(gone)
    assert 'href="https://video.example/j/1?p=a&amp;b=c" rel="noreferrer noopener"' in gone.content.decode()
    known = cast.R.client.get(KNOWN).content.decode()
    assert "https://" not in known.split("<main")[1].split("</main>")[0]


@pytest.mark.parametrize("path", ["e/0000000000/", "e/x/", "go/0000000000/join/", "go/0000000000/page/"])
def test_what_is_not_there_is_not_found(cast: Cast, clock: Clock, lists: None, path: str) -> None:
    assert cast.R.client.get(f"/n/t52/{path}").status_code == 404


def test_a_way_that_an_entry_does_not_have_is_not_found(cast: Cast, clock: Clock, lists: None) -> None:
    for what in ("join", "page", "x"):
        assert cast.R.client.get(f"/n/t52/go/{token('early')}/{what}/").status_code == 404


def test_the_directory_stands_behind_the_same_doors_as_every_tool(cast: Cast, clock: Clock, lists: None) -> None:
    cast.R.lock()
    for url in (HOME, FIND, KNOWN, ASK):
        assert cast.R.client.get(url).status_code == 303
    assert cast.R.client.post(FIND).status_code in {403, 405}


def test_words_of_a_list_are_shown_as_words(cast: Cast, clock: Clock, lists: None) -> None:
    directory.write("odd", [meeting("odd", "22:00", name="<script>alert(1)</script>", notes="<b>x</b>\nline two")])
    page = cast.R.client.get(f"/n/t52/e/{token('odd')}/").content.decode()
    assert "<script>alert" not in page
    assert "&lt;b&gt;x&lt;/b&gt;<br>line two" in page


def test_nothing_is_fetched_from_anywhere() -> None:
    folder = Path(t52_views.__file__).parent
    for path in folder.glob("*.py"):
        assert not re.search(r"\b(urllib\.request|http\.client|requests|socket|httpx|urlopen)\b", path.read_text()), (
            path
        )


# -- seven questions ------------------------------------------------------------------------------------


def test_s0_47_there_are_seven_questions_and_each_says_what_is_good_to_hear_and_what_to_mind(
    cast: Cast, clock: Clock
) -> None:
    page = cast.B.client.get(ASK).content.decode()
    assert page.count("<li><b>") == 7
    assert page.count("Good to hear:") == 7
    assert page.count("Take care:") == 7


def test_hr_07_a_lie_detector_is_never_recommended(cast: Cast, clock: Clock) -> None:
    words = text(cast.B.client.get(ASK))
    assert "What they measure is in dispute." in words
    assert "no work without a test" in words.split("Lie detectors")[1].split("Take care:")[1]


def test_hr_13_help_comes_before_the_program_and_a_group_that_harms_may_be_left(cast: Cast, clock: Clock) -> None:
    words = text(cast.B.client.get(HOME))
    assert "Help now, at the foot of every page, comes before anything here." in words
    assert "Leave it. You owe no reason and no second chance." in words
    assert "If you were deceived and a group asks what your part in it was: you had none." in words


# -- own times ------------------------------------------------------------------------------------------

CHOIR = {"name": "Choir", "weekday": "th", "time": "19:30"}


def test_a_time_of_ones_own_has_a_neutral_name_and_says_when_it_comes_next(cast: Cast, clock: Clock) -> None:
    id = keep(cast.R.client, NEW, **CHOIR, every="w1")
    assert [body["name"] for body in bodies(cast.R, "t52")] == ["Choir"]
    assert "Next: tomorrow, 19:30. Then: 26 November, 19:30." in text(cast.R.client.get(f"/n/t52/k/{id}/"))
    assert "Choir tomorrow, 19:30" in text(cast.R.client.get(HOME))


@pytest.mark.parametrize("typed", ["7:30", "07.30", "07:30"])
def test_a_time_may_be_typed_as_people_type_it(cast: Cast, clock: Clock, typed: str) -> None:
    keep(cast.R.client, NEW, **{**CHOIR, "time": typed})
    assert bodies(cast.R, "t52")[0]["time"] == "07:30"


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"time": "noon"}, "Please write the time like 19:30."),
        ({"time": "24:00"}, "Please write the time like 19:30."),
        ({"time": ""}, "Please write"),
        ({"name": ""}, "Please"),
        ({"name": "x" * 41}, "40"),
        ({"weekday": "xx"}, "Please choose one of the answers shown."),
        ({"clock": "Moon/Base"}, "We know no clock of that name."),
        ({"every": "w2"}, "is it on this week, or next week?"),
        ({"lasts": "9"}, "a whole number from 10 to 240"),
    ],
)
def test_a_wrong_answer_is_said_beside_it_and_nothing_is_kept(
    cast: Cast, clock: Clock, changed: dict[str, str], said: str
) -> None:
    answer = cast.R.client.post(NEW, {"uid": str(uuid4()), **CHOIR, "note": "not lost", **changed})
    assert answer.status_code == 422
    assert said in answer.content.decode().replace("&#x27;", "'")
    assert "not lost" in answer.content.decode()
    assert bodies(cast.R, "t52") == []


@pytest.mark.parametrize(("turn", "first"), [("this", "Saturday, 13:00"), ("next", "28 November, 13:00")])
def test_s3_65_a_slot_every_second_saturday_comes_every_second_saturday(
    cast: Cast, clock: Clock, turn: str, first: str
) -> None:
    fields = {"name": "Saturday", "weekday": "sa", "time": "13:00", "every": "w2", "turn": turn, "lasts": "120"}
    id = keep(cast.R.client, NEW, **fields)
    words = text(cast.R.client.get(f"/n/t52/k/{id}/"))
    assert f"Next: {first}." in words
    form = cast.R.client.get(f"/n/t52/k/{id}/change/").content.decode()
    assert re.search(rf'value="{turn}"[^>]*checked', form)
    kept = bodies(cast.R, "t52")[0]
    weeks = [own.turn_of(kept, clock.now.date() + timedelta(weeks=n)) for n in range(4)]
    other = {"this": "next", "next": "this"}[turn]
    assert weeks == [turn, other, turn, other]


def test_a_time_meant_on_another_clock_moves_for_the_reader(cast: Cast, clock: Clock) -> None:
    cast.R.client.cookies["tz"] = "America/New_York"
    id = keep(cast.R.client, NEW, **CHOIR, clock="Europe/London")
    assert "Next: tomorrow, 14:30." in text(cast.R.client.get(f"/n/t52/k/{id}/"))


def test_a_meeting_of_the_list_becomes_a_time_of_ones_own_without_its_name(
    cast: Cast, clock: Clock, lists: None
) -> None:
    page = cast.R.client.get(f"{NEW}?m={token('fortnight')}").content.decode()
    for value in ('value="Saturday"', 'value="13:00"', 'value="Asia/Singapore"', 'value="60"'):
        assert value in page
    assert re.search(r'value="w2"[^>]*checked', page)
    assert re.search(r'value="next"[^>]*checked', page)
    assert "Fortnight" not in page


def test_a_break_keeps_the_time_and_a_stop_puts_it_away(cast: Cast, clock: Clock) -> None:
    id = keep(cast.R.client, NEW, **CHOIR)
    paused = keep(cast.R.client, f"/n/t52/k/{id}/change/", **CHOIR, standing="pause")
    assert "Choir on a break" in text(cast.R.client.get(HOME))
    keep(cast.R.client, f"/n/t52/k/{paused}/change/", **CHOIR, standing="stopped")
    assert "Put away lately" in text(cast.R.client.get(HOME))
    assert "Choir on a break" not in text(cast.R.client.get(HOME))


def test_twenty_times_are_the_most_and_one_more_is_refused_with_its_words_kept(cast: Cast, clock: Clock) -> None:
    for n in range(20):
        keep(cast.R.client, NEW, **{**CHOIR, "name": f"T{n}"})
    answer = cast.R.client.post(NEW, {"uid": str(uuid4()), **CHOIR, "name": "One more"})
    assert answer.status_code == 409
    assert "Twenty times are plenty." in text(answer)
    assert "One more" in answer.content.decode()


def test_today_may_ask_for_what_comes_within_a_day(cast: Cast, clock: Clock) -> None:
    keep(cast.R.client, NEW, **CHOIR)
    keep(cast.R.client, NEW, **{**CHOIR, "name": "Swimming", "weekday": "fr"})
    from goldseam.tools import shelf

    items = shelf.read(cast.R.room, clock.now).items("t52")
    found = own.coming(items, clock.now, UTC, timedelta(days=1))
    assert [(name, one.start.hour) for name, one in found] == [("Choir", 19)]


def test_nobody_else_sees_own_times(cast: Cast, clock: Clock) -> None:
    id = keep(cast.R.client, NEW, **CHOIR)
    assert cast.B.client.get(f"/n/t52/k/{id}/").status_code == 404
    assert "Choir" not in text(cast.B.client.get(HOME))


# -- the count and the search ---------------------------------------------------------------------------


def test_meetings_attended_are_ones_own_count_and_a_gap_breaks_nothing(cast: Cast, clock: Clock) -> None:
    assert "You have not noted a meeting yet." in text(cast.R.client.get(HOME))
    for days in (1, 3, 40, 41):
        put(
            cast.R,
            "t52b",
            clock.now - timedelta(days=days),
            when=(clock.now - timedelta(days=days)).strftime("%Y-%m-%dT%H:%MZ"),
        )
    words = text(cast.R.client.get(HOME))
    assert "You have been to 4 meetings, 2 of them in the last four weeks." in words
    for word in ("streak", "in a row", "missed", "goal"):
        assert word not in words.lower()


def test_hr_20_whoever_hid_numbers_sees_no_count(cast: Cast, clock: Clock) -> None:
    keep(cast.R.client, "/n/t52b/new/", when="2026-11-18T20:00", mode="video")
    cast.R.room.append("me", {"numbers": False}, id=uuid4(), now=clock.now)
    assert "You have been to" not in text(cast.R.client.get(HOME))


def test_a_visit_begun_from_a_time_knows_which_it_was(cast: Cast, clock: Clock) -> None:
    keep(cast.R.client, NEW, **CHOIR, mode="phone")
    address = re.search(r'href="(/n/t52b/new/\?s=\w+)"', cast.R.client.get(HOME).content.decode())
    assert address
    page = cast.R.client.get(address[1]).content.decode()
    assert re.search(r'name="slot"[^>]*checked', page)
    assert re.search(r'value="phone"[^>]*checked', page)


def test_a_group_that_did_harm_may_be_left_without_a_reason(cast: Cast, clock: Clock) -> None:
    id = keep(cast.B.client, "/n/t52b/new/", when="2026-11-18T20:00", safe="harm")
    assert "Leave it without a reason." in text(cast.B.client.get(f"/n/t52b/k/{id}/"))


@pytest.mark.parametrize(
    ("said", "answer"),
    [
        ({"reply": "no"}, "Keep looking. It often takes three or four tries"),
        ({"fit": "f2"}, "A poor fit is not your doing"),
        ({"choice": "keep_looking"}, "Keep looking."),
        ({"reply": "waiting"}, "Put your name on the list and go on asking elsewhere."),
        ({"reply": "none"}, "While you wait: a meeting costs nothing"),
    ],
)
def test_s0_49_a_try_that_led_nowhere_says_keep_looking(
    cast: Cast, clock: Clock, said: dict[str, str], answer: str
) -> None:
    id = keep(cast.B.client, "/n/t52c/new/", asked="Practice A", **said)
    assert answer in text(cast.B.client.get(f"/n/t52c/k/{id}/"))


def test_a_good_fit_is_not_told_to_look_on(cast: Cast, clock: Clock) -> None:
    id = keep(cast.B.client, "/n/t52c/new/", asked="Practice A", fit="f5", reply="place", choice="chosen")
    assert "eep looking" not in text(cast.B.client.get(f"/n/t52c/k/{id}/"))


def test_the_tries_are_made_visible(cast: Cast, clock: Clock) -> None:
    for n in range(3):
        keep(cast.B.client, "/n/t52c/new/", asked=f"Practice {n}", answers=["training", "violence"])
    words = text(cast.B.client.get("/n/t52c/"))
    assert "3 tries so far." in words
    assert bodies(cast.B, "t52c")[0]["answers"] == ["training", "violence"]


def test_the_seven_answers_of_the_log_are_the_seven_questions() -> None:
    tags = catalogue.tool("t52c").by_name["answers"].options
    assert len(tags) == 7


@pytest.mark.parametrize(
    ("code", "fields"),
    [
        ("t52", {**CHOIR, "note": "I want to kill myself"}),
        ("t52b", {"when": "2026-11-18T20:00", "heard": "I want to kill myself"}),
        ("t52c", {"asked": "x", "next_step": "I want to kill myself"}),
    ],
)
def test_hr_15_words_of_self_harm_bring_up_people_who_answer(
    cast: Cast, clock: Clock, code: str, fields: dict[str, str]
) -> None:
    id = keep(cast.R.client, f"/n/{code}/new/", **fields)
    page = cast.R.client.get(f"/n/{code}/k/{id}/")
    assert "People who answer now" in text(page)
    assert reverse("safety:route", args=["1"]) in page.content.decode()
