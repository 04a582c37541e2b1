"""Every address × everybody who could ask for it × one's own thing or another's. The addresses come from the list of
addresses itself: one added tomorrow stops the first test until it is put into a class of addresses.toml."""

from __future__ import annotations

import random
import re
from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.http import HttpResponse
from django.test import Client

from goldseam.exports.kept import MARKS
from goldseam.people.models import Device
from goldseam.tools.catalogue import catalogue
from goldseam.vault.models import Record
from tests.authz.classes import CLASSES, COLUMNS, PAGE, Answer, Column, addresses, class_of, page, patterns
from tests.bad_input.counter import Counter, Found, sent
from tests.conftest import Cast, Person, vault_of
from tests.filler import body_of
from tests.together.scene import lay, open_table, pair, post, wait
from tests.tools.conftest import Clock, clock, enter
from tests.walk import Field

__all__ = ["clock"]
US = "/n/us/"
SHUTS = re.compile(r"^/n/us/(want|leave|words|back|older|t36)/")
ROOM, TABLE = "zq-room-4711", "zq-table-4711"


def test_every_address_is_in_one_class() -> None:
    there = [template for template, _converters in patterns()]
    unclassed = sorted({template for template in there if not class_of(template)})
    assert unclassed == [], (
        "say in tests/authz/addresses.toml who may see these, then python -m tests.authz > docs/security.md"
    )
    classed = [template for found in addresses().values() for template in found]
    assert sorted(set(classed) - set(there)) == [], "these are gone; take them out of tests/authz/addresses.toml"
    assert len(classed) == len(set(classed))
    assert set(addresses()) <= set(CLASSES)


def test_the_page_is_made_from_the_classes() -> None:
    assert PAGE.read_text() == page(), "run python -m tests.authz > docs/security.md"


def test_roles_are_nowhere_in_it() -> None:
    """R22: whoever has the same thing gets the same answer; there is no column for a role."""
    assert set(COLUMNS) == {"nobody", "shut", "own", "pair", "stranger", "left"}


# -- the scene -----------------------------------------------------------------------------------------


class AtTable(Counter):
    def _good(self, one: Field) -> str | None:
        """What is written at the table can be told from all else."""
        given = super()._good(one)
        return TABLE if given is not None and given.startswith("Said ") else given


