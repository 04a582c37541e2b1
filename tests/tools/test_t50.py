"""T50 and T51: people around one, people one answers to. Through the pages, and the pure parts direct."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from goldseam.tools import catalogue
from goldseam.tools.shelf import Item
from goldseam.tools.t50_people import people
from tests.conftest import Cast, Person
from tests.tools.conftest import EVENING, Clock, bodies, keep, put, text

MAP, NEW, TOUCH = "/n/t50/", "/n/t50/new/", "/n/t50b/new/"
ANSWER, NEW51, TALK = "/n/t51/", "/n/t51/new/", "/n/t51b/new/"
HURT = "I want to kill myself"


def words(response: Any) -> str:
    return text(response).replace("&#x27;", "'")


def wrong(by: Person, url: str, /, **fields: Any) -> Any:
    return by.client.post(url, {"uid": str(uuid4()), **fields})


# -- T50: the map ---------------------------------------------------------------------------------------


def test_a_nickname_is_enough(cast: Cast, clock: Clock) -> None:
    keep(cast.B.client, NEW, nickname="Mo")
    assert [body["nickname"] for body in bodies(cast.B, "t50")] == ["Mo"]
    page = words(cast.B.client.get(MAP))
    assert "Mo" in page
    assert "Nobody is marked as reachable yet. One is enough to begin with." in page


def test_the_map_says_who_is_within_reach_who_at_night_and_what_has_shifted(cast: Cast, clock: Clock) -> None:
    keep(cast.B.client, NEW, nickname="Mo", closeness="c4", before="c2", reach=["call"], good_for=["night", "listen"])
    keep(cast.B.client, NEW, nickname="Aunt K", closeness="c1", before="c5", reach=["text"], risk=["takes_sides"])
    keep(cast.B.client, NEW, nickname="J", closeness="c3", before="c3", good_for=["night"])
    page = words(cast.B.client.get(MAP))
    assert "Two people are within reach." in page
    assert "At night: Mo." in page
    assert "One person has come nearer than before." in page
    assert "One person has moved further away. That is common after something like this, and it hurts." in page
    assert "to mind: takes sides" in page


def test_the_closest_stand_first(cast: Cast, clock: Clock) -> None:
    for name, close in (("Far", "c1"), ("Unsaid", ""), ("Near", "c5")):
        keep(cast.B.client, NEW, nickname=name, closeness=close)
    page = cast.B.client.get(MAP).content.decode()
    assert page.index(">Near<") < page.index(">Far<") < page.index(">Unsaid<")


def test_a_number_can_be_called_with_one_tap(cast: Cast, clock: Clock) -> None:
    keep(cast.B.client, NEW, nickname="Mo", number="0113 496 0000")
    page = cast.B.client.get(MAP).content.decode()
    assert 'href="tel:01134960000"' in page
    assert "Call Mo" in page


def test_somebody_who_fell_away_stands_apart_and_may_come_back(cast: Cast, clock: Clock) -> None:
    id = keep(cast.B.client, NEW, nickname="Aunt K", before="c4", reach=["call"])
    gone = keep(
        cast.B.client, f"/n/t50/k/{id}/change/", nickname="Aunt K", before="c4", reach=["call"], standing="away"
    )
    page = words(cast.B.client.get(MAP))
    assert "Fell away, or not now Aunt K" in page
    assert "within reach" not in page
    keep(cast.B.client, f"/n/t50/k/{gone}/change/", nickname="Aunt K", reach=["call"], standing="here")
    assert "One person is within reach." in words(cast.B.client.get(MAP))


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("nickname", "", "Please"),
        ("nickname", "x" * 41, "40"),
        ("kind", "enemy", "Please choose one of the answers shown."),
        ("closeness", "c6", "Please choose one of the answers shown."),
        ("closeness", "0", "Please choose one of the answers shown."),
        ("knows", "scenes", "Please choose one of the answers shown."),
        ("good_for", "sex", "Please choose from the answers shown."),
        ("reach", "address", "Please choose from the answers shown."),
        ("number", "1" * 31, "30"),
        ("before", "c9", "Please choose one of the answers shown."),
        ("risk", "x", "Please choose from the answers shown."),
        ("standing", "x", "Please choose one of the answers shown."),
    ],
)
def test_t50_bad_input_is_answered_beside_its_field(
    cast: Cast, clock: Clock, field: str, value: str, said: str
) -> None:
    answer = wrong(cast.B, NEW, **{"nickname": "Mo", field: value})
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert bodies(cast.B, "t50") == []


def test_forty_people_are_the_most(cast: Cast, clock: Clock) -> None:
    for n in range(40):
        cast.B.room.append("t50", {"nickname": f"P{n}", "_item": f"{n:08}"}, id=uuid4(), now=EVENING)
    answer = wrong(cast.B, NEW, nickname="One more")
    assert answer.status_code == 409
    assert "Forty people stand here already." in text(answer)
    assert "One more" in answer.content.decode()


def test_s2_38_scripts_say_what_to_tell_how_much_and_how_to_ask_for_silence(cast: Cast, clock: Clock) -> None:
    page = words(cast.B.client.get(MAP))
    for title in ("What to say", "How much to tell", "How to ask for silence", "My story to tell"):
        assert title in page
    assert "Nobody can forbid you to speak about your own life." in page
    assert "Do not ask your partner to stay silent so that you look better." in page


def test_hr_11_being_forbidden_to_speak_with_anyone_is_named_a_warning_sign(cast: Cast, clock: Clock) -> None:
    assert "If somebody forbids you to speak with anyone, that is a warning sign in itself." in words(
        cast.B.client.get(MAP)
    )


def test_hr_17_and_3_no_field_asks_for_a_link_a_picture_a_place_or_an_address_book() -> None:
    for code in ("t50", "t50b", "t51", "t51b", "t52", "t52b", "t52c", "t54", "t55", "t55b"):
        tool = catalogue.tool(code)
        for field in tool.fields:
            assert not re.search(r"url|link|image|picture|file|address|location|gps|email", field.name), field.name


def test_whoever_has_nobody_is_shown_a_first_person_outside(cast: Cast, clock: Clock) -> None:
    page = cast.B.client.get(MAP)
    assert "If nobody comes to mind, that is a true answer too." in words(page)
    assert 'href="/n/t52/"' in page.content.decode()


# -- T50b: contacts -------------------------------------------------------------------------------------


def test_contacts_of_the_last_seven_days_are_counted(cast: Cast, clock: Clock) -> None:
    keep(cast.B.client, NEW, nickname="Mo", reach=["call"])
    assert "No contact noted in the last seven days." in words(cast.B.client.get(MAP))
    for days in (0, 2, 6, 8, 20):
        then = clock.now - timedelta(days=days)
        put(cast.B, "t50b", then, how="call", when=then.strftime("%Y-%m-%dT%H:%MZ"))
    assert "Three contacts noted in the last seven days." in words(cast.B.client.get(MAP))


def test_a_contact_begun_from_a_line_knows_who_it_was(cast: Cast, clock: Clock) -> None:
    keep(cast.B.client, NEW, nickname="Mo")
    address = re.search(r'href="(/n/t50b/new/\?p=[^"]+)"', cast.B.client.get(MAP).content.decode())
    assert address
    assert "Mo" not in address[1]
    page = cast.B.client.get(address[1]).content.decode()
    chosen = re.search(r'name="person" value="(\w+)"[^>]*checked', page)
    assert chosen
    id = keep(cast.B.client, TOUCH, person=chosen[1], how="met", when="2026-11-18T20:00")
    assert "Mo" in words(cast.B.client.get(f"/n/t50b/k/{id}/"))


def test_without_people_a_contact_can_be_noted_all_the_same(cast: Cast, clock: Clock) -> None:
    assert 'name="person"' not in cast.B.client.get(TOUCH).content.decode()
    keep(cast.B.client, TOUCH, how="text", when="2026-11-18T20:00")


def test_a_talk_that_left_a_weight_is_not_called_a_mistake(cast: Cast, clock: Clock) -> None:
    id = keep(cast.B.client, TOUCH, how="call", after="heavier", when="2026-11-18T20:00")
    assert "That does not mean you did it wrong." in words(cast.B.client.get(f"/n/t50b/k/{id}/"))
    lighter = keep(cast.B.client, TOUCH, how="call", after="lighter", when="2026-11-18T20:00")
    assert "leave a weight" not in words(cast.B.client.get(f"/n/t50b/k/{lighter}/"))


def test_hr_20_whoever_hid_numbers_sees_no_count_of_contacts(cast: Cast, clock: Clock) -> None:
    keep(cast.B.client, NEW, nickname="Mo", reach=["call"])
    cast.B.room.append("me", {"numbers": False}, id=uuid4(), now=clock.now)
    assert "noted in the last seven days" not in words(cast.B.client.get(MAP))


# -- T50: the pure part ---------------------------------------------------------------------------------


def item(n: int, **body: Any) -> Item:
    return Item(f"{n:08}", str(uuid4()), "t50", n, n, {"nickname": f"P{n}", **body})


closenesses = st.sampled_from(["", "c1", "c2", "c3", "c4", "c5", "x", "c"])
bodies_of = st.fixed_dictionaries(
    {},
    optional={
        "closeness": closenesses,
        "before": closenesses,
        "reach": st.lists(st.sampled_from(["call", "text", "meet"]), max_size=3),
        "number": st.sampled_from(["", "123"]),
        "good_for": st.lists(st.sampled_from(["night", "listen"]), max_size=2),
    },
)


@given(st.lists(st.tuples(bodies_of, st.booleans()), max_size=8))
def test_the_counts_of_a_map_never_exceed_its_people(given_bodies: list[tuple[dict[str, Any], bool]]) -> None:
    items = [item(n, **body) for n, (body, _gone) in enumerate(given_bodies)]
    for one, (_body, gone) in zip(items, given_bodies, strict=True):
        one.ended = gone
    found = people.look(items)
    standing = [one for one in items if not one.ended]
    assert found.people == len(standing)
    assert found.reachable <= found.people
    assert found.nearer + found.further <= len(items)
    assert len(found.night) <= found.reachable
    assert sorted(one.key for one in people.in_order(items)) == sorted(one.key for one in standing)


def test_a_shift_is_said_only_when_both_are_known() -> None:
    assert people.shift({"closeness": "c4", "before": "c2"}) == 1
    assert people.shift({"closeness": "c2", "before": "c4"}) == -1
    assert people.shift({"closeness": "c2"}) == 0
    assert people.shift({"before": "c2"}) == 0


# -- T51: own side only ---------------------------------------------------------------------------------

SAM = {"person": "Sam", "partner": "no"}


def test_a_person_i_answer_to_is_kept_with_terms_in_my_own_words(cast: Cast, clock: Clock) -> None:
    keep(
        cast.R.client,
        NEW51,
        **SAM,
        role="peer",
        because="one person who asks",
        rhythm="weekly",
        what_they_see=["urges", "lapses"],
        what_I_ask_of_them=["listen", "questions"],
        questions=["Did you tell anyone anything untrue?", "", ""],
        hours="till eleven",
        what_they_do_not_do=["tell_partner", "punish", "advise_leaving"],
        agreed="yes",
        ends="2027-01-01",
    )
    page = words(cast.R.client.get(ANSWER))
    assert "Someone on the same road · Ten minutes a week · has said yes" in page
    assert "Chosen by me because one person who asks" in page
    assert "You wanted to look at this again on 1 January 2027." in page
    assert bodies(cast.R, "t51")[0]["questions"] == ["Did you tell anyone anything untrue?"]


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("person", "", "Please"),
        ("person", "x" * 41, "40"),
        ("partner", "", "Please choose one."),
        ("role", "boss", "Please choose one of the answers shown."),
        ("because", "x" * 161, "160"),
        ("questions", ["a", "b", "c", "d"], "3"),
        ("questions", ["x" * 141], "140"),
        ("hours", "x" * 81, "80"),
        ("what_they_do_not_do", "x", "Please choose from the answers shown."),
        ("ends", "2026-11-18", "Please choose a day after today."),
        ("ends", "2028-01-01", "within the next 366 days"),
    ],
)
def test_t51_bad_input_is_answered_beside_its_field(
    cast: Cast, clock: Clock, field: str, value: Any, said: str
) -> None:
    answer = wrong(cast.R, NEW51, **{**SAM, field: value})
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert bodies(cast.R, "t51") == []


def test_six_people_are_plenty(cast: Cast, clock: Clock) -> None:
    for n in range(6):
        keep(cast.R.client, NEW51, **{**SAM, "person": f"P{n}"})
    answer = wrong(cast.R, NEW51, **{**SAM, "person": "One more"})
    assert answer.status_code == 409
    assert "Six people are plenty." in text(answer)


def test_hr_02_a_partner_is_kept_with_a_caution_and_stands_last(cast: Cast, clock: Clock) -> None:
    id = keep(cast.R.client, NEW51, person="Billie", partner="yes")
    page = words(cast.R.client.get(f"/n/t51/k/{id}/"))
    assert page.index("You named your partner") < page.index("A nickname")
    assert "A partner who must check on you carries your work and their own wound." in page
    assert "Two others, besides your partner, are a good number." in words(cast.R.client.get(ANSWER))
    keep(cast.R.client, NEW51, **SAM)
    listed = words(cast.R.client.get(ANSWER))
    assert listed.index("Sam") < listed.index("Billie")
    assert "your partner: with care" in listed
    assert "Two others" not in listed


def test_hr_02_the_form_says_beforehand_that_it_should_not_be_the_partner(cast: Cast, clock: Clock) -> None:
    page = words(cast.R.client.get(NEW51))
    assert "A partner does not need the job of watching over you." in page
    assert "It should not be your partner." in words(cast.R.client.get(ANSWER))


def test_hr_02_nothing_here_tells_anybody_anything(cast: Cast, clock: Clock) -> None:
    keep(cast.R.client, NEW51, person="Billie", partner="yes", rhythm="weekly")
    cast.B.room.append("me", {"roles": ["B"]}, id=uuid4(), now=clock.now)
    for url in ("/", "/n/us/", "/n/tools/", "/n/week/"):
        page = words(cast.B.client.get(url))
        for said in ("Robin", "People I answer to", "weekly"):
            assert said not in page, (url, said)
    page = cast.R.client.get(NEW51).content.decode()
    for word in ("invite", "send", "e-mail", "email", "notify", "share with"):
        assert f">{word}" not in page.lower(), word


def test_hr_04_only_the_person_begins_it_and_being_made_to_is_met_with_a_way_out(cast: Cast, clock: Clock) -> None:
    assert catalogue.tool("t51").roles == ("R",)
    assert "Nobody can set this up for you, ask for it here, or make you keep it." in words(cast.R.client.get(ANSWER))
    id = keep(cast.R.client, NEW51, **SAM, whose_idea="pressed")
    page = cast.R.client.get(f"/n/t51/k/{id}/")
    assert "This works only if it is yours." in words(page)
    assert reverse("safety:route", args=["10"]) in page.content.decode()
    assert "Nobody learns that you opened it." in words(page)


def test_hr_04_there_is_no_word_of_duty_or_penalty() -> None:
    tool = catalogue.tool("t51")
    said = " ".join(
        [tool.purpose, tool.who, tool.next, *(f"{field.label} {field.help}" for field in tool.fields)]
    ).lower()
    for word in ("must", "require", "penalty", "fine if", "obliged", "consequence"):
        assert word not in said


def test_hr_04_it_ends_whenever_the_person_says_so(cast: Cast, clock: Clock) -> None:
    id = keep(cast.R.client, NEW51, **SAM)
    keep(cast.R.client, f"/n/t51/k/{id}/change/", **SAM, standing="ended")
    page = words(cast.R.client.get(ANSWER))
    assert "Put away lately Sam" in page


def test_a_day_that_was_set_asks_once_more(cast: Cast, clock: Clock) -> None:
    cast.R.room.append("t51", {**SAM, "ends": "2026-11-18", "_item": "aaaaaaaa"}, id=uuid4(), now=EVENING)
    assert "The day you set has come. Does this still fit?" in words(cast.R.client.get(ANSWER))
    assert date.fromisoformat("2026-11-18") == clock.now.date()


def test_a_talk_is_kept_in_two_taps_and_an_honest_not_yet_is_met_kindly(cast: Cast, clock: Clock) -> None:
    keep(cast.R.client, NEW51, **SAM)
    address = re.search(r'href="(/n/t51b/new/\?p=\w+)"', cast.R.client.get(ANSWER).content.decode())
    assert address
    page = cast.R.client.get(address[1]).content.decode()
    chosen = re.search(r'name="person" value="(\w+)"[^>]*checked', page)
    assert chosen
    id = keep(cast.R.client, TALK, person=chosen[1], how="met", said="not_yet", when="2026-11-18T20:00")
    assert "Not yet is an honest answer." in words(cast.R.client.get(f"/n/t51b/k/{id}/"))
    assert "Sam" in words(cast.R.client.get(f"/n/t51b/k/{id}/"))


def test_hr_06_a_week_without_a_talk_is_not_held_against_anyone(cast: Cast, clock: Clock) -> None:
    keep(cast.R.client, NEW51, **SAM, rhythm="weekly")
    put(cast.R, "t51b", clock.now - timedelta(days=30), how="call", when="2026-10-19T21:30Z")
    page = words(cast.R.client.get(ANSWER)) + words(cast.R.client.get("/n/t51b/"))
    for word in ("missed", "overdue", "late", "streak", "failed"):
        assert not re.search(rf"\b{word}\b", page.lower()), word


@pytest.mark.parametrize(
    ("code", "fields"),
    [
        ("t50", {"nickname": "Mo", "number": "x"}),
        ("t50b", {"how": "call", "when": "2026-11-18T20:00", "note": HURT}),
        ("t51", {**SAM, "because": HURT}),
        ("t51b", {"how": "call", "when": "2026-11-18T20:00", "next_week": HURT}),
    ],
)
def test_hr_15_words_of_self_harm_bring_up_people_who_answer(
    cast: Cast, clock: Clock, code: str, fields: dict[str, str]
) -> None:
    id = keep(cast.R.client, f"/n/{code}/new/", **fields)
    page = words(cast.R.client.get(f"/n/{code}/k/{id}/"))
    assert ("People who answer now" in page) == (HURT in fields.values())


def test_nobody_else_sees_a_person_of_mine(cast: Cast, clock: Clock) -> None:
    id = keep(cast.R.client, NEW, nickname="Mo")
    other = keep(cast.R.client, NEW51, **SAM)
    for kind, one in (("t50", id), ("t51", other)):
        assert cast.B.client.get(f"/n/{kind}/k/{one}/").status_code == 404
        assert cast.stranger.client.get(f"/n/{kind}/k/{one}/change/").status_code == 404
