"""From the first page to leaving with Tab, Enter, Space, arrows and letters; the cursor is always in sight."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.e2e import browser
from tests.e2e.hands import PASSWORD, PIN
from tests.serving import Served

pytestmark = pytest.mark.browser

CURSOR = """() => {
  const one = document.activeElement;
  if (!one || one === document.body) return null;
  const drawn = one.matches('.tick input, .chip input, .pass input') ? one.nextElementSibling : one;
  const label = one.labels && one.labels.length ? one.labels[0].textContent : one.textContent;
  const group = one.closest('fieldset') && one.closest('fieldset').querySelector('legend').textContent;
  const look = getComputedStyle(drawn), box = drawn.getBoundingClientRect();
  const x = box.x + box.width / 2, y = box.y + Math.min(box.height / 2, 30);
  const top = document.elementFromPoint(x, y);
  return {
    name: (label || '').trim().replace(/\\s+/g, ' '), group: (group || '').trim(),
    tag: one.tagName, kind: one.type || '',
    ring: look.outlineStyle !== 'none' && parseFloat(look.outlineWidth) >= 2,
    covered: !top || !(top === drawn || top === one || drawn.contains(top) || top.contains(drawn)),
    where: `${one.outerHTML.slice(0, 120)} at ${x},${y} under ${top && top.outerHTML.slice(0, 60)}`,
  };
}"""
"""What has the focus, whether a ring shows it, and whether something lies over it."""


class Keys:
    """Somebody without a mouse."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.seen = 0

    def cursor(self) -> dict[str, Any]:
        found: dict[str, Any] | None = self.page.evaluate(CURSOR)
        return found or {"name": "", "group": "", "tag": "", "kind": "", "ring": True, "covered": False}

    def to(self, name: str, group: str = "", kind: str = "", most: int = 80) -> None:
        """Tab until it has the focus; everything on the way must be visible as well."""
        for _ in range(most):
            self.page.keyboard.press("Tab")
            at = self.cursor()
            if at["tag"]:
                self.seen += 1
                assert at["ring"], f"no ring on {at['where']}"
                assert not at["covered"], f"hidden: {at['where']}"
            if at["name"].startswith(name) and at["group"].startswith(group) and at["kind"].startswith(kind):
                return
        raise AssertionError(f"{name!r} cannot be reached by Tab on {self.page.url}")

    def press(self, name: str, key: str = "Enter") -> None:
        self.to(name)
        with self.page.expect_navigation():
            self.page.keyboard.press(key)

    def write(self, name: str, text: str) -> None:
        self.to(name)
        self.page.keyboard.type(text)


@pytest.fixture
def page(house: Served, chromium: Browser) -> Iterator[Page]:
    window = browser.context(chromium, house.origin)
    yield window.new_page()
    window.close()


def test_the_first_stop_leads_past_the_frame(page: Page) -> None:
    keys = Keys(page)
    page.goto("/in/")
    page.keyboard.press("Tab")
    assert keys.cursor()["name"] == "Skip to the page"
    box = page.locator("a.skip").bounding_box()
    assert box is not None and box["y"] >= 0
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert keys.cursor()["name"] == "Name"


def test_an_evening_by_keyboard_alone(page: Page) -> None:
    keys = Keys(page)
    page.goto("/")
    keys.press("Make a room")
    keys.write("Name", "No Mouse")
    keys.write("Password", PASSWORD)
    keys.press("Make my room", key="Space")
    keys.write("PIN", PIN)
    keys.write("The same PIN again", PIN)
    keys.press("Make my room")

    keys.press("Skip")
    page.goto("/n/you/")
    keys.to("I want to change something I do")
    page.keyboard.press("Space")
    keys.press("Keep this")

    keys.press("Tools")
    keys.press("Urges")
    keys.to("", group="How strong", kind="radio")
    for _ in range(6):
        page.keyboard.press("ArrowRight")
    chosen = page.locator("input[name=intensity_start]:checked").get_attribute("value")
    keys.to("Breathed slowly")
    page.keyboard.press("Space")
    keys.press("Keep this")
    expect(page.locator("main")).to_contain_text("Kept.")
    expect(page.locator("main")).to_contain_text("Breathed slowly")
    assert chosen is not None and int(chosen) >= 5
    assert keys.seen > 20

    for _ in range(3):
        page.keyboard.press("Shift")
    page.wait_for_url(browser.EXIT + "**")
    page.go_back()
    expect(page.locator("body")).not_to_contain_text("Breathed slowly")
    page.goto("/n/t09/list/")
    expect(page.locator("h1")).to_have_text("Sign in")


def test_a_refused_form_puts_the_cursor_where_help_is(page: Page) -> None:
    keys = Keys(page)
    page.goto("/new/")
    keys.press("Make my room")
    assert "errors" in page.evaluate("document.activeElement.id")
    page.keyboard.press("Tab")
    assert keys.cursor()["name"].startswith("Name")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.name") == "name"
