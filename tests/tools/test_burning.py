"""Burning: every version, whatever became of it in between; nothing half done or left beside it, and no page breaks."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest

from goldseam.tools import actions, catalogue, fold, history, shelf
from goldseam.vault import NotSaved, Room
from goldseam.vault.models import Digest, Draft
from tests.conftest import Cast, Person
from tests.exports.test_archive import packed, unpacked, verify
from tests.tools.conftest import Clock, be, bodies, enter, keep, put, text
from tests.tools.sheets import sheets

__all__ = ["sheets"]


def burn(person: Person, code: str, id: UUID) -> Any:
    return person.client.post(f"/n/{code}/k/{id}/burn/", {"uid": str(uuid4())})


def names(person: Person, clock: Clock) -> list[str]:
    return [item.body["cue"] for item in shelf.read(person.room, clock.now).items("wmany")]


def test_a_burn_that_breaks_off_leaves_the_newest_and_can_be_done_again(
    cast: Cast, clock: Clock, sheets: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Otherwise what was just burned would come back as it was a version before."""
    first = keep(cast.R.client, "/n/wmany/new/", cue="The first words")
    second = keep(cast.R.client, f"/n/wmany/k/{first}/change/", cue="The second words")
    real, burned = Room.burn, list[UUID]()

    def breaks_off(self: Room, id: UUID, *more: Any) -> bool:
        if burned:
            raise NotSaved("busy")
        burned.append(id)
        return real(self, id, *more)

    with monkeypatch.context() as patch:
        patch.setattr(Room, "burn", breaks_off)
        assert burn(cast.R, "wmany", second).status_code == 503
    assert names(cast.R, clock) == ["The second words"]
    assert burn(cast.R, "wmany", second).status_code == 303
    assert bodies(cast.R, "wmany") == []


def test_a_thing_put_away_long_ago_and_taken_up_again_burns_whole(cast: Cast, clock: Clock, sheets: None) -> None:
    tool, old = catalogue.tool("wmany"), clock.now - timedelta(days=200)
    first = actions.keep(cast.R.room, tool, {"cue": "Before"}, uuid4(), old)
    entry = cast.R.room.entry(first.id)
    assert entry is not None
    away = actions.correct(cast.R.room, tool, entry, {"cue": "Away", "state": "dropped"}, uuid4(), old)
    put(cast.R, "wlog", clock.now - timedelta(days=100), strength=3)
    put(cast.R, "wlog", clock.now - timedelta(days=40), strength=3)
    assert names(cast.R, clock) == [], "it has left the shelf"
    again = keep(cast.R.client, f"/n/wmany/k/{away.id}/change/", cue="Once more", state="stands")
    assert names(cast.R, clock) == ["Once more"]
    burn(cast.R, "wmany", again)
    assert bodies(cast.R, "wmany") == []


def test_an_old_version_of_a_thing_that_left_the_shelf_is_not_the_one_to_change(
    cast: Cast, clock: Clock, sheets: None
) -> None:
    tool, old = catalogue.tool("wmany"), clock.now - timedelta(days=200)
    first = actions.keep(cast.R.room, tool, {"cue": "Before"}, uuid4(), old)
    entry = cast.R.room.entry(first.id)
    assert entry is not None
    away = actions.correct(cast.R.room, tool, entry, {"cue": "Away", "state": "dropped"}, uuid4(), old)
    put(cast.R, "wlog", clock.now - timedelta(days=100), strength=3)
    put(cast.R, "wlog", clock.now - timedelta(days=40), strength=3)
    page = cast.R.client.get(f"/n/wmany/k/{first.id}/").content.decode()
    assert f"/n/wmany/k/{away.id}/" in page, "a newer version has taken its place"


