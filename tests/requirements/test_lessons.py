"""Requirements that a lesson answers: it is there, for whom it says, it names them, and it says the thing itself."""

from __future__ import annotations

import re

import pytest

from goldseam.path.outline import outline
from goldseam.tools.t08_library import lessons
from tests.requirements.table import LESSON, rows

SAYS: dict[str, tuple[str, str]] = {
    "S0-1": ("0A2", "We do not hold that argument here"),
    "S0-2": ("1R1", "alone with a secret"),
    "S0-10": ("1R9", "“Nothing” is a lie when there is something"),
    "S0-31": ("1C1", "leave the other one's clock alone"),
    "S0-34": ("0B1", "You can be furious at breakfast"),
    "S0-45": ("1B7", "they do different jobs"),
    "S1-5": ("1R7", "a feeling of not being enough"),
    "S1-10": ("1R9", "The past is told once"),
    "S1-17": ("1R9", "nobody has to keep watch"),
    "S1-18": ("1R5", "Clenched teeth can hold for a while"),
    "S1-24": ("1R1", "gets easier to do and harder to notice"),
    "S1-26": ("1R1", "A verdict explains nothing"),
    "S1-38": ("1C3", "says back what they heard"),
    "S1-41": ("0A4", "It comes in waves"),
    "S1-48": ("1B8", "It would be for your rest"),
    "S1-50": ("0A2", "It need not become who that person is"),
    "S2-1": ("1B1", "not a recognised diagnosis"),
    "S2-2": ("1B1", "the harm came from the person you would have run to"),
    "S2-8": ("1C2", "Both feel accused"),
    "S2-13": ("1B8", "It can never find that there is no thing"),
    "S2-15": ("1C2", "can be learned, at both ends"),
    "S2-20": ("0B1", "To hide something from you took only one"),
    "S2-21": ("1R7", "There is having been left alone"),
    "S2-47": ("1C2", "They say who it was before they are asked"),
    "S2-50": ("1C2", "agree on one true answer for each event"),
    "S2-55": ("1C1", "What the two of you can promise is quite small"),
    "S3-1": ("0A4", "For the whole road they speak of years"),
    "S3-7": ("1R1", "stronger than an ordinary day can be"),
    "S3-17": ("0R2", "Have you thought of ending your life"),
    "S3-18": ("1R5", "tried and counted"),
    "S3-21": ("1R4", "There are two doubts in this talk"),
    "S3-51": ("1S2", "Ask before you help"),
    "S3-52": ("1S2", "The ultimatum that you will not carry out"),
    "S3-54": ("1S1", "shock to the body"),
    "S3-56": ("1S1", "then better hiding"),
    "G-3": ("1R9", "each of you has somebody on your side"),
    "G-7": ("0R1", "Could you have passed something on?"),
    "X3": ("0R1", "Some facts cannot wait for a big talk"),
    "HR-22": ("1C3", "the break always has a time on it"),
}
"""What a requirement asks to be said, the lesson that says it, and a few of its words."""

NAMED = [(row.id, where) for row in rows().values() for where in row.where if LESSON.match(where)]
WRITTEN = [(id, where) for id, where in NAMED if where in lessons.lessons()]
LATER = [(id, where) for id, where in NAMED if where not in lessons.lessons()]


@pytest.mark.parametrize(("id", "lesson"), WRITTEN)
def test_a_lesson_knows_what_it_answers_to(id: str, lesson: str) -> None:
    front = lessons.lessons()[lesson].front
    assert lesson[1] in front.roles
    assert id in front.spec or (id in SAYS and SAYS[id][0] == lesson), f"{lesson} does not name {id}"


@pytest.mark.parametrize(("id", "stop"), LATER)
def test_a_later_stop_leads_to_a_tool_of_its_row(id: str, stop: str) -> None:
    """The readings of stages 2 to 4 are not written; what can be done of them already leads to what the row names."""
    assert set(outline()[stop].tools) & set(rows()[id].where)


@pytest.mark.parametrize("id", SAYS)
def test_a_lesson_says_it(id: str) -> None:
    lesson, words = SAYS[id]
    said = re.sub(r"\s+", " ", lessons.lessons()[lesson].text.replace("*", "").replace("’", "'"))
    assert words in said
    assert lesson in rows()[id].where


def test_the_answer_to_did_i_cause_this_is_no_from_the_first_word() -> None:
    lesson = lessons.lessons()["1B3"]
    assert lesson.text.startswith("No.")
    assert "B" in lesson.front.roles


def test_openness_accountability_and_patience_run_through_the_first_stages() -> None:
    """S0-6: for each of the three there is something to read or a sign to reach, for R and for B."""
    from goldseam.path.words import sign_words

    for role in "RB":
        read = {one.front.step for one in lessons.lessons().values() if role in one.front.roles}
        signs = {sign.step for sign in sign_words() if not sign.roles or role in sign.roles}
        assert {"open", "tend"} <= read | signs, role
    assert "show" in {sign.step for sign in sign_words() if not sign.roles or "R" in sign.roles}


DRAMA = re.compile(r"storm|earthquake|tsunami|nightmare|shattered|devastat|destroyed|hell\b|battle|bomb|abyss", re.I)


def test_images_are_for_lessons_and_the_tools_speak_plainly() -> None:
    """S2-16: an image may name what it is like, sparingly."""
    from goldseam.tools import catalogue

    for code, tool in catalogue.catalogue().items():
        if not code.startswith("w"):
            found = DRAMA.search(f"{tool.title} {tool.purpose} {tool.empty} {tool.next} {tool.fields} {tool.reads}")
            assert found is None, (code, found)
    with_storm = [one.id for one in lessons.lessons().values() if "storm" in one.text + one.front.title]
    assert with_storm == ["1B1"]
