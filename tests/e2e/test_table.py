"""Every page of the table in every state it has: a narrow screen, large letters, a finger, the keyboard, axe, the dark.

The two walk their evening without a browser (tests/together/evening.py). What they saw is put before Chromium as it
was, so each state is looked at, also those that were over a moment later.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Browser, BrowserContext, Page, Route

from tests.conftest import Cast
from tests.e2e import browser
from tests.e2e.alike import Looks
from tests.e2e.test_axe import ALL, COLOURS, run
from tests.e2e.test_every_page import HALF, LARGE, NARROW, OPEN, TOO_SMALL, TOO_WIDE, lines
from tests.e2e.test_keyboard import CURSOR
from tests.together.evening import Evening, Seen
from tests.tools.conftest import Clock, clock

__all__ = ["clock"]
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
STOPS = """() => [...document.querySelectorAll('main :is(a[href], button, input, select, textarea, summary)')]
  .filter((one) => one.type !== 'hidden' && !one.disabled && one.checkVisibility({ visibilityProperty: true }))
  .filter((one) => one.type !== 'radio' || one === (document.querySelector(`main [name="${one.name}"]:checked`)
    || document.querySelector(`main [name="${one.name}"]`))).length"""
"""What the Tab key must come to: of the answers to one question, the one that is chosen or the first."""
FIRST = "() => { document.activeElement.blur(); document.getElementById('main').focus(); }"
MOST = 60


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """Playwright keeps a loop in this thread, and Django asks about that before it reads a row."""
    with pytest.MonkeyPatch.context() as patched, browser.chromium() as one:
        patched.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
        yield one


@dataclass
class Found:
    """One line for each fault."""

    pages: int = 0
    closely: int = 0
    stops: int = 0
    faults: list[str] = field(default_factory=list)


def test_every_page_of_the_table_can_be_seen_reached_and_pressed(
    chromium: Browser, live_server: Any, cast: Cast, clock: Clock
) -> None:
    seen, looks, found = Evening.of(cast, clock).whole(), Looks(), Found()
    window = _window(chromium, live_server.url)
    page = window.new_page()
    said = browser.said(page)
    for one in seen:
        new, parts = looks.fresh(one.page.body), looks.fresh_parts(one.page.body)
        if new or parts:
            _show(page, one)
            _look_at(page, one.name, found, closely=parts)
    window.close()
    assert not said, lines(said)
    assert found.pages > 100 and found.closely > 50 and found.stops > 400
    assert not found.faults, lines(found.faults)


def _window(chromium: Browser, origin: str) -> BrowserContext:
    """Without the policy, as axe needs it (test_axe); nothing is asked of the server but what a page is drawn with."""
    made = browser.context(chromium, origin, viewport=NARROW, bypass_csp=True, service_workers="block")
    made.add_init_script(AXE_SCRIPT)
    made.route("**/n/us/live/**", lambda route: route.fulfill(status=204))
    return made


def _show(page: Page, one: Seen) -> None:
    """The page that was seen, at an address of this server."""

    def as_it_was(route: Route) -> None:
        route.fulfill(body=one.page.body, content_type="text/html; charset=utf-8")

    page.route("**/n/us/seen/", as_it_was)
    page.goto("/n/us/seen/")
    page.unroute("**/n/us/seen/")


def _look_at(page: Page, name: str, found: Found, *, closely: bool) -> None:
    """Closely where there is an element in a place where none was before: with axe, in the dark, and by keyboard."""
    found.pages += 1
    page.set_viewport_size(NARROW)
    page.evaluate(OPEN)
    found.faults += [f"{name} too wide: {one}" for one in page.evaluate(TOO_WIDE)]
    found.faults += [f"{name} too small: {one}" for one in page.evaluate(TOO_SMALL)]
    if closely:
        found.closely += 1
        found.faults += run(page, name, ALL)
        page.emulate_media(color_scheme="dark")
        found.faults += run(page, f"{name} in the dark", COLOURS)
        page.emulate_media(color_scheme="light")
        _tab_through(page, name, found)
    page.set_viewport_size(HALF)
    page.evaluate(LARGE)
    found.faults += [f"{name} large: {one}" for one in page.evaluate(TOO_WIDE)]


def _tab_through(page: Page, name: str, found: Found) -> None:
    """From the top of the page to its end: everything is come to, shows where the cursor is, and is not covered."""
    there, come_to = min(page.evaluate(STOPS), MOST), 0
    page.evaluate(FIRST)
    for _ in range(there):
        page.keyboard.press("Tab")
        at = page.evaluate(CURSOR)
        if at is None:
            break
        come_to += 1
        found.faults += [f"{name} no ring on {at['where']}"] * (not at["ring"])
        found.faults += [f"{name} hidden: {at['where']}"] * bool(at["covered"])
    found.stops += come_to
    if come_to < there:
        found.faults.append(f"{name}: {come_to} of {there} are come to by Tab")
