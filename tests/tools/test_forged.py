"""Forms made by hand and pages left open: no limit is got round, nothing of somebody else's or another kind opens."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest

from goldseam.tools import catalogue, hooks, shelf
from goldseam.tools.definition import Field
from tests.conftest import Cast, Person
from tests.tools.conftest import Clock, be, bodies, enter, keep, put, text
from tests.tools.sheets import sheets

__all__ = ["sheets"]

DARK = "I want to kill myself"


def send(person: Person, url: str, **fields: Any) -> Any:
    return person.client.post(url, {"uid": str(uuid4()), **fields})


# -- how many, how fast -------------------------------------------------------------------------------------


def test_what_was_put_away_is_taken_up_again_only_where_there_is_room(cast: Cast, clock: Clock, sheets: None) -> None:
    first = keep(cast.R.client, "/n/wmany/new/", cue="The first")
    away = keep(cast.R.client, f"/n/wmany/k/{first}/change/", cue="The first", state="dropped")
    for cue in ("The second", "The third"):
        keep(cast.R.client, "/n/wmany/new/", cue=cue)
    uid = str(uuid4())
    refused = send(cast.R, f"/n/wmany/k/{away}/change/", cue="The first once more", state="stands", uid=uid)
    assert refused.status_code == 409
    assert "Two are enough." in text(refused) and "The first once more" in refused.content.decode()
    assert len(shelf.read(cast.R.room, clock.now).standing("wmany")) == 2
    still = send(cast.R, f"/n/wmany/k/{away}/change/", cue="The first, said better", state="dropped")
    assert still.status_code == 303, "what stays put away may be changed"


def test_a_thing_that_stands_is_changed_also_when_there_is_no_room_for_more(
    cast: Cast, clock: Clock, sheets: None
) -> None:
    ids = [keep(cast.R.client, "/n/wmany/new/", cue=cue) for cue in ("The first", "The second")]
    keep(cast.R.client, f"/n/wmany/k/{ids[0]}/change/", cue="The first, better")


def test_a_document_is_not_overwritten_by_a_form_for_a_new_one(cast: Cast, clock: Clock, sheets: None) -> None:
    send(cast.R, "/n/wone/part/second/", **{"areas-sleep-thing": "Bed at ten"})
    send(cast.R, "/n/wone/new/", signs=["restless"])
    item = shelf.read(cast.R.room, clock.now).items("wone")[0]
    assert item.body["areas"] == [{"id": "sleep", "thing": "Bed at ten"}]


@pytest.mark.parametrize(
    "url", ["/n/wunits/new/", "/n/wunits/new/?unit=", "/n/wunits/new/?unit=six", "/n/wlog/part/x/"]
)
def test_a_unit_or_part_that_is_not_there_keeps_nothing(cast: Cast, clock: Clock, sheets: None, url: str) -> None:
    assert send(cast.R, url, text="slipped in", unit="one").status_code == 404
    assert bodies(cast.R, "wunits") == []


def test_a_unit_of_the_other_side_is_kept_by_whoever_asks_for_it_and_is_one_of_the_pace(
    cast: Cast, clock: Clock, sheets: None
) -> None:
    """Roles choose what is shown first, never what anybody may do (R22)."""
    be(cast.R, "R", clock.now)
    keep(cast.R.client, "/n/wunits/new/?unit=only_b", text="mine")
    assert send(cast.R, "/n/wunits/new/?unit=one", text="one more").status_code == 409


def test_the_key_of_another_record_is_no_way_round_a_limit(cast: Cast, clock: Clock, sheets: None) -> None:
    log = keep(cast.R.client, "/n/wlog/new/", thought="a line")
    keep(cast.R.client, "/n/wunits/new/?unit=one", text="first")
    answer = cast.R.client.post("/n/wunits/new/?unit=two", {"uid": str(log), "text": "past the pace"})
    assert answer.status_code == 409
    assert [body["text"] for body in bodies(cast.R, "wunits")] == ["first"]
    assert [body["thought"] for body in bodies(cast.R, "wlog")] == ["a line"]


def test_the_key_of_a_thing_of_ones_own_makes_no_version_of_it(cast: Cast, clock: Clock, sheets: None) -> None:
    first = keep(cast.R.client, "/n/wmany/new/", cue="The first")
    forged = f"{str(first)[:8]}-{str(uuid4())[9:]}"
    send(cast.R, "/n/wmany/new/", cue="Over it", uid=forged)
    names = [item.body["cue"] for item in shelf.read(cast.R.room, clock.now).items("wmany")]
    assert "The first" in names


# -- ids of others --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("page", ["", "change/", "burn/"])
def test_an_id_of_another_kind_or_another_person_is_nobodys(cast: Cast, clock: Clock, sheets: None, page: str) -> None:
    mine = keep(cast.R.client, "/n/wlog/new/", thought="a line of mine")
    theirs = keep(cast.B.client, "/n/wlog/new/", thought="a line of theirs")
    for url in (f"/n/wmany/k/{mine}/{page}", f"/n/wlog/k/{theirs}/{page}", f"/n/wlog/k/{uuid4()}/{page}"):
        assert cast.R.client.get(url).status_code == 404, url
        if page:
            answer = send(cast.R, url, thought="over it", cue="over it")
            assert answer.status_code == (303 if page == "burn/" and str(mine) not in url else 404), url
    assert [body["thought"] for body in bodies(cast.B, "wlog")] == ["a line of theirs"]
    assert [body["thought"] for body in bodies(cast.R, "wlog")] == ["a line of mine"]


def test_a_pick_takes_only_ones_own_things_of_that_kind(cast: Cast, clock: Clock, sheets: None) -> None:
    keep(cast.R.client, "/n/wmany/new/", cue="Mine")
    theirs = keep(cast.B.client, "/n/wmany/new/", cue="Theirs")
    keep(cast.R.client, "/n/wunits/new/?unit=one", text="A father")
    for value in (str(theirs)[:8], "one", "x" * 400, "\x00"):
        assert send(cast.R, "/n/wpick/new/", plan=value, sure="50").status_code == 422, value


# -- what a change may not lose -------------------------------------------------------------------------------


def test_a_change_keeps_what_it_does_not_ask_any_more(cast: Cast, clock: Clock, sheets: None) -> None:
    plan = keep(cast.R.client, "/n/wmany/new/", cue="In bed")
    key = str(plan)[:8]
    id = keep(cast.R.client, "/n/wpick/new/", plan=key, sure="80")
    keep(cast.R.client, f"/n/wmany/k/{plan}/change/", cue="In bed", state="dropped")
    form = cast.R.client.get(f"/n/wpick/k/{id}/change/").content.decode()
    sent = {"plan": key} if f'value="{key}"' in form else {}
    keep(cast.R.client, f"/n/wpick/k/{id}/change/", sure="60", **sent)
    assert bodies(cast.R, "wpick")[-1]["plan"] == key


def test_a_change_keeps_the_answers_given_in_another_role(cast: Cast, clock: Clock, sheets: None) -> None:
    be(cast.R, "R", clock.now)
    id = keep(cast.R.client, "/n/wlog/new/", thought="a line", ours="said as R")
    be(cast.R, "B", clock.now)
    keep(cast.R.client, f"/n/wlog/k/{id}/change/", thought="a better line")
    assert bodies(cast.R, "wlog")[-1]["ours"] == "said as R"


# -- rest after a hard answer, and gates ----------------------------------------------------------------------


def test_what_rests_is_not_opened_for_writing_by_another_door(cast: Cast, clock: Clock, sheets: None) -> None:
    """HR-15: a unit that was begun is changed, and changing is writing too. What was being written is kept."""
    id = keep(cast.R.client, "/n/wunits/new/?unit=one", text="deep words")
    keep(cast.R.client, "/n/wlog/new/", thought=DARK)
    page = cast.R.client.get(f"/n/wunits/k/{id}/change/")
    assert "dark hour" in text(page) and "deep words" not in page.content.decode()
    keep(cast.R.client, f"/n/wunits/k/{id}/change/", text="what I was writing")


@pytest.mark.parametrize("code", sorted(code for code, tool in catalogue.catalogue().items() if tool.heavy))
def test_hr_15_no_page_to_write_on_of_a_heavy_tool_opens_while_it_rests(cast: Cast, clock: Clock, code: str) -> None:
    tool = catalogue.tool(code)
    put(cast.R, "t09", clock.now - timedelta(hours=1), intensity_start=9, _h1=True)
    pages = [f"/n/{code}/", f"/n/{code}/new/", f"/n/{code}/print/"]
    pages += [f"/n/{code}/new/?unit={unit.id}" for unit in tool.units[:1]]
    pages += [f"/n/{code}/part/{part.id}/" for part in tool.parts if tool.living == "one"]
    for url in pages:
        answer = cast.R.client.get(url)
        assert "<textarea" not in answer.content.decode() and "data-draft" not in answer.content.decode(), url


# -- marks of hard answers ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("url", "fields"),
    [
        ("/n/wlog/new/", {"feeling_own": "sad, want to die"}),
        ("/n/wlog/new/", {"thought": DARK}),
    ],
)
def test_words_that_speak_of_self_harm_are_heard_wherever_they_are_written(
    cast: Cast, clock: Clock, sheets: None, url: str, fields: dict[str, str]
) -> None:
    id = keep(cast.R.client, url, **fields)
    assert "You do not have to carry it alone." in text(cast.R.client.get(f"/n/wlog/k/{id}/"))
    assert bodies(cast.R, "wlog")[-1]["_h1"] is True


def spoken(field: Field) -> Iterator[Any]:
    """Answers to this question that hold nothing but the words."""
    if field.type == "text":
        yield DARK
    elif field.type == "lines" or field.own:
        yield [DARK]
    yield from ([{cell.name: DARK}] for cell in field.of if cell.type == "text")


@pytest.mark.parametrize("code", sorted(code for code in catalogue.catalogue() if code != "t57"))
def test_hr_15_no_tool_has_a_place_to_write_where_nobody_listens(code: str) -> None:
    """T57 is the plan for such an hour itself: its words are allowed to be dark."""
    tool = catalogue.tool(code)
    deaf = {f.name for f in tool.fields for said in spoken(f) if "_h1" not in hooks.marks(tool, {f.name: said})}
    assert deaf == set()


def test_a_ready_answer_of_a_list_is_no_word_of_ones_own(cast: Cast, clock: Clock, sheets: None) -> None:
    keep(cast.R.client, "/n/wlog/new/", feeling=["low"])
    assert "_h1" not in bodies(cast.R, "wlog")[-1]


# -- single tools ---------------------------------------------------------------------------------------------


def held(until: str, **more: str) -> dict[str, str]:
    return {"holder": "Sam", "until": until, "how_I_get_out": "I ask", "emergency_access": "a spare key", **more}


def test_hr_3_what_was_to_be_given_back_by_now_is_not_handed_over_again_with_one_press(
    cast: Cast, clock: Clock
) -> None:
    tool = catalogue.tool("t17")
    unit = tool.lines("held")[0]
    keep(cast.R.client, f"/n/t17/new/?unit={unit}", status="done", own_choice="on", **held("2026-11-25"))
    assert send(cast.R, "/n/t17/mark/", unit=unit, status="not_now").status_code == 303
    clock.now += timedelta(days=30)
    enter(cast.R)
    answer = send(cast.R, "/n/t17/mark/", unit=unit, status="done")
    assert "/change/" in answer["Location"]
    assert bodies(cast.R, "t17")[-1]["status"] == "not_now"


def test_another_button_of_the_same_page_is_another_press(cast: Cast, clock: Clock) -> None:
    """After going back, a page still has its old key."""
    id = keep(cast.R.client, "/n/t12/new/", **{"if": "In bed after eleven", "then": "Put the phone in the hall"})
    url, uid = f"/n/t12/week/{str(id)[:8]}/", str(uuid4())
    cast.R.client.post(url, {"uid": uid, "week": "keep"})
    cast.R.client.post(url, {"uid": uid, "week": "drop"})
    assert shelf.read(cast.R.room, clock.now).standing("t12") == []


def test_another_plan_chosen_on_the_same_page_takes_the_place_of_the_first(cast: Cast, clock: Clock) -> None:
    plans = [
        str(keep(cast.R.client, "/n/t12/new/", **{"if": f"In bed after {n}", "then": "Put the phone in the hall"}))[:8]
        for n in ("ten", "eleven")
    ]
    send(cast.R, "/n/t13/part/risks/", **{"high_risk-0-situation": "Late and alone"})
    url, uid = "/n/t13/risk/1/", str(uuid4())
    for plan in plans:
        assert cast.R.client.post(url, {"uid": uid, "plan": plan}).status_code == 303
    item = shelf.read(cast.R.room, clock.now).items("t13")[0]
    assert item.body["high_risk"][0]["plan"] == plans[1]


def state(person: Person, clock: Clock) -> Any:
    from goldseam.tools import history

    return history.now_state(person.room, clock.now)


@pytest.mark.parametrize("order", [("release", "press"), ("press", "release", "press")])
def test_hr_2_pressure_said_on_a_page_brought_back_is_heard(cast: Cast, clock: Clock, order: tuple[str, ...]) -> None:
    """A page that looks as if nothing left this room any more must not be wrong about it."""
    from goldseam.tools.t60_consent.state import frozen

    uid = str(uuid4())
    for act in order:
        cast.B.client.post("/n/t60/", {"uid": uid, "act": act})
    assert frozen(state(cast.B, clock), clock.now)


def test_a_setting_chosen_otherwise_on_a_page_brought_back_is_heard(cast: Cast, clock: Clock) -> None:
    client, uid = cast.R.client, str(uuid4())
    for numbers in ("hide", "show"):
        client.post("/n/me/numbers/", {"uid": uid, "numbers": numbers})
    for say in ("hide", "show"):
        client.post("/n/rest/", {"uid": uid, "say": say})
    for roles in (["R"], ["B"]):
        client.post("/n/you/", {"uid": uid, "roles": roles})
    me = state(cast.R, clock).me
    assert (me["numbers"], me["heavy"]["say"], me["roles"]) == (True, "show", ["B"])


def test_a_setting_sent_twice_is_kept_once(cast: Cast, clock: Clock) -> None:
    uid = str(uuid4())
    for _ in range(2):
        cast.R.client.post("/n/me/numbers/", {"uid": uid, "numbers": "hide"})
    assert bodies(cast.R, "me") == [{"numbers": False}]


def test_hr_15_what_was_being_written_is_kept_though_its_tool_has_a_gate_too(
    cast: Cast, clock: Clock, sheets: None
) -> None:
    """The gate was open when it was begun; only the rest came in between."""

    shut = [tool for tool in catalogue.catalogue().values() if tool.heavy and tool.gate is not None]
    assert shut
    put(cast.R, "t09", clock.now - timedelta(hours=1), intensity_start=9, _h1=True)
    tool = catalogue.tool("t04")
    goal = keep(cast.R.client, "/n/t05/new/", goal="Sleep", importance="9", decided="yes", step="2", why_not_lower="x")
    answer = send(cast.R, "/n/t04/new/", decision=str(goal)[:8], **{"good_of_changing-0-what": "more sleep"})
    assert (tool.heavy, answer.status_code) == (True, 303), text(answer)
    assert "<textarea" not in cast.R.client.get("/n/t04/new/").content.decode()