class Scene:
    """R's room is full, R and B share an open table with something of each; L has left a table with R."""

    def __init__(self, cast: Cast, clock: Clock) -> None:
        self.owner, self.clock = cast.R, clock
        left = Person("Luka", "twelve quiet marble ferries", "527386").sign_up()
        self.asking: dict[Column, Person] = {
            "shut": cast.R,
            "own": cast.R,
            "pair": cast.B,
            "stranger": cast.stranger,
            "left": left,
        }
        for person in {id(one): one for one in self.asking.values()}.values():
            enter(person)
        self._leave_a_table(cast.R, left)
        wait(clock, cast.R, cast.B, days=1)
        open_table(cast.R, cast.B, clock)
        wait(clock, cast.stranger, left, days=0)
        self.ids = self._fill(cast.R)
        note = cast.R.room.append("t23", {"what_happened": TABLE}, id=uuid4(), now=clock.now).id
        assert lay(cast.R, "t23", note).status_code == 303
        self.laid = self._laid(cast.R)
        self.there: dict[str, str] = {}
        self.device = bytes(Device.objects.filter(person_id=cast.R.id).values_list("id", flat=True)[0])

    def use(self, *both: Person) -> dict[str, str]:
        """Both send every form of the table once, in turn. For each address that names a thing, one that opens."""
        for person in both:
            used = AtTable(person.client, person.password, person.pin, tools=False, under=US).walk(US)
            for found in list(used.forms()):
                if not SHUTS.search(found.action):
                    shown = used.post(found.action, sent(used.filled(found)))
                    for form in shown.forms if shown.status == 200 else ():  # a preview: what is shown is then laid
                        if form.action.endswith(found.action):
                            again = used.filled(Found(found.page, found.action, form))
                            used.post(found.action, [*sent(again), *form.buttons[:1]])
        live = next(table for table in both[0].vault.tables if not table.ended)
        ids = list({(entry.kind, entry.author): entry.id for entry in live.every() if entry.kind != "ready"}.values())
        named = [template for template, _c in patterns() if template.startswith(US) and template.count("<") == 1]
        return {one: id for one in named if (id := self._opened(one, ids))}

    def _opened(self, template: str, ids: list[UUID]) -> str:
        """The first of these that one of the two can open there; "" for none."""
        for who in ("own", "pair") if "<uuid:id>" in template else ():
            for id in ids:
                if ask(self.at(who), "GET", template.replace("<uuid:id>", str(id))).status_code == 200:  # type: ignore[arg-type]
                    return str(id)
        return ""

    def _laid(self, person: Person) -> UUID:
        live = next(table for table in person.vault.tables if not table.ended)
        return next(entry.id for entry in live.every() if entry.kind == "laid")

    def _leave_a_table(self, one: Person, other: Person) -> None:
        pair(one, other)
        for person in (one, other):
            assert post(person, "/n/us/leave/", password_again=person.password).status_code == 303
        self.clock.now += timedelta(minutes=1)

    def _fill(self, person: Person) -> dict[str, UUID]:
        rng, ids = random.Random("authz"), {}
        for kind, tool in catalogue().items():
            if kind in MARKS:
                continue
            body = body_of(tool, self.clock.now, rng, text=ROOM)
            unit = {"unit": tool.units[0].id} if tool.units else {}
            item = {"_item": unit.get("unit", "one" if tool.living == "one" else "0a1b2c3d")} if tool.living else {}
            body.pop("begun_before", None)  # days, written by the program
            ids[kind] = person.room.append(kind, body | unit | item, id=uuid4(), now=self.clock.now).id
        return ids

    def at(self, column: Column) -> Client:
        """The browser of this one of the cast, with the doors as the column says."""
        if column == "nobody":
            return Client()
        person = self.asking[column]
        if vault_of(person.client) is None:
            person.sign_in()
        opened = vault_of(person.client)
        assert opened is not None
        if (opened.room is None) != (column == "shut"):
            person.lock() if column == "shut" else person.open_room()
        return person.client

    def filled(self, template: str, converters: dict[str, Any], *, none: bool = False) -> str:
        """The address of something of R's; with `none` of nothing anybody has."""
        code = template.split("/")[2] if template.startswith("/n/t") else "t49"
        address = template
        for name, converter in converters.items():
            kind = type(converter).__name__
            value = {"IntConverter": "1", "CodeConverter": "t49", "ToolCode": "t49"}.get(kind, self._thing(name))
            if kind == "UUIDConverter":
                at_table = template.startswith("/n/us/") and "/lay/" not in template
                value = str(self.laid if at_table else self.ids.get("t23" if "/lay/" in template else code, self.laid))
                value = str(uuid4()) if none else self.there.get(template, value)
            if none and name in {"row", "key"}:
                value = "00" * 32 if name == "row" else "ffffffff"
            address = "".join(
                value if part.endswith(f":{name}>") or part == f"<{name}>" else part for part in _parts(address)
            )
        return address

    def _thing(self, name: str) -> str:
        return {"row": self.device.hex(), "key": "0a1b2c3d", "code": "t23", "lesson": "0A1"}.get(name, "plain")


def _parts(address: str) -> list[str]:
    found, rest = [], address
    while "<" in rest:
        before, _, rest = rest.partition("<")
        inside, _, rest = rest.partition(">")
        found += [before, f"<{inside}>"]
    return [*found, rest]


# -- asking ----------------------------------------------------------------------------------------------


def ask(client: Client, method: str, address: str) -> HttpResponse:
    client.raise_request_exception = False
    if method == "GET":
        return client.get(address)  # type: ignore[return-value]
    return client.post(address, {"uid": uuid4()})  # type: ignore[return-value]


def said(response: HttpResponse) -> str:
    body = b"".join(response.streaming_content) if response.streaming else response.content
    return body.decode(errors="replace") + str(response.headers)


