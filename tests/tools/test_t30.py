"""T30: eight sections that may each stay empty, in short sittings, unsent; and what of it goes on paper for whom."""

from __future__ import annotations

from datetime import timedelta
from html import unescape
from typing import Any
from uuid import UUID, uuid4

import pytest

from goldseam.tools import catalogue
from goldseam.tools.t30_letter.sheets import chosen, held
from tests.conftest import Cast, Person
from tests.tools.conftest import Clock, be, bodies, enter, keep, put
from tests.tools.conftest import text as raw_text

HOME, NEW, PRINT = "/n/t30/", "/n/t30/new/", "/n/t30/print/"
SECTIONS = ["us", "myself", "body", "others", "lost", "understand", "need", "decide"]


def text(response: Any) -> str:
    return unescape(raw_text(response))


def write(person: Person, unit: str, words: str = "what it did") -> UUID:
    return keep(person.client, f"{NEW}?unit={unit}", text=words)


def hours(person: Person, clock: Clock, n: float) -> None:
    clock.now += timedelta(hours=n)
    enter(person)


def test_there_are_eight_sections_of_fifteen_hundred_letters_each_by_itself(cast: Cast, clock: Clock) -> None:
    tool = catalogue.tool("t30")
    assert [unit.id for unit in tool.units] == SECTIONS
    assert tool.by_name["text"].length == 1500
    answer = cast.B.client.post(f"{NEW}?unit=lost", {"uid": str(uuid4()), "text": "x" * 1501})
    assert answer.status_code == 422
    assert "Please keep it to 1500" in text(answer)
    write(cast.B, "lost", "x" * 1500)
    assert cast.B.client.get(f"{NEW}?unit=nonsense").status_code == 404


def test_a_section_is_kept_unsent_and_can_be_changed_at_any_time(cast: Cast, clock: Clock) -> None:
    id = write(cast.B, "lost", "ten years")
    assert bodies(cast.B, "t30") == [{"text": "ten years", "unit": "lost", "unsent": True, "_item": "lost"}]
    page = text(cast.B.client.get(f"/n/t30/k/{id}/"))
    assert "Kept, and unsent." in page
    second = keep(cast.B.client, f"/n/t30/k/{id}/change/", text="ten years, and a name for us")
    assert bodies(cast.B, "t30")[-1]["unsent"] is True
    assert second != id


def test_hr_19_every_sitting_ends_with_grounding_and_the_words_stay_folded(cast: Cast, clock: Clock) -> None:
    tool = catalogue.tool("t30")
    assert (tool.heavy, tool.time_box) == (True, 20)
    page = cast.B.client.get(f"{NEW}?unit=body")
    assert "20 minutes is plenty." in text(page)
    id = write(cast.B, "body")
    after = cast.B.client.get(f"/n/t30/k/{id}/").content.decode()
    assert after.index("Now come back") < after.index("What you wrote")
    assert 'class="btn" href="/n/t41/"' in after


def test_hr_19_two_sections_a_day_and_a_third_is_kept_as_typed_not_lost(cast: Cast, clock: Clock) -> None:
    first = write(cast.B, "us")
    write(cast.B, "myself")
    assert "Two sections are enough for one day." in text(cast.B.client.get(f"{NEW}?unit=lost"))
    answer = cast.B.client.post(f"{NEW}?unit=lost", {"uid": str(uuid4()), "text": "words already typed"})
    assert answer.status_code == 409
    assert "words already typed" in text(answer)
    keep(cast.B.client, f"/n/t30/k/{first}/change/", text="going on with one begun")
    hours(cast.B, clock, 24)
    write(cast.B, "lost")


def test_hr_19_it_rests_after_a_dark_answer(cast: Cast, clock: Clock) -> None:
    id = write(cast.B, "us", "I want to die.")
    assert "People who answer now" in text(cast.B.client.get(f"/n/t30/k/{id}/"))
    assert "Your words" not in text(cast.B.client.get(f"{NEW}?unit=lost"))
    hours(cast.B, clock, 73)
    assert "What have I lost?" in text(cast.B.client.get(f"{NEW}?unit=lost"))


def test_hr_19_and_hr_17_nobody_is_asked_for_scenes_and_nobody_has_to_write(cast: Cast, clock: Clock) -> None:
    page = text(cast.B.client.get(HOME))
    assert "You have no duty to be fair, and none to be brief. You have no duty to write at all." in page
    assert "You do not have to describe what you saw or found." in page
    assert "Nobody is waiting for this." in page


def test_hr_08_the_letter_asks_for_no_forgiving_and_no_decision(cast: Cast, clock: Clock) -> None:
    tool = catalogue.tool("t30")
    said = " ".join([unit.ask + unit.help for unit in tool.units] + tool.lines("before"))
    assert "“I decide nothing yet” is a decision." in said
    for word in ("forgiv", "second chance", "stay together", "be fair to them"):
        assert word not in said.lower()


def test_anger_is_not_corrected_here(cast: Cast, clock: Clock) -> None:
    id = write(cast.B, "understand", "You always lied, but you knew, and you are a coward. Never touch me again.")
    page = cast.B.client.get(f"/n/t30/k/{id}/")
    assert "<mark>" not in page.content.decode()
    assert "look at again" not in text(page)


