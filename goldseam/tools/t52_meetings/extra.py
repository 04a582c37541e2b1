"""T52: what the general pages do not know: own times and when they come, what begins soon, the search that goes on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.urls import reverse

from goldseam.tools import history
from goldseam.tools.definition import Tool
from goldseam.tools.desk import Desk
from goldseam.tools.forms import Body, ToolForm
from goldseam.tools.t52_meetings import directory, fellowships, finder, own, pages
from goldseam.tools.t52_meetings.entries import Listing
from goldseam.tools.t52_meetings.pages import Clock
from goldseam.tools.t52_meetings.schedule import clock, occurrences
from goldseam.tools.times import DAYS, zone_named
from goldseam.vault import Entry

CODES = ("t52", "t52b", "t52c")
SOON_ROWS = 6
FOUR_WEEKS = 4 * 7
LOOK_AHEAD = timedelta(weeks=5)
TRIED_IN = 12


@dataclass(frozen=True, slots=True)
class OwnTime:
    name: str
    when: str
    url: str
    was: str
    """Where to note that one was there."""


def overview(at: Desk, tool: Tool) -> dict[str, Any]:
    if tool.code == "t52":
        return _overview(at, tool)
    return {"notes": _tries(at, tool)} if tool.code == "t52c" else {}


def _overview(at: Desk, tool: Tool) -> dict[str, Any]:
    here, known = Clock(at.now, at.zone), fellowships.by_id()
    placed = directory.directory().placed
    mine = finder.for_roles(placed, at.roles, known)
    found = finder.soon(mine, at.now)
    return {
        "own": [_own(at, tool, here, one) for one in own.times(at.shelf.items("t52"), at.now, at.zone)],
        "soon": pages.soon_rows(tool, here, found[:SOON_ROWS], known),
        "soon_next": "" if found else _next(tool, here, mine),
        "lists": bool(placed),
        "count": _count(at, tool) if at.numbers else "",
    }


def _own(at: Desk, tool: Tool, here: Clock, one: own.Time) -> OwnTime:
    item = at.shelf.get("t52", one.key)
    if one.paused:
        when = tool.word("own_pause")
    else:
        when = here.when(one.coming.start) if one.coming else tool.word("own_none")
    url = reverse("tools:kept", args=["t52", item.id]) if item else ""
    return OwnTime(one.name, when, url, reverse("tools:new", args=["t52b"]) + f"?s={one.key}")


def _next(tool: Tool, here: Clock, mine: list[directory.Placed]) -> str:
    found = finder.next_of_all(mine, here.now)
    if found is None:
        return ""
    return tool.word("soon_next").format(name=found[1].listing.name, when=here.when(found[0].start))


def _count(at: Desk, tool: Tool) -> str:
    """One's own count, never a row of days that could break."""
    all_of_them = at.state.counts.get("t52b", 0)
    if all_of_them < 2:
        return tool.word("count_one" if all_of_them else "count_none")
    points = history.series(history.read(at.room, at.now, 5).digests, "t52b", at.zone)
    recent = len(points.since(history.local_now(at.now - timedelta(days=FOUR_WEEKS), at.zone)).at)
    return tool.word("count").format(n=all_of_them, recent=recent)


def _tries(at: Desk, tool: Tool) -> list[str]:
    n = at.state.counts.get("t52c", 0)
    if not n or not at.numbers:
        return []
    return [tool.word("tried_one") if n == 1 else tool.word("tried").format(n=n), tool.word("keep_looking")]


# -- the form -------------------------------------------------------------------------------------------


def new(at: Desk, tool: Tool, form: ToolForm) -> dict[str, Any]:
    """First values: from an entry of the directory, for a change the turn of a fortnight, or which time it was."""
    asked = at.request.GET
    if tool.code == "t52" and at.request.method == "GET":
        if "_item" in form.initial:
            form.initial["turn"] = own.turn_of(form.initial, at.today)
        placed = directory.find(asked.get("m", ""))
        if placed is not None:
            form.initial.update(first_values(placed.listing, at))
    if tool.code == "t52b" and at.shelf.get("t52", asked.get("s", "")) is not None:
        form.initial.setdefault("slot", asked["s"])
        item = at.shelf.get("t52", asked["s"])
        if item is not None and item.body.get("mode"):
            form.initial.setdefault("mode", item.body["mode"])
    return {}


