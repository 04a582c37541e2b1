from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from goldseam.people.me.stepup import Once
from goldseam.together.needs import asking
from goldseam.together.needs.words import Choice, board
from goldseam.tools.definition import Option
from goldseam.tools.fields import OneField, WordsField


def _options(choices: tuple[Choice, ...]) -> list[Option]:
    return [Option(one.id, one.label) for one in choices]


class Ask(Once):
    field_order = ("need", "words", "span", "uid")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["need"] = OneField(_options(board().needs), label=_("What could you do with right now?"))
        self.fields["need"].kind = "stack"  # type: ignore[attr-defined]
        self.fields["words"] = WordsField(
            asking.LONGEST,
            label=_("A few words, if you like"),
            help_text=_("What it is about, not why."),
            required=False,
        )
        self.fields["span"] = OneField(_options(board().spans), label=_("For how long?"))
        self.order_fields(self.field_order)


class Reply(Once):
    field_order = ("how", "words", "uid")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["how"] = OneField(_options(board().replies), label=_("Your answer"))
        self.fields["words"] = WordsField(
            asking.LONGEST,
            label=_("What you can do, if you like"),
            help_text=_("When, or something else you can give. It may stay empty."),
            required=False,
        )
        self.order_fields(self.field_order)
