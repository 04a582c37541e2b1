"""T14: what its pages show. Records in, ready words and addresses out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo
from typing import Any
from uuid import uuid4

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from goldseam.insight.sentences import number
from goldseam.tools import catalogue, fold, history
from goldseam.tools.definition import Tool
from goldseam.tools.desk import Desk
from goldseam.tools.fold import DAY, EPOCH
from goldseam.tools.labels import slipped
from goldseam.tools.shelf import Item
from goldseam.tools.t14_lapse import course
from goldseam.tools.t14_lapse.course import Report
from goldseam.tools.times import clock, day_words, from_minute
from goldseam.vault import Entry

PEOPLE = ("t51", "t50")
"""Where the people to tell are written down, whichever is there."""
STEP_UP = ("t52", "t16", "t17")
STANDS_WEEKS = 10
FEW_DAYS = 7
"""Under a week there is no count of days worth a sentence."""


@dataclass(frozen=True, slots=True)
class Link:
    text: str
    url: str


@dataclass(frozen=True, slots=True)
class Question:
    """The mood question as it is put now; `why` is kept with the answer."""

    ask: str
    help: str
    why: str
    uid: str
    answers: list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Review:
    say: str
    url: str


@dataclass(frozen=True, slots=True)
class Advice:
    """Signs that more help is needed, said as facts, and what that help can be."""

    because: list[str]
    links: list[Link]


@dataclass(frozen=True, slots=True)
class LapsePage:
    total: int
    question: Question
    stands: str
    unfinished: bool
    review: Review | None
    advice: Advice | None
    people: Link | None
    telling: str
    """Where to note that somebody knows by now; empty when somebody does, or nothing was written."""


def page(at: Desk, tool: Tool) -> LapsePage:
    found = reports(at, tool)
    return LapsePage(
        total=at.state.counts.get(tool.code, 0),
        question=question(tool, mood_day(at)),
        stands=stands(at, tool) if found else "",
        unfinished=course.unfinished(found) is not None,
        review=review(tool, found, at.now, at.zone),
        advice=advice(tool, found, at.now),
        people=people(tool),
        telling=telling(at),
    )


def reports(at: Desk, tool: Tool) -> list[Report]:
    reviewed = {str(item.body.get("report", "")) for item in at.shelf.recent("t14c")}
    return [report(tool, item, reviewed) for item in at.shelf.recent(tool.code)]


def report(tool: Tool, item: Item, reviewed: Iterable[str] = ()) -> Report:
    body = item.body
    category = tool.by_name["category"].by_id.get(str(body.get("category")))
    name = course_of(item.id, body)
    return Report(
        id=name,
        at=item.since,
        kept=item.at,
        circle=str(body.get("circle", "")),
        duration=str(body.get("duration", "")),
        person=category is not None and category.mark == "person",
        more=body.get("more_unreported") == "yes",
        found_out="found_out" in body.get("told", []),
        reviewed=name in set(reviewed),
        times=int(body.get("times_since_last_report", 1)),
    )


def course_of(id: str, body: Mapping[str, Any]) -> str:
    """What a report is known by through all its corrections: the id of its first version."""
    return str(body.get("course", id))


def mood_day(at: Desk) -> int:
    """Which of the days after the newest hard hour is asked about today."""

    answers = [item for item in at.shelf.recent("t14b") if item.body.get("safe")]
    hard = [item.at for item in at.shelf.recent("t14")]
    hard += [item.at for item in answers if item.body.get("why") == "lapse"]
    hard += [fold.minute(entry.at) for entry in at.entries if slip(entry)]
    days = [local_day(at, minute) for minute in hard] + _slips_of_last_month(at)
    newest = max(days, default=None)
    return course.mood_day(newest, [local_day(at, item.at) for item in answers], at.today.toordinal())


def _slips_of_last_month(at: Desk) -> list[int]:
    """In the first days of a month, so that an hour at the end of the last one is asked after too."""
    if at.today.day > course.ASK_UNTIL or not at.state.counts.get("t09"):
        return []
    points = history.series(history.read(at.room, at.now, 2).digests, "t09", at.zone)
    answers = points.tags.get("response", [])
    tool, told = catalogue.tool("t09"), zip(points.at, answers, strict=False)
    return [today_of(minute) for minute, said in told if slipped(tool, said)]


def slip(entry: Entry) -> bool:
    """An urge that was given in to (T09)."""
    return entry.kind == "t09" and slipped(catalogue.tool("t09"), entry.body.get("response", []))


def newest_slip(at: Desk) -> datetime | None:
    """When the newest urge of the last day was given in to, for a report that is begun from it."""
    day_ago = fold.minute(at.now) - DAY
    minutes = [fold.key(entry) for entry in at.entries if slip(entry) and fold.key(entry) >= day_ago]
    return from_minute(max(minutes)) if minutes else None


def question(tool: Tool, day: int = 0, why: str = "") -> Question:
    safe = [(option, tool.word(option)) for option in ("yes", "unsure", "no", "pass")]
    if day:
        days = ngettext("one day", "%(n)s days", day) % {"n": number(day)}
        ask = tool.word("safe_again").format(days=days)
        return Question(ask, tool.word("safe_again_why"), "again", str(uuid4()), safe)
    return Question(tool.word("safe_ask"), tool.word("safe_help"), why or "lapse", str(uuid4()), safe)


def stands(at: Desk, tool: Tool) -> str:
    """ "58 of the last 60 days had no lapse written down." Only inner ones count; the room's first day bounds it."""
    if not at.numbers:
        return ""
    points = history.series(history.read(at.room, at.now, STANDS_WEEKS).digests, tool.code, at.zone)
    circles = points.tags.get("circle", [])
    today = at.today.toordinal()
    hit = {today_of(minute) for minute, tags in zip(points.at, circles, strict=False) if "inner" in tags}
    first = local_day(at, at.state.joined) if at.state.joined else today
    days, of = course.stands(hit, today, first)
    return tool.word("stands").format(days=days, all=of) if days and of >= FEW_DAYS else ""