def test_burning_an_old_version_leaves_the_newest(cast: Cast, clock: Clock, sheets: None) -> None:
    """Somebody may want to be rid of the words they took back, and of nothing else."""
    first = keep(cast.R.client, "/n/wmany/new/", cue="Taken back")
    keep(cast.R.client, f"/n/wmany/k/{first}/change/", cue="What stands")
    burn(cast.R, "wmany", first)
    assert [body["cue"] for body in bodies(cast.R, "wmany")] == ["What stands"]
    assert names(cast.R, clock) == ["What stands"]


@pytest.mark.parametrize("slot", ["change", "part", "unit"])
def test_what_was_being_written_about_a_burned_record_goes_with_it(
    cast: Cast, clock: Clock, sheets: None, slot: str
) -> None:
    client = cast.R.client
    if slot == "part":
        client.post("/n/wone/part/first/", {"uid": str(uuid4()), "signs": ["restless"]})
        code, id = "wone", UUID(shelf.read(cast.R.room, clock.now).items("wone")[0].id)
        client.post("/n/wone/part/second/", {"uid": str(uuid4()), "areas-sleep-thing": "half a", "draft": "auto"})
    elif slot == "unit":
        code, id = "wunits", keep(client, "/n/wunits/new/?unit=one", text="A father")
        client.post("/n/wunits/new/?unit=one", {"uid": str(uuid4()), "text": "half a sen", "draft": "auto"})
    else:
        code, id = "wlog", keep(client, "/n/wlog/new/", thought="a line")
        newer = keep(client, f"/n/wlog/k/{id}/change/", thought="a better line")
        client.post(f"/n/wlog/k/{id}/change/", {"uid": str(uuid4()), "thought": "half a sen", "draft": "auto"})
        client.post(f"/n/wlog/k/{newer}/change/", {"uid": str(uuid4()), "thought": "half a sen", "draft": "auto"})
        id = newer
    assert Draft.objects.exists()
    burn(cast.R, code, id)
    assert not Draft.objects.exists()


def test_no_fold_and_no_digest_remembers_what_was_burned(cast: Cast, clock: Clock) -> None:
    old = clock.now - timedelta(days=70)
    put(cast.R, "t09", old, intensity_start=9, response=["surfed"], feeling=["zinnober"])
    id = put(cast.R, "t14", old, when="2026-09-09T20:00Z", circle="inner", category="porn", _h1=True)
    plan = put(cast.R, "t12", old, **{"if": "zinnober at night", "then": "walk", "_item": "aaaabbbb"})
    put(cast.R, "t49", clock.now - timedelta(days=40), text="later")
    for page in ("/", "/n/patterns/", "/n/t12/", "/n/t14/", "/n/t09/?weeks=all"):
        cast.R.client.get(page)
    assert Digest.objects.exists()
    assert history.now_state(cast.R.room, clock.now).h1_at
    urge = next(entry for entry in cast.R.room.month("2026-09") if entry.kind == "t09")
    for code, one in (("t14", id), ("t12", plan), ("t09", urge.id)):
        assert burn(cast.R, code, one).status_code == 303
    room = cast.R.room
    main, detail = room.folded(fold.FOLD, clock.now).now, history.read_detail(room, clock.now, None)
    assert (main.state.h1_at, main.state.counts.get("t14", 0), main.state.last.get("t12", 0)) == (0, 0, 0)
    assert all(digest.column(kind) is None for digest in detail for kind in ("t09", "t14"))
    assert shelf.read(room, clock.now).items("t12") == []
    assert shelf.read(room, clock.now).recent("t14") == []
    for page in ("/", "/n/patterns/", "/n/t12/", "/n/t14/", "/n/t09/?weeks=all"):
        assert "zinnober" not in cast.R.client.get(page).content.decode()


