"""Four people at their browsers, straight on the domain: each act does what its page does, without the page.

R and B are two partners (either may be either), X a third who may come after them, S a stranger with a room. Every act
is one press: it goes through the same functions as the view, then through what follows each press (`keeping`), then the
browser remembers (`memory`). It answers with a word for what came of it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import Any, cast
from uuid import UUID, uuid4

import msgspec
from django.apps import apps
from django.contrib.auth import SESSION_KEY
from django.db import DatabaseError, connection, transaction
from django.http import HttpRequest, HttpResponse

from goldseam.people.access import RoomRequest
from goldseam.people.models import Account
from goldseam.people.profile import keep_settings
from goldseam.together import keeping, laying, memory, pages, tables
from goldseam.together.record import acts as record
from goldseam.together.seat import Seat
from goldseam.together.tables import LAID, ours
from goldseam.tools import catalogue
from goldseam.tools.desk import Desk
from goldseam.tools.t60_consent import state as pressure
from goldseam.vault import Vault, VaultError, changes, current, doors, pairing, rests, table
from goldseam.vault.access import admit
from goldseam.vault.errors import NoInvitation
from goldseam.vault.table import Table
from tests.vault.scene import Someone, join

BEGIN = datetime(2026, 11, 2, 9, tzinfo=UTC)
STAGE_0 = ("0A1", "0A2", "0A3", "0A4", "0R1", "0R2", "0B1", "0B2")
WORD = re.compile(r"zq\d{6}q")
PEOPLE = 4
KINDS = frozenset({"laid", "ready", "restored", "not_me"})
"""What may lie on a table by the acts of this world."""


class Browser(dict[str, Any]):
    """A session: the first door's key, and the room's while it is open."""

    inner: bytes | None = None

    def room_key(self) -> bytes | None:
        return self.inner


@dataclass
class One:
    """Somebody, what is open in the browser, and what it remembers."""

    some: Someone
    browser: Browser | None = None
    cookies: dict[str, str] = field(default_factory=dict)
    private: list[UUID] = field(default_factory=list)
    gone: bool = False

    @property
    def id(self) -> UUID:
        return self.some.person


def ground(roles: tuple[str, ...] = ("R", "B", "R", "B")) -> list[Someone]:
    """Four accounts with rooms; all have done the safe start. Made once, each example goes on from here."""
    made = []
    for n in range(PEOPLE):
        some = join(f"a sentence of person {n}", f"4829{n}7")
        Account.objects.create(id=some.person, name=f"Person {n}")
        for id in STAGE_0:
            some.room.append("t08", {"lesson": id, "status": "read", "_item": id}, id=uuid4(), now=BEGIN)
        made.append(some)
    give_roles(made, roles)
    return made


def give_roles(people: list[Someone], roles: tuple[str, ...]) -> None:
    for some, role in zip(people, roles, strict=True):
        some.room.append("me", {"roles": [role]}, id=uuid4(), now=BEGIN)


@contextmanager
def apart() -> Iterator[None]:
    """Everything inside is undone at the end. The vault's own transactions take it for a test's outermost one."""
    outer = transaction.atomic()
    outer._from_testcase = True  # type: ignore[attr-defined]
    with outer:
        yield
        transaction.set_rollback(True)


class World:
    """`now` is read by whoever asks `timezone.now` too (see `rules.clock`)."""

    def __init__(self, people: list[Someone]) -> None:
        self.people = [One(replace(some)) for some in people]
        self.now = BEGIN
        self.codes: dict[int, str] = {}
        self.ids: list[UUID] = []
        """Of everything that was ever laid, in order, whether it went out or waits."""
        self.words = 0
        self.looked: dict[int, Vault] = {}
        """What each would find now; made anew after every act."""

    # -- what is there for a request ------------------------------------------------------------------

    def request(self, one: One) -> HttpRequest:
        request = HttpRequest()
        request.method, request.COOKIES = "POST", dict(one.cookies)
        request.session = one.browser if one.browser is not None else Browser()  # type: ignore[assignment]
        return request

    def vault(self, one: One) -> Vault:
        """As a request of this person's own browser would find it, signed in or not: what the keys open."""
        return Vault(one.some.keys, self.store(one))

    def store(self, one: One) -> Any:
        store = Browser()
        store.inner = one.some.room_key
        return store

    def desk(self, one: One) -> Desk:
        request = self.request(one)
        vault = current(request)
        assert vault is not None
        assert vault.room is not None
        inside = cast(RoomRequest, request)
        inside.vault, inside.room = vault, vault.room
        return Desk(inside, self.now)

    def door(self, who: int, *, room: bool = True) -> str:
        one = self.people[who]
        if one.gone:
            return "gone"
        if one.browser is None:
            return "out"
        return "room" if room and one.browser.inner is None else ""

    def press(self, who: int) -> None:
        """What follows every press that was answered with 303."""
        one = self.people[who]
        request, response = self.request(one), HttpResponse()
        with suppress(VaultError, DatabaseError):
            keeping._keep(request)
        with suppress(VaultError, DatabaseError):
            memory._remember(request, response)
        for name, morsel in response.cookies.items():
            one.cookies[name] = morsel.value

    # -- doors ------------------------------------------------------------------------------------------

    def sign_in(self, who: int) -> str:
        one = self.people[who]
        if one.gone:
            return "gone"
        keys = one.some.sign_in()
        one.browser = Browser()
        admit(cast(Any, one.browser), keys)
        one.browser[SESSION_KEY] = str(one.id)
        self.press(who)
        return "done"

    def sign_out(self, who: int) -> str:
        self.people[who].browser = None
        return "done"

    def open_room(self, who: int) -> str:
        if shut := self.door(who, room=False):
            return shut
        one = self.people[who]
        assert one.browser is not None
        one.browser.inner = doors.open_room(one.some.keys, one.some.pin, one.some.device)
        self.press(who)
        return "done"

    def shut_room(self, who: int) -> str:
        if shut := self.door(who, room=False):
            return shut
        browser = self.people[who].browser
        assert browser is not None
        browser.inner = None
        self.press(who)
        return "done"

    # -- alone --------------------------------------------------------------------------------------------

    def note(self, who: int, kind: str, body: dict[str, Any]) -> str:
        if shut := self.door(who):
            return shut
        id = self.desk(self.people[who]).room.append(kind, body, id=uuid4(), now=self.now).id
        if kind == "t23":
            self.people[who].private.append(id)
        self.press(who)
        return "done"

    def keep(self, who: int) -> str:
        if shut := self.door(who):
            return shut
        self.words += 1
        return self.note(who, "t23", {"what_happened": f"then zq{self.words:06d}q came", "I_need": "an hour"})

    def look(self, who: int, hold: bool | None) -> str:
        return self.note(who, "t58", {"hold": hold, "date": self.now.date().isoformat()})

    def pressed(self, who: int) -> str:
        return self.note(who, "t60", pressure.press(self.now))

    def released(self, who: int) -> str:
        if shut := self.door(who):
            return shut
        return self.note(who, "t60", pressure.release(self.desk(self.people[who]).state.t60, self.now))

    def wish(self, who: int, yes: bool) -> str:
        if shut := self.door(who):
            return shut
        keep_settings(self.desk(self.people[who]).room, {"table": yes}, id=uuid4(), now=self.now)
        self.press(who)
        return "done"

    def password(self, who: int) -> str:
        if shut := self.door(who):
            return shut
        one = self.people[who]
        one.some.password += "x"
        changes.change_password(one.some.keys, one.some.password, one.some.device)
        self.press(who)
        return "done"

    def everything(self, who: int) -> str:
        if shut := self.door(who):
            return shut
        one, some = self.people[who], self.people[who].some
        keys, room_key, device = changes.change_everything(some.keys, some.room_key, some.password + "y", some.pin)
        assert room_key is not None
        one.some = Someone(some.person, some.password + "y", some.pin, device, keys, room_key)
        one.browser = None
        return "done"

    def erase(self, who: int) -> str:
        if shut := self.door(who):
            return shut
        one = self.people[who]
        account = Account.objects.filter(pk=one.id)
        changes.erase(one.some.keys, one.some.space, also=account.delete)
        one.gone, one.browser = True, None
        return "done"

    # -- the ceremony ---------------------------------------------------------------------------------

    def invite(self, who: int) -> str:
        if shut := self.door(who):
            return shut
        at = self.desk(self.people[who])
        if not tables.may_begin(at.request.vault, self.now):
            return "one already"
        self.codes[who] = pairing.invite(at.request.vault.keys, self.now, f"Person {who}")
        self.press(who)
        return "done"

    def answer(self, who: int, whose: int) -> str:
        if shut := self.door(who):
            return shut
        at = self.desk(self.people[who])
        if not tables.may_begin(at.request.vault, self.now):
            return "one already"
        try:
            pairing.answer(at.request.vault.keys, self.codes.get(whose, "no code"), self.now, f"Person {who}")
        except NoInvitation:
            return "nothing"
        self.press(who)
        return "done"

    def same(self, who: int) -> str:
        if shut := self.door(who):
            return shut
        try:
            pairing.confirm(self.people[who].some.keys, self.now)
        except NoInvitation:
            return "nothing"
        self.press(who)
        return "done"

    def differ(self, who: int) -> str:
        if shut := self.door(who):
            return shut
        pairing.drop(self.people[who].some.keys)
        self.press(who)
        return "done"

    # -- at the table ------------------------------------------------------------------------------------

    def lay(self, who: int, whose: int, which: int, days: int) -> str:
        """`whose` is who kept it: what is not one's own cannot be found."""
        if shut := self.door(who):
            return shut
        at, theirs = self.desk(self.people[who]), self.people[whose].private
        entry = at.room.entry(theirs[which % len(theirs)]) if theirs else None
        if entry is None:
            return "nothing"
        found = ours(at.request.vault, self.now)
        if found is None or not found.open:
            return "shut"
        tool = catalogue.get("t23")
        assert tool is not None
        id = uuid4()
        laying.lay(at, found, laying.item_of(at, tool, entry), at.today + timedelta(days=days), id=id)
        self.ids.append(id)
        self.press(who)
        return "done"

    def back(self, who: int, which: int) -> str:
        if shut := self.door(who):
            return shut
        at = self.desk(self.people[who])
        found = tables.holding(at.request.vault, self.ids[which % len(self.ids)], self.now) if self.ids else None
        if found is None:
            return "nothing"
        laying.take_back(at, found, self.ids[which % len(self.ids)])
        self.press(who)
        return "done"

    def leave(self, who: int, take_back: bool) -> str:
        if shut := self.door(who):
            return shut
        at = self.desk(self.people[who])
        found = ours(at.request.vault, self.now)
        if found is None:
            return "nothing"
        if take_back:
            for entry in found.of(LAID):
                if found.mine(entry):
                    found.table.burn(entry.id)
        table.leave(at.request.vault.keys, found.table.space, self.now)
        keep_settings(at.room, {"table": False}, id=uuid4(), now=self.now)
        self.press(who)
        return "done"

    def leave_at(self, who: int, minutes: int) -> str:
        """In so many minutes; 0 to stay."""
        if shut := self.door(who):
            return shut
        at = self.desk(self.people[who])
        found = ours(at.request.vault, self.now)
        if found is None:
            return "nothing"
        moment = self.now + timedelta(minutes=minutes) if minutes else None
        table.leave_at(at.request.vault.keys, found.table.space, moment, self.now)
        self.press(who)
        return "done"

    def seat(self, who: int) -> Seat | None:
        at = self.desk(self.people[who])
        found = ours(at.request.vault, self.now)
        return Seat(at, found) if found is not None and found.open else None

    def rest(self, who: int, days: int) -> str:
        if shut := self.door(who):
            return shut
        seat = self.seat(who)
        if seat is None:
            return "shut"
        rests.set_rest(seat.found.table, days, id=uuid4(), now=self.now)
        self.press(who)
        return "done"

    def not_me(self, who: int, which: int) -> str:
        return self.of_what_was_laid(who, which, record.say_not_me)

    def keep_copy(self, who: int, which: int) -> str:
        return self.of_what_was_laid(who, which, record.keep)

    def of_what_was_laid(self, who: int, which: int, act: Callable[..., bool]) -> str:
        if shut := self.door(who):
            return shut
        seat = self.seat(who)
        if seat is None:
            return "shut"
        if not self.ids or not act(seat, self.ids[which % len(self.ids)], id=uuid4()):
            return "nothing"
        self.press(who)
        return "done"

    def days(self, number: int) -> str:
        self.now += timedelta(days=number)
        pairing.sweep(self.now)
        return "done"

    # -- what each sees -------------------------------------------------------------------------------------

    def eyes(self, who: int) -> Vault:
        """This person's vault as after the last act: what it has read once need not be read again."""
        if who not in self.looked:
            self.looked[who] = self.vault(self.people[who])
        return self.looked[who]

    def tables(self, who: int) -> list[Table]:
        """Read anew: what a next request would find."""
        one = self.people[who]
        return [] if one.gone else self.vault(one).tables

    def page(self, who: int) -> tuple[Any, ...]:
        """What this person's pages of the table say; the gate's page has one form."""
        vault = self.eyes(who)
        found, today = ours(vault, self.now), self.now.date()
        before = pages.before_page(vault, today)
        if found is None:
            return "none", (), _plain(before)
        if not found.open:
            return "shut", (), _plain(before)
        return "open", _plain(pages._laid(found, today, [])), _plain(before)

    def opened(self, who: int) -> set[str]:
        """Every word of anybody that this person's keys open on any table, whatever a page would show."""
        found: set[str] = set()
        for one in self.tables(who):
            for entry in one.every():
                found |= words(msgspec.json.encode(entry.body).decode())
        return found

    def kept_copies(self, who: int) -> list[str]:
        """The words that this person keeps of what was laid for them."""
        vault = self.eyes(who)
        assert vault.room is not None
        return sorted(word for one in record.all_kept(vault.room) for word in words(str(one.body)))

    def named(self, who: int) -> set[UUID]:
        """Who is named to this person as being able to read something."""
        vault = self.eyes(who)
        return {one.table.other for one in tables.read_by(vault, ours(vault, self.now), self.now)}


