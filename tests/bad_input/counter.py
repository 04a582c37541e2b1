"""Somebody who finds every form there is and sends it back spoilt, over Django's own client."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from copy import copy
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any
from urllib.parse import urlencode
from uuid import UUID, uuid4

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.db import connection, transaction
from django.test import Client

from goldseam.demo.build import Writer
from goldseam.demo.history import DAYS, Kept, pair
from goldseam.people.models import Account, Device
from goldseam.tools.catalogue import catalogue
from goldseam.vault.models import Identity, Record, RecordKey, Recovery, Ticket
from goldseam.vault.models import Person as Keys
from tests import takes, walk
from tests.conftest import Person
from tests.together.scene import come, make_code, post, say
from tests.walk import FREE, Field, Form, Page, read

HOST = "http://testserver"
NOW = datetime.now(UTC)
"""One moment for all rooms of a run, so that the same records have the same addresses in each."""
KEPT = (Record, RecordKey, Account, Device, Authenticator, Keys, Identity, Recovery, Ticket)
"""Everything that is kept, but for sessions, counted tries and unfinished writing, which come and go."""
_ENDS = re.compile(r"^/(leave|out|room/lock|n/me/export/(sealed|plain))/|/devices/(out|[^/]{40,}/end)/")
"""Forms without a field that end the session, and the two archives: each has scenes of its own."""
_ALIKE = re.compile(r"^(/n/t41/c/)(?!own/)[^/]+|^(/n/t18/s/)[^/]+|^(/n/t08/l/)[^/]+|^(/n/t13/risk/)[^/]+|^(/h/go/).+")
"""Pages that differ in their words alone: cards, skills, lessons."""
_BURN = re.compile(r"^/n/t\d{2}[a-z]?(/k/\*/burn/)$")
"""One view for all tools."""


def shape(address: str) -> str:
    path = _BURN.sub(r"/n/*\1", walk.shape(address))
    return _ALIKE.sub(lambda found: next(part for part in found.groups() if part) + "*", path)


def code_of(address: str) -> str:
    found = re.match(r"/n/(t\d{2}[a-z]?)/", address)
    return found[1] if found else ""


@dataclass(frozen=True)
class Found:
    """A form and where it stands."""

    page: str
    action: str
    form: Form
    first: bool = True
    """Of its tool, for what no tool's own code has a say in."""

    @property
    def name(self) -> str:
        return shape(self.action)

    @property
    def code(self) -> str:
        """Of which tool; empty for what is none."""
        return code_of(self.action)

    @property
    def writes(self) -> bool:
        return any(one.kind in FREE for one in self.form.fields)

    @property
    def fields(self) -> list[Field]:
        """What can be answered, once for each name."""
        seen = {one.name: one for one in reversed(self.form.fields) if one.kind != "hidden"}
        return list(reversed(seen.values()))

    def hidden(self, name: str) -> bool:
        return any(one.name == name and one.kind == "hidden" for one in self.form.fields)


