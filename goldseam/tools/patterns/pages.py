"""The page of patterns: one section for each question, a heading in words, then what it rests on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.urls import reverse
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from goldseam.insight import pictures, said, sentences
from goldseam.insight.patterns import Compared, Help
from goldseam.insight.sentences import capital, figure, number
from goldseam.insight.stats import FEW, Grid
from goldseam.safety import cards
from goldseam.tools import catalogue
from goldseam.tools.drawing import Link, Picture, Row, Table
from goldseam.tools.patterns.read import BEFORE, Kept, Reactions, Urges

LENGTHS = {"12": 12, "52": 52}
PARTS = ("morning", "midday", "evening", "night")
DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


@dataclass(frozen=True, slots=True)
class Section:
    question: str
    heading: str
    lines: list[str] = field(default_factory=list)
    picture: Picture | None = None
    tables: list[Table] = field(default_factory=list)
    to: Link | None = None


@dataclass(frozen=True, slots=True)
class PatternsPage:
    sections: list[Section]
    spans: list[Link]
    numbers: bool
    begin: list[Link]


def patterns_page(found: Kept, chosen: str, roles: Sequence[str], *, numbers: bool) -> PatternsPage:
    hurt_first = "B" in roles and "R" not in roles
    parts = [_after_betrayal(found), _urges(found)] if hurt_first else [_urges(found), _after_betrayal(found)]
    sections = [section for part in parts for section in part]
    if not numbers:
        sections = [Section(one.question, one.heading, to=one.to) for one in sections]
    return PatternsPage(sections, _spans(chosen), numbers, [] if sections else _begin(hurt_first))


def _urges(found: Kept) -> list[Section]:
    urges = found.urges
    made = [_urges_when(urges), _urges_before(urges), _urges_helped(urges)] if urges is not None else []
    return [*made, _chain(found)] if found.maps else made


def _after_betrayal(found: Kept) -> list[Section]:
    made: list[Section] = []
    if found.reactions is not None:
        made += [
            _reactions_when(found.reactions),
            _reactions_strong(found.reactions),
            _reactions_helped(found.reactions),
        ]
    if found.calm_pairs:
        made.append(_calm(found))
    return [*made, _relief(found)] if found.checks else made


def _spans(chosen: str) -> list[Link]:
    here = reverse("tools:patterns")
    words = {"12": _("12 weeks"), "52": _("a year")}
    return [Link(text, here if key == "12" else f"{here}?weeks={key}", key == chosen) for key, text in words.items()]


def _begin(hurt_first: bool) -> list[Link]:
    """Where entries come from, for an empty page."""
    first = ("t40", "t41") if hurt_first else ("t09", "t41")
    tools = [tool for code in first if (tool := catalogue.get(code)) is not None]
    return [Link(tool.title, reverse("tools:tool", args=[tool.code])) for tool in tools]


def names(code: str, *fields: str) -> dict[str, str]:
    """Option → its words, from today's definition."""
    tool = catalogue.get(code)
    if tool is None:
        return {}
    return {o.id: o.label for name in fields if name in tool.by_name for o in tool.by_name[name].options}


def _to(code: str, text: str) -> Link | None:
    return Link(text, reverse("tools:tool", args=[code])) if catalogue.get(code) else None


# --- urges ---


def _urges_when(urges: Urges) -> Section:
    return Section(
        _("When urges come"),
        sentences.when_heading(urges.when),
        _when_lines(urges.when, urges.at),
        _when_picture(urges.when, _("Urges")),
        to=_to("t09", _("Urges")),
    )


def _when_lines(found: Grid, at: Sequence[int]) -> list[str]:
    if found.n < FEW:
        return [_("Needed: %(need)s entries. So far: %(n)s.") % {"need": number(FEW), "n": number(found.n)}]
    basis = _("From %(n)s entries.") % {"n": number(found.n)}
    return [f"{basis} {sentences.when_detail(found, at)}".strip()]


def _when_picture(found: Grid, things: str) -> Picture | None:
    if found.n < FEW:
        return None
    parts, days = [_(part) for part in PARTS], [_(day) for day in DAYS]
    label = sentences.grid_label(found, things)
    rows = [
        (capital(part), *(str(n) if n else "–" for n in counts), str(sum(counts)))
        for part, counts in zip(parts, found.counts, strict=True)
    ]
    return Picture(
        "",
        "",
        mark_safe(pictures.heat(found, parts, days, label)),  # noqa: S308 - numbers and escaped words
        table=Table(_("How many, by weekday and time of day"), (_("Time of day"), *days, _("All")), rows),
    )


