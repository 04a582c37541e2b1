"""Whoever owns the database writes into it. Each deed is refused or named, and harms nothing beside it.

`R` and `B` each have nine entries in three months. A deed is done directly in R's tables; then R's room is read,
walked, and written to, and B's room must be as it was.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable
from itertools import islice
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from django.db.models import F

from goldseam.vault import audit, changes, heads, rows
from goldseam.vault.errors import HistoryWentBack, Tampered
from goldseam.vault.models import Digest, RecordKey, Space
from tests.vault.deeds import ALL, DEEDS, Deed, Scene, flip_column, readable, state_of_b, untouched
from tests.vault.scene import MONTHS, NOW, Someone, Tally, TallyFold, days, snapshot

pytestmark = pytest.mark.django_db

PHRASE = "the ferry leaves at nine"
APRIL = NOW + days(20)


@pytest.mark.parametrize("deed", DEEDS, ids=[deed.name for deed in DEEDS])
def test_it_is_named_and_harms_nothing_beside_it(scene: Scene, deed: Deed) -> None:
    deed.act(scene)

    seen, named = readable(scene.r)
    assert seen == ALL - deed.lost
    assert bool(named) == (deed.notice == "reading")
    assert scene.r.room.verify()
    assert bool(audit.verify_all()) == deed.audited
    for entry in scene.r.room.every():  # what is shown is what was written, in its own place
        assert entry.body["text"] == f"day {entry.seq}"
    for id in scene.ids:
        try:
            entry = scene.r.room.entry(id)
        except Tampered:
            continue
        assert entry is None or entry.body["text"] == f"day {entry.seq}"

    new = uuid.uuid4()
    if deed.writes:
        assert not scene.r.keep("after", NOW, new).replayed
        assert scene.r.keep("after", NOW, new).replayed
        assert scene.r.texts()[-1] == "after"
    else:
        with pytest.raises(Tampered):
            scene.r.keep("after", NOW, new)
    assert scene.r.room.verify()
    untouched(scene.b)


@pytest.mark.parametrize("deed", DEEDS, ids=[deed.name for deed in DEEDS])
def test_search_and_archive_name_it_as_reading_does(scene: Scene, deed: Deed) -> None:
    deed.act(scene)
    room = scene.r.room
    archived = list(room.archive())
    for kept in archived:
        assert kept.text is None or f'"day {kept.row.seq}"'.encode() in kept.text
    # A restored burn and columns that only the chain covers are for verify; a body is never shown wrongly.
    if deed.notice == "reading" and deed.name not in {"a burn undone from an old copy", "a burn feigned"}:
        assert room.problems


def test_a_repeat_under_an_older_state_is_not_called_saved(scene: Scene) -> None:
    """The entry is there and opens, but the room no longer counts it in."""
    state = Space.objects.get(pk=scene.r.space).state
    Space.objects.filter(pk=scene.r.space).update(state=scene.early_state)
    with pytest.raises(Tampered):
        scene.r.keep("day 9", id=scene.ids[8])
    Space.objects.filter(pk=scene.r.space).update(state=state)
    assert scene.r.keep("day 9", id=scene.ids[8]).replayed


def test_a_key_put_back_after_a_burn_can_be_burned_again(scene: Scene) -> None:
    scene.r.room.burn(scene.ids[3])
    RecordKey.objects.create(space_id=scene.r.space, seq=4, wrapped=scene.burned["wrapped"])
    assert scene.r.room.verify()
    assert scene.r.room.burn(scene.ids[3]) is False
    assert not scene.keys(4).exists()
    assert (scene.r.room.verify(), audit.verify_all(), readable(scene.r)[1]) == ([], [], [])


def test_a_key_without_an_entry_is_found_by_the_audit(scene: Scene) -> None:
    RecordKey.objects.create(space_id=scene.r.space, seq=40, wrapped=b"left over")
    assert [f.what for f in audit.verify_all()] == ["keys without records"]


def test_the_scene_itself_is_sound(scene: Scene) -> None:
    assert readable(scene.r) == (ALL, [])
    assert (scene.r.room.verify(), scene.b.room.verify(), audit.verify_all()) == ([], [], [])
    untouched(scene.b)


# -- the columns that hold no bytes ---------------------------------------------------------------------


@pytest.mark.parametrize("column", ["id", "author", "seq", "epoch", "tag", "envelope", "hash", "signature"])
def test_nonsense_of_another_type_is_named_and_no_crash(scene: Scene, column: str) -> None:
    """SQLite keeps any text in any column. PostgreSQL refuses it itself, or it is an empty value of the right type."""
    value = "nonsense" if connection.vendor == "sqlite" or column in {"id", "author", "seq", "epoch"} else ""
    space = scene.r.space if connection.vendor == "postgresql" else scene.r.space.hex
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"UPDATE vault_record SET {column} = %s WHERE space_id = %s AND seq = 5", [value, space])
    except DatabaseError:
        assert connection.vendor == "postgresql"
        return
    seen, named = readable(scene.r)
    assert seen >= ALL - {5}
    assert scene.r.room.verify()
    assert named or column in {"hash", "signature"}
    list(scene.r.room.every())
    list(scene.r.room.archive())
    assert len(list(islice(rows.every(scene.r.space, batch=1), 20))) <= 9  # a walk that ends
    assert audit.verify_all() or column in {"id", "tag"}
    untouched(scene.b)


# -- the space and its sealed state ----------------------------------------------------------------------


@pytest.mark.parametrize(
    "act",
    [
        state_of_b,
        lambda s: Space.objects.filter(pk=s.r.space).update(state=b""),
        lambda s: Space.objects.filter(pk=s.r.space).update(state=F("state"), epoch=2),
        lambda s: Space.objects.filter(pk=s.r.space).update(epoch=0),
        lambda s: flip_column(s, Space.objects.filter(pk=s.r.space), "state"),
        lambda s: Space.objects.filter(pk=s.r.space).delete(),
    ],
    ids=["of the other person", "emptied", "another epoch", "no epoch", "one bit", "deleted"],
)
def test_a_state_that_does_not_belong_shuts_the_room_and_only_this_one(
    scene: Scene, act: Callable[[Scene], Any]
) -> None:
    act(scene)
    before = snapshot()
    attempts: list[Callable[[], Any]] = [
        lambda: scene.r.room.month("2026-03"),
        lambda: scene.r.room.folded(TallyFold(), APRIL),
        lambda: scene.r.room.verify(),
        lambda: scene.r.keep("after"),
        lambda: scene.r.room.burn(scene.ids[0]),
        lambda: changes.change_everything(scene.r.keys, scene.r.room_key, "a new long sentence", "135790"),
    ]
    for attempt in attempts:
        with pytest.raises((Tampered, Space.DoesNotExist)):
            attempt()
    assert snapshot() == before
    assert scene.r.sign_in() == scene.r.keys
    untouched(scene.b)


def test_a_deleted_tail_with_the_state_of_that_day_is_known_to_the_device(scene: Scene) -> None:
    """The one deed that the room itself cannot see: every table agrees. The browser remembers (W8)."""
    cookie = heads.remember(scene.r.vault, scene.r.room)
    scene.records(*range(2, 10)).delete()
    scene.keys(*range(2, 10)).delete()
    Space.objects.filter(pk=scene.r.space).update(state=scene.early_state)
    assert scene.r.room.verify() == []
    with pytest.raises(HistoryWentBack):
        heads.compare(scene.r.vault, scene.r.room, cookie)


# -- digests -----------------------------------------------------------------------------------------------


def _tag(who: Someone, month: str) -> bytes:
    return who.room._keeper().tag(TallyFold(), month)


def _digest(who: Someone, month: str) -> Any:
    return Digest.objects.filter(space_id=who.space, tag=_tag(who, month))


DIGESTS: dict[str, Callable[[Scene], Any]] = {
    "another month's": lambda s: _digest(s.r, "2026-03").update(envelope=_digest(s.r, "2026-01").get().envelope),
    "the other person's": lambda s: _digest(s.r, "2026-03").update(envelope=_digest(s.b, "2026-03").get().envelope),
    "one bit": lambda s: flip_column(s, _digest(s.r, "2026-03"), "envelope"),
    "emptied": lambda s: _digest(s.r, "2026-03").update(envelope=b""),
    "deleted": lambda s: _digest(s.r, "2026-03").delete(),
    "renamed": lambda s: _digest(s.r, "2026-01").delete() and _digest(s.r, "2026-03").update(tag=_tag(s.r, "2026-01")),
    "all of them deleted": lambda s: Digest.objects.all().delete(),
}  # fmt: skip


@pytest.mark.parametrize("name", DIGESTS)
def test_a_digest_that_does_not_belong_is_made_anew(scene: Scene, name: str) -> None:
    whole = Tally([f"day {n}" for n in ALL])
    parts = scene.r.room.digests(TallyFold(), *MONTHS[::2], APRIL)
    scene.b.room.folded(TallyFold(), APRIL)
    DIGESTS[name](scene)
    room = scene.r.room
    assert room.folded(TallyFold(), APRIL).past == whole
    assert room.digests(TallyFold(), *MONTHS[::2], APRIL) == parts
    assert (room.problems, room.verify()) == ([], [])
    untouched(scene.b)


def test_a_digest_from_before_a_burn_is_not_believed(scene: Scene) -> None:
    scene.r.room.folded(TallyFold(), APRIL)
    old = list(Digest.objects.filter(space_id=scene.r.space).values())
    scene.r.room.burn(scene.ids[1])
    Digest.objects.bulk_create([Digest(**{k: v for k, v in row.items() if k != "pk"}) for row in old])
    past = scene.r.room.folded(TallyFold(), APRIL).past
    assert past == Tally([f"day {n}" for n in ALL if n != 2])
    assert all("day 2" not in t.texts for _, t in scene.r.room.digests(TallyFold(), *MONTHS[::2], APRIL))
