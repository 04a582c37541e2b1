"""Every form of every page, each of its fields spoilt in every way that fits it: nothing breaks, nothing changes, the
message stands beside the field, and what was typed is still there."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from html import unescape
from typing import TypeVar

import pytest
from django.test import Client

from goldseam.tools.catalogue import catalogue
from tests.bad_input.counter import Counter, Found, housed, kept_text, rows, sent, spoil, stocked
from tests.conftest import Cast
from tests.walk import FREE, Field, Page

T = TypeVar("T")
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
NO_FORM = {"t14b", "t60"}
"""Tools that ask nothing but by a button or two, which are pressed in other tests."""
NO_PAGE_OF_ITS_OWN = {"/theme/"}
"""A forged choice of colours only forgets the choice; there is nothing to say beside a field."""


def wrong(one: Field) -> list[str]:
    """What must be refused, by the kind of field. A box to tick holds no more than that it was ticked."""
    if one.kind == "checkbox" and one.value == "on":
        return []
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


def faults_of(counter: Counter, found: Found, spoilt: dict[str, str]) -> list[str]:
    """Send the form with these fields spoilt; what is not as it should be."""
    before, data = rows(), counter.filled(found)
    page = counter.post(found.action, spoil(data, spoilt))
    if not 400 <= page.status < 500:
        return [f"answered {page.status}"]
    said = ["something was kept"] if rows() != before else []
    said += [f"no message beside {name} ({page.status})" for name in spoilt if not beside(page, name)]
    shown = unescape(page.body)
    said += [f"lost what was typed in {name}" for name in texts(found) if typed(name, spoilt) not in shown]
    secrets = [one.name for one in found.fields if one.kind == "password" and spoilt.get(one.name)]
    return said + [f"the secret {name} came back" for name in secrets if spoilt[name] in page.body]


def typed(name: str, spoilt: dict[str, str]) -> str:
    """What must come back; nothing of what holds a character that no page can show."""
    value = spoilt.get(name, kept_text(name))
    return "" if "\x00" in value else value


def texts(found: Found) -> list[str]:
    return [one.name for one in found.fields if one.kind in FREE and "hours" not in one.name]


def spoilings(found: Found, number: int) -> Iterator[dict[str, str]]:
    """Field by field at the doors and in the settings. A tool's form comes from one engine, which must say everything
    at once: all its fields but the texts are spoilt together, and the texts must survive that; then the texts.
    Each form takes two of the spoilings in turn (tests/tools/test_every_limit.py tries every limit of every field)."""
    if not found.code:
        yield from ({one.name: value} for one in found.fields for value in wrong(one))
        return
    for free in (False, True):
        mine = {one.name: wrong(one) for one in found.fields if (one.kind in FREE) is free and wrong(one)}
        for turn in (number, number + 1) if mine else ():
            yield {name: values[turn % len(values)] for name, values in mine.items()}


def every_spoiling(counter: Counter) -> list[str]:
    faults = []
    for number, found in enumerate(counter.forms()):
        if found.name in NO_PAGE_OF_ITS_OWN:
            continue
        for spoilt in spoilings(found, number):
            sort = " ".join(f"{name}={value[:14]!r}" for name, value in list(spoilt.items())[:2])
            faults += [f"{found.name} {sort}: {what}" for what in faults_of(counter, found, spoilt)]
    return faults


def lines(faults: list[str]) -> str:
    return f"{len(faults)} faults:\n" + "\n".join(faults)


def test_whatever_is_wrong_with_a_field_is_said_beside_it_and_nothing_is_kept(counter: Counter) -> None:
    faults = every_spoiling(counter)
    assert not faults, lines(faults)


@pytest.mark.once
def test_every_tool_is_reached(cast: Cast) -> None:
    """What is not reached is not tried, and that must not go unnoticed."""
    forms = list(stocked(cast.R).forms())
    asking = {found.code for found in forms if found.fields}
    assert set(catalogue()) - asking == NO_FORM
    assert {found.code for found in forms} == set(catalogue()) - {"t14b"}
    assert len(forms) > 190 and sum(len(found.fields) for found in forms) > 1100
    assert len({found.code for found in forms if found.form.can_be_laid_aside}) > 55


def test_every_form_of_the_house_is_reached(cast: Cast) -> None:
    forms = list(housed(cast.R).forms())
    assert len({found.name for found in forms}) >= 20, sorted({found.name for found in forms})


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


def test_an_empty_form_is_refused_in_words_or_means_something(counter: Counter) -> None:
    """Fields all left out or all blank: no fault of the server, no record without an answer in it."""
    faults: list[str] = []
    for found in counter.forms():
        blank = [(one.name, "") for one in found.form.fields]
        for data in ([], blank) if found.first or not found.code else (blank,):
            with counter.undone():
                faults += [f"{found.name}: {fault}" for fault in nothing_said(counter, found, data)]
    assert not faults, lines(faults)


def nothing_said(counter: Counter, found: Found, data: list[tuple[str, str]]) -> Iterator[str]:
    before = rows()
    page = counter.post(found.action, data)
    if page.status >= 500:
        yield f"answered {page.status}"
    if page.status >= 400 and ('role="alert"' not in page.body and "<h1>" not in page.body):
        yield "refused without a word"
    if page.status >= 400 and rows() != before:
        yield "refused, and yet something changed"
    if found.code and "/part/" not in found.action and found.fields and page.status < 400:
        yield "kept nothing as something"


@pytest.mark.once
def test_what_is_laid_aside_is_not_judged_and_comes_back_as_it_was_typed(cast: Cast) -> None:
    """Far too long, impossible, half filled in: a draft takes it, keeps no record of it, and shows it again."""
    counter, faults = stocked(cast.R), []
    for found in counter.forms():
        if found.form.can_be_laid_aside:
            with counter.undone():
                faults += [f"{found.name}: {fault}" for fault in laid_aside(counter, found)]
    assert not faults, lines(faults)


def laid_aside(counter: Counter, found: Found) -> Iterator[str]:
    before, spoilt = rows(), {one.name: wrong(one)[0] for one in found.fields if wrong(one)}
    page = counter.post(found.action, [*spoil(counter.filled(found), spoilt), ("draft", "1")])
    if page.status != 303 or rows() != before:
        yield f"{page.status}, or something was kept"
        return
    again = counter.get(found.page.partition("#")[0])
    shown = unescape(again.body)
    yield from (f"{name} did not come back" for name in texts(found) if typed(name, spoilt) not in shown)
    if 'aria-invalid="true"' in again.body:
        yield "judged before it was sent"


def turns(forms: Iterable[Found], values: Sequence[T]) -> Iterator[tuple[Found, T]]:
    """Each form with each of the values; a tool's with one of them in turn, since all of them come from one engine."""
    for number, found in enumerate(forms):
        yield from ((found, value) for value in ([values[number % len(values)]] if found.code else values))


