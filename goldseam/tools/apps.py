from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.apps import AppConfig

if TYPE_CHECKING:
    from goldseam.vault import Room


class ToolsConfig(AppConfig):
    name = "goldseam.tools"
    label = "tools"

    def ready(self) -> None:
        """Packages below are brought what they need of the tools: the doors the settings, a readable copy the words."""
        from goldseam.exports import kept
        from goldseam.people import profile
        from goldseam.safety import pages as safety
        from goldseam.tools.labels import words_of

        profile.read_with(_settings)
        kept.name_with(words_of)
        safety.lead_inside_with(_address)


def _address(code: str) -> str:
    """Where a tool begins in a bad hour; "" when this server does not have it."""
    from django.urls import reverse

    from goldseam.tools import catalogue

    if catalogue.get(code) is None:
        return ""
    return reverse("tools:t57_now") if code == "t57" else reverse("tools:tool", args=[code])


def _settings(room: Room, now: datetime) -> Mapping[str, Any]:
    """A person's merged settings, for the doors, which lie below and do not know the fold."""
    from goldseam.tools import fold

    return room.folded(fold.FOLD, now).now.state.me
