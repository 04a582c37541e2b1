"""Signs and the bowl, pure: what is there, how much gold it is, and what the page says about it."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.template.loader import render_to_string

from goldseam.path import facts, signs
from goldseam.path.bowl import MOST, PIECE, Bowl, Seam, bowl
from goldseam.path.gather import sign_line
from goldseam.path.known import Known, Read
from goldseam.path.pages import path_page
from goldseam.path.places import address
from goldseam.path.signs import RULES, bowl_of, of_stage
from goldseam.path.way import of_stage as stops_of
from goldseam.path.way import way
from goldseam.path.words import load, sign_words
from goldseam.safety.words import WordsError
from goldseam.tools import catalogue

pytestmark = pytest.mark.once

TODAY = date(2026, 11, 18)
ONLY_SAID = ["story_heard", "urgent", "who_sees"]
EVERYTHING = Known(
    settings={
        "roles": ["R", "B"], "favourites": ["a", "b", "c"], "tried_leave": True, "idle": 5, "said": ONLY_SAID,
    },
    counts={"t09": 10, "t40": 5, "t41": 3},
    ridden=5,
    plan_people=True,
    kit=True,
    there=frozenset(facts.RULES),
)  # fmt: skip


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
        (Known(settings={"said": ["leave"]}), {"leave"}),
        (Known(settings={"said": ["who_sees", "nothing of ours", 7]}), {"who_sees"}),
        (Known(settings={"idle": 2}), {"lock"}),
        (Known(kit=True), {"kit"}),
        (Known(counts={"t41": 3}), {"grounded"}),
        (Known(settings={"roles": []}), {"words"}),
        (Known(settings={"roles": ["R"]}, counts={"t09": 10}, ridden=5), {"words", "ten", "ridden"}),
        (Known(settings={"roles": ["B"]}, counts={"t09": 10, "t40": 5}), {"words", "diary"}),
        (Known(settings={"favourites": "abc", "tried_leave": "yes", "ever": "plan", "said": "plan"}), set()),
    ],
)
def test_each_sign_has_its_own_cause(known: Known, there: set[str]) -> None:
    assert ids(known) == there


def test_signs_belong_to_roles() -> None:
    def listed(*roles: str) -> set[str]:
        return {sign.id for sign in signs.signs(Known(settings={"roles": list(roles)}))}

    assert "barriers" in listed("R") - listed("B")
    assert "one_person" in listed("B") - listed("R")
    assert listed() == {
        "who_sees", "leave", "lock", "kit", "words", "looked", "plan", "cards", "small_care", "help_step", "grounded",
        "three_people", "values",
    }  # fmt: skip
    assert listed("R", "B") == listed("R") | listed("B")


def test_hr_08_the_path_never_leads_to_the_decision_room() -> None:
    """Its sign fills a seam once it is there; nobody is told that it is missing, nor counted against."""
    hurt = Known(settings={"roles": ["B"]})
    assert "not_yet" not in {sign.id for sign in signs.signs(hurt)}
    assert "t45" not in {sign.words.tool for sign in signs.signs(hurt)}
    limit = next(seam for seam in bowl_of(replace(hurt, kit=True)).seams if seam.step == "limit")
    assert (limit.have, limit.of) == (1, 4)
    assert shares(replace(hurt, there=frozenset({"not_yet"})))["limit"] == PIECE
    asked = {words.tool for words in sign_words() if not words.quiet}
    assert not asked & {"t30", "t45", "t04", "t16", "t48"}


# -- what was there stays --------------------------------------------------------------------------------


def test_a_sign_that_was_there_stays_gold() -> None:
    was = Known(settings={"roles": ["R"], "ever": ["plans", "kit"]})
    assert ids(was) == {"words", "plans", "kit"}
    assert shares(was)["show"] == shares(was)["limit"] == PIECE


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


@pytest.mark.parametrize(("true", "share"), [(0, 0.0), (1, 0.08), (4, 0.32), (7, 0.56), (8, 0.6), (9, 0.6)])
def test_each_sign_is_the_same_piece_up_to_what_the_first_stages_can_show(true: int, share: float) -> None:
    drawn = bowl([("own", n < true) for n in range(9)])
    assert drawn.seams[0].share == pytest.approx(share)


def test_the_first_signs_do_not_claim_the_whole_way() -> None:
    """Saying what brings you is not owning it: no seam is full from what can be signed here."""
    found = bowl_of(EVERYTHING).seams
    assert all(seam.share <= MOST for seam in found)
    assert all(seam.share for seam in found)


@pytest.mark.parametrize("roles", [["R"], ["B"]])
def test_each_alone_can_put_gold_into_every_seam_that_has_signs(roles: list[str]) -> None:
    one = replace(EVERYTHING, settings={**EVERYTHING.settings, "roles": roles})
    gold = {step for step, share in shares(one).items() if share}
    assert gold >= {"own", "open", "limit", "talk", "tend", "learn"}
    assert ("show" in gold) == ("R" in roles), "the hurt one has no promise to show"


def test_the_bowl_always_has_seven_seams_in_the_order_of_the_steps() -> None:
    assert [seam.step for seam in bowl([]).seams] == ["own", "open", "limit", "show", "talk", "tend", "learn"]


def test_the_picture_stays_small() -> None:
    for lapse in ("", "open", "mended"):
        drawn = render_to_string("gs/bowl.html", {"bowl": bowl_of(replace(EVERYTHING, lapse=lapse))})  # type: ignore[arg-type]
        assert len(drawn.encode()) < 4096
        assert drawn.count("<svg") == 1


# -- after a lapse ---------------------------------------------------------------------------------------

HAIR = {
    "": "",
    "open": "A new hairline waits beside Show. Looking at it once will mend it.",
    "mended": "The hairline beside Show is mended.",
}


@pytest.mark.parametrize("lapse", HAIR)
@pytest.mark.parametrize("known", [Known(), Known(kit=True), EVERYTHING], ids=["empty", "begun", "full"])
def test_hr_06_after_a_lapse_the_gold_is_as_it_was_and_a_hairline_waits_beside_it(known: Known, lapse: Any) -> None:
    before, after = bowl_of(known), bowl_of(replace(known, lapse=lapse))
    assert after.seams == before.seams
    assert after.svg.replace(hair(after), "") == before.svg
    assert after.sentence == f"{before.sentence} {HAIR[lapse]}".strip()


def hair(drawn: Bowl) -> str:
    found = re.search(r'<path class="[a-z -]*bowl-hair" d="[^"]+"/>', drawn.svg)
    return found[0] if found else ""


def test_hr_06_the_hairline_is_a_thin_line_of_ink_and_of_gold_once_something_was_learned() -> None:
    drawn = {lapse: hair(bowl_of(Known(lapse=lapse))) for lapse in ("", "open", "mended")}  # type: ignore[arg-type]
    assert drawn[""] == ""
    assert "bowl-ink" in drawn["open"] and "bowl-seam" not in drawn["open"]
    assert "bowl-seam" in drawn["mended"] and "bowl-ink" not in drawn["mended"]


def test_hr_20_the_hairline_is_said_without_numbers_too() -> None:
    hidden = bowl_of(Known(kit=True, lapse="open", settings={"numbers": False}))
    assert hidden.sentence == f"There is gold in: Limit. {HAIR['open']}"


def test_more_records_never_take_a_sign_away() -> None:
    more = replace(EVERYTHING, counts={"t09": 40, "t40": 90, "t41": 8}, strong_today=9)
    assert ids(EVERYTHING) <= ids(more)


def test_an_empty_bowl_is_a_bowl() -> None:
    assert isinstance(bowl([]), Bowl)
    assert bowl([]).sentence.startswith("Seven seams")


# -- the page --------------------------------------------------------------------------------------------


def done(known: Known, *stages: int) -> Known:
    """Every lesson of these stages read, on an old day."""
    ids = [stop.id for stage in stages for stop in stops_of(way(known), stage) if stop.written]
    return replace(known, lessons={**known.lessons, **{id: Read("read", date(2026, 9, 1)) for id in ids}})


def test_the_page_counts_in_words_and_judges_nothing() -> None:
    def words(known: Known) -> str:
        return path_page(known, TODAY).parts[0].words

    one = Known(lessons={"0A2": Read("read", TODAY)}, settings={"roles": []})
    assert words(Known()) == words(done(Known(), 0)) == "In any order, and only what helps you."
    assert words(one) == "One of four is done. Any order will do."
    assert words(replace(one, settings={"roles": [], "numbers": False})) == "Some of it is there. Any order will do."
    assert words(done(EVERYTHING, 0)) == "All of it is there."


def test_the_part_somebody_is_in_stands_open_and_the_others_are_folded() -> None:
    def opened(stage: object) -> list[bool]:
        return [part.here for part in path_page(replace(EVERYTHING, settings={"stage": stage}), TODAY).parts]

    for stage in range(5):
        assert opened(stage) == [n == stage for n in range(5)]
    for odd in (None, 7, -1, "2", 1.5):
        assert opened(odd) == opened(0)


def test_signs_of_no_stop_stand_beside_the_stops() -> None:
    page = path_page(Known(settings={"roles": ["R", "B"]}), TODAY)
    shown = {row.id for part in page.parts for row in part.also}
    named = {sign.id for stop in way(Known(settings={"roles": ["R", "B"]})) for sign in stop.signs}
    listed = {sign.id for sign in signs.signs(Known(settings={"roles": ["R", "B"]}))}
    assert shown == listed - named


def test_a_finished_stop_hides_its_signs_and_says_so() -> None:
    row = next(row for row in path_page(done(EVERYTHING, 0), TODAY).parts[0].rows if row.title)
    assert (row.there, row.state, row.signs) == (True, "done", [])


def test_what_was_left_out_is_named_a_choice() -> None:
    left = Known(settings={"roles": []}, lessons={"0A1": Read("not_for_me", TODAY)})
    assert path_page(left, TODAY).parts[0].rows[0].state == "left out, by your choice"


def test_what_is_for_two_is_shown_to_nobody_who_is_alone() -> None:
    def pair(**settings_now: object) -> int:
        return len(path_page(Known(settings={"roles": ["R"], "stage": 2, **settings_now}), TODAY).pair)

    assert pair() and pair(other_is="with")
    for other in ("unwilling", "untold", "apart", "children", "none"):
        assert not pair(other_is=other)


def test_hr_15_no_link_leads_to_writing_that_rests() -> None:
    def leads(known: Known) -> set[str]:
        page = path_page(known, TODAY)
        rows = [row for part in page.parts for row in part.rows]
        found = {link.url for row in rows for link in row.tools} | {sign_line(sign, known).url for sign in all_of_it}
        return found | {sign.url for row in rows for sign in row.signs}

    known = Known(settings={"roles": ["R", "B"], "stage": 2})
    all_of_it = signs.signs(known)
    assert leads(known) >= {"/n/t07/", "/n/t43/"}
    assert not leads(replace(known, resting=frozenset({"t07", "t43"}))) & {"/n/t07/", "/n/t43/"}


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
