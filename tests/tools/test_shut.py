"""While the room is shut, by hand or by itself, every address of Today and the tools answers with its door."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.urls import URLPattern, URLResolver, get_resolver

from goldseam.people.typed import UNKEPT
from goldseam.tools import catalogue
from goldseam.vault.models import Draft, Record
from tests.bad_input.counter import stock
from tests.conftest import Cast
from tests.tools.conftest import Clock, bodies, keep

WORD = "zinnober"
OPEN = ("/n/me/", "/n/us/")
"""Pages that need no room; they have scenes of their own."""
VALUES = {
    "<tool:code>": "t09",
    "<slug:part>": "risks",
    "<slug:card>": "own",
    "<slug:key>": "aaaabbbb",
    "<slug:token>": "aaaabbbbcc",
    "<slug:what>": "join",
    "<slug:lesson>": "0A1",
    "<slug:unit>": "one",
    "<slug:step>": "own",
    "<slug:skill>": "stop",
    "<int:number>": "1",
    "<path:rest>": "list/",
}


def patterns(resolver: Any = None, start: str = "/") -> Iterator[str]:
    for one in (resolver or get_resolver()).url_patterns:
        if isinstance(one, URLResolver):
            yield from patterns(one, start + str(one.pattern))
        elif isinstance(one, URLPattern):
            yield start + str(one.pattern)


def addresses(id: str) -> list[str]:
    """One of each pattern under /n/, and the general pages of every tool."""
    found = []
    for pattern in patterns():
        if not pattern.startswith("/n/") or pattern.startswith(OPEN):
            continue
        for name, value in VALUES.items():
            pattern = pattern.replace(name, value)
        found.append(re.sub(r"<uuid:\w+>", id, pattern))
    for code in catalogue.catalogue():
        found += [f"/n/{code}/{page}" for page in ("", "new/", "list/", "print/", f"k/{id}/", f"k/{id}/change/")]
    return list(dict.fromkeys(found))


@pytest.mark.parametrize("how", ["locked", "idle", "signed out"])
def test_no_address_says_a_word_of_a_room_that_is_shut(cast: Cast, clock: Clock, how: str) -> None:
    person = cast.R
    id = keep(person.client, "/n/t49/new/", text=f"{WORD} in the journal")
    person.client.post("/n/t49/new/", {"uid": str(uuid4()), "text": f"{WORD} half", "draft": "auto"})
    if how == "locked":
        person.lock()
    elif how == "idle":
        clock.now += timedelta(minutes=30)
    else:
        person.sign_out()
    every = addresses(str(id))
    assert len(every) > 350
    for url in every:
        before = Record.objects.count(), Draft.objects.count()
        assert "<" not in url, url
        seen = person.client.get(url)
        sent = person.client.post(url, {"uid": str(uuid4()), "text": "typed just now", "draft": "auto", "mark": "kept"})
        assert seen.status_code in {303, 404, 405}, (url, seen.status_code)
        assert sent.status_code in {403, 404, 405}, (url, sent.status_code)
        for answer in (seen, sent):
            assert WORD not in answer.content.decode() and WORD not in answer.headers.get("Location", ""), url
        assert (Record.objects.count(), Draft.objects.count()) == before, url
    assert WORD not in person.client.get("/").content.decode()


def test_what_was_typed_is_kept_by_the_pin_that_comes_after_it(cast: Cast, clock: Clock) -> None:
    cast.R.lock()
    page = cast.R.client.post("/n/t49/new/", {"uid": str(uuid4()), "text": "typed just now"})
    assert 'value="typed just now"' in page.content.decode()
    sent = {"uid": str(uuid4()), "text": "typed just now", "_pin": cast.R.pin}
    assert cast.R.client.post("/n/t49/new/", sent).status_code == 303
    assert bodies(cast.R, "t49")[-1]["text"] == "typed just now"


def test_hr_2_the_answers_of_a_look_alone_stand_nowhere_behind_the_door(cast: Cast, clock: Clock) -> None:
    tool = catalogue.tool("t58")
    answers = {f"{UNKEPT}{field.name}": "yes" for field in tool.fields if field.type == "choice"}
    cast.B.lock()
    page = cast.B.client.post("/n/t58/look/", {"uid": str(uuid4()), "unkept": "1", **answers}).content.decode()
    assert not re.search(rf'name="{UNKEPT}', page)
    before = Record.objects.count()
    opened = cast.B.client.post("/n/t58/look/", {"unkept": "1", "_pin": cast.B.pin, **answers})
    assert opened.status_code in {200, 422}
    assert Record.objects.count() <= before + 1


def test_no_title_no_address_and_no_header_of_any_page_says_what_it_is_about(cast: Cast) -> None:
    """A browser keeps addresses and titles for months; whoever sits down next can read them (R19)."""
    stock(cast.R)
    seen = set()
    for code, tool in catalogue.catalogue().items():
        for page in ("", "new/", "list/", "print/"):
            answer = cast.R.client.get(f"/n/{code}/{page}")
            if answer.status_code != 200:
                continue
            html = answer.content.decode()
            seen.add(re.search(r"<title>(.*?)</title>", html)[1])  # type: ignore[index]
            assert tool.title not in str(answer.headers), code
            assert answer.headers["Cache-Control"] == "no-store"
            assert answer.headers["Referrer-Policy"] == "same-origin"
    assert len(seen) == 1


TELLING = re.compile(
    r"porn|sex|urge|lapse|relapse|slip|crav|compuls|shame|betray|affair|harm|suicid|fear|dating|partner|secret"
)
"""In lower case; what a stranger would understand without opening the page."""


def test_r19_no_address_of_any_page_says_what_somebody_writes_about(cast: Cast) -> None:
    stock(cast.R)
    told = set()
    for code in catalogue.catalogue():
        for page in ("", "list/", "new/"):
            answer = cast.R.client.get(f"/n/{code}/{page}")
            html = answer.content.decode() if answer.status_code == 200 else ""
            links = [*re.findall(r'(?:href|action)="(/n/[^"]*)"', html), answer.headers.get("Location", "")]
            told |= {f"{code}: {link}" for link in links if TELLING.search(link.lower())}
    assert told == set()
