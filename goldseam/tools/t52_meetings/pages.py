"""T52: what the directory's pages show, ready made. Words come from the definition."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo
from hashlib import sha256
from urllib.parse import urlsplit

from django.urls import reverse
from django.utils.translation import get_language_info
from django.utils.translation import gettext as _

from goldseam.tools.definition import Tool
from goldseam.tools.t52_meetings import finder
from goldseam.tools.t52_meetings.directory import Placed
from goldseam.tools.t52_meetings.entries import SAID, Listing
from goldseam.tools.t52_meetings.fellowships import STYLES, Fellowship
from goldseam.tools.t52_meetings.finder import Fellowships, Found, Wish
from goldseam.tools.t52_meetings.schedule import Occurrence, Rule, following
from goldseam.tools.times import DAYS, clock, day_words, full_day

SHOWN = 40
"""Entries on a page; whoever has more asks for more."""
TYPES = ("O", "C", "BE", "M", "W", "NB", "LGBTQ", "G", "L", "T", "BI", "Y", "A", "X", "TC")
WHOM = {"r": "R", "b": "B", "c": "both", "s": "S"}
MODES = {"i": "in_person", "v": "video", "p": "phone", "t": "text"}
KINDS = {"m": "meeting", "g": "group", "h": "helper"}
"""What is asked for, as letters in an address."""
HOLDS_COUPLES = {"both", "couple"}


@dataclass(frozen=True, slots=True)
class Row:
    """One entry in a list."""

    name: str
    when: str
    about: str
    url: str


@dataclass(frozen=True, slots=True)
class Choice:
    value: str
    label: str
    here: bool


@dataclass(frozen=True, slots=True)
class Select:
    name: str
    label: str
    choices: list[Choice]


@dataclass(frozen=True, slots=True)
class FindPage:
    selects: list[Select]
    rows: list[Row]
    many: str
    note: str
    empty: bool  # no list at all
    couples: bool
    chosen: bool  # something was asked for


@dataclass(frozen=True, slots=True)
class Fact:
    label: str
    lines: list[str]


@dataclass(frozen=True, slots=True)
class Way:
    """A way in: a link that is named first, or a number."""

    label: str
    url: str
    text: str = ""


@dataclass(frozen=True, slots=True)
class EntryPage:
    name: str
    of: str
    coming: str
    facts: list[Fact]
    definition: str
    ways: list[Way]
    add: str
    couples: bool
    helper: bool
    checked: str


@dataclass(frozen=True, slots=True)
class FellowshipRow:
    name: str
    short: str
    definition: str
    label: str
    about: str
    how: str
    whom: str
    site: str
    url: str
    checked: str


@dataclass(frozen=True, slots=True)
class FellowshipGroup:
    title: str
    rows: list[FellowshipRow]


@dataclass(frozen=True, slots=True)
class Asking:
    title: str
    question: str
    good: str
    mind: str


@dataclass(frozen=True, slots=True)
class Clock:
    """The reader's moment and zone."""

    now: datetime
    zone: tzinfo

    def when(self, moment: datetime) -> str:
        """today, 21:30 · tomorrow, 09:00 · Tuesday, 19:00 · 14 March, 19:00"""
        day, today = moment.astimezone(self.zone).date(), self.now.astimezone(self.zone).date()
        ahead = (day - today).days
        if ahead == 1:
            word = _("tomorrow")
        elif 1 < ahead < 7:
            word = _(DAYS[day.weekday()])
        else:
            word = day_words(day, today)
        return _("%(day)s, %(time)s") % {"day": word, "time": clock(moment, self.zone)}


def token(text: str) -> str:
    """Stands for a region in an address."""
    return sha256(text.encode()).hexdigest()[:8]


def host(url: str) -> str:
    return (urlsplit(url).hostname or "").removeprefix("www.")


def language_name(code: str) -> str:
    try:
        return str(get_language_info(code)["name_translated"])
    except KeyError:
        return code


def words_of(tool: Tool, start: str, ids: Sequence[str]) -> str:
    return " · ".join(tool.word(f"{start}_{id}") for id in ids)


def soon_words(tool: Tool, at: Clock, one: Occurrence) -> str:
    minutes = round((one.start - at.now) / timedelta(minutes=1))
    key = "soon_in" if minutes > 0 else "soon_now" if minutes == 0 else "soon_late"
    return f"{clock(one.start, at.zone)}, {tool.word(key).format(n=abs(minutes))}"


def soon_rows(tool: Tool, at: Clock, found: Sequence[tuple[Occurrence, Placed]], known: Fellowships) -> list[Row]:
    return [_row(tool, placed, soon_words(tool, at, one), known) for one, placed in found]


