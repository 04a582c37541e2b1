"""T23: one moment, at most three feelings, what it means, a request that can be refused; and the version before."""

from __future__ import annotations

from html import unescape
from typing import Any
from uuid import uuid4

import pytest

from goldseam.tools import catalogue
from tests.conftest import Cast
from tests.tools.conftest import Clock, bodies, keep
from tests.tools.conftest import text as raw_text

HOME, NEW = "/n/t23/", "/n/t23/new/"
MOMENT = "On Tuesday the phone lay face down at dinner."


def text(response: Any) -> str:
    return unescape(raw_text(response))


def test_the_whole_of_it_is_kept_and_read_in_one_piece(cast: Cast, clock: Clock) -> None:
    id = keep(
        cast.B.client,
        NEW,
        what_happened=MOMENT,
        i_feel=["afraid", "tired"],
        i_feel_own="hollow",
        because_for_me="face down used to mean a secret",
        i_see_your_side="you were waiting for a call from work",
        i_need="to feel safe at our own table",
        request="Would you leave it in the hall at dinner?",
    )
    assert bodies(cast.B, "t23") == [
        {
            "what_happened": MOMENT,
            "i_feel": ["afraid", "tired", "hollow"],
            "because_for_me": "face down used to mean a secret",
            "i_see_your_side": "you were waiting for a call from work",
            "i_need": "to feel safe at our own table",
            "request": "Would you leave it in the hall at dinner?",
        }
    ]
    page = text(cast.B.client.get(f"/n/t23/k/{id}/"))
    assert f"When {MOMENT} I feel afraid, worn out, hollow Because for me face down" in page
    assert "Nothing to look at again." in page


def test_the_feelings_stand_in_families_and_every_one_belongs_to_one(cast: Cast, clock: Clock) -> None:
    tool = catalogue.tool("t23")
    families = [entry.split("|")[0] for entry in tool.lines("families")]
    assert {option.mark for option in tool.by_name["i_feel"].options} == set(families)
    page = cast.B.client.get(NEW).content.decode()
    for option in tool.by_name["i_feel"].options:
        assert page.count(f'name="i_feel" value="{option.id}"') == 1
    assert page.index('aria-label="Angry"') < page.index('value="furious"') < page.index('aria-label="Sad"')


@pytest.mark.parametrize(
    ("chosen", "own"), [(["sad", "angry", "torn", "small"], ""), (["sad", "angry"], "hollow, grey"), ([], "a, b, c, d")]
)
def test_more_than_three_feelings_are_sent_back_with_everything_still_there(
    cast: Cast, clock: Clock, chosen: list[str], own: str
) -> None:
    answer = cast.B.client.post(
        NEW, {"uid": str(uuid4()), "what_happened": MOMENT, "i_feel": chosen, "i_feel_own": own}
    )
    assert answer.status_code == 422
    assert "Please choose up to three." in text(answer)
    assert MOMENT in text(answer)
    for feeling in chosen:
        assert "checked" in answer.content.decode().split(f'value="{feeling}"')[1][:60]
    assert bodies(cast.B, "t23") == []


def test_three_feelings_are_taken_and_none_is_taken_too(cast: Cast, clock: Clock) -> None:
    keep(cast.B.client, NEW, what_happened=MOMENT, i_feel=["sad", "angry"], i_feel_own="hollow")
    keep(cast.B.client, NEW, what_happened=MOMENT)


def test_a_request_and_no_request_cannot_both_be_true(cast: Cast, clock: Clock) -> None:
    answer = cast.B.client.post(
        NEW, {"uid": str(uuid4()), "what_happened": MOMENT, "request": "Would you call?", "no_request": "on"}
    )
    assert answer.status_code == 422
    assert "Please keep one of them." in text(answer)
    id = keep(cast.B.client, NEW, what_happened=MOMENT, no_request="on")
    assert "I ask for nothing. I only want it heard." in text(cast.B.client.get(f"/n/t23/k/{id}/"))


