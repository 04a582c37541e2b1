"""What belongs to which day after a hard hour (programme §7, the column of the one who lapsed). Pure: minutes in.

Nothing here is sent, and nothing is counted. What was not done simply goes away again; the tool's own page keeps it.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any, Final

from goldseam.tools.t14_lapse.course import DAY, HOUR, REVIEW, Report, somebody_knows

WEEK: Final = 7 * DAY
FACTS_FROM, FACTS_UNTIL = 2 * HOUR, DAY
"""First aid, then sleep or air; the two minutes of facts belong into the first day."""
QUIET: Final = 12 * HOUR
"""Nobody is sent to learn from an hour that has only just passed."""
LEARN_UNTIL: Final = REVIEW + 14 * DAY
WINDOWS: Final = {"h24": DAY, "h48": 2 * DAY, "next": WEEK, "weekly": WEEK, "session": WEEK}
"""For how long a person's own word on telling (T27) is put before them."""
FOUND_FROM, FOUND_UNTIL = DAY, 14 * DAY
LOOKED_AT: Final = (7, 10)
"""On these days somebody may go through it with a person."""
STANDS: Final = (7, 13)
DARK: Final = frozenset({"no", "unsure"})


def facts(answer: Mapping[str, Any], asked: int, report: int, now: int) -> bool:
    """First aid was begun some hours ago, the answer was not a dark one, and nothing was written down since."""
    hard = answer.get("why") == "lapse" and answer.get("safe") not in DARK
    return hard and report < asked and FACTS_FROM <= now - asked < FACTS_UNTIL


def one_person(one: Report, told: Collection[str], spoke: int, now: int) -> bool:
    """In the first day nobody knows of it: neither the report says so, nor was anybody spoken to since that hour."""
    return not somebody_knows(told) and spoke < one.at and now - one.kept < DAY and now - one.at < WEEK


def window(will: str, told: Collection[str], one: Report, now: int) -> bool:
    """The time a person has set themselves for telling the other (T27) is running."""
    return not {"partner", "found_out"} & set(told) and now - one.kept < WINDOWS.get(will, 0) and now - one.at < WEEK


def learning(at: int, now: int) -> bool:
    return QUIET <= now - at < LEARN_UNTIL


def fresh(at: int, now: int) -> bool:
    """Whether the three days of the learning review are running."""
    return now - at <= REVIEW


def found(one: Report, now: int) -> bool:
    """It was found out before it was said, and the first day is over."""
    return one.found_out and FOUND_FROM <= now - one.kept < FOUND_UNTIL


def with_somebody(days: int, spoke: int, hour: int) -> bool:
    """A week later: gone through with nobody yet."""
    return LOOKED_AT[0] <= days <= LOOKED_AT[1] and spoke < hour + WEEK - DAY


def stands(days: int, looked: int, hour: int) -> bool:
    """A week later, for somebody who looks at where they stand (T01) and has not done so since."""
    return STANDS[0] <= days <= STANDS[1] and 0 < looked < hour + WEEK - DAY
