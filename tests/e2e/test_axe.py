"""axe finds nothing on any page, in the light and in the dark."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Browser, BrowserContext, Page

from tests.e2e import browser
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


@dataclass
class Audit:
    light: list[str] = field(default_factory=list)
    dark: list[str] = field(default_factory=list)


@pytest.fixture(scope="module", params=VIEWERS)
def audit(request: pytest.FixtureRequest, demo: Served, chromium: Browser) -> Iterator[Audit]:
    toured = tour(demo.origin, request.param)
    window = auditing(chromium, toured)
    page, found = window.new_page(), Audit()
    for address in toured.addresses:
        page.emulate_media(color_scheme="light")
        page.goto(address)
        page.evaluate(OPEN)
        found.light += run(page, address, ALL)
        page.emulate_media(color_scheme="dark")
        found.dark += run(page, address, COLOURS)
    window.close()
    yield found


def auditing(chromium: Browser, toured: Tour) -> BrowserContext:
    """Only here the policy is off: axe puts style and script of its own into the page, which it would refuse."""
    window = browser.context(chromium, toured.walker.origin, bypass_csp=True, service_workers="block")
    window.add_init_script(AXE_SCRIPT)
    window.add_cookies(toured.cookies)
    return window


def run(page: Page, address: str, options: dict[str, Any]) -> list[str]:
    return [f"{address} {one}" for one in page.evaluate(RUN, options)]


def test_axe_finds_nothing_in_the_light(audit: Audit) -> None:
    assert not audit.light, lines(audit.light)


def test_axe_finds_nothing_in_the_dark(audit: Audit) -> None:
    assert not audit.dark, lines(audit.dark)
