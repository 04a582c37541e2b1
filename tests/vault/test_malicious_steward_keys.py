"""The steward exchanges wraps, rings, costs, public keys, kits and tickets. None opens where it does not belong."""

from __future__ import annotations

import pytest

from goldseam.crypto import derive
from goldseam.crypto.derive import Cost
from goldseam.vault import audit, changes, doors
from goldseam.vault.errors import Tampered, WrongSecret
from goldseam.vault.models import Identity, Person, Recovery, Ticket
from tests.vault.deeds import ALL, Scene, readable, untouched
from tests.vault.scene import NOW, days, put_back, snapshot

pytestmark = pytest.mark.django_db

PHRASE = "the ferry leaves at nine"
APRIL = NOW + days(20)


# -- the wraps and rings of a person -------------------------------------------------------------------------


def _exchange(scene: Scene, *columns: str) -> None:
    rows = {row["id"]: row for row in Person.objects.values()}
    for to, source in ((scene.r.person, scene.b.person), (scene.b.person, scene.r.person)):
        Person.objects.filter(pk=to).update(**{c: rows[source][c] for c in columns})


PASSWORD_WRAP = ("salt", "memory_kib", "passes", "method", "auth", "vault_key")
ROOM_WRAP = ("room_salt", "room_memory_kib", "room_passes", "room_method", "room_key")


@pytest.mark.parametrize(
    ("columns", "door"),
    [
        (("vault_key",), "first"),
        (("auth",), "first"),
        (("salt",), "first"),
        (("method",), "first"),
        (("ring",), "first"),
        (PASSWORD_WRAP, "first"),
        ((*PASSWORD_WRAP, "ring"), "first"),
        (("room_key",), "second"),
        (("room_salt",), "second"),
        (("room_method",), "second"),
        (ROOM_WRAP, "second"),
        (("room_ring",), "ring"),
        ((*ROOM_WRAP, "room_ring"), "second"),
    ],
    ids=lambda value: value if isinstance(value, str) else "+".join(value),
)
def test_wraps_exchanged_between_two_people_open_neither(scene: Scene, columns: tuple[str, ...], door: str) -> None:
    before = snapshot()
    _exchange(scene, *columns)
    for one, other in ((scene.r, scene.b), (scene.b, scene.r)):
        for knows in (one, other):  # neither the owner nor the one whose wrap it was
            if door == "first":
                with pytest.raises((WrongSecret, Tampered)):
                    doors.sign_in(one.person, knows.password, knows.device)
            elif door == "second":
                with pytest.raises((WrongSecret, Tampered)):
                    doors.open_room(one.keys, knows.pin, knows.device)
            else:
                with pytest.raises(Tampered):
                    _ = one.room
    put_back(before)
    assert scene.r.sign_in() == scene.r.keys
    assert scene.r.texts() == [f"day {n}" for n in ALL]
    untouched(scene.b)


@pytest.mark.parametrize("cost", [Cost(8, 1), Cost(15, 2), Cost(0, 0), Cost(32, 0), Cost(0, 2)])
def test_a_cheaper_derivation_written_into_a_row_is_not_carried_out(scene: Scene, cost: Cost) -> None:
    """Else the next sign-in would hand over a login half that is cheap to guess from."""
    assert cost.memory_kib < derive.FLOOR.memory_kib or cost.passes < derive.FLOOR.passes
    Person.objects.filter(pk=scene.r.person).update(memory_kib=cost.memory_kib, passes=cost.passes)
    with pytest.raises(Tampered):
        scene.r.sign_in()
    Person.objects.filter(pk=scene.r.person).update(room_memory_kib=cost.memory_kib, room_passes=cost.passes)
    with pytest.raises(Tampered):
        doors.open_room(scene.r.keys, scene.r.pin, scene.r.device)
    changes.make_kit(scene.b.keys, scene.b.room_key, scene.b.device, PHRASE)
    untouched(scene.b)


@pytest.mark.parametrize("cost", [Cost(16, 1), Cost(16, 2), Cost(64, 2), Cost(32, 3)])
def test_another_derivation_within_the_limits_opens_nothing(scene: Scene, cost: Cost) -> None:
    Person.objects.filter(pk=scene.r.person).update(memory_kib=cost.memory_kib, passes=cost.passes)
    with pytest.raises(WrongSecret):
        scene.r.sign_in()
    Person.objects.filter(pk=scene.r.person).update(room_memory_kib=cost.memory_kib, room_passes=cost.passes)
    with pytest.raises(Tampered):
        doors.open_room(scene.r.keys, scene.r.pin, scene.r.device)
    untouched(scene.b)


