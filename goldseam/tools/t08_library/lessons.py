"""Lessons: one file each, `content/en/lessons/<id>.md`, with TOML on top between two lines of +++.

The id is the programme's: stage, role and number (1R3). A new file is a new lesson; no code names one.
"""

from __future__ import annotations

import re
import tomllib
from functools import cache
from pathlib import Path
from typing import Any, Final, Literal

import msgspec

from goldseam.safety.words import Evidence, WordsError, evidence_faults, refuse, words_dir
from goldseam.tools.t08_library import markdown

Role = Literal["A", "R", "B", "C", "S", "T"]
Step = Literal["own", "open", "limit", "show", "talk", "near", "tend", "learn", "help"]

ROLES: Final[tuple[Role, ...]] = ("A", "R", "B", "C", "S", "T")
ID: Final = re.compile(r"([0-4])([ARBCST])([1-9]\d?)\Z")
WORDS: Final = (450, 900)
MINUTES: Final = (4, 7)
BECAUSE: Final = (20, 160)
SAY: Final = (20, 300)
BUTTON: Final = 40
MOST_TOOLS: Final = 4
MOST_SOURCES: Final = 4
CARE: Final = frozenset({"0A3", "0A4", "0R2", "0B1", "1B2"})
"""The few lessons that stay open in the days after a dark hour (programme §9)."""
_LENGTHS: Final = {
    "title": (1, 60),
    "sentence": (10, 200),
    "small_step": (10, 200),
    "done": (10, 200),
    "because": BECAUSE,
}
_FRONT: Final = re.compile(r"\+\+\+\n(.*?)\n\+\+\+\n(.*)\Z", re.DOTALL)


