"""Lessons of the two lead to the table while it is open; shut, the same exercise is for paper, and no more is said."""

from __future__ import annotations

from html import unescape

import pytest
from django.urls import reverse

from goldseam.content_check import table_places
from goldseam.together import places
from goldseam.tools.t08_library.lessons import lessons
from tests.conftest import Cast
from tests.together.scene import open_table, pair, prepare
from tests.tools.conftest import Clock, clock, enter, text

__all__ = ["clock"]

AT = {one.id: one.front.do.place for one in lessons().values() if one.front.do.place}


@pytest.fixture(autouse=True)
def two(cast: Cast, clock: Clock) -> None:
    for person in (cast.R, cast.B, cast.stranger):
        enter(person)


def test_these_lead_to_the_table() -> None:
    assert AT == {
        "1C1": "meeting", "1C2": "triggers", "1C3": "pause",
        "2C1": "checkin", "2C2": "meeting", "2C3": "pause", "2C4": "openness", "2C6": "cards",
    }  # fmt: skip
    assert set(AT.values()) <= table_places()
    assert table_places() == {str(one.name) for one in places.patterns() if "<" not in str(one.pattern)}


def test_shut_it_is_on_paper_or_with_a_tool_of_ones_own(cast: Cast, clock: Clock) -> None:
    pair(cast.R, cast.B)
    prepare(cast.R, clock)
    for id in AT:
        page = cast.R.client.get(f"/n/t08/l/{id}/")
        front, raw = lessons()[id].front, page.content.decode()
        assert front.do.say in text(page)
        assert "/n/us/" not in raw.split("<main")[1].split("</main>")[0], id
        assert ("To do, on paper or aloud" in text(page)) == (front.do.tool == "")
        assert (front.do.button in text(page)) == (front.do.tool != "")


def test_open_it_leads_there(cast: Cast, clock: Clock) -> None:
    open_table(cast.R, cast.B, clock)
    for person in (cast.R, cast.B):
        for id, place in AT.items():
            page = person.client.get(f"/n/t08/l/{id}/").content.decode()
            button = page.split('<p><a class="btn" href="')[1].split("</a>")[0]
            url, words = button.split('">')
            assert words == lessons()[id].front.do.button
            assert url == reverse(f"together:{place}")
            assert person.client.get(url).status_code == 200


@pytest.mark.parametrize("id", sorted(AT))
def test_for_one_alone_it_is_whole_on_paper_and_each_tool_it_names_opens(cast: Cast, clock: Clock, id: str) -> None:
    front = lessons()[id].front
    raw = cast.stranger.client.get(f"/n/t08/l/{id}/").content.decode()
    main = raw.split("<main")[1].split("</main>")[0]
    assert "/n/us/" not in main and front.do.say in unescape(main)
    for code in front.tools:
        assert f'href="/n/{code}/"' in main or code == front.do.tool, code
        assert cast.stranger.client.get(f"/n/{code}/").status_code == 200, code