def test_odd_letters_are_kept_or_refused_but_never_break_a_page(counter: Counter) -> None:
    faults: list[str] = []
    for found, value in turns(writing(counter), ODD):
        with counter.undone():
            page = counter.post(found.action, everywhere(counter, found, value))
            if page.status >= 500:
                faults.append(f"{found.name} {value!r}: answered {page.status}")
            if page.status == 303 and counter.get(page.headers["location"]).status >= 500:
                faults.append(f"{found.name} {value!r}: cannot be shown")
    assert not faults, lines(faults)


def test_markup_comes_back_as_letters_wherever_it_was_written(counter: Counter) -> None:
    faults: list[str] = []
    for found in writing(counter):
        page = counter.post(found.action, everywhere(counter, found, EVIL))
        if EVIL in page.body:
            faults.append(f"{found.name}: markup came back as markup")
        come_back(counter, page)
    tools = [f"/n/{code}/{page}" for code in catalogue() for page in ("", "list/", "print/")]
    house = ["/", "/n/path/", "/n/week/", "/n/patterns/", "/n/me/", "/n/me/devices/"]
    for address in tools if counter.tools else house:
        shown = counter.get(address)
        if shown.status >= 400 or EVIL in shown.body:
            faults.append(f"{address} shows it badly: {shown.status}")
    assert not faults, lines(faults)


def writing(counter: Counter) -> list[Found]:
    return [found for found in counter.forms() if found.writes or not found.code]


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
def test_bytes_that_are_no_text_break_nothing(counter: Counter, name: str) -> None:
    faults: list[str] = []
    forms = [found for found in counter.forms() if found.first or not name]
    for found, raw in turns(forms, NO_TEXT):
        names = [name] if name else [one.name for one in found.form.fields]
        with counter.undone():
            page = counter.raw(found.action, b"&".join(one.encode() + b"=" + raw for one in names))
        if page.status >= 500:
            faults.append(f"{found.name} {raw!r}: answered {page.status}")
    assert not faults, lines(faults)


def test_no_form_can_be_made_to_lead_elsewhere(counter: Counter) -> None:
    faults: list[str] = []
    for found, away in turns((found for found in counter.forms() if found.first or not found.fields), AWAY):
        with counter.undone():
            page = counter.post(found.action, sent(counter.filled(found) | {"to": [away], "back": [away]}))
        location = page.headers.get("location", "/")
        if not location.startswith("/") or location.startswith(("//", "/\\")):
            faults.append(f"{found.name}: {location}")
    assert not faults, lines(faults)
