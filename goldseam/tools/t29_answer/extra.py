"""T29: a card, an answer, words to look at again, one way to say it. T29b: one area of the impact at a time."""

from __future__ import annotations

from typing import Any

from django.forms import HiddenInput

from goldseam.safety.hints import Kind
from goldseam.tools import gates
from goldseam.tools.definition import Tool
from goldseam.tools.desk import Desk
from goldseam.tools.forms import Body, ToolForm
from goldseam.tools.looking import HEARD, look_at
from goldseam.tools.t29_answer.deck import Card, Deck, deck
from goldseam.vault import Entry

CODES = ("t29", "t29b")
AREA: dict[str, tuple[Kind, ...]] = {
    "what_I_think_it_was_like": ("minimising", "self_pity", "blame", "but", "if", "scene"),
    "what_I_did_that_led_here": ("minimising", "defending", "self_pity", "blame", "but", "if", "scene"),
}


def overview(at: Desk, tool: Tool) -> dict[str, Any]:
    if tool.code != "t29":
        return {}
    n = at.state.counts.get("t29", 0)
    words = deck()
    return {
        "kinds": list(words.kinds.items()),
        "count": count_words(tool, n, numbers=at.numbers),
        "own_story": n >= gates.PRACTISED,
    }


def count_words(tool: Tool, n: int, *, numbers: bool = True) -> str:
    if not numbers:
        return tool.word("count_open" if n >= gates.PRACTISED else "count_none")
    key = "count_none" if n == 0 else "count_some" if n < gates.PRACTISED else "count_done"
    return tool.word(key).format(n=n)


def new(at: Desk, tool: Tool, form: ToolForm) -> dict[str, Any]:
    """The card goes along unseen, so that an answer belongs to the words it was written under."""
    if tool.code != "t29":
        return {}
    form.fields.pop("said", None)
    form.fields["card"].widget = HiddenInput()
    card = asked(at, str((form.data if form.is_bound else form.initial).get("card", "")))
    if not form.is_bound:
        form.initial["card"] = card.id
    if form.initial.get("said"):
        form.fields["reply"].help_text = card.says
    return {"card": card, "silent": card.kind == "silence", "kind": deck().kinds[card.kind]}


def asked(at: Desk, named: str) -> Card:
    """The card the form names; that of the address, or of the kind in it; else the next one's turn."""
    words, wanted = deck(), at.request.GET
    found = words.get(named) or words.get(wanted.get("card", ""))
    return found or words.turn(at.state.counts.get("t29", 0), _kind(words, wanted.get("kind", "")))


def _kind(words: Deck, said: str) -> str:
    """In an address by its number: a browser's history must not name a feeling (R19)."""
    return next((id for n, id in enumerate(words.kinds, 1) if said in {id, str(n)}), "")


def body(at: Desk, tool: Tool, body: Body, item: Entry | None) -> Body:
    if tool.code != "t29":
        return body
    card = asked(at, str(body.get("card", "")))
    return {"said": card.says, "card": card.id, "reply": body["reply"]}


def kept(at: Desk, tool: Tool, entry: Entry) -> dict[str, Any]:
    if tool.code != "t29":
        return {"look": look_at(tool, entry.body, AREA)}
    n = at.state.counts.get("t29", 0)
    words = deck()
    card = words.get(str(entry.body.get("card", "")))
    return {
        "said": entry.body.get("said", ""),
        "reply": entry.body.get("reply", ""),
        "look": look_at(tool, entry.body, {"reply": HEARD}),
        "card": card,
        "lead": words.lead,
        "model": [(move, said) for move, said in _moves(card)] if card else [],
        "count": count_words(tool, n, numbers=at.numbers),
        "own_story": n >= gates.PRACTISED,
    }


def _moves(card: Card) -> list[tuple[str, str]]:
    moves = deck().moves
    return [(moves.hears, card.hears), (moves.sense, card.sense), (moves.owns, card.owns)]
