from dataclasses import replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from goldseam.path.known import Known, part_of_day
from goldseam.today.next import Next, Offers, next_thing, no_pattern
from goldseam.tools.due import CARE, LOOK, REVIEW

pytestmark = pytest.mark.once

ZONE = ZoneInfo("Europe/Dublin")
NOON = datetime(2026, 11, 20, 12, 0, tzinfo=ZONE)
EVENING = NOON.replace(hour=20)
SENTENCE = "Late evenings, most of all on Sundays."


def PATTERN() -> str:
    return SENTENCE


SETTLED = Known(
    settings={"roles": ["R"], "favourites": ["a"]}, counts={"t09": 3}, plan_people=True, kit=True
)  # fmt: skip


def test_the_ground_comes_first() -> None:
    assert next_thing(Known(), NOON).id == "plan"


def test_the_kit_is_offered_once_something_was_kept() -> None:
    assert next_thing(Known(plan_people=True, settings={"favourites": ["a"]}), NOON).id == "enough"
    assert next_thing(replace(SETTLED, kit=False), NOON).id == "kit"


def test_a_hard_day_goes_before_everything() -> None:
    for known in (Known(strong_today=3), replace(SETTLED, strong_today=5)):
        shown = next_thing(known, EVENING, Offers(PATTERN))
        assert (shown.id, shown.place) == ("call", "help")


def test_two_strong_ones_are_not_yet_a_hard_day() -> None:
    assert next_thing(replace(SETTLED, strong_today=2), NOON).id == "enough"


def test_a_hard_day_cannot_be_put_off_by_an_old_not_now() -> None:
    known = Known(strong_today=3, settings={"later": {"call": "2026-11-20"}})
    assert next_thing(known, NOON).id == "call"
    assert not next_thing(known, NOON).later


def test_the_evening_asks_the_hurt_one_for_the_diary_once() -> None:
    hurt = replace(SETTLED, settings={"roles": ["B"], "favourites": ["a"]})
    assert next_thing(hurt, NOON).id == "enough"
    assert next_thing(hurt, EVENING).id == "diary"
    assert next_thing(replace(hurt, diary_today=True), EVENING).id == "enough"


def test_the_evening_asks_whoever_uses_the_diary() -> None:
    assert next_thing(SETTLED, EVENING).id == "enough"
    assert next_thing(replace(SETTLED, counts={"t40": 1}), EVENING).id == "diary"


SEEN = replace(SETTLED, counts={"t09": 10}, urges_today=1)


def test_a_pattern_is_shown_with_its_sentence() -> None:
    shown = next_thing(SEEN, NOON, Offers(PATTERN))
    assert shown.id == "picture"
    assert SENTENCE in shown.because


def test_no_pattern_no_card() -> None:
    assert next_thing(SEEN, NOON).id == "enough"


@pytest.mark.parametrize(
    "known",
    [
        replace(SEEN, urges_today=0),
        replace(SEEN, counts={"t09": 9}),
        replace(SEEN, settings={"roles": ["B"], "favourites": ["a"]}),
        replace(SEEN, settings={"roles": ["R"], "favourites": ["a"], "later": {"picture": "2026-11-20"}}),
        replace(SEEN, kit=False),
    ],
    ids=["none today", "too few", "not about them", "not now", "something comes first"],
)
def test_a_pattern_is_not_even_looked_for_where_it_would_not_be_shown(known: Known) -> None:
    def looked() -> str:
        raise AssertionError("it was looked for")

    assert next_thing(known, NOON, Offers(looked)).id != "picture"


def test_cards_are_offered_when_the_rest_is_there() -> None:
    assert next_thing(replace(SETTLED, settings={"roles": []}), NOON).id == "cards"


def test_a_quiet_day_asks_for_nothing() -> None:
    shown = next_thing(SETTLED, NOON)
    assert (shown.id, shown.button, shown.place) == ("enough", "", "")


@pytest.mark.parametrize(("said", "shown"), [("2026-11-20", "kit"), ("2026-11-18", "kit"), ("2026-11-17", "plan")])
def test_not_now_is_a_full_answer_for_three_days(said: str, shown: str) -> None:
    known = replace(SETTLED, plan_people=False, kit=False, settings={"roles": ["R"], "later": {"plan": said}})
    assert next_thing(known, NOON).id == shown


@pytest.mark.parametrize("said", ["2026-11-21", "nonsense", 7, None])
def test_a_not_now_that_makes_no_sense_is_none(said: object) -> None:
    known = replace(SETTLED, plan_people=False, settings={"later": {"plan": said}})
    assert next_thing(known, NOON).id == "plan"


