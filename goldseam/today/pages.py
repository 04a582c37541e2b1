"""What Today shows, ready made: how am I, one next thing, help for this minute, what was kept lately, the bowl."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import uuid4

from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from goldseam.path import signs
from goldseam.path.bowl import Bowl, Seam, bowl
from goldseam.path.gather import Reading
from goldseam.path.known import Known, part_of_day
from goldseam.path.places import address
from goldseam.today.next import HARD_DAY, NOTHING, Next, Offers, next_thing
from goldseam.tools import catalogue, surface
from goldseam.tools.labels import slipped
from goldseam.tools.rest.pages import Rest, rest
from goldseam.tools.surface import KeptLine
from goldseam.tools.t22_commit.today import Step, TodayList, step_of

FRONT_BOWL = Bowl(
    tuple(Seam(seam.step, have, 2, have / 2) for seam, have in zip(bowl([]).seams, (2, 1, 0, 2, 0, 1, 2), strict=True))
)
"""The picture of the front page: an example, nobody's."""
JUST_NOW = timedelta(minutes=20)
RIDE_FROM = 4
LOW_UP_TO = 5
SHOWN = 4


BUTTONS = mark_safe(  # noqa: S308 - eleven numbers
    "".join(f'<span class="tick"><button class="tap" name="value" value="{n}">{n}</button></span>' for n in range(11))
)


def uid() -> str:
    return str(uuid4())


@dataclass(frozen=True, slots=True)
class JustKept:
    """What was tapped a moment ago, so that the page can say so and offer the step after it."""

    words: str
    because: str
    more: str
    """Where the tap can be looked at, added to or taken back."""
    on: str = ""
    on_label: str = ""


@dataclass(frozen=True, slots=True)
class Question:
    """How am I: one row of numbers, each of which keeps a record."""

    id: str
    title: str
    action: str
    low: str
    high: str
    kept: JustKept | None
    who: str
    uid: str = field(default_factory=uid)
    buttons: SafeString = BUTTONS


@dataclass(frozen=True, slots=True)
class Minute:
    """Something that helps within this minute."""

    title: str
    sub: str
    address: str


@dataclass(frozen=True, slots=True)
class Mood:
    """Asked on days 1, 3 and 7 after a dark hour. It stands before everything else."""

    action: str
    answers: list[tuple[str, str]]
    uid: str = field(default_factory=uid)


@dataclass(frozen=True, slots=True)
class TodayPage:
    greeting: str
    first: bool
    mood: Mood | None
    rest: Rest | None
    questions: list[Question]
    next: Next
    next_address: str
    listed: TodayList | None
    step: Step | None
    """Today's small step, until it is marked."""
    minutes: list[Minute]
    lately: list[KeptLine]
    bowl: Bowl
    later: str
    uid: str = field(default_factory=uid)


def greeting(now: datetime) -> str:
    return {
        "night": _("It is late. Good that you are here."),
        "morning": _("Good morning."),
        "afternoon": _("Good afternoon."),
        "evening": _("Good evening."),
    }[part_of_day(now)]


def minutes(roles: frozenset[str], *, room_open: bool) -> list[Minute]:
    """Grounding for everybody; riding an urge for whoever did not say that only the other thing brings them."""
    ground = Minute(_("Come back to now"), _("when panic or pictures will not stop"), address("ground"))
    if roles == {"B"}:
        return [ground]
    ride = Minute(
        _("Ride out an urge"), _("ten minutes, one line to read each minute"), address("ride" if room_open else "wave")
    )
    return [ride, ground]


def today_page(reading: Reading, offers: Offers = NOTHING, listed: TodayList | None = None) -> TodayPage:
    known = reading.known
    following = next_thing(known, reading.now, offers)
    return TodayPage(
        greeting=greeting(reading.now),
        first=not known.asked,
        mood=_mood(reading),
        rest=_rest(reading),
        questions=_questions(reading),
        next=following,
        next_address=following.url or address(following.place),
        listed=listed,
        step=_step(reading),
        minutes=minutes(known.roles, room_open=True),
        lately=surface.lately(reading.state, reading.now, reading.zone)[:SHOWN],
        bowl=signs.bowl_of(known),
        later=address("later"),
    )


def _step(reading: Reading) -> Step | None:
    found = step_of(reading.standing, reading.now.date())
    return found if found.text and not any(button.pressed for button in found.buttons) else None


def _mood(reading: Reading) -> Mood | None:
    if not surface.asks_mood(reading.state, reading.now):
        return None
    answers = [("yes", _("Yes")), ("unsure", _("Not sure")), ("no", _("No"))]
    return Mood(address("tap_mood"), answers)


def _rest(reading: Reading) -> Rest | None:
    """The sentence while something rests; on a hard day the offer to put it to rest; else nothing."""
    found = rest(reading.state, reading.now, reading.zone)
    return found if found.sentence or reading.known.strong_today >= HARD_DAY else None


def _questions(reading: Reading) -> list[Question]:
    roles = reading.known.roles
    asked = []
    if "R" in roles:
        asked.append(
            Question(
                "pull",
                _("How strong is %(pull)s right now?") % {"pull": pull_word(reading.known)},
                address("tap_pull"),
                _("none"),
                _("hard to think of anything else"),
                _just_kept(reading, "t09", "intensity_start"),
                _("One press keeps it. Only you can see it."),
            )
        )
    if "B" in roles:
        asked.append(
            Question(
                "steady",
                _("How safe do you feel right now?"),
                address("tap_steady"),
                _("not at all"),
                _("quite safe"),
                _just_kept(reading, "t40", "safe", whole_day=True),
                _("One press keeps it in your diary for today. Only you can see it."),
            )
        )
    return asked


def pull_word(known: Known) -> str:
    words = known.settings.get("words")
    own = words.get("pull") if isinstance(words, dict) else None
    return own if isinstance(own, str) and own else _("the pull")


def _just_kept(reading: Reading, kind: str, name: str, whole_day: bool = False) -> JustKept | None:
    """The newest of its kind, if it is from a moment ago (or, for the diary, from today)."""
    now, mine = reading.now, [entry for entry in reading.standing if entry.kind == kind]
    newest = max(mine, key=lambda entry: entry.at, default=None)
    if newest is None:
        return None
    fresh = (
        newest.body.get("day") == now.date().isoformat() if whole_day else timedelta(0) <= now - newest.at <= JUST_NOW
    )
    if not fresh:
        return None
    value = newest.body.get(name)
    more = reverse("tools:kept", args=[kind, newest.id])
    if not isinstance(value, int):
        return JustKept(_("Kept for today."), "", more)
    if kind == "t09" and slipped(catalogue.tool(kind), newest.body.get("response", [])):
        return JustKept(_("Kept."), _("Writing it down takes honesty on a hard day."), more)
    words = _("Kept: %(value)s of 10.") % {"value": value} if reading.known.numbers else _("Kept.")
    return _said(kind, value, words, more)


def _said(kind: str, value: int, words: str, more: str) -> JustKept:
    if kind == "t09" and value >= RIDE_FROM:
        because = _("You noticed it. You need not answer it. It rises and falls by itself.")
        return JustKept(words, because, more, address("ride"), _("Ride it out"))
    if kind == "t40" and value <= LOW_UP_TO:
        because = _("That is a lot for a body to hold. Bring it down first, think later.")
        return JustKept(words, because, more, address("ground"), _("Come back to now"))
    return JustKept(words, _("Noticed and written down. That is all it needs."), more)