@dataclass
class Counter:
    client: Client
    password: str = ""
    pin: str = ""
    pages: dict[str, Page] = field(default_factory=dict)
    tools: bool | None = None
    """Whether only forms of tools are looked at, or only others."""
    under: str = "/"
    """Where the pages and forms lie that are looked at."""

    def get(self, address: str) -> Page:
        answer = self.client.get(address)
        for _ in range(4):
            if answer.status_code not in {302, 303}:
                break
            address = answer.headers["Location"]
            answer = self.client.get(address)
        kind = answer.headers.get("Content-Type", "")
        body = answer.content.decode() if kind.startswith("text/html") and not answer.streaming else ""
        return read(HOST + address, answer.status_code, {"content-type": kind}, body)

    def post(self, address: str, data: list[tuple[str, str]]) -> Page:
        answer = self.client.post(address, urlencode(data), content_type="application/x-www-form-urlencoded")
        headers = {name.lower(): value for name, value in answer.headers.items()}
        return read(HOST + address, answer.status_code, headers, "" if answer.streaming else answer.content.decode())

    def raw(self, address: str, body: bytes) -> Page:
        answer = self.client.post(address, body, content_type="application/x-www-form-urlencoded")
        return read(HOST + address, answer.status_code, {}, answer.content.decode())

    def walk(self, *starts: str) -> Counter:
        """Every page, one of each shape; those looked at before are not asked for again."""
        waiting, shapes = [*starts], {shape(address) for address in self.pages}
        while waiting:
            address = waiting.pop(0)
            other = self.tools is not None and self.tools is not address.startswith("/n/t")
            other = other or not address.startswith(self.under)
            if shape(address) in shapes or _ENDS.search(address) or (other and address not in starts):
                continue
            shapes.add(shape(address))
            page = self.pages[address] = self.get(address)
            waiting += [link.removeprefix(HOST).split("#")[0] for link in page.links if link.startswith(HOST + "/")]
        return self

    def forms(self) -> Iterator[Found]:
        """Every form that is posted, one of each shape."""
        seen, codes = set[str](), set[str]()
        for address, page in self.pages.items():
            for form in page.forms:
                action = form.action.removeprefix(HOST)
                if form.method != "post" or _ENDS.search(action) or f"{shape(action)} {form.names}" in seen:
                    continue
                if not action.startswith(self.under):
                    continue
                seen.add(f"{shape(action)} {form.names}")
                found = Found(address, action, form, code_of(action) not in codes)
                if self.tools is None or self.tools is bool(found.code):
                    codes |= {found.code} if found.code and found.fields else set()
                    yield found

    @contextmanager
    def undone(self) -> Iterator[None]:
        """What is done inside leaves no trace, so that every form meets the same room, which does not grow."""
        cookies = copy(self.client.cookies)
        block = transaction.atomic()
        block._from_testcase = True  # type: ignore[attr-defined] # as the one around each test: what is kept inside may be durable
        with block:
            yield
            transaction.set_rollback(True)
        self.client.cookies = cookies

    def second_step(self, address: str) -> Page:
        """The page after a form that keeps nothing yet and asks more."""
        found = next(found for found in self.forms() if found.action == address)
        return self.post(address, sent(self.filled(found)))

    def filled(self, found: Found) -> dict[str, list[str]]:
        """The form as somebody would send it, all in order, with a fresh key."""
        data: dict[str, list[str]] = {}
        for name, value in found.form.data(self._good):
            data.setdefault(name, []).append(str(uuid4()) if name == "uid" else value)
        groups = {one.name: one.value for one in reversed(found.form.fields) if one.kind == "radio"}
        for name, value in groups.items():
            data.setdefault(name, [value])
        return data

    def _good(self, one: Field) -> str | None:
        if one.kind == "password":
            if "pin" in one.name:
                return self.pin if one.name == "pin" else ""
            return self.password if one.name in {"password", "password_again"} else ""
        if one.kind in FREE:
            return "7" if one.limit is None and one.kind == "text" and "hours" in one.name else kept_text(one.name)
        return "3" if one.kind == "number" else None


def kept_text(name: str) -> str:
    """Short enough for every field, and to be recognised on the page that comes back."""
    return f"Said {name[:9]}"


def spoil(data: dict[str, list[str]], spoilt: dict[str, str]) -> list[tuple[str, str]]:
    """The same with some fields changed; of several inputs of one name, the first."""
    return sent(data | {name: [value, *data.get(name, [])[1:]] for name, value in spoilt.items()})


def sent(data: dict[str, list[str]]) -> list[tuple[str, str]]:
    return [(name, one) for name, values in data.items() for one in values]


def rows() -> tuple[int, ...]:
    """How many there are of each of `KEPT`, records first."""
    counts = ", ".join(f'(select count(*) from "{model._meta.db_table}")' for model in KEPT)
    with connection.cursor() as cursor:
        cursor.execute(f"select {counts}")
        return tuple(cursor.fetchone())


