"""From a room to what one month of it held: the person's own entries, as they stand, counted, a few quoted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, tzinfo
from typing import Any, Final

from goldseam.insight import stats
from goldseam.path.letter import Held, Helped, next_month, quoted
from goldseam.safety import cards
from goldseam.safety.guard import self_harm_hint
from goldseam.tools import catalogue, fold
from goldseam.tools.desk import Desk
from goldseam.tools.labels import slipped
from goldseam.tools.shelf import Item
from goldseam.tools.t08_library.lessons import lesson as lesson_of
from goldseam.tools.t10_halt import look
from goldseam.tools.t22_commit.marks import EXCUSED, KEPT
from goldseam.tools.t41_ground.pages import OWN
from goldseam.tools.t48_wins.pages import hidden as wins_hidden
from goldseam.vault import Entry

MARK: Final = "letter"
"""The name under which a kept letter says its month, in the journal's record."""
CONTACTS: Final = ("t50b", "t51b", "t52b")
LOOKS: Final = 4
"""Looks at needs from which on one of them can stand out."""
OFTEN: Final = 3
ABOUT_ME: Final = (None, "me")
"""Small wins that are quoted: none that tells of what somebody else did."""


@dataclass(frozen=True, slots=True)
class Found:
    """One month: what it held, and the letter of it that was kept, in its newest version."""

    held: Held
    kept: Entry | None


def read(at: Desk, first: date) -> Found:
    start, end = bounds(first, at.zone)
    entries = at.room.since(start)
    wins = not wins_hidden(at.state.me, at.roles, at.state.joined, at.now)
    value = _standing_value(at.shelf.standing("t06c"), end)
    pulls = at.speaks_to("R")
    held = held_of(entries, start, end, at.zone, pulls=pulls, wins=wins, value=value)
    return Found(held, kept_letter(entries, first))


def bounds(first: date, zone: tzinfo) -> tuple[datetime, datetime]:
    """The month on the person's own clock."""
    start, end = (datetime.combine(day, time(), zone).astimezone(UTC) for day in (first, next_month(first)))
    return start, end


def month_key(first: date) -> str:
    return first.strftime("%Y-%m")


def kept_letter(entries: Sequence[Entry], first: date) -> Entry | None:
    """The newest version of this month's letter; a version made by hand carries no mark of its own."""
    found = next((entry for entry in entries if entry.kind == "t49" and entry.body.get(MARK) == month_key(first)), None)
    after = {entry.body["replaces"]: entry for entry in entries if "replaces" in entry.body}
    while found is not None and str(found.id) in after:
        found = after.pop(str(found.id))
    return found


def of_month(entries: Sequence[Entry], start: datetime, end: datetime) -> list[Entry]:
    """What was kept in the month, as it stands: a log entry corrected since, a living thing as it was then."""
    begun: dict[str, datetime] = {}
    for entry in entries:
        begun[str(entry.id)] = begun.get(str(entry.body.get("replaces")), entry.at)
    logs = [entry for entry in entries if "_item" not in entry.body]
    things = [entry for entry in entries if "_item" in entry.body and start <= entry.at < end]
    mine = [entry for entry in fold.standing(logs) if start <= begun[str(entry.id)] < end]
    return [entry for entry in [*mine, *fold.standing(things)] if entry.kind not in fold.QUIET]


def held_of(
    entries: Sequence[Entry],
    start: datetime,
    end: datetime,
    zone: tzinfo,
    *,
    pulls: bool = True,
    wins: bool = True,
    value: Item | None = None,
) -> Held:
    """`pulls`: whether urges are this person's matter. `value` is one that was chosen before and stands still; one of
    the month itself comes first."""
    everything = of_month(entries, start, end)
    mine = [entry for entry in everything if MARK not in entry.body]
    of: dict[str, list[Entry]] = {}
    for entry in mine:
        of.setdefault(entry.kind, []).append(entry)
    urges = of.get("t09", []) if pulls else []
    marks = [entry.body.get("mark") for entry in of.get("t22b", []) if entry.body.get("mark") != EXCUSED]
    title, sentence = _lesson(of.get("t08", []))
    chosen, act = _value([entry.body for entry in of.get("t06c", [])] or ([value.body] if value is not None else []))
    return Held(
        days=len({_day(entry, zone) for entry in mine}),
        hard=any(entry.body.get("_h1") or entry.body.get("_h4") for entry in everything),
        lapse="t14" in of or any(_slip(entry) for entry in urges),
        met=sum(bool(entry.body.get("response")) and not _slip(entry) for entry in urges),
        noticed=len({entry.body.get("day") for entry in of.get("t40", [])}),
        practised=len({_day(entry, zone) for entry in of.get("t18", [])}),
        pages=len(of.get("t49", [])),
        helped=_helped(urges, of.get("t41", [])),
        need=_need(of.get("t10", []), urges),
        marked=len(marks),
        kept=marks.count(KEPT),
        people=sum(len(of.get(kind, [])) for kind in CONTACTS) + _held_sessions(of.get("t54", [])),
        win=_win(of.get("t48", [])) if wins else "",
        lesson=title,
        sentence=sentence,
        value=chosen,
        act=act,
    )


