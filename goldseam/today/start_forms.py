from __future__ import annotations

from django import forms

from goldseam.path.forms import Kept
from goldseam.today.start import HOME, WAYS


class Start(Kept):
    """One press: what is hardest. Fear at home comes under a name of its own and is never a value of this."""

    hardest = forms.ChoiceField(choices=[(id, id) for id in WAYS if id != HOME])
    both = forms.BooleanField(required=False)


class Skip(Kept):
    """ "Skip" needs nothing but its key."""