@dataclass(frozen=True)
class Stored:
    """What a copy of the database shows of everybody."""

    rows: dict[tuple[UUID, int], tuple[UUID, UUID, bytes, bytes, bytes]]
    """(space, number) → (id, author, hash, mark of the envelope, mark of its key)."""
    parts: dict[tuple[str, UUID, UUID], bytes]
    """The sealed state of each space, the ring of each member, each person's own ring and room ring."""

    def members(self, spaces: set[UUID]) -> set[UUID]:
        return {person for what, space, person in self.parts if what == "member" and space in spaces}

    def changed(self, before: Stored) -> tuple[set[UUID], set[UUID]]:
        """The spaces, and the people, of whom something differs."""
        spaces = {place[0] for place, _ in self.rows.items() ^ before.rows.items()}
        parts = {key for key, _ in self.parts.items() ^ before.parts.items()}
        spaces |= {space for what, space, _ in parts if what != "person"}
        return spaces, {person for what, _, person in parts if what != "space"}


ROWS = """SELECT r.space_id, r.seq, r.id, r.author, r.hash, substr(r.envelope, 1, 33), substr(k.wrapped, 1, 33)
FROM vault_record r LEFT JOIN vault_recordkey k ON k.space_id = r.space_id AND k.seq = r.seq"""
"""The first bytes of an envelope hold its nonce, and of a burned one its hash."""
PARTS = (
    ("space", "SELECT id, id, state FROM vault_space"),
    ("member", "SELECT space_id, person_id, ring FROM vault_membership"),
    ("person", "SELECT id, id, ring FROM vault_person"),
)


