"""What a tool is: data. One TOML file says its fields, ranges, words, hooks and who can see it (DESIGN §6).

A therapist writes such a file without code, so every mistake in it comes back as a plain sentence that names the
place: `goldseam.tools.checking` reads a file and collects all of them before it gives up.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import Literal

import msgspec

Role = Literal["R", "B", "S", "T"]
Share = Literal["L0", "L1", "L2"]
Need = Literal["moment", "daily", "start", "steady", "lead", "heal", "care", "people", "dark", "think"]
Living = Literal["", "many", "one", "units"]
HookCode = Literal["H1", "H2", "H3", "H4", "H5"]
FieldType = Literal[
    "scale10", "scale4", "choice", "tags", "text", "lines", "when", "day", "until", "minutes", "count", "hours",
    "percent", "yes", "rows", "pick",
]  # fmt: skip
CellType = Literal["text", "choice", "scale4", "scale10", "count", "minutes", "hours", "percent", "yes"]
"""What one cell of a row may hold."""

NUMBERS: frozenset[str] = frozenset({"scale10", "scale4", "minutes", "count", "hours", "percent"})
TEXTS: frozenset[str] = frozenset({"text", "lines", "rows"})
"""Types that hold what a person wrote."""
RANGES: dict[str, tuple[float, float]] = {
    "scale10": (0, 10),
    "scale4": (0, 4),
    "minutes": (0, 1440),
    "count": (0, 1000),
    "hours": (0, 24),
    "percent": (0, 100),
}
TEXT_LIMIT = 8000
MOST_LETTERS = 10_000
"""Of one record; six bytes each at the worst stay under the vault's 64 KiB."""
NAME = re.compile(r"[A-Za-z][A-Za-z0-9_]{0,39}\Z")
CODE = re.compile(r"(t\d{2}[a-z]?|w[a-z0-9]{2,12})\Z")
MARKS = ("replaces", "was", "_item", "_ended", "_h1", "_h2", "_h4")
"""Parts of a body that the engine writes itself: which record it replaces, which living thing it is a version of,
whether that was put away, whether a hook fired. A leading _ is no letter, so no field can have such a name."""
RESERVED = frozenset({"uid", "to", "back", "unit", "csrfmiddlewaretoken", "draft", *MARKS})
SECRET = re.compile(r"(^|_)(pin|again|pass|password|phrase|code|secret|key)\d*($|_)")
"""Names that people.typed takes for secrets and therefore does not carry over the PIN page."""


class DefinitionError(ValueError):
    """A tool file that cannot be used; `faults` holds one plain sentence for each mistake."""

    def __init__(self, faults: list[str]) -> None:
        super().__init__("\n".join(faults))
        self.faults = faults


