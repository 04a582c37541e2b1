"""Plans for two (T37): each writes only their own part, sees first what will be seen, and is free to say "I can't"."""

from __future__ import annotations

import dataclasses
import re
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest

from goldseam.safety.words import WordsError, words_dir
from goldseam.together.triggers import acts, plans
from goldseam.together.triggers.words import load, words
from goldseam.vault import Entry
from tests.conftest import Cast, Person
from tests.together.scene import open_table, post, us
from tests.tools.conftest import Clock, clock, enter, text

__all__ = ["clock"]
HERE = "/n/us/t37/"
SIGN = "I go quiet and count the minutes"
PHRASE = "I am here and I am staying"


@pytest.fixture(autouse=True)
def two(cast: Cast, clock: Clock) -> None:
    for person in (cast.R, cast.B):
        enter(person)
    open_table(cast.R, cast.B, clock)


def lay(person: Person, url: str, **fields: Any) -> Any:
    return post(person, url, act="lay", password_again=person.password, **fields)


def begin(person: Person, **fields: Any) -> str:
    """A plan on the table; its address."""
    asked = {"trigger": "phone_down", "sign": SIGN, "helps": ["say", "stay"], "word": "lantern"}
    assert lay(person, f"{HERE}new/", **(asked | fields)).status_code == 303
    return found(person)[-1]


def found(person: Person) -> list[str]:
    return re.findall(r'href="(/n/us/t37/[0-9a-f-]{36}/)now/"', person.client.get(HERE).content.decode())


def answer(person: Person, plan: str, **fields: Any) -> Any:
    asked = {"help_say": "can", "help_stay": "cannot", "menu": PHRASE, "word": "Lantern "}
    return lay(person, f"{plan}reply/", **(asked | fields))


def home(person: Person) -> str:
    return text(person.client.get(HERE))


def same(person: Person, url: str = HERE) -> str:
    """A page apart from nonces and keys that differ in every answer."""
    return re.sub(r'(value|nonce)="[^"]*"|nonce-[\w+/=-]+', "", person.client.get(url).content.decode())


# -- both parts ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("swapped", [False, True])
def test_r22_who_writes_what_follows_who_began_it_and_not_the_role(cast: Cast, swapped: bool) -> None:
    one, other = (cast.R, cast.B) if swapped else (cast.B, cast.R)
    plan = begin(one)
    assert SIGN in home(other) and "Not answered. Nobody has to answer." in home(one)
    assert answer(other, plan).status_code == 303
    for person in (one, other):
        said = home(person)
        assert "I can Say what you are doing" in said
        assert "I can&#x27;t Stay here" in said or "I can't Stay here" in said
        assert "The word you both wrote: lantern" in said
    assert f"What {other.name} can do" in home(one) and "What you can do" in home(other)
    assert one.client.get(f"{plan}reply/").status_code == 404, "nobody answers for the other"
    assert other.client.get(plan).status_code == 404, "nobody changes what the other wrote"
    assert lay(other, plan, trigger="late").status_code == 404
    assert lay(one, f"{plan}reply/", help_say="can").status_code == 404


def test_the_place_is_found_from_the_table(cast: Cast) -> None:
    assert f'href="{HERE}"' in cast.B.client.get("/n/us/").content.decode()
    assert words().title in us(cast.B)


def test_what_is_shown_before_is_what_is_seen_after_and_nothing_lies_there_yet(cast: Cast) -> None:
    preview = post(cast.B, f"{HERE}new/", trigger="own", own="the car in the street", sign=SIGN, helps=["space"])
    shown = re.search(r"<dl>.*?</dl>", preview.content.decode(), re.S)
    assert shown and "The car in the street" in text(preview)
    assert SIGN not in home(cast.R) and SIGN not in home(cast.B)
    begin(cast.B, trigger="own", own="the car in the street", sign=SIGN, helps=["space"], word="")
    assert shown[0] in cast.R.client.get(HERE).content.decode()


def test_r1_a_phone_left_lying_about_lays_nothing(cast: Cast) -> None:
    answer = post(cast.B, f"{HERE}new/", trigger="late", sign=SIGN, act="lay", password_again="not this one")
    assert answer.status_code == 422 and SIGN in text(answer)
    assert SIGN not in home(cast.R)