class Choice(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One answer to a quiz question, and what we would say to it. None is marked right."""

    say: str
    reply: str


class Question(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    ask: str
    choices: tuple[Choice, ...]


class Exercise(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What to do after reading: in a tool that opens from here and leads back here, at the table of the two, or on
    paper (then neither is named)."""

    say: str
    tool: str = ""
    place: str = ""
    """A place at the table, by its name in `together:`, offered while the table is open; else the tool or paper."""
    button: str = ""


class Front(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    id: str
    title: str
    stage: int
    roles: tuple[Role, ...]
    step: Step
    minutes: int
    tools: tuple[str, ...]
    sentence: str
    small_step: str
    done: str
    evidence: Evidence
    quiz: tuple[Question, ...]
    because: str
    """Why Today offers it."""
    do: Exercise
    signs: tuple[str, ...]
    """Ids in content/en/signs.toml: when all of them are there, the lesson's exercise is done."""
    sources: tuple[str, ...]
    spec: tuple[str, ...]
    care: bool = False


class Lesson(msgspec.Struct, frozen=True):
    front: Front
    text: str

    @property
    def id(self) -> str:
        return self.front.id

    @property
    def role(self) -> Role:
        """The role the id speaks of."""
        return next(role for role in ROLES if role == self.id[1])

    @property
    def order(self) -> tuple[str, int, int]:
        return self.id[0], ROLES.index(self.role), int(self.id[2:])


def split(raw: str) -> tuple[str, str]:
    """(what stands between the +++, the lesson itself). Raises `WordsError`."""
    match = _FRONT.match(raw)
    if match is None:
        raise WordsError("a lesson begins with +++, its facts in TOML, and +++ again")
    return match[1], match[2].strip()


def load(path: Path) -> Lesson:
    """Read one lesson and refuse it with every fault in one message."""
    try:
        front, text = split(path.read_text(encoding="utf-8"))
        lesson = Lesson(msgspec.convert(tomllib.loads(front), Front), text)
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError, msgspec.ValidationError, WordsError) as error:
        raise WordsError(f"{path.name}: {error}") from error
    refuse(path.name, faults(lesson, path.stem))
    return lesson


def faults(lesson: Lesson, stem: str) -> list[str]:
    front, found = lesson.front, []
    match = ID.match(front.id)
    if front.id != stem or match is None:
        found.append(f"the id is “{front.id}”: stage, role and number, as the file is named")
    elif front.stage != int(match[1]) or match[2] not in front.roles:
        found.append("stage and roles say what the id says")
    for name, limits in _LENGTHS.items():
        if not limits[0] <= len(getattr(front, name)) <= limits[1]:
            found.append(f"{name} has {limits[0]} to {limits[1]} characters")
    if not MINUTES[0] <= front.minutes <= MINUTES[1]:
        found.append(f"a lesson takes {MINUTES[0]} to {MINUTES[1]} minutes")
    if not front.because.startswith("Because "):
        found.append("because begins with “Because”")
    if front.care and front.id not in CARE:
        found.append("care is for the few lessons that stay open after a dark hour")
    found += _pointing_faults(front) + _exercise_faults(front) + _text_faults(lesson.text)
    return found + evidence_faults("evidence", front.evidence) + _quiz_faults(front.quiz)


def _pointing_faults(front: Front) -> list[str]:
    found = []
    if len(front.tools) > MOST_TOOLS:
        found.append(f"a lesson points to {MOST_TOOLS} tools at most")
    if not 1 <= len(front.sources) <= MOST_SOURCES or not all(map(str.strip, front.sources)):
        found.append(f"a lesson names 1 to {MOST_SOURCES} sources")
    if not front.spec:
        found.append("spec says what the lesson answers to")
    for name in ("tools", "signs", "sources", "spec"):
        if len(set(getattr(front, name))) != len(getattr(front, name)):
            found.append(f"{name} names each once")
    return found


def _exercise_faults(front: Front) -> list[str]:
    do, found = front.do, []
    if not SAY[0] <= len(do.say) <= SAY[1]:
        found.append(f"do.say has {SAY[0]} to {SAY[1]} characters")
    if (do.tool or do.place) and not 1 <= len(do.button) <= BUTTON:
        found.append(f"do.button has 1 to {BUTTON} characters")
    if do.tool and do.tool not in front.tools:
        found.append("do.tool is one of the lesson's tools")
    if do.button and not (do.tool or do.place):
        found.append("an exercise without a tool or a place has no button")
    if do.place and front.id[1:2] != "C":
        found.append("a place at the table is for lessons of the two")
    return found


def _text_faults(text: str) -> list[str]:
    found = []
    count = sum(len(part.split()) for part in markdown.paragraphs(text))
    if not WORDS[0] <= count <= WORDS[1]:
        found.append(f"{count} words; a lesson has {WORDS[0]} to {WORDS[1]}")
    if markdown.blocks(text).count("quote") != 1:
        found.append("a lesson has one worked example, as a quote")
    return found + markdown.faults(text)


def _quiz_faults(quiz: tuple[Question, ...]) -> list[str]:
    if len(quiz) != 2:
        return ["a quiz has two questions"]
    found = []
    for number, question in enumerate(quiz, start=1):
        if not 2 <= len(question.choices) <= 4:
            found.append(f"question {number} has 2 to 4 answers")
        if any(len(choice.reply) < 10 for choice in question.choices):
            found.append(f"question {number}: each answer gets a reply of its own")
    return found


def texts(raw: str) -> tuple[dict[str, Any], list[str]]:
    """What a check of language reads: the facts on top, and the words of each paragraph."""
    front, text = split(raw)
    return tomllib.loads(front), markdown.paragraphs(text)


@cache
def lessons() -> dict[str, Lesson]:
    """All lessons by id, in the order of the programme: by stage, then by role, then by number."""
    found = [load(path) for path in sorted((words_dir() / "lessons").glob("*.md"))]
    return {one.id: one for one in sorted(found, key=lambda one: one.order)}


def lesson(id: str) -> Lesson | None:
    return lessons().get(id)


def of_role(role: Role) -> list[Lesson]:
    return [one for one in lessons().values() if one.role == role]
