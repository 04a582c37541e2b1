from __future__ import annotations

from functools import cache
from pathlib import Path

import msgspec

from goldseam.safety.words import refuse
from goldseam.together import saying
from goldseam.together.journal.fold import ANSWERS, KINDS


class Words(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    title: str
    say: str
    lead: str
    who: str
    empty: str
    write: str
    write_say: str
    ask_kind: str
    ask_text: str
    help_text: str
    ask_days: str
    help_days: str
    days: str
    for_good: str
    look: str
    preview: str
    preview_say: str
    lay: str
    change: str
    hint_title: str
    hint_say: str
    by_me: str
    by_other: str
    until: str
    answer_title: str
    answer_say: str
    answered_me: str
    answered_other: str
    answer_back: str
    back: str
    back_title: str
    back_say: str
    back_keep: str
    back_who: str
    mine: str
    mine_say: str
    count_one: str
    count: str
    count_none: str
    full: str
    too_long: str
    missing: str
    busy: str
    kinds: dict[str, str]
    answers: dict[str, str]


def load(path: Path) -> Words:
    found = saying.load(path, Words)
    faults = ["the kinds are " + ", ".join(KINDS)] if tuple(found.kinds) != KINDS else []
    faults += ["the answers are " + ", ".join(ANSWERS)] if tuple(found.answers) != ANSWERS else []
    refuse(path.name, faults)
    return found


@cache
def words() -> Words:
    return load(saying.file("journal"))