def test_every_suggestion_says_why() -> None:
    facts = (Known(), Known(strong_today=3), replace(SETTLED, kit=False), replace(SETTLED, settings={}))
    for known in facts:
        shown = next_thing(known, EVENING, Offers(PATTERN))
        assert shown.because.startswith("Because")
        assert "!" not in shown.title + shown.because


@pytest.mark.parametrize(
    ("hour", "part"),
    [
        (0, "night"),
        (4, "night"),
        (5, "morning"),
        (11, "morning"),
        (12, "afternoon"),
        (17, "afternoon"),
        (18, "evening"),
        (23, "evening"),
    ],
)
def test_the_day_has_four_parts(hour: int, part: str) -> None:
    assert part_of_day(NOON.replace(hour=hour)) == part


def test_hr_15_a_plan_is_read_again_before_anything_but_a_hard_day_once_something_sounded_dark() -> None:
    dark = replace(SETTLED, kit=False, review="hard", look_due=True)
    assert next_thing(dark, NOON).id == "review"
    assert next_thing(replace(dark, strong_today=3), NOON).id == "call"
    assert next_thing(replace(dark, plan_people=False), NOON).id == "plan"


def test_a_plan_that_is_only_old_waits_behind_the_ground_to_stand_on() -> None:
    old = replace(SETTLED, review="old", look_due=True)
    assert next_thing(replace(old, kit=False), NOON).id == "kit"
    assert next_thing(old, NOON).id == "look"
    assert next_thing(replace(old, look_due=False), NOON).id == "review"


def test_hr_11_a_look_is_offered_quietly_and_not_now_holds_for_two_weeks() -> None:
    due = replace(SETTLED, look_due=True)
    shown = next_thing(due, NOON)
    assert (shown.id, shown.place, shown.later) == ("look", "look", True)
    for days, card in ((0, "enough"), (13, "enough"), (14, "look")):
        said = (NOON.date() - timedelta(days=days)).isoformat()
        put_off = replace(due, settings={**due.settings, "later": {"look": said}})
        assert next_thing(put_off, NOON).id == card


def offers(*waiting: tuple[str, int], pattern: bool = False, step: bool = False) -> Offers:
    """What the tools would answer: ids with their ranks, the most urgent first."""

    def due(up_to: int) -> Next | None:
        return next((named(id) for id, rank in waiting if rank <= up_to), None)

    return Offers(PATTERN if pattern else no_pattern, due, lambda: named("step") if step else None)


def named(id: str) -> Next:
    return Next(id, id, "Because", "Open", "", url="/x/")


def test_the_order_of_care_from_the_hardest_day_to_an_empty_one() -> None:
    """Each fact is taken away once its card was seen; what is left shows the next."""
    care, review, weekly = ("care", CARE), ("review day", REVIEW), ("weekly", LOOK)
    hurt = {"roles": ["R", "B"]}
    known = Known(hurt, {"t09": 10}, strong_today=3, urges_today=3, review="hard", look_due=True)
    every = offers(care, review, weekly, pattern=True, step=True)
    seen = [next_thing(known, EVENING, every).id]
    for change, what in (
        ({"strong_today": 0}, every),
        ({"plan_people": True}, every),
        ({"review": ""}, every),
        ({"review": ""}, offers(review, weekly, pattern=True, step=True)),
        ({"kit": True}, offers(review, weekly, pattern=True, step=True)),
        ({"look_due": False}, offers(review, weekly, pattern=True, step=True)),
        ({"diary_today": True}, offers(review, weekly, pattern=True, step=True)),
        ({}, offers(weekly, pattern=True, step=True)),
        ({}, offers(pattern=True, step=True)),
        ({"settings": hurt | {"favourites": ["a"]}}, offers(pattern=True, step=True)),
        ({"urges_today": 0}, offers(pattern=True, step=True)),
        ({}, offers()),
    ):
        known = replace(known, **change)  # type: ignore[arg-type]
        seen.append(next_thing(known, EVENING, what).id)
    assert seen == [
        "call", "plan", "review", "care", "kit", "look", "diary", "review day", "weekly", "cards", "picture", "step",
        "enough",
    ]  # fmt: skip


def test_the_ground_to_stand_on_waits_for_help_after_a_hard_hour() -> None:
    assert next_thing(Known(), NOON, offers(("care", CARE))).id == "care"
    assert next_thing(Known(), NOON, offers(("review day", REVIEW))).id == "plan"
