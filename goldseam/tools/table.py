"""docs/tools.md: every tool of this version in one table, made from the definitions (`goldseam content tools`)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from goldseam.tools.definition import Tool

HEAD = """# The tools

This page is made from the definitions: `goldseam content tools > docs/tools.md`. A test compares them.

**For**: R recovering, B betrayed, S supporter, T therapist. **Share**: L0 can never be shared, L1 as a summary, L2
entry by entry; while nobody is linked, nothing is shared at all. **Kept as**: entries, a list of things that live on,
one document, or units of a workbook. **Asks for**: requirements (S…), harm rules (HR-…) and evidence (E…) of the
design that the tool answers to. The help pages (T59), the page on consent (T60) and leaving discreetly (T61) are
part of the house and keep next to nothing; they have no row.

| Tool | Name | For | Share | Kept as | Measured | Asks for |
|---|---|---|---|---|---|---|
"""
KEPT = {"": "entries", "many": "a list", "one": "a document", "units": "units"}


def markdown(tools: Mapping[str, Tool]) -> str:
    """Tools in the order of their codes, each followed by the records that belong to it."""
    own = [tool for code, tool in tools.items() if not code.startswith("w")]
    listed = sorted(own, key=lambda tool: (tool.part_of or tool.code, tool.part_of != "", tool.code))
    return HEAD + "".join(_row(tool) for tool in listed)


def _row(tool: Tool) -> str:
    name = f"{tool.title} (with {tool.part_of.upper()})" if tool.part_of else tool.title
    cells: Iterable[str] = (
        _code(tool.code),
        name,
        " ".join(tool.roles),
        tool.share,
        KEPT[tool.living],
        tool.measured or "–",
        ", ".join(tool.spec) or "–",
    )
    return "| " + " | ".join(cell.replace("|", "/") for cell in cells) + " |\n"


def _code(code: str) -> str:
    return code[:3].upper() + code[3:]
