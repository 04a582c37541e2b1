"""What is asked on both sides. Every answer but the first may be left out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from goldseam.people.me.stepup import Again, Once
from goldseam.together.triggers.plans import LINE, LONG, PHRASE, PHRASES, SHORT, Part, Plan, Reply
from goldseam.together.triggers.words import OWN, words

_CHOOSE = {"required": _("Please choose one."), "invalid_choice": _("Please choose from the answers shown.")}


def _text(label: str, hint: str, length: int, *, area: bool = False) -> forms.CharField:
    too_long = _("This is %(show_value)s letters long. Please keep it to %(limit_value)s.")
    widget = forms.Textarea(attrs={"rows": 3}) if area else forms.TextInput(attrs={"autocomplete": "off"})
    errors = {"max_length": too_long, "null_characters_not_allowed": _("Please type this again.")}
    field = forms.CharField(
        label=label, help_text=hint, max_length=length, required=False, widget=widget, error_messages=errors
    )
    field.widget.attrs.pop("maxlength", None)  # what was pasted is not cut, but talked about
    return field


class PlanForm(Once):
    """The part of whoever begins."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        say = words()
        options = [(one.id, one.label) for one in say.triggers]
        trigger = forms.ChoiceField(
            label=say.ask_trigger,
            choices=[*options, (OWN, say.own)],
            widget=forms.RadioSelect,
            error_messages=_CHOOSE,
        )
        helps = forms.MultipleChoiceField(
            label=say.ask_helps,
            help_text=say.ask_helps_help,
            required=False,
            choices=[(one.id, one.label) for one in say.helps],
            widget=forms.CheckboxSelectMultiple,
            error_messages={"invalid_choice": _CHOOSE["invalid_choice"]},
        )
        trigger.kind = helps.kind = "chips"  # type: ignore[attr-defined]
        self.fields |= {
            "trigger": trigger,
            "own": _text(say.ask_own, say.ask_own_help, LINE),
            "sign": _text(say.ask_sign, say.ask_sign_help, LONG, area=True),
            "helps": helps,
            "help_own": _text(say.ask_help_own, "", LINE),
            "no": _text(say.ask_not, say.ask_not_help, LONG, area=True),
            "after": _text(say.ask_after, say.ask_after_help, LONG, area=True),
            "word": _text(say.ask_word, say.ask_word_help, SHORT),
        }

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("trigger") == OWN and not cleaned.get("own") and "own" not in self.errors:
            self.add_error("own", words().own_missing)
        return cleaned

    def body(self) -> dict[str, Any]:
        given = {name: self.cleaned_data[name] for name in self.fields if name != "uid"}
        return {name: value for name, value in given.items() if value not in ("", [])}


class ReplyForm(Once):
    """The part of the other: what they can do, and words that they mean."""

    def __init__(self, *args: Any, of: Plan, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.of, say = of, words()
        for id in of.part.asked:
            field = forms.ChoiceField(
                label=help_words(of.part, id),
                required=False,
                choices=[("can", say.can), ("cannot", say.cannot), ("", _("Leave this out"))],
                widget=forms.RadioSelect,
                error_messages={"invalid_choice": _CHOOSE["invalid_choice"]},
            )
            field.kind = "chips"  # type: ignore[attr-defined]
            self.fields[f"help_{id}"] = field
        self.fields["menu"] = forms.CharField(
            label=say.ask_menu,
            help_text=say.ask_menu_help,
            required=False,
            max_length=1000,
            widget=forms.Textarea(attrs={"rows": 5}),
            error_messages={"max_length": say.menu_long.format(n=PHRASE)},
        )
        self.fields["menu"].widget.attrs.pop("maxlength", None)
        self.fields["word"] = _text(say.ask_reply_word, say.ask_reply_word_help, SHORT)

    def clean_menu(self) -> list[str]:
        lines = [" ".join(line.split()) for line in str(self.cleaned_data["menu"]).splitlines()]
        lines = list(dict.fromkeys(line for line in lines if line))
        if len(lines) > PHRASES:
            raise forms.ValidationError(words().menu_many.format(n=PHRASES))
        if any(len(line) > PHRASE for line in lines):
            raise forms.ValidationError(words().menu_long.format(n=PHRASE))
        return lines

    def body(self) -> dict[str, Any]:
        said = {id: self.cleaned_data[f"help_{id}"] for id in self.of.part.asked}
        given: dict[str, Any] = {how: [id for id, one in said.items() if one == how] for how in ("can", "cannot")}
        given |= {"own": self.of.part.help_own if said.get(OWN) else "", "word": self.cleaned_data["word"]}
        given |= {"menu": self.cleaned_data["menu"]}
        return {name: value for name, value in given.items() if value not in ("", [])}


class Lay(Again):
    """After the preview. What was written comes along unseen; the password only if it was not given just now."""


def help_words(part: Part, id: str) -> str:
    return part.help_own if id == OWN else words().help(id)


def first_of_plan(part: Part) -> dict[str, Any]:
    names = ("trigger", "own", "sign", "help_own", "no", "after", "word")
    return {name: getattr(part, name) for name in names} | {"helps": list(part.helps)}


def first_of_reply(of: Plan, reply: Reply | None) -> dict[str, Any]:
    """What was answered before; the other's word stands there to be agreed with or written over."""
    before = reply or Reply("")
    said: dict[bool | None, str] = {True: "can", False: "cannot", None: ""}
    helps = {f"help_{id}": said[of.answered(id)] for id in of.part.asked}
    return helps | {"menu": "\n".join(before.menu), "word": before.word or of.part.word}


def texts(body: dict[str, Any], names: Sequence[str]) -> list[str]:
    """What was written freely, for the look at the words."""
    found = [body.get(name, "") for name in names]
    return [line for one in found for line in (one if isinstance(one, list) else [one]) if line]
