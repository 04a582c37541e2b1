"""docs/requirements.md: every requirement of the design, where it is met and which tests hold it.

The data is tests/requirements.toml. `python -m tests.requirements > docs/requirements.md` writes the page.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Final

import msgspec

ROOT: Final = Path(__file__).parents[2]
DATA: Final = ROOT / "tests" / "requirements.toml"
PAGE: Final = ROOT / "docs" / "requirements.md"

TOOL: Final = re.compile(r"t\d\d[a-z]?\Z")
LESSON: Final = re.compile(r"[0-4][ARBCST][1-9]\d?\Z")
URL: Final = re.compile(r"[a-z]+:\w+\Z")
ID: Final = re.compile(r"(S[0-3]-|G-|X|HR-)(\d+)\Z")

LATER: Final[Mapping[str, str]] = {
    "agreements": "letters, amends, agreements and requests of the two (T32, T33, T35, T36)",
    "closeness": "the steps of closeness, and a picture of the time to come (T38, T56)",
    "helpers": "rooms for supporters and therapists",
    "instruments": "questionnaires that need a licence or a decision",
    "stage 2–4 readings": "the lessons of the later stages",
}

SEEDS: Final[Mapping[str, str]] = {
    "S0-": "S0: seven steps",
    "S1-": "S1: seven steps of another guide",
    "S2-": "S2: the shock, identity, trust and fairness",
    "S3-": "S3: a course in four stages",
    "X": "X: where the seeds pull apart",
    "G-": "G: what the seeds leave out",
    "HR-": "HR: harm rules",
}

HEAD: Final = """# The requirements

This page is made from `tests/requirements.toml`: `python -m tests.requirements > docs/requirements.md`. A test compares
them, and checks that each tool, lesson, page, document and test named here exists.

Four texts stood at the beginning (S0 to S3). What they ask for, where they pull apart (X), what they leave out (G) and
which harms must not be done (HR) became the rows below, each in one line of our own. The long form, with reasons and
sources, belongs to the design and is not part of this repository.

**Where**: a tool (T09, see [the tools](tools.md)), a lesson (1R3: stage, whom it is for, number), a page by the name of
its address (`today:home`), or a document. The lessons of stages 0 and 1 and 2C1 to 2C6 are written; the others are
stops on the path that lead to tools. **Test**: the file under `tests/` and the test's name; in `requirements/…`, the
case of that row. **Later**: what is not built yet, by the work it comes with:

"""


class Row(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One requirement. `where` and `tests` are what exists; `later` says with which work the rest comes."""

    id: str
    says: str
    where: tuple[str, ...] = ()
    tests: tuple[str, ...] = ()
    later: str = ""

    @property
    def seed(self) -> str:
        match = ID.match(self.id)
        assert match, self.id
        return match[1]

    @property
    def number(self) -> int:
        return int(self.id.removeprefix(self.seed))


def read() -> list[Row]:
    """The rows as they stand in the file, doubles and all."""
    return msgspec.convert(tomllib.loads(DATA.read_text(encoding="utf-8"))["row"], list[Row])


@cache
def rows() -> dict[str, Row]:
    return {row.id: row for row in read()}


def markdown() -> str:
    parts = [HEAD, "".join(f"- *{name}*: {what};\n" for name, what in LATER.items()).removesuffix(";\n") + ".\n"]
    for seed, title in SEEDS.items():
        own = sorted((row for row in rows().values() if row.seed == seed), key=lambda row: row.number)
        parts.append(f"\n## {title}\n\n| Id | What it asks | Where | Test | Later |\n|---|---|---|---|---|\n")
        parts.extend(map(_line, own))
    return "".join(parts)


def _line(row: Row) -> str:
    cells = (row.id, row.says, ", ".join(map(_place, row.where)), "<br>".join(map(_test, row.tests)), row.later)
    return "| " + " | ".join(cell.replace("|", "/") or "–" for cell in cells) + " |\n"


def _place(where: str) -> str:
    if TOOL.match(where):
        return where[:3].upper() + where[3:]
    if LESSON.match(where):
        return where
    return f"`{where}`"


def _test(name: str) -> str:
    """`tools/t14`: hr 06 a lapse erases nothing."""
    path, _, function = name.partition("::")
    short = path.removeprefix("tests/").removesuffix(".py").replace("/test_", "/").removeprefix("test_")
    return f"`{short}`: {function.partition('[')[0].removeprefix('test_').replace('_', ' ')}"