def _row(tool: Tool, placed: Placed, when: str, known: Fellowships) -> Row:
    listing = placed.listing
    parts = [called(listing, known), words_of(tool, "mode", listing.modes)]
    if "in_person" in listing.modes:
        parts.append(listing.region)
    if listing.kind == "helper":
        parts = [listing.says.get("qualification", ""), *parts]
    return Row(listing.name, when, " · ".join(filter(None, parts)), reverse("tools:t52_entry", args=[placed.token]))


def called(listing: Listing, known: Fellowships) -> str:
    fellowship = known.get(listing.fellowship)
    return fellowship.called if fellowship else listing.fellowship


def find_page(tool: Tool, at: Clock, placed: Sequence[Placed], wish: Wish, known: Fellowships) -> FindPage:
    chosen = finder.chosen(placed, wish, known)
    found = finder.in_order(chosen, at.now)
    rows = [_row(tool, one, _when(tool, at, (occurrence, one)), known) for occurrence, one in found[:SHOWN]]
    many = tool.word("many").format(n=SHOWN, of=len(found)) if len(found) > SHOWN else ""
    confirmed = sum(one.listing.checked is not None for one in chosen)
    note = "" if confirmed == len(chosen) else tool.word("some_confirmed" if confirmed else "not_confirmed")
    return FindPage(_selects(tool, placed, wish), rows, many, note, not placed, wish.whom == "both", wish != Wish())


def _when(tool: Tool, at: Clock, found: Found) -> str:
    occurrence, placed = found
    if placed.listing.closed:
        return tool.word("closed_now")
    if occurrence is not None:
        return at.when(occurrence.start)
    return "" if placed.listing.kind == "helper" else tool.word("by_appointment")


def _selects(tool: Tool, placed: Sequence[Placed], wish: Wish) -> list[Select]:
    """Only what there is something to choose from."""

    def lettered(letters: Mapping[str, str], start: str) -> list[tuple[str, str]]:
        return [(letter, tool.word(f"{start}_{meant}")) for letter, meant in letters.items()]

    there = {letter: kind for letter, kind in KINDS.items() if any(one.listing.kind == kind for one in placed)}
    spoken = [(code, language_name(code)) for code in finder.languages(placed)]
    regions = [(token(name), name) for name in finder.regions(placed)]
    found = [
        _select("k", _("What"), lettered(there, "kind"), _letter(KINDS, wish.kind), every=False),
        _select("a", _("For"), lettered(WHOM, "whom"), _letter(WHOM, wish.whom)),
        _select("m", _("How"), lettered(MODES, "mode"), _letter(MODES, wish.mode)),
        _select("l", _("Language"), spoken, wish.language),
        _select("r", _("Where"), regions, token(wish.region) if wish.region else ""),
    ]
    return [select for select in found if sum(bool(one.value) for one in select.choices) > 1]


def _letter(letters: Mapping[str, str], value: str) -> str:
    return next((letter for letter, meant in letters.items() if meant == value), "")


def _select(name: str, label: str, pairs: list[tuple[str, str]], here: str, *, every: bool = True) -> Select:
    choices = [Choice("", _("any"), not here)] if every else []
    return Select(name, label, choices + [Choice(value, text, value == here) for value, text in pairs])


def entry_page(tool: Tool, at: Clock, placed: Placed, known: Fellowships) -> EntryPage:
    listing = placed.listing
    coming = following(listing.rule, at.now) if listing.rule and not listing.closed else None
    fellowship = known.get(listing.fellowship)
    definition = listing.definition or (fellowship.definition if fellowship else "")
    whom = finder.whom_of(listing, known) or listing.sees
    return EntryPage(
        name=listing.name,
        of=_of(listing, fellowship),
        coming=at.when(coming.start) if coming else "",
        facts=_facts(tool, at, listing, whom),
        definition=definition or ("" if listing.kind == "helper" else tool.word("no_definition")),
        ways=_ways(tool, placed),
        add=reverse("tools:new", args=["t52"]) + f"?m={placed.token}" if listing.rule else "",
        couples=bool(HOLDS_COUPLES & set(whom)),
        helper=listing.kind == "helper",
        checked=_checked(tool, listing),
    )


def _of(listing: Listing, fellowship: Fellowship | None) -> str:
    if fellowship is None:
        return listing.fellowship
    return fellowship.name if fellowship.called == fellowship.name else f"{fellowship.name} ({fellowship.short})"