@pytest.mark.parametrize(
    ("name", "limit"),
    [("what_happened", 160), ("because_for_me", 200), ("i_see_your_side", 200), ("i_need", 160), ("request", 160)],
)
def test_each_part_has_its_length(cast: Cast, clock: Clock, name: str, limit: int) -> None:
    good = {"uid": str(uuid4()), "what_happened": MOMENT}
    answer = cast.B.client.post(NEW, good | {name: "x" * (limit + 1)})
    assert answer.status_code == 422
    assert f"Please keep it to {limit}" in text(answer)


def test_a_moment_is_needed_and_nothing_else(cast: Cast, clock: Clock) -> None:
    answer = cast.B.client.post(NEW, {"uid": str(uuid4()), "i_feel": ["sad"]})
    assert answer.status_code == 422
    assert "Please write something here." in text(answer)


@pytest.mark.parametrize(
    ("fields", "title"),
    [
        ({"i_feel_own": "that you do not care"}, "This may be a thought"),
        ({"because_for_me": "I feel that you are lying"}, "This may be a thought"),
        ({"what_happened": "You always look at your phone."}, "More than a camera would show"),
        ({"request": "You must stop or else"}, "Can this be refused?"),
        ({"request": "Share your location and take a lie detector test"}, "A machine for the truth"),
    ],
)
def test_hints_come_with_what_was_kept_and_the_author_decides(
    cast: Cast, clock: Clock, fields: dict[str, str], title: str
) -> None:
    id = keep(cast.B.client, NEW, **({"what_happened": MOMENT} | fields))
    page = text(cast.B.client.get(f"/n/t23/k/{id}/"))
    assert title in page
    assert "Leave what is right as it is." in page


def test_another_version_shows_the_one_before_beside_it(cast: Cast, clock: Clock) -> None:
    first = keep(cast.B.client, NEW, what_happened="You always look at it.", i_feel=["angry"])
    page = cast.B.client.get(f"/n/t23/k/{first}/")
    assert "Before you say it" in text(page)
    assert "The version before" not in text(page)
    second = keep(cast.B.client, f"/n/t23/k/{first}/change/", what_happened=MOMENT, i_feel=["afraid"])
    page = cast.B.client.get(f"/n/t23/k/{second}/")
    words = text(page)
    assert words.index(MOMENT) < words.index("The version before") < words.index("You always look at it.")


def test_it_is_not_needed_for_anger_at_abuse_and_every_page_says_so(cast: Cast, clock: Clock) -> None:
    id = keep(cast.B.client, NEW, what_happened=MOMENT)
    for url in (HOME, NEW, f"/n/t23/k/{id}/"):
        page = cast.B.client.get(url)
        assert "you owe no careful words" in text(page), url
        assert "/h/2/" in page.content.decode()


def test_betrayed_counts_as_a_feeling_here(cast: Cast, clock: Clock) -> None:
    id = keep(cast.B.client, NEW, what_happened=MOMENT, i_feel=["betrayed"])
    assert "This may be a thought" not in text(cast.B.client.get(f"/n/t23/k/{id}/"))


def test_the_other_side_is_never_owed(cast: Cast, clock: Clock) -> None:
    field = catalogue.tool("t23").by_name["i_see_your_side"]
    assert field.more
    assert not field.required
    assert "It is not owed." in field.help


def test_words_of_despair_bring_people_who_answer(cast: Cast, clock: Clock) -> None:
    id = keep(cast.B.client, NEW, what_happened="I want to die.")
    assert "People who answer now" in text(cast.B.client.get(f"/n/t23/k/{id}/"))


def test_nobody_else_sees_it(cast: Cast, clock: Clock) -> None:
    id = keep(cast.B.client, NEW, what_happened=MOMENT)
    assert cast.R.client.get(f"/n/t23/k/{id}/").status_code == 404
