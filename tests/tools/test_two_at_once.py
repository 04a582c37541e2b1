"""Two devices, two tabs, two presses at once: nothing is lost, nothing stands twice, a chain never forks."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

import pytest

from goldseam.tools import actions, catalogue, fold, shelf
from goldseam.vault import Room
from goldseam.vault.models import Draft
from tests.conftest import Cast, Person
from tests.tools.conftest import Clock, bodies, keep
from tests.tools.sheets import sheets

__all__ = ["sheets"]


def two_rooms(person: Person, clock: Clock) -> tuple[Room, Room]:
    """The same room as two requests see it that began at the same moment."""
    rooms = person.room, person.room
    for room in rooms:
        shelf.read(room, clock.now)
        room.folded(fold.FOLD, clock.now)
    return rooms


def standing(person: Person, clock: Clock, kind: str) -> list[dict[str, Any]]:
    return [entry.body for entry in fold.standing(person.room.current(clock.now)) if entry.kind == kind]


def test_two_changes_of_one_thing_at_once_make_one_chain_that_burns_whole(
    cast: Cast, clock: Clock, sheets: None
) -> None:
    id = keep(cast.R.client, "/n/wmany/new/", cue="The first")
    one, other = two_rooms(cast.R, clock)
    tool, key = catalogue.tool("wmany"), str(id)[:8]
    first = actions.keep_item(one, tool, key, {"cue": "On one device"}, uuid4(), clock.now)
    second = actions.keep_item(other, tool, key, {"cue": "On the other"}, uuid4(), clock.now)
    assert bodies(cast.R, "wmany")[-1]["replaces"] == str(first.id)
    cast.R.client.post(f"/n/wmany/k/{second.id}/burn/", {"uid": str(uuid4())})
    assert bodies(cast.R, "wmany") == []
    assert shelf.read(cast.R.room, clock.now).items("wmany") == []


def test_two_corrections_of_one_entry_at_once_leave_one_standing(cast: Cast, clock: Clock, sheets: None) -> None:
    id = keep(cast.R.client, "/n/wlog/new/", thought="first")
    one, other = two_rooms(cast.R, clock)
    tool, old = catalogue.tool("wlog"), cast.R.room.entry(id)
    assert old is not None
    actions.newest_version(other, old, clock.now)
    actions.correct(one, tool, old, {"thought": "on one device"}, uuid4(), clock.now)
    actions.correct(other, tool, old, {"thought": "on the other"}, uuid4(), clock.now)
    assert [body["thought"] for body in standing(cast.R, clock, "wlog")] == ["on the other"]


def test_two_parts_of_a_document_kept_at_once_are_both_there(
    cast: Cast, clock: Clock, sheets: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    client, real, between = cast.R.client, actions.keep_merged, list[bool]()

    def with_another_in_between(*args: Any, **more: Any) -> Any:
        if not between:
            between.append(True)
            client.post("/n/wone/part/second/", {"uid": str(uuid4()), "areas-sleep-thing": "Bed at ten"})
        return real(*args, **more)

    monkeypatch.setattr(actions, "keep_merged", with_another_in_between)
    assert client.post("/n/wone/part/first/", {"uid": str(uuid4()), "signs": ["restless"]}).status_code == 303
    body = bodies(cast.R, "wone")[-1]
    assert (body["signs"], body["areas"]) == (["restless"], [{"id": "sleep", "thing": "Bed at ten"}])


def test_two_parts_of_the_plan_for_a_bad_hour_kept_at_once_are_both_there(
    cast: Cast, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    client, between = cast.R.client, list[bool]()
    client.post("/n/t57/part/1/", {"uid": str(uuid4()), "my_warning_signs": ["late"]})
    real = actions.correct

    def with_another_in_between(*args: Any, **more: Any) -> Any:
        if not between:
            between.append(True)
            client.post("/n/t57/part/7/", {"uid": str(uuid4()), "reasons_to_stay": ["the dog"]})
        return real(*args, **more)

    monkeypatch.setattr(actions, "correct", with_another_in_between)
    client.post("/n/t57/part/2/", {"uid": str(uuid4()), "what_I_can_do_alone": ["walk"]})
    plan = cast.R.room.folded(fold.FOLD, clock.now).now.state.plan
    assert set(plan) == {"my_warning_signs", "what_I_can_do_alone", "reasons_to_stay"}


def test_two_first_looks_at_one_day_are_one_record_that_stands_and_one_day_counted(cast: Cast, clock: Clock) -> None:
    one, other = two_rooms(cast.B, clock)
    tool, day = catalogue.tool("t40"), "2026-11-18"
    actions.keep(one, tool, {"day": day, "safe": 3}, uuid4(), clock.now)
    actions.keep(other, tool, {"day": day, "safe": 4}, uuid4(), clock.now)
    assert [body["safe"] for body in standing(cast.B, clock, "t40")] == [4]
    assert cast.B.room.folded(fold.FOLD, clock.now).now.state.counts["t40"] == 1


def test_two_numbers_pressed_at_once_are_one_urge_and_the_last_number(
    cast: Cast, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    cast.R.client.post("/n/you/", {"uid": uuid4(), "roles": ["R"]})
    uid, real, between = str(uuid4()), actions.keep, list[bool]()

    def with_another_in_between(*args: Any, **more: Any) -> Any:
        if not between:
            between.append(True)
            cast.R.client.post("/n/now/pull/", {"uid": uid, "value": "7"})
        return real(*args, **more)

    monkeypatch.setattr(actions, "keep", with_another_in_between)
    assert cast.R.client.post("/n/now/pull/", {"uid": uid, "value": "8"}).status_code == 303
    assert [body["intensity_start"] for body in standing(cast.R, clock, "t09")] == [8]


# -- drafts -----------------------------------------------------------------------------------------------


def test_a_draft_that_arrives_after_its_form_was_kept_does_not_come_back(
    cast: Cast, clock: Clock, sheets: None
) -> None:
    client, uid = cast.R.client, str(uuid4())
    keep(client, "/n/wlog/new/", thought="a whole sentence", uid=uid)
    late = client.post("/n/wlog/new/", {"uid": uid, "thought": "a whole sent", "draft": "auto"})
    assert late.status_code == 204
    assert not Draft.objects.exists()
    assert "You had begun this." not in client.get("/n/wlog/new/").content.decode()


def test_a_draft_that_arrives_while_its_form_is_kept_does_not_come_back(
    cast: Cast, clock: Clock, sheets: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    from goldseam.vault.drafts import Drafts

    client, uid, real = cast.R.client, str(uuid4()), Drafts.put

    def kept_meanwhile(self: Drafts, *args: Any) -> None:
        keep(client, "/n/wlog/new/", thought="a whole sentence", uid=uid)
        real(self, *args)

    monkeypatch.setattr(Drafts, "put", kept_meanwhile)
    assert client.post("/n/wlog/new/", {"uid": uid, "thought": "a whole", "draft": "auto"}).status_code == 204
    assert not Draft.objects.exists()


def test_a_draft_of_a_burned_entry_is_not_laid_aside_again(cast: Cast, clock: Clock, sheets: None) -> None:
    client, uid = cast.R.client, str(uuid4())
    id = keep(client, "/n/wlog/new/", thought="to be forgotten", uid=uid)
    client.post(f"/n/wlog/k/{id}/burn/", {"uid": str(uuid4())})
    assert UUID(uid) == id
    client.post("/n/wlog/new/", {"uid": uid, "thought": "to be forgotten", "draft": "auto"})
    assert not Draft.objects.exists()


def test_a_press_of_a_page_whose_urge_was_burned_since_is_kept_anew(cast: Cast, clock: Clock) -> None:
    cast.R.client.post("/n/you/", {"uid": uuid4(), "roles": ["R"]})
    uid = str(uuid4())
    cast.R.client.post("/n/now/pull/", {"uid": uid, "value": "7"})
    cast.R.client.post(f"/n/t09/k/{uid}/burn/", {"uid": str(uuid4())})
    assert cast.R.client.post("/n/now/pull/", {"uid": uid, "value": "5"}).status_code == 303
    assert [body["intensity_start"] for body in standing(cast.R, clock, "t09")] == [5]
