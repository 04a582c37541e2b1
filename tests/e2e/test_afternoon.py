"""Two people, two phones, one table: from the code to the day one of them leaves, on a clock the test moves."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

import pytest
from playwright.sync_api import Browser, expect

from tests.e2e.browser import context, said
from tests.e2e.hands import Hands
from tests.e2e.timed import Clock
from tests.serving import Served, serving

pytestmark = pytest.mark.browser

SUNDAY: Final = datetime(2026, 9, 6, 15, 0, tzinfo=UTC)
"""Five in the afternoon in Berlin."""
READ: Final = {"R": ("0A1", "0A2", "0A3", "0A4", "0R1", "0R2"), "B": ("0A1", "0A3", "0B1")}
"""The safe start, as far as each one's own way asks for it."""
SHUT: Final = "The table is not open yet"
SOON: Final = 20_000
"""Milliseconds: two seconds of the page, and the rest for a machine that does other things as well. The two seconds
themselves are counted in tests/together/test_live_in_browser.py."""
OPEN_ALL: Final = "() => document.querySelectorAll('main details').forEach(one => { one.open = true; })"


class Phone(Hands):
    """Somebody at a phone of their own, 360 by 740."""

    def at(self, url: str) -> Phone:
        self.page.goto(url)
        self.page.evaluate(OPEN_ALL)
        return self

    def answer(self, **given: str) -> None:
        """Answers by the names of their fields; a drawn scale or chip has its native input above it."""
        for name, value in given.items():
            expect(self.page.locator(f"main [name='{name}']").first).to_be_attached()
            one = self.page.locator(f"main [name='{name}'][value='{value}']")
            if one.count() and one.first.get_attribute("type") in {"radio", "checkbox"}:
                one.first.check(force=True)
            else:
                self.page.locator(f"main [name='{name}']").fill(value)

    def send(self, words: str) -> None:
        """The button of a weighty act, with the password where it is asked for once more."""
        again = self.page.get_by_label("Your password, once more")
        if again.count():
            again.fill(self.password)
        self.press(words)

    def come_back(self) -> None:
        """Both doors, after the clock was moved."""
        self.page.goto("/in/")
        self.write("Name", self.name)
        self.write("Password", self.password)
        self.press("Sign in")
        self.page.goto("/room/")
        self.open_room()

    @property
    def heading(self) -> str:
        return self.page.locator("h1").inner_text()

    @property
    def words(self) -> str:
        return self.page.locator("main").inner_text()

    def plain(self, url: str) -> str:
        """A page byte for byte, apart from nonces and keys that differ in every answer."""
        body = self.page.request.get(url).text()
        return re.sub(r'(value|nonce)="[^"]*"|nonce-[\w+/=-]+|data-live="\d+"', "", body)


class Two:
    """The two, and the clock that is everybody's."""

    def __init__(self, r: Phone, b: Phone, clock: Clock) -> None:
        self.r, self.b, self.clock, self.now = r, b, clock, SUNDAY

    @property
    def both(self) -> tuple[Phone, Phone]:
        return self.r, self.b

    def later(self, **time: int) -> None:
        self.now += timedelta(**time)
        self.clock.set(self.now)
        for one in self.both:
            one.come_back()


@pytest.fixture
def clock(tmp_path: Path) -> Clock:
    made = Clock(tmp_path / "clock")
    made.set(SUNDAY)
    return made


@pytest.fixture
def timed(tmp_path: Path, clock: Clock) -> Iterator[Served]:
    folder = tmp_path / "server"
    folder.mkdir()
    command = ("-m", "tests.e2e.timed", "serve")
    with serving(folder, command=command, settings={"GS_CLOCK": str(clock.file)}) as served:
        yield served


@pytest.fixture
def two(timed: Served, chromium: Browser, clock: Clock) -> Iterator[Two]:
    windows = [context(chromium, timed.origin, timezone_id="Europe/Berlin", service_workers="block") for _ in "RB"]
    pages = [window.new_page() for window in windows]
    complaints = [said(page) for page in pages]
    r, b = Phone(pages[0], "Rowan"), Phone(pages[1], "Bryn")
    for one, brings in ((r, "I want to change something I do"), (b, "Something my partner did has hurt me")):
        one.sign_up()
        one.choose_pin()
        one.say_what_brings_me(brings)
    yield Two(r, b, clock)
    assert complaints == [[], []]
    for window in windows:
        window.close()


