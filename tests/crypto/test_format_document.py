"""docs/vault-format.md is a contract: it names every label, vector file and figure that a second program needs."""

from __future__ import annotations

import ast
import re
from pathlib import Path
from typing import Any

import pytest

from goldseam.crypto import chain, codes, derive, envelope, identity, padding
from goldseam.tools import fold, shelf
from goldseam.tools.definition import MARKS
from tests.crypto.read_vectors import FOLDER, vectors

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "vault-format.md").read_text("utf-8")
LABEL = re.compile(rb"[a-z0-9-]+/v[0-9]+/?")


def labels() -> set[str]:
    """Every "name/vN" that crypto or the vault binds into bytes."""
    found: set[str] = set()
    for package in ("crypto", "vault"):
        for source in (ROOT / "goldseam" / package).rglob("*.py"):
            for node in ast.walk(ast.parse(source.read_text("utf-8"))):
                if isinstance(node, ast.Constant) and isinstance(node.value, bytes) and LABEL.fullmatch(node.value):
                    found.add(node.value.decode())
    return found


def test_labels_are_found_at_all() -> None:
    assert {"seal/v1", "record/v1", "chain/v1", "grant/v1", "auth/v1", "kek/v1"} <= labels()


@pytest.mark.parametrize("label", sorted(labels()))
def test_every_label_is_explained(label: str) -> None:
    assert f'"{label}"' in PAGE or f"`{label}`" in PAGE, f"say in docs/vault-format.md what {label} binds"


def test_every_vector_file_has_its_line() -> None:
    for path in FOLDER.glob("*.json"):
        assert f"| `{path.name}` |" in PAGE


def test_the_figures_are_those_of_the_code() -> None:
    assert f"refuse anything under {envelope.OVERHEAD} bytes" in PAGE
    assert f"{len(vectors('envelope')['refused'])} that must be refused" in PAGE
    assert f"up to {padding.FLOOR} |" in PAGE
    assert codes.ALPHABET in PAGE
    assert f"{codes.RECOVERY_CHARACTERS} characters for recovery" in PAGE
    assert f"{codes.TICKET_CHARACTERS} to admit a device" in PAGE
    assert len(chain.GENESIS) == derive.KEY == 32
    assert (identity.WORDS, "The six words" in PAGE) == (6, True)
    assert "65 536 KiB or 3 passes" in PAGE


@pytest.mark.parametrize("made", [fold.FOLD, shelf.SHELF, fold.DETAIL], ids=lambda made: made.name)
def test_every_fold_stands_there_with_its_version_and_how_long_it_is_kept(made: Any) -> None:
    kept = "the newest closed month only (`newest_only`)" if made.newest_only else "every closed month"
    assert f"| `{made.name}` | {made.version} | {kept} |" in PAGE


@pytest.mark.parametrize("mark", [*MARKS, "unit"])
def test_every_part_of_a_body_that_is_no_answer_is_explained(mark: str) -> None:
    assert f"| `{mark}` |" in PAGE
