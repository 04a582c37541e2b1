"""Forget by design: whatever is kept says how it is handed out and how it is erased, and does both."""

import ast
import json
from pathlib import Path
from uuid import uuid4

import pytest
from django.apps import apps
from django.urls import reverse
from django.utils import timezone

from goldseam.exports.kept import MARKS, MODELS, NOT_ABOUT_PEOPLE, words_of
from goldseam.tools.catalogue import catalogue
from goldseam.vault.models import Record
from tests.conftest import Cast

PACKAGE = Path(__file__).parent.parent.parent / "goldseam"


def test_every_model_says_how_it_is_handed_out_and_erased() -> None:
    there = {model._meta.label_lower for model in apps.get_models()}
    assert there - set(MODELS) - NOT_ABOUT_PEOPLE == set(), "say it in goldseam/exports/kept.py"
    assert set(MODELS) - there == set(), "these are gone; take them out of goldseam/exports/kept.py"


def test_nothing_is_said_with_half_a_reason() -> None:
    for label, kept in MODELS.items():
        assert kept.gone, label
        assert bool(kept.out) != bool(kept.why), f"{label}: either it is handed out, or there is a reason why not"


def test_the_tables_nobody_writes_to_stay_empty_of_people(cast: Cast) -> None:
    assert cast.R.room.months() == []
    for label in NOT_ABOUT_PEOPLE - {"auth.permission", "contenttypes.contenttype"}:
        assert not apps.get_model(label).objects.exists(), label  # type: ignore[attr-defined]


def kinds_in_code() -> set[str]:
    """Every kind that is written out somewhere as the first argument of an `append` with an `id`."""
    found = set()
    for path in PACKAGE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            if (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Attribute)
                and node.func.attr == "append"
                and any(keyword.arg == "id" for keyword in node.keywords)
                and isinstance(node.args[0], ast.Constant)
            ):
                found.add(str(node.args[0].value))
    return found


def test_every_kind_of_record_has_words_for_its_owner() -> None:
    assert "me" in kinds_in_code()
    assert [kind for kind in sorted(kinds_in_code() | set(catalogue())) if words_of(kind) is None] == []


@pytest.mark.parametrize("kind", [*sorted(catalogue()), "me", "restored", "a kind nobody has named"])
def test_every_kind_is_in_both_copies_and_goes_with_the_account(cast: Cast, kind: str) -> None:
    R = cast.R
    R.room.append(kind, {"text": "canary-4711"}, id=uuid4(), now=timezone.now())
    give = {"uid": uuid4(), "password_again": R.password}
    for shape in ("text", "json"):
        answer = R.client.post(reverse("exports:plain"), {**give, "shape": shape, "marks": "on"})
        assert b"canary-4711" in answer.content
    assert json.loads(answer.content)[0]["kind"] == kind
    R.client.post(reverse("people:erase"), {**give, "word": "erase"})
    assert not Record.objects.exists()


@pytest.mark.parametrize("kind", sorted(MARKS))
def test_marks_that_no_page_shows_are_in_a_plain_copy_only_when_ticked(cast: Cast, kind: str) -> None:
    R = cast.R
    R.room.append(kind, {"text": "canary-4711"}, id=uuid4(), now=timezone.now())
    R.room.append("t49", {"text": "kept"}, id=uuid4(), now=timezone.now())
    for shape in ("text", "json"):
        sent = {"uid": uuid4(), "password_again": R.password, "shape": shape}
        answer = R.client.post(reverse("exports:plain"), sent)
        assert b"kept" in answer.content and b"canary-4711" not in answer.content
        assert kind.encode() not in answer.content
