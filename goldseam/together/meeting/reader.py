"""The meeting as one person sees it: everything of it on the table, and what of their own had to wait (T60)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, tzinfo
from functools import cached_property
from typing import cast
from uuid import UUID

from goldseam.people.access import RoomRequest
from goldseam.together import out
from goldseam.together.access import TableRequest
from goldseam.together.meeting import decisions, sitting, slots, topics
from goldseam.together.meeting.decisions import Decision
from goldseam.together.meeting.sitting import Sitting
from goldseam.together.meeting.slots import Slots
from goldseam.together.meeting.topics import Topic
from goldseam.together.seat import Seat
from goldseam.together.tables import Ours
from goldseam.tools.desk import Desk
from goldseam.tools.times import zone_of
from goldseam.vault import Entry

KINDS = (*slots.KINDS, *topics.KINDS, *decisions.KINDS)


def seat_of(request: TableRequest) -> Seat | None:
    """The own room behind somebody at the table, where its door is open."""
    if request.own is None:
        return None
    inside = cast(RoomRequest, request)
    inside.room = request.own
    return Seat(Desk(inside, request.ours.now), request.ours)


@dataclass
class Meeting:
    found: Ours
    zone: tzinfo
    entries: list[Entry]

    @property
    def now(self) -> datetime:
        return self.found.now

    @property
    def me(self) -> UUID:
        return self.found.vault.person

    @property
    def today(self) -> date:
        return self.now.astimezone(self.zone).date()

    @cached_property
    def slots(self) -> Slots:
        return slots.slots(self.entries)

    @cached_property
    def topics(self) -> list[Topic]:
        return topics.topics(self.entries)

    @cached_property
    def decisions(self) -> list[Decision]:
        return decisions.decisions(self.entries, self.found.both)

    @cached_property
    def sittings(self) -> list[Sitting]:
        return sitting.sittings(self.found.entries, self.found.both)

    @property
    def under_way(self) -> Sitting | None:
        return sitting.under_way(self.sittings, self.now)

    @property
    def held(self) -> list[Sitting]:
        return sitting.held(self.sittings, self.now)

    @cached_property
    def day(self) -> date | None:
        """The day of the next meeting."""
        agreed = self.slots.agreed
        over = sitting.days_over(self.found.entries, self.sittings, self.now)
        return slots.next_day(agreed, self.today, over) if agreed is not None else None

    @property
    def step(self) -> sitting.Step | None:
        """Only on the day itself is there anything to say."""
        if self.day is None or self.day != self.today:
            return None
        return sitting.step(self.found.entries, self.day.isoformat(), self.me, self.found.both)

    @property
    def moved_today(self) -> bool:
        today = self.today.isoformat()
        return any(entry.kind == sitting.MOVED and entry.body.get("day") == today for entry in self.found.entries)

    def decision(self, id: UUID) -> Decision | None:
        return next((one for one in self.decisions if one.id == id), None)

    def topic(self, id: UUID) -> Topic | None:
        return next((one for one in self.topics if one.id == id), None)


def at_table(request: TableRequest) -> tuple[Meeting, Seat | None]:
    seat = seat_of(request)
    if seat is not None:
        return seated_meeting(seat), seat
    zone = zone_of({}, request.COOKIES)
    return Meeting(request.ours, zone, [one for one in request.ours.entries if one.kind in KINDS]), None


def seated_meeting(seat: Seat) -> Meeting:
    return Meeting(seat.found, seat.at.zone, out.of(seat, *KINDS))
