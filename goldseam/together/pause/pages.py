"""What the pages of a break show, ready made."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from goldseam.together.pause import plan as plans
from goldseam.together.pause.asking import may_ask
from goldseam.together.pause.breaks import FALLBACK, Break, breaks, extensions, just_ended, often, phase, running
from goldseam.together.pause.clocks import at_clock
from goldseam.together.pause.plan import Plan
from goldseam.together.pause.words import Say, words
from goldseam.together.tables import Ours
from goldseam.tools.times import full_day


@dataclass(frozen=True, slots=True)
class CalmLink:
    label: str
    say: str
    url: str


@dataclass(frozen=True, slots=True)
class Row:
    label: str
    text: str


@dataclass(frozen=True, slots=True)
class PlanPage:
    id: str
    rows: list[Row]
    no: list[str]
    do: list[str]
    when: str
    mine: bool


@dataclass(frozen=True, slots=True)
class RunPage:
    """A break that is on, or that ended a moment ago."""

    phase: str
    say: Say
    back: str
    called: str
    heard: bool
    to_hear: bool
    ready: bool
    """This person has said so; the other has not yet."""
    lengths: list[int]
    meeting: str
    no: list[str]
    do: list[str]


@dataclass(frozen=True, slots=True)
class HomePage:
    run: RunPage | None
    over: Say | None
    settled: PlanPage | None
    pending: PlanPage | None
    may_propose: bool
    often: bool
    calm: list[CalmLink]


def home_page(found: Ours, all_plans: list[Plan], zone: tzinfo) -> HomePage:
    now, all_breaks = found.now, breaks(found.entries)
    settled, pending = plans.settled(all_plans, found.both), plans.open_plan(all_plans, now)
    one, last = running(all_breaks, now), just_ended(all_breaks, now)
    return HomePage(
        run=run_page(one, settled, found, zone) if one else None,
        over=words().end(last.end) if last and not one else None,
        settled=plan_page(settled, found, zone) if settled else None,
        pending=plan_page(pending, found, zone) if pending else None,
        may_propose=may_ask(found, plans.PLAN, all_plans),
        often=often(all_breaks, now),
        calm=calm(),
    )


def run_page(one: Break, settled: Plan | None, found: Ours, zone: tzinfo) -> RunPage:
    now, at = found.now, phase(one, found.now)
    fallback = timedelta(hours=int(settled.body["fallback"])) if settled else FALLBACK
    back = at in ("soon", "here", "missed")
    return RunPage(
        phase=at,
        say=words().phase(at),
        back=at_clock(one.back, now, zone),
        called=_("You called it.") if one.by == found.vault.person else _("The other one called it."),
        heard=one.heard,
        to_hear=one.by != found.vault.person and not one.heard and at == "on",
        ready=found.vault.person in one.ready,
        lengths=extensions(one, now) if back else [],
        meeting=at_clock(one.at + fallback, now, zone),
        no=words().chosen("no", settled.body["no"]) if settled else [],
        do=words().chosen("do", settled.body["do"]) if settled else [],
    )


def plan_page(plan: Plan, found: Ours, zone: tzinfo) -> PlanPage:
    body: dict[str, Any] = plan.body
    rows = [
        Row(_("The sign"), body["signal"]),
        Row(_("How long"), _("%(n)s minutes") % {"n": plan.length}),
        Row(_("Where each of you goes"), body["places"]),
        Row(_("Who has the children"), body["children"]),
        Row(_("If nobody comes back"), _("the next meeting, within %(n)s hours") % {"n": body["fallback"]}),
    ]
    return PlanPage(
        id=plan.id.hex,
        rows=[row for row in rows if row.text],
        no=words().chosen("no", body["no"]),
        do=words().chosen("do", body["do"]),
        when=full_day(plan.at.astimezone(zone).date()),
        mine=plan.by == found.vault.person,
    )


def calm() -> list[CalmLink]:
    return [CalmLink(one.label, one.say, reverse("tools:tool", args=[one.to])) for one in words().calm]


def clock_in(now: datetime, zone: tzinfo) -> Callable[[int], str]:
    return lambda minutes: at_clock(now + timedelta(minutes=minutes), now, zone)
