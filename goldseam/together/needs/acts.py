"""Putting a need on the board, answering one, taking it back. What has run out goes at its author's next act here."""

from __future__ import annotations

from hashlib import sha256
from typing import Any
from uuid import UUID

from goldseam.together import out, pace
from goldseam.together.asked import elsewhere
from goldseam.together.needs import asking
from goldseam.together.needs.asking import Asked, Need
from goldseam.together.needs.words import board
from goldseam.together.record import tombs
from goldseam.together.resting import rests
from goldseam.together.seat import Seat
from goldseam.vault import Entry


class TooSoon(Exception):
    """The pace does not allow it; nothing was changed."""


def entries(seat: Seat) -> list[Entry]:
    return out.of(seat, *asking.KINDS)


def standing(seat: Seat) -> list[Need]:
    return asking.open_needs(entries(seat), board(), seat.found.now)


def may_ask(seat: Seat) -> bool:
    me = seat.found.vault.person
    notes = [Asked(UUID(str(one.body["of"])), one.at) for one in out.noted(seat, asking.ASKED)]
    asks = [*asking.asks(notes, entries(seat), me), *elsewhere(seat.found, asking.NEED)]
    return pace.may_ask(asks, rests(seat.found), me, asking.NEED, seat.found.now)


def ask(seat: Seat, need: str, words: str, span: str, *, id: UUID) -> None:
    """Raises `TooSoon`, `NotSaved`. The same press again is the same need."""
    if not seat.at.room.holds(id):
        if not may_ask(seat):
            raise TooSoon
        fade(seat)
        out.note(seat, asking.ASKED, {"of": str(id)}, id=beside(id))
    out.put(seat, asking.NEED, asking.body(need, words, span, seat.at.today), id=id)


def reply(seat: Seat, of: UUID, how: str, words: str, *, id: UUID) -> None:
    """Only to what stands on the board now, and only to the other's. What one answered last counts."""
    me = seat.found.vault.person
    if not any(one.id == of and one.author != me for one in standing(seat)):
        return
    fade(seat)
    today = seat.at.today
    out.put(seat, asking.REPLY, asking.lasting({"of": str(of), "how": how}, today, asking.PACE_DAYS), id=id)
    if words:
        out.put(seat, asking.WORDS, asking.lasting({"of": str(id), "words": words}, today), id=beside(id))


def take_back(seat: Seat, of: UUID) -> None:
    fade(seat)
    if any(one.id == of and one.author == seat.found.vault.person for one in standing(seat)):
        tombs.withdraw(seat, of)


def fade(seat: Seat) -> None:
    """Withdraw what of one's own has run out; nobody has seen it since that minute anyway."""
    there = [*seat.found.entries, *out.unsent(seat, asking.KINDS)]
    for id in asking.faded(there, seat.found.vault.person, seat.found.now):
        out.withdraw(seat, id)


def beside(id: UUID) -> UUID:
    """The key of what is kept together with `id`, so that the same press again is one; it looks like any other key."""
    return UUID(bytes=sha256(b"beside" + id.bytes).digest()[:16], version=4)


def rows(needs: list[Need], me: UUID, name: str) -> list[dict[str, Any]]:
    words = board()
    return [
        {
            "id": one.id,
            "need": words.need(one.need),
            "span": words.span(one.span),
            "words": one.words,
            "mine": one.author == me,
            "name": name,
            "reply": words.reply(one.reply),
            "reply_words": one.reply_words,
        }
        for one in needs
    ]