class Option(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    id: str
    label: str
    mark: str = ""  # what the tool's own code needs to know of it, such as "slip"


class Ends(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    low: str
    high: str


class Cell(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One question of a row."""

    name: str
    type: CellType
    label: str
    help: str = ""
    required: bool = False  # a row that says anything says this
    ends: Ends | None = None
    options: tuple[Option, ...] = ()
    length: int = 120
    low: float | None = None
    high: float | None = None

    def as_field(self) -> Field:
        """The same question standing alone; what draws and checks fields does both."""
        return Field(
            self.name, self.type, self.label, help=self.help, required=self.required, ends=self.ends,
            options=self.options, length=self.length, low=self.low, high=self.high,
        )  # fmt: skip


class Field(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    name: str
    type: FieldType
    label: str
    help: str = ""
    required: bool = False
    ends: Ends | None = None
    options: tuple[Option, ...] = ()
    own: bool = False  # tags: the person may add words of their own
    length: int = 200  # text: characters; lines: characters in each; tags: characters of an own word
    items: int = 5  # lines and tags: how many
    low: float | None = None
    high: float | None = None
    more: bool = False  # behind "add more, if you like"
    roles: tuple[Role, ...] = ()  # asked only of these; of everybody while empty
    part: str = ""
    of: tuple[Cell, ...] = ()  # rows: the questions of each row
    each: tuple[Option, ...] = ()  # rows: one row for each of these; own rows while empty
    kind: str = ""  # pick: one of the person's own living things of that tool
    until_max: int = 3660  # until: days ahead
    hide: bool = True  # until: the record stays shut till then

    @property
    def range(self) -> tuple[float, float]:
        low, high = RANGES.get(self.type, (0, 0))
        return (low if self.low is None else self.low, high if self.high is None else self.high)

    @property
    def by_id(self) -> dict[str, Option]:
        return {option.id: option for option in self.options}


class Measure(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A number worth drawing: its weekly median, or how many entries, days or in all each week.

    With `option`, only entries whose answer holds that option count (the field must be one of fold.TAGS).
    """

    field: str
    label: str
    low: str = ""
    high: str = ""
    of: Literal["median", "count", "days", "sum"] = "median"
    option: str = ""


class Part(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A section of the form; a page of its own in a document."""

    id: str
    title: str
    say: str = ""


class Unit(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One of a fixed list of things to write; `ask` takes the place of the first text field's label."""

    id: str
    title: str
    ask: str
    help: str = ""
    roles: tuple[Role, ...] = ()
    reads: tuple[str, ...] = ()
    to: str = ""
    to_label: str = ""


class Pace(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How many may be begun in a day and a week; 0 is as many as one likes."""

    say: str
    day: int = 0
    week: int = 0


class GateRule(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What must be true of the person's own records before this tool opens (`goldseam.tools.gates`)."""

    rule: str
    say: str
    to: str = ""
    button: str = ""


class Read(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Words to read on the tool's page, folded away."""

    title: str
    say: tuple[str, ...]
    open: bool = False
    roles: tuple[Role, ...] = ()  # shown only to these; to everybody while empty


class Only(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Offered only when the answer to `field` holds `has`."""

    field: str
    has: str


class Feed(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """From one kept record to a new one of another tool: `copy` is {field there: field here}."""

    to: str
    label: str
    copy: dict[str, str] = {}
    when: Only | None = None


class Away(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Which answers put a living thing away."""

    field: str
    values: tuple[str, ...]


class Condition(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    field: str
    at_least: float | None = None
    at_most: float | None = None
    equals: str = ""


class Hook(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What the page offers when an answer is worrying. It acts on this person's own screen only."""

    hook: HookCode
    say: str
    field: str = ""
    at_least: float | None = None
    at_most: float | None = None
    equals: str = ""
    self_harm_words: bool = False
    all: tuple[Condition, ...] = ()
    mark: bool = True  # whether H1, H2 and H4 leave their sealed mark; false for an offer that is no alarm
    link: str = "help"  # help: the hook's own route; help1 … help10: that route; or a tool's code
    button: str = "Open"


class Evidence(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """mark: 0 custom, 1 clinical opinion, 2 surveys and small studies, 3 trials or strong agreement."""

    mark: int
    line: str

    @property
    def dots(self) -> str:
        return "●" * self.mark or "○"


class Tool(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    code: str
    title: str
    purpose: str
    need: Need
    roles: tuple[Role, ...]
    share: Share
    who: str
    evidence: Evidence
    fields: tuple[Field, ...]
    version: int = 1
    order: int = 50
    part_of: str = ""  # reached from that tool's page, not listed by itself
    time: str = ""
    keep: str = "Keep this"
    kept: str = "Kept."
    next: str = ""
    line: str = ""  # how one entry is named in a list
    empty: str = ""
    once_a_day: bool = False
    time_box: int = 0  # minutes; a soft note, never a stop
    heavy: bool = False  # long or deep writing, hidden for three days after a hard answer
    spec: tuple[str, ...] = ()
    measured: str = ""
    living: Living = ""
    named_by: str = ""
    most: int = 0
    most_say: str = ""
    ends: Away | None = None
    parts: tuple[Part, ...] = ()
    units: tuple[Unit, ...] = ()
    pace: Pace | None = None
    gate: GateRule | None = None
    reads: tuple[Read, ...] = ()
    feeds: tuple[Feed, ...] = ()
    measures: tuple[Measure, ...] = ()
    hooks: tuple[Hook, ...] = ()
    words: dict[str, str | list[str]] = {}

    @property
    def by_name(self) -> dict[str, Field]:
        return {field.name: field for field in self.fields}

    @property
    def by_unit(self) -> dict[str, Unit]:
        return {unit.id: unit for unit in self.units}

    def asked(self, roles: Collection[str]) -> list[Field]:
        """The questions for a person of these roles; somebody who named none is asked all."""
        return [field for field in self.fields if not field.roles or not roles or set(field.roles) & set(roles)]

    def reads_for(self, roles: Collection[str]) -> list[Read]:
        return [read for read in self.reads if not read.roles or not roles or set(read.roles) & set(roles)]

    def units_for(self, roles: Collection[str]) -> list[Unit]:
        return [unit for unit in self.units if not unit.roles or not roles or set(unit.roles) & set(roles)]

    def word(self, key: str) -> str:
        found = self.words[key]
        return found if isinstance(found, str) else "\n".join(found)

    def lines(self, key: str) -> list[str]:
        found = self.words[key]
        return [found] if isinstance(found, str) else found
