"""The monthly letter: half a page from one's own entries, kept once, and nothing in it that another person did."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from http import HTTPStatus
from typing import Any
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from goldseam.path import letter, letter_read, letter_views, letter_waits
from goldseam.path.letter import Held, Helped
from goldseam.tools import due
from goldseam.tools.t08_library.lessons import lessons
from goldseam.vault import NotSaved, Room
from tests.conftest import Cast, Person
from tests.tools.conftest import EVENING, Clock, be, bodies, clock, enter, put, text, waiting

__all__ = ["clock"]
PAGE = "/n/path/letter/"
OCTOBER = date(2026, 10, 1)
TODAY = date(2026, 11, 3)
FULL = Held(
    days=19, met=9, noticed=12, practised=6, pages=3, marked=18, kept=14, people=8, win="I called Jo", lesson="A title",
    sentence="One thing at a time.", value="Courage", act="say one true thing",
    helped=Helped("Left the room", False, 7, 3), need="Lonely",
)  # fmt: skip
COUNTED = re.compile(
    r"\d|\b(?:one|two|three|five|eight|nine|twelve|fourteen|eighteen|nineteen|once|twice) (?:times|days|day|of)\b"
)


def write(held: Held, *, numbers: bool = True, first: date = OCTOBER) -> str:
    return " ".join(letter.write(held, first, TODAY, numbers=numbers))


def sentences(said: str) -> int:
    return len(re.findall(r"[.?…][”]?(?:\s|$)", said))


# -- the words ---------------------------------------------------------------------------------------------------------


def test_a_full_month_is_half_a_page_in_the_second_person() -> None:
    said = write(FULL)
    assert said.startswith("In October you kept something here on nineteen days.")
    assert said.endswith("What would you like to take with you into November?")
    assert 6 <= sentences(said) <= letter.MOST
    assert 90 <= len(said.split()) <= 260
    for words in (
        "Something went right, in your own words: “I called Jo”.",
        "a pull fell furthest with “Left the room”, usually from 7 to 3.",
        "You did not do it all alone: eight times you were with somebody, or in touch.",
        "Of eighteen commitments that you marked, you kept fourteen.",
        "this is its sentence: “One thing at a time.”",
        "You chose “Courage” as a direction, with a small act to go with it: “say one true thing”.",
        "When you looked at what you needed, “Lonely” stood out most often.",
    ):
        assert words in said


def test_a_full_and_hard_month_leaves_something_out_and_never_what_matters() -> None:
    said = write(Held(**{name: getattr(FULL, name) for name in Held.__slots__} | {"hard": True, "lapse": True}))
    assert sentences(said) <= letter.MOST
    assert "It was a hard month, and you stayed. Some hours went another way than you wanted" in said
    assert "I called Jo" in said
    assert "take with you into November?" in said


def test_without_numbers_the_letter_counts_nothing() -> None:
    said = write(FULL, numbers=False)
    assert not COUNTED.search(said.replace("One thing at a time", ""))
    assert sentences(said) >= 6
    for words in ("a little at a time", "“Left the room”", "“Lonely”", "You kept things you had said you would do"):
        assert words in said


def test_a_month_with_little_in_it_is_no_reproach() -> None:
    said = write(Held(days=1))
    assert said == (
        "In October you kept something here on one day. "
        "It was a quiet month here, and nothing had to be more than that. "
        "What would you like to take with you into November?"
    )
    assert letter.write(Held(), OCTOBER, TODAY, numbers=True) == []


@pytest.mark.parametrize("field", ["hard", "lapse"])
def test_a_hard_month_is_said_gently_and_without_a_count(field: str) -> None:
    said = write(Held(days=4, met=5, **{field: True}))
    assert "It was a hard month, and you stayed." in said
    assert "quiet month" not in said
    assert ("wrote them down instead of hiding them" in said) == (field == "lapse")


def test_marks_of_nothing_kept_are_no_count_of_what_was_missed() -> None:
    said = write(Held(days=4, marked=6, kept=0))
    assert "You marked honestly how your commitments had gone." in said
    assert "six" not in said


def test_the_present_month_is_told_so_far_and_an_older_one_does_not_look_ahead() -> None:
    assert write(Held(days=2), first=date(2026, 11, 1)).startswith(
        "In November, so far, you kept something here on two days."
    )
    assert "In December 2025 you kept" in (older := write(Held(days=2), first=date(2025, 12, 1)))
    assert older.endswith("What would you like to take with you from it?")


def test_no_letter_judges_counts_streaks_or_speaks_of_the_other_person() -> None:
    for held in (FULL, Held(days=4, lapse=True, hard=True), Held(days=1, marked=2)):
        for numbers in (True, False):
            said = write(held, numbers=numbers).lower()
            for word in ("streak", "in a row", "failed", "should have", "well done", "partner", "only ", "missed", "!"):
                assert word not in said


def test_quotes_are_short_and_end_where_a_word_ends() -> None:
    assert letter.quoted("I  called\nJo.") == "I called Jo"
    long = letter.quoted("I went out and walked along the water, " * 5)
    assert len(long) <= letter.SHORT + 1
    assert long.endswith("…")
    assert " …" not in long


@pytest.mark.parametrize(
    ("today", "back", "first"),
    [
        (date(2026, 1, 31), 1, date(2025, 12, 1)),
        (date(2026, 3, 31), 1, date(2026, 2, 1)),
        (TODAY, 12, date(2025, 11, 1)),
    ],
)
def test_months_are_counted_back_across_the_year(today: date, back: int, first: date) -> None:
    assert letter.back_from(today, back) == first


# -- from records ------------------------------------------------------------------------------------------------------


def at(day: int, hour: int = 12, month: int = 10) -> datetime:
    return datetime(2026, month, day, hour, tzinfo=UTC)


def held_by(person: Person, zone: str = "UTC", **more: Any) -> Held:
    own = ZoneInfo(zone)
    start, end = letter_read.bounds(OCTOBER, own)
    return letter_read.held_of(person.room.since(start), start, end, own, **more)


def test_a_month_is_read_from_what_was_kept_in_it(cast: Cast, clock: Clock) -> None:
    person = cast.R
    for day in (2, 3, 4, 5):
        put(person, "t09", at(day), intensity_start=8, intensity_end=4, response=["left_room"], halt=["lonely"])
        put(person, "t41", at(day), card="feet", before=6, after=5)
        put(person, "t22b", at(day), of="abc", day=f"2026-10-0{day}", mark="kept" if day > 2 else "not")
    put(person, "t22b", at(6), of="abc", day="2026-10-06", mark="excused")
    put(person, "t50b", at(6), how="call")
    put(person, "t52b", at(7), mode="video")
    put(person, "t08", at(7), _item="1R1", lesson="1R1", status="useful")
    put(person, "t06c", at(8), _item="v", value="courage", small_act="say one true thing")
    put(person, "t48", at(8), win="I called Jo", about="me")
    put(person, "t48", at(9), win="She smiled at me", about="other")
    put(person, "t09", at(3, month=11), intensity_start=5)
    found = held_by(person)
    assert (found.days, found.met, found.people) == (8, 4, 2)
    assert (found.marked, found.kept) == (4, 3)
    assert found.helped == Helped("Left the room", False, 8, 4)
    assert found.need == "Lonely"
    assert (found.win, found.value, found.act) == ("I called Jo", "Courage", "say one true thing")
    assert found.sentence == lessons()["1R1"].front.sentence
    assert not found.hard
    assert not found.lapse


def test_a_correction_counts_for_the_month_of_what_it_corrects(cast: Cast) -> None:
    old = put(cast.R, "t48", at(31), win="I slpet")
    put(cast.R, "t48", at(2, month=11), win="I slept", replaces=str(old))
    assert held_by(cast.R).win == "I slept"


def test_the_month_is_that_of_the_persons_own_clock(cast: Cast) -> None:
    put(cast.R, "t48", datetime(2026, 9, 30, 23, tzinfo=UTC), win="First of October in Berlin")
    put(cast.R, "t48", datetime(2026, 11, 1, 2, tzinfo=UTC), win="Still October in New York")
    assert held_by(cast.R).days == 0
    assert held_by(cast.R, "Europe/Berlin").win == "First of October in Berlin"
    assert held_by(cast.R, "America/New_York").win == "Still October in New York"


@pytest.mark.parametrize("body", [{"win": "I want to die", "_h1": True}, {"win": "I did not want to live"}])
def test_nothing_dark_comes_back_as_a_quote(cast: Cast, body: dict[str, Any]) -> None:
    put(cast.R, "t48", at(3), **body)
    assert held_by(cast.R).win == ""


def test_giving_in_is_never_named_as_what_helped(cast: Cast) -> None:
    for day in range(2, 8):
        put(cast.R, "t09", at(day), intensity_start=9, intensity_end=1, response=["gave_in"])
    found = held_by(cast.R)
    assert found.helped is None
    assert (found.met, found.lapse) == (0, True)


def test_urges_are_told_to_the_one_whose_matter_they_are(cast: Cast, clock: Clock) -> None:
    for person, role in ((cast.B, "B"), (cast.R, "R")):
        be(person, role, at(1))
        put(person, "t09", at(3), intensity_start=8, intensity_end=4, response=["gave_in"])
        put(person, "t09", at(4), intensity_start=8, intensity_end=4, response=["moved"])
    assert "hiding" in paragraphs(cast.R)
    assert "You met the pull with something you had chosen." in paragraphs(cast.R)
    for word in ("hiding", "pull", "hard month"):
        assert word not in paragraphs(cast.B)


def test_a_page_of_wins_put_out_of_sight_stays_there(cast: Cast) -> None:
    put(cast.B, "t48", at(3), win="I ate soup")
    assert held_by(cast.B, wins=False).win == ""


# -- the page ----------------------------------------------------------------------------------------------------------


def fill(person: Person, days: int = 12) -> None:
    for day in range(1, days + 1):
        put(person, "t48", at(day), win=f"I walked on day {day}")


def paragraphs(person: Person, url: str = PAGE) -> str:
    found = re.search(r"<article>(.*?)</article>", person.client.get(url).content.decode(), re.DOTALL)
    return re.sub(r"<[^>]+>", " ", found[1]) if found else ""


def form_of(person: Person, url: str = PAGE) -> dict[str, str]:
    page = person.client.get(url).content.decode()
    names = dict(re.findall(r'<input type="hidden" name="(uid|month)" value="([^"]+)"', page))
    assert set(names) == {"uid", "month"}
    return names


def letters(person: Person) -> list[dict[str, Any]]:
    return [body for body in bodies(person, "t49") if letter_read.MARK in body]


def test_the_page_tells_of_last_month(cast: Cast, clock: Clock) -> None:
    fill(cast.R)
    assert "In October you kept something here on twelve days." in paragraphs(cast.R)
    assert "I walked on day 12" in paragraphs(cast.R)
    page = text(cast.R.client.get(PAGE))
    assert "October 2026" in page
    assert "Only you can see it." in page
    assert text(cast.R.client.get(f"{PAGE}?back=0")).count("Nothing was kept here in that month") == 1


def test_somebody_who_came_this_month_is_told_of_it_so_far(cast: Cast, clock: Clock) -> None:
    put(cast.R, "t48", EVENING - timedelta(days=1), win="I came")
    page = cast.R.client.get(PAGE)
    assert "In November, so far, you kept something here on one day." in text(page)
    assert "The month is still open." in text(page)
    assert 'name="month"' not in page.content.decode()


def test_the_addresses_tell_nothing(cast: Cast, clock: Clock) -> None:
    fill(cast.R)
    page = cast.R.client.get(PAGE).content.decode()
    addresses = [one for one in re.findall(r'(?:href|action)="([^"]*)"', page) if "letter" in one]
    assert addresses
    assert {re.sub(r"\?back=\d{1,2}$", "", one) for one in addresses} == {PAGE}
    answer = cast.R.client.post(PAGE, form_of(cast.R) | {"text": "zebra words"})
    assert re.fullmatch(r"/n/t49/k/[0-9a-f-]{36}/", answer["Location"])


@pytest.mark.parametrize("back", ["13", "-1", "x", "1.0", "", "2026-10", "01"])
def test_other_numbers_are_no_address(cast: Cast, clock: Clock, back: str) -> None:
    assert cast.R.client.get(PAGE, {"back": back}).status_code == HTTPStatus.NOT_FOUND


def test_it_needs_both_doors(cast: Cast, clock: Clock, signed_out: Any) -> None:
    assert signed_out.get(PAGE).status_code == HTTPStatus.SEE_OTHER
    cast.R.lock()
    assert cast.R.client.get(PAGE).status_code == HTTPStatus.SEE_OTHER
    shut = cast.R.client.post(PAGE, {"month": "2026-10", "uid": str(uuid4()), "text": "my own words"})
    assert "my own words" in shut.content.decode()


def test_it_is_kept_in_the_journal_with_words_of_ones_own(cast: Cast, clock: Clock) -> None:
    fill(cast.R)
    shown = paragraphs(cast.R).split()
    answer = cast.R.client.post(PAGE, form_of(cast.R) | {"text": "And I am glad of it."})
    assert answer.status_code == HTTPStatus.SEE_OTHER
    [kept] = letters(cast.R)
    assert kept["text"].startswith("October 2026\n\nIn October you kept something")
    assert kept["text"].endswith("\n\nAnd I am glad of it.")
    assert all(word in kept["text"] for word in shown)
    page = text(cast.R.client.get(answer["Location"]))
    assert "Kept." in page
    assert "And I am glad of it." in page
    assert "Letter to myself" in text(cast.R.client.get("/n/t49/"))


def test_without_own_words_it_is_kept_as_it_is(cast: Cast, clock: Clock) -> None:
    fill(cast.R)
    assert cast.R.client.post(PAGE, form_of(cast.R)).status_code == HTTPStatus.SEE_OTHER
    assert letters(cast.R)[0]["text"].endswith("take with you into November?")


def test_the_same_form_sent_twice_keeps_it_once(cast: Cast, clock: Clock) -> None:
    fill(cast.R)
    form = form_of(cast.R) | {"text": "Mine"}
    answers = {cast.R.client.post(PAGE, form)["Location"] for _ in range(2)}
    assert len(answers) == len(letters(cast.R)) == 1


def test_a_second_form_keeps_no_second_letter_and_loses_no_word(cast: Cast, clock: Clock) -> None:
    fill(cast.R)
    first, second = form_of(cast.R), form_of(cast.R)
    assert first["uid"] != second["uid"]
    cast.R.client.post(PAGE, first)
    answer = cast.R.client.post(PAGE, second | {"text": "More of my own"})
    assert answer.status_code == HTTPStatus.CONFLICT
    assert "More of my own" in answer.content.decode()
    assert "This letter is in your journal already." in text(answer)
    assert len(letters(cast.R)) == 1
    again = cast.R.client.get(PAGE)
    assert "This letter is in your journal." in text(again)
    assert "Keep this letter" not in text(again)


def test_two_devices_at_the_same_moment_keep_one(cast: Cast, clock: Clock, monkeypatch: pytest.MonkeyPatch) -> None:
    """The other one commits after this one looked."""
    fill(cast.R)
    mine, other, append = form_of(cast.R), form_of(cast.R), Room.append
    calls: list[str] = []

    def between(self: Room, kind: str, body: dict[str, Any], **more: Any) -> Any:
        if kind == "t49" and not calls:
            calls.append(kind)
            append(cast.R.room, kind, body, id=UUID(other["uid"]), now=clock.now)
        return append(self, kind, body, **more)

    monkeypatch.setattr(Room, "append", between)
    answer = cast.R.client.post(PAGE, mine | {"text": "Mine"})
    assert answer.status_code == HTTPStatus.CONFLICT
    assert "Mine" in answer.content.decode()
    assert len(letters(cast.R)) == 1


def test_one_that_was_changed_by_hand_is_still_known(cast: Cast, clock: Clock) -> None:
    fill(cast.R)
    kept = cast.R.client.post(PAGE, form_of(cast.R))["Location"]
    changed = cast.R.client.post(f"{kept}change/", {"uid": str(uuid4()), "text": "Shorter now."})
    assert changed.status_code == HTTPStatus.SEE_OTHER
    assert changed["Location"] in cast.R.client.get(PAGE).content.decode()


def test_one_that_was_burned_may_be_kept_again(cast: Cast, clock: Clock) -> None:
    fill(cast.R)
    kept = cast.R.client.post(PAGE, form_of(cast.R))["Location"]
    cast.R.client.post(f"{kept}burn/", {"uid": str(uuid4()), "sure": "1", "burn": "1"})
    assert letters(cast.R) == []
    assert cast.R.client.post(PAGE, form_of(cast.R)).status_code == HTTPStatus.SEE_OTHER
    assert len(letters(cast.R)) == 1


def test_a_page_left_open_over_the_end_of_a_month_keeps_the_month_it_showed(cast: Cast, clock: Clock) -> None:
    fill(cast.R)
    form = form_of(cast.R)
    clock.now = datetime(2026, 12, 1, 8, tzinfo=UTC)
    enter(cast.R)
    assert cast.R.client.post(PAGE, form).status_code == HTTPStatus.SEE_OTHER
    assert letters(cast.R)[0][letter_read.MARK] == "2026-10"


@pytest.mark.parametrize("month", ["", "2026-11", "2027-01", "2024-01", "x", "2026-1"])
def test_a_month_that_has_no_letter_keeps_nothing(cast: Cast, clock: Clock, month: str) -> None:
    fill(cast.R)
    sent = cast.R.client.post(PAGE, form_of(cast.R) | {"month": month})
    assert sent.status_code == HTTPStatus.BAD_REQUEST
    assert letters(cast.R) == []


def test_nothing_is_called_kept_that_was_not(cast: Cast, clock: Clock, monkeypatch: pytest.MonkeyPatch) -> None:
    fill(cast.R)
    form = form_of(cast.R)

    def full(*_args: Any, **_more: Any) -> None:
        raise NotSaved("full")

    monkeypatch.setattr(Room, "append", full)
    answer = cast.R.client.post(PAGE, form | {"text": "My own words"})
    assert answer.status_code == HTTPStatus.INSUFFICIENT_STORAGE
    assert "My own words" in answer.content.decode()
    assert "Kept." not in text(answer)


def test_own_words_that_are_too_long_are_not_cut(cast: Cast, clock: Clock) -> None:
    fill(cast.R)
    answer = cast.R.client.post(PAGE, form_of(cast.R) | {"text": "word " * 900})
    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "word word" in answer.content.decode()
    assert letters(cast.R) == []


def test_dark_words_are_met_as_anywhere_else(cast: Cast, clock: Clock) -> None:
    fill(cast.R)
    answer = cast.R.client.post(PAGE, form_of(cast.R) | {"text": "I want to die"})
    assert letters(cast.R)[0]["_h1"] is True
    assert "What you wrote sounds heavy." in text(cast.R.client.get(answer["Location"]))


def test_a_letter_of_its_own_accord_never_sounds_dark(cast: Cast, clock: Clock) -> None:
    fill(cast.R)
    put(cast.R, "t14", at(5), when="2026-10-05T12:00Z", circle="inner", _h1=True)
    cast.R.client.post(PAGE, form_of(cast.R))
    assert "It was a hard month, and you stayed." in letters(cast.R)[0]["text"]
    assert "_h1" not in letters(cast.R)[0]


def test_what_was_typed_comes_back_as_a_draft_and_can_be_thrown_away(cast: Cast, clock: Clock) -> None:
    fill(cast.R)
    laid = cast.R.client.post(PAGE, form_of(cast.R) | {"text": "half a thought", "draft": "auto"})
    assert laid.status_code == HTTPStatus.NO_CONTENT
    assert "half a thought" in cast.R.client.get(PAGE).content.decode()
    assert "half a thought" not in cast.R.client.get(f"{PAGE}?back=2").content.decode()
    assert cast.R.client.post(PAGE, {"draft": "drop"}).status_code == HTTPStatus.SEE_OTHER
    assert "half a thought" not in cast.R.client.get(PAGE).content.decode()
    assert letters(cast.R) == []


def test_hidden_numbers_are_in_no_letter(cast: Cast, clock: Clock) -> None:
    fill(cast.R)
    put(cast.R, "me", EVENING, numbers=False)
    said = paragraphs(cast.R).replace("on day 12", "")
    assert "you came here and kept things, a little at a time" in said
    assert not COUNTED.search(said)
    cast.R.client.post(PAGE, form_of(cast.R))
    assert "twelve" not in letters(cast.R)[0]["text"]


def test_in_dark_days_the_page_says_that_it_keeps(cast: Cast, clock: Clock) -> None:
    fill(cast.R)
    assert "These are heavy days." not in text(cast.R.client.get(PAGE))
    put(cast.R, "t49", EVENING - timedelta(hours=5), text="dark", _h1=True)
    assert "These are heavy days. The letter keeps" in text(cast.R.client.get(PAGE))


def test_months_before_somebody_came_are_not_offered(cast: Cast, clock: Clock) -> None:
    fill(cast.R)
    assert "back=2" not in cast.R.client.get(PAGE).content.decode()
    assert "back=0" in cast.R.client.get(PAGE).content.decode()


def test_the_path_leads_to_it(cast: Cast, clock: Clock) -> None:
    be(cast.R, "R", EVENING)
    assert f'href="{PAGE}"' in cast.R.client.get("/n/path/").content.decode()


def test_nobody_reads_the_letter_of_another(cast: Cast, clock: Clock) -> None:
    fill(cast.R)
    assert "I walked" not in text(cast.B.client.get(PAGE))


def test_the_page_asks_the_database_a_dozen_things_at_most(cast: Cast, clock: Clock) -> None:
    be(cast.R, "R", at(1, month=1))
    for month in range(1, 12):
        for day in (1, 2, 3):
            put(cast.R, "t48", at(day, month=month), win="x")
    cast.R.client.get(PAGE)
    for address in (PAGE, f"{PAGE}?back=9"):
        with CaptureQueriesContext(connection) as found:
            assert cast.R.client.get(address).status_code == HTTPStatus.OK
        assert sum(one["sql"].lstrip().upper().startswith("SELECT") for one in found.captured_queries) <= 12


# -- on Today ----------------------------------------------------------------------------------------------------------


def early(person: Person, clock: Clock, day: int = 3) -> list[str]:
    clock.now = datetime(2026, 11, day, 9, tzinfo=UTC)
    enter(person)
    return waiting(person, clock)


def test_it_waits_in_the_first_week_for_somebody_who_kept_ten_things(cast: Cast, clock: Clock) -> None:
    fill(cast.R, 10)
    assert "letter" in early(cast.R, clock)
    assert "letter" in early(cast.R, clock, 7)
    assert "letter" not in early(cast.R, clock, 8)


def test_how_it_waits(cast: Cast, clock: Clock) -> None:
    fill(cast.R, 10)
    clock.now = datetime(2026, 11, 3, 9, tzinfo=UTC)
    enter(cast.R)
    request = cast.R.client.get("/").wsgi_request
    request.room, request.vault = cast.R.room, cast.R.vault
    found = letter_waits.waits(letter_views.Desk(request, clock.now))
    assert found is not None
    assert (found.rank, found.rests, found.url) == (due.LOOK, 14, PAGE)


def test_it_does_not_wait_after_a_month_with_little_in_it(cast: Cast, clock: Clock) -> None:
    fill(cast.R, 9)
    assert "letter" not in early(cast.R, clock)


def test_it_does_not_wait_once_it_was_kept(cast: Cast, clock: Clock) -> None:
    fill(cast.R, 10)
    early(cast.R, clock)
    kept = cast.R.client.post(PAGE, form_of(cast.R))["Location"]
    assert "letter" not in waiting(cast.R, clock)
    cast.R.client.post(f"{kept}change/", {"uid": str(uuid4()), "text": "Shorter now."})
    assert "letter" not in waiting(cast.R, clock)


def test_it_does_not_wait_in_dark_days(cast: Cast, clock: Clock) -> None:
    fill(cast.R, 10)
    put(cast.R, "t49", datetime(2026, 11, 2, 22, tzinfo=UTC), text="dark", _h1=True)
    assert "letter" not in early(cast.R, clock)
    assert "letter" in early(cast.R, clock, 6)
