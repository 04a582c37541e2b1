"""One week as each of the two, evening by evening, on a clock the test moves: what Today offers, how little it takes.

Typing is counted as a phone would have it: 150 letters and forty presses a minute. No evening may take over three.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.e2e.browser import context, press
from tests.e2e.hands import Hands
from tests.e2e.timed import Clock
from tests.serving import Served, serving

pytestmark = pytest.mark.browser

MONDAY = datetime(2026, 9, 7, 19, 30, tzinfo=UTC)
"""Half past nine in the evening in Berlin."""
LETTERS, PRESSES = 150, 40
MOST_MINUTES = 3.0
NAGGING = ("missed", "days since", "you have not", "overdue", "again today", "don't forget", "still not")


@dataclass
class Evening(Hands):
    """Hands whose letters and presses are counted."""

    letters: int = 0
    presses: int = 0

    def press(self, words: str, exact: bool = True) -> None:
        self.presses += 1
        super().press(words, exact)

    def write(self, label: str, text: str) -> None:
        self.letters += len(text)
        super().write(label, text)

    def choose(self, question: str, answer: str) -> None:
        self.presses += 1
        super().choose(question, answer)

    @property
    def minutes(self) -> float:
        return self.letters / LETTERS + self.presses / PRESSES

    # -- today --

    def come_back(self, clock: Clock, moment: datetime) -> None:
        """A new evening: both doors, then the counting begins anew."""
        clock.set(moment)
        self.page.goto("/in/")
        Hands.write(self, "Name", self.name)
        Hands.write(self, "Password", self.password)
        Hands.press(self, "Sign in")
        self.page.goto("/room/")
        self.open_room()
        self.page.goto("/")
        self.letters = self.presses = 0

    @property
    def words(self) -> str:
        return self.page.locator("main").inner_text()

    def today(self) -> str:
        """What Today offers next, in its heading; and that it says so once and without a reproach."""
        self.page.goto("/")
        expect(self.page.locator("#next")).to_have_count(1)
        said = self.words.lower()
        assert not [phrase for phrase in NAGGING if phrase in said], said
        return self.page.locator("#next").inner_text().removeprefix("Next: ")

    def take(self) -> None:
        self.presses += 1
        press(self.page.locator("section[aria-labelledby=next] a.btn"))

    def begin(self) -> None:
        """From a tool's own page to its form."""
        self.presses += 1
        press(self.page.locator("main a.btn[href*='/new/'], main a.btn[href*='/part/']").first)

    def not_now(self) -> None:
        self.presses += 1
        press(self.page.locator("section[aria-labelledby=next] button"))

    def ready(self) -> None:
        """Nothing left out shows as an error; what was kept says so."""
        assert "Please" not in self.words.split("\n")[0], self.words


@pytest.fixture
def clock(tmp_path: Path) -> Clock:
    made = Clock(tmp_path / "clock")
    made.set(MONDAY)
    return made


@pytest.fixture
def timed(tmp_path: Path, clock: Clock) -> Iterator[Served]:
    folder = tmp_path / "server"
    folder.mkdir()
    command = ("-m", "tests.e2e.timed", "serve")
    with serving(folder, command=command, settings={"GS_CLOCK": str(clock.file)}) as served:
        yield served


@pytest.fixture
def page(timed: Served, chromium: Browser) -> Iterator[Page]:
    window = context(chromium, timed.origin, timezone_id="Europe/Berlin", java_script_enabled=False)
    yield window.new_page()
    window.close()


def arrive(page: Page, name: str, role: str) -> Evening:
    me = Evening(page, name)
    me.sign_up()
    me.choose_pin()
    me.say_what_brings_me(role)
    me.letters = me.presses = 0
    return me


Act = Callable[[Evening], None]


def walk(me: Evening, evening: list[tuple[str, Act]]) -> None:
    """What is offered, one after the other, each taken or put off; and how long it took."""
    for title, act in evening:
        assert me.today() == title
        act(me)
    assert me.minutes <= MOST_MINUTES, f"{me.letters} letters and {me.presses} presses are {me.minutes:.1f} minutes"


def not_now(me: Evening) -> None:
    me.not_now()


def one_person(me: Evening) -> None:
    """The safety plan, as far as it matters tonight: whom to turn to."""
    me.take()
    me.letters += 12
    me.page.locator("input[name=people_I_can_tell]").first.fill("Sam, 555 0134")
    me.press("Keep it")


def reading(me: Evening) -> None:
    """Minutes of reading are not minutes of typing: one press says it was read."""
    me.take()
    me.press("I have read it")
    me.sees("Enough for today")


def first_look(me: Evening) -> None:
    me.take()
    me.begin()
    me.letters += 1
    me.page.get_by_label("On how many of the last 14 days").fill("6")
    me.choose("How strong was the strongest urge in those 14 days?", "8")
    me.choose("How sure are you of the next 14 days?", "4")
    me.press("Keep this look")
    me.sees("Kept")


def an_urge(me: Evening) -> None:
    """Before anything else: one press on Today, the ride, two numbers."""
    me.presses += 1
    me.page.locator("form[action='/n/now/pull/'] button[value='7']").click()
    me.press("Ride it out")
    me.press("How is it now?")
    me.choose("How strong was it at the start?", "7")
    me.choose("How strong is it now?", "2")
    me.press("Keep this")
    me.sees("Rode it with the timer")


