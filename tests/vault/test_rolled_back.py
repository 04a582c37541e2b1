"""An older copy of the whole database, put back: what the device remembers, and what it cannot (W8)."""

from __future__ import annotations

import uuid

import pytest

from goldseam.vault import audit, changes, doors, heads
from goldseam.vault.errors import HistoryWentBack, NotSaved, Tampered, WrongSecret
from goldseam.vault.models import Record
from tests.vault.deeds import Scene, untouched
from tests.vault.scene import NOW, Someone, days, put_back, snapshot

pytestmark = pytest.mark.django_db

PHRASE = "the ferry leaves at nine"
APRIL = NOW + days(20)


# -- an older copy of everything (W8) --------------------------------------------------------------------------


def test_an_older_copy_of_the_whole_database_is_refused_by_the_device(scene: Scene) -> None:
    older = snapshot()
    for number in range(5):
        scene.r.keep(f"later {number}")
    cookie = heads.remember(scene.r.vault, scene.r.room)
    put_back(older)
    assert scene.r.room.verify() == []  # the copy is sound in itself: only the device knows better
    assert audit.verify_all() == []
    with pytest.raises(HistoryWentBack):
        heads.compare(scene.r.vault, scene.r.room, cookie)
    untouched(scene.b)


@pytest.mark.parametrize("written_since", [1, 2, 5])
def test_a_fork_is_refused_shorter_equal_or_longer(scene: Scene, written_since: int) -> None:
    older = snapshot()
    scene.r.keep("one")
    scene.r.keep("two")
    cookie = heads.remember(scene.r.vault, scene.r.room)
    put_back(older)
    for number in range(written_since):
        scene.r.keep(f"another {number}")
    with pytest.raises(HistoryWentBack):
        heads.compare(scene.r.vault, scene.r.room, cookie)


def test_an_older_copy_in_which_a_burned_entry_lives_is_refused(scene: Scene) -> None:
    older = snapshot()
    scene.r.room.burn(scene.ids[3])
    cookie = heads.remember(scene.r.vault, scene.r.room)
    assert heads.compare(scene.r.vault, scene.r.room, cookie)
    put_back(older)
    with pytest.raises(HistoryWentBack):
        heads.compare(scene.r.vault, scene.r.room, cookie)


def test_history_that_only_went_on_is_accepted(scene: Scene) -> None:
    cookie = heads.remember(scene.r.vault, scene.r.room)
    assert heads.compare(scene.r.vault, scene.r.room, cookie) is True
    scene.r.keep("later")
    assert heads.compare(scene.r.vault, scene.r.room, cookie) is False
    cookie = heads.remember(scene.r.vault, scene.r.room)
    scene.r.room.burn(scene.ids[0])
    assert heads.compare(scene.r.vault, scene.r.room, cookie) is False


def test_an_empty_room_is_remembered_too(r: Someone) -> None:
    cookie = heads.remember(r.vault, r.room)
    assert heads.compare(r.vault, r.room, cookie) is True
    r.keep("first")
    assert heads.compare(r.vault, r.room, cookie) is False


def test_a_memory_of_somebody_else_says_nothing(scene: Scene) -> None:
    theirs = heads.remember(scene.b.vault, scene.b.room)
    for cookie in (theirs, "", "nonsense", "é", "A" * 400):
        assert heads.compare(scene.r.vault, scene.r.room, cookie) is False


def test_an_older_copy_takes_the_new_password_with_it_and_that_shows(scene: Scene) -> None:
    """The device cannot name it here, because its memory was sealed under the new key; but the new way in is gone."""
    older = snapshot()
    _, _, device = changes.change_everything(scene.r.keys, scene.r.room_key, "a new long sentence", "135790")
    put_back(older)
    with pytest.raises(WrongSecret):
        doors.sign_in(scene.r.person, "a new long sentence", device)


def test_a_forged_entry_under_a_repeated_id_is_not_called_saved(scene: Scene) -> None:
    """A retry whose first try was thrown away and replaced must not be answered with "kept"."""
    waiting = uuid.uuid4()
    scene.records(5).update(id=waiting)
    with pytest.raises(Tampered):
        scene.r.keep("mine", id=waiting)
    scene.copy(Record, 9, seq=10, id=(later := uuid.uuid4()))
    with pytest.raises((Tampered, NotSaved)):
        scene.r.keep("mine", id=later)