def today_of(local_minute: int) -> int:
    return EPOCH.toordinal() + local_minute // DAY


def local_day(at: Desk, minute: int) -> int:
    return from_minute(minute).astimezone(at.zone).date().toordinal()


def review(tool: Tool, found: list[Report], now: datetime, zone: tzinfo) -> Review | None:
    due = course.to_review(found, int(now.timestamp()) // 60)
    if due is None:
        return None
    until = from_minute(due.at) + timedelta(minutes=course.REVIEW)
    url = f"{reverse('tools:new', args=['t14c'])}?report={due.id}"
    if now > until:
        return Review(tool.word("review_late"), url)
    return Review(tool.word("review_by").format(day=coming(until, now, zone)), url)


def coming(moment: datetime, now: datetime, zone: tzinfo) -> str:
    """today, 21:30 · tomorrow, 09:00 · Saturday, 21:30."""
    here, today = moment.astimezone(zone), now.astimezone(zone).date()
    ahead = (here.date() - today).days
    day = _("today") if ahead == 0 else _("tomorrow") if ahead == 1 else _weekday(here.date())
    return _("%(day)s, %(time)s") % {"day": day, "time": clock(moment, zone)}


def _weekday(day: date) -> str:
    """The name of a weekday to come, through the same words as days gone by."""
    return day_words(day, day + timedelta(days=3))


def advice(tool: Tool, found: list[Report], now: datetime) -> Advice | None:
    signs = course.pattern(found, int(now.timestamp()) // 60)
    if not signs:
        return None
    return Advice([tool.word(f"pattern_{sign}") for sign in signs], [link for code in STEP_UP if (link := to(code))])


def to(code: str, text: str = "") -> Link | None:
    """The way to another tool, if this server has it."""
    there = catalogue.get(code)
    return Link(text or there.title, reverse("tools:tool", args=[code])) if there else None


def telling(at: Desk) -> str:
    """The newest report, when it says that nobody knows."""
    newest = max(at.shelf.recent("t14"), key=lambda item: item.at, default=None)
    if newest is None or course.somebody_knows(newest.body.get("told", [])):
        return ""
    return reverse("tools:change", args=["t14", newest.id])


def people(tool: Tool) -> Link | None:
    return next((link for code in PEOPLE if (link := to(code, tool.word("tell_people")))), None)


def self_talk(at: Desk, tool: Tool, said: Iterable[str]) -> list[str]:
    """An answer to each all-or-nothing voice, in the order of the form."""
    chosen, stood = set(said), stands(at, tool)
    order = [option.id for option in tool.by_name["self_talk"].options if option.id in chosen]
    return [tool.word(id).format(stands=stood).strip() for id in order]
