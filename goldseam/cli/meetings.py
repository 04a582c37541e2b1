"""`goldseam meetings import|export|check`: the steward's lists. Nothing is fetched, and nothing is half changed."""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from goldseam.cli.setup import start_django

if TYPE_CHECKING:
    from goldseam.tools.t52_meetings.entries import Defaults

SHOWN = 30
"""Faults printed one by one; of more only the number is said."""


def meetings(asked: argparse.Namespace) -> int:
    start_django()
    match asked.meetings_command:
        case "import":
            return take(asked)
        case "export":
            return give()
        case _:
            return check()


def take(asked: argparse.Namespace) -> int:
    """Read, check, and only then put it in place of the list of that name."""
    from goldseam.tools.t52_meetings import directory

    text = _text(asked.file)
    if text is None:
        return 1
    name, wrong = _name(asked), _wrong_options(asked)
    if not directory.NAME.match(name):
        wrong.append(f'"{name}" is no name for a list: small letters, digits and dashes. Say one with --name.')
    try:
        kept, _listings = directory.parse(text, _defaults(asked))
    except directory.ListError as error:
        return _refused([*wrong, *error.faults])
    if wrong:
        return _refused(wrong)
    before = _before(name)
    try:
        path = directory.write(name, kept)
    except OSError as error:
        return _refused([f"the list could not be written: {error.strerror}"])
    print(f"{path.name}: {_entries(len(kept))}" + (f", in place of {before}." if before is not None else "."))
    _say_left_out(text)
    return 0


def give() -> int:
    """All lists in the same format. What is wrong with a list goes to standard error."""
    from goldseam.tools.t52_meetings import directory

    json.dump(directory.export(), sys.stdout, ensure_ascii=False, indent=1)
    print()
    faults = directory.directory().faults
    _print(faults)
    return 1 if faults else 0


def check() -> int:
    from goldseam.tools.t52_meetings import directory, fellowships

    found = directory.directory()
    faults = [*found.faults, *filter(None, [fellowships.fault()])]
    _print(faults)
    lists = Counter(placed.of for placed in found.placed)
    for name, count in sorted(lists.items()):
        print(f"{name}.json: {_entries(count)}")
    if not lists and not faults:
        print("There is no list yet. docs/meetings.md says how to put one in.")
    return 1 if faults else 0


def _text(file: str) -> str | None:
    from goldseam.tools.t52_meetings.directory import MOST_BYTES

    try:
        raw = sys.stdin.buffer.read(MOST_BYTES + 1) if file == "-" else _bytes(Path(file), MOST_BYTES + 1)
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        print(f"Nothing was changed: {_called(file)} is not UTF-8 text.", file=sys.stderr)
    except OSError as error:
        print(f"Nothing was changed: {_called(file)} cannot be read: {error.strerror}.", file=sys.stderr)
    return None


def _bytes(path: Path, most: int) -> bytes:
    with path.open("rb") as file:
        return file.read(most)


def _called(file: str) -> str:
    return "standard input" if file == "-" else file


def _name(asked: argparse.Namespace) -> str:
    """The given name, else the file's own in small letters and dashes."""
    if asked.name or asked.file == "-":
        return str(asked.name or "imported")
    return re.sub(r"[^a-z0-9]+", "-", Path(asked.file).stem.lower()).strip("-")[:40]


def _words(text: str) -> tuple[str, ...]:
    return tuple(word for word in (part.strip() for part in text.split(",")) if word)


def _defaults(asked: argparse.Namespace) -> Defaults:
    from goldseam.tools.t52_meetings.entries import Defaults

    return Defaults(asked.fellowship, _words(asked.whom), asked.timezone, _words(asked.language))


def _wrong_options(asked: argparse.Namespace) -> list[str]:
    from goldseam.tools.t52_meetings.entries import WHOM
    from goldseam.tools.times import zone_named

    wrong = [f'--for knows {", ".join(WHOM)}, not "{word}"' for word in _words(asked.whom) if word not in WHOM]
    if asked.timezone and zone_named(asked.timezone) is None:
        wrong.append(f'--timezone "{asked.timezone}" is no time zone such as Europe/London')
    wrong += [
        f'--language "{word}" is no code such as en or de'
        for word in _words(asked.language)
        if not re.fullmatch(r"[a-z]{2,3}", word)
    ]
    return wrong


def _before(name: str) -> int | None:
    """How many entries the list of this name has now."""
    from goldseam.tools.t52_meetings import directory, fellowships

    path = fellowships.folder() / f"{name}.json"
    if not path.exists():
        return None
    return sum(placed.of == name for placed in directory.directory().placed)


def _say_left_out(text: str) -> None:
    """Names of the list that are not taken over, so that nobody looks for them."""
    from goldseam.tools.t52_meetings.entries import READ

    left = sorted({str(name) for one in json.loads(text) for name in one if name not in READ})
    if left:
        print(f"Not taken over, because nobody needs it to come: {', '.join(left)}.")


def _entries(n: int) -> str:
    return "1 entry" if n == 1 else f"{n} entries"


def _refused(faults: list[str]) -> int:
    print("Nothing was changed.", file=sys.stderr)
    _print(faults)
    return 1


def _print(faults: list[str] | tuple[str, ...]) -> None:
    for fault in faults[:SHOWN]:
        print(f"  - {fault}", file=sys.stderr)
    if len(faults) > SHOWN:
        print(f"  … and {len(faults) - SHOWN} more.", file=sys.stderr)
