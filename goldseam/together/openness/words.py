from __future__ import annotations

from functools import cache
from pathlib import Path

import msgspec

from goldseam.together import saying


class Words(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    title: str
    say: str
    lead: str
    who: str
    own_title: str
    own_empty: str
    own_say: str
    own_button: str
    hand_title: str
    hand_say: str
    hand_button: str
    hand_ask: str
    hand_afraid: str
    waiting: str
    both_in: str
    both_say: str
    open_button: str
    met_title: str
    tells: str
    told_to_me: str
    none: str
    soon: str
    soon_how: str
    differ: str
    left_open: str
    gaps_title: str
    gaps_say: str
    nothing: str
    less_title: str
    less_say: str
    less_button: str
    again_button: str
    again_wait: str
    back_title: str
    back_say: str
    back_button: str
    back_keep: str
    back_who: str
    month: str
    month_button: str
    until: str
    past: str
    limit: str
    busy: str


def load(path: Path) -> Words:
    return saying.load(path, Words)


@cache
def words() -> Words:
    return load(saying.file("openness"))
