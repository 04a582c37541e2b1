"""Each page as each viewer: fits a narrow screen and large letters, is easy to hit, loads nothing from elsewhere, and
breaks no rule of its own policy."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page

from tests.e2e import browser
from tests.e2e.places import VIEWERS, tour
from tests.serving import Served

pytestmark = pytest.mark.browser

OPEN = "() => { for (const one of document.querySelectorAll('details')) { one.name = ''; one.open = true; } }"
"""What is folded away must fit and be reachable too."""
TOO_WIDE = """() => {
  const width = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= width) return [];
  return [...document.querySelectorAll('body *')].filter((one) => one.getBoundingClientRect().right > width + 1)
    .slice(0, 3).map((one) => one.outerHTML.slice(0, 90));
}"""
TOO_SMALL = """() => {
  const inSentence = (link) => {
    if (getComputedStyle(link).display !== 'inline') return false;
    const block = link.closest('p, li, dd, td, aside, span.soft, .errors');
    if (!block) return false;
    let rest = block.textContent;
    for (const other of block.querySelectorAll('a')) rest = rest.replace(other.textContent, '');
    return /\\p{L}{2}/u.test(rest);
  };
  const found = [];
  for (const one of document.querySelectorAll('a[href], button, summary, select, textarea, input:not([type=hidden])')) {
    if (one.matches('.skip') || one.closest('.vh') || !one.checkVisibility({ visibilityProperty: true })) continue;
    if (one.tagName === 'A' && inSentence(one)) continue;
    const target = one.matches('[type=radio], [type=checkbox]') ? one.closest('label') || one : one;
    const { width, height } = target.getBoundingClientRect();
    if (width > 43.5 && height > 43.5) continue;
    found.push(`${Math.round(width)}x${Math.round(height)} ${one.outerHTML.slice(0, 110)}`);
  }
  return found;
}"""
LARGE = "() => { document.documentElement.style.fontSize = '200%'; }"
NARROW = {"width": 320, "height": 640}
HALF = {"width": 640, "height": 740}


@dataclass
class Look:
    """What was found, one line for each fault."""

    pages: int = 0
    said: list[str] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)
    titles: set[str] = field(default_factory=set)
    wide: list[str] = field(default_factory=list)
    large: list[str] = field(default_factory=list)
    small: list[str] = field(default_factory=list)


@pytest.fixture(scope="module", params=VIEWERS)
def look(request: pytest.FixtureRequest, demo: Served, chromium: Browser) -> Iterator[Look]:
    """One walk through everything; the tests below read what it found."""
    toured = tour(demo.origin, request.param)
    window = browser.context(chromium, demo.origin, viewport=NARROW, service_workers="block")
    window.add_cookies(toured.cookies)
    page, found = window.new_page(), Look(pages=len(toured.pages))
    found.said, found.asked = browser.said(page), browser.asked(window)
    for address in toured.addresses:
        _look_at(page, address, found)
    window.close()
    yield found


def _look_at(page: Page, address: str, found: Look) -> None:
    page.set_viewport_size(NARROW)
    page.goto(address)
    found.titles.add(page.title())
    page.evaluate(OPEN)
    found.wide += [f"{address} {one}" for one in page.evaluate(TOO_WIDE)]
    found.small += [f"{urlsplit(address).path} {one}" for one in page.evaluate(TOO_SMALL)]
    page.set_viewport_size(HALF)
    page.evaluate(LARGE)
    found.large += [f"{address} {one}" for one in page.evaluate(TOO_WIDE)]


def lines(found: list[str]) -> str:
    return f"{len(found)} found:\n" + "\n".join(found[:40])


def test_there_are_pages_to_look_at(look: Look) -> None:
    assert look.pages > 20


def test_no_page_breaks_the_policy_or_throws(look: Look) -> None:
    said = [line for line in look.said if not (line.startswith("/nowhere/") and "404" in line)]
    assert not said, lines(said)


def test_no_page_asks_anything_of_another_place(look: Look, demo: Served) -> None:
    elsewhere = [url for url in look.asked if not url.startswith((demo.origin + "/", "data:"))]
    assert not elsewhere, lines(elsewhere)
    assert len(look.asked) >= look.pages


def test_every_title_is_the_neutral_name(look: Look) -> None:
    assert look.titles == {"Notes"}


def test_nothing_needs_sideways_scrolling_on_a_screen_of_320(look: Look) -> None:
    assert not look.wide, lines(look.wide)


def test_letters_of_twice_the_size_need_no_sideways_scrolling(look: Look) -> None:
    assert not look.large, lines(look.large)


def test_everything_to_press_is_as_large_as_a_finger(look: Look) -> None:
    assert not look.small, lines(sorted(set(look.small)))
