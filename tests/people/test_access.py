"""Two doors: who gets what from every address there is. Addresses come from the list of addresses itself, so one
added tomorrow is walked without anybody naming it here."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from itertools import product
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver
from django.utils import timezone

from goldseam.people.doors import local_path
from goldseam.tools.catalogue import catalogue
from goldseam.tools.definition import TEXTS
from tests.conftest import Cast, Person, vault_of
from tests.filler import body_of

PUBLIC = ("/h/", "/in/", "/new/", "/s/", "/leave/", "/theme/", "/out/", "/manifest.webmanifest", "/sw.js", "/healthz/")
FREE = {"/n/me/discreet/"}
"""Advice that is the same for everybody."""
CANARY = "zq-canary-"
UUIDS = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


def patterns(found: list[Any], before: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    """Every address as a template, with its converters."""
    for one in found:
        if isinstance(one, URLResolver):
            yield from patterns(one.url_patterns, before + str(one.pattern))
        elif isinstance(one, URLPattern):
            yield before + str(one.pattern), dict(one.pattern.converters)


Records = dict[str, UUID]
"""One of each tool of this person's."""


def addresses(records: Records) -> list[str]:
    """Every address, each converter filled with what may be something of this person's."""
    codes = sorted(catalogue())
    fill = {"ToolCode": codes, "CodeConverter": codes, "UUIDConverter": ["record"], "IntConverter": ["1"]}
    filled = []
    for template, converters in patterns(get_resolver().url_patterns):
        choices = [fill.get(type(c).__name__, ["plain", "00" * 32]) for c in converters.values()]
        for values in product(*choices):
            address = "/" + template
            for name, value in zip(converters, values, strict=True):
                kind = next(k for k in ("tool", "uuid", "int", "slug", "str", "path") if f"<{k}:{name}>" in address)
                address = address.replace(f"<{kind}:{name}>", value)
            filled.append(address.replace("/record/", f"/{records.get(code_of(address), records['t49'])}/"))
    return sorted(set(filled))


def code_of(address: str) -> str:
    parts = address.split("/")
    return parts[2] if len(parts) > 2 else ""


def with_record(records: Records) -> list[str]:
    return [address for address in addresses(records) if any(str(id) in address for id in records.values())]


def keep_canaries(person: Person) -> Records:
    """Something in every kind of record, and in the person's own words."""
    room, now, rng, records = person.room, timezone.now(), random.Random("canaries"), Records()
    for kind, tool in catalogue().items():
        body = body_of(tool, now, rng, text=CANARY)
        unit = {"unit": tool.units[0].id} if tool.units else {}
        item = {"_item": unit.get("unit", "one" if tool.living == "one" else "0a1b2c3d")} if tool.living else {}
        records[kind] = room.append(kind, body | unit | item, id=uuid4(), now=now).id
    room.append("me", {"words": {"pull": CANARY + "pull", "other": CANARY + "other"}}, id=uuid4(), now=now)
    records["t49"] = uuid4()
    assert person.client.post("/n/t49/new/", {"uid": records["t49"], "text": CANARY + "page"}).status_code == 303
    return records


def ask(client: Client, method: str, address: str) -> HttpResponse:
    client.raise_request_exception = False
    return client.get(address) if method == "GET" else client.post(address, {"uid": uuid4()})  # type: ignore[return-value]


def said(response: HttpResponse) -> bytes:
    body = b"".join(response.streaming_content) if response.streaming else response.content
    return body + str(response.headers).encode() + str(response.cookies).encode()


def test_the_walk_would_see_something_if_the_room_were_open(cast: Cast) -> None:
    records = keep_canaries(cast.R)
    seen = [a for a in addresses(records) if CANARY.encode() in said(ask(cast.R.client, "GET", a))]
    assert f"/n/t49/k/{records['t49']}/" in seen and "/n/you/" in seen
    written = {code for code, tool in catalogue().items() if any(field.type in TEXTS for field in tool.fields)}
    assert written <= {code_of(address) for address in seen}
    assert len(written) > 50


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_signed_in_without_the_pin_no_answer_contains_anything_of_the_room(cast: Cast, method: str) -> None:
    walked = addresses(keep_canaries(cast.R))
    assert len(walked) > 600
    for address in walked:
        vault = vault_of(cast.R.client)
        if vault is None:
            cast.R.sign_in()
        elif vault.room is not None:
            cast.R.lock()
        answer = ask(cast.R.client, method, address)
        assert CANARY.encode() not in said(answer), address
        assert answer.status_code < 500, address
        vault = vault_of(cast.R.client)
        assert vault is None or vault.room is None, address


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_nobody_gets_anything_but_doors_and_help(cast: Cast, signed_out: Client, method: str) -> None:
    for address in addresses(keep_canaries(cast.R)):
        answer = ask(signed_out, method, address)
        assert CANARY.encode() not in said(answer) and cast.R.name.encode() not in said(answer), address
        assert answer.status_code < 500, address
        if address == "/" or address in FREE or address.startswith(PUBLIC):
            continue
        if method == "GET":
            assert answer.status_code in {303, 404, 405}, address
            assert answer.status_code != 303 or answer["Location"].startswith("/in/"), address
        else:
            assert answer.status_code in {403, 404, 405}, address
        assert vault_of(signed_out) is None


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_what_belongs_to_another_answers_like_what_is_not_there(cast: Cast, method: str) -> None:
    theirs_only = with_record(keep_canaries(cast.R))
    assert len(theirs_only) > 200
    for address in theirs_only:
        theirs = ask(cast.stranger.client, method, address)
        nothing = ask(cast.stranger.client, method, UUIDS.sub(str(uuid4()), address))
        assert theirs.status_code == nothing.status_code, address
        assert CANARY.encode() not in said(theirs), address


def test_each_of_the_cast_has_the_same_doors(cast: Cast) -> None:
    """Roles never give power (R22)."""
    doors = addresses({"t49": uuid4()})
    answers = [{a: ask(person.client, "GET", a).status_code for a in doors} for person in (cast.R, cast.B)]
    assert answers[0] == answers[1]


def test_nothing_says_whether_anybody_else_is_here(cast: Cast) -> None:
    """No presence: B's pages are the same whether R is active or not (R4)."""
    before = cast.B.client.get("/n/us/").content
    write = cast.R.client.post("/n/t49/new/", {"uid": uuid4(), "text": "a page"})
    assert write.status_code == 303
    assert cast.B.client.get("/n/us/").content == before


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("/n/t09/", "/n/t09/"),
        ("/n/t49/list/?q=words#here", "/n/t49/list/"),
        ("//evil.example/x", "/"),
        ("/\\evil.example", "/"),
        ("http:evil", "/"),
        ("https://evil.example/", "/"),
        ("javascript:alert(1)", "/"),
        ("/\tx", "/"),
        ("", "/"),
        ("n/t09/", "/"),
        ("/" + "a" * 300, "/"),
        ("/room/lock/", "/"),
        ("/leave/", "/"),
    ],
)
def test_only_plain_addresses_of_this_site_are_remembered_over_a_door(given: str, kept: str) -> None:
    assert local_path(given) == kept


def test_every_view_of_the_place_wears_a_guard(cast: Cast, signed_out: Client) -> None:
    """The addresses under /n/ are private by rule, whoever wrote the view."""
    private = [a for a in addresses({"t49": uuid4()}) if a.startswith("/n/") and a not in FREE]
    assert len(private) > 30
    assert {ask(signed_out, "GET", a).status_code for a in private} <= {303, 405}
