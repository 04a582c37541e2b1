"""T41, T49 and T57 through the pages."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest

from goldseam.tools import history
from goldseam.tools.t57_plan.pages import phone
from goldseam.vault import NotSaved, Room
from tests.conftest import Cast, Person
from tests.tools.conftest import EVENING, Clock, bodies, keep, put, text


def post(person: Person, url: str, **fields: Any) -> Any:
    return person.client.post(url, {"uid": str(uuid4()), **fields})


# -- T41 ----------------------------------------------------------------------------------------------


def test_a_card_is_rated_before_and_after(cast: Cast, clock: Clock) -> None:
    id = keep(cast.B.client, "/n/t41/c/senses/", before="8", after="4")
    assert bodies(cast.B, "t41") == [{"before": 8, "after": 4, "card": "senses"}]
    assert "8 of 10" in text(cast.B.client.get(f"/n/t41/k/{id}/"))
    assert "Five things I can see 1 too few entries yet" in text(cast.B.client.get("/n/t41/"))


def test_hr_21_cold_and_hard_effort_ask_about_the_body_first_and_breathing_never_does(cast: Cast, clock: Clock) -> None:
    from goldseam.safety.cards import kit

    gated = [card for card in kit().cards if card.health_gate]
    assert gated
    for card in gated:
        page = text(cast.B.client.get(f"/n/t41/c/{card.id}/"))
        assert kit().gate_question in page
        assert card.body[0] not in page
        assert card.body[0] in text(cast.B.client.get(f"/n/t41/c/{card.id}/?well=1")).replace("&#x27;", "'")
    for card in kit().cards:
        if card.pace or card.group == "senses":
            assert not card.health_gate
            assert kit().gate_question not in text(cast.B.client.get(f"/n/t41/c/{card.id}/"))


def test_favourites_come_first_and_there_are_at_most_six(cast: Cast, clock: Clock) -> None:
    from goldseam.safety.cards import cards

    ids = [card.id for card in cards()][:7]
    for id in ids[:6]:
        assert post(cast.B, f"/n/t41/c/{id}/like/", liked="yes").status_code == 303
    seventh = post(cast.B, f"/n/t41/c/{ids[6]}/like/", liked="yes")
    assert seventh.status_code == 422
    assert "You have six favourites." in text(seventh)
    assert history.now_state(cast.B.room, EVENING).me["favourites"] == ids[:6]
    assert "Your favourites" in text(cast.B.client.get("/n/t41/"))
    post(cast.B, f"/n/t41/c/{ids[0]}/like/", liked="no")
    assert history.now_state(cast.B.room, EVENING).me["favourites"] == ids[1:6]
    assert post(cast.B, "/n/t41/c/nosuch/like/", liked="yes").status_code == 404
    assert cast.B.client.post(f"/n/t41/c/{ids[6]}/like/", {"uid": "x"}).status_code == 404


def test_an_own_card_stands_first_and_can_be_used(cast: Cast, clock: Clock) -> None:
    assert cast.B.client.get("/n/t41/c/own/").status_code == 404
    keep(cast.B.client, "/n/t41b/new/", text="It is 2026. I am in the kitchen.")
    assert "It is 2026. I am in the kitchen." in text(cast.B.client.get("/n/t41/"))
    assert "It is 2026. I am in the kitchen." in text(cast.B.client.get("/n/t41/c/own/"))
    keep(cast.B.client, "/n/t41/c/own/", before="7", after="3")
    too_long = post(cast.B, "/n/t41b/new/", text="x" * 401)
    assert too_long.status_code == 422


# -- T49 ----------------------------------------------------------------------------------------------


def test_a_page_is_kept_and_read_back_as_it_was_written(cast: Cast, clock: Clock) -> None:
    written = "First line.\n\nSecond <b>line</b> & more."
    id = keep(cast.R.client, "/n/t49/new/", text=written, mood="6", tags_own="work, work, home")
    body = bodies(cast.R, "t49")[0]
    assert body["text"].replace("\r\n", "\n") == written
    assert body["tags"] == ["work", "home"]
    page = cast.R.client.get(f"/n/t49/k/{id}/").content.decode()
    assert "Second &lt;b&gt;line&lt;/b&gt; &amp; more." in page


def test_a_closed_page_does_not_show_its_words_until_its_day_and_says_it_is_no_lock(cast: Cast, clock: Clock) -> None:
    assert "courtesy to yourself, not a lock" in text(cast.R.client.get("/n/t49/new/"))
    id = keep(cast.R.client, "/n/t49/new/", text="for later eyes", lock_until="2026-12-24")
    page = cast.R.client.get(f"/n/t49/k/{id}/")
    assert "for later eyes" not in page.content.decode()
    assert "24 December 2026" in text(page)
    assert cast.R.client.get(f"/n/t49/k/{id}/change/").status_code == 303
    open_again = put(cast.R, "t49", EVENING, text="open now", lock_until="2026-11-18")
    assert "open now" in text(cast.R.client.get(f"/n/t49/k/{open_again}/"))


def test_burning_asks_once_and_leaves_nothing(cast: Cast, clock: Clock) -> None:
    id = keep(cast.R.client, "/n/t49/new/", text="burn me")
    assert "Its key is destroyed now" in text(cast.R.client.get(f"/n/t49/k/{id}/burn/"))
    assert len(bodies(cast.R, "t49")) == 1
    answer = post(cast.R, f"/n/t49/k/{id}/burn/")
    assert answer.status_code == 303
    assert "It is gone." in text(cast.R.client.get(answer["Location"]))
    assert bodies(cast.R, "t49") == []
    assert cast.R.client.get(f"/n/t49/k/{id}/").status_code == 404
    assert cast.R.client.get(f"/n/t49/k/{id}/burn/").status_code == 404


def test_hr_15_words_of_self_harm_bring_people_to_call_and_nobody_is_told(cast: Cast, clock: Clock) -> None:
    id = keep(cast.R.client, "/n/t49/new/", text="I can't go on. I want to kill myself.")
    page = cast.R.client.get(f"/n/t49/k/{id}/")
    assert "you do not have to carry it alone" in text(page).lower()
    assert "/n/t57/" in page.content.decode()
    calm = keep(cast.R.client, "/n/t49/new/", text="A long walk by the river.")
    assert "carry it alone" not in text(cast.R.client.get(f"/n/t49/k/{calm}/"))


def test_prayer_and_silence_are_ways_in_only_for_those_who_ask(cast: Cast, clock: Clock) -> None:
    assert "A prayer, in my own words" not in text(cast.R.client.get("/n/t49/new/"))
    assert "A prayer, in my own words" in text(cast.R.client.get("/n/t49/new/?with=faith"))
    keep(cast.R.client, "/n/t49/new/?with=faith", text="silence", prompt="pray")


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("text", "", "Please write something here."),
        ("text", "x" * 8001, "Please keep it to 8000"),
        ("mood", "12", "Please choose a number from 0 to 10."),
        ("lock_until", "2026-11-18", "Please choose a day after today."),
        ("lock_until", "2040-01-01", "within the next ten years"),
        ("prompt", "sing", "Please choose one of the answers shown."),
    ],
)
def test_bad_input_of_the_journal_keeps_what_was_typed(
    cast: Cast, clock: Clock, field: str, value: str, said: str
) -> None:
    answer = post(cast.R, "/n/t49/new/", **({"text": "a thought", "tags_own": "kept words"} | {field: value}))
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert "kept words" in answer.content.decode()
    assert bodies(cast.R, "t49") == []


@pytest.mark.parametrize(("why", "status"), [("full", 507), ("busy", 503), ("database", 503)])
def test_what_could_not_be_written_down_is_said_and_not_lost(
    cast: Cast, clock: Clock, monkeypatch: pytest.MonkeyPatch, why: Any, status: int
) -> None:
    person = cast.R

    def refuse(*args: object, **kwargs: object) -> None:
        raise NotSaved(why)

    monkeypatch.setattr(Room, "append", refuse)
    uid = str(uuid4())
    answer = person.client.post("/n/t49/new/", {"uid": uid, "text": "do not lose me"})
    assert answer.status_code == status
    page = answer.content.decode()
    assert "Not saved" in page
    assert "do not lose me" in page
    assert uid in page
    monkeypatch.undo()


# -- T57 ----------------------------------------------------------------------------------------------


def test_the_plan_is_built_one_part_at_a_time_and_each_version_is_whole(cast: Cast, clock: Clock) -> None:
    first = post(cast.R, "/n/t57/part/1/", my_warning_signs=["no sleep", "", "silence"])
    assert first.status_code == 303
    assert first["Location"] == "/n/t57/part/2/?kept=1"
    post(cast.R, "/n/t57/part/2/", what_I_can_do_alone=["walk"])
    post(cast.R, "/n/t57/part/7/", reasons_to_stay=["the dog"])
    versions = bodies(cast.R, "t57")
    assert set(versions[-1]) == {
        "my_warning_signs",
        "what_I_can_do_alone",
        "reasons_to_stay",
        "replaces",
        "was",
    }
    assert versions[-1]["my_warning_signs"] == ["no sleep", "silence"]
    page = text(cast.R.client.get("/n/t57/"))
    assert "Three of seven parts hold something." in page
    assert "Read it again by 16 February 2027." in page
    assert cast.R.client.get("/n/t57/new/")["Location"] == "/n/t57/part/3/"


def test_a_part_can_be_emptied_again_but_an_empty_part_is_not_kept(cast: Cast, clock: Clock) -> None:
    nothing = post(cast.R, "/n/t57/part/2/", what_I_can_do_alone=["", ""])
    assert nothing.status_code == 422
    post(cast.R, "/n/t57/part/2/", what_I_can_do_alone=["walk"])
    post(cast.R, "/n/t57/part/1/", my_warning_signs=["silence"])
    assert post(cast.R, "/n/t57/part/2/", what_I_can_do_alone=[""]).status_code == 303
    assert history.now_state(cast.R.room, EVENING).plan == {"my_warning_signs": ["silence"]}


@pytest.mark.parametrize(("answer", "said"), [("no", "leave your partner out of this plan"), ("unsure", "out for now")])
def test_a_partner_is_not_taken_for_a_safe_person(cast: Cast, clock: Clock, answer: str, said: str) -> None:
    assert "Is it safe to list your partner?" in text(cast.B.client.get("/n/t57/part/4/"))
    post(cast.B, "/n/t57/part/4/", partner_safe=answer, people_I_can_tell=["Jo 0151 234 5678"])
    assert said in text(cast.B.client.get("/n/t57/"))


def test_in_the_dark_hour_numbers_stand_first_then_one_step_on_each_screen(cast: Cast, clock: Clock) -> None:
    cast.R.client.cookies["region"] = "gb"
    empty = cast.R.client.get("/n/t57/now/")
    assert "116 123" in text(empty)
    assert "Next step" not in text(empty)
    post(cast.R, "/n/t57/part/4/", people_I_can_tell=["Jo 0151 234 5678"])
    post(cast.R, "/n/t57/part/7/", reasons_to_stay=["the dog"])
    assert "Next step" in text(cast.R.client.get("/n/t57/now/"))
    one = cast.R.client.get("/n/t57/now/1/").content.decode()
    assert 'href="tel:01512345678"' in one
    assert "the dog" not in one
    two = text(cast.R.client.get("/n/t57/now/2/"))
    assert "the dog" in two
    assert "Next step" not in two
    assert cast.R.client.get("/n/t57/now/3/").status_code == 404
    assert "promise" not in two


def test_the_plan_prints_with_its_lines_and_asks_for_review_after_ninety_days(cast: Cast, clock: Clock) -> None:
    put(cast.R, "t57", EVENING - timedelta(days=91), reasons_to_stay=["the dog"])
    assert "more than 90 days old" in text(cast.R.client.get("/n/t57/"))
    cast.R.client.cookies["region"] = "gb"
    printed = text(cast.R.client.get("/n/t57/print/"))
    assert "the dog" in printed
    assert "116 123" in printed


def test_burning_the_plan_takes_every_version(cast: Cast, clock: Clock) -> None:
    post(cast.R, "/n/t57/part/1/", my_warning_signs=["silence"])
    post(cast.R, "/n/t57/part/2/", what_I_can_do_alone=["walk"])
    newest = history.now_state(cast.R.room, EVENING).plan_id
    post(cast.R, f"/n/t57/k/{newest}/burn/")
    assert bodies(cast.R, "t57") == []
    assert history.now_state(cast.R.room, EVENING).plan == {}
    assert "Nothing is written yet" in text(cast.R.client.get("/n/t57/"))


@pytest.mark.parametrize(("number", "status"), [(0, 404), (8, 404), (7, 200)])
def test_there_are_seven_parts(cast: Cast, clock: Clock, number: int, status: int) -> None:
    assert cast.R.client.get(f"/n/t57/part/{number}/").status_code == status


def test_too_many_or_too_long_lines_are_said_and_kept_on_the_page(cast: Cast, clock: Clock) -> None:
    answer = post(cast.R, "/n/t57/part/1/", my_warning_signs=[f"line {n}" for n in range(6)])
    assert answer.status_code == 422
    assert "Please write at most 5 lines." in answer.content.decode()
    assert "line 5" in answer.content.decode()
    assert post(cast.R, "/n/t57/part/1/", my_warning_signs=["x" * 121]).status_code == 422
    assert bodies(cast.R, "t57") == []


@pytest.mark.parametrize(
    ("line", "number"),
    [
        ("Jo, 0151 234 5678", "01512345678"),
        ("+49 (0)30 1234-56", "+49030123456"),
        ("Lifeline 988", "988"),
        ("Room 12, floor 3", ""),
        ("988 or 911", ""),
        ("nobody", ""),
        ("12345678901234567890", ""),
    ],
)
def test_a_number_in_a_line_can_be_called_when_it_is_the_only_one(line: str, number: str) -> None:
    assert phone(line) == number
