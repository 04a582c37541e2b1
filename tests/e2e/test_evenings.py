"""The main job from the first page to the second browser, for both people, with script and without."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.e2e.browser import context
from tests.e2e.hands import Hands
from tests.serving import Served

pytestmark = pytest.mark.browser
FOUR = 4


@pytest.fixture(params=[True, False], ids=["with script", "without script"])
def scripted(request: pytest.FixtureRequest) -> bool:
    return bool(request.param)


@pytest.fixture
def browsers(house: Served, chromium: Browser, scripted: bool) -> Iterator[list[BrowserContext]]:
    """Two browsers that know nothing of each other."""
    made = [context(chromium, house.origin, java_script_enabled=scripted) for _ in range(2)]
    yield made
    for one in made:
        one.close()


def read_limits(page: Page) -> None:
    """The honest limits are said before anything is asked."""
    sentences = page.locator("section[aria-labelledby=limits] li")
    expect(sentences).to_have_count(FOUR)
    for sentence in sentences.all():
        assert sentence.is_visible()
        assert len(sentence.inner_text().split()) > 4


def arrive(page: Page, name: str, role: str) -> Hands:
    me = Hands(page, name)
    page.goto("/")
    me.press("Make a room")
    read_limits(page)
    me.sign_up()
    me.choose_pin()
    me.say_what_brings_me(role)
    return me


def ride(page: Page, scripted: bool) -> None:
    """Through the timer: it must run by itself, and it must know how long it ran."""
    page.clock.install()
    page.goto("/n/t09/")
    page.get_by_role("link", name="Ride it", exact=True).click()
    if not scripted:
        expect(page.locator("ol[data-prompts] > li:visible")).to_have_count(11)
        page.get_by_role("link", name="How is it now?").click()
        return
    left = page.locator("[data-left]")
    expect(left).to_have_text(re.compile(r"^9:[0-5]\d$"))
    page.clock.fast_forward("07:30")
    page.clock.run_for(1_000)
    expect(left).to_have_text(re.compile(r"^2:[012]\d$"))
    page.get_by_role("link", name="It is easing").click()
    expect(page.get_by_label("How many minutes until it eased?")).to_have_value("8")


def test_the_one_who_wants_to_change(browsers: list[BrowserContext], scripted: bool) -> None:
    page = browsers[0].new_page()
    me = arrive(page, f"Rowan {scripted}", "I want to change something I do")

    ride(page, scripted)
    me.choose("How strong was it at the start?", "7")
    me.choose("How strong is it now?", "2")
    me.press("Keep this")
    me.sees("Kept.", "Rode it with the timer")

    me.write_plan("I stop answering messages", "Cold water on my wrists", "The reading room")
    me.make_kit()
    me.lock()
    assert "Rode" not in page.locator("main").inner_text()

    elsewhere = Hands(browsers[1].new_page(), me.name, code=me.code)
    elsewhere.is_refused_here()
    elsewhere.sign_in_with_kit()
    elsewhere.open_room()
    elsewhere.sees("Rode an urge, 7 → 2")
    elsewhere.page.goto("/n/t57/")
    elsewhere.sees("I stop answering messages", "Cold water on my wrists", "The reading room")


def test_the_one_who_was_hurt(browsers: list[BrowserContext], scripted: bool) -> None:
    page = browsers[0].new_page()
    me = arrive(page, f"Bryn {scripted}", "Something my partner did has hurt me")

    page.goto("/n/t40/")
    me.press("Write today down")
    page.locator("main fieldset:has(.scale)").nth(3).wait_for()
    for fieldset in page.locator("main fieldset:has(.scale)").all()[:4]:
        fieldset.locator("input[value='2']").first.check()
    page.locator("main summary").click()
    page.locator("main textarea").last.fill("The stairs were the worst part")
    page.locator("main form button.btn").click()
    me.sees("The stairs were the worst part")

    me.write_plan("I count the same things twice")
    code = me.ask_for_short_code()
    me.lock()

    elsewhere = Hands(browsers[1].new_page(), me.name)
    elsewhere.is_refused_here()
    elsewhere.sign_in_with_short_code(code)
    elsewhere.open_room()
    elsewhere.sees("Kept lately")
    elsewhere.page.goto("/n/t40/list/")
    elsewhere.page.locator("main ul.kept a").first.click()
    elsewhere.sees("The stairs were the worst part")
    elsewhere.page.goto("/n/t57/")
    elsewhere.sees("I count the same things twice")


def test_a_short_code_works_once(house: Served, chromium: Browser) -> None:
    made = [context(chromium, house.origin) for _ in range(3)]
    me = Hands(made[0].new_page(), "Once Only")
    me.sign_up()
    code = me.ask_for_short_code()
    second, third = (Hands(one.new_page(), me.name) for one in made[1:])
    second.is_refused_here()
    second.sign_in_with_short_code(code)
    second.sees("Choose a PIN")
    third.is_refused_here()
    third.sign_in_with_short_code(code)
    third.sees("That did not open")
    for one in made:
        one.close()
