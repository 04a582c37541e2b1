"""Words to look at again: the hints of `goldseam.safety.hints` on what somebody wrote into a tool. Nothing is kept.

A tool says which kinds of hints make sense in which of its fields; a reason may be given in one and be a defence in
another. Pure but for the words, which come from `content/`.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from goldseam.safety.hints import Hint, Kind, Piece, hints, pieces
from goldseam.tools.definition import Tool

HEARD: tuple[Kind, ...] = ("minimising", "fixing", "defending", "self_pity", "blame", "but", "if", "scene")
"""What closes an ear when somebody answers pain."""


@dataclass(frozen=True, slots=True)
class Passage:
    """One answer with its marked places."""

    label: str
    pieces: list[Piece]


@dataclass(frozen=True, slots=True)
class Look:
    """Everything there is to look at again: the passages, and each kind of hint once."""

    passages: list[Passage]
    hints: list[Hint]


def look(texts: Sequence[tuple[str, str, Collection[Kind]]], words: Mapping[str, Any]) -> Look | None:
    """`texts` are label, what was written, and the kinds asked for. None when nothing is marked.

    A tool may say a kind in its own words: `title_but` and `say_but` among its words.
    """
    passages: list[Passage] = []
    found: dict[Kind, Hint] = {}
    for label, text, kinds in texts:
        here = hints(text, kinds)
        if here:
            passages.append(Passage(label, pieces(text, kinds)))
        for hint in here:
            before = found[hint.kind].words if hint.kind in found else ()
            found[hint.kind] = _said(hint, words, tuple(dict.fromkeys((*before, *hint.words))))
    return Look(passages, list(found.values())) if passages else None


def _said(hint: Hint, words: Mapping[str, Any], places: tuple[str, ...]) -> Hint:
    if all(word.casefold() == hint.kind for word in places):  # “But”: “but” would say it twice
        places = ()
    title, say = words.get(f"title_{hint.kind}", hint.title), words.get(f"say_{hint.kind}", hint.say)
    return Hint(hint.kind, str(title), str(say), places)


def look_at(tool: Tool, body: Mapping[str, Any], kinds: Mapping[str, Collection[Kind]]) -> Look | None:
    """The same for the named text fields of one record."""
    texts = [(tool.by_name[name].label, str(body[name]), wanted) for name, wanted in kinds.items() if body.get(name)]
    return look(texts, tool.words)
