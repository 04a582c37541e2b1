"""content/en/together/triggers.toml: what can be chosen in a plan (T37), and what its pages say."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Final

import msgspec

from goldseam.safety.words import refuse
from goldseam.together import saying

OWN: Final = "own"


class Option(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    id: str
    label: str


class Words(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    title: str
    say: str
    lead: str
    rules: tuple[str, ...]
    triggers: tuple[Option, ...]
    helps: tuple[Option, ...]
    own: str
    can: str
    cannot: str
    empty: str
    new_button: str
    most: str
    form_title: str
    form_lead: str
    form_who: str
    change_title: str
    ask_trigger: str
    ask_own: str
    ask_own_help: str
    ask_sign: str
    ask_sign_help: str
    ask_helps: str
    ask_helps_help: str
    ask_help_own: str
    ask_not: str
    ask_not_help: str
    ask_after: str
    ask_after_help: str
    ask_word: str
    ask_word_help: str
    own_missing: str
    preview_title: str
    preview_lead: str
    preview_button: str
    preview_change: str
    preview_who: str
    reply_title: str
    reply_lead: str
    reply_mine: str
    reply_other: str
    reply_button: str
    reply_who: str
    reply_nothing: str
    ask_menu: str
    ask_menu_help: str
    ask_reply_word: str
    ask_reply_word_help: str
    menu_many: str
    menu_long: str
    sign: str
    helps_title: str
    not_title: str
    after: str
    word: str
    word_agreed: str
    word_mine: str
    word_theirs: str
    menu: str
    older: str
    no_reply: str
    by_me: str
    by_other: str
    until: str
    trying: str
    due: str
    looked: str
    looked_button: str
    now_button: str
    now_title: str
    now_lead: str
    now_word: str
    now_ask: str
    now_ask_button: str
    now_said: str
    now_rest: str
    now_none: str
    now_card: str
    now_checking: str
    now_who: str
    now_other: str
    back_title: str
    back_say: str
    back_mine: str
    back_reply: str
    back_button: str
    back_keep: str
    back_who: str
    who: str

    def trigger(self, id: str) -> str:
        return _label(self.triggers, id)

    def help(self, id: str) -> str:
        return _label(self.helps, id)


def _label(options: tuple[Option, ...], id: str) -> str:
    """What this file no longer names has no words."""
    return next((one.label for one in options if one.id == id), "")


def load(path: Path) -> Words:
    """Raises `WordsError` with every fault in one message."""
    found = saying.load(path, Words)
    faults = []
    for name, options in (("triggers", found.triggers), ("helps", found.helps)):
        ids = [one.id for one in options]
        if len(set(ids)) != len(ids) or OWN in ids or not all(one.label.strip() for one in options):
            faults.append(f"“{name}” has each choice once, with its words, and none called “{OWN}”")
    refuse(path.name, faults)
    return found


@cache
def words() -> Words:
    return load(saying.file("triggers"))
