"""What the tools offer Today: what waits comes when its day has come, one new tool a day, and nothing nags."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from django.conf import settings

from goldseam.safety.words import WordsError
from goldseam.today import words
from goldseam.today.course import next_step
from goldseam.today.words import Step, load, today_words
from goldseam.tools import actions, catalogue, due
from tests.conftest import Cast, Person
from tests.tools.conftest import Clock, be, clock, enter, keep, put, text

__all__ = ["clock"]
TODAY = date(2026, 11, 18)
STEPS = (
    Step("t01", ("R",), "why", ""),
    Step("t12", ("R", "B"), "why", ""),
    Step("t11", ("R",), "why", "", once={"t09": 3}),
    Step("t13", ("R",), "why", "", after=14),
)


def step(*, roles: str = "R", joined: date = TODAY, off: str = "", last: dict[str, date] | None = None, **counts: int):  # type: ignore[no-untyped-def]
    found = next_step(STEPS, [roles], counts, last or {}, joined, TODAY, lambda code: code == off)
    return found.tool if found else None


def test_the_first_that_was_never_begun_is_offered() -> None:
    assert step() == "t01"
    assert step(roles="B") == "t12"
    assert step(t01=1) == "t12"
    assert step(off="t01") == "t12"


def test_some_wait_for_records_and_some_for_days() -> None:
    assert step(t01=1, t12=1) is None
    assert step(t01=1, t12=1, t09=3) == "t11"
    assert step(t01=1, t12=1, joined=TODAY - timedelta(days=14)) == "t13"


def test_one_beginning_a_day_is_enough() -> None:
    assert step(t01=1, last={"t01": TODAY}) is None
    assert step(t01=1, last={"t01": TODAY - timedelta(days=1)}) == "t12"
    assert step(t01=2, last={"t01": TODAY}) == "t12", "what is used again is no beginning"


def test_every_step_and_every_thing_that_waits_has_words_and_a_tool() -> None:
    found = today_words()
    for one in found.course:
        tool = catalogue.get(one.tool)
        assert tool is not None, one.tool
        assert set(one.roles) <= set(tool.roles), one.tool
        assert all(catalogue.get(kind) for kind in one.once)
    assert len({(one.tool, role) for one in found.course for role in one.roles}) == sum(
        len(one.roles) for one in found.course
    )


def test_words_with_a_mistake_are_refused(tmp_path: Path) -> None:
    whole = (Path(settings.CONTENT_DIR) / "en" / "today.toml").read_text()
    file = tmp_path / "today.toml"
    for wrong in (whole + "\n[[due]]\nid = 'lapse'\ntitle = 'x'\nbecause = 'x'\nbutton = 'x'\n", whole + "\n[odd]\n"):
        file.write_text(wrong)
        with pytest.raises(WordsError):
            load(file)
    assert words.today_words() is today_words()


def ready(person: Person, role: str, clock: Clock, joined: int = 0) -> None:
    """Past the ground: a plan, a kit put off, cards chosen."""
    then = clock.now - timedelta(days=joined)
    be(person, role, then)
    person.room.append("t57", {"people_I_can_tell": ["Sam"]}, id=uuid4(), now=then)
    later = {name: clock.now.date().isoformat() for name in ("kit", "look", "diary", "cards", "picture")}
    person.room.append("me", {"later": later, "favourites": ["a"]}, id=uuid4(), now=clock.now)


def offered(person: Person) -> str:
    page = text(person.client.get("/"))
    return page[page.index("Next:") if "Next:" in page else page.index("Enough for today") :][:60]


def test_a_beginning_is_offered_to_each_by_their_own_road(cast: Cast, clock: Clock) -> None:
    ready(cast.R, "R", clock)
    ready(cast.B, "B", clock)
    title = "Next: read “What this is"
    assert offered(cast.R).startswith(title)
    assert offered(cast.B).startswith(title)
    page = cast.R.client.get("/")
    put_off = cast.R.client.post("/n/now/later/", {"uid": str(uuid4()), "name": "0A1"})
    assert put_off.status_code == 303, page.content
    assert offered(cast.R).startswith("Next: read “") and title not in offered(cast.R)
    assert offered(cast.B).startswith(title)


def test_a_hard_hour_is_met_the_next_day_and_only_then(cast: Cast, clock: Clock) -> None:
    """HR-6: care first; what it can teach comes later, and may be left."""
    ready(cast.R, "R", clock, joined=20)
    for code in ("t01", "t12"):
        put(cast.R, code, clock.now - timedelta(days=9))
    body = {"circle": "inner", "more_unreported": "no", "told": ["friend"]}
    put(cast.R, "t14", clock.now, when=clock.now.strftime("%Y-%m-%dT%H:%MZ"), **body)
    assert "what the hard hour can teach" not in text(cast.R.client.get("/"))
    clock.now += timedelta(hours=14)
    enter(cast.R)
    assert offered(cast.R).startswith("Next: what the hard hour can teach")
    cast.R.client.post("/n/now/later/", {"uid": str(uuid4()), "name": "lapse"})
    assert "what the hard hour can teach" not in text(cast.R.client.get("/"))


def test_the_look_of_a_fortnight_comes_after_a_fortnight(cast: Cast, clock: Clock) -> None:
    ready(cast.B, "B", clock, joined=40)
    put(cast.B, "t01", clock.now - timedelta(days=13), set="start", felt_safe_today=4)
    assert "where you stand" not in offered(cast.B)
    clock.now += timedelta(days=1)
    enter(cast.B)
    ready(cast.B, "B", clock)
    assert offered(cast.B).startswith("Next: a look at where you stand")


def test_what_one_has_chosen_stands_on_today_and_one_press_keeps_it(cast: Cast, clock: Clock) -> None:
    ready(cast.R, "R", clock)
    assert "Chosen by you, for today" not in text(cast.R.client.get("/"))
    body = {"what": "Walk before breakfast", "because": "it wakes me", "kind": "care", "rhythm": "daily"}
    actions.keep(cast.R.room, catalogue.tool("t22"), body, uuid4(), clock.now - timedelta(days=2))
    page = text(cast.R.client.get("/"))
    assert "Chosen by you, for today" in page
    assert "Walk before breakfast" in page
    key = str(cast.R.room.month("2026-11")[-1].body["_item"])
    pressed = {"uid": str(uuid4()), "of": key, "day": "2026-11-18", "mark": "kept", "back": "today"}
    answer = cast.R.client.post("/n/t22/mark/", pressed)
    assert answer.status_code == 303
    assert answer["Location"] == "/"
    assert 'value="kept" aria-pressed="true"' in cast.R.client.get("/").content.decode()


def test_a_room_with_nothing_in_it_has_nothing_waiting(cast: Cast, clock: Clock) -> None:
    """Every `waits` answers without any record of its tool."""
    from goldseam.tools.desk import Desk

    for person, role in ((cast.R, "R"), (cast.B, "B")):
        be(person, role, clock.now)
        request = person.client.get("/").wsgi_request
        request.room, request.vault = person.room, person.vault
        assert due.waiting(Desk(request, clock.now)) == []


def test_a_rhythm_once_chosen_is_offered_on_its_day(cast: Cast, clock: Clock) -> None:
    ready(cast.B, "B", clock, joined=30)
    keep(cast.B.client, "/n/t01/new/", set="start", felt_safe_today="4")
    tool = catalogue.tool("t47")
    body = {"areas": [{"id": "sleep", "now": 3, "one_thing": "Bed at ten"}], "chosen": ["sleep"]}
    actions.keep(cast.B.room, tool, body, uuid4(), clock.now - timedelta(days=6))
    assert "your three things" not in offered(cast.B)
    clock.now += timedelta(days=1, hours=1)
    enter(cast.B)
    ready(cast.B, "B", clock)
    assert offered(cast.B).startswith("Next: your three things")


def test_hr_08_no_page_brings_up_the_large_question() -> None:
    """The decision room (T45) says of itself that nothing ever reminds anybody of it."""
    found = today_words()
    assert "t45" not in {one.tool for one in found.course}
    assert all("t45" not in name for name in found.by_id)
