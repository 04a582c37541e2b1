"""Scenes are laid down only at the same point, and what is laid down is what playing it leaves."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.conf import settings
from django.test import override_settings

from goldseam.people.models import Account
from goldseam.together import gate
from goldseam.vault.models import Record
from tests import takes
from tests.conftest import Cast, Person
from tests.tools.conftest import Clock, clock, enter

__all__ = ["clock"]


class Played:
    """Counts how often a scene was really played."""

    def __init__(self, person: Person, anywhere: bool = False) -> None:
        self.person, self.anywhere, self.times, self.name = person, anywhere, 0, uuid4()

    def act(self) -> None:
        self.times += 1
        self.person.room.append("t49", {"text": "said once"}, id=uuid4(), now=takes.timezone.now())

    def __call__(self) -> int:
        takes.scene(self.name, [self.person], self.act, anywhere=self.anywhere)
        return self.times


def back_to_the_beginning() -> None:
    """As the next test finds it: nobody is there."""
    for model in takes._models():
        model._default_manager.all().delete()
    takes._stage = takes.Stage(plays=False)
    takes.connection.execute_wrappers[:] = [takes._stage]


def rows() -> Any:
    assert takes._stage is not None
    return {table: rows for table, rows in takes._every_row(takes._stage).items() if rows}


def robin() -> Person:
    return Person("Robin", "quiet orchard lantern nine", "482915").sign_up()


@pytest.fixture(autouse=True)
def nothing_known(db: None) -> None:
    takes._takes.clear()


def test_what_is_laid_down_is_what_was_played(clock: Clock) -> None:
    played = robin()
    enter(played)
    there, cookies = rows(), played.client.cookies.output()
    back_to_the_beginning()
    assert rows() == {}
    laid = robin()
    enter(laid)
    assert rows() == there and laid.client.cookies.output() == cookies
    kept = laid.client.post("/n/t49/new/", {"uid": uuid4(), "text": "one page"})
    assert kept.status_code == 303
    assert [entry.body["text"] for entry in laid.room.every() if entry.kind == "t49"] == ["one page"]


def test_a_scene_is_played_again_once_anything_was_written() -> None:
    person = robin()
    scene = Played(person)
    assert scene() == 1
    back_to_the_beginning()
    again = robin()
    scene.person = again
    assert scene() == 1, "the same point"
    assert Record.objects.count() == 1
    again.room.append("t49", {"text": "more"}, id=uuid4(), now=takes.timezone.now())
    assert scene() == 2
    assert Record.objects.count() == 3


def test_a_scene_is_played_again_at_another_time(clock: Clock) -> None:
    scene = Played(robin())
    assert scene() == 1
    back_to_the_beginning()
    scene.person = robin()
    clock.now += timedelta(seconds=1)
    assert scene() == 2


def test_a_scene_is_played_again_in_another_browser() -> None:
    scene = Played(robin())
    assert scene() == 1
    back_to_the_beginning()
    scene.person = robin()
    scene.person.client.cookies["theme"] = "dark"
    assert scene() == 2


def test_a_scene_is_played_again_when_the_program_is_another(monkeypatch: pytest.MonkeyPatch) -> None:
    scene = Played(robin())
    assert scene() == 1
    for change, times in (
        (lambda: monkeypatch.setattr(gate, "WAIT", timedelta(0)), 2),
        (lambda: monkeypatch.setattr(gate, "WAIT", timedelta(0)), 2),
        (lambda: monkeypatch.setattr("goldseam.together.gate.WAIT", timedelta(1)), 3),
        (lambda: monkeypatch.setattr(gate, "ready", lambda state, shelf, now: True), 4),
        (lambda: monkeypatch.setitem(settings.STORAGES, "none", {}), 5),
    ):
        back_to_the_beginning()
        change()
        scene.person = robin()
        assert scene() == times
    back_to_the_beginning()
    with override_settings(USE_X_FORWARDED_HOST=True):
        scene.person = robin()
        assert scene() == 6


def test_where_somebody_is_already_everything_is_played() -> None:
    scene = Played(robin())
    assert scene() == 1
    back_to_the_beginning()
    Account.objects.create(name="Left over")
    assert takes._stage is not None
    takes._stage.point = ()
    scene.person = robin()
    assert scene() == 2


def test_what_stands_for_itself_is_laid_down_beside_others(cast: Cast) -> None:
    name = cast.R.name
    back_to_the_beginning()
    other = cast.B
    other.room.append("t49", {"text": "mine"}, id=uuid4(), now=takes.timezone.now())
    takes._takes.clear()
    first = robin().id
    assert Account.objects.count() == 2 and name == "Robin"
    back_to_the_beginning()
    assert robin().id == first


@pytest.mark.parametrize("folder", sorted(takes.ALWAYS))
def test_the_folders_that_play_everything_are_there(folder: str) -> None:
    assert list((takes.Path(__file__).parent / folder).glob("test_*.py"))
