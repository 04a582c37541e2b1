"""Two phones at one table, in a real Chromium: the turn is seen on the other one within two seconds."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.conftest import Cast, Person
from tests.e2e import browser
from tests.together.test_checkin import HOME, NOW, agree, both_fit, press_turn, table
from tests.tools.conftest import Clock, clock

__all__ = ["clock", "table"]
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
SOON = 2_000


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """Playwright keeps a loop in this thread, and Django asks about that before it reads a row."""
    with pytest.MonkeyPatch.context() as patched, browser.chromium() as one:
        patched.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
        yield one


def phone(chromium: Browser, live_server: Any, person: Person) -> BrowserContext:
    """A phone that is this person's: the same session as the test's own client."""
    made = browser.context(chromium, live_server.url, service_workers="block")
    made.add_cookies(
        [{"name": name, "value": kept.value, "url": live_server.url} for name, kept in person.client.cookies.items()]
    )
    return made


@pytest.fixture
def listening(chromium: Browser, live_server: Any, cast: Cast, clock: Clock, table: None) -> Iterator[Page]:
    """B's phone, while R speaks."""
    agree(cast)
    both_fit(cast)
    made = phone(chromium, live_server, cast.B)
    page = made.new_page()
    page.goto(NOW)
    expect(page.locator("h1")).to_have_text("It is Robin’s turn")
    yield page
    made.close()


def test_the_other_s_turn_is_there_within_two_seconds(listening: Page, cast: Cast) -> None:
    lines = browser.said(listening)
    press_turn(cast.R)
    expect(listening.locator("h1")).to_have_text("Your turn to speak", timeout=SOON)
    assert lines == []


def test_it_goes_on_after_a_lost_connection(listening: Page, cast: Cast) -> None:
    listening.context.set_offline(True)
    press_turn(cast.R)
    listening.wait_for_timeout(3_000)
    expect(listening.locator("h1")).to_have_text("It is Robin’s turn")
    listening.context.set_offline(False)
    expect(listening.locator("h1")).to_have_text("Your turn to speak")


def test_nothing_is_asked_while_the_page_is_hidden(listening: Page) -> None:
    asked: list[str] = []
    listening.on("request", lambda request: asked.append(request.url))
    listening.evaluate("""() => {
        Object.defineProperty(document, "hidden", { configurable: true, get: () => true });
        document.dispatchEvent(new Event("visibilitychange"));
    }""")
    listening.wait_for_timeout(2_000)
    asked.clear()
    listening.wait_for_timeout(2_000)
    assert asked == []
    with listening.expect_request("**"):
        listening.evaluate("""() => {
            Object.defineProperty(document, "hidden", { configurable: true, get: () => false });
            document.dispatchEvent(new Event("visibilitychange"));
        }""")
    assert len(asked) == 1


def test_somebody_who_types_is_told_quietly(listening: Page, cast: Cast) -> None:
    listening.evaluate("""() => {
        const box = document.createElement("textarea");
        document.querySelector("main").append(box);
        box.focus();
    }""")
    listening.keyboard.type("half a sentence")
    press_turn(cast.R)
    link = listening.get_by_role("link", name="There is something new")
    expect(link).to_be_visible(timeout=SOON)
    assert listening.locator("main textarea").input_value() == "half a sentence"
    link.click()
    expect(listening.locator("h1")).to_have_text("Your turn to speak")


def test_without_a_script_there_is_a_button(
    chromium: Browser, live_server: Any, cast: Cast, clock: Clock, table: None
) -> None:
    agree(cast)
    both_fit(cast)
    made = browser.context(chromium, live_server.url, java_script_enabled=False)
    made.add_cookies(
        [{"name": name, "value": kept.value, "url": live_server.url} for name, kept in cast.B.client.cookies.items()]
    )
    page = made.new_page()
    page.goto(NOW)
    press_turn(cast.R)
    page.get_by_role("link", name="Look again").click()
    expect(page.locator("h1")).to_have_text("Your turn to speak")
    expect(page.get_by_text("Three minutes or so, by any clock")).to_be_visible()
    made.close()


def test_the_three_minutes_run_on_the_speaker_s_phone(
    chromium: Browser, live_server: Any, cast: Cast, clock: Clock, table: None
) -> None:
    agree(cast)
    both_fit(cast)
    made = phone(chromium, live_server, cast.R)
    page = made.new_page()
    lines = browser.said(page)
    page.goto(NOW)
    expect(page.locator("[data-left]")).to_have_text("3:00")
    page.get_by_role("button", name="Begin the three minutes").click()
    expect(page.locator("[data-left]")).to_have_text(re.compile(r"^2:[0-5]\d$"))
    page.get_by_role("button", name="I have said it").click()
    expect(page.locator("h1")).to_have_text("It is Billie’s turn")
    page.get_by_role("button", name="Stop here").click()
    page.wait_for_url("**" + HOME)
    assert lines == []
    made.close()
