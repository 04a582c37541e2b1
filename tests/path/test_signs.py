from goldseam.path.bowl import Bowl, Seam, bowl
from goldseam.path.known import Known
from goldseam.path.pages import path_page
from goldseam.path.signs import bowl_of, practice, safe_start

EVERYTHING = Known(
    settings={"roles": ["R", "B"], "favourites": ["a", "b", "c"], "tried_leave": True, "idle": 5},
    counts={"t09": 10, "t40": 5, "t41": 3},
    ridden=5,
    plan_people=True,
    kit=True,
)


def true_ids(known: Known) -> set[str]:
    return {sign.id for sign in [*safe_start(known), *practice(known)] if sign.true}


def test_nothing_is_there_at_the_start() -> None:
    assert true_ids(Known()) == set()


def test_everything_can_come_true() -> None:
    assert all(sign.true for sign in [*safe_start(EVERYTHING), *practice(EVERYTHING)])


def test_each_sign_has_its_own_cause() -> None:
    assert true_ids(Known(plan_people=True)) == {"plan"}
    assert true_ids(Known(settings={"favourites": ["a", "b", "c"]})) == {"cards"}
    assert true_ids(Known(settings={"favourites": ["a", "b"]})) == set()
    assert true_ids(Known(settings={"tried_leave": True})) == {"leave"}
    assert true_ids(Known(settings={"idle": 2})) == {"lock"}
    assert true_ids(Known(kit=True)) == {"kit"}
    assert true_ids(Known(counts={"t41": 3})) == {"grounded"}


def test_skipping_the_question_counts_as_an_answer() -> None:
    assert true_ids(Known(settings={"roles": []})) == {"words"}


def test_signs_of_use_belong_to_a_role() -> None:
    assert {s.id for s in practice(Known(settings={"roles": ["R"]}))} == {"ten", "ridden", "grounded"}
    assert {s.id for s in practice(Known(settings={"roles": ["B"]}))} == {"diary", "grounded"}
    assert {s.id for s in practice(Known(settings={"roles": []}))} == {"grounded"}


def test_settings_of_a_wrong_shape_are_no_sign() -> None:
    assert Known(settings={"roles": "R", "favourites": 3}).roles == frozenset()
    assert true_ids(Known(settings={"favourites": "abc", "tried_leave": "yes"})) == set()


def test_the_bowl_says_what_it_shows() -> None:
    assert bowl_of(Known()).sentence == "Seven seams. None of them is in a hurry."
    assert bowl_of(Known(kit=True)).sentence == "Limit: one of two signs."
    assert bowl_of(Known(kit=True, settings={"idle": 5})).sentence == "Limit: every sign so far."


def test_a_seam_is_gold_as_far_as_its_signs_go() -> None:
    assert Seam("own", 0, 3).gold == ""
    assert Seam("own", 1, 3).gold == "0.33 1"
    assert Seam("own", 3, 3).gold == "1.00 1"
    assert Seam("own", 3, 3, reach=0.2).gold == "0.20 1"
    assert Seam("talk", 0, 0).gold == ""


def test_the_first_signs_do_not_claim_the_whole_way() -> None:
    """Saying what brings you is not owning it: no seam is full from what can be signed here."""
    assert all(seam.share <= 0.5 for seam in bowl_of(EVERYTHING).seams)
    assert {seam.step for seam in bowl_of(EVERYTHING).seams if seam.share} == {"own", "limit", "show", "tend", "learn"}


def test_the_bowl_always_has_seven_seams_in_the_order_of_the_steps() -> None:
    assert [seam.step for seam in bowl([]).seams] == ["own", "open", "limit", "show", "talk", "tend", "learn"]


def test_the_picture_stays_small() -> None:
    from django.template.loader import render_to_string

    drawn = render_to_string("gs/bowl.html", {"bowl": bowl_of(EVERYTHING)})
    assert len(drawn.encode()) < 4096
    assert drawn.count("<svg") == 1


def test_more_records_never_take_a_sign_away() -> None:
    before = true_ids(EVERYTHING)
    more = Known(
        settings=EVERYTHING.settings,
        counts={"t09": 40, "t40": 90, "t41": 8},
        ridden=5,
        plan_people=True,
        kit=True,
        strong_today=9,
    )
    assert before <= true_ids(more)


def test_the_page_counts_in_words_and_judges_nothing() -> None:
    assert path_page(Known()).safe_words.startswith("Nobody should be hurt")
    assert path_page(Known(kit=True)).safe_words == "One of six are there. Any order will do."
    assert path_page(EVERYTHING).safe_words == "All of it is there. You have ground to stand on."


def test_an_empty_bowl_is_a_bowl() -> None:
    assert isinstance(bowl([]), Bowl)
    assert bowl([]).sentence.startswith("Seven seams")
