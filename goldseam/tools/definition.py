"""What a tool is: data. One TOML file says its fields, ranges, words, hooks and who can see it (DESIGN §6).

A therapist writes such a file without code, so every mistake in it must come back as a plain sentence that names
the place. `parse` collects all of them before it gives up.
"""

from __future__ import annotations

import re
import tomllib
from typing import Literal

import msgspec

Role = Literal["R", "B", "S", "T"]
Share = Literal["L0", "L1", "L2"]
Need = Literal["moment", "daily", "dark", "think"]
HookCode = Literal["H1", "H2", "H3", "H4", "H5"]
FieldType = Literal[
    "scale10", "scale4", "choice", "tags", "text", "lines", "when", "day", "until", "minutes", "count", "hours", "yes"
]

NUMBERS: frozenset[str] = frozenset({"scale10", "scale4", "minutes", "count", "hours"})
RANGES: dict[str, tuple[float, float]] = {
    "scale10": (0, 10),
    "scale4": (0, 4),
    "minutes": (0, 1440),
    "count": (0, 1000),
    "hours": (0, 24),
}
TEXT_LIMIT = 8000
MOST_LETTERS = 10_000
"""Of one record; six bytes each at the worst stay under the vault's 64 KiB."""
NAME = re.compile(r"[a-z][A-Za-z0-9_]{0,39}\Z")
CODE = re.compile(r"(t\d{2}[a-z]?|w[a-z0-9]{2,12})\Z")
RESERVED = frozenset({"uid", "to", "back", "replaces", "was", "csrfmiddlewaretoken"})
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

    @property
    def range(self) -> tuple[float, float]:
        low, high = RANGES.get(self.type, (0, 0))
        return (low if self.low is None else self.low, high if self.high is None else self.high)

    @property
    def by_id(self) -> dict[str, Option]:
        return {option.id: option for option in self.options}