# -- the steps of the way, in their order ------------------------------------------------------------------------------


def six_words(two: Two) -> None:
    """One makes a code, the other types it; both read the same six words."""
    two.r.at("/n/us/invite/").send("Make the code")
    code = two.r.page.locator("p.big.code").inner_text()
    two.b.at("/n/us/code/").answer(code=code)
    two.b.send("Go on to the words")
    two.r.at("/n/us/")
    for one in two.both:
        expect(one.page.locator("ol.steps b")).to_have_count(6)
    words = [one.page.locator("ol.steps b").all_inner_texts() for one in two.both]
    assert words[0] == words[1] and len(words[0]) == 6
    for one in (two.r, two.b, two.r, two.b):
        one.at("/n/us/")
        for button in ("The words are the same", "Come to the table"):
            if one.page.get_by_role("button", name=button).count():
                one.press(button)
                break


def shut_for_both(two: Two) -> None:
    shown = [one.plain("/n/us/").split("<main")[1].split("</main>")[0] for one in two.both]
    assert shown[0] == shown[1]
    assert SHUT in shown[0]


def own_part(one: Phone, role: str) -> None:
    """What each does alone: the safe start, the look, the wish."""
    for lesson in READ[role]:
        one.at(f"/n/t08/l/{lesson}/").press("I have read it")
        one.sees("Enough for today")
    one.at("/n/t58/look/")
    names = [box.get_attribute("name") or "" for box in one.page.locator("main input[value=no]").all()]
    one.answer(**{name: "no" for name in names if name != "unkept-device_private"})
    one.answer(**{"unkept-can_I_say_no_here": "8", "unkept-device_private": "yes"})
    one.press("See what it says")
    one.at("/n/us/").press("I want it to be open")


def where_they_meet(two: Two) -> None:
    """Each side alone, then only the overlap: R would tell more of urges than B wants to hear."""
    two.r.at("/n/t27/part/1/").answer(
        **{"will_tell-lapse-will": "h48", "will_tell-lapse-detail": "kind"},
        **{"will_tell-urges-will": "h24", "will_tell-urges-detail": "kind"},
    )
    two.r.press("Keep it")
    two.b.at("/n/t27/part/2/").answer(
        **{"want_to_hear-lapse-want": "h48", "want_to_hear-lapse-detail": "kind", "want_to_hear-urges-want": "none"}
    )
    two.b.press("Keep it")
    two.r.at("/n/us/t27/in/").send("Hand in my side")
    waits = two.r.at("/n/us/t27/").words
    assert "Until then this page says the same" in waits and "Where you meet" not in waits
    assert "Within" not in two.b.at("/n/us/t27/").words
    two.b.at("/n/us/t27/in/").send("Hand in my side")
    two.r.at("/n/us/t27/").press("Show where we meet")
    for one in two.both:
        one.at("/n/us/t27/").sees("Where you meet", "Within 48 hours", "not at all")
        assert "Within 24 hours" not in one.words


def a_check_in(two: Two) -> None:
    """Proposed by one, agreed by the other, held on two phones: each sees the other's turn without a press."""
    two.r.at("/n/us/t20/form/").answer(form="f7", way="two", hour="19:30")
    two.r.press("Propose this")
    two.b.at("/n/us/t20/").press("Yes, this one")
    for one in two.both:
        one.at("/n/us/t20/now/").press("Yes, I can talk now")
    two.r.at("/n/us/t20/now/")
    two.b.at("/n/us/t20/now/")
    first, then = (two.r, two.b) if two.r.heading == "Your turn to speak" else (two.b, two.r)
    expect(then.page.locator("h1")).to_have_text(f"It is {first.name}’s turn")
    first.press("I have said it")
    expect(then.page.locator("h1")).to_have_text("Your turn to speak", timeout=SOON)
    then.press("I have said it")
    expect(first.page.locator("h1")).to_have_text("Thank each other", timeout=SOON)
    first.press("That was it")
    for one in two.both:
        one.at("/n/us/t20/").sees("held")


