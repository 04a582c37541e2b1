"""The words of a place at the table: one TOML file for each, typed, and nothing empty in it."""

from __future__ import annotations

from pathlib import Path
from typing import TypeVar

import msgspec

from goldseam.safety.words import read, refuse, words_dir

W = TypeVar("W", bound=msgspec.Struct)


def load(path: Path, shape: type[W]) -> W:
    """Raises `WordsError` with every fault in one message."""
    found = read(path, shape)
    faults = [f"“{name}” says nothing" for name, value in msgspec.structs.asdict(found).items() if not _says(value)]
    refuse(path.name, faults)
    return found


def file(name: str) -> Path:
    return words_dir() / "together" / f"{name}.toml"


def _says(value: object) -> bool:
    if isinstance(value, str):
        return bool(value.strip())
    if isinstance(value, dict):
        return bool(value) and all(_says(one) for one in value.values())
    return bool(value) and all(_says(one) for one in value) if isinstance(value, tuple) else True
