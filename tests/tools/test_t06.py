"""T06 through the pages: forty cards, a core of five at most, three for now, one minute a week."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest

from goldseam.tools import actions, catalogue
from goldseam.tools.t06_values.values import due, fault, name_of, pruned, says
from tests.conftest import Cast, Person
from tests.tools.conftest import Clock, bodies, keep, put, text
from tests.tools.roles import role

HOME, WEEK = "/n/t06/", "/n/t06b/new/"
SIX = ["honesty", "kindness", "courage", "rest", "play", "nature"]


def part(person: Person, name: str, **given: Any) -> Any:
    return person.client.post(f"/n/t06/part/{name}/", {"uid": str(uuid4()), **given})


def sort(person: Person, core: tuple[str, ...] = ("honesty", "rest"), three: tuple[str, ...] = ("rest",)) -> Person:
    part(person, "sort", matters=SIX)
    part(person, "centre", core=list(core))
    part(person, "three", now=list(three))
    return person


def test_there_are_forty_cards_in_our_own_words_and_none_prescribes() -> None:
    cards = catalogue.tool("t06").by_name["matters"].options
    assert len(cards) == 40
    assert len({name_of(card) for card in cards}) == 40
    assert all(says(card) for card in cards)
    words = " ".join(card.label for card in cards).lower()
    for bad in ("god", "marriage", "wife", "husband", "purity", "chast", "obey", "forgiv", "must"):
        assert bad not in words


def test_the_three_files_name_the_same_cards() -> None:
    tool = catalogue.tool("t06")
    ids = [card.id for card in tool.by_name["matters"].options]
    for name in ("core", "now"):
        assert [card.id for card in tool.by_name[name].options] == ids
    assert [card.id for card in catalogue.tool("t06c").by_name["value"].options] == ids
    weekly = catalogue.tool("t06b").fields
    assert [(field.name, field.label) for field in weekly] == [
        (card.id, name_of(card)) for card in tool.by_name["core"].options
    ]


def test_each_step_offers_only_what_the_step_before_left(cast: Cast, clock: Clock) -> None:
    b = role(cast.B, "B")
    assert "First tick some cards that matter to you." in text(b.client.get("/n/t06/part/centre/"))
    assert part(b, "sort", matters=SIX)["Location"] == "/n/t06/part/2/?kept=1"
    centre = b.client.get("/n/t06/part/centre/").content.decode()
    assert centre.count('type="checkbox"') == 6
    assert 'value="adventure"' not in centre
    part(b, "centre", core=["honesty", "rest"])
    assert b.client.get("/n/t06/part/three/").content.decode().count('type="checkbox"') == 2
    assert part(b, "three", now=["rest"])["Location"] == HOME
    body = bodies(b, "t06")[-1]
    assert (body["matters"], body["core"], body["now"]) == (SIX, ["honesty", "rest"], ["rest"])


def test_five_in_the_core_and_three_for_now_are_the_most(cast: Cast, clock: Clock) -> None:
    b = role(cast.B, "B")
    part(b, "sort", matters=SIX)
    six = part(b, "centre", core=SIX)
    assert six.status_code == 422
    assert "Please keep the core to five." in text(six)
    assert six.content.decode().count(" checked") == 6
    part(b, "centre", core=SIX[:5])
    four = part(b, "three", now=SIX[:4])
    assert "Please keep it to three." in text(four)
    assert part(b, "three", now=SIX[:3]).status_code == 303


def test_a_card_from_outside_is_refused_even_if_the_form_was_made_up(cast: Cast, clock: Clock) -> None:
    b = role(cast.B, "B")
    part(b, "sort", matters=SIX)
    assert part(b, "centre", core=["adventure"]).status_code == 422
    part(b, "centre", core=["rest"])
    assert part(b, "three", now=["honesty"]).status_code == 422


def test_what_no_longer_matters_leaves_the_core_and_the_three(cast: Cast, clock: Clock) -> None:
    b = sort(role(cast.B, "B"))
    part(b, "sort", matters=["honesty"])
    body = bodies(b, "t06")[-1]
    assert body["core"] == ["honesty"]
    assert "now" not in body


def test_the_page_shows_the_core_and_asks_what_each_means(cast: Cast, clock: Clock) -> None:
    b = sort(role(cast.B, "B"))
    page = b.client.get(HOME)
    assert "Honesty" in text(page)
    assert "One of your three for now." in text(page)
    assert "/n/t06c/new/?n=2" in page.content.decode()
    assert "honesty" not in str(page.content.decode().split("href")[1:]).split(">")[0]
    form = b.client.get("/n/t06c/new/?n=2").content.decode()
    assert 'value="rest" id="id_value_1" checked' in form
    assert 'value="adventure"' not in form


def test_a_value_holds_ones_own_words_and_one_small_act_that_leads_into_the_week(cast: Cast, clock: Clock) -> None:
    b = sort(role(cast.B, "B"))
    id = keep(
        b.client,
        "/n/t06c/new/",
        value="rest",
        means_to_me="Lying down without a reason.",
        lived_last_week="2",
        domain="body",
        small_act="Ten minutes on the floor",
    )
    page = b.client.get(f"/n/t06c/k/{id}/")
    if catalogue.get("t22"):
        assert f"/n/t22/new/?from={id}" in page.content.decode()
        assert "Ten minutes on the floor" in b.client.get(f"/n/t22/new/?from={id}").content.decode()
    home = text(b.client.get(HOME))
    assert "Lying down without a reason." in home
    assert "A small act: Ten minutes on the floor" in home
    assert "Lived at first: 2 of 10" in home


def test_each_value_is_written_about_once_and_only_from_the_core(cast: Cast, clock: Clock) -> None:
    b = sort(role(cast.B, "B"))
    id = keep(b.client, "/n/t06c/new/", value="rest", means_to_me="a")
    twice = b.client.post("/n/t06c/new/", {"uid": str(uuid4()), "value": "rest", "means_to_me": "not lost"})
    assert twice.status_code == 422
    assert "You have written about this one already." in text(twice)
    assert "not lost" in twice.content.decode()
    outside = b.client.post("/n/t06c/new/", {"uid": str(uuid4()), "value": "nature"})
    assert "Choose one from your core." in text(outside)
    keep(b.client, f"/n/t06c/k/{id}/change/", value="rest", means_to_me="b")


@pytest.mark.parametrize("place", ["", "0", "9", "x", "-1", "٢", "99999999999999999999"])
def test_an_odd_place_in_the_address_chooses_nothing(cast: Cast, clock: Clock, place: str) -> None:
    b = sort(role(cast.B, "B"))
    page = b.client.get("/n/t06c/new/", {"n": place})
    assert page.status_code == 200
    assert " checked" not in page.content.decode()


def test_one_minute_a_week_asks_only_the_core(cast: Cast, clock: Clock) -> None:
    b = role(cast.B, "B")
    assert "Sort the cards first" in text(b.client.get(WEEK))
    sort(b)
    form = b.client.get(WEEK).content.decode()
    assert form.count("<legend>") == 2
    id = keep(b.client, WEEK, honesty="6", rest="3")
    assert bodies(b, "t06b") == [{"honesty": 6, "rest": 3}]
    assert "6 of 10" in text(b.client.get(f"/n/t06b/k/{id}/"))
    home = text(b.client.get(HOME))
    assert "Once a week is enough." in home
    assert "Lived last: 6 of 10" in home


def test_the_weeks_are_drawn_for_the_core(cast: Cast, clock: Clock) -> None:
    b = sort(role(cast.B, "B"))
    keep(b.client, "/n/t06c/new/", value="rest", lived_last_week="1")
    for week in range(1, 7):
        put(b, "t06b", clock.now - timedelta(days=7 * week), rest=7 - week, honesty=5)
    page = b.client.get(HOME)
    assert "Lived at first: 1 of 10. Last: 6." in text(page)
    assert page.content.decode().count('role="img"') == 2
    assert "Rate this week" in text(page)
    keep(b.client, WEEK, rest="8")
    assert "Of 10: Rest 8." in text(b.client.get("/n/week/"))


def test_hr_20_hidden_numbers_stay_hidden(cast: Cast, clock: Clock) -> None:
    b = sort(role(cast.B, "B"))
    put(b, "t06b", clock.now - timedelta(days=8), rest=4)
    actions.set_me(b.room, {"numbers": False}, uuid4(), clock.now)
    page = b.client.get(HOME)
    assert "of 10" not in text(page)
    assert 'role="img"' not in page.content.decode()


def test_hr_15_heavy_words_about_a_value_are_met_at_once(cast: Cast, clock: Clock) -> None:
    b = sort(role(cast.B, "B"))
    id = keep(b.client, "/n/t06c/new/", value="rest", means_to_me="I want to be dead")
    assert "/h/1/" in b.client.get(f"/n/t06c/k/{id}/").content.decode()


@pytest.mark.parametrize(
    ("url", "field", "value", "said"),
    [
        ("/n/t06/part/sort/", "matters", "marriage", "Please choose from the answers shown."),
        ("/n/t06c/new/", "means_to_me", "x" * 301, "Please keep it to 300"),
        ("/n/t06c/new/", "small_act", "x" * 121, "Please keep it to 120"),
        ("/n/t06c/new/", "lived_last_week", "11", "Please choose a number from 0 to 10."),
        ("/n/t06c/new/", "domain", "garage", "Please choose one of the answers shown."),
        ("/n/t06b/new/", "rest", "12", "Please choose a number from 0 to 10."),
    ],
)
def test_limits(cast: Cast, clock: Clock, url: str, field: str, value: str, said: str) -> None:
    b = sort(role(cast.B, "B"))
    good = {"value": "rest"} if "t06c" in url else {}
    answer = b.client.post(url, {"uid": str(uuid4()), **good, field: value})
    assert answer.status_code == 422
    assert said in text(answer)


# -- by numbers -----------------------------------------------------------------------------------------


def test_pruning_and_faults() -> None:
    assert pruned({"matters": ["a"], "core": ["a", "b"], "now": ["b"]}) == {"matters": ["a"], "core": ["a"]}
    assert pruned({"matters": ["a"]}) == {"matters": ["a"]}
    assert pruned({"core": ["a"]}) == {}
    assert fault("core", list("abcdef"), {"matters": list("abcdef")}) == "core_most"
    assert fault("now", ["a"], {"core": []}) == "now_open"
    assert fault("now", ["a"], {"core": ["a"]}) == ""
    assert due(0, 10_080)
    assert not due(1, 10_080)
