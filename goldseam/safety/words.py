"""One way to read this package's words from `content/`: typed, unknown keys refused, read once."""

from __future__ import annotations

from pathlib import Path
from typing import TypeVar

import msgspec
from django.conf import settings

T = TypeVar("T")

LANGUAGE = "en"


class WordsError(ValueError):
    """A words file that cannot be used; the message names the file and the place in it."""


def words_dir() -> Path:
    return Path(settings.CONTENT_DIR) / LANGUAGE


def read(path: Path, shape: type[T]) -> T:
    try:
        return msgspec.toml.decode(path.read_bytes(), type=shape)
    except (OSError, UnicodeDecodeError, msgspec.DecodeError, ValueError) as error:
        raise WordsError(f"{path.name}: {error}") from error