def _facts(tool: Tool, at: Clock, listing: Listing, whom: Sequence[str]) -> list[Fact]:
    whom_start = "whom" if set(whom) <= {"R", "B", "both", "S"} else "sees"
    found = [
        ("when", _times(tool, at, listing)),
        ("how", [words_of(tool, "mode", listing.modes)] if listing.modes else []),
        ("where", [listing.place or listing.region] if "in_person" in listing.modes else []),
        ("for", [", ".join(tool.word(f"{whom_start}_{id}") for id in whom)] if whom and not listing.sees else []),
        ("sees", [", ".join(tool.word(f"sees_{id}") for id in listing.sees)] if listing.sees else []),
        ("approach", [", ".join(listing.approach)] if listing.approach else []),
        *((name, [listing.says[name]]) for name in SAID if name in listing.says),
        ("languages", [", ".join(map(language_name, listing.languages))] if listing.languages else []),
        ("types", [tool.word(f"type_{code}") for code in TYPES if code in listing.types]),
        ("faith", [tool.word("fact_faith_yes")] if listing.faith_based else []),
        ("notes", list(listing.notes)),
    ]
    return [Fact(tool.word(f"fact_{name}"), lines) for name, lines in found if any(lines)]


def _times(tool: Tool, at: Clock, listing: Listing) -> list[str]:
    if listing.kind == "helper":
        return []
    if listing.closed:
        return [tool.word("closed_now")]
    rule = listing.rule
    if rule is None:
        return [tool.word("by_appointment")]
    lasts = tool.word("lasts").format(n=rule.lasts // timedelta(minutes=1))
    return [_rhythm(tool, at, rule), lasts, *_there(tool, at, listing, rule)]


def _rhythm(tool: Tool, at: Clock, rule: Rule) -> str:
    """In the reader's own zone, by the next week's occurrences: days may differ there."""
    following_one = following(rule, at.now)
    shift = 0
    time = f"{rule.at:%H:%M}"
    if following_one is not None:
        here, there = following_one.start.astimezone(at.zone), following_one.start.astimezone(rule.zone)
        shift, time = (here.date() - there.date()).days, f"{here:%H:%M}"
    if len(rule.days) == 7 and rule.every == 1:
        return tool.word("every_day").format(time=time)
    days = ", ".join(_(DAYS[(day + shift) % 7]) for day in sorted(rule.days))
    return tool.word("every_second" if rule.every == 2 else "every_week").format(days=days, time=time)


def _there(tool: Tool, at: Clock, listing: Listing, rule: Rule) -> list[str]:
    """The wall clock at the place itself, where it differs from the reader's."""
    if at.now.astimezone(rule.zone).utcoffset() == at.now.astimezone(at.zone).utcoffset():
        return []
    return [tool.word("there").format(time=f"{rule.at:%H:%M}", zone=listing.zone.replace("_", " "))]


def _ways(tool: Tool, placed: Placed) -> list[Way]:
    listing, found = placed.listing, []
    if listing.join_url and not listing.closed:
        found.append(Way(tool.word("join"), reverse("tools:t52_go", args=[placed.token, "join"])))
    if listing.join_phone:
        number = "".join(c for c in listing.join_phone.split(",")[0] if c.isdigit() or c == "+")
        found.append(Way(tool.word("call_in"), f"tel:{number}", listing.join_phone))
    if listing.url:
        found.append(Way(tool.word("own_page"), reverse("tools:t52_go", args=[placed.token, "page"])))
    return found


def _checked(tool: Tool, listing: Listing) -> str:
    if listing.checked:
        return tool.word("confirmed").format(day=full_day(listing.checked))
    if listing.updated:
        return f"{tool.word('not_confirmed')} {tool.word('updated').format(day=full_day(listing.updated))}."
    return tool.word("not_confirmed")


def fellowship_groups(tool: Tool, found: Sequence[Fellowship], roles: Sequence[str]) -> list[FellowshipGroup]:
    """By kind; within a kind those for this person's roles first."""

    def mine(one: Fellowship) -> bool:
        return not roles or bool({*roles, "both"} & set(one.whom))

    groups = []
    for kind in STYLES:
        ordered = sorted((one for one in found if one.kind == kind), key=lambda one: not mine(one))
        groups.append(FellowshipGroup(tool.word(f"style_{kind}"), [_fellowship(tool, one) for one in ordered]))
    return [group for group in groups if group.rows]


def _fellowship(tool: Tool, one: Fellowship) -> FellowshipRow:
    return FellowshipRow(
        name=one.name,
        short=one.short if one.short != one.name else "",
        definition=one.definition,
        label=tool.word("definition_register" if one.kind == "register" else "definition"),
        about=one.about,
        how=words_of(tool, "mode", one.modes),
        whom=", ".join(tool.word(f"whom_{id}") for id in one.whom),
        site=one.host,
        url=reverse("tools:t52_go", args=[one.token, "page"]),
        checked=tool.word("confirmed").format(day=full_day(date.fromisoformat(one.checked))) if one.checked else "",
    )


def fellowships_note(tool: Tool, found: Sequence[Fellowship]) -> str:
    confirmed = sum(bool(one.checked) for one in found)
    if confirmed == len(found):
        return ""
    return tool.word("some_fellowships" if confirmed else "fellowships_not_confirmed")


def questions(tool: Tool) -> list[Asking]:
    return [Asking(*tool.lines(f"ask_{n}")) for n in range(1, 8)]
