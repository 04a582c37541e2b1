"""Each page as each viewer: fits a narrow screen and large letters, is easy to hit, loads nothing from elsewhere, and
breaks no rule of its own policy."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page

from goldseam.tools.catalogue import catalogue
from tests.e2e import browser
from tests.e2e.alike import Looks
from tests.e2e.behind import BEHIND
from tests.e2e.places import VIEWERS, Tour, tour
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

    toured: Tour
    pages: int = 0
    said: list[str] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)
    titles: set[str] = field(default_factory=set)
    wide: list[str] = field(default_factory=list)
    large: list[str] = field(default_factory=list)
    small: list[str] = field(default_factory=list)


LOOKS = Looks()
"""What this file has looked at, whoever the viewer was."""


@pytest.fixture(scope="module", params=VIEWERS)
def look(request: pytest.FixtureRequest, demo: Served, chromium: Browser) -> Iterator[Look]:
    """One walk through everything that looks like nothing before; the tests below read what it found."""
    toured = tour(demo.origin, request.param)
    window = browser.context(chromium, demo.origin, viewport=NARROW, service_workers="block")
    window.add_cookies(toured.cookies)
    page, found = window.new_page(), Look(toured)
    found.said, found.asked = browser.said(page), browser.asked(window)
    for address, seen in toured.pages.items():
        found.titles.add(seen.title)
        if LOOKS.fresh(seen.body):
            found.pages += 1
            _look_at(page, address, found, lambda to=address: page.goto(to))
    for address, come in BEHIND.get(request.param, {}).items():
        found.pages += 1
        _look_at(page, address, found, lambda come=come: come(page))
    window.close()
    yield found


def _look_at(page: Page, address: str, found: Look, come: Callable[[], object]) -> None:
    page.set_viewport_size(NARROW)
    come()
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
    assert len(look.toured.pages) > {"new": 200, "R": 550, "B": 350}.get(look.toured.viewer, 20)
    assert look.pages > 2


@pytest.mark.parametrize("look", ["R", "B"], indirect=True)
def test_every_tool_of_a_role_is_walked_and_one_of_each_thing_kept_is_opened(look: Look) -> None:
    """A tool, or what was kept in it, that no link leads to is lost to the person who wrote it."""
    role = look.toured.viewer
    tools = {code: tool for code, tool in catalogue().items() if role in tool.roles}
    assert not set(tools) - look.toured.codes
    shown_whole = {code for code, tool in tools.items() if tool.living in {"one", "units"}} | {"t57", "t58", "t60"}
    as_for_others = {"t08", "t12", "t15"}
    assert not set(tools) - shown_whole - as_for_others - look.toured.opened


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
