"""T10: a look of fifteen seconds, one thing to do, and which need comes before urges."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest

from goldseam.tools.t10_halt import look
from tests.conftest import Cast
from tests.tools.conftest import Clock, bodies, keep, put, text

NEW, HOME = "/n/t10/new/", "/n/t10/"


@pytest.mark.parametrize(
    ("body", "act"),
    [
        ({"hungry": 3, "tired": 2}, "eat"),
        ({"lonely": 4, "angry": 4}, "cool_down"),  # a tie: the order says what is quickest to mend
        ({"tired": 2, "hungry": 2}, "eat"),
        ({"bored": 2}, "do_something"),
        ({"hungry": 1, "angry": 1, "lonely": 1, "tired": 1}, ""),
        ({}, ""),
    ],
)
def test_the_highest_need_gives_one_thing(body: dict[str, int], act: str) -> None:
    assert look.one_thing(body) == act


def test_the_page_after_names_one_thing_and_only_mentions_the_others(cast: Cast, clock: Clock) -> None:
    id = keep(cast.R.client, NEW, tired="4", hungry="3", lonely="1")
    assert bodies(cast.R, "t10") == [{"tired": 4, "hungry": 3, "lonely": 1, "do_now": "rest"}]
    page = text(cast.R.client.get(f"/n/t10/k/{id}/"))
    assert "Lie down, or go to bed" in page
    assert "Also high: hungry." in page
    assert "drink a glass of water" not in page
    assert "Is an urge there as well? Ride it" in page


def test_a_look_at_which_nothing_stands_out_is_a_full_answer(cast: Cast, clock: Clock) -> None:
    id = keep(cast.R.client, NEW, tired="1")
    assert bodies(cast.R, "t10") == [{"tired": 1}]
    assert "Nothing stands out. It was good to look." in text(cast.R.client.get(f"/n/t10/k/{id}/"))


def test_what_to_do_is_never_asked_and_cannot_be_sent(cast: Cast, clock: Clock) -> None:
    assert 'name="do_now"' not in cast.R.client.get(NEW).content.decode()
    keep(cast.R.client, NEW, hungry="4", do_now="rest")
    assert bodies(cast.R, "t10")[0]["do_now"] == "eat"


def test_a_correction_corrects_the_one_thing_too(cast: Cast, clock: Clock) -> None:
    id = keep(cast.R.client, NEW, hungry="4")
    keep(cast.R.client, f"/n/t10/k/{id}/change/", angry="3")
    assert bodies(cast.R, "t10")[-1]["do_now"] == "cool_down"


def test_hr_15_tired_low_and_ashamed_together_offer_the_plan_for_a_bad_hour(cast: Cast, clock: Clock) -> None:
    for answers, offered in (
        ({"tired": "3", "low": "3", "ashamed": "3"}, True),
        ({"tired": "4", "low": "2", "ashamed": "4"}, False),
        ({"tired": "4", "low": "4"}, False),
    ):
        id = keep(cast.R.client, NEW, **answers)
        page = cast.R.client.get(f"/n/t10/k/{id}/").content.decode()
        assert ("Tired, low and ashamed at once" in page) is offered
        assert ('class="btn" href="/n/t57/"' in page) is offered


def test_hr_05_the_words_for_shame_are_kind_and_speak_of_the_hour(cast: Cast, clock: Clock) -> None:
    id = keep(cast.R.client, NEW, ashamed="4")
    page = text(cast.R.client.get(f"/n/t10/k/{id}/"))
    assert "kind and true" in page
    for word in ("addict", "weak", "failure", "clean", "disgust"):
        assert word not in page.lower()


def test_nothing_chosen_keeps_nothing(cast: Cast, clock: Clock) -> None:
    answer = cast.R.client.post(NEW, {"uid": str(uuid4())})
    assert answer.status_code == 422
    assert "One answer is enough" in text(answer)
    assert cast.R.client.post(NEW, {"uid": str(uuid4()), "tired": "5"}).status_code == 422
    assert bodies(cast.R, "t10") == []


def test_four_looks_show_which_need_stands_out() -> None:
    looks: list[dict[str, object]] = [{"tired": 3}, {"tired": 4, "hungry": 2}, {"lonely": 3}, {"tired": 0}]
    assert look.standing_out(looks) == look.Seen("tired", 2, 4)
    assert look.standing_out(looks[:3]) is None
    assert look.standing_out([{"tired": 1}] * 4) is None


def test_what_came_before_an_urge_joins_both_tools() -> None:
    looks = [(100, {"tired": 3}), (400, {"lonely": 4, "tired": 1})]
    found = look.before_urges([110, 450, 900, 1000], [[], ["tired"], ["bored"], []], looks)
    assert found == [look.Seen("tired", 2, 3), look.Seen("lonely", 1, 3), look.Seen("bored", 1, 3)]
    assert look.before_urges([100], [[]], [(101, {"tired": 4})]) == []  # a look after the urge says nothing of before


def test_the_page_says_it_in_words_once_there_are_four(cast: Cast, clock: Clock) -> None:
    assert "many an urge begins there" in text(cast.R.client.get(HOME))
    for n in range(4):
        at = clock.now - timedelta(days=n, minutes=40)
        put(cast.R, "t10", at, tired=3)
        put(cast.R, "t09", at + timedelta(minutes=30), intensity_start=6, halt=["lonely"])
    page = text(cast.R.client.get(HOME))
    assert "Tired: the highest in four of four looks." in page
    assert "Tired: there before four of four urges." in page
    assert "Lonely: there before four of four urges." in page


def test_nobody_else_sees_a_look(cast: Cast, clock: Clock) -> None:
    id = keep(cast.R.client, NEW, tired="4")
    for other in (cast.B, cast.stranger):
        assert other.client.get(f"/n/t10/k/{id}/").status_code == 404
