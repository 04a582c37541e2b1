from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from goldseam.path.forms import Kept
from goldseam.path.known import OTHERS, ROLES
from goldseam.path.outline import outline
from goldseam.path.words import sign_words
from goldseam.today.path import STAGE
from goldseam.today.words import today_words
from goldseam.tools.t08_library.lessons import lessons

NAMES = ("plan", "review", "kit", "look", "diary", "picture", "cards")
"""The cards that can be put off."""


def _practised() -> set[str]:
    """Tools that the later parts of the way lead to."""
    return {code for entry in outline().values() for code in entry.tools}


class Tap(Kept):
    """One press of a number."""

    value = forms.IntegerField(min_value=0, max_value=10)


class Mood(Kept):
    """One press of an answer to "are you safe right now?"; "pass" is one too."""

    safe = forms.ChoiceField(choices=[(name, name) for name in ("yes", "unsure", "no", "pass")])


class Later(Kept):
    name = forms.CharField(max_length=24)

    def clean_name(self) -> str:
        """A card that Today can show; anything else is nobody's."""
        name, words = str(self.cleaned_data["name"]), today_words()
        path = {STAGE, *(f"s-{sign.id}" for sign in sign_words()), *lessons(), *_practised()}
        if name not in {*NAMES, *words.by_id, *(step.tool for step in words.course), *path}:
            raise forms.ValidationError("unknown card")
        return name


class You(Kept):
    roles = forms.MultipleChoiceField(
        label=_("What brings you here?"),
        help_text=_("One, both or none. It only chooses what you are shown first, and you can change it at any time."),
        choices=[
            ("R", _("I want to change something I do")),
            ("B", _("Something my partner did has hurt me")),
        ],
        widget=forms.CheckboxSelectMultiple,
        required=False,
        error_messages={"invalid_choice": _("Please choose from the answers shown.")},
    )
    other_is = forms.ChoiceField(
        label=_("And the other person?"),
        help_text=_("So that nothing is offered that does not fit. Everything here can be done alone."),
        choices=[
            ("", _("I would rather not say")),
            ("with", _("Knows, and wants to work on it too")),
            ("unwilling", _("Knows, and does not want to")),
            ("untold", _("Has not been told")),
            ("apart", _("We are apart")),
            ("children", _("We are apart and share children")),
            ("none", _("There is nobody just now")),
        ],
        widget=forms.RadioSelect,
        required=False,
        error_messages={"invalid_choice": _("Please choose from the answers shown.")},
    )
    pull = forms.CharField(
        label=_("Your own word for an urge"),
        help_text=_("For example: the itch. It is used on Today. Leave it empty to keep “the pull”."),
        max_length=24,
        required=False,
        error_messages={"max_length": _("Please keep it to %(limit_value)s letters.")},
    )
    other = forms.CharField(
        label=_("What the other person is called here"),
        help_text=_("A letter or a nickname is enough. Leave it empty to keep “the other person”."),
        max_length=24,
        required=False,
        error_messages={"max_length": _("Please keep it to %(limit_value)s letters.")},
    )
    roles.kind = other_is.kind = "stack"  # type: ignore[attr-defined]
    pull.kind = other.kind = "line"  # type: ignore[attr-defined]

    def chosen(self) -> dict[str, Any]:
        words = {name: " ".join(self.cleaned_data[name].split()) for name in ("pull", "other")}
        said = self.cleaned_data["other_is"]
        return {
            "roles": [role for role in ROLES if role in self.cleaned_data["roles"]],
            "other_is": said if said in OTHERS else None,
            "words": {name: word for name, word in words.items() if word},
        }