EACH = 2


def stock(person: Person) -> None:
    """A room in which every tool of either role has been used, by the hand that wrote the demonstration."""
    takes.scene("stock", [person], lambda: _fill(person))


def _fill(person: Person) -> None:
    room = person.room
    writer = Writer(room)
    room.append("me", {"roles": ["R", "B"]}, id=uuid4(), now=NOW - timedelta(days=DAYS + 1))
    for kept in newest():
        writer.write(kept)
    for kind, ago, body in LATELY:
        moment = NOW - ago
        if "when" in body:
            body = body | {"when": moment.strftime("%Y-%m-%dT%H:%MZ")}
        room.append(kind, body, id=UUID(int=ago.seconds, version=4), now=moment)


LATELY: tuple[tuple[str, timedelta, dict[str, Any]], ...] = (
    ("t14", timedelta(hours=2), {"when": "", "circle": "inner"}),
    ("t14b", timedelta(hours=1), {"safe": "yes", "why": "lapse"}),
)
"""A hard hour today, so that the report and the review are open to be written."""
WHOLE = ("t05", "t22", "t29", "t50", "t51", "t52", "t55")
"""Kinds that others point to, or of which a gate counts how many there are."""


@cache
def newest() -> list[Kept]:
    """Of each log the newest, of each kind of living thing the newest ones, in the two versions that still matter."""
    held: dict[str, list[str]] = {}
    versions: dict[tuple[str, str], int] = {}
    found: list[Kept] = []
    things = [kept for character in pair(settings.CONTENT_DIR, NOW) for kept in character.kept]
    for kept in sorted((kept for kept in things if "roles" not in kept.body), key=lambda kept: kept.at, reverse=True):
        of, name = held.setdefault(kept.kind, []), kept.item or str(kept.id)
        if name not in of and len(of) >= EACH and kept.kind not in WHOLE:
            continue
        of += [name] * (name not in of)
        versions[kept.kind, name] = versions.get((kept.kind, name), 0) + 1
        if versions[kept.kind, name] <= 2:
            found.append(kept)
    return found[::-1]


_PAGES: dict[str, Page] = {}
"""The tools' pages of a stocked room, as they were when they were first walked. They are the same in each."""


def stocked(person: Person) -> Counter:
    """Every page of the tools of such a room. They are walked once in a run."""
    stock(person)
    counter = Counter(person.client, person.password, person.pin, _PAGES, tools=True)
    if not _PAGES:
        counter.walk("/n/tools/", *(f"/n/{code}/{page}" for code in catalogue() for page in ("", "list/")))
        counter.pages["/n/t05/new/#2"] = counter.second_step("/n/t05/new/")
    return counter


def housed(person: Person) -> Counter:
    """Every page that is none of a tool's: doors, Today, Me, help."""
    counter = Counter(person.client, person.password, person.pin, tools=False)
    return counter.walk("/", "/h/")


US = "/n/us/"


def seated(one: Person, other: Person) -> Counter:
    """Every page of a table at which two people have sent whatever could be sent, in turn; the conftest opens it."""
    takes.scene("seated", [one, other], lambda: _sit_down(one, other))
    return at_table(one)


def _sit_down(one: Person, other: Person) -> None:
    for person in (one, other):
        stock(person)
    come(other, make_code(one))
    for person in (one, other):
        say(person, "same")
    for person in (one, other, one):
        post(person, f"{US}want/", want="yes")
    for person in (one, other, one, other):
        counter = at_table(person)
        for found in list(counter.forms()):
            if not _SHUTS.search(found.action):
                counter.post(found.action, sent(counter.filled(found)))


_SHUTS = re.compile(r"^/n/us/(want|leave|words|back|t36)/")


def at_table(person: Person) -> Counter:
    return Counter(person.client, person.password, person.pin, tools=False, under=US).walk(US)
