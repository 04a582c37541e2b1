"""T34: a limit is what its owner does alone. What somebody else would have to do is a wish, and not kept as one."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from goldseam.safety.hints import Kind
from goldseam.tools import catalogue, history
from goldseam.tools.definition import Tool
from goldseam.tools.desk import Desk
from goldseam.tools.due import day_of
from goldseam.tools.forms import ToolForm
from goldseam.tools.history import Series
from goldseam.tools.labels import item_name
from goldseam.tools.looking import look_at
from goldseam.tools.shelf import Item
from goldseam.tools.t34_limits import tally
from goldseam.tools.t34_limits.examples import examples
from goldseam.tools.t34_limits.tally import Tally
from goldseam.tools.times import full_day
from goldseam.vault import Entry

CODES = ("t34", "t34b")
LIMIT, LOG = "t34", "t34b"
WEEKS = 12
ALONE = "can_I_do_it_myself"
_KINDS: tuple[Kind, ...] = ("threat", "custody", "machine", "watching", "scene")
LOOKED_AT: dict[str, tuple[Kind, ...]] = {
    "what_is_not": ("threat", "custody", "scene"),
    "if_it_happens_I_will": _KINDS,
    "what_is_ok": ("machine", "watching", "scene"),
}
_LEADING = re.compile(r"^[\s.…]*(?:then\s+)?i(?:['’]ll|\s+will)\s+", re.IGNORECASE)
TO_RECOVERY = {"R": (("t15", "circles_button"), ("t13", "page_button")), "B": (("t15", "circles_button"),)}
"""Limits are part of staying steady too (S0-19)."""


@dataclass(frozen=True, slots=True)
class Row:
    """One limit on the page."""

    key: str
    what: str
    will: str
    notes: list[str]
    due: bool
    url: str
    change: str
    kept: str
    crossed: str


def overview(at: Desk, tool: Tool) -> dict[str, Any]:
    if tool.code == LOG:
        return {"limits": bool(at.shelf.standing(LIMIT))}
    points = _noted(at)
    found = tally.by_limit(points)
    lately = tally.whole(points)
    return {
        "rows": [_row(at, tool, item, found.get(item.key, Tally())) for item in at.shelf.standing(LIMIT)],
        "lately": tool.word("lately_all").format(parts=tally.parts(tool, lately)) if at.numbers and lately.any else "",
        "any_log": at.state.counts.get(LOG, 0) > 0,
    }


def _noted(at: Desk) -> Series:
    """What became of limits in the last twelve weeks."""
    points = history.series(history.read(at.room, at.now, WEEKS).digests, LOG, at.zone)
    return points.since(history.local_now(at.now, at.zone) - WEEKS * history.WEEK)


def _row(at: Desk, tool: Tool, item: Item, found: Tally) -> Row:
    review = day_of(item.body.get("review_on"))
    due = review is not None and review <= at.today
    key = "review_due" if due else "review_next"
    notes = [tool.word(key).format(day=full_day(review))] if review is not None else []
    if item.body.get("safe_to_say") in {"no", "unsure"}:
        notes.append(tool.word("not_to_say"))
    if at.numbers and found.any:
        notes.append(f"{tally.parts(tool, found)}.".capitalize())
    new = reverse("tools:new", args=[LOG])
    return Row(
        item.key,
        item_name(tool, item.body),
        will(item),
        notes,
        due,
        reverse("tools:kept", args=[LIMIT, item.id]),
        reverse("tools:change", args=[LIMIT, item.id]),
        f"{new}?limit={item.key}&how={tally.KEPT}",
        f"{new}?limit={item.key}&how={tally.CROSSED}",
    )


def will(item: Item) -> str:
    """The own action without the words that every page puts before it."""
    return _LEADING.sub("", str(item.body.get("if_it_happens_I_will", "")))


def new(at: Desk, tool: Tool, form: ToolForm) -> dict[str, Any]:
    return _new_log(at, form) if tool.code == LOG else _new_limit(at, form)


def _new_limit(at: Desk, form: ToolForm) -> dict[str, Any]:
    if changing(at):
        form.initial.setdefault("state", "stands")
    else:
        form.fields.pop("state", None)
    example = None if changing(at) else examples().get(at.request.GET.get("from", ""))
    if example is not None and not form.is_bound:
        form.initial = {**example.answers, **form.initial}
    return {
        "begun_from": example is not None and not form.is_bound,
        "is_request": _is_request(form),
    }


def changing(at: Desk) -> bool:
    match = at.request.resolver_match
    return match is not None and match.url_name == "change"


def _is_request(form: ToolForm) -> bool:
    """Everything else was well answered, and this one says that somebody else would have to act."""
    return form.is_bound and not form.resting and form.data.get(ALONE) == "no" and ALONE in form.errors


def _new_log(at: Desk, form: ToolForm) -> dict[str, Any]:
    """Opened from a limit, the form knows which one and what happened, and says what its owner had meant to do."""
    asked = at.request.GET.get("limit", "")
    if not form.is_bound:
        form.initial = {"limit": asked, "how": at.request.GET.get("how", ""), **form.initial}
    item = at.shelf.get(LIMIT, str(form["limit"].value() or "")) if "limit" in form.fields else None
    said = catalogue.tool(LOG).word("said").format(what=will(item)) if item is not None else ""
    if form.initial.get("how") == tally.KEPT and not form.is_bound and not changing(at):
        form.fields.pop("acted", None)
    return {"none": "limit" not in form.fields, "said": said}


def check(at: Desk, tool: Tool, form: ToolForm, item: Entry | None) -> None:
    if tool.code == LOG:
        return
    said = form.cleaned_data
    if said.get(ALONE) == "no" and said.get("state") != "gone":
        form.add_error(ALONE, tool.word("no_answer"))
    if said.get("safe_to_say") == "no" and said.get("tell") == "other":
        form.add_error("tell", tool.word("not_safe_to_tell"))


def body(at: Desk, tool: Tool, body: dict[str, Any], item: Entry | None) -> dict[str, Any]:
    """Whether the own step was taken is a question only where a line was crossed."""
    if tool.code == LOG and body.get("how") == tally.KEPT:
        return {name: value for name, value in body.items() if name != "acted"}
    return body


def kept(at: Desk, tool: Tool, entry: Entry) -> dict[str, Any]:
    if tool.code == LOG:
        return _kept_log(at, tool, entry)
    item = at.shelf.get(LIMIT, str(entry.body.get("_item", "")))
    standing = item is not None and item.id == str(entry.id) and not item.ended
    return {
        "look": look_at(tool, entry.body, LOOKED_AT),
        "row": _row(at, tool, item, Tally()) if item is not None and standing else None,
        "recovery": _recovery(at, tool) if entry.body.get("protects") == "recovery" else [],
    }


def _recovery(at: Desk, tool: Tool) -> list[tuple[str, str]]:
    """(words, address) of what else keeps somebody steady, for this person's roles."""
    found = dict.fromkeys(pair for role in at.roles for pair in TO_RECOVERY.get(role, ()))
    return [(tool.word(word), reverse("tools:tool", args=[code])) for code, word in found if catalogue.get(code)]


def _kept_log(at: Desk, tool: Tool, entry: Entry) -> dict[str, Any]:
    how, acted = entry.body.get("how"), entry.body.get("acted")
    say = "kept_yes" if how == tally.KEPT else f"acted_{acted}" if acted else ""
    item = at.shelf.get(LIMIT, str(entry.body.get("limit", "")))
    shrink = item is not None and not item.ended and acted in {"no", "partly"}
    return {
        "said_then": tool.word(say) if say else tool.next,
        "crossed": how == tally.CROSSED,
        "smaller": reverse("tools:change", args=[LIMIT, item.id]) if item is not None and shrink else "",
    }


def week(at: Desk, tool: Tool, now: Series, before: Series) -> list[str]:
    """For the week in words: what became of limits. Writing or changing one is nobody's measure."""
    found = tally.whole(now) if tool.code == LOG else Tally()
    if not found.any or not at.numbers:
        return []
    words = catalogue.tool(LIMIT)
    return [words.word("week_of").format(parts=tally.parts(words, found))]
