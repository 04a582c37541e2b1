"""A beginning: which tool is worth a first look today. Pure. One a day, in the order of the file, none twice.

It never counts what was left out. Somebody who began a tool of the list today has done today's share.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import date

from goldseam.today.words import Step

Counts = Mapping[str, int]


def next_step(
    steps: Sequence[Step],
    roles: Collection[str],
    counts: Counts,
    last: Mapping[str, date],
    joined: date,
    today: date,
    put_off: Callable[[str], bool],
) -> Step | None:
    """The first step for these roles that was never begun, whose time has come, and that was not put off lately.

    `counts` are records ever kept by kind, `last` the days of the newest ones, `joined` the day of the first entry.
    """
    mine = [step for step in steps if set(step.roles) & set(roles)]
    if any(last.get(step.tool) == today and counts.get(step.tool, 0) == 1 for step in mine):
        return None
    return next((step for step in mine if _open(step, counts, joined, today) and not put_off(step.tool)), None)


def _open(step: Step, counts: Counts, joined: date, today: date) -> bool:
    if counts.get(step.tool, 0):
        return False
    ready = all(counts.get(kind, 0) >= least for kind, least in step.once.items())
    return ready and (today - joined).days >= step.after