def quick_win(me: Evening) -> None:
    me.take()
    me.presses += 1
    me.page.locator("form[action='/n/t17/mark/'] button[value=done]").first.click()


def a_hard_hour(me: Evening) -> None:
    """Care first, then the facts: no typing at all."""
    me.page.goto("/n/tools/")
    me.presses += 1
    me.press("After a lapse")
    me.sees("are you safe right now?")
    me.press("Yes")
    me.page.goto("/n/t14/new/")
    me.choose("Which of your limits was crossed?", "What I stop")
    me.choose("How long, all together?", "10 to 30 minutes")
    me.press("Keep this report")
    me.sees("Nothing is erased")


def learn(me: Evening) -> None:
    me.take()
    me.choose("Where would it have been easiest to step off?", "At the first thought")
    me.write("What one thing do you change?", "The phone sleeps in the hall, on nights alone too")
    me.press("Keep this review")


def somebody(me: Evening) -> None:
    me.take()
    me.begin()
    me.write("A nickname", "Sam")
    me.presses += 1
    me.page.locator("input[name=closeness][value=c4]").check()
    me.press("Keep this person")


def test_a_week_of_the_one_who_wants_to_change(page: Page, clock: Clock) -> None:
    me = arrive(page, "Rowan", "I want to change something I do")
    walk(me, [("write down who you would turn to", one_person), ("make a recovery kit", not_now),
              ("a look for you alone", not_now), ("read “What this is, and what it is not”", reading)])  # fmt: skip
    me.come_back(clock, MONDAY + timedelta(days=1))
    an_urge(me)
    walk(me, [("read “Are you safe today?”", reading), ("Where I am now", first_look)])
    me.come_back(clock, MONDAY + timedelta(days=2))
    walk(me, [("read “Stop adding to it”", reading), ("open the list", quick_win)])
    me.come_back(clock, MONDAY + timedelta(days=3, hours=2))
    a_hard_hour(me)
    walk(me, [])
    me.come_back(clock, MONDAY + timedelta(days=4))
    walk(me, [("one person who may know", not_now), ("what the hard hour can teach", learn),
              ("make a recovery kit", not_now), ("open the list", quick_win)])  # fmt: skip
    me.come_back(clock, MONDAY + timedelta(days=5))
    walk(me, [("read “When shame is loud”", reading)])
    me.come_back(clock, MONDAY + timedelta(days=6))
    walk(me, [("read “The first two weeks”", reading)])
    me.page.goto("/n/week/")
    me.sees("Urges", "After a lapse")
    me.page.goto("/n/t09/")
    me.sees("hard")


def a_day(me: Evening) -> None:
    """The diary: six presses, no letters."""
    me.take()
    me.page.locator("main fieldset:has(.scale)").nth(5).wait_for()
    for fieldset in me.page.locator("main fieldset:has(.scale)").all()[:6]:
        me.presses += 1
        fieldset.locator("input[value='2']").first.check()
    me.press("Keep this day")


def her_start(me: Evening) -> None:
    me.take()
    me.begin()
    me.choose("How safe do you feel today?", "3")
    me.choose("“I decide about my own life.” How true does that feel?", "5")
    me.press("Keep this look")


def care(me: Evening) -> None:
    """One of twelve areas is enough."""
    me.take()
    me.begin()
    me.presses += 2
    me.page.locator("details.rowset summary").first.click()
    me.page.locator("input[name=areas-sleep-now][value='3']").check()
    me.letters += 22
    me.page.locator("input[name=areas-sleep-one_thing]").fill("Phone away at half ten")
    me.press("Keep and go on")
    me.press("Enough for now")


def one_minute_to_ground(me: Evening) -> None:
    me.page.goto("/n/t41/")
    me.presses += 1
    me.page.locator("main a[href*='/n/t41/c/']").first.click()
    me.sees("Five things I can see")


def test_a_week_of_the_one_who_was_hurt(page: Page, clock: Clock) -> None:
    me = arrive(page, "Bryn", "Something my partner did has hurt me")
    walk(me, [("write down who you would turn to", one_person), ("make a recovery kit", not_now),
              ("a look for you alone", not_now), ("how was today?", a_day)])  # fmt: skip
    me.come_back(clock, MONDAY + timedelta(days=1))
    one_minute_to_ground(me)
    walk(me, [("how was today?", a_day), ("find a grounding card that suits you", not_now),
              ("read “What this is, and what it is not”", reading), ("Where I am now", her_start)])  # fmt: skip
    me.come_back(clock, MONDAY + timedelta(days=2))
    walk(me, [("how was today?", a_day), ("read “This is not your fault”", reading), ("open the map", somebody)])
    me.come_back(clock, MONDAY + timedelta(days=3))
    walk(me, [("make a recovery kit", not_now), ("how was today?", not_now),
              ("read “Are you safe today?”", reading)])  # fmt: skip
    me.come_back(clock, MONDAY + timedelta(days=4))
    walk(me, [("find a grounding card that suits you", not_now), ("read “The first two weeks”", reading)])
    me.come_back(clock, MONDAY + timedelta(days=5))
    walk(me, [("read “What you may need at once”", reading)])
    me.come_back(clock, MONDAY + timedelta(days=6))
    walk(me, [("how was today?", a_day)])
    me.page.goto("/n/week/")
    me.sees("Day diary")
