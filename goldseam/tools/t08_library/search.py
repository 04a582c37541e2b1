"""What the search finds in the house's own words: lessons, the word list, tools. One's own notes are in `notes`."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

from django.urls import reverse
from django.utils.translation import gettext as _

from goldseam.safety.guard import self_harm_hint
from goldseam.tools import catalogue
from goldseam.tools.definition import Tool
from goldseam.tools.desk import Desk
from goldseam.tools.shelf import Item
from goldseam.tools.show import Card, link
from goldseam.tools.t08_library import markdown, pages
from goldseam.tools.t08_library.finding import Piece, Snippet, holds, marked, snippet
from goldseam.tools.t08_library.lessons import Lesson, lessons
from goldseam.tools.t08_library.words import Term, glossary
from goldseam.tools.views import shown

FIRST: Final = 4
"""So many of a kind stand open, the others are folded: one's own notes come after them."""


@dataclass(frozen=True, slots=True)
class Hit:
    title: list[Piece]
    snippet: Snippet
    url: str = ""
    about: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    id: str
    title: str
    hits: list[Hit]

    @property
    def first(self) -> list[Hit]:
        return self.hits[:FIRST]

    @property
    def more(self) -> list[Hit]:
        return self.hits[FIRST:]


def cards(words: Sequence[str]) -> list[Card]:
    """Who answers now, for somebody who looks for words of dying: this leaves no mark, since nothing was written."""
    heavy = [hook for hook in catalogue.tool("t08").hooks if hook.self_harm_words and self_harm_hint(" ".join(words))]
    return [
        Card(
            hook.hook, _("What you look for sounds heavy. You do not have to carry it alone."), link(hook), hook.button
        )
        for hook in heavy
    ]


def sections(at: Desk, tool: Tool, words: Sequence[str]) -> list[Section]:
    """Those in which anything was found."""
    items = {item.key: item for item in at.shelf.items(tool.code)}
    found = [
        Section("lessons", _("Lessons"), _lessons(tool, words, items, at.roles)),
        Section("words", _("Words"), [_term(term, words) for term in glossary() if holds(_of_term(term), words)]),
        Section("tools", _("Tools"), [_tool(one, words) for one in _tools(at) if holds(_of_tool(one), words)]),
    ]
    return [section for section in found if section.hits]


def _lessons(tool: Tool, words: Sequence[str], items: Mapping[str, Item], roles: Collection[str]) -> list[Hit]:
    """The person's own first, and of these the ones named so."""
    found = [one for one in lessons().values() if holds(f"{one.front.title}\n{_of_lesson(one.id)}", words)]
    found.sort(key=lambda one: (not pages.is_mine(one.role, roles), not holds(one.front.title, words)))
    return [_lesson(tool, one, words, items.get(one.id)) for one in found]


def _lesson(tool: Tool, lesson: Lesson, words: Sequence[str], item: Item | None) -> Hit:
    row = pages.row(tool, lesson, item)
    around = snippet(_of_lesson(lesson.id), words) or Snippet([Piece(lesson.front.sentence)])
    about = f"{tool.word(f'for_{lesson.role}')} · {row.about}"
    return Hit(marked(lesson.front.title, words), around, row.url, about)


@cache
def _of_lesson(id: str) -> str:
    front, text = lessons()[id].front, lessons()[id].text
    return "\n".join([*markdown.paragraphs(text), front.sentence, front.do.say, front.small_step])


def _term(term: Term, words: Sequence[str]) -> Hit:
    """The whole explanation: it is short, and an address with the word in it would stand in the history."""
    name = f"{term.term} ({term.also})" if term.also else term.term
    return Hit(marked(name, words), Snippet(marked(term.say, words)))


def _of_term(term: Term) -> str:
    return "\n".join((term.term, term.also, term.say))


def _tools(at: Desk) -> Iterator[Tool]:
    """As the Tools page lists them."""
    for tool in catalogue.catalogue().values():
        mine = not at.roles or set(tool.roles) & set(at.roles)
        if not tool.part_of and mine and shown(at, tool):
            yield tool


def _tool(tool: Tool, words: Sequence[str]) -> Hit:
    around = snippet(_of_tool(tool).partition("\n")[2], words) or Snippet([Piece(tool.purpose)])
    return Hit(marked(tool.title, words), around, reverse("tools:tool", args=[tool.code]))


def _of_tool(tool: Tool) -> str:
    """With its parts, which are reached from its page."""
    parts = [one for one in catalogue.catalogue().values() if one.part_of == tool.code]
    return "\n".join([tool.title, tool.purpose, *(f"{one.title}: {one.purpose}" for one in parts)])
