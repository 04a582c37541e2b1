"""T34: a limit is what one person does alone; nobody has to consent, and nobody has to hear it."""

from __future__ import annotations

import re
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.urls import reverse

from goldseam.path import facts
from goldseam.safety.words import WordsError, words_dir
from goldseam.tools import actions, catalogue
from goldseam.tools.t34_limits.examples import examples, load
from goldseam.vault import NotSaved
from goldseam.vault.drafts import Drafts
from tests.conftest import Cast, Person
from tests.tools.conftest import Clock, be, bodies, enter, keep, put, text, waiting

HOME, NEW = "/n/t34/", "/n/t34/new/"
LATE = {
    "what_is_not": "Talking about it after ten",
    "if_it_happens_I_will": "say good night and go",
    "can_I_do_it_myself": "yes",
}
HURT = "I want to kill myself"


def hold(person: Person, clock: Clock, days_ago: float = 0, /, **body: Any) -> str:
    uid = uuid4()
    actions.keep(person.room, catalogue.tool("t34"), LATE | body, uid, clock.now - timedelta(days=days_ago))
    return str(uid)[: actions.KEY]


# -- writing one -----------------------------------------------------------------------------------------


def test_the_first_limit_asks_four_things_and_no_more(cast: Cast, clock: Clock) -> None:
    be(cast.B, "B", clock.now)
    tool = catalogue.tool("t34")
    first = [field.name for field in tool.fields if not field.more and field.name != "state"]
    assert first == ["what_is_not", "if_it_happens_I_will", "can_I_do_it_myself", "safe_to_say"]
    page = cast.B.client.get(NEW).content.decode()
    assert 'name="state"' not in page
    assert "Under four minutes for the first." in page
    id = keep(cast.B.client, NEW, **LATE)
    assert bodies(cast.B, "t34")[0] == LATE | {"_item": str(id)[:8]}


def test_a_limit_is_shown_changed_put_away_and_stays_readable(cast: Cast, clock: Clock) -> None:
    id = keep(cast.B.client, NEW, **LATE, safe_to_say="yes", protects="mind", what_is_ok="Until nine", tell="other")
    page = text(cast.B.client.get(HOME))
    assert "Talking about it after ten I will say good night and go" in page
    change = f"/n/t34/k/{id}/change/"
    assert "It stands" in text(cast.B.client.get(change))
    away = keep(cast.B.client, change, **LATE, state="gone")
    assert bodies(cast.B, "t34")[-1]["_ended"] is True
    assert "Put away lately" in text(cast.B.client.get(HOME))
    assert "I will say good night" not in text(cast.B.client.get(HOME))
    assert "Talking about it after ten" in text(cast.B.client.get(f"/n/t34/k/{away}/"))


@pytest.mark.parametrize("missing", ["what_is_not", "if_it_happens_I_will", "can_I_do_it_myself"])
def test_a_limit_needs_a_line_an_own_action_and_the_word_that_it_is_ones_own(
    cast: Cast, clock: Clock, missing: str
) -> None:
    answer = cast.B.client.post(NEW, {**LATE, "uid": str(uuid4()), missing: ""})
    assert answer.status_code == 422
    assert bodies(cast.B, "t34") == []


def test_hr_04_what_another_person_must_do_is_a_wish_and_what_was_typed_is_kept(cast: Cast, clock: Clock) -> None:
    answer = cast.B.client.post(NEW, {**LATE, "uid": str(uuid4()), "can_I_do_it_myself": "no"})
    page = text(answer)
    assert answer.status_code == 422
    assert "This is something to ask for" in page
    assert "What you typed is still here." in page
    assert "Talking about it after ten" in answer.content.decode()
    assert 'formaction="/n/t34/ask/"' in answer.content.decode()
    assert bodies(cast.B, "t34") == []


def test_a_wish_goes_on_to_i_feel_with_its_words_and_not_through_an_address(cast: Cast, clock: Clock) -> None:
    answer = cast.B.client.post("/n/t34/ask/", LATE | {"what_is_ok": "Until nine"})
    assert (answer.status_code, answer["Location"]) == (303, "/n/t23/new/")
    page = cast.B.client.get("/n/t23/new/").content.decode()
    for said in ("Talking about it after ten", "say good night and go", "Until nine", "You had begun this"):
        assert said in page
    assert bodies(cast.B, "t23") == bodies(cast.B, "t34") == []


def test_a_wish_begun_before_is_not_written_over_and_nothing_typed_is_lost(cast: Cast, clock: Clock) -> None:
    cast.B.room.drafts.put("t23", [("what_happened", ["an older wish"])], clock.now)
    cast.B.client.post("/n/t34/ask/", LATE)
    assert "an older wish" in cast.B.client.get("/n/t23/new/").content.decode()
    assert "Talking about it after ten" in cast.B.client.get(NEW).content.decode()
    assert cast.B.client.post("/n/t34/ask/", {"what_is_not": "  "}).status_code == 303
    assert cast.B.client.get("/n/t34/ask/").status_code == 405


