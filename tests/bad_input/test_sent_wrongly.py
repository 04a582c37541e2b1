"""Good forms at the wrong time, twice, with somebody else's key, or to the wrong address."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from itertools import chain
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from goldseam.people.typed import UNKEPT
from goldseam.vault.models import Record
from tests.bad_input.counter import Counter, Found, kept_text, rows, sent, stock, stocked
from tests.bad_input.test_forms import lines, texts
from tests.conftest import Cast

GOES_ANYWAY = ("/leave/",)
"""Leaving needs no token: a stale form must stop nobody."""


def pressed(found: Found, data: dict[str, list[str]]) -> list[tuple[str, str]]:
    """With the first of its named buttons, where it has any."""
    return sent(data) + [(name, value) for name, value in found.form.buttons[:1] if name not in {"skip", "draft"}]


def test_a_form_with_a_stale_token_shows_what_was_typed_and_changes_nothing(cast: Cast, counter: Counter) -> None:
    faults: list[str] = []
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = cast.R.client.cookies
    late = Counter(strict, cast.R.password, cast.R.pin)
    for found in counter.forms():
        before, data = rows(), counter.filled(found)
        page = late.post(found.action, pressed(found, data | {"csrfmiddlewaretoken": ["long gone"]}))
        if page.status != 403 or "This page was open for too long" not in page.text:
            faults.append(f"{found.name}: {page.status} {page.text[:60]}")
        if rows() != before:
            faults.append(f"{found.name}: something changed")
        shown = unescape(page.body)
        faults += [f"{found.name}: lost {name}" for name in copied(found) if kept_text(name) not in shown]
        faults += [f"{found.name}: shows a secret" for secret in (cast.R.password, cast.R.pin) if secret in shown]
    assert not faults, lines(faults)


def copied(found: Found) -> list[str]:
    """What is given back to copy: all but codes, which are secrets, and what outlives nothing."""
    return [name for name in texts(found) if name != "code" and not name.startswith(UNKEPT)]


def test_nobody_stops_somebody_leaving_with_a_stale_token(cast: Cast) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = cast.R.client.cookies
    assert [strict.post(address).status_code for address in GOES_ANYWAY] == [200]


def test_a_form_sent_twice_is_kept_once(counter: Counter) -> None:
    faults, kept = [], 0
    for found in counter.forms():
        if found.hidden("uid"):
            with counter.undone():
                more, said = sent_twice(counter, found)
            kept += more
            faults += [f"{found.name}: {fault}" for fault in said]
    assert not faults, lines(faults)
    assert kept > (100 if counter.tools else 3), kept


def sent_twice(counter: Counter, found: Found) -> tuple[int, list[str]]:
    """How many records the first made, and what was wrong with the second."""
    before, data, faults = rows(), pressed(found, counter.filled(found)), list[str]()
    first = counter.post(found.action, data)
    between = rows()
    second = counter.post(found.action, data)
    if rows() != between:
        faults.append(f"twice made {rows()[0] - between[0]} more")
    calm = {303, 404, 409} | (set() if found.code else {200})  # a password once given is not asked for again
    if second.status >= 500 or (first.status == 303 and second.status not in calm):
        faults.append(f"first {first.status}, then {second.status}")
    places = {page.headers.get("location") for page in (first, second)}
    if found.code and first.status == 303 and len(places) > 1:
        faults.append(f"led to {places}")
    made = between[0] - before[0]
    most = 1 if counter.under == "/" else 3  # on the table, its note in the own room, and whether this person is ready
    return made, [*faults, *([f"one press kept {made}"] if made > most else [])]


@pytest.mark.once
def test_an_old_key_keeps_nothing_new_and_changes_nothing_old(cast: Cast) -> None:
    counter, faults = stocked(cast.R), []
    old = next(entry for entry in cast.R.room.every() if entry.kind == "t09")
    for found in counter.forms():
        if not found.hidden("uid") or found.action.endswith("/tap/") or not found.fields:
            continue  # a button pressed on a page gone back to is a new press (goldseam.tools.presses)
        before = rows()
        page = counter.post(found.action, pressed(found, counter.filled(found) | {"uid": [str(old.id)]}))
        if page.status >= 500 or rows() != before:
            faults.append(f"{found.name}: {page.status}, {rows()[0] - before[0]} more")
    assert not faults, lines(faults)
    assert cast.R.room.entry(old.id) == old


# -- somebody else's ----------------------------------------------------------------------------------


@pytest.mark.once
def test_another_persons_records_answer_like_records_that_never_were(cast: Cast) -> None:
    counter, other = stocked(cast.R), cast.B.client
    mine = [address for address in counter.pages if "/k/" in address]
    assert len(mine) > 12
    faults = []
    for address in mine:
        nowhere = re.sub(r"/k/[^/]+/", f"/k/{uuid4()}/", address)
        for ask in (other.get, other.post):  # to burn what is not there answers like having burned it already
            there, none = ask(address), ask(nowhere)
            gone = there.status_code == 303 and address.endswith("/burn/") and "/burned/" in there.headers["Location"]
            if there.status_code != none.status_code or (there.status_code not in {404, 405} and not gone):
                faults.append(f"{address}: {there.status_code}, unknown: {none.status_code}")
            elif plain(there.content.decode(), address) != plain(none.content.decode(), nowhere):
                faults.append(f"{address}: another page than for an unknown one")
    assert not faults, lines(faults)
    assert all(cast.R.client.get(address).status_code == 200 for address in mine)


def plain(body: str, address: str) -> str:
    """Without what differs from one answer to the next anyway."""
    body = re.sub(r'name="csrfmiddlewaretoken" value="[^"]*"', "", body)
    return body.replace(address, "")


def test_another_persons_key_is_nothing_special(cast: Cast) -> None:
    """The same key in two rooms is two records; no answer tells that somebody else has used it."""
    stock(cast.R)
    taken = next(entry for entry in cast.R.room.every() if entry.kind == "t49")
    before = Record.objects.count()
    page = Counter(cast.B.client).post("/n/t49/new/", [("uid", str(taken.id)), ("text", "my own words")])
    assert page.status == 303
    assert Record.objects.count() == before + 1
    theirs = cast.R.room.entry(taken.id)
    assert theirs is not None and theirs.body == taken.body
    mine = cast.B.room.entry(taken.id)
    assert mine is not None and mine.body["text"] == "my own words"


def test_one_tools_record_is_not_found_under_another(cast: Cast) -> None:
    stock(cast.R)
    entry = next(entry for entry in cast.R.room.every() if entry.kind == "t49")
    for path in ("", "change/", "burn/"):
        assert cast.R.client.get(f"/n/t09/k/{entry.id}/{path}").status_code == 404


# -- the wrong way ------------------------------------------------------------------------------------


def routes(resolver: URLResolver, before: str = "/") -> Iterator[str]:
    for one in resolver.url_patterns:
        if isinstance(one, URLPattern):
            yield before + str(one.pattern)
        else:
            yield from routes(one, before + str(one.pattern))


FILL = {"uuid": str(uuid4()), "int": "1", "tool": "t09", "slug": "1", "str": "x" * 43, "path": "new/"}


def address_of(route: str) -> str:
    return re.sub(r"<(\w+):\w+>", lambda found: FILL[found.group(1)], route)


ADDRESSES = sorted({address_of(route) for route in routes(get_resolver())})


@pytest.mark.parametrize("method", ["get", "post", "put", "patch", "delete", "options", "head"])
def test_every_address_answers_every_method_calmly(cast: Cast, signed_out: Client, method: str) -> None:
    assert len(ADDRESSES) > 60
    faults, refused = [], 0
    for address, client in chain(((a, signed_out) for a in ADDRESSES), ((a, cast.R.client) for a in ADDRESSES)):
        if client is not signed_out and address in {"/leave/", "/out/", "/n/me/devices/out/", "/room/lock/"}:
            continue
        before = rows()
        answer = getattr(client, method)(address)
        body = b"" if answer.streaming else answer.content
        if answer.status_code >= 500:
            faults.append(f"{method} {address}: {answer.status_code}")
        if answer.status_code == 405:
            refused += 1
            if "Allow" not in answer.headers or (method not in {"head"} and b"<h1>" not in body):
                faults.append(f"{method} {address}: 405 without a calm page")
        if method in {"get", "head", "options", "put", "patch", "delete"} and rows() != before:
            faults.append(f"{method} {address}: changed something")
    assert not faults, lines(faults)
    assert refused or method in {"options"}
