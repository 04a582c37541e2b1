"""Whether this person may ask something of the other just now: a plan for the break, a talk on two phones."""

from __future__ import annotations

from goldseam.together import pace
from goldseam.together.asked import elsewhere
from goldseam.together.pause import plan as plans
from goldseam.together.resting import rests
from goldseam.together.tables import Ours


def may_ask(found: Ours, kind: str, all_plans: list[plans.Plan]) -> bool:
    """All kinds count together. `all_plans` as this person sees them, so that pressure changes no limit."""
    asks = [*plans.asks(all_plans), *elsewhere(found, plans.PLAN)]
    return pace.may_ask(asks, rests(found), found.vault.person, kind, found.now)