def stored() -> Stored:
    """In plain SQL: it is asked after every act."""
    with connection.cursor() as cursor:
        cursor.execute(ROWS)
        rows = {
            (_id(space), seq): (_id(id), _id(author), bytes(hash), bytes(mark), bytes(key or b""))
            for space, seq, id, author, hash, mark, key in cursor.fetchall()
        }
        parts = {}
        for what, sql in PARTS:
            cursor.execute(sql)
            parts |= {(what, _id(one), _id(other)): bytes(value) for one, other, value in cursor.fetchall()}
    return Stored(rows, parts)


@lru_cache(100_000)
def _id(value: Any) -> UUID:
    return value if isinstance(value, UUID) else UUID(value)


Copy = dict[Any, list[tuple[Any, ...]]]


def copied() -> Copy:
    """Every row of the vault, as whoever copies the database file has them."""
    copy = {}
    with connection.cursor() as cursor:
        for model in apps.get_app_config("vault").get_models():
            cursor.execute(f"SELECT {_columns(model)} FROM {model._meta.db_table}")
            copy[model] = cursor.fetchall()
    return copy


def put_back(copy: Copy) -> None:
    """An older copy of the whole database. Between the two, what points to nothing is allowed, as within any act."""
    with connection.cursor() as cursor:
        for model in reversed(copy):
            cursor.execute(f"DELETE FROM {model._meta.db_table}")
        for model, rows in copy.items():  # parents first
            marks = ", ".join(["%s"] * len(model._meta.local_concrete_fields))
            cursor.executemany(f"INSERT INTO {model._meta.db_table} ({_columns(model)}) VALUES ({marks})", rows)


def _columns(model: Any) -> str:
    return ", ".join(connection.ops.quote_name(field.column) for field in model._meta.local_concrete_fields)


def words(text: str) -> set[str]:
    return set(WORD.findall(text))


def _plain(laid: list[Any]) -> tuple[Any, ...]:
    """Without the addresses, which hold ids."""
    answers = [tuple((a.label, a.text) for a in one.answers) for one in laid]
    return tuple(
        (one.title, one.when, one.until, one.mine, one.not_me, said) for one, said in zip(laid, answers, strict=True)
    )