def test_words_that_close_an_ear_are_shown_quietly_and_block_nothing(cast: Cast) -> None:
    said = "If you do it again I will take the children and you never see them"
    preview = post(cast.B, f"{HERE}new/", trigger="late", no=said)
    assert preview.status_code == 200 and "Words to look at again" in text(preview)
    assert "Words to look at again" not in text(post(cast.B, f"{HERE}new/", trigger="late", sign=SIGN))
    begin(cast.B, no=said)
    assert "Words to look at again" not in home(cast.R)


def test_from_the_preview_one_can_go_back_with_everything_still_there(cast: Cast) -> None:
    page = post(cast.B, f"{HERE}new/", trigger="late", sign=SIGN, helps=["stay"], act="change")
    html = page.content.decode()
    assert page.status_code == 200 and SIGN in html
    assert re.search(r'value="stay"[^>]*checked', html) and re.search(r'value="late"[^>]*checked', html)


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({}, "Please choose one."),
        ({"trigger": "the moon"}, "Please choose from the answers shown."),
        ({"trigger": "own"}, "Please say in a few words what it is."),
        ({"trigger": "late", "helps": "prove it"}, "Please choose from the answers shown."),
        ({"trigger": "late", "sign": "x" * 201}, "This is 201 letters long"),
        ({"trigger": "late", "word": "x" * 41}, "This is 41 letters long"),
    ],
)
def test_what_does_not_fit_is_said_beside_it_and_kept(cast: Cast, sent: dict[str, str], said: str) -> None:
    page = post(cast.B, f"{HERE}new/", no="what was typed", act="lay", **sent)
    assert page.status_code == 422
    assert said in text(page) and "what was typed" in text(page)
    assert found(cast.B) == []


@pytest.mark.parametrize(
    ("menu", "said"),
    [("\n".join("abcdef"), "keep it to 5 sentences"), ("x" * 81, "each sentence to 80 letters")],
)
def test_five_phrases_at_most_and_short(cast: Cast, menu: str, said: str) -> None:
    plan = begin(cast.B)
    page = answer(cast.R, plan, menu=menu)
    assert page.status_code == 422 and said in text(page)
    assert "Not answered" in home(cast.B)


def test_nobody_has_to_answer_and_an_empty_answer_is_none(cast: Cast) -> None:
    plan = begin(cast.B, word="")
    page = lay(cast.R, f"{plan}reply/", menu="", word="")
    assert page.status_code == 422 and "none is owed" in text(page)
    assert "Nobody has to be reachable at every hour" in home(cast.R)


def test_five_plans_each_and_the_fifth_sent_twice_is_one(cast: Cast) -> None:
    for _n in range(4):
        begin(cast.B)
    uid = str(uuid4())
    for _press in range(2):
        sent = {"trigger": "smell", "uid": uid, "act": "lay", "password_again": cast.B.password}
        assert cast.B.client.post(f"{HERE}new/", sent).status_code == 303
    assert len(found(cast.B)) == 5
    refused = lay(cast.B, f"{HERE}new/", trigger="late")
    assert refused.status_code == 409 and "You have begun five plans" in text(refused)
    assert "Begin a plan" not in home(cast.B)
    begin(cast.R)
    assert len(found(cast.R)) == 6, "the other has five of their own"


# -- changing, trying, looking ------------------------------------------------------------------------------------


def test_a_new_version_takes_its_place_and_an_older_answer_says_so(cast: Cast, clock: Clock) -> None:
    plan = begin(cast.B, help_own="Turn the phone over")
    answer(cast.R, plan, help_own="can")
    assert "I can Say what you are doing Turn the phone over" in home(cast.B)
    clock.now += timedelta(minutes=1)
    lay(cast.B, plan, trigger="late", sign="something new", helps=["say"], help_own="Put it in the hall")
    said = home(cast.R)
    assert SIGN not in said and "something new" in said
    assert "older than the last change" in said
    assert "I can Say what you are doing" in said
    assert "I can Say what you are doing Put it" not in said, "a new wish was not answered by the old one's answer"
    assert found(cast.B) == [plan]
    form = cast.B.client.get(plan).content.decode()
    assert "something new" in form and "Put it in the hall" in form


def test_two_weeks_then_it_is_looked_at(cast: Cast, clock: Clock) -> None:
    plan = begin(cast.B)
    assert "You are trying this until" not in home(cast.B)
    answer(cast.R, plan)
    assert "You are trying this until" in home(cast.B)
    post(cast.R, f"{plan}looked/")
    assert "Looked at on" not in home(cast.B), "what is not due is not written"
    clock.now += timedelta(days=14)
    for person in (cast.R, cast.B):
        enter(person)
        assert "Two weeks are over. Look at it together" in home(person)
    assert post(cast.R, f"{plan}looked/").status_code == 303
    assert "Looked at on" in home(cast.B) and "Two weeks are over" not in home(cast.B)


