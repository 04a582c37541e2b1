"""What the pages of the check-in show, ready made."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta, tzinfo
from typing import Any, Final

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from goldseam.people.profile import settings_of
from goldseam.together.access import TableRequest
from goldseam.together.asked import elsewhere
from goldseam.together.checkin import state as s
from goldseam.together.checkin.forms import WAYS
from goldseam.together.checkin.state import Checkin
from goldseam.together.checkin.words import Form, words
from goldseam.together.resting import rests
from goldseam.together.tables import Ours
from goldseam.tools.times import full_day, zone_of
from goldseam.vault import Room

SAID_FOR: Final = timedelta(hours=12)
"""For how long a page says that a round was ended."""
_NUMBERS: Final = (
    "", "once", "twice", "three times", "four times", "five times", "six times", "seven times", "eight times",
    "nine times", "ten times", "eleven times", "twelve times",
)  # fmt: skip


@dataclass(frozen=True)
class Here:
    """One person at the check-in, now."""

    found: Ours
    state: Checkin
    zone: tzinfo
    roles: tuple[str, ...]

    @property
    def form(self) -> Form | None:
        return words().get(self.state.form)

    @property
    def mine(self) -> bool:
        """Whether it is this person's turn to speak."""
        return self.state.speaker == self.found.vault.person


def here(request: TableRequest) -> Here:
    me = own_settings(request.own, request.ours.now)
    return Here(
        request.ours,
        s.read(request.ours.entries, request.ours.now),
        zone_of(me, request.COOKIES),
        roles_of(me),
    )


def own_settings(room: Room | None, now: datetime) -> Mapping[str, Any]:
    return settings_of(room, now) if room is not None else {}


def roles_of(me: Mapping[str, Any]) -> tuple[str, ...]:
    roles = me.get("roles")
    return tuple(str(role) for role in roles) if isinstance(roles, list) else ()


@dataclass(frozen=True, slots=True)
class Prompt:
    whose: str
    say: str


@dataclass(frozen=True, slots=True)
class PartCard:
    title: str
    prompts: list[Prompt]


def cards(form: Form, roles: Collection[str]) -> list[PartCard]:
    whose = {"": "", "R": _("If you hid things"), "B": _("If you were hurt")}
    return [PartCard(part.title, [Prompt(whose[one], say) for one, say in part.prompts(roles)]) for part in form.parts]


def lapse_line(form: Form, roles: Collection[str]) -> str:
    """HR-1, for whoever may have one to tell; not for somebody who was only hurt."""
    asked = any(part.status for part in form.parts)
    return words().lapse if asked and ("R" in roles or "B" not in roles) else ""


@dataclass(frozen=True, slots=True)
class HomePage:
    """The same for both, but for who was asked."""

    form: str
    way: str
    hour: str
    next: str
    moved: bool
    stopped: bool
    held: str
    on: bool
    apart: bool
    asked: str
    """What is proposed, in words; empty without a proposal."""
    mine: bool
    of: str
    may_propose: bool


def home_page(at: Here) -> HomePage:
    found, form = at.state, at.form
    asked = found.proposal
    day = s.next_day(found, form.every, at.found.now, at.zone) if form else None
    lately = found.since is not None and at.found.now - found.since < SAID_FOR
    today = at.found.now.astimezone(at.zone).date()
    return HomePage(
        form=form.title if form else "",
        way=str(WAYS.get(found.way, "")),
        hour=found.hour,
        next="" if day is None else _("today") if day == today else full_day(day),
        moved=found.moved is not None and found.moved >= today,
        stopped=lately and found.ended == s.STOP,
        held=held_words(len(found.held)),
        on=found.on,
        apart=found.way == "apart",
        asked=proposal_words(asked.body) if asked is not None else "",
        mine=asked is not None and asked.author == at.found.vault.person,
        of=asked.id.hex if asked is not None else "",
        may_propose=may_propose(at.found),
    )


