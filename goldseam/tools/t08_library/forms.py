"""The one line of the search. Its name begins with `UNKEPT`: no page that asks for a PIN carries or shows it."""

from __future__ import annotations

from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from goldseam.people.typed import UNKEPT
from goldseam.tools.t08_library.finding import words_of

LONGEST: Final = 100


class SearchForm(forms.Form):
    """Sent with POST, so that what is looked for stands in no address, history or log."""

    prefix = UNKEPT.removesuffix("-")
    use_required_attribute = False

    words = forms.CharField(
        label=_("Look for"),
        help_text=_("One or two words, in the lessons, the word list, the tools and your own notes."),
        max_length=LONGEST,
        widget=forms.TextInput(attrs={"autocomplete": "off", "enterkeyhint": "search", "spellcheck": "false"}),
        error_messages={
            "required": _("Type a word that you look for."),
            "max_length": _("That is too long to look for. A word or two is enough; 100 letters at most."),
        },
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)

    def clean_words(self) -> str:
        asked: str = self.cleaned_data["words"]
        if not words_of(asked):
            raise forms.ValidationError(_("A word has two letters at least."))
        return asked
