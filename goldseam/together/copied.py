"""What a readable copy says of a table: in words, each entry with its author, and only what its pages show.

Some entries are there for the table itself or for both presses to meet: whether somebody is ready, a yes that counts
only with the other's, one's whole side of the openness plan. What is held ready to tell is read where its reader
chooses when. Of the other's, none of them is in any copy (R4, R12).
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Final

from django.utils.translation import gettext as _

from goldseam.exports.kept import Said, Together, Words
from goldseam.together import gate, out
from goldseam.together.checkin import actions as checkin
from goldseam.together.checkin import state
from goldseam.together.checkin.words import words as checkin_words
from goldseam.together.deck import deck
from goldseam.together.meeting import own as meeting
from goldseam.together.meeting import sitting
from goldseam.together.needs import cards
from goldseam.together.openness import overlap
from goldseam.together.record import acts as record
from goldseam.together.record import said as shown
from goldseam.together.tables import LAID
from goldseam.together.talk import turns
from goldseam.together.telling import facts
from goldseam.together.triggers import plans
from goldseam.vault import Entry

UNSEEN: Final = frozenset({gate.READY, overlap.SEAL, overlap.SIDE, state.FIT, sitting.GO, turns.KEEP, facts.TELL})
Body = dict[str, Any]
_TEXTS: Final = {
    plans.PLAN: ("trigger", "own", "sign", "help_own", "no", "after", "word"),
    plans.REPLY: ("own", "menu", "word"),
}


def words_of(kind: str) -> Words | None:
    """Kinds of the own room that the table's pages keep."""
    scales = {"mood": _("Mood, of ten"), "felt_safe": _("How safe it felt, of ten")}
    scales |= {"felt_heard": _("How far you felt heard, of ten"), "alone": _("By yourself"), "form": _("The cards")}
    if kind == checkin.NOTE:
        forms = {form.id: form.title for form in checkin_words().forms}
        labels = scales | {"answers": _("What you wrote"), "label": _("Card"), "text": _("Words")}
        return Words(_("The check-in, your own"), labels, {"form": forms})
    if kind == meeting.FELT:
        labels = {"safe": _("How safe it was to speak, of ten"), "heard": _("How far you felt heard, of ten")}
        return Words(_("After the meeting, your own"), labels | {"of": _("The day"), "table": _("Which table")})
    titles = {LAID: _("A note of what you laid on the table"), meeting.MINE: _("A decision you made your own")}
    titles |= {cards.KEPT: _("A card to talk by, kept"), record.KEPT: _("A copy of what was written to you")}
    return Words(titles[kind]) if kind in titles else None


def noted(entry: Entry) -> Said | None:
    body = entry.body
    if entry.kind == cards.KEPT:
        card = deck().get(str(body.get("card", "")))
        return Said(_("A card to talk by, kept"), (card.say,)) if card is not None else None
    if entry.kind == record.KEPT and isinstance(body.get("words"), str):
        by = _("%(day)s, by %(name)s") % {"day": body.get("on"), "name": body.get("by")}
        return Said(f"{_('A copy of what was written to you')}: {body.get('what')}", (by, body["words"]))
    if entry.kind == meeting.MINE and "of" in body:
        return Said(_("A decision you made your own"))
    return _note(entry) if entry.kind == LAID else None


def _note(entry: Entry) -> Said | None:
    """None for what is no note of ours: whatever it holds is handed out as it is."""
    body = entry.body
    if isinstance(body.get("item"), dict):
        return Said(f"{_('Laid on the table')}: {body['item'].get('title')}", _item(body))
    if isinstance(body.get("ended"), dict):
        return Said(f"{_('Taken back from the table')}: {body['ended'].get('title')}")
    if out.AS not in body:
        return None
    go, kind = body.get("go"), str(body[out.AS])
    inside = laid(replace(entry, kind=kind, body=go)) if isinstance(go, dict) else None
    if inside is not None:
        return Said(f"{_('Laid on the table')}: {inside.title}", inside.lines)
    return Said(_("A note of your own about the table"))


def laid(entry: Entry) -> Said | None:
    kind, body = entry.kind, entry.body
    if kind == LAID:
        return Said(str(body["item"].get("title")), _item(body)) if isinstance(body.get("item"), dict) else None
    if kind == shown.NOT_ME:
        return Said(_("“This was not me”"))
    said = shown.said(entry)
    own = tuple(_texts(body, _TEXTS.get(kind, ())))
    return None if said is None else Said(said.title, own or tuple(said.words.splitlines()))


def _item(body: Body) -> tuple[str, ...]:
    """Each answer under its question, then the last day."""
    found: list[str] = []
    for one in body["item"].get("answers", ()):
        if isinstance(one, dict):
            lines = [str(one.get("text") or ""), *(str(line) for line in one.get("lines") or ())]
            found.append(f"{one.get('label')}: " + "; ".join(filter(None, lines)))
    until = body.get("until")
    return (*found, *([f"{_('It lies there until')} {until}"] if isinstance(until, str) else []))


def _texts(body: Body, names: tuple[str, ...]) -> list[str]:
    found: list[str] = []
    for name in names:
        value = body.get(name)
        found += [value] if isinstance(value, str) and value else []
        found += [str(one) for one in value] if isinstance(value, (list, tuple)) else []
    return found


TOGETHER: Final = Together(noted, laid, UNSEEN.__contains__)