def test_whatever_points_to_something_burned_still_opens(cast: Cast, clock: Clock) -> None:
    be(cast.R, "R", clock.now)
    client = cast.R.client
    thing = keep(client, "/n/t22/new/", what="Home at ten", rhythm="daily", end="2026-12-18")
    key = str(thing)[:8]
    client.post("/n/t22/mark/", {"uid": str(uuid4()), "of": key, "day": "2026-11-18", "mark": "kept"})
    mark = next(entry.id for entry in cast.R.room.current(clock.now) if entry.kind == "t22b")
    plan = keep(client, "/n/t12/new/", **{"if": "In bed after eleven", "then": "Put the phone in the hall"})
    urge = keep(client, "/n/t09/new/", when="2026-11-18T20:00", intensity_start="7", plan=str(plan)[:8])
    for code, id in (("t22", thing), ("t12", plan)):
        burn(cast.R, code, id)
    for page in (
        "/", "/n/t22/", f"/n/t22/?missed={key}", "/n/t22b/", "/n/t22b/list/", f"/n/t22b/k/{mark}/", "/n/week/",
        "/n/t12/", f"/n/t09/k/{urge}/", f"/n/t09/k/{urge}/change/", f"/n/t12b/new/?plan={key}",
        f"/n/t12/new/?from={plan}", "/n/t13/", "/n/patterns/",
    ):  # fmt: skip
        assert client.get(page).status_code == 200, page
    for page in (f"/n/t12/k/{plan}/", f"/n/t12/k/{plan}/change/", f"/n/t12/say/{str(plan)[:8]}/"):
        assert client.get(page).status_code == 404, page
    assert client.post("/n/t22/mark/", {"uid": str(uuid4()), "of": key, "mark": "kept"}).status_code == 404
    assert burn(cast.R, "t12", plan).status_code == 303, "a second press says the same"


def test_a_burned_document_begins_anew_and_burns_again(cast: Cast, clock: Clock, sheets: None) -> None:
    client = cast.R.client
    for words in ("restless", "sleepless"):
        client.post("/n/wone/part/first/", {"uid": str(uuid4()), "signs": [words]})
        item = shelf.read(cast.R.room, clock.now).items("wone")[0]
        assert item.body["signs"] == [words]
        burn(cast.R, "wone", UUID(item.id))
        assert bodies(cast.R, "wone") == []
        assert "Begin here." in text(client.get("/n/wone/"))


def test_after_a_burn_the_way_back_to_the_form_brings_nothing_of_it(cast: Cast, clock: Clock, sheets: None) -> None:
    """Sent again from the browser's memory, the form says that it was kept; nothing comes back under the old key."""
    uid = str(uuid4())
    id = keep(cast.R.client, "/n/wlog/new/", thought="to be forgotten", uid=uid)
    burn(cast.R, "wlog", id)
    enter(cast.R)
    cast.R.client.post("/n/wlog/new/", {"uid": uid, "thought": "to be forgotten"})
    assert bodies(cast.R, "wlog") == []


def test_the_archive_of_living_things_is_whole_and_holds_no_version_that_was_burned(
    cast: Cast, clock: Clock, sheets: None, tmp_path: Path
) -> None:
    first = keep(cast.R.client, "/n/wmany/new/", cue="zinnober before")
    second = keep(cast.R.client, f"/n/wmany/k/{first}/change/", cue="zinnober after")
    stays = keep(cast.R.client, "/n/wmany/new/", cue="This one stays")
    cast.R.client.post("/n/wone/part/first/", {"uid": str(uuid4()), "signs": ["restless"]})
    cast.R.client.post("/n/wmany/new/", {"uid": str(uuid4()), "cue": "zinnober half", "draft": "auto"})
    burn(cast.R, "wmany", second)
    keep(cast.R.client, f"/n/wmany/k/{stays}/change/", cue="This one stays, better")
    (tmp_path / "taken").mkdir()
    folder = unpacked(packed(cast.R), tmp_path / "taken")
    code, said = verify(folder)
    assert code == 0, said
    everything = b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())
    assert b"This one stays, better" in everything and b"zinnober" not in everything
    assert cast.R.room.verify() == []