# -- the moment itself -----------------------------------------------------------------------------------------------


def test_one_phrase_for_each_time_and_then_a_card(cast: Cast, clock: Clock) -> None:
    plan = begin(cast.B)
    answer(cast.R, plan)
    now = f"{plan}now/"
    assert PHRASE not in home(cast.B)
    first = text(cast.B.client.get(now))
    assert PHRASE not in first and "Say the word: lantern" in first
    assert "Stay here for a few minutes" not in first, "what the other cannot do is not held out"
    assert post(cast.B, now).status_code == 303
    assert PHRASE in text(cast.B.client.get(now))
    clock.now += acts.FRESH
    enter(cast.B)
    again = cast.B.client.get(now)
    assert PHRASE not in text(again) and "A card can do more now" in text(again)
    assert 'href="/n/t41/"' in again.content.decode() and 'href="/n/t42/"' in again.content.decode()
    post(cast.B, now)
    assert PHRASE not in text(cast.B.client.get(now)), "pressing again brings no second one"
    clock.now += acts.EVENT
    enter(cast.B)
    post(cast.B, now)
    assert PHRASE in text(cast.B.client.get(now))


def test_r4_the_moment_leaves_no_trace_on_the_table(cast: Cast) -> None:
    plan = begin(cast.B)
    answer(cast.R, plan)
    before, head = same(cast.R), cast.R.vault.tables[0].head
    cast.B.client.get(f"{plan}now/")
    post(cast.B, f"{plan}now/")
    cast.R.vault.__dict__.pop("tables", None)
    assert (same(cast.R), cast.R.vault.tables[0].head) == (before, head)


def test_whoever_answered_reads_their_own_sentences_there(cast: Cast) -> None:
    plan = begin(cast.B)
    answer(cast.R, plan)
    said = text(cast.R.client.get(f"{plan}now/"))
    assert PHRASE in said and "If you can't just now, say that" in said.replace("&#x27;", "'")


# -- taking back, pressure, the closed table ---------------------------------------------------------------------------


def test_r7_taken_back_it_is_as_if_there_had_been_none(cast: Cast, clock: Clock) -> None:
    never = same(cast.R)
    plan = begin(cast.B)
    lay(cast.B, plan, trigger="late", sign="a second version")
    assert "Take back your part?" in text(cast.B.client.get(f"{plan}back/"))
    assert cast.R.client.get(f"{plan}back/").status_code == 404, "there is nothing of theirs to take back"
    assert post(cast.R, f"{plan}back/").status_code == 303
    assert "a second version" in home(cast.R)
    assert post(cast.B, f"{plan}back/").status_code == 303
    assert same(cast.R) == never
    assert post(cast.B, f"{plan}back/").status_code == 303, "sent again it says the same"
    assert cast.B.client.get(plan).status_code == 404


def test_an_answer_taken_back_leaves_the_plan_unanswered(cast: Cast) -> None:
    plan = begin(cast.B)
    before = same(cast.B)
    answer(cast.R, plan)
    post(cast.R, f"{plan}back/")
    assert same(cast.B) == before


def test_r6_it_goes_on_its_last_day(cast: Cast, clock: Clock) -> None:
    begin(cast.B)
    clock.now += timedelta(days=90)
    enter(cast.R)
    assert SIGN in home(cast.R)
    clock.now += timedelta(days=1)
    enter(cast.R)
    assert SIGN not in home(cast.R)


def test_hr_04_under_pressure_one_s_own_pages_say_the_same_and_nothing_goes_out(cast: Cast, clock: Clock) -> None:
    begin(cast.B)
    calm = same(cast.B)
    post(cast.B, f"{found(cast.B)[0]}back/")
    assert post(cast.B, "/n/t60/", act="press").status_code == 303
    before = same(cast.R)
    plan = begin(cast.B)
    assert re.sub(r"[0-9a-f-]{36}", "", same(cast.B)) == re.sub(r"[0-9a-f-]{36}", "", calm)
    assert same(cast.R) == before
    assert cast.R.client.get(f"{plan}now/").status_code == 404
    post(cast.B, "/n/t60/", act="release")
    clock.now += timedelta(hours=73)
    enter(cast.B)
    begin(cast.B, sign="another")
    enter(cast.R)
    assert SIGN in home(cast.R) and "another" in home(cast.R), "it goes at the next act"


