"""What the library's pages show, ready made: lessons by reader or theme, one lesson, the word list, the books."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from goldseam.safety.words import Evidence
from goldseam.tools import catalogue
from goldseam.tools.definition import Tool
from goldseam.tools.drawing import Link
from goldseam.tools.shelf import Item
from goldseam.tools.t08_library import markdown
from goldseam.tools.t08_library.lessons import ROLES, Exercise, Lesson, Question, Role, lessons, of_role
from goldseam.tools.t08_library.words import glossary, themes

By = Literal["reader", "theme"]
"""The two ways through the lessons."""


@dataclass(frozen=True, slots=True)
class Row:
    title: str
    sentence: str
    about: str
    """Stage, time and what the person said of it."""
    noted: bool
    url: str
    new: bool
    """Whether nothing was said of it yet."""


@dataclass(frozen=True, slots=True)
class Group:
    title: str
    say: str
    rows: list[Row]
    others: list[Row] = field(default_factory=list)
    """Those for another reader, one fold deeper."""
    open: bool = False


@dataclass(frozen=True, slots=True)
class LibraryPage:
    groups: list[Group]
    spans: list[Link]
    words: int
    books: str
    terms: str


@dataclass(frozen=True, slots=True)
class LessonPage:
    id: str
    title: str
    about: str
    text: SafeString
    sentence: str
    small_step: str
    done: str
    tools: list[Link]
    quiz: tuple[Question, ...]
    evidence: Evidence
    sources: tuple[str, ...]
    do: Exercise
    do_url: str
    """Where the exercise opens; empty when it is done on paper."""
    kept: str
    """Where the record of this lesson lies, when there is one."""
    onward: Link | None


def library_page(tool: Tool, items: Mapping[str, Item], roles: Sequence[str], by: By) -> LibraryPage:
    """All groups are folded but the person's first in which something is new; everything can be opened."""
    groups = _by_theme(tool, items, roles) if by == "theme" else _by_reader(tool, items, roles)
    first = next((n for n, (mine, group) in enumerate(groups) if mine and any(row.new for row in group.rows)), None)
    shown = [replace(group, open=n == first) for n, (_mine, group) in enumerate(groups)]
    here = reverse("tools:tool", args=[tool.code])
    ways = [
        Link(tool.word("by_reader"), here, by == "reader"),
        Link(tool.word("by_theme"), f"{here}?by=theme", by == "theme"),
    ]
    return LibraryPage(shown, ways, len(glossary()), reverse("tools:t08_books"), reverse("tools:t08_words"))


def _by_reader(tool: Tool, items: Mapping[str, Item], roles: Sequence[str]) -> list[tuple[bool, Group]]:
    """The person's own first, then what is for the two."""
    order = sorted(ROLES, key=lambda role: (not is_mine(role, roles), bool(roles) and role != "C"))
    return [
        (is_mine(role, roles), Group(tool.word(f"for_{role}"), _many(tool, len(found)), _rows(tool, found, items)))
        for role in order
        if (found := of_role(role))
    ]


def _by_theme(tool: Tool, items: Mapping[str, Item], roles: Sequence[str]) -> list[tuple[bool, Group]]:
    """Those that hold anything for this person first; what is for others is folded inside."""
    found = []
    for theme in themes():
        here = [one for id in theme.lessons if (one := lessons().get(id)) is not None]
        mine = [one for one in here if is_mine(one.role, roles)]
        others = [one for one in here if one not in mine]
        first, deeper = (mine, others) if mine else (others, [])
        group = Group(theme.title, theme.say, _rows(tool, first, items), _rows(tool, deeper, items, named=True))
        found.append((bool(mine), group))
    return sorted(found, key=lambda pair: not pair[0])


def _many(tool: Tool, number: int) -> str:
    return tool.word("one_lesson") if number == 1 else tool.word("many_lessons").format(n=number)


def is_mine(role: Role, roles: Collection[str]) -> bool:
    return not roles or role == "A" or role in roles


def _rows(tool: Tool, found: Sequence[Lesson], items: Mapping[str, Item], *, named: bool = False) -> list[Row]:
    return [row(tool, one, items.get(one.id), named=named) for one in found]


def row(tool: Tool, lesson: Lesson, item: Item | None, *, named: bool = False) -> Row:
    """`named`: say for whom it is, where no heading says so."""
    status = str(item.body.get("status", "")) if item is not None else ""
    whom = tool.word(f"for_{lesson.role}") if named else ""
    about = [whom, *_about(tool, lesson), _status(tool, status)]
    return Row(
        lesson.front.title,
        lesson.front.sentence,
        " · ".join(part for part in about if part),
        item is not None and bool(item.body.get("note") or item.cut),
        reverse("tools:t08_lesson", args=[lesson.id]),
        status in {"", "new"},
    )


def _about(tool: Tool, lesson: Lesson) -> list[str]:
    return [tool.lines("stages")[lesson.front.stage], _("%(n)s minutes") % {"n": lesson.front.minutes}]


def _status(tool: Tool, status: str) -> str:
    """In a word; nothing for what was not read yet."""
    if status in {"new", "not_for_me"}:
        return tool.word("left") if status == "not_for_me" else ""
    option = tool.by_name["status"].by_id.get(status)
    return option.label if option is not None else ""


def lesson_page(
    tool: Tool,
    lesson: Lesson,
    item: Item | None,
    roles: Sequence[str],
    place: Callable[[str], str] = lambda _name: "",
) -> LessonPage:
    """`place`: the address of a place at the table, "" while that is not open."""
    front = lesson.front
    found = [pointed for code in front.tools if code != front.do.tool and (pointed := catalogue.get(code))]
    after = following(lesson, roles)
    return LessonPage(
        lesson.id,
        front.title,
        " · ".join([*_about(tool, lesson), tool.word(f"for_{lesson.role}")]),
        markdown.render(lesson.text),
        front.sentence,
        front.small_step,
        front.done,
        [
            Link(pointed.title, reverse("tools:tool", args=[pointed.code]))
            for pointed in found
            if pointed.code != front.do.tool
        ],
        front.quiz,
        front.evidence,
        front.sources,
        front.do,
        _do_url(lesson, place),
        reverse("tools:kept", args=[tool.code, item.id]) if item is not None else "",
        Link(after.front.title, reverse("tools:t08_lesson", args=[after.id])) if after is not None else None,
    )


def _do_url(lesson: Lesson, place: Callable[[str], str]) -> str:
    do = lesson.front.do
    there = place(do.place) if do.place else ""
    return there or (reverse("tools:t08_do", args=[lesson.id]) if do.tool else "")


def following(lesson: Lesson, roles: Sequence[str]) -> Lesson | None:
    """The next one for the same reader: for the person's own roles, and for everybody."""
    line = [one for one in lessons().values() if is_mine(one.role, roles) or one.role == lesson.role]
    place = line.index(lesson)
    return line[place + 1] if place + 1 < len(line) else None
