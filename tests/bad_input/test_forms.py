"""Every form of every page, each of its fields spoilt in every way that fits it: nothing breaks, nothing changes, the
message stands beside the field, and what was typed is still there."""

from __future__ import annotations

import re
from html import unescape
from itertools import product

import pytest
from django.test import Client

from tests.bad_input.counter import FREE, Counter, Found, kept_text, rows, sent, spoil, stocked
from tests.conftest import Cast
from tests.walk import Field, Page

EVIL = "<script>alert(1)</script>"
ODD = (
    "\u202eelttil a\u202c",  # right to left over the rest
    "a\u0301\u0489" * 6,  # piled-up marks
    "\U0001f9ff\u200d\ufeff",
    "\r\n\t",
    EVIL,
    "{{ 7 }}{% now %}",
    "'; --",
)
NO_TEXT = (b"\xed\xa0\x80", b"\xff\xfe", b"%ED%A0%80", b"%FF", b"%00", b"%u0041", b"%")
AWAY = ("https://elsewhere.example/", "//elsewhere.example/", "/\\elsewhere.example", "javascript:1")
NO_PAGE_OF_ITS_OWN = {"/theme/"}
"""A forged choice of colours only forgets the choice; there is nothing to say beside a field."""


def wrong(one: Field) -> list[str]:
    """What must be refused, by the kind of field."""
    if one.kind in {"radio", "checkbox", "select"}:
        return ["bogus", "-1", "99", "\x00"]
    if one.kind == "number":
        return ["-1", "many", "1e400", "9" * 40, "3.5", "\x00"]
    if one.kind in {"date", "datetime-local", "time"}:
        return ["some day", "2026-02-30", "9999-12-31T23:59", "0001-01-01T00:00", "99999-01-01", "\x00"]
    if one.kind == "password":
        return ["", "w" * 1100]
    return ["w" * ((one.limit or 3000) + 300), "a\x00b"]


def beside(page: Page, name: str) -> bool:
    """Is there a message, and does the field (or its group) point to it?"""
    message = f"id_{name}_error"
    told = re.search(rf'aria-describedby="[^"]*\b{message}\b', page.body)
    said = re.search(rf'id="{message}"[^>]*>\s*(?:<[^>]*>\s*)*[^<\s]', page.body)
    return bool(told and said)


def faults_of(counter: Counter, found: Found, one: Field, value: str) -> list[str]:
    """Send the form with one field spoilt; what is not as it should be."""
    before, data = rows(), counter.filled(found)
    page = counter.post(found.action, spoil(data, one.name, value))
    said: list[str] = []
    if not 400 <= page.status < 500:
        return [f"answered {page.status}"]
    if rows() != before:
        said.append("something was kept")
    if not beside(page, one.name):
        said.append(f"no message beside the field ({page.status})")
    lost = [name for name in texts(found) if name != one.name and kept_text(name) not in unescape(page.body)]
    if one.kind in FREE and value.strip("\x00") and "\x00" not in value and value not in unescape(page.body):
        lost.append(one.name)
    if lost:
        said.append(f"lost what was typed in {lost}")
    if one.kind == "password" and value and value in page.body:
        said.append("a secret came back")
    return said


def texts(found: Found) -> list[str]:
    return [one.name for one in found.fields if one.kind in FREE and "hours" not in one.name]


def every_spoiling(counter: Counter) -> list[str]:
    faults = []
    for found in counter.forms():
        if found.name in NO_PAGE_OF_ITS_OWN:
            continue
        for one in found.fields:
            for value in wrong(one):
                said = faults_of(counter, found, one, value)
                faults += [f"{found.name} {one.name}={value[:14]!r}: {what}" for what in said]
    return faults


def lines(faults: list[str]) -> str:
    return f"{len(faults)} faults:\n" + "\n".join(faults)


def test_whatever_is_wrong_with_a_field_is_said_beside_it_and_nothing_is_kept(cast: Cast) -> None:
    counter = stocked(cast.R)
    assert len({found.name for found in counter.forms()}) > 25
    faults = every_spoiling(counter)
    assert not faults, lines(faults)


