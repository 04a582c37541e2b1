"""axe finds nothing on a form that was refused: the messages are as well made as the page."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from tests.e2e.alike import Looks
from tests.e2e.places import Tour, Viewer, tour
from tests.e2e.test_axe import ALL, auditing, run
from tests.e2e.test_every_page import lines
from tests.serving import Served
from tests.walk import Field, Form

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


LOOKS = Looks()


def refused_alike(toured: Tour) -> Iterator[str]:
    """Addresses whose first form, sent like that, comes back looking as none did before."""
    for address, seen in toured.pages.items():
        form = next((form for form in seen.forms if form.method == "post" and asks(form)), None)
        if form is None:
            continue
        answer = toured.walker.post(form.action, form.data(spoilt))
        if 400 <= answer.status < 500 and LOOKS.fresh(answer.body):
            yield address


def asks(form: Form) -> bool:
    return any(one.kind != "hidden" and one.name != "theme" for one in form.fields)


def spoilt(one: Field) -> str | list[str]:
    if one.kind in {"radio", "checkbox"}:
        return []
    return "" if one.kind in {"number", "date", "datetime-local"} else "x" * 3000


@pytest.mark.parametrize("viewer", ["out", "R", "B"])
def test_axe_finds_nothing_on_a_refused_form(viewer: Viewer, demo: Served, chromium: Browser) -> None:
    toured = tour(demo.origin, viewer)
    window = auditing(chromium, toured)
    page, found, refused = window.new_page(), list[str](), 0
    for address in refused_alike(toured):
        page.goto(address)
        if not page.evaluate(FORM):
            continue
        with page.expect_navigation():
            page.evaluate(SPOIL)
        if page.locator(".errors, .err, [aria-invalid=true]").count():
            refused += 1
            found += run(page, address, ALL)
    window.close()
    assert refused >= {"out": 5, "R": 40}.get(viewer, 1), refused
    assert not found, lines(found)