def test_an_absurd_derivation_is_refused_and_not_carried_out(scene: Scene) -> None:
    Person.objects.filter(pk=scene.r.person).update(memory_kib=2**31 - 1)
    with pytest.raises(Tampered):
        scene.r.sign_in()
    untouched(scene.b)


@pytest.mark.parametrize("column", ["memory_kib", "passes"])
def test_kit_and_ticket_of_a_cheaper_derivation_open_nothing(scene: Scene, column: str) -> None:
    code = changes.make_kit(scene.r.keys, scene.r.room_key, scene.r.device, PHRASE)
    ticket = changes.make_ticket(scene.r.keys, scene.r.device, NOW)
    for model in (Recovery, Ticket):
        model.objects.update(**{column: 1 if column == "memory_kib" else 0})  # type: ignore[attr-defined]
    with pytest.raises(WrongSecret):
        changes.open_kit(scene.r.person, code, PHRASE)
    with pytest.raises(WrongSecret):
        changes.admit_by_ticket(scene.r.person, scene.r.password, ticket, NOW)


def test_public_keys_exchanged_mislead_the_audit_but_not_the_owner(scene: Scene) -> None:
    rows = {i.person_id: i for i in Identity.objects.all()}
    for to, source in ((scene.r.person, scene.b.person), (scene.b.person, scene.r.person)):
        Identity.objects.filter(person_id=to).update(
            sign_public=rows[source].sign_public, box_public=rows[source].box_public
        )
    assert scene.r.room.verify() == []
    assert readable(scene.r) == (ALL, [])
    assert {f.what for f in audit.verify_all()} == {"signature of nobody here"}
    Identity.objects.all().delete()
    assert scene.r.room.verify() == []
    untouched(scene.b)


def test_kit_and_ticket_moved_to_another_person_open_nothing(scene: Scene) -> None:
    code = changes.make_kit(scene.r.keys, scene.r.room_key, scene.r.device, PHRASE)
    ticket = changes.make_ticket(scene.r.keys, scene.r.device, NOW)
    Recovery.objects.update(person_id=scene.b.person)
    Ticket.objects.update(person_id=scene.b.person)
    for person, password in ((scene.b.person, scene.b.password), (scene.r.person, scene.r.password)):
        with pytest.raises(WrongSecret):
            changes.open_kit(person, code, PHRASE)
        with pytest.raises(WrongSecret):
            changes.admit_by_ticket(person, password, ticket, NOW)
    untouched(scene.b)


def test_a_kit_from_before_everything_was_changed_wraps_nothing(scene: Scene) -> None:
    """Put back by the steward it still opens, with the owner's code and phrase, but its keys are not in force."""
    code = changes.make_kit(scene.r.keys, scene.r.room_key, scene.r.device, PHRASE)
    changes.ask_recovery(scene.r.person, code, PHRASE, NOW)
    old = Recovery.objects.values().get()
    keys, _, device = changes.change_everything(scene.r.keys, scene.r.room_key, "a new long sentence", "135790")
    Recovery.objects.create(**old)
    before = snapshot()
    with pytest.raises(Tampered):
        changes.finish_recovery(scene.r.person, code, PHRASE, "third sentence", "246802", NOW + days(4))
    assert snapshot() == before
    assert doors.sign_in(scene.r.person, "a new long sentence", device) == keys


def test_a_kit_from_before_the_device_was_given_up_wraps_nothing(scene: Scene) -> None:
    code = changes.make_kit(scene.r.keys, scene.r.room_key, scene.r.device, PHRASE)
    changes.ask_recovery(scene.r.person, code, PHRASE, NOW)
    old = Recovery.objects.values().get()
    changes.change_binding(scene.r.keys, scene.r.room_key, scene.r.password, scene.r.pin, False)
    Recovery.objects.create(**old)
    with pytest.raises(Tampered):
        changes.finish_recovery(scene.r.person, code, PHRASE, "third sentence", "246802", NOW + days(4))
    assert doors.sign_in(scene.r.person, scene.r.password, None) == scene.r.keys
