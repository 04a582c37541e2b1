from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from goldseam.safety import lines


def _choices() -> list[tuple[str, str]]:
    return [(region.code, region.name) for region in lines.regions()]


class RegionForm(forms.Form):
    region = forms.ChoiceField(
        label=_("Where are you?"),
        choices=_choices,
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choose one of these."),
            "invalid_choice": _("There is no list for that place yet. Choose one of these."),
        },
    )