def test_the_same_at_the_doors(cast: Cast) -> None:
    assert cast.R.account
    counter = Counter(Client(), cast.R.password, cast.R.pin).walk("/", "/in/kit/end/", "/in/kit/wait/", "/h/region/")
    assert {"/in/", "/new/", "/in/new-device/", "/in/kit/", "/in/kit/wait/", "/in/kit/end/"} <= {
        found.name for found in counter.forms()
    }
    faults = every_spoiling(counter)
    assert not faults, lines(faults)


def test_the_same_at_a_room_that_is_shut(cast: Cast) -> None:
    cast.R.lock()
    counter = Counter(cast.R.client, cast.R.password, cast.R.pin).walk("/room/")
    faults = every_spoiling(counter)
    assert not faults, lines(faults)


def test_an_empty_form_is_refused_in_words_or_means_something(cast: Cast) -> None:
    """Fields all left out or all blank: no fault of the server, no record without an answer in it."""
    counter, faults = stocked(cast.R), []
    for found in counter.forms():
        for data in ([], [(one.name, "") for one in found.form.fields]):
            before = rows()
            page = counter.post(found.action, data)
            if page.status >= 500:
                faults.append(f"{found.name} {len(data)}: answered {page.status}")
            if page.status >= 400 and ('role="alert"' not in page.body and "<h1>" not in page.body):
                faults.append(f"{found.name}: refused without a word")
            if page.status >= 400 and rows() != before:
                faults.append(f"{found.name}: refused, and yet something changed")
            if "/n/t" in found.action and "/part/" not in found.action and found.fields and page.status < 400:
                faults.append(f"{found.name}: kept nothing as something")
    assert not faults, lines(faults)


def test_odd_letters_are_kept_or_refused_but_never_break_a_page(cast: Cast) -> None:
    counter, faults = stocked(cast.R, each=1), []
    for found, value in product(counter.forms(), ODD):
        page = counter.post(found.action, everywhere(counter, found, value))
        if page.status >= 500:
            faults.append(f"{found.name} {value!r}: answered {page.status}")
        if EVIL in page.body:
            faults.append(f"{found.name}: markup came back as markup")
        come_back(counter, page)
    for address in ("/", "/n/t09/list/", "/n/t49/list/", "/n/t40/", "/n/t57/", "/n/path/", "/n/me/devices/"):
        shown = counter.get(address)
        if shown.status >= 400 or EVIL in shown.body:
            faults.append(f"{address} shows it badly: {shown.status}")
    assert not faults, lines(faults)


def everywhere(counter: Counter, found: Found, value: str) -> list[tuple[str, str]]:
    """Into every free field at once, and into the hidden ones but the key."""
    data = counter.filled(found)
    for one in found.form.fields:
        if one.kind in FREE | {"hidden", "password"} and one.name not in {"uid", "password_again"}:
            data[one.name] = [value]
    return sent(data)


def come_back(counter: Counter, page: Page) -> None:
    """A spoilt form may have been a good one: whoever was signed out by it comes back."""
    if page.status in {302, 303} and "/in/" in page.headers.get("location", ""):
        counter.post("/in/", [("name", "Robin"), ("password", counter.password)])
        counter.post("/room/", [("pin", counter.pin)])


@pytest.mark.parametrize("name", ["", "uid"], ids=["in every field", "in the key alone"])
def test_bytes_that_are_no_text_break_nothing(cast: Cast, name: str) -> None:
    counter, faults = stocked(cast.R, each=1), []
    for found, raw in product(counter.forms(), NO_TEXT):
        names = [name] if name else [one.name for one in found.form.fields]
        page = counter.raw(found.action, b"&".join(one.encode() + b"=" + raw for one in names))
        if page.status >= 500:
            faults.append(f"{found.name} {raw!r}: answered {page.status}")
        come_back(counter, page)
    assert not faults, lines(faults)


def test_no_form_can_be_made_to_lead_elsewhere(cast: Cast) -> None:
    counter, faults = stocked(cast.R, each=1), []
    for found, away in product(counter.forms(), AWAY):
        page = counter.post(found.action, sent(counter.filled(found) | {"to": [away], "back": [away]}))
        location = page.headers.get("location", "/")
        if not location.startswith("/") or location.startswith(("//", "/\\")):
            faults.append(f"{found.name}: {location}")
        come_back(counter, page)
    assert not faults, lines(faults)
