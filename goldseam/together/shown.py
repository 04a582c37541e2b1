"""Which answers of a record may be shown at the table, and what its author is told alone before. Pure.

Some questions are asked for one's own safety: whether it is safe to say this, whether somebody presses. Their answers
stay in the room whatever is laid on the table, and so does what only sorts one's own papers.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from goldseam.tools.definition import Tool
from goldseam.tools.show import Card, cards

ALONE: Final = frozenset({"H2", "H5"})
"""Fear or harm between the two, and duress: what such a hook looks at is nobody else's to read."""
_STAYS: Final[dict[str, frozenset[str]]] = {
    "t16": frozenset({"affection_ok"}),
    "t34": frozenset({"can_I_do_it_myself", "tell", "review_on", "state"}),
    "t54": frozenset({"risk_to_mention"}),
    "t57": frozenset({"partner_safe"}),
}
"""Answers that the tool says are the author's alone, or that mean nothing to a reader."""


ELSEWHERE: Final = frozenset({"t07c", "t11", "t27", "t28", "t30", "t54"})
"""One entry of these is for somebody else, or goes another way. The past is told once, prepared, with help and never
on a page (HR-1): the story, the map of triggers and the page for a session are for a therapist. An apology, or a letter
of what it did, is offered first and heard by somebody who said yes. Of the openness plan only the overlap is shown."""


def stays(tool: Tool) -> frozenset[str]:
    hooked = {hook.field for hook in tool.hooks if hook.hook in ALONE}
    hooked |= {one.field for hook in tool.hooks if hook.hook in ALONE for one in hook.all}
    return _STAYS.get(tool.code, frozenset()) | hooked


def seen(tool: Tool, body: Mapping[str, Any]) -> dict[str, Any]:
    """What of a record may be seen by the other."""
    hidden = stays(tool)
    return {name: value for name, value in body.items() if name not in hidden}


def title(tool: Tool) -> str:
    """“A limit”, not “My limits”: the reader is somebody else."""
    return tool.line if tool.living == "many" and tool.line else tool.title


def warnings(tool: Tool, body: Mapping[str, Any]) -> list[Card]:
    """What the author is told alone, before the preview: not safe, or not sure, is reason enough to keep it."""
    return [card for card in cards(tool, dict(body)) if card.hook in ALONE]