def test_a_stranger_and_a_closed_table_have_no_such_page(cast: Cast, clock: Clock) -> None:
    plan = begin(cast.B)
    enter(cast.stranger)
    for url in (HERE, f"{HERE}new/", plan, f"{plan}reply/", f"{plan}now/", f"{plan}back/"):
        assert cast.stranger.client.get(url)["Location"] == "/n/us/", url
    post(cast.R, "/n/us/want/", want="no")
    assert cast.B.client.get(HERE)["Location"] == "/n/us/"


def test_its_pages_are_small_and_ask_the_database_little(cast: Cast, django_assert_max_num_queries: Any) -> None:
    for n in range(5):
        answer(cast.R, begin(cast.B, own=f"Number {n}", trigger="own", no="x" * 200, after="y" * 200))
        answer(cast.B, begin(cast.R))
    with django_assert_max_num_queries(12):
        page = cast.B.client.get(HERE)
    assert len(page.content) < 30_000


# -- the pure part ---------------------------------------------------------------------------------

DAY = datetime(2026, 3, 1, 12, tzinfo=UTC)
ONE, OTHER, ID = UUID(int=1), UUID(int=2), UUID(int=9)


def entry(kind: str, by: UUID, n: int, **body: Any) -> Entry:
    return Entry(UUID(int=n), n, kind, DAY + timedelta(hours=n), body, by)


def test_what_does_not_read_as_a_plan_is_passed_over() -> None:
    entries = [
        entry(plans.PLAN, ONE, 9, trigger="late"),
        entry(plans.PLAN, ONE, 10, trigger=7),
        entry(plans.PLAN, ONE, 11, sign="no trigger"),
        entry(plans.PLAN, OTHER, 12, trigger="smell", root=ID.hex),
        entry(plans.REPLY, ONE, 13, plan=ID.hex, menu=["my own answer to myself"]),
        entry(plans.REPLY, OTHER, 14, plan=ID.hex, menu=list("abcdef")),
        entry(plans.LOOKED, OTHER, 15),
    ]
    (plan,) = plans.plans(entries)
    assert (plan.id, plan.by, plan.part.trigger, plan.reply) == (ID, ONE, "late", None)


def test_a_word_is_agreed_when_both_wrote_the_same() -> None:
    whole = [entry(plans.PLAN, ONE, 9, trigger="late", word="Blue  lamp")]
    for said, agreed in (("blue lamp", "Blue  lamp"), ("blue", ""), ("", "")):
        (plan,) = plans.plans([*whole, entry(plans.REPLY, OTHER, 10, plan=ID.hex, word=said)])
        assert plan.word == agreed


def test_the_two_weeks_begin_when_both_parts_are_there_as_they_are() -> None:
    first = entry(plans.PLAN, ONE, 9, trigger="late")
    reply = entry(plans.REPLY, OTHER, 20, plan=ID.hex, can=["say"])
    changed = entry(plans.PLAN, ONE, 30, trigger="late", root=ID.hex)
    (plan,) = plans.plans([first, reply])
    assert plan.tried_until == reply.at + plans.TRIAL
    assert plan.trial(reply.at + plans.TRIAL) == "due"
    (stale,) = plans.plans([first, reply, changed])
    assert stale.trial(changed.at) == "none"
    (looked,) = plans.plans([first, reply, dataclasses.replace(entry(plans.LOOKED, ONE, 40, plan=ID.hex))])
    assert looked.trial(reply.at + plans.TRIAL) == "due", "looked at before it was due does not count"


def test_one_phrase_in_two_hours() -> None:
    notes = [entry("laid", ONE, 1, plan=ID.hex)]
    at = notes[0].at
    assert acts.offered([], ID, at) == "may"
    assert acts.offered(notes, ID, at) == "said"
    assert acts.offered(notes, ID, at + acts.FRESH) == "rest"
    assert acts.offered(notes, ID, at + acts.EVENT) == "may"
    assert acts.offered(notes, ONE, at) == "may", "another plan is another event"


def test_its_words_are_whole_and_every_fault_is_named(tmp_path: Path) -> None:
    whole = (words_dir() / "together" / "triggers.toml").read_text()
    bad = tmp_path / "triggers.toml"
    bad.write_text(whole.replace('title = "When something hits"', 'title = " "').replace('id = "late"', 'id = "own"'))
    with pytest.raises(WordsError, match="title"):
        load(bad)
    bad.write_text(whole.replace('id = "late"', 'id = "own"'))
    with pytest.raises(WordsError, match="each choice once"):
        load(bad)
