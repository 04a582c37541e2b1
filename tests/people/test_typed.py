"""What is carried over a door, what is shown to be copied, and what is neither."""

from __future__ import annotations

import pytest
from django.http import QueryDict

from goldseam.people.typed import UNKEPT, carried, has_secrets, has_unkept, shown


def post(text: str) -> QueryDict:
    return QueryDict(text)


@pytest.mark.parametrize(
    "name",
    [
        "password", "password1", "password_again", "new_password", "pin", "_pin", "pin2", "new_pin", "phrase",
        "phrase_again", "code", "secret", "csrfmiddlewaretoken",
    ],
)  # fmt: skip
def test_secrets_are_neither_carried_nor_shown(name: str) -> None:
    sent = post(f"text=hello&{name}=hidden-thing")
    assert carried(sent) == [("text", "hello")]
    assert "hidden-thing" not in shown(sent)
    assert has_secrets(sent) == (name != "csrfmiddlewaretoken")


@pytest.mark.parametrize("name", ["opinion", "spinning", "passage", "encoded", "paraphrase", "happiness", "notes"])
def test_words_that_only_look_like_secrets_are_carried(name: str) -> None:
    assert carried(post(f"{name}=kept")) == [(name, "kept")]


def test_many_values_and_formsets_are_carried_whole_and_shown_readably() -> None:
    sent = post("uid=1&tags=a&tags=b&people-0-name=Ann&people-TOTAL_FORMS=1&empty=&text=One%0ATwo")
    assert carried(sent) == [
        ("uid", "1"), ("tags", "a"), ("tags", "b"), ("people-0-name", "Ann"), ("people-TOTAL_FORMS", "1"),
        ("empty", ""), ("text", "One\nTwo"),
    ]  # fmt: skip
    assert shown(sent) == "tags: a, b\n\npeople 0 name: Ann\n\ntext: One\nTwo"


def test_one_field_alone_is_shown_as_it_was_typed() -> None:
    assert shown(post("uid=1&text=Just+this")) == "Just this"


def test_nothing_typed_is_nothing_shown() -> None:
    assert shown(post("uid=1&text=++&csrfmiddlewaretoken=x")) == ""


def test_answers_that_are_kept_nowhere_are_neither_carried_nor_shown() -> None:
    sent = post(f"uid=1&{UNKEPT}afraid=yes&{UNKEPT}uid=2&text=hello")
    assert carried(sent) == [("uid", "1"), ("text", "hello")]
    assert shown(sent) == "hello"
    assert has_secrets(sent) and has_unkept(sent)
    assert not has_unkept(post("text=hello"))
