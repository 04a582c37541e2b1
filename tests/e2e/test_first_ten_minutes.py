"""The first ten minutes as each of the two: from the sign-up page to one thing that is kept, on a phone.

Every page that is shown is counted, from the sign-up page to the kept one, the PIN and the help beside it included; and
every answer: a box filled, a number pressed, the one press that says what is hardest.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.e2e.browser import context, press
from tests.e2e.hands import Hands
from tests.serving import Served

pytestmark = pytest.mark.browser

MOST_ANSWERS, MOST_SCREENS = 12, 10
KEPT = re.compile(r"/n/t\d\d[a-z]?/k/[0-9a-f-]{36}/$")


@dataclass
class Newcomer(Hands):
    """Hands that count what they were asked, and what they were shown."""

    answers: int = 0
    screens: list[str] = field(default_factory=list)

    def write(self, label: str, text: str) -> None:
        self.answers += 1
        super().write(label, text)

    def choose(self, question: str, answer: str) -> None:
        self.answers += 1
        super().choose(question, answer)

    def looks(self) -> None:
        """From here on every page that arrives is a screen; an answer that only leads on is none."""
        self.page.on("load", lambda page: self.screens.append(urlsplit(page.url).path))

    def hardest(self, words: str) -> None:
        self.answers += 1
        press(self.page.locator("main button").filter(has_text=words))

    def sign_up(self) -> None:
        self.looks()
        self.page.goto("/new/")
        self.write("Name", self.name)
        self.write("Password", self.password)
        self.press("Make my room")
        self.sees("Choose a PIN for your room")


def answer_all(me: Newcomer, answer: str) -> None:
    """Every row of numbers on the page, once it is there."""
    me.page.locator("main fieldset:has(.scale)").first.wait_for()
    for row in me.page.locator("main fieldset:has(.scale)").all():
        me.answers += 1
        row.locator(f"input[value='{answer}']").check()


def rides(me: Newcomer) -> None:
    me.press("It is easing" if me.page.locator("main [data-end]").is_visible() else "How is it now?")
    me.choose("How strong was it at the start?", "8")
    me.choose("How strong is it now?", "3")
    me.press("Keep this")


def is_safe(me: Newcomer) -> None:
    me.answers += 1
    me.press("Yes")


def names_one(me: Newcomer) -> None:
    me.choose("Is it safe to list your partner?", "No")
    me.answers += 1
    me.page.locator("input[name=people_I_can_tell]").first.fill("Sam, 555 0134")
    me.press("Keep it")


def weighs(me: Newcomer) -> None:
    answer_all(me, "3")
    me.press("Keep and see")
    me.sees("Where the weight lies")


def plans(me: Newcomer) -> None:
    me.write("If …", "If I turn the screen away when the door opens")
    me.write("then I …", "I lay it face up on the table")
    me.choose("What kind of act is it?", "Do something")
    me.press("Keep this plan")


def grounds(me: Newcomer) -> None:
    me.choose("How strong was it before?", "9")
    me.choose("And now?", "6")
    me.press("Keep this")


def notes_one(me: Newcomer) -> None:
    me.choose("How strong was the wish to check?", "8")
    me.choose("What did you do?", "Checked")
    me.choose("What did you want to look at?", "A phone")
    me.write("How many minutes did the checking take?", "40")
    me.choose("What did you find?", "Nothing")
    me.press("Keep this")


def answers_back(me: Newcomer) -> None:
    me.sees("another adult made those choices")
    me.write("The harsh thought", "I should have seen it")
    me.write("How far do you believe it right now?", "80")
    me.write("What did today say against it?", "It was hidden on purpose, and well")
    me.write("A kind and honest reply", "You trusted somebody you loved")
    me.write("A fairer way to see it", "I was deceived")
    me.write("How far do you believe that?", "30")
    me.press("Keep this")


def thinks_of_one(me: Newcomer) -> None:
    me.write("A nickname", "Jo")
    me.choose("Who are they to you?", "Friend")
    me.choose("How close are they now?", "4")
    me.choose("What do they know?", "Nothing")
    me.choose("What are they good for?", "Listening")
    me.choose("How can you reach them?", "Call")
    me.press("Keep this person")


def taps(me: Newcomer) -> None:
    answer_all(me, "3")
    me.press("Keep this day")


ROADS: dict[str, Callable[[Newcomer], None]] = {
    "An urge is here, right now": rides,
    "I have just done it again": is_safe,
    "I was found out, and I am afraid": names_one,
    "I do not know if this is a problem": weighs,
    "I keep hiding it": plans,
    "Pictures, panic, no sleep": grounds,
    "I cannot stop checking": notes_one,
    "I keep asking if it is my fault": answers_back,
    "I do not know whom to tell": thinks_of_one,
    "Everything at once": taps,
}
"""All that is asked is answered, not only the least."""


LONGEST = (
    "An urge is here, right now",
    "I do not know if this is a problem",
    "Pictures, panic, no sleep",
    "Everything at once",
)
SCENES = [*((words, False) for words in ROADS), *((words, True) for words in LONGEST)]
"""Every road without a script, and for each of the two the road of a bad minute and the longest one with it."""


@pytest.fixture
def page(house: Served, chromium: Browser, scripted: bool) -> Iterator[Page]:
    window = context(chromium, house.origin, java_script_enabled=scripted)
    yield window.new_page()
    window.close()


@pytest.mark.parametrize(("words", "scripted"), SCENES)
def test_from_sign_up_to_one_finished_thing(page: Page, words: str, scripted: bool) -> None:
    me = Newcomer(page, f"{words[:24].rstrip()} {scripted}")
    me.sign_up()
    me.choose_pin()
    me.press("Begin")
    me.hardest(words)
    ROADS[words](me)
    expect(page).to_have_url(KEPT)
    me.sees("That is one finished thing. Next:")
    assert page.locator("main .note a").first.get_attribute("href") in {"/", "/n/t08/l/0A1/"}
    assert me.answers <= MOST_ANSWERS, me.answers
    assert len(me.screens) <= MOST_SCREENS, me.screens


@pytest.mark.parametrize("scripted", [False, True])
def test_fear_at_home_leads_to_help_in_one_press(page: Page, scripted: bool) -> None:
    me = Newcomer(page, f"Not safe {scripted}")
    me.sign_up()
    me.choose_pin()
    me.press("Begin")
    me.hardest("I do not feel safe at home")
    me.sees("You are believed here.")
    page.goto("/")
    assert "safe at home" not in page.content()


@pytest.mark.parametrize("scripted", [False])
def test_skip_leads_to_today_and_the_choices_are_large_enough(page: Page, scripted: bool) -> None:
    me = Newcomer(page, f"Skips {scripted}")
    me.sign_up()
    me.choose_pin()
    me.press("Begin")
    for width in (360, 320):
        page.set_viewport_size({"width": width, "height": 740})
        page.locator("main button.tap").first.wait_for()
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        for button in page.locator("main button.tap").all():
            box = button.bounding_box()
            assert box is not None and box["height"] >= 44 and box["width"] >= 200
    me.press("Skip this")
    expect(page).to_have_url(re.compile(r"/$"))
    expect(page.locator("#next")).to_have_count(1)