def a_telling(two: Two) -> None:
    """B sees that there is something to be told and chooses when; only then the facts, and R sees no receipt."""
    two.r.at("/n/t14/").press("Yes")
    two.r.at("/n/t14/new/").answer(
        circle="inner", category="live", duration="under_30", times_since_last_report="1", more_unreported="no"
    )
    two.r.press("Keep this report")
    two.r.at("/n/us/t14/").sees("How soon: Within 48 hours. How much: What kind", "By your agreement it is told by")
    two.r.press("Prepare what I will tell")
    two.r.answer(more="no", ended="yes")
    two.r.press("Look at it first")
    two.r.answer(days="30")
    two.r.send("Let exactly this be held")
    held = two.r.plain("/n/us/t14/")
    two.b.at("/n/us/").sees("Something is held here for you")
    two.b.at("/n/us/t14/").sees("There is something to be told. When suits you?")
    assert "camera" not in two.b.page.content()
    two.b.press("Now")
    two.b.sees("Live camera", "Once", "You owe no reply")
    assert two.r.plain("/n/us/t14/") == held


def a_meeting(two: Two) -> None:
    """A time both agree on, the ten points, one decision that R puts among the own commitments."""
    two.r.at("/n/us/t21/slot/").answer(weekday=str(two.now.weekday()), time="17:00", minutes="20")
    two.r.press("Suggest it")
    two.b.at("/n/us/t21/").press("That suits me")
    for one in two.both:
        one.at("/n/us/t21/").press("Yes, today is right")
    two.r.at("/n/us/t21/").press("Begin")
    two.b.at("/n/us/t21/").sees("Point 1 of 10")
    two.r.at("/n/us/t21/").press("Next")
    expect(two.b.page.locator("main")).to_contain_text("Point 2 of 10", timeout=SOON)
    by = (two.now + timedelta(days=5)).date().isoformat()
    two.r.press("Write down a decision")
    two.r.answer(what="Bring the bicycles to the cellar", who="me", by=by)
    two.r.press("Write it down")
    two.b.at("/n/us/t21/").press("Stop here")
    two.b.at("/n/us/t21/").sees("The meeting is over", "Bring the bicycles to the cellar")
    two.r.at("/n/us/t21/").press("Put it among my commitments", exact=False)
    two.r.at("/n/t22/").sees("Bring the bicycles to the cellar")
    assert "bicycles" not in two.b.at("/n/t22/").words


def a_break(two: Two) -> None:
    """Called by one with a time to return; both come back, and each says so alone."""
    two.b.at("/n/us/t25/").answer(minutes="20")
    two.b.press("Call the break")
    two.r.at("/n/us/t25/").sees("Back:")
    two.later(minutes=21)
    for one in two.both:
        one.at("/n/us/t25/").press("I am back and ready")
    for one in two.both:
        one.at("/n/us/t25/")
        expect(one.page.get_by_role("button", name="Call the break")).to_have_count(1)


def r_leaves(two: Two) -> None:
    """B's page stays byte for byte; R keeps what is R's own."""
    before = two.b.plain("/n/us/")
    two.r.at("/n/us/leave/").send("Leave the table now")
    assert two.b.plain("/n/us/") == before
    two.r.at("/n/us/").sees("There is no table, and nothing is missing")
    two.r.at("/n/t22/").sees("Bring the bicycles to the cellar")
    two.r.at("/n/t27/").sees("I will tell you within 48 hours")
    two.r.at("/n/us/before/").sees("A table you have left")


def test_two_people_from_the_six_words_to_a_door_that_stays_open(two: Two) -> None:
    six_words(two)
    shut_for_both(two)
    before = two.b.plain("/n/us/")
    own_part(two.r, "R")
    assert two.b.plain("/n/us/") == before
    own_part(two.b, "B")
    shut_for_both(two)
    two.later(days=4)
    for one in two.both:
        one.at("/n/us/").sees("What lies on the table")
        assert SHUT not in one.words
    where_they_meet(two)
    a_check_in(two)
    two.later(days=1)
    a_telling(two)
    two.later(days=2)
    a_meeting(two)
    a_break(two)
    r_leaves(two)
