"""Heavy writing rests after a hard answer: the Tools page, the tool's own page, and the switch in the person's hand."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest

from goldseam.tools import catalogue, crisis
from goldseam.tools.definition import Tool
from goldseam.tools.fold import FOLD
from goldseam.vault.models import Record
from tests.conftest import Cast, Person
from tests.tools.conftest import EVENING, Clock, bodies, put, text


def heavy_one() -> Tool:
    return next(
        tool
        for tool in catalogue.catalogue().values()
        if tool.heavy and not tool.part_of and tool.gate is None and not tool.units
    )


def dark(person: Person) -> None:
    put(person, "t09", EVENING - timedelta(hours=1), intensity_start=9, _h1=True)


def press(person: Person, say: str, **sent: Any) -> Any:
    return person.client.post("/n/rest/", {"uid": str(uuid4()), "say": say, **sent})


def test_hr_15_after_a_hard_answer_a_heavy_tool_is_out_of_sight_and_shut_with_a_kind_page(
    cast: Cast, clock: Clock
) -> None:
    tool = heavy_one()
    url = f"/n/{tool.code}/"
    assert f'href="{url}"' in cast.R.client.get("/n/tools/?all=1").content.decode()
    dark(cast.R)
    home = cast.R.client.get("/n/tools/?all=1")
    assert f'href="{url}"' not in home.content.decode()
    assert "Long and deep writing rests until 21 November, 20:30." in text(home)
    for address in (url, f"{url}new/"):
        page = cast.R.client.get(address)
        assert "a dark hour has less to feed on" in text(page)
        assert "Show heavy writing again" in text(page) and 'href="/h/"' in page.content.decode()
    assert cast.R.client.get("/n/t09/").status_code == 200
    assert "dark hour" not in text(cast.R.client.get("/n/t09/"))


def test_the_person_ends_the_rest_with_one_press_and_comes_back_to_where_they_were(cast: Cast, clock: Clock) -> None:
    dark(cast.R)
    url = f"/n/{heavy_one().code}/"
    answer = press(cast.R, "show", to=url)
    assert (answer.status_code, answer["Location"]) == (303, url)
    assert "dark hour" not in text(cast.R.client.get(url))
    assert "Hide heavy writing for three days" in text(cast.R.client.get("/n/tools/"))


def test_anybody_may_put_it_to_rest_and_it_comes_back_by_itself(cast: Cast, clock: Clock) -> None:
    press(cast.B, "hide")
    url = f"/n/{heavy_one().code}/"
    assert "dark hour" in text(cast.B.client.get(url))
    state = cast.B.room.folded(FOLD, clock.now).now.state
    assert crisis.hides(heavy_one(), state, clock.now + timedelta(hours=72)) is None


def test_pressed_twice_is_pressed_once(cast: Cast, clock: Clock) -> None:
    uid = str(uuid4())
    for _ in range(2):
        assert press(cast.B, "hide", uid=uid).status_code == 303
    assert len(bodies(cast.B, "me")) == 1


@pytest.mark.parametrize("sent", [{"say": "perhaps"}, {"say": ""}, {"uid": "x"}])
def test_what_does_not_arrive_whole_changes_nothing(cast: Cast, clock: Clock, sent: dict[str, str]) -> None:
    before = Record.objects.count()
    assert cast.B.client.post("/n/rest/", {"uid": str(uuid4()), "say": "hide", **sent}).status_code == 400
    assert Record.objects.count() == before


@pytest.mark.parametrize("to", ["https://elsewhere.example/", "//elsewhere.example/", "/leave/", ""])
def test_the_way_back_never_leads_elsewhere(cast: Cast, clock: Clock, to: str) -> None:
    assert press(cast.B, "hide", to=to)["Location"] == "/n/tools/"


def test_hr_15_what_was_being_written_when_the_hard_answer_came_can_still_be_kept(cast: Cast, clock: Clock) -> None:
    put(cast.R, "t49", EVENING, text="x", _h1=True)
    tool = heavy_one()
    answer = cast.R.client.post(f"/n/{tool.code}/new/", {"uid": str(uuid4())})
    assert "dark hour" not in text(answer), "the form itself answers, not the page that says it rests"


def test_hr_02_nobody_else_can_see_that_something_rests(cast: Cast, clock: Clock) -> None:
    assert cast.B.name
    before = text(cast.B.client.get("/n/tools/?all=1"))
    dark(cast.R)
    assert text(cast.B.client.get("/n/tools/?all=1")) == before