# -- on paper -------------------------------------------------------------------------------------------------


def test_without_a_written_section_there_is_nothing_to_print(cast: Cast, clock: Clock) -> None:
    assert "Nothing is written yet" in text(cast.B.client.get(PRINT))


def test_the_person_chooses_who_it_is_for_and_which_sections(cast: Cast, clock: Clock) -> None:
    write(cast.B, "us", "I built it in good faith.")
    write(cast.B, "lost", "Ten years.")
    ask = cast.B.client.get(PRINT)
    assert "Choose who it is for and which sections." in text(ask)
    assert ask.content.decode().count('name="part"') == 2
    mine = text(cast.B.client.get(PRINT, {"for": "self", "part": ["us"]}))
    assert "I built it in good faith." in mine
    assert "Ten years." not in mine
    theirs = text(cast.B.client.get(PRINT, {"for": "therapist", "part": ["us", "lost"]}))
    assert "For a session." in theirs
    assert "Please ask me before you speak about any of this" in theirs
    assert theirs.index("I built it") < theirs.index("Ten years.")


def test_a_long_section_is_printed_whole(cast: Cast, clock: Clock) -> None:
    write(cast.B, "us", "word " * 299 + "end.")
    assert "word end." in text(cast.B.client.get(PRINT, {"for": "self", "part": "us"}))


def test_a_print_for_the_person_who_did_it_waits_two_days_and_for_someone_to_be_there(cast: Cast, clock: Clock) -> None:
    write(cast.B, "us", "I built it in good faith.")
    ask = {"for": "partner", "part": "us"}
    assert "First say who will be with you." in text(cast.B.client.get(PRINT, ask))
    nobody = text(cast.B.client.get(PRINT, ask | {"with": "nobody"}))
    assert "Then let it wait." in nobody
    assert "I built it in good faith." not in nobody
    early = text(cast.B.client.get(PRINT, ask | {"with": "therapist"}))
    assert "“My sense of us” rests until Friday, 21:30." in early
    assert "I built it in good faith." not in early
    hours(cast.B, clock, 48)
    page = cast.B.client.get(PRINT, ask | {"with": "therapist"})
    assert "I built it in good faith." in text(page)
    assert "This asks for no answer now." in text(page)
    assert "If you are afraid of how it would be taken, do not hand it over." in text(page)
    assert "/h/2/" in page.content.decode()


def test_a_change_begins_the_two_days_anew_and_other_sections_do_not_wait_for_it(cast: Cast, clock: Clock) -> None:
    write(cast.B, "us", "I built it in good faith.")
    id = write(cast.B, "lost", "Ten years.")
    hours(cast.B, clock, 48)
    keep(cast.B.client, f"/n/t30/k/{id}/change/", text="Ten good years.")
    page = text(cast.B.client.get(PRINT, {"for": "partner", "part": ["us", "lost"], "with": "trusted"}))
    assert "I built it in good faith." in page
    assert "Ten good years." not in page
    assert "“What I lost” rests until" in page


def test_printing_keeps_nothing(cast: Cast, clock: Clock) -> None:
    write(cast.B, "us")
    cast.B.client.get(PRINT, {"for": "partner", "part": "us", "with": "therapist"})
    assert len(bodies(cast.B, "t30")) == 1


@pytest.mark.parametrize(
    ("query", "reader", "sections", "say"),
    [
        ({"for": ["self"], "part": ["lost", "us"]}, "self", ("us", "lost"), ""),
        ({"for": ["self"]}, "self", (), "print_none"),
        ({"for": ["everyone"], "part": ["us"]}, "", ("us",), ""),
        ({"for": ["partner"], "part": ["us"], "with": ["a crowd"]}, "partner", ("us",), "with_missing"),
        ({"for": ["partner"], "part": ["us"], "with": ["trusted"]}, "partner", ("us",), ""),
        ({"for": ["therapist"], "part": ["us", "<b>"]}, "therapist", ("us",), ""),
    ],
)
def test_what_is_asked_of_the_printer(
    query: dict[str, list[str]], reader: str, sections: tuple[str, ...], say: str
) -> None:
    from django.utils.datastructures import MultiValueDict

    choice = chosen(MultiValueDict(query), ["us", "lost"])
    assert (choice.reader, choice.sections, choice.say) == (reader, sections, say)


def test_the_pause_is_forty_eight_hours(clock: Clock) -> None:
    assert held(clock.now - timedelta(hours=47, minutes=59), clock.now)
    assert not held(clock.now - timedelta(hours=48), clock.now)


def test_it_is_for_the_betrayed_and_nobody_else_sees_it(cast: Cast, clock: Clock) -> None:
    assert catalogue.tool("t30").roles == ("B",)
    id = write(cast.B, "us")
    be(cast.R, "R", clock.now)
    assert cast.R.client.get(f"/n/t30/k/{id}/").status_code == 404
    assert "What it did to me" not in text(cast.R.client.get("/n/tools/"))


def test_symptoms_that_need_a_doctor_let_it_rest_too(cast: Cast, clock: Clock) -> None:
    put(cast.B, "t40", clock.now, unreal="yes", _h4=True)
    assert "What have I lost?" not in text(cast.B.client.get(f"{NEW}?unit=lost"))
