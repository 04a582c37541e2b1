"""A quiet look at words that the other will read, before they go: places that often close an ear, and a way to help
where they sound heavy. Nothing is held up: sent once more as they are, they go."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.forms import Form
from django.urls import reverse

from goldseam.safety.guard import help_url, self_harm_hint
from goldseam.safety.hints import Kind
from goldseam.tools.looking import Look, look

KINDS: tuple[Kind, ...] = ("verdict", "demand", "machine", "watching", "scene", "threat", "custody")
"""Those that can be said to anybody. The others speak to somebody who has done harm, and here either may be writing."""
SEEN = "seen"


@dataclass(frozen=True, slots=True)
class Again:
    look: Look | None
    heavy: str
    """Where people answer now; "" where nothing sounds heavy."""
    text: str


def look_again(form: Form, names: Sequence[str]) -> Again | None:
    """For a good form. None when there is nothing to say, or when it was said already of these very words."""
    texts = [(str(form.fields[name].label), str(form.cleaned_data.get(name, "")), KINDS) for name in names]
    text = "\n".join(said for _label, said, _kinds in texts)
    if form.data.get(SEEN, "") == text:
        return None
    found, heavy = look(texts, {}), self_harm_hint(text)
    if found is None and not heavy:
        return None
    return Again(found, help_url("H1") if heavy else "", text)


def place_url(name: str) -> str:
    """The address of another thing to do together, where it is there."""
    from goldseam.together.places import places

    return reverse(f"together:{name}") if any(one.name == name for one in places()) else ""
