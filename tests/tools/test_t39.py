"""T39 and its records: it opens after the harm was looked at and something repaired; and what B puts down (T39d)."""

from __future__ import annotations

from html import unescape
from typing import Any
from uuid import uuid4

import pytest

from goldseam.tools import catalogue, gates
from goldseam.tools.fold import State
from goldseam.tools.gates import Gate
from goldseam.tools.shelf import Shelf
from tests.conftest import Cast, Person
from tests.tools.conftest import EVENING, Clock, be, bodies, keep, put
from tests.tools.conftest import text as raw_text

HOME, REPAIR, LINE, BLAME = "/n/t39/", "/n/t39b/", "/n/t39c/", "/n/t39d/"


def text(response: Any) -> str:
    return unescape(raw_text(response))


@pytest.fixture
def looked(cast: Cast, clock: Clock) -> Person:
    """R, who has looked at one area of the impact."""
    be(cast.R, "R", clock.now)
    put(cast.R, "t29b", clock.now, unit="safety", what_I_think_it_was_like="no ground", _item="safety")
    return cast.R


@pytest.fixture
def repaired(looked: Person, clock: Clock) -> Person:
    put(looked, "t39b", clock.now, what_I_repaired="I told my brother the truth.", day="2026-11-17")
    return looked


def part(person: Person, name: str, tool: str = "t39", **fields: Any) -> None:
    answer = person.client.post(f"/n/{tool}/part/{name}/", {"uid": str(uuid4())} | fields)
    assert answer.status_code == 303, text(answer)


# -- the gate -------------------------------------------------------------------------------------------------


def gate(roles: tuple[str, ...] = ("R",), **counts: int) -> Gate:
    return Gate(State(counts=counts), Shelf("2026-11"), EVENING, roles)


def test_the_rules_of_the_gates_count_one_s_own_records_only() -> None:
    assert not gates.practised(gate(t29=9))
    assert gates.practised(gate(t29=10))
    assert not gates.one_area(gate())
    assert gates.one_area(gate(t29b=1))
    assert not gates.owned_and_repaired(gate(t29b=5))
    assert not gates.owned_and_repaired(gate(t39b=5))
    assert gates.owned_and_repaired(gate(t29b=1, t39b=1))
    assert not gates.apology(gate())
    assert not gates.apology(gate(roles=()))
    assert gates.apology(gate(roles=("B",)))
    assert gates.apology(gate(t29b=1))
    held = Gate(State(counts={"t29b": 1}, t58={"hold": True}), Shelf("2026-11"), EVENING, ("R",))
    assert not gates.apology(held)


def test_hr_08_it_is_no_escape_and_opens_after_one_area_and_one_repair(looked: Person, clock: Clock) -> None:
    closed = looked.client.get(HOME)
    assert "It is not for getting away from what you did." in text(closed)
    assert REPAIR in closed.content.decode()
    post = looked.client.post("/n/t39/part/letter/", {"uid": str(uuid4()), "kind_letter": "dear me"})
    assert post.status_code != 303
    assert bodies(looked, "t39") == []
    id = keep(looked.client, f"{REPAIR}new/", what_I_repaired="I told my brother the truth.", day="2026-11-17")
    assert "Go on to “After owning it”" in text(looked.client.get(f"/n/t39b/k/{id}/"))
    assert "What I did, and what is mine" in text(looked.client.get(HOME))


def test_a_repair_is_written_down_after_one_area_was_looked_at(cast: Cast, clock: Clock) -> None:
    closed = cast.R.client.get(REPAIR)
    assert "First look at one area of the impact." in text(closed)
    assert "/n/t29b/" in closed.content.decode()
    assert "First practise ten answers." in text(cast.R.client.get("/n/t29b/"))


