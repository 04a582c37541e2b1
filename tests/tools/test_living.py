"""Living things: they stand for years, are changed at any time, are put away, and never more than their number."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID, uuid4

from django.utils import timezone

from goldseam.tools import actions, catalogue, shelf
from tests.conftest import Cast
from tests.tools.conftest import Clock, be, bodies, enter, keep, text
from tests.tools.sheets import sheets

__all__ = ["sheets"]


def add(cast: Cast, cue: str, **more: str) -> UUID:
    return keep(cast.R.client, "/n/wmany/new/", cue=cue, **more)


def key(cast: Cast, id: UUID) -> str:
    entry = cast.R.room.entry(id)
    assert entry is not None
    return str(entry.body["_item"])


def test_a_thing_is_named_listed_and_kept_whole(cast: Cast, clock: Clock, sheets: None) -> None:
    assert "Write the first one" in text(cast.R.client.get("/n/wmany/"))
    id = add(cast, "In bed after eleven", kind="home")
    page = text(cast.R.client.get("/n/wmany/"))
    assert "In bed after eleven" in page
    assert "At home" in page
    assert bodies(cast.R, "wmany") == [{"cue": "In bed after eleven", "kind": "home", "_item": str(id)[:8]}]


def test_a_thing_of_two_years_ago_can_be_changed_and_stays_itself(cast: Cast, clock: Clock, sheets: None) -> None:
    tool = catalogue.tool("wmany")
    old = clock.now - timedelta(days=730)
    first = actions.keep(cast.R.room, tool, {"cue": "On the train"}, uuid4(), old)
    actions.keep(cast.R.room, catalogue.tool("wlog"), {"strength": 3}, uuid4(), clock.now - timedelta(days=400))
    assert "On the train" in text(cast.R.client.get("/n/wmany/"))
    changed = keep(cast.R.client, f"/n/wmany/k/{first.id}/change/", cue="On the late train")
    assert key(cast, changed) == str(first.id)[:8]
    page = text(cast.R.client.get("/n/wmany/"))
    assert "On the late train" in page
    assert page.count("On the") == 1
    older = text(cast.R.client.get(f"/n/wmany/k/{first.id}/"))
    assert "A newer version has taken its place." in older


def test_one_more_than_there_is_room_for_is_refused_and_keeps_the_words(cast: Cast, clock: Clock, sheets: None) -> None:
    add(cast, "The first")
    uid = str(uuid4())
    second = keep(cast.R.client, "/n/wmany/new/", cue="The second", uid=uid)
    refused = cast.R.client.post("/n/wmany/new/", {"uid": str(uuid4()), "cue": "The third"})
    assert refused.status_code == 409
    assert "Two are enough. Put one away first." in text(refused)
    assert "The third" in refused.content.decode()
    assert keep(cast.R.client, "/n/wmany/new/", cue="The second", uid=uid) == second, "a repeat is no third"
    assert len(bodies(cast.R, "wmany")) == 2
    assert "Two are enough" in text(cast.R.client.get("/n/wmany/new/"))


def test_what_is_put_away_makes_room_and_goes_after_the_next_month(cast: Cast, clock: Clock, sheets: None) -> None:
    add(cast, "The first")
    second = add(cast, "The second")
    keep(cast.R.client, f"/n/wmany/k/{second}/change/", cue="The second", state="dropped")
    page = text(cast.R.client.get("/n/wmany/"))
    assert "Put away lately" in page
    add(cast, "The third")
    names = [item.body["cue"] for item in shelf.read(cast.R.room, clock.now).standing("wmany")]
    assert names == ["The first", "The third"]
    later = shelf.read(cast.R.room, clock.now + timedelta(days=30))
    assert len(later.items("wmany")) == 3
    actions.set_me(cast.R.room, {"x": 1}, uuid4(), clock.now + timedelta(days=30))
    assert len(shelf.read(cast.R.room, clock.now + timedelta(days=61)).items("wmany")) == 2
    assert len(bodies(cast.R, "wmany")) == 4, "the records stay"


def test_long_words_are_left_out_of_the_shelf_and_read_from_the_record(cast: Cast, clock: Clock, sheets: None) -> None:
    id = add(cast, "The first", story="word " * 150)
    item = shelf.read(cast.R.room, clock.now).items("wmany")[0]
    assert item.cut
    assert "story" not in item.body
    assert "word word" in text(cast.R.client.get(f"/n/wmany/k/{id}/"))
    assert "word word" in text(cast.R.client.get("/n/wmany/print/"))


def test_burning_a_thing_burns_all_its_versions(cast: Cast, clock: Clock, sheets: None) -> None:
    id = add(cast, "The first")
    newer = keep(cast.R.client, f"/n/wmany/k/{id}/change/", cue="The first, better")
    assert cast.R.client.post(f"/n/wmany/k/{newer}/burn/", {"uid": str(uuid4())}).status_code == 303
    assert bodies(cast.R, "wmany") == []
    assert shelf.read(cast.R.room, clock.now).items("wmany") == []


def test_the_same_change_sent_twice_is_kept_once(cast: Cast, clock: Clock, sheets: None) -> None:
    id = add(cast, "The first")
    uid = str(uuid4())
    once = keep(cast.R.client, f"/n/wmany/k/{id}/change/", cue="Better", uid=uid)
    assert keep(cast.R.client, f"/n/wmany/k/{id}/change/", cue="Better", uid=uid) == once
    assert len(bodies(cast.R, "wmany")) == 2


def test_an_answer_can_point_to_a_thing_and_is_shown_by_its_name(cast: Cast, clock: Clock, sheets: None) -> None:
    assert "Which plan?" not in text(cast.R.client.get("/n/wpick/new/"))
    id = add(cast, "In bed after eleven")
    assert "In bed after eleven" in text(cast.R.client.get("/n/wpick/new/"))
    picked = keep(cast.R.client, "/n/wpick/new/", plan=key(cast, id), sure="80", until="2027-01-15")
    page = text(cast.R.client.get(f"/n/wpick/k/{picked}/"))
    assert "In bed after eleven" in page
    assert "80 per cent" in page
    assert "15 January 2027" in page
    bad = cast.R.client.post("/n/wpick/new/", {"uid": str(uuid4()), "plan": "nobody12", "sure": "101"})
    assert bad.status_code == 422
    assert "Please choose one of the answers shown." in text(bad)
    assert "a whole number from 0 to 100" in text(bad)
    late = cast.R.client.post("/n/wpick/new/", {"uid": str(uuid4()), "until": "2027-03-01"})
    assert "within the next 90 days" in text(late)


def test_a_document_is_written_part_by_part_and_rows_keep_what_was_said(cast: Cast, clock: Clock, sheets: None) -> None:
    client = cast.R.client
    assert client.get("/n/wone/new/").status_code == 303
    answer = client.post("/n/wone/part/first/", {"uid": str(uuid4()), "signs": ["restless", "", "late"]})
    assert answer["Location"] == "/n/wone/part/2/?kept=1"
    rows = {"areas-sleep-now": "3", "areas-sleep-thing": "Bed at ten", "risks-0-what": "Trains", "risks-0-weight": "4"}
    answer = client.post("/n/wone/part/second/", {"uid": str(uuid4()), **rows, "risks-1-what": "Hotels"})
    assert answer["Location"] == "/n/wone/"
    assert bodies(cast.R, "wone")[-1]["signs"] == ["restless", "late"]
    assert bodies(cast.R, "wone")[-1]["areas"] == [{"id": "sleep", "now": 3, "thing": "Bed at ten"}]
    assert bodies(cast.R, "wone")[-1]["risks"] == [{"what": "Trains", "weight": 4}, {"what": "Hotels"}]
    page = text(client.get("/n/wone/"))
    assert "Sleep: How is it?: 3 of 10; Bed at ten" in page
    assert "Trains; Weight: 4" in page
    assert 'value="Bed at ten"' in client.get("/n/wone/part/second/").content.decode()
    emptied = client.post("/n/wone/part/first/", {"uid": str(uuid4())})
    assert emptied.status_code == 303
    assert "signs" not in shelf.read(cast.R.room, clock.now).items("wone")[0].body
    assert client.get("/n/wone/part/third/").status_code == 404
    assert "Trains" in text(client.get("/n/wone/print/"))


def test_a_bad_cell_is_named_beside_it_and_nothing_is_lost(cast: Cast, clock: Clock, sheets: None) -> None:
    sent = {"areas-food-now": "11", "risks-0-weight": "9", "risks-3-what": "x" * 61, "areas-food-thing": "Soup"}
    answer = cast.R.client.post("/n/wone/part/second/", {"uid": str(uuid4()), **sent})
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "Please choose a number from 0 to 10." in page
    assert "a whole number from 1 to 5" in page
    assert "This row needs an answer here." in page
    assert "61 letters long. Please keep it to 60." in page
    assert "Please look at the rows marked below." in page
    assert 'value="Soup"' in page
    assert 'value="9"' in page
    assert bodies(cast.R, "wone") == []


def test_more_rows_than_there_may_be_are_refused(cast: Cast, clock: Clock, sheets: None) -> None:
    sent = {f"risks-{n}-what": f"Risk {n}" for n in range(7)}
    answer = cast.R.client.post("/n/wone/part/second/", {"uid": str(uuid4()), **sent})
    assert answer.status_code == 422
    assert "Please keep it to 6 rows." in text(answer)


def test_units_ask_their_own_question_and_lead_on(cast: Cast, clock: Clock, sheets: None) -> None:
    be(cast.R, "R", clock.now)
    be(cast.B, "B", clock.now)
    client = cast.R.client
    page = text(client.get("/n/wunits/"))
    assert "Roles" in page
    assert "For B" not in page
    assert "For B" in text(cast.B.client.get("/n/wunits/"))
    form = text(client.get("/n/wunits/new/?unit=one"))
    assert "Which roles did you hold?" in form
    assert "A paragraph to read first." in form
    assert client.get("/n/wunits/new/?unit=none").status_code == 404
    id = keep(client, "/n/wunits/new/?unit=one", text="A father", hard="3")
    assert bodies(cast.R, "wunits") == [{"text": "A father", "hard": 3, "unit": "one", "_item": "one"}]
    kept = text(client.get(f"/n/wunits/k/{id}/"))
    assert "Which roles did you hold?" in kept
    assert "Come back to now" in kept
    assert client.get("/n/wunits/new/?unit=one")["Location"] == f"/n/wunits/k/{id}/change/"
    keep(client, f"/n/wunits/k/{id}/change/", text="A father and a friend")
    assert bodies(cast.R, "wunits")[-1]["unit"] == "one"


def test_one_unit_a_day_and_three_a_week(cast: Cast, clock: Clock, sheets: None) -> None:
    """HR-19: deep writing in small doses."""
    client = cast.R.client
    keep(client, "/n/wunits/new/?unit=one", text="First")
    again = client.post("/n/wunits/new/?unit=two", {"uid": str(uuid4()), "text": "Too soon"})
    assert again.status_code == 409
    assert "Enough for today." in text(again)
    assert "Too soon" in again.content.decode()
    assert "Enough for today." in text(client.get("/n/wunits/new/?unit=two"))
    tool = catalogue.tool("wunits")
    for days, unit in ((2, "two"), (4, "three")):
        body = {"text": "x", "unit": unit}
        actions.keep(cast.R.room, tool, body, uuid4(), clock.now - timedelta(days=days))
    clock.now += timedelta(days=1)
    enter(cast.R)
    fourth = client.post("/n/wunits/new/?unit=four", {"uid": str(uuid4()), "text": "Fourth"})
    assert fourth.status_code == 409
    assert len(bodies(cast.R, "wunits")) == 3


def test_a_readable_copy_names_rows_in_words_and_hides_the_engines_marks(
    cast: Cast, clock: Clock, sheets: None
) -> None:
    from datetime import UTC

    from goldseam.exports.readable import as_text

    rows = {"areas-sleep-now": "3", "areas-sleep-thing": "Bed at ten", "risks-0-what": "Trains"}
    cast.R.client.post("/n/wone/part/second/", {"uid": str(uuid4()), **rows})
    copy = as_text(cast.R.room, UTC, timezone.now())
    assert "– Sleep; How is it?: 3; One thing: Bed at ten" in copy
    assert "– What: Trains" in copy
    assert "_item" not in copy


def test_a_readable_copy_calls_a_thing_by_the_name_it_had(cast: Cast, clock: Clock, sheets: None) -> None:
    from datetime import UTC

    from goldseam.exports.readable import as_text

    id = add(cast, "In bed after eleven")
    keep(cast.R.client, "/n/wpick/new/", plan=key(cast, id), sure="80")
    newer = keep(cast.R.client, f"/n/wmany/k/{id}/change/", cue="In bed after ten")
    keep(cast.R.client, "/n/wpick/new/", plan=key(cast, id), sure="90")
    cast.R.client.post(f"/n/wmany/k/{newer}/burn/", {"uid": str(uuid4())})
    copy = as_text(cast.R.room, UTC, timezone.now())
    assert "replaces" not in copy and str(id) not in copy
    assert "In bed" not in copy, "what was burned is in no copy, under its name neither"
    again = add(cast, "On the late train")
    keep(cast.R.client, "/n/wpick/new/", plan=key(cast, again), sure="90")
    assert "Which plan?: On the late train" in as_text(cast.R.room, UTC, timezone.now())
