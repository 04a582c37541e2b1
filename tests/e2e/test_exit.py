"""Leave, on pages of the table (R18): blank before anything is answered, nothing when coming back, the session dead.

How many milliseconds it takes is measured by `python -m tests.bench.exit`; here only the order counts, so that no slow
machine can make it fail and no fast one can hide a fault.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Route, expect

from tests.e2e import browser
from tests.e2e.places import become
from tests.serving import Served

pytestmark = pytest.mark.browser
PAGES = ("/n/us/", "/n/us/t20/now/", "/n/us/t27/")
"""What lies there, a check-in about to begin, and where the two meet."""
SEEN = """() => document.documentElement.hidden ? '' : document.body.innerText"""


def by_button(page: Page) -> None:
    page.get_by_role("button", name="Leave", exact=True).click(no_wait_after=True)


def by_shift(page: Page) -> None:
    for _ in range(3):
        page.keyboard.press("Shift")


@pytest.fixture
def window(demo: Served, chromium: Browser) -> Iterator[BrowserContext]:
    """B's phone: signed in by a session of its own, which each test ends."""
    made = browser.context(chromium, demo.origin, service_workers="block")
    made.add_cookies(become(demo.origin, "B").cookies)
    yield made
    made.close()


@pytest.mark.parametrize("way", [by_button, by_shift])
@pytest.mark.parametrize("address", PAGES)
def test_the_page_is_blank_before_the_server_has_answered(
    window: BrowserContext, address: str, way: Callable[[Page], None]
) -> None:
    page, held = window.new_page(), list[Route]()
    page.route("**/leave/", lambda route: held.append(route))
    page.route(browser.EXIT + "**", lambda route: held.append(route))
    page.goto("/n/us/book/")
    page.goto(address)
    assert len(page.evaluate(SEEN)) > 200
    way(page)
    expect(page.locator("html")).to_be_hidden()
    assert page.evaluate(SEEN) == ""
    assert held, "the server was asked and has not answered, and neither has the other site"


@pytest.mark.parametrize("way", [by_button, by_shift])
def test_back_shows_nothing_and_the_session_is_dead(window: BrowserContext, way: Callable[[Page], None]) -> None:
    for address in PAGES[:2]:
        window.new_page().goto(address)
    page = window.pages[0]
    lay_there = page.locator("main").inner_text()
    way(page)
    page.wait_for_url(browser.EXIT + "**")
    page.go_back()
    assert "table" not in page.locator("body").inner_text() and lay_there not in page.content()
    for address in ("/n/us/", "/n/us/t27/", "/"):
        page.goto(address)
        assert "Linden" not in page.content() and "Wren" not in page.content()
    page.goto("/n/us/")
    expect(page.locator("h1")).to_have_text("Sign in")
    other = window.pages[1]
    other.reload()
    expect(other.locator("h1")).to_have_text("Sign in")


def test_without_a_script_it_is_one_press_and_a_page_with_nothing_on_it(demo: Served, chromium: Browser) -> None:
    made = browser.context(chromium, demo.origin, java_script_enabled=False)
    made.add_cookies(become(demo.origin, "B").cookies)
    page, answers = made.new_page(), list[tuple[str, int]]()
    page.on("response", lambda one: answers.append((one.request.method, one.status)))
    page.goto("/n/us/t27/")
    by_button(page)
    page.wait_for_url(browser.EXIT + "**")
    assert ("POST", 200) in answers
    page.goto("/n/us/")
    expect(page.locator("h1")).to_have_text("Sign in")
    made.close()