class Measure(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A number worth drawing: its weekly median is the tool's picture."""

    field: str
    label: str
    low: str = ""
    high: str = ""


class Hook(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What the page offers when an answer is worrying. It acts on this person's own screen only."""

    hook: HookCode
    say: str
    field: str = ""
    at_least: float | None = None
    at_most: float | None = None
    equals: str = ""
    self_harm_words: bool = False
    link: Literal["help", "t41", "t57"] = "help"
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
    measures: tuple[Measure, ...] = ()
    hooks: tuple[Hook, ...] = ()
    words: dict[str, str | list[str]] = {}

    @property
    def by_name(self) -> dict[str, Field]:
        return {field.name: field for field in self.fields}

    def word(self, key: str) -> str:
        found = self.words[key]
        return found if isinstance(found, str) else "\n".join(found)

    def lines(self, key: str) -> list[str]:
        found = self.words[key]
        return [found] if isinstance(found, str) else found


def parse(text: str, name: str) -> Tool:
    """Read one tool file. `name` is the file's name without its ending and must equal the tool's code."""
    try:
        raw = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise DefinitionError([f"{name}: this is not valid TOML: {error}"]) from error
    try:
        tool = msgspec.convert(raw, Tool)
    except msgspec.ValidationError as error:
        raise DefinitionError([f"{name}: {error}"]) from error
    faults = _tool_faults(tool, name)
    if faults:
        raise DefinitionError(faults)
    return tool


def _tool_faults(tool: Tool, name: str) -> list[str]:
    faults: list[str] = []
    if tool.code != name:
        faults.append(f"{name}: the code is '{tool.code}', but the file is named '{name}.toml'")
    if not CODE.match(tool.code):
        faults.append(f"{name}: the code '{tool.code}' must be t and two digits, or w and 2 to 12 letters or digits")
    for key in ("title", "purpose", "who"):
        if not getattr(tool, key).strip():
            faults.append(f"{name}: {key} is empty")
    if not tool.roles:
        faults.append(f'{name}: roles is empty: say who the tool is for, for instance ["R", "B"]')
    if not 0 <= tool.evidence.mark <= 3:
        faults.append(f"{name}: evidence mark is {tool.evidence.mark}, it must be 0 to 3")
    if not tool.fields:
        faults.append(f"{name}: a tool needs at least one field")
    names = [field.name for field in tool.fields]
    faults += [f"{name}: two fields are named '{field}'" for field in sorted({n for n in names if names.count(n) > 1})]
    for kind in ("when", "day"):
        if sum(field.type == kind for field in tool.fields) > 1:
            faults.append(f"{name}: only one field may be of type '{kind}'")
    if tool.once_a_day and not any(field.type == "day" for field in tool.fields):
        faults.append(f"{name}: once_a_day needs a field of type 'day'")
    for field in tool.fields:
        faults += [f"{name}: field '{field.name}': {fault}" for fault in _field_faults(field)]
    letters = sum(_letters(field) for field in tool.fields)
    if letters > MOST_LETTERS:
        faults.append(f"{name}: all fields together may hold {letters} letters, the most is {MOST_LETTERS}")
    for measure in tool.measures:
        measured = tool.by_name.get(measure.field)
        if measured is None:
            faults.append(f"{name}: a measure names the field '{measure.field}', which does not exist")
        elif measured.type not in NUMBERS:
            faults.append(f"{name}: the measure '{measure.field}' is of type '{measured.type}', which is no number")
    for hook in tool.hooks:
        faults += [f"{name}: hook {hook.hook}: {fault}" for fault in _hook_faults(hook, tool)]
    return faults


def _letters(field: Field) -> int:
    """The most a field can hold."""
    if field.type == "text":
        return field.length
    if field.type == "lines":
        return field.length * field.items
    return 40 * 5 if field.own else 0


def _field_faults(field: Field) -> list[str]:
    faults: list[str] = []
    if not NAME.match(field.name) or field.name in RESERVED:
        faults.append(
            "the name must be letters, digits and _, at most 40, beginning with a small letter, and no reserved word"
        )
    if SECRET.search(field.name):
        faults.append("the name must not speak of a pin, password, phrase, code, secret or key")
    if not field.label.strip():
        faults.append("the label is empty")
    if field.type in {"scale10", "scale4"} and field.ends is None:
        faults.append('a scale needs worded ends: ends = { low = "…", high = "…" }')
    if field.type == "choice" and len(field.options) < 2:
        faults.append("a choice needs at least two options")
    if field.type == "tags" and not field.options and not field.own:
        faults.append("tags need options, or own = true")
    if field.options and field.type not in {"choice", "tags"}:
        faults.append(f"options belong to a choice or tags, not to '{field.type}'")
    ids = [option.id for option in field.options]
    if len(set(ids)) != len(ids):
        faults.append("two options have the same id")
    faults += [f"the option id '{id}' must be letters, digits and _" for id in ids if not NAME.match(id)]
    if not 1 <= field.length <= TEXT_LIMIT:
        faults.append(f"length is {field.length}, it must be 1 to {TEXT_LIMIT}")
    if not 1 <= field.items <= 20:
        faults.append(f"items is {field.items}, it must be 1 to 20")
    if field.low is not None or field.high is not None:
        faults += _range_faults(field)
    return faults


def _range_faults(field: Field) -> list[str]:
    if field.type not in {"minutes", "count", "hours"}:
        return [f"low and high belong to minutes, count or hours, not to '{field.type}'"]
    outer_low, outer_high = RANGES[field.type]
    low, high = field.range
    if not outer_low <= low < high <= outer_high:
        return [f"the range {low:g} to {high:g} must lie within {outer_low:g} to {outer_high:g}, lowest first"]
    return []


def _hook_faults(hook: Hook, tool: Tool) -> list[str]:
    faults: list[str] = []
    if not hook.say.strip():
        faults.append("it says nothing")
    field = tool.by_name.get(hook.field)
    if field is None:
        return [*faults, f"it names the field '{hook.field}', which does not exist"]
    triggers = [hook.at_least is not None, hook.at_most is not None, bool(hook.equals), hook.self_harm_words]
    if sum(triggers) != 1:
        faults.append("it needs exactly one of at_least, at_most, equals or self_harm_words")
    if (hook.at_least is not None or hook.at_most is not None) and field.type not in NUMBERS:
        faults.append(f"the field '{field.name}' is no number")
    if hook.equals and hook.equals not in field.by_id:
        faults.append(f"the field '{field.name}' has no option '{hook.equals}'")
    if hook.self_harm_words and field.type not in {"text", "lines"}:
        faults.append(f"the field '{field.name}' holds no text")
    return faults
