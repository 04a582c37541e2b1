"""T55: this week's three, hours, and what the guesses teach."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from goldseam.insight.sentences import capital, figure, number
from goldseam.tools import history, show
from goldseam.tools.definition import Tool
from goldseam.tools.desk import Desk
from goldseam.tools.forms import Body, ToolForm
from goldseam.tools.history import Series
from goldseam.tools.labels import item_name
from goldseam.tools.shelf import Item
from goldseam.tools.t55_good import forecast
from goldseam.vault import Entry

CODES = ("t55", "t55b")
WEEKLY = 3
GUESSES = ("pleasure", "mastery")
WEEKS = 26
"""How far back guesses are compared."""


@dataclass(frozen=True, slots=True)
class Planned:
    name: str
    about: str
    done: str
    url: str
    did: str


def overview(at: Desk, tool: Tool) -> dict[str, Any]:
    if tool.code != "t55":
        return {}
    points = history.series(history.read(at.room, at.now, WEEKS).digests, "t55b", at.zone)
    times = Counter(tag for tags in points.tags.get("activity", []) for tag in tags)
    return {
        "planned": [_planned(at, tool, item, times[item.key]) for item in at.shelf.standing("t55")],
        "week": _week(at, tool, points) if at.numbers else "",
        "teaches": _teaches(tool, points) if at.numbers else "",
    }


def _planned(at: Desk, tool: Tool, item: Item, times: int) -> Planned:
    guess = item.body.get("pleasure")
    parts = [answer.text for answer in show.answers_to([tool.by_name["with"]], item.body, at.now, at.zone)]
    if at.numbers and isinstance(guess, int):
        parts.append(tool.word("guess").format(pleasure=guess))
    done = "" if not times else tool.word("done_times_one") if times == 1 else tool.word("done_times").format(n=times)
    return Planned(
        item_name(tool, item.body),
        " · ".join(parts),
        done,
        reverse("tools:kept", args=["t55", item.id]),
        reverse("tools:new", args=["t55b"]) + f"?a={item.key}",
    )


def _week(at: Desk, tool: Tool, points: Series) -> str:
    """The last seven days; three is a number to aim for, and none is no gap."""
    now = points.since(history.local_now(at.now, at.zone) - history.WEEK)
    n = len(now.at)
    key = "week_none" if n == 0 else "week_one" if n == 1 else "week_three" if n >= WEEKLY else "week"
    said = tool.word(key).format(n=capital(number(n)))
    hours = sum(value for _at, value in now.points("hours"))
    return f"{said} {tool.word('hours').format(hours=figure(hours))}" if hours else said


def _teaches(tool: Tool, points: Series) -> str:
    found = forecast.look(points.numbers.get("guess_pleasure", []), points.numbers.get("pleasure", []))
    if not points.at:
        return ""
    n = {"better": found.better, "worse": found.worse, "even": found.even}.get(found.says, 0)
    return tool.word(found.says).format(n=n, of=found.of)


def new(at: Desk, tool: Tool, form: ToolForm) -> dict[str, Any]:
    asked = at.request.GET.get("a", "")
    if tool.code == "t55b" and at.shelf.get("t55", asked) is not None:
        form.initial.setdefault("activity", asked)
    return {}


def check(at: Desk, tool: Tool, form: ToolForm, item: Entry | None) -> None:
    """A thing of one's own, or a skill with people."""
    said = form.cleaned_data
    if tool.code == "t55b" and not (said.get("activity") or said.get("skill")):
        form.add_error("activity" if "activity" in form.fields else "skill", tool.word("one_of"))


def body(at: Desk, tool: Tool, body: Body, item: Entry | None) -> Body:
    """The guess as it stood when it was done is kept beside how it was: a guess changed later changes no past."""
    if tool.code != "t55b":
        return body
    same = item is not None and item.body.get("activity") == body.get("activity")
    source: Body = item.body if same and item is not None else {}
    if not same:
        planned = at.shelf.get("t55", str(body.get("activity", "")))
        source = {f"guess_{name}": planned.body.get(name) for name in GUESSES} if planned is not None else {}
    guesses = {f"guess_{name}": source.get(f"guess_{name}") for name in GUESSES}
    return body | {name: value for name, value in guesses.items() if value is not None}


def kept(at: Desk, tool: Tool, entry: Entry) -> dict[str, Any]:
    guess, was = entry.body.get("guess_pleasure"), entry.body.get("pleasure")
    found = forecast.gap(guess, was) if tool.code == "t55b" and at.numbers else None
    if found is None:
        return {}
    key = {1: "more_than", 0: "as_thought", -1: "less_than"}[found]
    return {"notes": [tool.word(key).format(guess=figure(guess), was=figure(was))]}
