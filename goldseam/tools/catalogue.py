"""All tools of this server, read once from the content folder. One wrong file stops the start with its faults named."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from django.conf import settings

from goldseam.tools.definition import DefinitionError, Tool, parse


def read_folder(folder: Path) -> dict[str, Tool]:
    tools: dict[str, Tool] = {}
    faults: list[str] = []
    for path in sorted(folder.glob("*.toml")):
        try:
            tools[path.stem] = parse(path.read_text(encoding="utf-8"), path.stem)
        except DefinitionError as error:
            faults += error.faults
        except UnicodeDecodeError:
            faults.append(f"{path.stem}: the file is not UTF-8 text")
    faults += [
        f"{tool.code}: it is part_of '{tool.part_of}', which does not exist"
        for tool in tools.values()
        if tool.part_of and tool.part_of not in tools
    ]
    if faults:
        raise DefinitionError(faults)
    return tools


@lru_cache(maxsize=1)
def catalogue() -> dict[str, Tool]:
    return read_folder(Path(settings.CONTENT_DIR) / "en" / "tools")


def get(code: str) -> Tool | None:
    return catalogue().get(code)


def tool(code: str) -> Tool:
    """A tool that the code itself relies on, such as t09."""
    return catalogue()[code]