def _urges_before(urges: Urges) -> Section:
    words = names("t09", *BEFORE)
    strong = [one for name, found in urges.before.items() if name.endswith(" strong") for one in found.standing]
    slips = [one for name, found in urges.before.items() if name.endswith(" slip") for one in found.standing]
    question = _("What is there before")
    to = _to("t12", _("Make a plan for it")) if strong or slips else _to("t09", _("Write one down"))
    headings, lines = [], []
    if strong:
        headings.append(said.with_strong(words, [one.tag for one in strong]))
        lines += [said.strong(one, words, urges.edge or 0) for one in strong]
    if slips:
        headings.append(said.with_giving_in(words, [one.tag for one in slips]))
        lines += [said.gave_in(one, words) for one in slips]
    if headings:
        return Section(question, " ".join(headings), [*lines, said.by_chance()], tables=_tables(urges), to=to)
    compared = list(urges.before.values())
    if any(one.found for one in compared):
        n = max(one.n for one in compared if one.found)
        return Section(question, said.no_link(n), [said.no_link_basis(n)], tables=_tables(urges), to=to)
    fullest = max(compared, key=lambda one: one.n)
    return Section(question, said.few(), [said.missing(fullest)], to=to)


def _tables(urges: Urges) -> list[Table]:
    words = names("t09", *BEFORE)
    edge = figure(urges.edge)
    titles = {
        "strong": _("Strong ones (%(edge)s or more)") % {"edge": edge},
        "slip": _("Ended with giving in"),
    }
    made = []
    for outcome, title in titles.items():
        mine = [found for name, found in urges.before.items() if name.endswith(f" {outcome}") and found.found]
        if mine:
            made.append(_counts(title, mine, words))
    return made


def _counts(title: str, compared: Sequence[Compared], words: dict[str, str]) -> Table:
    """How many of the entries with a tag, and of those without it, had the outcome."""
    rows: list[Row] = [
        (words.get(one.tag, one.tag), _of(one.hits, one.n), _of(one.others_hits, one.others))
        for found in compared
        for one in found.found
    ]
    return Table(title, (_("Noted"), _("With it"), _("Without it")), rows)


def _of(some: int, all: int) -> str:
    return _("%(some)s of %(all)s") % {"some": some, "all": all}


def _urges_helped(urges: Urges) -> Section:
    words = names("t09", "response")
    lines = said.helped_lines(urges.helps, words, urges.pairs)
    lines += [said.held(one, words) for one in urges.held.standing]
    return Section(
        _("What goes with an urge falling"),
        said.helped(urges.helps, words),
        lines,
        tables=[_help_table(urges.helps, words)] if urges.helps else [],
        to=_to("t09", _("Urges")),
    )


def _help_table(helps: Sequence[Help], words: dict[str, str]) -> Table:
    rows: list[Row] = [
        (words.get(one.tag, one.tag), str(one.n), f"{figure(one.before)} → {figure(one.after)}", said.between(one.fell))
        for one in helps
    ]
    return Table(_("Before and after"), (_("With"), _("Times"), _("Before → after"), _("Usual fall")), rows)


def _chain(found: Kept) -> Section:
    words = names("t11", "break_point")
    return Section(
        _("Where the chain breaks most easily"),
        said.break_point(found.chain, words),
        said.break_point_lines(found.chain, found.maps, words),
        to=_to("t11", _("Map another one")),
    )


# --- after betrayal ---


def _reactions_when(found: Reactions) -> Section:
    return Section(
        _("When something sets you off"),
        sentences.when_heading(found.when),
        _when_lines(found.when, found.at),
        _when_picture(found.when, _("Notes")),
        to=_to("t40b", _("Notes of this kind")),
    )


def _reactions_strong(found: Reactions) -> Section:
    words, question = names("t40b", "trigger"), _("What wakes the strong ones")
    to = _to("t40b", _("Note one"))
    standing, compared = found.triggers.standing, found.triggers
    if not compared.found:
        return Section(question, said.few(), [said.missing(compared)], to=to)
    table = _counts(_("Strong ones (%(edge)s or more)") % {"edge": figure(found.edge)}, [compared], words)
    if not standing:
        return Section(question, said.no_link(compared.n), [said.no_link_basis(compared.n)], tables=[table], to=to)
    lines = [said.reaction(one, words, found.edge or 0) for one in standing]
    heading = said.with_strong_reactions(words, [one.tag for one in standing])
    return Section(question, heading, [*lines, said.by_chance()], tables=[table], to=to)


def _reactions_helped(found: Reactions) -> Section:
    words = names("t40b", "what_helped")
    return Section(
        _("What helps afterwards"),
        said.helped(found.helps, words),
        said.helped_lines(found.helps, words, found.pairs),
        tables=[_help_table(found.helps, words)] if found.helps else [],
        to=_to("t40b", _("Note one")),
    )


def _calm(found: Kept) -> Section:
    words = {card.id: card.title for card in cards.cards()} | {"own": _("Your own card")}
    return Section(
        _("Which card brings you back"),
        said.helped(found.calm, words),
        said.helped_lines(found.calm, words, found.calm_pairs),
        tables=[_help_table(found.calm, words)] if found.calm else [],
        to=_to("t41", _("The cards")),
    )


def _relief(found: Kept) -> Section:
    return Section(
        _("How long relief lasts after checking"),
        said.relief(found.relief),
        said.relief_lines(found.relief, found.relief_pairs),
        to=_to("t42", _("Your checking log")),
    )
