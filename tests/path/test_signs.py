"""Signs and the bowl, pure: what is there, how much gold it is, and what the page says about it."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.template.loader import render_to_string

from goldseam.path import facts, signs
from goldseam.path.bowl import MOST, PIECE, Bowl, Seam, bowl
from goldseam.path.known import Known
from goldseam.path.pages import path_page
from goldseam.path.places import address
from goldseam.path.signs import RULES, bowl_of, of_stage
from goldseam.path.words import load, sign_words
from goldseam.safety.words import WordsError
from goldseam.tools import catalogue

EVERYTHING = Known(
    settings={"roles": ["R", "B"], "favourites": ["a", "b", "c"], "tried_leave": True, "idle": 5},
    counts={"t09": 10, "t40": 5, "t41": 3},
    ridden=5,
    plan_people=True,
    kit=True,
    there=frozenset(facts.RULES),
)


def ids(known: Known) -> set[str]:
    return {sign.id for sign in signs.signs(known) if sign.ever}


def shares(known: Known) -> dict[str, float]:
    return {seam.step: round(seam.share, 2) for seam in bowl_of(known).seams}


def test_nothing_is_there_at_the_start() -> None:
    assert ids(Known()) == set()


def test_everything_can_come_true() -> None:
    assert ids(EVERYTHING) == {words.id for words in sign_words()}


def test_every_sign_has_one_rule_and_every_rule_a_sign() -> None:
    assert {words.id for words in sign_words()} == RULES.keys() | facts.RULES.keys()
    assert not RULES.keys() & facts.RULES.keys()


def test_every_sign_leads_to_a_place_or_tool_of_its_role() -> None:
    for words in sign_words():
        if words.place:
            assert address(words.place)
        else:
            tool = catalogue.tool(words.tool)
            assert set(words.roles or ("R", "B")) <= set(tool.roles), words.id


@pytest.mark.parametrize(
    ("known", "there"),
    [
        (Known(plan_people=True), {"plan"}),
        (Known(settings={"favourites": ["a", "b", "c"]}), {"cards"}),
        (Known(settings={"favourites": ["a", "b"]}), set()),
        (Known(settings={"tried_leave": True}), {"leave"}),
        (Known(settings={"idle": 2}), {"lock"}),
        (Known(kit=True), {"kit"}),
        (Known(counts={"t41": 3}), {"grounded"}),
        (Known(settings={"roles": []}), {"words"}),
        (Known(settings={"roles": ["R"]}, counts={"t09": 10}, ridden=5), {"words", "ten", "ridden"}),
        (Known(settings={"roles": ["B"]}, counts={"t09": 10, "t40": 5}), {"words", "diary"}),
        (Known(settings={"favourites": "abc", "tried_leave": "yes", "ever": "plan"}), set()),
    ],
)
def test_each_sign_has_its_own_cause(known: Known, there: set[str]) -> None:
    assert ids(known) == there


def test_signs_belong_to_roles() -> None:
    def listed(*roles: str) -> set[str]:
        return {sign.id for sign in signs.signs(Known(settings={"roles": list(roles)}))}

    assert "barriers" in listed("R") - listed("B")
    assert "one_person" in listed("B") - listed("R")
    assert listed() == {"plan", "cards", "leave", "words", "kit", "lock", "values", "three_people", "grounded"}
    assert listed("R", "B") == listed("R") | listed("B")


def test_hr_08_the_path_never_leads_to_the_decision_room() -> None:
    """Its sign fills a seam once it is there; nobody is told that it is missing, nor counted against."""
    hurt = Known(settings={"roles": ["B"]})
    assert "not_yet" not in {sign.id for sign in signs.signs(hurt)}
    assert "t45" not in {sign.words.tool for sign in signs.signs(hurt)}
    limit = next(seam for seam in bowl_of(replace(hurt, kit=True)).seams if seam.step == "limit")
    assert (limit.have, limit.of) == (1, 2)
    assert shares(replace(hurt, there=frozenset({"not_yet"})))["limit"] == PIECE
    asked = {words.tool for words in sign_words() if not words.quiet}
    assert not asked & {"t30", "t45", "t04", "t16", "t48"}


# -- what was there stays --------------------------------------------------------------------------------


def test_a_sign_that_was_there_stays_gold() -> None:
    was = Known(settings={"roles": ["R"], "ever": ["plans", "kit"]})
    assert ids(was) == {"words", "plans", "kit"}
    assert shares(was)["learn"] == shares(was)["limit"] == PIECE


def test_the_list_of_a_safe_start_says_what_is_so_today() -> None:
    """A kit that was thrown away is no kit; its gold stays all the same."""
    was = Known(settings={"roles": ["R"], "ever": ["plans", "kit"]})
    listed = {sign.id: sign.there for stage in ("safe", "steady") for sign in of_stage(was, stage)}  # type: ignore[arg-type]
    assert listed["kit"] is False
    assert listed["plans"] is True


def test_gold_of_a_role_stays_when_the_role_is_put_away() -> None:
    settings_now = {"roles": [], "ever": ["one_person", "small_care", "nothing of ours"]}
    assert shares(Known(settings=settings_now))["talk"] == PIECE
    assert shares(Known(settings=settings_now))["tend"] == PIECE


@pytest.mark.parametrize("role", ["R", "B"])
def test_naming_another_role_takes_no_gold_away(role: str) -> None:
    one = replace(EVERYTHING, settings={**EVERYTHING.settings, "roles": [role]})
    both = {**one.settings, "roles": ["R", "B"]}
    before, after = shares(one), shares(replace(one, settings=both))
    assert all(after[step] >= before[step] for step in before)


def test_only_what_is_new_is_written_down() -> None:
    known = Known(settings={"roles": ["R"], "ever": ["kit"]}, kit=True, there=frozenset({"plans", "one_person"}))
    assert signs.fresh(known) == ["words", "plans"]


# -- the bowl --------------------------------------------------------------------------------------------


def test_the_bowl_says_what_it_shows() -> None:
    assert bowl_of(Known()).sentence == "Seven seams. None of them is in a hurry."
    assert bowl_of(Known(kit=True)).sentence == "Limit: one of two signs."
    assert bowl_of(Known(kit=True, settings={"idle": 5})).sentence == "Limit: every sign so far."


def test_hr_20_without_numbers_the_bowl_names_the_seams_only() -> None:
    assert bowl_of(Known(kit=True, settings={"numbers": False})).sentence == "There is gold in: Limit."


def test_a_seam_is_gold_as_far_as_its_signs_go() -> None:
    assert Seam("own", 0, 3).gold == ""
    assert Seam("own", 1, 3, PIECE).gold == "0.08 1"
    assert Seam("own", 3, 3, 1.0).gold == "1.00 1"


@pytest.mark.parametrize(("true", "share"), [(0, 0.0), (1, 0.08), (4, 0.32), (5, 0.4), (9, 0.4)])
def test_each_sign_is_the_same_piece_up_to_what_the_first_stages_can_show(true: int, share: float) -> None:
    drawn = bowl([("own", n < true) for n in range(9)])
    assert drawn.seams[0].share == pytest.approx(share)


def test_the_first_signs_do_not_claim_the_whole_way() -> None:
    """Saying what brings you is not owning it: no seam is full from what can be signed here."""
    found = bowl_of(EVERYTHING).seams
    assert all(seam.share <= MOST for seam in found)
    assert {seam.step for seam in found if seam.share} == {"own", "limit", "show", "talk", "tend", "learn"}


@pytest.mark.parametrize("roles", [["R"], ["B"]])
def test_each_alone_can_put_gold_into_every_seam_that_has_signs(roles: list[str]) -> None:
    one = replace(EVERYTHING, settings={**EVERYTHING.settings, "roles": roles})
    gold = {step for step, share in shares(one).items() if share}
    assert gold >= {"own", "limit", "talk", "tend", "learn"}


def test_the_bowl_always_has_seven_seams_in_the_order_of_the_steps() -> None:
    assert [seam.step for seam in bowl([]).seams] == ["own", "open", "limit", "show", "talk", "tend", "learn"]


def test_the_picture_stays_small() -> None:
    drawn = render_to_string("gs/bowl.html", {"bowl": bowl_of(EVERYTHING)})
    assert len(drawn.encode()) < 4096
    assert drawn.count("<svg") == 1


def test_more_records_never_take_a_sign_away() -> None:
    more = replace(EVERYTHING, counts={"t09": 40, "t40": 90, "t41": 8}, strong_today=9)
    assert ids(EVERYTHING) <= ids(more)


def test_an_empty_bowl_is_a_bowl() -> None:
    assert isinstance(bowl([]), Bowl)
    assert bowl([]).sentence.startswith("Seven seams")


# -- the page --------------------------------------------------------------------------------------------


def test_the_page_counts_in_words_and_judges_nothing() -> None:
    assert path_page(Known()).groups[0].words.startswith("Nobody should be hurt")
    assert path_page(Known(kit=True)).groups[0].words == "One of six is there. Any order will do."
    hidden = Known(kit=True, settings={"numbers": False})
    assert path_page(hidden).groups[0].words == "Some of it is there. Any order will do."
    assert path_page(EVERYTHING).groups[0].words == "All of it is there. You have ground to stand on."
    assert path_page(Known()).groups[1].words == "None of these has to come soon."


def test_one_list_stands_open_and_the_later_ones_are_folded() -> None:
    def opened(known: Known) -> list[bool]:
        return [group.open for group in path_page(known).groups]

    safe = frozenset(words.id for words in sign_words() if words.stage == "safe")
    started = replace(EVERYTHING, there=safe, counts={}, ridden=0)
    assert opened(Known()) == [True, False, False]
    assert opened(started) == [False, True, False]
    assert opened(EVERYTHING) == [False, False, False]


def test_hr_15_no_link_leads_to_writing_that_rests() -> None:
    def leads(known: Known) -> dict[str, str]:
        return {row.sign.id: row.address for group in path_page(known).groups for row in group.rows}

    known = Known(settings={"roles": ["R", "B"]})
    assert leads(known)["story"] == "/n/t07/"
    assert leads(replace(known, resting=frozenset({"t07"})))["story"] == ""


def test_the_words_judge_nobody_and_promise_nothing() -> None:
    wrong = re.compile(r"\b(?:must|should|achiev|level|score|points|well done|forgiv|marriage|together again)\b", re.I)
    said = [f"{words.title} {words.why}" for words in sign_words() if words.id != "plan"]
    assert [line for line in said if wrong.search(line)] == []


@pytest.mark.parametrize(
    "change",
    [
        lambda text: text + text[text.index("[[sign]]") : text.index("[[sign]]", 900)],
        lambda text: text.replace('tool = "t41"', 'tool = "t41"\nplace = "kit"', 1),
        lambda text: text.replace('place = "plan"\n', "", 1),
        lambda text: text.replace('step = "tend"', 'step = "climb"', 1),
        lambda text: text + "\n[odd]\n",
    ],
    ids=["twice", "two ways", "no way", "no such step", "odd"],
)
def test_words_with_a_mistake_are_refused(tmp_path: Path, change: Any) -> None:
    file = tmp_path / "signs.toml"
    file.write_text(change((Path(settings.CONTENT_DIR) / "en" / "signs.toml").read_text()))
    with pytest.raises(WordsError):
        load(file)