def test_a_burned_repair_does_not_hold_the_door(repaired: Person, clock: Clock) -> None:
    assert "What I did, and what is mine" in text(repaired.client.get(HOME))
    entry = next(e for e in repaired.room.current(clock.now) if e.kind == "t39b")
    repaired.client.post(f"/n/t39b/k/{entry.id}/burn/", {"uid": str(uuid4())})
    assert "It is not for getting away" in text(repaired.client.get(HOME))


def test_a_repair_may_point_to_a_commitment_that_was_kept(looked: Person, clock: Clock) -> None:
    assert 'name="from_commitment"' not in looked.client.get(f"{REPAIR}new/").content.decode()
    commitment = {"what": "Tell the truth about money", "kind": "tell", "_item": "money001"}
    looked.room.append("t22", commitment, id=uuid4(), now=clock.now)
    page = looked.client.get(f"{REPAIR}new/")
    assert "Tell the truth about money" in text(page)
    id = keep(
        looked.client,
        f"{REPAIR}new/",
        what_I_repaired="I told it",
        kind_of_repair="told",
        from_commitment="money001",
        day="2026-11-17",
    )
    assert "Tell the truth about money" in text(looked.client.get(f"/n/t39b/k/{id}/"))


@pytest.mark.parametrize(("value", "said"), [("", "Please write something"), ("x" * 301, "Please keep it to 300")])
def test_a_repair_says_what_was_done(looked: Person, clock: Clock, value: str, said: str) -> None:
    answer = looked.client.post(f"{REPAIR}new/", {"uid": str(uuid4()), "what_I_repaired": value, "day": "2026-11-17"})
    assert answer.status_code == 422
    assert said in text(answer)


# -- the workbook ---------------------------------------------------------------------------------------------------


def test_each_part_is_written_by_itself_and_stands_on_one_page(repaired: Person, clock: Clock) -> None:
    part(repaired, "act", what_I_did="I lied about the screens.", what_is_mine=["each lie"], not_mine=["my childhood"])
    part(repaired, "values", values_broken=["honesty"])
    part(repaired, "repair", what_I_have_repaired=["told my brother"], still_owe=["the money"])
    part(
        repaired,
        "talk",
        **{
            "pairs-0-shame_talk": "I am rotten.",
            "pairs-0-guilt_talk": "I lied for years. Today I told the truth once.",
            "pairs-1-shame_talk": "Nobody could love me.",
        },
    )
    part(repaired, "letter", kind_letter="You did harm, and you are still a person.")
    page = text(repaired.client.get(HOME))
    for said in ("I lied about the screens.", "my childhood", "honesty", "the money", "I am rotten.", "You did harm"):
        assert said in page
    assert len(bodies(repaired, "t39")) == 5


@pytest.mark.parametrize(
    ("name", "field", "limit"),
    [("act", "what_I_did", 300), ("letter", "kind_letter", 600), ("talk", "pairs-0-guilt_talk", 160)],
)
def test_every_part_has_its_length(repaired: Person, clock: Clock, name: str, field: str, limit: int) -> None:
    answer = repaired.client.post(f"/n/t39/part/{name}/", {"uid": str(uuid4()), field: "x" * (limit + 1)})
    assert answer.status_code == 422
    assert bodies(repaired, "t39") == []


@pytest.mark.parametrize(
    ("sentence", "said"),
    [
        ("I am a terrible person who lied.", "This still speaks of what you are."),
        ("It was only pictures.", "Kindness does not need it to be small."),
        ("I lied because you never listened.", "This hands a part of it to the person who was hurt."),
    ],
)
def test_a_rewritten_sentence_that_is_still_shame_or_an_excuse_is_marked(
    repaired: Person, clock: Clock, sentence: str, said: str
) -> None:
    part(repaired, "talk", **{"pairs-0-shame_talk": "I am rotten.", "pairs-0-guilt_talk": sentence})
    assert said in text(repaired.client.get(HOME))


