"""T05: after keeping. Act, think and leave are answered alike; the balance is named only once it is open."""

from __future__ import annotations

from typing import Any

from goldseam.tools import catalogue, gates
from goldseam.tools.definition import Tool
from goldseam.tools.desk import Desk
from goldseam.tools.t05_rulers.pages import rulers
from goldseam.tools.t05_rulers.rulers import ready_to_weigh
from goldseam.vault import Entry

CODES = ("t05",)


def kept(at: Desk, tool: Tool, entry: Entry) -> dict[str, Any]:
    body = entry.body
    chosen = body.get("choice")
    say = tool.word(f"{chosen}_say") if chosen in {"act", "think", "leave"} else tool.word("none_say")
    open_now = ready_to_weigh(body) and gates.decided(at.gate) and catalogue.get("t04") is not None
    return {
        "say": say,
        "rulers": rulers(at, tool, str(body.get("_item", "")), body) if "replaces" in body else [],
        "weigh": open_now and chosen != "leave",
        "talk": chosen != "leave",
    }