def _day(entry: Entry, zone: tzinfo) -> date:
    return entry.at.astimezone(zone).date()


def _slip(entry: Entry) -> bool:
    return slipped(catalogue.tool("t09"), entry.body.get("response", []))


def _held_sessions(sessions: Iterable[Entry]) -> int:
    return sum(entry.body.get("standing") == "held" for entry in sessions)


def _helped(urges: Iterable[Entry], ground: Iterable[Entry]) -> Helped | None:
    """The greatest fall of the month, from as many entries as any such figure here needs (`stats.FEW`)."""
    found = [*_falls(urges, "t09"), *_falls(ground, "t41")]
    return max(found, key=lambda one: one.before - one.after, default=None)


def _falls(entries: Iterable[Entry], code: str) -> list[Helped]:
    tags, before, after = ("card", "before", "after") if code == "t41" else _URGE
    rows = stats.helped((_tags(one.body.get(tags)), one.body.get(before), one.body.get(after)) for one in entries)
    return [
        Helped(name, code == "t41", row.before, row.after)
        for row in rows
        if row.before is not None and row.after is not None and row.before - row.after >= 1
        if (name := _named(code, row.tag))
    ]


_URGE: Final = ("response", "intensity_start", "intensity_end")


def _tags(said: Any) -> list[str]:
    return [said] if isinstance(said, str) else list(said or [])


def _named(code: str, tag: str) -> str:
    """What it is called, "" for giving in and for what is not known any more."""
    if code == "t41":
        card = cards.card(tag)
        return card.title if card is not None else catalogue.tool("t41").word("own_title") if tag == OWN else ""
    option = catalogue.tool("t09").by_name["response"].by_id.get(tag)
    return option.label if option is not None and option.mark != "slip" else ""


def _need(looks: Iterable[Entry], urges: Iterable[Entry]) -> str:
    """The commonest need: what stood out in a look (T10), or was ticked beside an urge."""
    seen = [set(look.high(entry.body)) for entry in looks]
    seen += [{tag for tag in entry.body["halt"] if tag in look.ACTS} for entry in urges if entry.body.get("halt")]
    counted = Counter(need for needs in seen for need in sorted(needs, key=list(look.ACTS).index))
    if len(seen) < LOOKS or not counted:
        return ""
    name, times = counted.most_common(1)[0]
    return catalogue.tool("t10").by_name[name].label if times >= OFTEN else ""


def _win(wins: Sequence[Entry]) -> str:
    """The newest that is about the person; nothing dark comes back in a letter."""
    mine = [entry for entry in wins if entry.body.get("about") in ABOUT_ME]
    return next((text for entry in reversed(mine) if (text := _light(entry.body.get("win")))), "")


def _light(text: Any) -> str:
    return quoted(text) if isinstance(text, str) and not self_harm_hint(text) else ""


def _lesson(marked: Sequence[Entry]) -> tuple[str, str]:
    useful = [entry for entry in marked if entry.body.get("status") == "useful"]
    found = lesson_of(str(useful[-1].body.get("lesson", ""))) if useful else None
    return (found.front.title, found.front.sentence) if found is not None else ("", "")


def _value(bodies: Sequence[dict[str, Any]]) -> tuple[str, str]:
    """A core value's short name and the small act beside it; one with an act before one without."""
    standing = [body for body in bodies if not body.get("_ended")]
    body = next((one for one in reversed(standing) if one.get("small_act")), standing[-1] if standing else None)
    option = catalogue.tool("t06c").by_name["value"].by_id.get(str(body.get("value"))) if body is not None else None
    if body is None or option is None:
        return "", ""
    return option.label.split(":")[0], _light(body.get("small_act"))


def _standing_value(items: Sequence[Item], end: datetime) -> Item | None:
    """The newest that was there before the month ended, with an act if there is one."""
    then = [item for item in items if item.at < fold.minute(end)]
    return max(then, key=lambda item: (bool(item.body.get("small_act")), item.at), default=None)
