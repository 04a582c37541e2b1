"""The package stands alone: no Django, nothing else of ours, no clock, no files, no dice but the system's."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

import goldseam.crypto

SOURCES = sorted(Path(goldseam.crypto.__file__).parent.rglob("*.py"))
ALLOWED = {
    "__future__",
    "collections",
    "cryptography",
    "dataclasses",
    "functools",
    "goldseam",
    "hashlib",
    "hmac",
    "mnemonic",
    "nacl",
    "secrets",
    "struct",
    "unicodedata",
}


def imported(source: Path) -> set[str]:
    """Every module named by an import anywhere in the file, functions and conditions included."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(source.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            names.add("." * node.level + (node.module or ""))
    return names


def test_there_is_something_to_look_at() -> None:
    assert len(SOURCES) >= 10


@pytest.mark.parametrize("source", SOURCES, ids=lambda path: path.stem)
def test_a_module_imports_only_what_cryptography_needs(source: Path) -> None:
    for name in imported(source):
        assert name.split(".")[0] in ALLOWED, name
        if name.startswith("goldseam"):
            assert name.startswith("goldseam.crypto."), name


@pytest.mark.parametrize("source", SOURCES, ids=lambda path: path.stem)
def test_a_module_reads_no_file_and_imports_nothing_by_name(source: Path) -> None:
    called = {
        node.func.id
        for node in ast.walk(ast.parse(source.read_text("utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
    }

    assert not called & {"open", "__import__", "eval", "exec", "print", "input"}


@pytest.mark.parametrize("source", SOURCES, ids=lambda path: path.stem)
def test_nothing_is_asserted_or_compared_in_a_way_that_python_can_leave_out_or_leak(source: Path) -> None:
    """`assert` vanishes under -O; a commitment compared with == tells how much of it was right."""
    tree = ast.parse(source.read_text("utf-8"))

    assert not [node for node in ast.walk(tree) if isinstance(node, ast.Assert)]
    for node in ast.walk(tree):
        if isinstance(node, ast.Compare):
            names = {part.id for part in ast.walk(node) if isinstance(part, ast.Name)}
            assert not names & {"commit", "expected"}
