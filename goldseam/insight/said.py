"""Patterns put into words: a heading without numbers, then lines that say what it rests on and how sure it is.

Words for tags come from the tools' definitions (`names`) or are the person's own. What went together is all that is
told: nothing here says that one thing brought about the other.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.utils.translation import gettext as _

from goldseam.insight.exact import Middle
from goldseam.insight.patterns import COMPARED, EACH, PAIRS, Compared, Found, Help, Relief, Usual
from goldseam.insight.sentences import capital, figure, number

Names = Mapping[str, str]
WEAK = 40
"""Below so many compared entries most real links stay hidden (docs/methods.md gives the rates)."""


def few() -> str:
    return _("Too few entries yet.")


def by_chance() -> str:
    return _("Chance alone would do this less than three times in a hundred, with every look counted.")


def name(names: Names, tag: str) -> str:
    return _("“%(tag)s”") % {"tag": names.get(tag, tag)}


def named(names: Names, tags: Sequence[str]) -> str:
    """“Tired”; “Tired” and “In bed”; “Tired”, “Bored” and “In bed”."""
    *first, last = [name(names, tag) for tag in dict.fromkeys(tags)]
    if not first:
        return last
    return _("%(first)s and %(last)s") % {"first": ", ".join(first), "last": last}


# --- which tags go with something ---


def with_strong(names: Names, tags: Sequence[str]) -> str:
    return _("%(tags)s: there more often in your stronger urges.") % {"tags": named(names, tags)}


def with_giving_in(names: Names, tags: Sequence[str]) -> str:
    return _("%(tags)s: there more often when you gave in.") % {"tags": named(names, tags)}


def with_strong_reactions(names: Names, tags: Sequence[str]) -> str:
    return _("%(tags)s: there more often when it was strong.") % {"tags": named(names, tags)}


def no_link(n: int) -> str:
    if n < WEAK:
        return _("Nothing stands out yet.")
    return _("Nothing stands out from chance.")


def no_link_basis(n: int) -> str:
    """`n` is the largest number of entries compared."""
    words = {"n": number(n)}
    if n < WEAK:
        return _("Compared: %(n)s entries. With so few, only a very strong link would show.") % words
    return _("Compared: %(n)s entries. That no one thing stands out is an answer too.") % words


def missing(compared: Compared) -> str:
    """What a comparison still waits for; empty once it was made."""
    if compared.found:
        return ""
    if compared.n < COMPARED:
        words = {"need": number(COMPARED), "n": number(compared.n)}
        return _("Needed: %(need)s entries, hours apart, in which you noted some of this. So far: %(n)s.") % words
    if min(compared.hits, compared.n - compared.hits) < EACH:
        return _("Needed: at least %(each)s entries of either kind to compare.") % {"each": number(EACH)}
    return _("Nothing was noted often enough to compare.")


def strong(one: Found, names: Names, edge: float) -> str:
    text = _("With %(tag)s the urge was %(edge)s or more in %(hits)s of %(n)s, without it in %(other)s of %(others)s.")
    return text % (_counts(one, names) | {"edge": figure(edge)})


def gave_in(one: Found, names: Names) -> str:
    text = _("With %(tag)s you gave in at %(hits)s of %(n)s, without it at %(other)s of %(others)s.")
    return text % _counts(one, names)


def held(one: Found, names: Names) -> str:
    text = _(
        "With %(tag)s you did not give in at %(hits)s of %(n)s, with your other answers at %(other)s of %(others)s."
    )
    return text % _counts(one, names)


def reaction(one: Found, names: Names, edge: float) -> str:
    text = _("With %(tag)s it was %(edge)s or more in %(hits)s of %(n)s, without it in %(other)s of %(others)s.")
    return text % (_counts(one, names) | {"edge": figure(edge)})


def _counts(one: Found, names: Names) -> dict[str, str]:
    return {
        "tag": name(names, one.tag),
        "hits": number(one.hits),
        "n": number(one.n),
        "other": number(one.others_hits),
        "others": number(one.others),
    }


# --- what helped ---


def helped(helps: Sequence[Help], names: Names) -> str:
    standing = [one.tag for one in helps if one.stands]
    if not helps:
        return few()
    if standing:
        return _("%(tags)s: larger falls than with the rest.") % {"tags": named(names, standing)}
    if len(helps) == 1:
        return _("%(tag)s, with nothing to compare it with yet.") % {"tag": name(names, helps[0].tag)}
    return _("None stands out from the others.")


def helped_lines(helps: Sequence[Help], names: Names, pairs: int) -> list[str]:
    """`pairs` is how many entries held both numbers."""
    if not helps:
        words = {"need": number(PAIRS), "n": number(pairs)}
        return [_("Needed: %(need)s before-and-after notes of the same answer. So far, of all answers: %(n)s.") % words]
    told = [one for one in helps if one.stands] or helps[:1]
    return [usual_fall(one, names) for one in told]


def usual_fall(one: Help, names: Names) -> str:
    words = {"tag": name(names, one.tag), "n": number(one.n), "fell": between(one.fell)}
    return _("With %(tag)s it usually fell by %(fell)s, from %(n)s entries.") % words


def between(middle: Middle) -> str:
    """“4 (likely 3 to 6)”: the range holds the true middle nine times in ten."""
    if middle.low is None or middle.low == middle.high:
        return figure(middle.mid)
    words = {"mid": figure(middle.mid), "low": figure(middle.low), "high": figure(middle.high)}
    return _("%(mid)s (likely %(low)s to %(high)s)") % words


# --- where the chain breaks ---


def break_point(found: Usual | None, names: Names) -> str:
    if found is None:
        return _("Too few maps yet.")
    if not found.tag:
        return _("No one place stands out.")
    return capital(_("%(place)s.") % {"place": names.get(found.tag, found.tag)})


def break_point_lines(found: Usual | None, n: int, names: Names) -> list[str]:
    if found is None:
        return [_("Needed: %(need)s maps. So far: %(n)s.") % {"need": number(PAIRS), "n": number(n)}]
    if not found.tag:
        return [_("The first two came up equally often, in %(n)s maps.") % {"n": number(found.n)}]
    words = {"count": number(found.count), "n": number(found.n)}
    return [
        _("In %(count)s of %(n)s maps this was the easiest place to step off.") % words,
        _break_point_sure(found, names),
    ]


def _break_point_sure(found: Usual, names: Names) -> str:
    if found.clear:
        return by_chance()
    if not found.second_count:
        return _("No other place came up. A few more maps will show whether it stays so.")
    words = {"place": name(names, found.second), "count": number(found.second_count)}
    return _("Next comes %(place)s, in %(count)s. That is close enough to change.") % words


# --- how long relief lasts ---


def relief(found: Relief | None) -> str:
    if found is None:
        return few()
    if found.fades:
        return _("Relief was there after ten minutes, and less after an hour.")
    return _("No clear difference between ten minutes and an hour.")


def relief_lines(found: Relief | None, n: int) -> list[str]:
    if found is None:
        words = {"need": number(PAIRS), "n": number(n)}
        return [_("Needed: %(need)s entries with both times filled in. So far: %(n)s.") % words]
    words = {"soon": figure(found.soon), "later": figure(found.later), "n": number(found.n)}
    lines = [_("After ten minutes %(soon)s of 10, after an hour %(later)s: the middles of %(n)s entries.") % words]
    words = {"less": number(found.less), "n": number(found.n), "lost": between(found.lost)}
    lines.append(_("It was less after the hour in %(less)s of %(n)s, usually by %(lost)s.") % words)
    return [*lines, by_chance()] if found.fades else [*lines, _("That may still be chance.")]