def test_a_wish_as_long_as_a_book_is_cut_and_not_refused(cast: Cast, clock: Clock) -> None:
    assert cast.B.client.post("/n/t34/ask/", {"what_is_not": "ß" * 90_000}).status_code == 303
    assert "ß" * 100 in cast.B.client.get("/n/t23/new/").content.decode()


def test_a_wish_that_cannot_be_written_down_stays_on_the_page(
    cast: Cast, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_args: Any) -> None:
        raise NotSaved("full")

    with monkeypatch.context() as patched:
        patched.setattr(Drafts, "put", full)
        answer = cast.B.client.post("/n/t34/ask/", LATE | {"uid": str(uuid4())})
        assert answer.status_code == 507
        assert "this server has no room left" in text(answer)
        assert "Talking about it after ten" in answer.content.decode()
    assert cast.B.client.post("/n/t34/ask/", LATE | {"draft": "auto"}).status_code == 204
    assert "Talking about it after ten" in cast.B.client.get(NEW).content.decode()
    assert "Talking about it" not in cast.B.client.get("/n/t23/new/").content.decode()


@pytest.mark.parametrize("typed", ["I will go out", "i'll go out", "… I’ll go out", "go out", "then I will go out"])
def test_i_will_is_not_said_twice(cast: Cast, clock: Clock, typed: str) -> None:
    hold(cast.B, clock, if_it_happens_I_will=typed)
    assert "I will go out" in text(cast.B.client.get(HOME))
    assert not re.search("will i", text(cast.B.client.get(HOME)), re.IGNORECASE)


def test_a_limit_that_turns_into_a_wish_can_be_put_away(cast: Cast, clock: Clock) -> None:
    id = keep(cast.B.client, NEW, **LATE)
    change, no = f"/n/t34/k/{id}/change/", {**LATE, "can_I_do_it_myself": "no"}
    assert cast.B.client.post(change, {**no, "state": "stands", "uid": str(uuid4())}).status_code == 422
    keep(cast.B.client, change, **no, state="gone")


# -- safe to say? ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("answer", "said", "mark"),
    [("no", "Then keep it to yourself.", True), ("unsure", "Not sure is reason enough to wait.", False)],
)
def test_hr_11_where_saying_it_is_not_safe_it_stays_within_and_a_look_alone_is_offered(
    cast: Cast, clock: Clock, answer: str, said: str, mark: bool
) -> None:
    id = keep(cast.B.client, NEW, **LATE, safe_to_say=answer)
    page = cast.B.client.get(f"/n/t34/k/{id}/")
    assert said in text(page)
    assert 'href="/n/t58/"' in page.content.decode()
    assert "Find words to say it" not in text(page)
    assert ("_h2" in bodies(cast.B, "t34")[0]) is mark
    assert "Stays with you." in text(cast.B.client.get(HOME))


def test_only_what_is_safe_to_say_is_offered_to_be_said(cast: Cast, clock: Clock) -> None:
    id = keep(cast.B.client, NEW, **LATE, safe_to_say="yes")
    assert f"/n/t23/new/?from={id}" in cast.B.client.get(f"/n/t34/k/{id}/").content.decode()
    assert "Talking about it after ten" in cast.B.client.get(f"/n/t23/new/?from={id}").content.decode()
    silent = keep(cast.B.client, NEW, **LATE)
    assert "Find words to say it" not in text(cast.B.client.get(f"/n/t34/k/{silent}/"))


def test_hr_11_not_safe_and_told_to_the_other_person_do_not_go_together(cast: Cast, clock: Clock) -> None:
    sent = {**LATE, "safe_to_say": "no", "tell": "other", "uid": str(uuid4())}
    answer = cast.B.client.post(NEW, sent)
    assert answer.status_code == 422
    assert "Choose nobody or a helper" in text(answer)
    for tell in ("nobody", "helper"):
        keep(cast.B.client, NEW, **{**LATE, "safe_to_say": "no", "tell": tell})


@pytest.mark.parametrize("role", ["R", "B", "S"])
def test_r_b_and_s_each_have_limits_of_their_own_and_nobody_elses_yes_is_asked(
    cast: Cast, clock: Clock, role: str
) -> None:
    be(cast.B, role, clock.now)
    assert "My limits" in text(cast.B.client.get("/n/tools/"))
    assert "A limit needs nobody's consent." in text(cast.B.client.get(NEW)).replace("&#x27;", "'")
    names = {field.name for field in catalogue.tool("t34").fields}
    assert not names & {"agreed", "consent", "accepted_by"}