def test_what_the_shame_says_is_not_marked_it_is_there_to_be_seen(repaired: Person, clock: Clock) -> None:
    good = "I lied for years. Today I told the truth once."
    part(repaired, "talk", **{"pairs-0-shame_talk": "I am a terrible person.", "pairs-0-guilt_talk": good})
    assert "<mark>" not in repaired.client.get(HOME).content.decode()


def test_hr_08_it_is_never_an_argument_and_whole_without_anyone_s_forgiving(repaired: Person, clock: Clock) -> None:
    tool = catalogue.tool("t39")
    assert tool.share == "L0"
    page = text(repaired.client.get(HOME))
    assert "It cannot be shared, and it is never an argument for anybody." in page
    assert "Never say to them: I have forgiven myself." in page
    assert "Whether anyone else forgives you is theirs alone. This work is whole without it." in page
    assert "It stays owed whether or not anyone forgives you." in text(repaired.client.get("/n/t39/part/repair/"))


def test_hr_05_the_partner_s_choices_are_no_part_of_what_is_not_mine(repaired: Person, clock: Clock) -> None:
    page = text(repaired.client.get("/n/t39/part/act/"))
    assert "Not the choices of the person you hurt: they are not part of this." in page
    for word in ("addict", "failure", "bad person"):
        assert word not in page.lower()


def test_hr_19_it_is_heavy_has_a_clock_and_rests_after_a_dark_answer(repaired: Person, clock: Clock) -> None:
    tool = catalogue.tool("t39")
    assert (tool.heavy, tool.time_box) == (True, 20)
    part(repaired, "letter", kind_letter="I should not be alive. I want to die.")
    assert "Dear …" not in text(repaired.client.get("/n/t39/part/letter/"))


def test_the_daily_line_is_one_for_a_day(repaired: Person, clock: Clock) -> None:
    keep(repaired.client, f"{LINE}new/", line="I told the truth today.", day="2026-11-18")
    keep(repaired.client, f"{LINE}new/", line="I told it twice.", day="2026-11-18")
    listed = text(repaired.client.get(f"{LINE}list/"))
    assert listed.count("A line to myself") == 1


# -- for the person who was betrayed -------------------------------------------------------------------------------


def test_the_betrayed_need_no_gate_and_find_it_under_their_own_name(cast: Cast, clock: Clock) -> None:
    be(cast.B, "B", clock.now)
    page = text(cast.B.client.get("/n/tools/"))
    assert "Blame that is not yours" in page
    assert "After owning it" not in page
    part(
        cast.B,
        "turn",
        "t39d",
        **{"pairs-0-blame_talk": "I should have seen it.", "pairs-0-truer_talk": "It was hidden with care."},
    )
    part(cast.B, "put", "t39d", not_mine=["the lies"])
    part(cast.B, "letter", "t39d", kind_letter="You trusted someone.")
    page = text(cast.B.client.get(BLAME))
    for said in ("I should have seen it.", "the lies", "You trusted someone."):
        assert said in page


def test_a_sentence_still_hard_on_oneself_is_marked_gently(cast: Cast, clock: Clock) -> None:
    part(
        cast.B,
        "turn",
        "t39d",
        **{"pairs-0-blame_talk": "I was blind.", "pairs-0-truer_talk": "I am such an idiot."},
    )
    assert "Would you say this to a friend who had been lied to?" in text(cast.B.client.get(BLAME))


def test_hr_05_and_hr_08_nobody_asks_the_betrayed_for_a_part_or_for_forgiving(cast: Cast, clock: Clock) -> None:
    page = text(cast.B.client.get(BLAME))
    assert "It is not about forgiving anyone. Not them, and not on any day." in page
    assert "If somebody tells you what your part in it was, that is one more piece of blame that is not yours." in page
    own = text(cast.B.client.get("/n/t39d/part/put/"))
    assert "It may be empty. It never caused what was done to you." in own
    assert catalogue.tool("t39d").share == "L0"
