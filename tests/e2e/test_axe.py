"""axe finds nothing on any page, in the light and in the dark."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Browser, BrowserContext, Page

from tests.e2e import browser
from tests.e2e.alike import Looks
from tests.e2e.behind import BEHIND
from tests.e2e.places import VIEWERS, Tour, tour
from tests.e2e.test_every_page import OPEN, lines
from tests.serving import Served

pytestmark = pytest.mark.browser

ALL: dict[str, Any] = {"resultTypes": ["violations"]}
COLOURS: dict[str, Any] = ALL | {"runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}}
"""The rules that a theme can change; the others read the same page twice."""
RUN = """(options) => axe.run(document, options).then((found) => found.violations.flatMap((rule) =>
  rule.nodes.map((node) =>
    `${rule.id}: ${node.html.slice(0, 110)} · ${(node.any[0] || node.all[0] || node.none[0]).message}`)))"""


LOOKS = Looks()
"""What this file has looked at, whoever the viewer was."""


@dataclass
class Audit:
    light: list[str] = field(default_factory=list)
    dark: list[str] = field(default_factory=list)
    pages: int = 0


@pytest.fixture(scope="module", params=VIEWERS)
def audit(request: pytest.FixtureRequest, demo: Served, chromium: Browser) -> Iterator[Audit]:
    toured = tour(demo.origin, request.param)
    window = auditing(chromium, toured)
    page, found = window.new_page(), Audit()
    for address, seen in toured.pages.items():
        new, parts = LOOKS.fresh(seen.body), LOOKS.fresh_parts(seen.body)
        if new or parts:
            page.goto(address)
            _audit(page, address, found, dark=parts)
    for address, come in BEHIND.get(request.param, {}).items():
        come(page)
        _audit(page, address, found, dark=True)
    window.close()
    yield found


def _audit(page: Page, address: str, found: Audit, *, dark: bool) -> None:
    """In the dark only where there is an element in a new place: a theme changes nothing but colours."""
    found.pages += 1
    page.evaluate(OPEN)
    found.light += run(page, address, ALL)
    if dark:
        page.emulate_media(color_scheme="dark")
        found.dark += run(page, address, COLOURS)
        page.emulate_media(color_scheme="light")


def auditing(chromium: Browser, toured: Tour) -> BrowserContext:
    """Only here the policy is off: axe puts style and script of its own into the page, which it would refuse."""
    window = browser.context(chromium, toured.walker.origin, bypass_csp=True, service_workers="block")
    window.add_init_script(AXE_SCRIPT)
    window.add_cookies(toured.cookies)
    return window


def run(page: Page, address: str, options: dict[str, Any]) -> list[str]:
    return [f"{address} {one}" for one in page.evaluate(RUN, options)]


def test_axe_finds_nothing_in_the_light(audit: Audit) -> None:
    assert audit.pages > 2
    assert not audit.light, lines(audit.light)


def test_axe_finds_nothing_in_the_dark(audit: Audit) -> None:
    assert not audit.dark, lines(audit.dark)
