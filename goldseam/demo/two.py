"""The table of the made-up two: what each did at it, day by day, through the same acts as everybody's presses."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from types import SimpleNamespace
from typing import Any, Final, cast
from uuid import UUID

from django.http import HttpRequest

from goldseam.people.access import RoomRequest
from goldseam.people.profile import keep_settings
from goldseam.together import gate, laying
from goldseam.together.checkin import actions as checkin
from goldseam.together.checkin.state import read
from goldseam.together.deck import deck
from goldseam.together.meeting import acts as meeting
from goldseam.together.meeting.reader import seated_meeting
from goldseam.together.needs import cards
from goldseam.together.openness import acts as openness
from goldseam.together.seat import Seat
from goldseam.together.tables import ours
from goldseam.tools import catalogue
from goldseam.tools.desk import Desk
from goldseam.vault import Vault, pairing
from goldseam.vault.doors import Keys

BEGUN: Final = 21
"""Days before the last one: the six words."""
LAID: Final = {"R": ("t22", 90), "B": ("t34", 30)}
"""What each has laid there, and for how many days."""


@dataclass
class Side:
    """One of the two, with both doors open."""

    name: str
    role: str
    keys: Keys
    room_key: bytes

    def vault(self) -> Vault:
        return Vault(self.keys, cast(Any, SimpleNamespace(room_key=lambda: self.room_key)))

    def desk(self, now: datetime) -> Desk:
        request = cast(RoomRequest, HttpRequest())
        request.vault = self.vault()
        request.room = request.vault.demand_room()
        return Desk(request, now)

    def seat(self, now: datetime) -> Seat:
        at = self.desk(now)
        found = ours(at.request.vault, now)
        assert found is not None  # noqa: S101 - the first act has made it
        return Seat(at, found)


@dataclass
class Two:
    r: Side
    b: Side
    rng: random.Random = field(default_factory=lambda: random.Random("the table of two"))  # noqa: S311 - no secret

    @property
    def both(self) -> tuple[Side, Side]:
        return self.r, self.b

    @property
    def id(self) -> UUID:
        return UUID(int=self.rng.getrandbits(128), version=4)

    def days(self, last: datetime) -> Iterator[tuple[datetime, Callable[[datetime], None]]]:
        """Each act with its moment, oldest first. `last` is where the 120 days end."""
        evening = last.replace(hour=17, minute=10, second=0, microsecond=0) - timedelta(days=1)
        acts = {BEGUN: self.words, 16: self.sides, 14: self.form, 13: self.check_in, 9: self.lay}
        acts |= {7: self.meet, 4: self.check_in, 2: self.card}
        for before, act in acts.items():
            yield evening - timedelta(days=before), act

    def words(self, now: datetime) -> None:
        """The ceremony, and each one's own part of the gate."""
        code = pairing.invite(self.r.keys, now, self.r.name)
        pairing.answer(self.b.keys, code, now, self.b.name)
        for side in self.both:
            pairing.confirm(side.keys, now)
        for side in self.both:
            seat = side.seat(now)
            keep_settings(seat.at.room, {"table": True}, id=self.id, now=now)
            seat.found.table.append(gate.READY, gate.word(True), id=self.id, now=now)

    def sides(self, now: datetime) -> None:
        for side in self.both:
            seat = side.seat(now)
            openness.hand_in(seat, openness.own_sheet(seat), id=self.id)
        openness.lay_open(self.r.seat(now), id=self.id)

    def form(self, now: datetime) -> None:
        checkin.propose(self.r.seat(now).found, "f7", "two", "19:30", id=self.id)
        of = read(self.b.seat(now).found.entries, now).proposal
        if of is not None:
            checkin.answer(self.b.seat(now).found, of.id.hex, yes=True, id=self.id)

    def check_in(self, now: datetime) -> None:
        """Fit, a turn each, held: eight minutes."""
        for side in self.both:
            found = side.seat(now).found
            checkin.say_fit(found, read(found.entries, now), id=self.id)
        for minutes, side in ((4, self.r), (8, self.b)):
            found = side.seat(now + timedelta(minutes=minutes)).found
            checkin.done_speaking(found, read(found.entries, found.now), id=self.id)
        found = self.r.seat(now + timedelta(minutes=8)).found
        checkin.hold(found, read(found.entries, found.now), now)

    def lay(self, now: datetime) -> None:
        for side in self.both:
            code, days = LAID[side.role]
            seat, tool = side.seat(now), catalogue.tool(code)
            item = next((one for one in seat.at.shelf.items(code) if not one.ended), None)
            entry = seat.at.room.entry(UUID(item.id)) if item is not None else None
            if entry is not None:
                until = seat.at.today + timedelta(days=days)
                laying.lay(seat.at, seat.found, laying.item_of(seat.at, tool, entry), until, id=self.id)

    def meet(self, now: datetime) -> None:
        """A time both like, four of the ten points, one decision."""
        meeting.suggest(self.b.seat(now), now.weekday(), "19:00", 20, id=self.id)
        offer = seated_meeting(self.r.seat(now)).slots.open
        if offer is not None:
            meeting.answer(self.r.seat(now), offer.id, "yes", id=self.id)
        for side in self.both:
            meeting.right_today(seated_meeting(side.seat(now)), yes=True, id=self.id)
        meeting.begin(seated_meeting(self.b.seat(now)), id=self.id)
        for minute in (3, 8, 12):
            at = seated_meeting(self.r.seat(now + timedelta(minutes=minute)))
            if at.under_way is not None:
                meeting.go_on(at, at.under_way.point, id=self.id)
        seat = self.r.seat(now + timedelta(minutes=15))
        by = seat.at.today + timedelta(days=12)
        meeting.decide(seated_meeting(seat), seat, "Take the boxes to the cellar", "me", by, id=self.id)
        meeting.stop(seated_meeting(self.b.seat(now + timedelta(minutes=18))), id=self.id)

    def card(self, now: datetime) -> None:
        """One card that B liked, in B's own room."""
        of = deck()
        cards.keep(self.b.desk(now).room, cards.draw(of, 1, "the two", 0), id=self.id, now=now)
