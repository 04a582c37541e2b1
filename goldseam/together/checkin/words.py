"""The forms of the check-in (T20) and the cards around them. Words, not records."""

from __future__ import annotations

import re
from collections.abc import Collection
from functools import cache
from pathlib import Path
from typing import Final

import msgspec

from goldseam.safety.words import read, refuse, words_dir

FORMS: Final = 7
LONGEST: Final = 240
LONGEST_TITLE: Final = 40
_ID: Final = re.compile(r"[a-z]+")


class Part(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    id: str
    title: str
    say: str
    hid: str = ""
    """For the one who hid things, in place of `say`."""
    hurt: str = ""
    """For the one who was hurt, in place of `say`."""
    length: int = 200
    status: bool = False
    """Where a lapse would be said: T14 comes first (HR-1)."""

    def prompts(self, roles: Collection[str]) -> list[tuple[str, str]]:
        """(whose, words): one for a person whose role is known, else every one there is. `whose` is R, B or nobody."""
        mine = [role for role in ("R", "B") if role in roles]
        asked = mine if len(mine) == 1 else ["R", "B"]
        own = {"R": self.hid or self.say, "B": self.hurt or self.say}
        if len({own[role] for role in asked}) == 1:
            return [("", own[asked[0]])]
        return [(role, own[role]) for role in asked]


class Form(msgspec.Struct, frozen=True, forbid_unknown_fields=True, rename={"parts": "part"}):
    id: str
    title: str
    say: str
    every: int
    """Days from one to the next."""
    parts: tuple[Part, ...]


class Words(msgspec.Struct, frozen=True, forbid_unknown_fields=True, rename={"forms": "form"}):
    rules: tuple[str, ...]
    opens: str
    listen: tuple[str, ...]
    lapse: str
    detail: str
    forms: tuple[Form, ...]

    def get(self, id: str) -> Form | None:
        return next((form for form in self.forms if form.id == id), None)


def load(path: Path) -> Words:
    """Raises `WordsError` with every fault in one message."""
    found = read(path, Words)
    faults = [f"{name} says nothing" for name in ("opens", "lapse", "detail") if not getattr(found, name).strip()]
    faults += [f"{name} has no lines" for name in ("rules", "listen") if not getattr(found, name)]
    if sorted(form.id for form in found.forms) != [f"f{n}" for n in range(1, FORMS + 1)]:
        faults.append(f"the forms are f1 to f{FORMS}, each once")
    for form in found.forms:
        faults += [f"“{form.id}”: {fault}" for fault in _faults(form)]
    refuse(path.name, faults)
    return found


@cache
def words() -> Words:
    return load(words_dir() / "together" / "checkin.toml")


def _faults(form: Form) -> list[str]:
    faults = []
    ids = [part.id for part in form.parts]
    if not 3 <= len(ids) <= 5 or len(set(ids)) != len(ids):
        faults.append("a form has three to five parts, each with an id of its own")
    if form.every not in (1, 7):
        faults.append("it comes every day or every seven days")
    if sum(part.status for part in form.parts) > 1:
        faults.append("at most one part is about being steady")
    for part in form.parts:
        said = [text for text in (part.say, part.hid, part.hurt) if text] or [""]
        if not _ID.fullmatch(part.id):
            faults.append(f"“{part.id}”: an id is small letters")
        if not 1 <= len(part.title) <= LONGEST_TITLE or any(not 1 <= len(text) <= LONGEST for text in said):
            faults.append(f"“{part.id}”: a title has 1 to {LONGEST_TITLE} letters, its words 1 to {LONGEST}")
        if not 100 <= part.length <= 300:
            faults.append(f"“{part.id}”: an answer has 100 to 300 letters")
    return faults
