from __future__ import annotations

from functools import cache
from pathlib import Path

import msgspec

from goldseam.safety.words import refuse
from goldseam.together import saying
from goldseam.together.telling.facts import ANSWERS


class Words(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    title: str
    say: str
    lead: str
    who: str
    who_card: str
    calm: str
    calm_step: str
    calm_button: str
    held: str
    card_title: str
    card_say: str
    card_care: str
    card_now: str
    card_clock: str
    card_clock_ask: str
    card_choose: str
    card_mine: str
    read_again: str
    gap: str
    read_title: str
    read_said: str
    read_first: str
    read_ground_title: str
    read_ground: str
    read_people: str
    read_limits: str
    read_help: str
    read_owe: str
    read_later_title: str
    read_later: str
    read_write: str
    read_talk: str
    read_when: str
    read_when_say: str
    steps_title: str
    steps: tuple[str, ...]
    steps_first: str
    steps_first_button: str
    ready_title: str
    ready_terms: str
    ready_open: str
    ready_button: str
    ready_plan: str
    never: str
    session: str
    unfinished: str
    unfinished_button: str
    found: str
    found_button: str
    passed_title: str
    passed: str
    passed_people: str
    passed_session: str
    window: str
    ask_title: str
    ask_say: str
    ask_more: str
    ask_more_help: str
    more_no: str
    more_yes: str
    ask_ended: str
    ended_yes: str
    ended_no: str
    ask_did: str
    ask_change: str
    ask_help: str
    too_long: str
    missing: str
    look: str
    hold_title: str
    hold_say: str
    hold_same: str
    hold_past: str
    hold_past_button: str
    hold_urgent: str
    line_what: str
    line_inner: str
    line_middle: str
    line_when: str
    when_day: str
    when_days: str
    line_kind: str
    line_often: str
    once: str
    times: str
    line_ended: str
    line_did: str
    line_change: str
    line_ask: str
    line_nothing: str
    lay_title: str
    lay_say: str
    hint_title: str
    hint_say: str
    ask_days: str
    days: str
    lay_button: str
    change_button: str
    lay_who: str
    pace: str
    busy: str
    laid_title: str
    laid_say: str
    laid_until: str
    laid_answer: str
    laid_none: str
    told_button: str
    told_say: str
    told_done: str
    talk: str
    back: str
    back_title: str
    back_say: str
    back_keep: str
    back_who: str
    answers: dict[str, str]


def load(path: Path) -> Words:
    found = saying.load(path, Words)
    refuse(path.name, ["the answers are " + ", ".join(ANSWERS)] if tuple(found.answers) != ANSWERS else [])
    return found


@cache
def words() -> Words:
    return load(saying.file("telling"))