def may_propose(found: Ours) -> bool:
    asked = [*s.asks(found.entries), *elsewhere(found, s.KIND)]
    return s.may_propose(asked, rests(found), found.vault.person, found.now)


def held_words(n: int) -> str:
    """Only what was held, in words; days without one are nowhere (R23)."""
    if n == 0:
        return ""
    if n < len(_NUMBERS):
        return _("You have held it %(times)s so far.") % {"times": _(_NUMBERS[n])}
    return ngettext("You have held it %(n)s time so far.", "You have held it %(n)s times so far.", n) % {"n": n}


def proposal_words(body: Mapping[str, Any]) -> str:
    form = words().get(str(body.get("form", "")))
    way = WAYS.get(str(body.get("way", "")), "")
    title = form.title if form is not None else ""
    return _("%(form)s. %(way)s. At %(hour)s.") % {"form": title, "way": way, "hour": body.get("hour", "")}


# -- one phone: between the two presses and until the end, only this sealed session knows anything -------------------


@dataclass(slots=True)
class OnePhone:
    """Where a check-in with one phone stands. Nothing of it is on the table."""

    round: str = ""
    first: str = ""
    """What the first of the two has pressed. Neither a page nor the table shows it."""
    began: datetime | None = None
    turns: int = 0

    @property
    def on(self) -> bool:
        return self.began is not None


KEY: Final = "t20"
HAND_OVER: Final = timedelta(minutes=10)
"""For so long the first press waits for the second; then both begin again."""


def one_phone(request: HttpRequest, round: str, now: datetime) -> OnePhone:
    kept = request.session.get(KEY)
    if not isinstance(kept, dict) or kept.get("round") != round:
        return OnePhone(round)
    at = datetime.fromtimestamp(int(kept.get("at", 0)), UTC)
    if now - at > (s.LONGEST if kept.get("on") else HAND_OVER):
        return OnePhone(round)
    began = at if kept.get("on") else None
    return OnePhone(round, str(kept.get("first", "")), began, int(kept.get("turns", 0)))


def remember(request: HttpRequest, one: OnePhone, now: datetime) -> None:
    at = one.began or now
    request.session[KEY] = {
        "round": one.round, "first": one.first, "at": int(at.timestamp()), "on": one.on, "turns": one.turns,
    }  # fmt: skip


def forget(request: HttpRequest) -> None:
    request.session.pop(KEY, None)


@dataclass(frozen=True, slots=True)
class NowPage:
    stage: str
    """ask, hand, wait, speak, listen, close or apart"""
    round: str
    name: str
    turns: int = 0
    """How many of the two have spoken."""
    one: bool = False
    parts: list[PartCard] = field(default_factory=list)
    lapse: str = ""
    pause: str = ""
    hour: str = ""


def now_page(request: TableRequest, at: Here, form: Form) -> NowPage:
    found, together = at.state, at.state.way == "one"
    one = one_phone(request, found.round, at.found.now)
    roles = () if together else at.roles  # a phone between two people shows the words for both
    return NowPage(
        stage=_one_stage(one) if together else _stage(at),
        round=found.round,
        name=at.found.other_name,
        turns=one.turns if together else found.turns,
        one=together,
        parts=cards(form, roles),
        lapse=lapse_line(form, roles),
        pause=optional("together:pause"),
        hour=found.hour,
    )


def _one_stage(one: OnePhone) -> str:
    if not one.on:
        return "hand" if one.first else "ask"
    return "speak" if one.turns < s.TURNS else "close"


def _stage(at: Here) -> str:
    """Until this person has said something, it is the same page whatever the other has said (R4)."""
    if at.state.way == "apart":
        return "apart"
    if not at.state.said_fit(at.found.vault.person):
        return "ask"
    if not at.state.on:
        return "wait"
    if at.state.speaker is None:
        return "close"
    return "speak" if at.mine else "listen"


def optional(name: str) -> str:
    """The address of a neighbour at the table, if it is there."""
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""
