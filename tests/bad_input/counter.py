"""Somebody who finds every form there is and sends it back spoilt, over Django's own client."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qsl, urlencode, urlsplit
from uuid import uuid4

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.test import Client

from goldseam.demo.build import Writer
from goldseam.demo.history import DAYS, Kept, pair
from goldseam.people.models import Account, Device
from goldseam.vault.models import Identity, Record, RecordKey, Recovery, Ticket
from goldseam.vault.models import Person as Keys
from tests.conftest import Person
from tests.walk import Field, Form, Page, read

HOST = "http://testserver"
FREE = {"text", "textarea", "search", "email", "tel", "url"}
KEPT = (Account, Device, Authenticator, Keys, Identity, Recovery, Ticket, Record, RecordKey)
"""Everything that is kept, but for sessions and counted tries, which come and go."""
_UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
_ROW = re.compile(r"/[A-Za-z0-9_=-]{40,}/")
_ENDS = re.compile(r"^/(leave|out|room/lock|n/me/export/(sealed|plain))/|/devices/(out|[^/]{40,}/end)/")
"""Forms without a field that end the session, and the two archives: each has scenes of its own."""


@dataclass(frozen=True)
class Found:
    """A form and where it stands."""

    page: str
    action: str
    form: Form

    @property
    def name(self) -> str:
        return shape(self.action)

    @property
    def fields(self) -> list[Field]:
        """What can be answered, once for each name."""
        seen = {one.name: one for one in reversed(self.form.fields) if one.kind != "hidden"}
        return list(reversed(seen.values()))

    def hidden(self, name: str) -> bool:
        return any(one.name == name and one.kind == "hidden" for one in self.form.fields)


def shape(address: str) -> str:
    """The same for two addresses that differ by a record, a browser or the value of a question."""
    parts = urlsplit(address)
    path = _ROW.sub("/*/", _UUID.sub("*", parts.path))
    names = sorted(name for name, _ in parse_qsl(parts.query, keep_blank_values=True))
    return path + ("?" + "&".join(names) if names else "")


@dataclass
class Counter:
    client: Client
    password: str = ""
    pin: str = ""
    pages: dict[str, Page] = field(default_factory=dict)

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
        """Every page, one of each shape."""
        waiting, shapes = [*starts], set[str]()
        while waiting:
            address = waiting.pop(0)
            if shape(address) in shapes or _ENDS.search(address):
                continue
            shapes.add(shape(address))
            page = self.pages[address] = self.get(address)
            waiting += [link.removeprefix(HOST).split("#")[0] for link in page.links if link.startswith(HOST + "/")]
        return self

    def forms(self) -> Iterator[Found]:
        """Every form that is posted, one of each shape."""
        seen = set[str]()
        for address, page in self.pages.items():
            for form in page.forms:
                action = form.action.removeprefix(HOST)
                names = ",".join(sorted({one.name for one in form.fields} | {name for name, _ in form.buttons}))
                if form.method != "post" or _ENDS.search(action) or f"{shape(action)} {names}" in seen:
                    continue
                seen.add(f"{shape(action)} {names}")
                yield Found(address, action, form)

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


def spoil(data: dict[str, list[str]], name: str, value: str) -> list[tuple[str, str]]:
    """The same with one field changed; of several inputs of one name, the first."""
    return sent(data | {name: [value, *data.get(name, [])[1:]]})


def sent(data: dict[str, list[str]]) -> list[tuple[str, str]]:
    return [(name, one) for name, values in data.items() for one in values]


def rows() -> dict[str, int]:
    return {model.__name__: model.objects.count() for model in KEPT}


def stock(person: Person, each: int = 4) -> None:
    """A room in which every tool of either role has been used, by the hand that wrote the demonstration."""
    room = person.room
    writer = Writer(room)
    room.append("me", {"roles": ["R", "B"]}, id=uuid4(), now=datetime.now(UTC) - timedelta(days=DAYS + 1))
    things = [kept for character in pair(settings.CONTENT_DIR, datetime.now(UTC)) for kept in character.kept]
    for kept in sorted(newest(things, each), key=lambda kept: kept.at):
        writer.write(kept)


def newest(things: list[Kept], each: int) -> Iterator[Kept]:
    """Of each log the newest, of each kind of living thing the newest ones in every version that still matters."""
    held: dict[str, list[str]] = {}
    versions: dict[tuple[str, str], int] = {}
    for kept in sorted((kept for kept in things if "roles" not in kept.body), key=lambda kept: kept.at, reverse=True):
        of = held.setdefault(kept.kind, [])
        name = kept.item or str(kept.id)
        if name not in of and len(of) >= each and kept.kind not in WHOLE:
            continue
        of += [name] * (name not in of)
        versions[kept.kind, name] = versions.get((kept.kind, name), 0) + 1
        if versions[kept.kind, name] <= 2:
            yield kept


WHOLE = ("t05", "t12", "t22", "t29", "t50", "t51", "t52", "t55")
"""Kinds that others point to, or of which a gate counts how many there are."""


def stocked(person: Person, each: int = 4) -> Counter:
    """The same, and every page of it looked at."""
    stock(person, each)
    return Counter(person.client, person.password, person.pin).walk("/", "/h/")
