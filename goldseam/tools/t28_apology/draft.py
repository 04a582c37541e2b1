"""T28: where a draft stands. Pure: the record, the minute it was kept, and the moment of now are passed in.

A draft rests for a day from the last change of its words. What is noted afterwards (read aloud, who has heard it) is a
new version too, so such a version carries `words_at`, the moment from which the words stand.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any, Final, Literal

from goldseam.safety.hints import Kind
from goldseam.tools.definition import Tool
from goldseam.tools.forms import moment, plain

Step = Literal["rest", "aloud", "ear", "done"]
Body = Mapping[str, Any]

REST: Final = timedelta(hours=24)
MADE: Final[tuple[str, ...]] = ("for_what", "regret", "explanation", "responsibility", "change_commitment", "repair")
"""The words of the draft, in the order in which they would be heard."""
AFTERWARDS: Final[tuple[str, ...]] = ("read_aloud", "ear")
WORDS_AT: Final = "words_at"
LOOKED_AT: Final[dict[str, tuple[Kind, ...]]] = {
    "for_what": ("minimising", "but", "if", "scene"),
    "regret": ("minimising", "self_pity", "blame", "but", "if", "scene"),
    "explanation": ("minimising", "blame", "but", "if", "scene"),
    "responsibility": ("minimising", "defending", "self_pity", "blame", "but", "if", "scene"),
    "change_commitment": ("promise", "watching", "machine", "blame", "but"),
    "repair": ("promise", "watching", "machine", "fixing", "blame", "but"),
}
"""A reason may be given in the explanation, so defending is not looked for there."""


def same_words(one: Body, other: Body) -> bool:
    return all(one.get(name) == other.get(name) for name in (*MADE, "forgiveness_request"))


def carried(body: Body, before: Body, kept_at: datetime) -> dict[str, Any]:
    """The new version: same words keep their day of rest; other words begin it anew and have not been heard yet."""
    if same_words(body, before):
        return {**body, WORDS_AT: before.get(WORDS_AT, plain(kept_at))}
    return {name: value for name, value in body.items() if name not in (*AFTERWARDS, WORDS_AT)}


def rested_at(body: Body, kept_at: datetime) -> datetime:
    """When the day of rest is over; `kept_at` is when this version was kept."""
    since = body.get(WORDS_AT)
    return (moment(since) if isinstance(since, str) else kept_at) + REST


def step(body: Body, kept_at: datetime, now: datetime) -> Step:
    if now < rested_at(body, kept_at):
        return "rest"
    if not body.get("read_aloud"):
        return "aloud"
    return "ear" if body.get("ear") in {None, "nobody"} else "done"


def may_be_news(body: Body) -> bool:
    """Whether a page of it could carry something the other person does not know (HR-1). Unsaid is not no."""
    return body.get("is_it_news") != "no" or body.get("known_since") == "no"


def news(body: Body) -> str:
    """Which word says why this belongs in a therapist's room; empty when nothing was said."""
    if body.get("is_it_news") == "yes":
        return "news_yes"
    if body.get("known_since") == "no":
        return "news_unknown"
    return "news_unsure" if body.get("is_it_news") == "unsure" else ""


def said(tool: Tool, body: Body) -> list[str]:
    """The draft as it would be read out."""
    found = [str(body[name]) for name in MADE if body.get(name)]
    return [*found, tool.word("forgive_line")] if body.get("forgiveness_request") else found


def notes(tool: Tool, body: Body) -> list[str]:
    """What the person's own honest answers call for."""
    found = []
    if isinstance(body.get("sorry_for"), int) and body["sorry_for"] <= 4:
        found.append(tool.word("caught_low"))
    if body.get("can_keep") in {"some", "unsure"}:
        found.append(tool.word("keep_some"))
    return found
