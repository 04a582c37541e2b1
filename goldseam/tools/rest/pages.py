"""The one sentence about long writing that rests, and the switch beside it. The rule is in `goldseam.tools.crisis`."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, tzinfo
from uuid import uuid4

from django.utils.translation import gettext as _

from goldseam.tools import crisis
from goldseam.tools.fold import State
from goldseam.tools.times import moment_words


def _uid() -> str:
    return str(uuid4())


@dataclass(frozen=True, slots=True)
class Rest:
    """`say` is what pressing the button says; `sentence` is empty while nothing rests."""

    sentence: str
    say: str
    button: str
    uid: str = field(default_factory=_uid)


def rest(state: State, now: datetime, zone: tzinfo) -> Rest:
    until = crisis.rests(state, now)
    if until is None:
        return Rest("", "hide", _("Hide heavy writing for three days"))
    return Rest(until_words(until, now, zone), "show", _("Show heavy writing again"))


def until_words(until: datetime, now: datetime, zone: tzinfo) -> str:
    when = moment_words(until, now, zone)
    return _("Long and deep writing rests until %(when)s. Nothing you kept is lost.") % {"when": when}
