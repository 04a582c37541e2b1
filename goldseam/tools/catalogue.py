"""All tools of this server, read once: those that come with it, and worksheets somebody added to the data folder.

A fault in a tool that comes with Goldseam stops the start. A fault in an added worksheet only leaves that sheet out,
so that nobody loses their other tools over it; `own_faults` says what is wrong (`goldseam content check`).
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from django.conf import settings

from goldseam.tools.checking import parse
from goldseam.tools.definition import DefinitionError, Tool

OWN = "w"
"""Codes of added worksheets begin with this letter, so that they never stand in the way of a tool to come."""


def read_folder(folder: Path) -> tuple[dict[str, Tool], list[str]]:
    """The tools of a folder that are whole, and every fault of the others."""
    tools: dict[str, Tool] = {}
    faults: list[str] = []
    for path in sorted(folder.glob("*.toml")):
        try:
            tools[path.stem] = parse(path.read_text(encoding="utf-8"), path.stem)
        except DefinitionError as error:
            faults += error.faults
        except (UnicodeDecodeError, OSError):
            faults.append(f"{path.stem}: the file cannot be read as UTF-8 text")
    for tool in list(tools.values()):
        if tool.part_of and tool.part_of not in tools:
            faults.append(f"{tool.code}: it is part_of '{tool.part_of}', which does not exist")
            del tools[tool.code]
    return tools, faults


def cross_faults(tools: dict[str, Tool]) -> list[str]:
    """References from one tool to another that lead nowhere, and gates nobody wrote."""
    from goldseam.tools.gates import RULES

    faults: list[str] = []
    for code, tool in tools.items():
        named = [feed.to for feed in tool.feeds] + [unit.to for unit in tool.units if unit.to]
        named += [field.kind for field in tool.fields if field.kind]
        named += [hook.link for hook in tool.hooks if not hook.link.startswith("help")]
        if tool.gate is not None:
            named += [tool.gate.to] if tool.gate.to else []
            if tool.gate.rule not in RULES:
                faults.append(f"{code}: the gate names the rule '{tool.gate.rule}', which does not exist")
        faults += [
            f"{code}: it names the tool '{other}', which does not exist" for other in named if other not in tools
        ]
        for feed in tool.feeds:
            missing = set(feed.copy) - set(tools[feed.to].by_name if feed.to in tools else feed.copy)
            faults += [f"{code}: feeds {feed.to}: it fills '{name}', which does not exist" for name in sorted(missing)]
        for field in tool.fields:
            if field.kind in tools and tools[field.kind].living != "many":
                faults.append(f"{code}: field '{field.name}': {field.kind} has no list to pick from")
    return faults


def read_own(folder: Path) -> tuple[dict[str, Tool], list[str]]:
    tools, faults = read_folder(folder)
    for code in [code for code in tools if not code.startswith(OWN)]:
        faults.append(f"{code}: the code of an added worksheet begins with '{OWN}'")
        del tools[code]
    return tools, faults


def own_folder() -> Path:
    return Path(settings.CONF.data) / "tools"


def own_faults() -> list[str]:
    """What keeps an added worksheet from being shown, one sentence each."""
    return read_own(own_folder())[1]


@lru_cache(maxsize=1)
def catalogue() -> dict[str, Tool]:
    tools, faults = read_folder(Path(settings.CONTENT_DIR) / "en" / "tools")
    if faults:
        raise DefinitionError(faults)
    return tools | read_own(own_folder())[0]


def get(code: str) -> Tool | None:
    return catalogue().get(code)


def tool(code: str) -> Tool:
    """A tool that the code itself relies on, such as t09."""
    return catalogue()[code]
