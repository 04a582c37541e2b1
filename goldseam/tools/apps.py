from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.apps import AppConfig

if TYPE_CHECKING:
    from goldseam.exports.kept import Words
    from goldseam.vault import Room


class ToolsConfig(AppConfig):
    name = "goldseam.tools"
    label = "tools"

    def ready(self) -> None:
        from goldseam.exports import kept
        from goldseam.people import profile

        profile.read_with(_settings)
        kept.name_with(_words)


def _settings(room: Room, now: datetime) -> Mapping[str, Any]:
    """A person's merged settings, for the doors, which lie below and do not know the fold."""
    from goldseam.tools import fold
    from goldseam.vault import month_of

    folded = room.folded(fold.FOLD, now)
    return fold.close(folded.past, month_of(now), folded.entries).state.me


def _words(kind: str) -> Words | None:
    """What a readable copy of a person's records calls a tool and its fields."""
    from goldseam.exports.kept import Words
    from goldseam.tools import catalogue

    tool = catalogue.get(kind)
    if tool is None:
        return None
    labels = {field.name: field.label for field in tool.fields}
    return Words(tool.title, labels, {f.name: {o.id: o.label for o in f.options} for f in tool.fields if f.options})