# -- words to look at again ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("will", "title"),
    [
        ("tell everyone what you did", "This may make somebody pay"),
        ("throw him out", "This may make somebody pay"),
        ("go for sole custody", "Children are in this sentence"),
        ("ask for a polygraph", "A machine for the truth"),
        ("put a tracker on the car and track my phone", "Making someone the guard"),
    ],
)
def test_threats_custody_machines_and_watching_are_marked_for_the_writer_alone(
    cast: Cast, clock: Clock, will: str, title: str
) -> None:
    id = keep(cast.B.client, NEW, **{**LATE, "if_it_happens_I_will": will})
    page = text(cast.B.client.get(f"/n/t34/k/{id}/"))
    assert title in page
    assert bodies(cast.B, "t34")[0]["if_it_happens_I_will"] == will, "the writer decides"


def test_hr_15_words_of_self_harm_bring_people_to_call(cast: Cast, clock: Clock) -> None:
    id = keep(cast.B.client, NEW, **{**LATE, "if_it_happens_I_will": HURT})
    page = cast.B.client.get(f"/n/t34/k/{id}/")
    assert "People who answer now" in text(page)
    assert reverse("safety:route", args=["1"]) in page.content.decode()
    assert bodies(cast.B, "t34")[0]["_h1"] is True


def test_an_innocent_limit_is_not_marked(cast: Cast, clock: Clock) -> None:
    id = keep(cast.B.client, NEW, **LATE)
    assert "Words to look at again" not in text(cast.B.client.get(f"/n/t34/k/{id}/"))


# -- examples --------------------------------------------------------------------------------------------


def test_every_area_of_the_library_is_there_and_nothing_in_it_is_marked_as_a_threat(cast: Cast, clock: Clock) -> None:
    from goldseam.safety.hints import marks

    found = examples()
    areas = {option.id for option in catalogue.tool("t34").by_name["protects"].options}
    assert {one.protects for one in found.limits} == areas
    assert len(found.limits) >= 20
    for one in found.limits:
        for said in one.answers.values():
            assert not marks(said, ["threat", "custody", "machine", "watching", "scene"]), said


def test_an_example_fills_the_form_without_scripts_and_every_word_can_be_changed(cast: Cast, clock: Clock) -> None:
    be(cast.B, "B", clock.now)
    page = cast.B.client.get("/n/t34/examples/").content.decode()
    assert f"{NEW}?from=1" in page
    form = cast.B.client.get(f"{NEW}?from=1")
    one = examples().get("1")
    assert one is not None
    assert one.what_is_not in form.content.decode()
    assert "Filled from an example." in text(form)
    keep(cast.B.client, f"{NEW}?from=1", **{**LATE, "what_is_not": "My own words"})
    assert bodies(cast.B, "t34")[0]["what_is_not"] == "My own words"


def test_an_example_never_answers_whether_one_can_or_may(cast: Cast, clock: Clock) -> None:
    for one in examples().limits:
        assert not set(one.answers) & {"can_I_do_it_myself", "safe_to_say", "tell"}
    assert 'value="yes" checked' not in cast.B.client.get(f"{NEW}?from=1").content.decode()


@pytest.mark.parametrize("made_up", ["99", "x", "../..", "٣", ""])
def test_an_address_somebody_made_up_gives_an_empty_form(cast: Cast, clock: Clock, made_up: str) -> None:
    page = cast.B.client.get(NEW, {"from": made_up})
    assert page.status_code == 200
    assert "Filled from an example." not in text(page)


@pytest.mark.parametrize(
    ("role", "there", "not_there"),
    [("R", "No private windows", "No checking at night"), ("B", "No checking at night", "No private windows")],
)
def test_examples_are_those_for_ones_own_side(cast: Cast, clock: Clock, role: str, there: str, not_there: str) -> None:
    be(cast.B, role, clock.now)
    page = text(cast.B.client.get("/n/t34/examples/"))
    assert there in page
    assert not_there not in page


def test_a_draft_is_not_written_over_by_an_example(cast: Cast, clock: Clock) -> None:
    cast.B.client.post(NEW, {"what_is_not": "my own beginning", "draft": "1"})
    page = cast.B.client.get(f"{NEW}?from=1").content.decode()
    assert "my own beginning" in page
    assert "Filled from an example." not in page


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('id = "2"', 'id = "1"', "is there twice"),
        ('id = "2"', 'id = "b"', "an id is a number"),
        ("mark = 1", "mark = 7", "an evidence mark"),
        ('title = "No shouting"', 'title = ""', "1 to 200 letters"),
    ],
)
def test_a_mistake_in_the_examples_is_named(tmp_path: Path, old: str, new: str, said: str) -> None:
    path = tmp_path / "limits.toml"
    path.write_text((words_dir() / "decks" / "limits.toml").read_text().replace(old, new, 1))
    with pytest.raises(WordsError, match=said):
        load(path)


