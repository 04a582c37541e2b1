"""The first step: one press says what is hardest, and opens one short thing that can be kept."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.conf import settings
from django.test import Client

from goldseam.safety.words import WordsError
from goldseam.today import start
from goldseam.tools import catalogue
from goldseam.vault import Entry, NotSaved, Room
from tests import walk
from tests.conftest import Cast, Person

START = "/n/start/"
FINISHED = "That is one finished thing. Next:"
MOST_QUESTIONS = 6

KEPT: dict[str, tuple[str, dict[str, str]]] = {
    "urge": ("/n/t09/new/?rode=1", {"intensity_start": "7", "intensity_end": "3"}),
    "again": ("/n/t14/", {"safe": "yes"}),
    "found": ("/n/t57/part/4/?alone=1", {"people_I_can_tell": "Sam, 555 0134"}),
    "unsure": ("/n/t03/few/", {"control_longer": "3", "control_stop": "4", "conscience_right": "0"}),
    "hiding": (
        "/n/t12/new/",
        {"if": "If someone comes in and I turn the screen", "then": "I put it face up on the table"},
    ),
    "pictures": ("/n/t41/c/senses/", {"before": "8", "after": "5"}),
    "checking": ("/n/t42/new/", {"urge_to_check": "8"}),
    "fault": ("/n/t44/new/", {"old_belief": "I should have seen it"}),
    "whom": ("/n/t50/new/", {"nickname": "Sam"}),
    "all": ("/n/t40/new/?few=1", {"anxiety": "3", "on_guard": "4"}),
}
"""Where each short thing asks, and the least somebody would answer there."""
TODAY = {"else_r", "else_b"}


def press(person: Person, hardest: str, **more: Any) -> Any:
    sent = {"uid": uuid4(), **({start.NOT_SAFE: "1"} if hardest == start.HOME else {"hardest": hardest}), **more}
    return person.client.post(START, sent)


def bodies(person: Person, kind: str = "me") -> list[dict[str, Any]]:
    return [entry.body for entry in entries(person) if entry.kind == kind]


def kinds(person: Person) -> list[str]:
    return [entry.kind for entry in entries(person)]


def entries(person: Person) -> list[Entry]:
    """What is there, but for the signs that the house writes down by itself (decision 0018)."""
    found = [entry for month in person.room.months() for entry in person.room.month(month)]
    return [entry for entry in found if set(entry.body) != {"ever"}]


def page(client: Client, address: str) -> walk.Page:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return walk.read(f"http://testserver{address}", 200, {}, answer.content.decode())


def fill(client: Client, address: str, answers: dict[str, str]) -> str:
    """Answer the form that has these questions as it stands, and send it; where it leads."""
    form = next(
        form
        for form in page(client, address).forms
        if set(answers) <= {field.name for field in form.fields} | {name for name, _ in form.buttons}
    )
    sent: dict[str, list[str]] = {}
    for name, value in [*form.data(), *answers.items()]:
        sent.setdefault(name, []).append(value)
    sent |= {name: [value] for name, value in answers.items()}
    answer = client.post(form.action.removeprefix("http://testserver"), sent)
    assert answer.status_code == 303, answer.content.decode()
    return str(answer.headers["Location"])


def questions(client: Client, address: str, has: str) -> int:
    """How many the form asks before anything that is folded away: groups of buttons count as one."""
    text = client.get(address).content.decode()
    main = text[text.index("<main") : text.index("</main>")]
    form = next(part for part in main.split("<form")[1:] if f'name="{has}"' in part).split("</form>")[0]
    return len(re.findall(r"<legend>|<label class=\"label\"", form.split("<details")[0])) or 1


def test_every_choice_has_a_scene_here() -> None:
    assert set(start.WAYS) == {*KEPT, *TODAY, start.HOME, "look"}


def test_today_leads_there_with_one_card_and_forces_nobody(cast: Cast) -> None:
    text = cast.R.client.get("/").content.decode()
    assert text.count('href="/n/start/"') == 1 and text.count('class="card next"') == 1
    assert cast.R.client.get("/n/path/").status_code == cast.R.client.get("/n/tools/").status_code == 200


def test_both_groups_stand_there_until_somebody_says_who_they_are(cast: Cast) -> None:
    sent = [value for _, value in page(cast.R.client, START).forms[1].buttons]
    assert {"urge", "pictures", "look"} <= set(sent)
    press(cast.R, "hiding")
    names = [value for form in page(cast.R.client, START).forms for _, value in form.buttons]
    assert "urge" in names and "look" in names and "pictures" not in names


@pytest.mark.parametrize("id", KEPT)
def test_each_choice_opens_something_short_that_can_be_kept(cast: Cast, id: str) -> None:
    role = start.WAYS[id].role
    answer = press(cast.R, id)
    assert (answer.status_code, answer.headers["Location"]) == (303, start.address(id))
    assert cast.R.client.get(answer.headers["Location"]).status_code == 200
    assert bodies(cast.R) == [{"roles": [role]}]  # not which button it was (HR-12)

    address, answers = KEPT[id]
    assert address == answer.headers["Location"] or id == "urge"
    assert questions(cast.R.client, address, next(iter(answers))) <= MOST_QUESTIONS
    to = fill(cast.R.client, address, answers)
    code = re.fullmatch(r"/n/(t\d\d[a-z]?)/k/[0-9a-f-]{36}/", to)
    assert code and role in catalogue.tool(code[1]).roles
    assert kinds(cast.R) == ["me", code[1]]
    text = page(cast.R.client, to).text
    assert FINISHED in text


@pytest.mark.parametrize("id", KEPT)
def test_the_line_is_there_for_the_first_thing_only(cast: Cast, id: str) -> None:
    press(cast.R, id)
    fill(cast.R.client, *KEPT[id])
    cast.R.client.post("/n/now/pull/", {"uid": uuid4(), "value": "2"})
    cast.R.client.post("/n/now/steady/", {"uid": uuid4(), "value": "7"})
    if id != "all":  # the same day is one record
        assert FINISHED not in page(cast.R.client, fill(cast.R.client, *KEPT[id])).text


def test_next_is_the_first_reading(cast: Cast) -> None:
    press(cast.B, "pictures")
    to = fill(cast.B.client, *KEPT["pictures"])
    assert "http://testserver/n/t08/l/0A1/" in page(cast.B.client, to).links
    assert cast.B.client.get("/n/t08/l/0A1/").status_code == 200


def test_after_a_lapse_next_is_today_and_no_reading(cast: Cast) -> None:
    press(cast.R, "again")
    found = page(cast.R.client, fill(cast.R.client, *KEPT["again"]))
    assert f"{FINISHED} Today" in found.text
    assert "http://testserver/n/t08/l/0A1/" not in found.links


@pytest.mark.parametrize("safe", ["no", "unsure"])
def test_where_it_is_dark_nothing_is_called_finished(cast: Cast, safe: str) -> None:
    press(cast.R, "again")
    assert FINISHED not in page(cast.R.client, fill(cast.R.client, "/n/t14/", {"safe": safe})).text


def test_giving_in_is_no_finished_thing(cast: Cast) -> None:
    press(cast.R, "urge")
    to = fill(cast.R.client, "/n/t09/new/", {"intensity_start": "9", "response": "gave_in"})
    assert FINISHED not in page(cast.R.client, to).text


@pytest.mark.parametrize(("id", "to"), [("else_r", "/"), ("else_b", "/"), ("look", "/n/path/")])
def test_something_else_and_looking_round_are_answers(cast: Cast, id: str, to: str) -> None:
    answer = press(cast.R, id)
    assert (answer.status_code, answer.headers["Location"]) == (303, to)
    assert 'href="/n/start/"' not in cast.R.client.get("/").content.decode()


def test_looking_round_says_nothing_about_anybody(cast: Cast) -> None:
    press(cast.R, "look")
    assert bodies(cast.R) == [{"roles": []}]


def test_both_can_be_true(cast: Cast) -> None:
    press(cast.R, "urge", both="1")
    assert bodies(cast.R) == [{"roles": ["R", "B"]}]
    text = cast.R.client.get("/").content.decode()
    assert "How strong is" in text and "How safe do you feel" in text


def test_a_later_press_adds_a_role_and_takes_none_away(cast: Cast) -> None:
    press(cast.R, "urge")
    press(cast.R, "fault")
    assert bodies(cast.R)[-1] == {"roles": ["R", "B"]}


def test_skip_is_a_full_answer(cast: Cast) -> None:
    answer = cast.R.client.post(START, {"uid": uuid4(), "skip": "1"})
    assert (answer.status_code, answer.headers["Location"]) == (303, "/")
    assert bodies(cast.R) == [{"roles": []}]
    assert "What brings you here?" not in cast.R.client.get("/").content.decode()


def test_skip_keeps_what_was_said_before(cast: Cast) -> None:
    press(cast.B, "whom")
    cast.B.client.post(START, {"uid": uuid4(), "skip": "1"})
    assert bodies(cast.B)[-1] == {"roles": ["B"]}


def test_a_press_sent_twice_is_kept_once(cast: Cast) -> None:
    uid = uuid4()
    for _ in range(2):
        assert press(cast.R, "hiding", uid=uid).headers["Location"] == "/n/t12/new/"
    assert kinds(cast.R) == ["me"]


def test_another_button_after_going_back_counts_as_another_press(cast: Cast) -> None:
    uid = uuid4()
    press(cast.R, "hiding", uid=uid)
    assert press(cast.R, "fault", uid=uid).headers["Location"] == "/n/t44/new/"
    assert [body["roles"] for body in bodies(cast.R)] == [["R"], ["R", "B"]]


# -- fear at home ----------------------------------------------------------------------


def test_fear_at_home_leads_to_help_and_keeps_no_trace_of_itself(cast: Cast) -> None:
    answer = press(cast.B, start.HOME)
    assert (answer.status_code, answer.headers["Location"]) == (303, "/h/2/")
    assert "You are believed here." in cast.B.client.get("/h/2/").content.decode()
    assert kinds(cast.B) == ["me"]
    press(cast.stranger, "else_b")
    assert bodies(cast.B) == bodies(cast.stranger) == [{"roles": ["B"]}]


def test_no_value_of_the_page_says_it_either(cast: Cast) -> None:
    assert cast.B.client.post(START, {"uid": uuid4(), "hardest": start.HOME}).status_code == 422
    assert kinds(cast.B) == []


def test_neither_a_damaged_form_nor_a_full_disk_stands_before_help(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    assert press(cast.B, start.HOME, uid="x").headers["Location"] == "/h/2/"
    assert kinds(cast.B) == []
    monkeypatch.setattr(Room, "append", full)
    assert press(cast.B, start.HOME).headers["Location"] == "/h/2/"


def test_nor_does_a_shut_room(cast: Cast, signed_out: Client) -> None:
    cast.B.lock()
    assert press(cast.B, start.HOME).headers["Location"] == "/h/2/"
    cast.B.open_room()
    assert kinds(cast.B) == []
    assert signed_out.post(START, {start.NOT_SAFE: "1"}).headers["Location"] == "/h/2/"


# -- what arrives damaged ----------------------------------------------------------------


@pytest.mark.parametrize(
    "sent",
    [
        {},
        {"hardest": "urge"},
        {"hardest": "urge", "uid": "x"},
        {"hardest": "", "uid": "{uid}"},
        {"hardest": "everything", "uid": "{uid}"},
        {"hardest": "t09", "uid": "{uid}"},
        {"both": "1", "uid": "{uid}"},
        {"skip": "1"},
        {"skip": "1", "uid": "1234"},
    ],
)
def test_what_arrives_damaged_keeps_nothing(cast: Cast, sent: dict[str, str]) -> None:
    whole = {name: value.format(uid=uuid4()) for name, value in sent.items()}
    answer = cast.R.client.post(START, whole)
    assert answer.status_code == 422
    assert "nothing was kept" in answer.content.decode()
    assert kinds(cast.R) == []


def full(*_args: object, **_kwargs: object) -> None:
    raise NotSaved("full")


def test_what_cannot_be_saved_says_so_and_goes_nowhere(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Room, "append", full)
    answer = press(cast.R, "urge")
    assert answer.status_code == 503
    assert "could not be saved" in answer.content.decode()


def test_nobody_learns_of_another_persons_press(cast: Cast) -> None:
    press(cast.R, "urge")
    assert "What brings you here?" in cast.stranger.client.get("/").content.decode()


# -- later -----------------------------------------------------------------------------


def test_it_can_be_said_otherwise_later(cast: Cast) -> None:
    press(cast.R, "urge")
    assert 'href="/n/start/"' in cast.R.client.get("/n/you/").content.decode()
    answer = cast.R.client.post("/n/you/", {"uid": uuid4(), "roles": ["B"], "pull": "", "other": ""})
    assert answer.status_code == 303
    text = cast.R.client.get("/").content.decode()
    assert "How safe do you feel" in text and "How strong is" not in text
    names = [value for form in page(cast.R.client, START).forms for _, value in form.buttons]
    assert "pictures" in names and "urge" not in names


def test_few_questions_are_put_to_the_database(cast: Cast, django_assert_max_num_queries) -> None:  # type: ignore[no-untyped-def]
    press(cast.R, "hiding")
    with django_assert_max_num_queries(12):
        cast.R.client.get(START)
    to = fill(cast.R.client, *KEPT["hiding"])
    with django_assert_max_num_queries(12):
        cast.R.client.get(to)


# -- short forms ---------------------------------------------------------------------------


def test_six_statements_draw_the_picture_and_leave_the_other_answers_alone(cast: Cast) -> None:
    fill(cast.R.client, "/n/t03/part/statements/", {"control_cost": "4"})
    answers = dict.fromkeys(("control_longer", "control_stop", "conscience_right", "conscience_wish"), "1")
    to = fill(cast.R.client, "/n/t03/few/", {**answers, "agreement_broke": "4", "agreement_hid": "4"})
    assert "Agreement: most of it" in page(cast.R.client, to).text
    assert bodies(cast.R, "t03")[-1]["control_cost"] == 4


def test_six_statements_left_out_keep_nothing(cast: Cast) -> None:
    assert cast.R.client.post("/n/t03/few/", {"uid": uuid4()}).status_code == 422
    assert kinds(cast.R) == []


def test_the_short_diary_is_whole_once_the_day_has_an_entry(cast: Cast) -> None:
    assert "sleep_hours" not in cast.B.client.get("/n/t40/new/?few=1").content.decode()
    fill(cast.B.client, *KEPT["all"])
    assert "sleep_hours" in cast.B.client.get("/n/t40/new/?few=1").content.decode()


def test_one_person_alone_is_kept_with_the_rest_of_the_plan(cast: Cast) -> None:
    fill(cast.R.client, "/n/t57/part/2/", {"what_I_can_do_alone": "a shower"})
    to = fill(cast.R.client, *KEPT["found"])
    assert to.startswith("/n/t57/k/")
    assert set(bodies(cast.R, "t57")[-1]) >= {"what_I_can_do_alone", "people_I_can_tell"}
    text = page(cast.R.client, "/n/t57/part/4/?alone=1").text
    assert "One person for tonight" in text and "Numbers and steps, one at a time" in text and "Part 4" not in text


def test_whoever_asks_if_it_is_their_fault_is_answered_first(cast: Cast) -> None:
    press(cast.B, "fault")
    assert "another adult made those choices" in page(cast.B.client, "/n/t44/new/").text
    press(cast.R, "urge")
    assert "another adult made those choices" not in page(cast.R.client, "/n/t44/new/").text


# -- words ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("old", "new", "say"),
    [
        ('id = "urge"', 'id = "wave"', "no way for “wave”"),
        ('id = "look"', 'id = "urge"', "no words for “look”"),
        ('say = "I keep hiding it"', 'say = ""', "“hiding” has 1 to 40"),
        ('about = "One person to begin with"', f'about = "{"x" * 41}"', "“about whom” has 1 to 40"),
        ('B = "Something my partner did has hurt me"', "", "no heading for B"),
        ('skip = "Skip this"', "", "skip"),
        ('skip = "Skip this"', 'skip = "Skip this"\nnag = "Do it"', "nag"),
    ],
)
def test_words_that_fit_no_way_are_refused(tmp_path: Path, old: str, new: str, say: str) -> None:
    whole = (Path(settings.CONTENT_DIR) / "en" / "start.toml").read_text()
    assert old in whole
    file = tmp_path / "start.toml"
    file.write_text(whole.replace(old, new, 1))
    with pytest.raises(WordsError, match=re.escape(say)):
        start.load(file)
