"""What the library's pages show, ready made: lessons by role, one lesson, the word list, the books."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

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
from goldseam.tools.t08_library.words import glossary


@dataclass(frozen=True, slots=True)
class Row:
    title: str
    sentence: str
    about: str
    """Stage, time and what the person said of it."""
    noted: bool
    url: str


@dataclass(frozen=True, slots=True)
class Group:
    title: str
    rows: list[Row]
    mine: bool
    """Shown open; the others are folded."""


@dataclass(frozen=True, slots=True)
class LibraryPage:
    groups: list[Group]
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


def library_page(tool: Tool, items: Mapping[str, Item], roles: Sequence[str]) -> LibraryPage:
    order = sorted(ROLES, key=lambda role: not _mine(role, roles))
    groups = [
        Group(tool.word(f"for_{role}"), [_row(tool, one, items) for one in of_role(role)], _mine(role, roles))
        for role in order
        if of_role(role)
    ]
    return LibraryPage(groups, len(glossary()), reverse("tools:t08_books"), reverse("tools:t08_words"))


def _mine(role: Role, roles: Sequence[str]) -> bool:
    return not roles or role == "A" or role in roles


def _row(tool: Tool, lesson: Lesson, items: Mapping[str, Item]) -> Row:
    item = items.get(lesson.id)
    status = str(item.body.get("status", "")) if item is not None else ""
    about = [*_about(tool, lesson), _status(tool, status) if status != "new" else ""]
    return Row(
        lesson.front.title,
        lesson.front.sentence,
        " · ".join(part for part in about if part),
        item is not None and bool(item.body.get("note") or item.cut),
        reverse("tools:t08_lesson", args=[lesson.id]),
    )


def _about(tool: Tool, lesson: Lesson) -> list[str]:
    return [tool.lines("stages")[lesson.front.stage], _("%(n)s minutes") % {"n": lesson.front.minutes}]


def _status(tool: Tool, status: str) -> str:
    option = tool.by_name["status"].by_id.get(status)
    return option.label if option is not None else ""


def lesson_page(tool: Tool, lesson: Lesson, item: Item | None, roles: Sequence[str]) -> LessonPage:
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
        reverse("tools:t08_do", args=[lesson.id]) if front.do.tool else "",
        reverse("tools:kept", args=[tool.code, item.id]) if item is not None else "",
        Link(after.front.title, reverse("tools:t08_lesson", args=[after.id])) if after is not None else None,
    )


def following(lesson: Lesson, roles: Sequence[str]) -> Lesson | None:
    """The next one for the same reader: for the person's own roles, and for everybody."""
    line = [one for one in lessons().values() if _mine(one.role, roles) or one.role == lesson.role]
    place = line.index(lesson)
    return line[place + 1] if place + 1 < len(line) else None
