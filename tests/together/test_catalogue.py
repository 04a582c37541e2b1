"""The list of tools leads to the table while it is open, and nowhere that is shut; and no tool says of itself what the
table belies."""

from __future__ import annotations

import re

import pytest

from goldseam.together import laying, places, shown, weeks
from goldseam.tools import catalogue
from tests.conftest import Cast, Person
from tests.together.scene import keep, lay, open_table, pair, prepare
from tests.tools.conftest import Clock, be, clock, enter, put, text

__all__ = ["clock"]
LIST = "/n/tools/"


@pytest.fixture(autouse=True)
def two(cast: Cast, clock: Clock) -> None:
    for person in (cast.R, cast.B):
        enter(person)


def links(person: Person) -> list[str]:
    main = person.client.get(LIST).content.decode().split("<main")[1].split("</main>")[0]
    return re.findall(r'href="(/n/us/[^"]*|/n/t60/)"', main)


def test_at_an_open_table_every_place_is_listed_and_opens(cast: Cast, clock: Clock) -> None:
    open_table(cast.R, cast.B, clock)
    for person, role in ((cast.R, "R"), (cast.B, "B")):
        be(person, role, clock.now)
        found = links(person)
        assert found[-1] == "/n/t60/" and len(found) == len(places.places()) + 1
        assert all(person.client.get(url).status_code == 200 for url in found)
        for named in ("t20", "t21", "t24", "t25", "t26", "t27", "t37", "t14"):
            assert f"/n/us/{named}/" in found, named


def test_r12_without_an_open_table_it_lists_what_works_with_one_chair(cast: Cast, clock: Clock) -> None:
    alone = links(cast.R)
    assert alone == ["/n/us/t20/alone/", "/n/us/t26/cards/"]
    assert [cast.R.client.get(url).status_code for url in alone] == [200, 200], "no dead end"
    pair(cast.R, cast.B)
    prepare(cast.R, clock)
    assert links(cast.R) == links(cast.B) == links(cast.stranger) == alone


@pytest.mark.parametrize("role", "ST")
def test_whoever_is_neither_of_the_two_is_shown_none_of_it(cast: Cast, clock: Clock, role: str) -> None:
    be(cast.R, role, clock.now)
    assert links(cast.R) == []


MEANT_FOR_ONESELF = re.compile(r"cannot be shared|stays unsent|not meant for your partner|for your own eyes|therapist")


def test_hr_01_what_says_that_it_is_not_for_the_other_cannot_be_laid() -> None:
    """What a tool says of who can see it, and what the table would take, are one."""
    for code, tool in catalogue.catalogue().items():
        if laying.may(tool) or code in weeks.codes():
            assert not MEANT_FOR_ONESELF.search(tool.who), (code, tool.who)
        if "cannot be shared" in tool.who:
            assert tool.share == "L0", code
    assert all(catalogue.tool(code).share == laying.SHARED for code in shown.ELSEWHERE)


@pytest.mark.parametrize("code", sorted(shown.ELSEWHERE))
def test_hr_01_neither_the_story_nor_a_letter_has_a_way_there(cast: Cast, clock: Clock, code: str) -> None:
    open_table(cast.R, cast.B, clock)
    id = keep(cast.R, code, clock, text="a line", unit="one", _item="one")
    assert "Show this at the table" not in text(cast.R.client.get(f"/n/{code}/k/{id}/", follow=True))
    assert lay(cast.R, code, id).status_code == 404
    assert [entry for entry in cast.R.vault.tables[0].every() if entry.kind == "laid"] == []


def test_what_can_be_laid_says_beside_the_press_who_will_read_it(cast: Cast, clock: Clock) -> None:
    open_table(cast.R, cast.B, clock)
    id = put(cast.R, "t23", clock.now, what_happened="a plain thing")
    page = text(cast.R.client.get(f"/n/us/lay/t23/{id}/"))
    assert "The other person can read it while it lies there." in page and "Only you can see this" not in page