def first_values(listing: Listing, at: Desk) -> Body:
    """An entry as a time of one's own. Its name is not taken over: the weekday says nothing to anyone else."""
    rule = listing.rule
    if rule is None:
        return {}
    coming = next(occurrences(rule, at.now, at.now + LOOK_AHEAD), None)
    day = coming.start.astimezone(rule.zone).date() if coming else None
    weekday = day.weekday() if day else min(rule.days)
    found: Body = {
        "name": DAYS[weekday],
        "weekday": own.WEEKDAYS[weekday],
        "time": f"{rule.at:%H:%M}",
        "every": "w2" if rule.every == 2 else "w1",
        "lasts": rule.lasts // timedelta(minutes=1),
        "clock": listing.zone,
    }
    if rule.every == 2 and rule.start is not None:
        today = at.now.astimezone(rule.zone).date()
        found["turn"] = own.turn_of({"every": "w2", "start": rule.start.isoformat()}, today)
    if listing.modes:
        found["mode"] = listing.modes[0]
    return found


def check(at: Desk, tool: Tool, form: ToolForm, item: Entry | None) -> None:
    if tool.code != "t52":
        return
    said = form.cleaned_data
    if clock(_time(said.get("time"))) is None:
        form.add_error("time", tool.word("bad_time"))
    if said.get("clock") and zone_named(said["clock"]) is None:
        form.add_error("clock", tool.word("bad_clock"))
    if said.get("every") == "w2" and not said.get("turn"):
        form.add_error("turn", tool.word("bad_turn"))


def _time(typed: object) -> str:
    """7:30 and 07.30 are meant as 07:30."""
    text = str(typed or "").strip().replace(".", ":")
    return f"0{text}" if len(text) == 4 else text


def body(at: Desk, tool: Tool, body: Body, item: Entry | None) -> Body:
    """A fortnight is kept by the Monday that counts it, so that it stays even whenever it is looked at."""
    if tool.code != "t52":
        return body
    kept = {name: value for name, value in body.items() if name != "turn"} | {"time": _time(body.get("time"))}
    if body.get("every") == "w2":
        zone = zone_named(str(body.get("clock", ""))) or at.zone
        kept["start"] = own.start_for(str(body.get("turn")), at.now.astimezone(zone).date()).isoformat()
    return kept


# -- the page after keeping -----------------------------------------------------------------------------


def kept(at: Desk, tool: Tool, entry: Entry) -> dict[str, Any]:
    match tool.code:
        case "t52":
            return {"notes": _dates(at, tool, entry.body)}
        case "t52b":
            return {"care": [tool.word("harm")] if entry.body.get("safe") == "harm" else []}
        case _:
            return {"notes": _on(tool, entry.body), "meetings": entry.body.get("reply") in {"waiting", "none", "no"}}


def _dates(at: Desk, tool: Tool, body: Body) -> list[str]:
    rule, here = own.rule_of(body, at.zone), Clock(at.now, at.zone)
    if rule is None or body.get("standing") in {"pause", "stopped"}:
        return []
    found = [here.when(one.start) for one in occurrences(rule, at.now, at.now + LOOK_AHEAD)]
    return [tool.word("own_after").format(when=found[0], then=found[1])] if len(found) > 1 else []


def _on(tool: Tool, body: Body) -> list[str]:
    """What to say after a try: a poor fit and a no are reasons to go on looking."""
    found = []
    if body.get("fit") in {"f1", "f2"}:
        found.append(tool.word("no_fit"))
    elif body.get("reply") == "no" or body.get("choice") == "keep_looking":
        found.append(tool.word("keep_looking"))
    if body.get("reply") == "waiting":
        found.append(tool.word("waiting"))
    if body.get("reply") in {"waiting", "none", "no"}:
        found.append(tool.word("meanwhile"))
    return found
