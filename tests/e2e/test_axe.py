"""axe finds nothing on any page, in the light and in the dark, as it opens and after a form has been refused."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Browser, Page

from tests.e2e import browser
from tests.e2e.places import VIEWERS, tour
from tests.e2e.test_every_page import OPEN, lines
from tests.serving import Served

pytestmark = pytest.mark.browser

ALL: dict[str, Any] = {"resultTypes": ["violations"]}
COLOURS: dict[str, Any] = ALL | {"runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}}
"""The rules that a theme can change; the others read the same page twice."""
RUN = """(options) => axe.run(document, options).then((found) => found.violations.flatMap((rule) =>
  rule.nodes.map((node) =>
    `${rule.id}: ${node.html.slice(0, 110)} · ${(node.any[0] || node.all[0] || node.none[0]).message}`)))"""
FORM = """() => !!document.querySelector('main form[method=post] :is(input:not([type=hidden]), textarea)')"""
SPOIL = """() => {
  const asks = ':is(input:not([type=hidden]), textarea)';
  const form = document.querySelector('main form[method=post] ' + asks).form;
  for (const one of form.querySelectorAll(asks)) {
    if (one.matches('[type=radio], [type=checkbox]')) one.checked = false;
    else if (one.matches('[type=number], [type=date], [type=datetime-local]')) one.value = '';
    else if (one.matches('textarea, input')) { one.removeAttribute('maxlength'); one.value = 'x'.repeat(3000); }
  }
  form.requestSubmit();
}"""


@dataclass
class Audit:
    light: list[str] = field(default_factory=list)
    dark: list[str] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    refusals: int = 0


@pytest.fixture(scope="module", params=VIEWERS)
def audit(request: pytest.FixtureRequest, demo: Served, chromium: Browser) -> Iterator[Audit]:
    toured = tour(demo.origin, request.param)
    # Only here: axe puts style and script of its own into the page, which our policy refuses.
    window = browser.context(chromium, demo.origin, bypass_csp=True, service_workers="block")
    window.add_init_script(AXE_SCRIPT)
    window.add_cookies(toured.cookies)
    page, found = window.new_page(), Audit()
    for address, seen in toured.pages.items():
        page.emulate_media(color_scheme="light")
        page.goto(address)
        page.evaluate(OPEN)
        found.light += _run(page, address, ALL)
        page.emulate_media(color_scheme="dark")
        found.dark += _run(page, address, COLOURS)
        if request.param in {"out", "R"} and any(form.method == "post" for form in seen.forms):
            _refuse(page, address, found)
    window.close()
    yield found


def _run(page: Page, address: str, options: dict[str, Any]) -> list[str]:
    return [f"{address} {one}" for one in page.evaluate(RUN, options)]


def _refuse(page: Page, address: str, found: Audit) -> None:
    """Send the page's own form, spoilt, and look at what comes back."""
    page.emulate_media(color_scheme="light")
    if not page.evaluate(FORM):
        return
    with page.expect_navigation():
        page.evaluate(SPOIL)
    if page.locator(".errors, .err, [aria-invalid=true]").count():
        found.refusals += 1
        found.refused += _run(page, address, ALL)


def test_axe_finds_nothing_in_the_light(audit: Audit) -> None:
    assert not audit.light, lines(audit.light)


def test_axe_finds_nothing_in_the_dark(audit: Audit) -> None:
    assert not audit.dark, lines(audit.dark)


def test_axe_finds_nothing_on_a_refused_form(audit: Audit) -> None:
    assert not audit.refused, lines(audit.refused)