# -- the day to look again -------------------------------------------------------------------------------


def test_the_day_somebody_chose_waits_on_today_for_two_weeks(cast: Cast, clock: Clock) -> None:
    hold(cast.B, clock, 30, review_on="2026-11-19")
    assert "limit" not in waiting(cast.B, clock)
    clock.now += timedelta(days=1)
    enter(cast.B)
    assert "limit" in waiting(cast.B, clock)
    assert "You wanted to look at this again on 19 November 2026." in text(cast.B.client.get(HOME))
    clock.now += timedelta(days=14)
    enter(cast.B)
    assert "limit" not in waiting(cast.B, clock)
    assert "You wanted to look at this again" in text(cast.B.client.get(HOME))


def test_looking_at_it_is_to_keep_it_again(cast: Cast, clock: Clock) -> None:
    hold(cast.B, clock, 30, review_on="2026-11-18")
    id = cast.B.room.month("2026-10")[0].id
    assert "limit" in waiting(cast.B, clock)
    assert "2026-11-18" not in cast.B.client.get(f"/n/t34/k/{id}/change/").content.decode()
    keep(cast.B.client, f"/n/t34/k/{id}/change/", **LATE)
    assert "limit" not in waiting(cast.B, clock)


def test_a_limit_put_away_waits_for_nothing(cast: Cast, clock: Clock) -> None:
    hold(cast.B, clock, 30, review_on="2026-11-18", state="gone")
    assert "limit" not in waiting(cast.B, clock)


# -- around it -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("role", "links"), [("R", {"t13", "t15"}), ("B", {"t15"}), ("S", set())])
def test_a_limit_for_recovery_leads_on_to_the_circles_and_the_page(
    cast: Cast, clock: Clock, role: str, links: set[str]
) -> None:
    be(cast.R, role, clock.now)
    id = keep(cast.R.client, NEW, **LATE, protects="recovery")
    page = cast.R.client.get(f"/n/t34/k/{id}/").content.decode()
    assert {code for code in ("t13", "t15") if f'href="/n/{code}/"' in page} == links
    plain = keep(cast.R.client, NEW, **LATE, protects="time")
    assert 'href="/n/t15/"' not in cast.R.client.get(f"/n/t34/k/{plain}/").content.decode()


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("what_is_not", "x" * 201, "Please keep it to 200"),
        ("if_it_happens_I_will", "x" * 201, "Please keep it to 200"),
        ("what_is_ok", "x" * 201, "Please keep it to 200"),
        ("protects", "moon", "one of the answers shown"),
        ("safe_to_say", "maybe", "one of the answers shown"),
        ("tell", "all", "one of the answers shown"),
        ("review_on", "2027-11-19", "within the next 365 days"),
        ("review_on", "2026-11-18", "a day after today"),
    ],
)
def test_bad_input_is_said_and_nothing_is_kept(cast: Cast, clock: Clock, field: str, value: str, said: str) -> None:
    answer = cast.B.client.post(NEW, {**LATE, "uid": str(uuid4()), field: value})
    assert answer.status_code == 422
    assert said in text(answer)
    assert bodies(cast.B, "t34") == []


def test_hr_12_nobody_else_finds_it(cast: Cast, clock: Clock) -> None:
    id = keep(cast.B.client, NEW, **LATE)
    assert cast.R.client.get(f"/n/t34/k/{id}/").status_code == 404
    assert "Talking about it" not in text(cast.R.client.get(HOME))


def test_limits_of_the_care_plan_stay_where_they_are(cast: Cast, clock: Clock) -> None:
    put(cast.B, "t47", clock.now, _item="one", off_limits_time=["after nine"])
    page = text(cast.B.client.get(HOME))
    assert "Hours off in your care plan are limits too." in page
    assert "after nine" not in page
    assert bodies(cast.B, "t34") == []


def test_only_standing_limits_are_signs(cast: Cast, clock: Clock) -> None:
    from goldseam.tools import fold, shelf

    def there() -> set[str]:
        room = cast.B.room
        state = room.folded(fold.FOLD, clock.now).now.state
        return {"first_limit", "two_limits"} & facts.there(state, shelf.read(room, clock.now), clock.now)

    hold(cast.B, clock, 1, state="gone")
    assert there() == set()
    hold(cast.B, clock)
    assert there() == {"first_limit"}
    hold(cast.B, clock)
    assert there() == {"first_limit", "two_limits"}
