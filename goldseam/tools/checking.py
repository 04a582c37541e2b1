"""Reading one tool file, and every mistake that shows in it alone (`goldseam.tools.catalogue` looks across files)."""

from __future__ import annotations

import tomllib

import msgspec

from goldseam.tools.definition import (
    CODE,
    MOST_LETTERS,
    NAME,
    NUMBERS,
    RANGES,
    RESERVED,
    SECRET,
    TEXT_LIMIT,
    TEXTS,
    Condition,
    DefinitionError,
    Field,
    Hook,
    Tool,
)


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
    faults += [f"{name}: {fault}" for fault in _living_faults(tool)]
    faults += [f"{name}: two fields are named '{field}'" for field in sorted({n for n in names if names.count(n) > 1})]
    for kind in ("when", "day"):
        if sum(field.type == kind for field in tool.fields) > 1:
            faults.append(f"{name}: only one field may be of type '{kind}'")
    if tool.once_a_day and not any(field.type == "day" for field in tool.fields):
        faults.append(f"{name}: once_a_day needs a field of type 'day'")
    for field in tool.fields:
        faults += [f"{name}: field '{field.name}': {fault}" for fault in _field_faults(field)]
        if field.name in {"when", "day"} and field.type != field.name:
            faults.append(f"{name}: field '{field.name}': a field of this name has this type: the time line reads it")
    letters = sum(_letters(field) for field in tool.fields)
    if letters > MOST_LETTERS:
        faults.append(f"{name}: all fields together may hold {letters} letters, the most is {MOST_LETTERS}")
    for measure in tool.measures:
        measured = tool.by_name.get(measure.field)
        if measured is None:
            faults.append(f"{name}: a measure names the field '{measure.field}', which does not exist")
        elif measure.of in {"median", "sum"} and measured.type not in NUMBERS:
            faults.append(f"{name}: the measure '{measure.field}' is of type '{measured.type}', which is no number")
        elif measure.option and measure.option not in measured.by_id:
            faults.append(f"{name}: the measure '{measure.field}' has no option '{measure.option}'")
    for hook in tool.hooks:
        faults += [f"{name}: hook {hook.hook}: {fault}" for fault in _hook_faults(hook, tool)]
    return faults


def _living_faults(tool: Tool) -> list[str]:
    """What a tool of living things, parts, units, feeds and a pace must get right within its own file."""
    faults: list[str] = []
    named = tool.by_name.get(tool.named_by)
    if tool.named_by and (named is None or named.type not in {"text", "choice"}):
        faults.append(f"named_by says '{tool.named_by}', which is no text or choice of this tool")
    if tool.living == "many" and named is None:
        faults.append("living = 'many' needs named_by: which answer names the thing")
    if tool.most and not (tool.living == "many" and tool.most_say.strip()):
        faults.append("most needs living = 'many' and most_say")
    if tool.ends is not None:
        field = tool.by_name.get(tool.ends.field)
        if field is None or not set(tool.ends.values) <= set(field.by_id):
            faults.append(f"ends: '{tool.ends.field}' is no choice with these options")
    if (tool.living == "units") != bool(tool.units):
        faults.append("living = 'units' and [[units]] belong together")
    if tool.units and not any(field.type == "text" for field in tool.fields):
        faults.append("units need a text field to write in")
    faults += [f"two {what} have the same id" for what, ids in _ids(tool) if len(set(ids)) != len(ids)]
    parts = {part.id for part in tool.parts}
    for field in tool.fields:
        if (field.part or parts) and field.part not in parts:
            faults.append(f"field '{field.name}': its part '{field.part}' does not exist")
    for part in parts - {field.part for field in tool.fields}:
        faults.append(f"the part '{part}' has no field")
    for feed in tool.feeds:
        missing = set(feed.copy.values()) - set(tool.by_name)
        faults += [f"feeds {feed.to}: it copies '{name}', which does not exist" for name in sorted(missing)]
        if feed.when is not None and feed.when.has not in getattr(tool.by_name.get(feed.when.field), "by_id", {}):
            faults.append(f"feeds {feed.to}: no field '{feed.when.field}' has an option '{feed.when.has}'")
    if tool.pace is not None and not (tool.pace.day or tool.pace.week):
        faults.append("pace needs day or week")
    return faults


