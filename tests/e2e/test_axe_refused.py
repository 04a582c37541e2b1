"""axe finds nothing on a form that was refused: the messages are as well made as the page."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser

from tests.e2e.places import Viewer, tour
from tests.e2e.test_axe import ALL, auditing, run
from tests.e2e.test_every_page import lines
from tests.serving import Served
from tests.walk import Page

pytestmark = pytest.mark.browser

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
"""Send the page's first form with nothing chosen and far too much written."""


def asks(seen: Page) -> str:
    """The same for two pages with the same questions; empty for a page that asks nothing."""
    named = {one.name for form in seen.forms if form.method == "post" for one in form.fields if one.kind != "hidden"}
    return ",".join(sorted(named - {"theme"}))


@pytest.mark.parametrize("viewer", ["out", "R"])
def test_axe_finds_nothing_on_a_refused_form(viewer: Viewer, demo: Served, chromium: Browser) -> None:
    toured = tour(demo.origin, viewer)
    window = auditing(chromium, toured)
    page, found, refused = window.new_page(), list[str](), 0
    for address in {asks(seen): address for address, seen in toured.pages.items() if asks(seen)}.values():
        page.goto(address)
        if not page.evaluate(FORM):
            continue
        with page.expect_navigation():
            page.evaluate(SPOIL)
        if page.locator(".errors, .err, [aria-invalid=true]").count():
            refused += 1
            found += run(page, address, ALL)
    window.close()
    assert refused >= 5
    assert not found, lines(found)