def kind_of(response: HttpResponse) -> str:
    """door, nothing, away (to Us), or page for whatever else is an answer."""
    where = response.headers.get("Location", "")
    names = {template.name for template in getattr(response, "templates", None) or []}
    if where.startswith(("/in/", "/room/")) or names & {"people/aside.html", "people/ask_pin.html"}:
        return "door"
    if response.status_code in {404, 405}:
        return "nothing"
    if where == "/n/us/":
        return "away"
    return "page" if response.status_code < 500 else f"fault {response.status_code}"


ALLOWED: dict[Answer, set[str]] = {
    "page": {"page", "away", "nothing"},
    "door": {"door", "nothing"},
    "nothing": {"nothing", "away"},
}
"""A page may take only a form (405), and an address filled with a word nobody knows leads nowhere: that is no leak."""


def faults(scene: Scene, column: Column, template: str, converters: dict[str, Any]) -> list[str]:
    group = CLASSES[class_of(template)]
    expected, address = group.answer(column), scene.filled(template, converters)
    found = []
    for method in ("GET",) if expected == "page" else ("GET", "POST"):
        answer = ask(scene.at(column), method, address)
        kind, text = kind_of(answer), said(answer)
        same = (
            expected == "nothing" and kind == "page" and _as_nothing(scene, column, method, template, converters, text)
        )
        to_a_door = kind == "door" and template.startswith("/in/")
        if kind not in ALLOWED[expected] and not same and not to_a_door:
            found.append(f"{column} {method} {template}: {kind} ({answer.status_code}), not {expected}")
        if ROOM in text and column != "own":
            found.append(f"{column} {method} {template}: shows what is in R's room")
        if TABLE in text and column in {"nobody", "stranger", "left"}:
            found.append(f"{column} {method} {template}: shows what lies on the table")
    return found


def _as_nothing(
    scene: Scene, column: Column, method: str, template: str, converters: dict[str, Any], text: str
) -> bool:
    """The same answer as for a thing that is not there says nothing about it."""
    other = ask(scene.at(column), method, scene.filled(template, converters, none=True))
    return kind_of(other) == "page" and len(said(other)) == len(text)


def strict(scene: Scene, template: str, converters: dict[str, Any]) -> list[str]:
    """A class that names a thing of R's is only tried if R gets something there."""
    if class_of(template) not in {"own thing", "own thing, first door"} or "/n/us/" in template:
        return []
    answer = ask(scene.at("own"), "GET", scene.filled(template, converters))
    return [f"own {template}: {answer.status_code}"] if answer.status_code == 404 else []


def test_it_would_be_seen_if_somebody_got_what_is_not_theirs(
    cast: Cast, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The owner's own answers, held against what a stranger may get."""
    scene = Scene(cast, clock)
    strangers = {name: replace(one, own=one.stranger) for name, one in CLASSES.items()}
    for name, one in strangers.items():
        monkeypatch.setitem(CLASSES, name, one)
    templates = {template: converters for template, converters in patterns() if "<uuid:id>" in template}
    for template in ("/n/<tool:code>/k/<uuid:id>/", "/n/t40/k/<uuid:id>/", "/n/us/lay/<slug:code>/<uuid:id>/"):
        assert faults(scene, "own", template, templates[template]), template


def mine(scene: Scene) -> list[tuple[UUID, bool]]:
    """Everything R has written anywhere, and whether its key is there."""
    written = Record.objects.filter(author=scene.owner.id).order_by("space_id", "seq")
    return [(row.id, bytes(row.envelope[:1]) == b"\0") for row in written]


def test_everybody_gets_what_their_class_says_and_nothing_of_another(cast: Cast, clock: Clock) -> None:
    scene = Scene(cast, clock)
    scene.there = scene.use(cast.R, cast.B)
    assert len(scene.there) >= 3, "what is not there is not tried"
    found: list[str] = []
    every = [(template, converters) for template, converters in patterns() if class_of(template)]
    assert len(every) > 160
    for template, converters in every:
        found += strict(scene, template, converters)
    before = mine(scene)
    for column in COLUMNS:
        for template, converters in every:
            found += faults(scene, column, template, converters)
        if column in {"nobody", "pair", "stranger", "left"}:
            assert mine(scene) == before, f"{column} changed something of R's"
        before = mine(scene)
    assert not found, f"{len(found)}:\n" + "\n".join(found)