def _ids(tool: Tool) -> list[tuple[str, list[str]]]:
    return [("parts", [part.id for part in tool.parts]), ("units", [unit.id for unit in tool.units])]


def _letters(field: Field) -> int:
    """The most a field can hold."""
    if field.type == "rows":
        text = sum(cell.length for cell in field.of if cell.type == "text")
        return text * (len(field.each) or field.items)
    if field.type == "text":
        return field.length
    if field.type == "lines":
        return field.length * field.items
    return 40 * 5 if field.own else 0


def _field_faults(field: Field) -> list[str]:
    faults: list[str] = []
    if not NAME.match(field.name) or field.name in RESERVED:
        faults.append(
            "the name must be letters, digits and _, at most 40, beginning with a letter, and no reserved word"
        )
    if SECRET.search(field.name):
        faults.append("the name must not speak of a pin, password, phrase, code, secret or key")
    if not field.label.strip():
        faults.append("the label is empty")
    if field.type in {"scale10", "scale4"} and field.ends is None:
        faults.append('a scale needs worded ends: ends = { low = "…", high = "…" }')
    if (field.type == "rows") != bool(field.of):
        faults.append("rows and of = [ … ] belong together")
    if field.each and field.type != "rows":
        faults.append("each belongs to rows")
    if (field.type == "pick") != bool(field.kind):
        faults.append("pick and kind = 'tNN' belong together")
    for cell in field.of:
        faults += [f"'{cell.name}': {fault}" for fault in _field_faults(cell.as_field())]
    cells = [cell.name for cell in field.of]
    if len(set(cells)) != len(cells) or "id" in cells:
        faults.append("the questions of a row need names of their own, and none may be 'id'")
    if not 1 <= field.until_max <= 3660:
        faults.append("until_max must be 1 to 3660 days")
    if field.type == "choice" and len(field.options) < 2:
        faults.append("a choice needs at least two options")
    if field.type == "tags" and not field.options and not field.own:
        faults.append("tags need options, or own = true")
    if field.options and field.type not in {"choice", "tags"}:
        faults.append(f"options belong to a choice or tags, not to '{field.type}'")
    ids = [option.id for option in field.options] + [option.id for option in field.each]
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
    if field.type not in {"minutes", "count", "hours", "percent"}:
        return [f"low and high belong to minutes, count, hours or percent, not to '{field.type}'"]
    outer_low, outer_high = RANGES[field.type]
    low, high = field.range
    if not outer_low <= low < high <= outer_high:
        return [f"the range {low:g} to {high:g} must lie within {outer_low:g} to {outer_high:g}, lowest first"]
    return []


def _hook_faults(hook: Hook, tool: Tool) -> list[str]:
    faults: list[str] = []
    if not hook.say.strip():
        faults.append("it says nothing")
    if not (hook.link in {"help", *(f"help{n}" for n in range(1, 11))} or CODE.match(hook.link)):
        faults.append(f"it links to '{hook.link}', which is neither help, help1 to help10 nor a tool")
    triggers = [
        hook.at_least is not None, hook.at_most is not None, bool(hook.equals), hook.self_harm_words, bool(hook.all),
    ]  # fmt: skip
    if sum(triggers) != 1:
        faults.append("it needs exactly one of at_least, at_most, equals, self_harm_words or all")
    if hook.all:
        for one in hook.all:
            faults += _condition_faults(one, tool)
    elif hook.self_harm_words and hook.field == "*":
        if not any(field.type in TEXTS or field.own for field in tool.fields):
            faults.append("no field of this tool holds text")
    else:
        faults += _condition_faults(hook, tool)
        if hook.self_harm_words and hook.field in tool.by_name and tool.by_name[hook.field].type not in TEXTS:
            faults.append(f"the field '{hook.field}' holds no text")
    return faults


def _condition_faults(one: Hook | Condition, tool: Tool) -> list[str]:
    field = tool.by_name.get(one.field)
    if field is None:
        return [f"it names the field '{one.field}', which does not exist"]
    if (one.at_least is not None or one.at_most is not None) and field.type not in NUMBERS:
        return [f"the field '{field.name}' is no number"]
    if one.equals and one.equals not in field.by_id:
        return [f"the field '{field.name}' has no option '{one.equals}'"]
    return []
