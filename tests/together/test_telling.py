"""T14, part 3: all agreed facts at once, held until the hearer wants them; nothing pushed, no receipt, no parts."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest

from goldseam.safety.words import WordsError
from goldseam.together import saying
from goldseam.together.openness.overlap import Terms
from goldseam.together.telling import facts, words
from goldseam.tools.shelf import Item
from goldseam.vault import Entry
from tests.conftest import Cast, Person
from tests.together.scene import notes, open_table, post
from tests.together.test_openness import hand_in, said_wrong, want, will
from tests.tools.conftest import Clock, clock, enter, text

__all__ = ["clock"]
URL = "/n/us/t14/"
CARD = "There is something to be told. When suits you?"
DID = "I called the person I answer to"
CHANGE = "The phone sleeps in the kitchen"


@pytest.fixture(autouse=True)
def two(cast: Cast, clock: Clock) -> None:
    for person in (cast.R, cast.B):
        enter(person)
    open_table(cast.R, cast.B, clock)


def settle(cast: Cast, clock: Clock, soon: str = "h48", detail: str = "did") -> None:
    """Both have handed in, and this is where they meet for a lapse."""
    will(cast.R, clock, lapse=(soon, detail))
    want(cast.B, clock, lapse=(soon, detail))
    hand_in(cast.R)
    hand_in(cast.B)
    post(cast.R, "/n/us/t27/open/")


def report(person: Person, clock: Clock, **more: Any) -> UUID:
    body = {"circle": "inner", "category": "live", "duration": "under_30", "times_since_last_report": 2}
    body |= {"when": clock.now.strftime("%Y-%m-%dT%H:%MZ"), "more_unreported": "no", "told": ["nobody"]} | more
    return person.room.append("t14", body, id=uuid4(), now=clock.now).id


def lay(person: Person, **more: Any) -> Any:
    fields = {"more": "no", "ended": "yes", "did": DID, "change": CHANGE, "days": "30", "lay": "1"}
    return post(person, f"{URL}prepare/", **(fields | {"password_again": person.password} | more))


def look(person: Person, url: str = URL) -> str:
    return text(person.client.get(url))


def plain(person: Person, url: str = URL) -> bytes:
    """A page, apart from nonces and keys that differ in every answer."""
    return re.sub(rb'(value|nonce)="[^"]*"|nonce-[\w+/=-]+', b"", person.client.get(url).content)


def the_id(person: Person) -> UUID:
    return [entry.id for entry in person.vault.tables[0].every() if entry.kind == facts.TELL][-1]


def choose(person: Person, when: str, **more: str) -> Any:
    return post(person, f"{URL}{the_id(person)}/when/", when=when, **more)


def held(cast: Cast, clock: Clock) -> UUID:
    settle(cast, clock)
    report(cast.R, clock)
    assert lay(cast.R).status_code == 303
    return the_id(cast.R)


# -- preparing ---------------------------------------------------------------------------------------------------------


def test_all_agreed_facts_go_at_once_exactly_as_they_were_shown(cast: Cast, clock: Clock) -> None:
    settle(cast, clock)
    report(cast.R, clock)
    assert "How soon: Within 48 hours. How much: What kind, and what was done about it." in look(cast.R)
    assert "By your agreement it is told by 23 November 2026." in look(cast.R)
    preview = post(cast.R, f"{URL}prepare/", more="no", ended="yes", did=DID, change=CHANGE)
    shown = re.search(r"<dl>.*?</dl>", preview.content.decode(), re.S)
    assert shown
    assert not [entry for entry in cast.R.vault.tables[0].every() if entry.kind == facts.TELL]
    assert lay(cast.R).status_code == 303
    assert choose(cast.B, "now")["Location"] == f"{URL}{the_id(cast.B)}/"
    seen = cast.B.client.get(f"{URL}{the_id(cast.B)}/").content.decode()
    assert shown[0] in seen
    for line in ("Live camera or chat", "2 times", "On 21 November 2026", "Yes, it has stopped", DID, CHANGE):
        assert line in text_of(shown[0])
    assert "no forgiveness and no decision. You have the first word" in text_of(shown[0])


def text_of(html: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html))


@pytest.mark.parametrize(
    ("detail", "there", "not_there"),
    [("that", ("A limit", "It has stopped"), ("Live", "2 times", DID)), ("kind", ("Live", "2 times"), (DID, CHANGE))],
)
def test_what_is_not_agreed_is_not_told(
    cast: Cast, clock: Clock, detail: str, there: tuple[str, ...], not_there: tuple[str, ...]
) -> None:
    settle(cast, clock, detail=detail)
    report(cast.R, clock)
    assert lay(cast.R).status_code == 303
    body = str([e.body for e in cast.B.vault.tables[0].every() if e.kind == facts.TELL])
    for said in there:
        assert said.lower() in body.lower()
    for said in not_there:
        assert said not in body


def test_without_an_agreement_only_the_least_is_told(cast: Cast, clock: Clock) -> None:
    report(cast.R, clock)
    assert "have not settled how soon" in look(cast.R)
    assert lay(cast.R).status_code == 303
    body = str([e.body for e in cast.B.vault.tables[0].every() if e.kind == facts.TELL])
    assert "A limit" in body
    assert "Live" not in body


def test_hr_01_more_of_the_same_kind_holds_it_and_offers_help(cast: Cast, clock: Clock) -> None:
    settle(cast, clock)
    report(cast.R, clock)
    before = plain(cast.B)
    answer = lay(cast.R, more="yes")
    assert answer.status_code == 200
    assert "Then hold it for now" in text(answer)
    assert b'href="/n/t31/"' in answer.content
    assert "health or safety is told at once" in text(answer)
    assert plain(cast.B) == before
    assert not [note for note in notes(cast.R) if note.get("as") == facts.TELL]


def test_hr_01_a_report_that_is_not_whole_is_completed_first(cast: Cast, clock: Clock) -> None:
    settle(cast, clock)
    report(cast.R, clock, more_unreported="yes")
    assert "Complete it first" in look(cast.R)
    assert lay(cast.R)["Location"] == URL
    assert CARD not in look(cast.B)


@pytest.mark.parametrize(("soon", "says"), [("none", "is: not at all"), ("session", "is: only in a session")])
def test_what_is_not_wanted_here_is_not_laid_here(cast: Cast, clock: Clock, soon: str, says: str) -> None:
    settle(cast, clock, soon)
    report(cast.R, clock)
    assert says in look(cast.R)
    assert lay(cast.R)["Location"] == URL
    assert CARD not in look(cast.B)


def test_found_out_is_not_told(cast: Cast, clock: Clock) -> None:
    settle(cast, clock)
    report(cast.R, clock, told=["found_out"])
    said = look(cast.R)
    assert "found out before you told it" in said
    assert b'href="/n/t31/"' in cast.R.client.get(URL).content
    assert lay(cast.R)["Location"] == URL


def test_the_order_is_a_person_first(cast: Cast, clock: Clock) -> None:
    report(cast.R, clock)
    assert "nobody knows of it yet" in look(cast.R)
    clock.now += timedelta(minutes=1)
    report(cast.R, clock, told=["therapist"])
    assert "nobody knows of it yet" not in look(cast.R)


def test_hr_17_a_quiet_hint_before_it_is_held(cast: Cast, clock: Clock) -> None:
    settle(cast, clock)
    report(cast.R, clock)
    said = "I stopped, but you never listen"
    answer = post(cast.R, f"{URL}prepare/", more="no", ended="yes", did=said, change=CHANGE)
    assert "Words to look at again" in text(answer)
    assert lay(cast.R, did=said).status_code == 303


@pytest.mark.parametrize(
    ("fields", "says"),
    [({"did": "x" * 301}, "at most 300"), ({"change": ""}, "a few words"), ({"ended": "?"}, "choose")],
)
def test_what_does_not_fit_is_said_and_kept(cast: Cast, clock: Clock, fields: dict[str, str], says: str) -> None:
    settle(cast, clock)
    report(cast.R, clock)
    answer = lay(cast.R, **fields)
    assert answer.status_code == 422
    assert says in text(answer)
    assert (DID if "did" not in fields else "x" * 301) in answer.content.decode()
    assert CARD not in look(cast.B)


def test_the_wrong_password_lays_nothing(cast: Cast, clock: Clock) -> None:
    report(cast.R, clock)
    answer = lay(cast.R, password_again="not this one")
    assert answer.status_code == 422
    assert "A limit that I have set" in text(answer)
    assert CARD not in look(cast.B)


# -- the window --------------------------------------------------------------------------------------------------------


def test_hr_02_a_window_that_passed_is_on_the_tellers_screen_only(cast: Cast, clock: Clock) -> None:
    settle(cast, clock)
    before = [plain(cast.B, url) for url in (URL, "/n/us/", "/")]
    report(cast.R, clock)
    assert [plain(cast.B, url) for url in (URL, "/n/us/", "/")] == before
    clock.now += timedelta(hours=49)
    enter(cast.R)
    assert "The time you had agreed on has gone by" in look(cast.R)
    for url in ("/n/t51/", "/n/t54/"):
        assert f'href="{url}"' in cast.R.client.get(URL).content.decode()
    enter(cast.B)
    assert "gone by" not in look(cast.B)
    assert CARD not in look(cast.B)
    assert "gone by" not in look(cast.B, "/n/us/")


# -- the card ----------------------------------------------------------------------------------------------------------


def test_r2_it_is_held_and_not_pushed(cast: Cast, clock: Clock) -> None:
    settle(cast, clock)
    today = plain(cast.B, "/")
    report(cast.R, clock)
    lay(cast.R)
    assert plain(cast.B, "/") == today
    assert "Something is held here for you. Nothing hurries." in look(cast.B, "/n/us/")
    assert "Something is held here" not in look(cast.R, "/n/us/")
    assert CARD in look(cast.B)


def test_nothing_of_it_shows_before_now(cast: Cast, clock: Clock) -> None:
    id = held(cast, clock)
    for url in (URL, "/n/us/", f"{URL}{id}/"):
        said = look(cast.B, url)
        for word in (DID, CHANGE, "Live camera", "A limit", "lapse,"):
            assert word not in said, (url, word)
    assert cast.B.client.get(f"{URL}{id}/")["Location"] == URL


@pytest.mark.parametrize(
    ("when", "more", "says"),
    [
        ("tonight", {"clock": "20:15"}, "tonight at 20:15"),
        ("tomorrow", {}, "tomorrow"),
        ("session", {}, "in a session"),
        ("not_yet", {"clock": "nonsense"}, "not yet"),
    ],
)
def test_a_time_is_shown_to_both_and_can_be_another_one(
    cast: Cast, clock: Clock, when: str, more: dict[str, str], says: str
) -> None:
    held(cast, clock)
    assert choose(cast.B, when, **more).status_code == 303
    assert f"You chose: {says}" in look(cast.B)
    assert f"The other one chose: {says}" in look(cast.R)
    assert DID not in look(cast.B)
    choose(cast.B, "session" if when != "session" else "tomorrow")
    assert f"chose: {says}" not in look(cast.R)
    assert "Something is held here" not in look(cast.B, "/n/us/")


def test_tonight_wants_a_time_and_what_is_no_answer_is_none(cast: Cast, clock: Clock) -> None:
    held(cast, clock)
    for clock_said in ("", "25:99"):
        answer = choose(cast.B, "tonight", clock=clock_said)
        assert answer.status_code == 422
        assert "Please say at what time." in text(answer)
    assert choose(cast.B, "whenever").status_code == 422
    assert "No time has been chosen" in look(cast.R)


def test_r4_reading_leaves_no_trace_for_the_teller(cast: Cast, clock: Clock) -> None:
    id = held(cast, clock)
    before = plain(cast.R), plain(cast.R, "/n/us/"), len(list(cast.R.vault.tables[0].every()))
    assert choose(cast.B, "now").status_code == 303
    said = look(cast.B, f"{URL}{id}/")
    assert DID in said
    assert "You owe no reply" in said
    html = cast.B.client.get(f"{URL}{id}/").content.decode()
    for url in ("/n/t41/", "/n/t50/", "/n/t34/"):
        assert f'href="{url}"' in html
    assert "under twenty minutes" in said
    assert (plain(cast.R), plain(cast.R, "/n/us/"), len(list(cast.R.vault.tables[0].every()))) == before


def test_after_reading_a_time_to_talk_can_still_be_said(cast: Cast, clock: Clock) -> None:
    held(cast, clock)
    choose(cast.B, "now")
    assert "Read it again" in look(cast.B)
    choose(cast.B, "session")
    assert "The other one chose: in a session" in look(cast.R)


def test_presses_sent_twice_are_one(cast: Cast, clock: Clock) -> None:
    settle(cast, clock)
    report(cast.R, clock)
    uid = str(uuid4())
    assert [lay(cast.R, uid=uid).status_code for _ in range(2)] == [303, 303]
    assert [e.kind for e in cast.B.vault.tables[0].every()].count(facts.TELL) == 1
    uid = str(uuid4())
    for _ in range(2):
        assert choose(cast.B, "tomorrow", uid=uid).status_code == 303
    assert [e.kind for e in cast.B.vault.tables[0].every()].count(facts.WHEN) == 1
    choose(cast.B, "now", uid=uid)
    assert DID in look(cast.B, f"{URL}{the_id(cast.B)}/")


def test_nobody_answers_or_takes_back_for_the_other(cast: Cast, clock: Clock) -> None:
    id = held(cast, clock)
    assert choose(cast.R, "now").status_code == 404
    assert cast.B.client.get(f"{URL}{id}/back/").status_code == 404
    assert post(cast.B, f"{URL}{id}/told/").status_code == 404
    assert post(cast.B, f"{URL}{id}/back/").status_code == 303
    assert CARD in look(cast.B)


# -- taking back, told, pace -------------------------------------------------------------------------------------------


def test_taken_back_unread_it_looks_as_if_it_had_never_been(cast: Cast, clock: Clock) -> None:
    settle(cast, clock)
    never = plain(cast.B), plain(cast.B, "/n/us/")
    report(cast.R, clock)
    lay(cast.R)
    id = the_id(cast.R)
    assert "If it has not been read" in look(cast.R, f"{URL}{id}/back/")
    for _ in range(2):
        assert post(cast.R, f"{URL}{id}/back/").status_code == 303
    assert (plain(cast.B), plain(cast.B, "/n/us/")) == never
    assert DID not in str([e.body for e in cast.B.vault.tables[0].every()])
    assert cast.B.vault.tables[0].verify() == []


def test_taken_back_after_reading_leaves_a_dated_gap_for_the_reader(cast: Cast, clock: Clock) -> None:
    id = held(cast, clock)
    choose(cast.B, "now")
    post(cast.R, f"{URL}{id}/back/")
    assert "Something that you read on 21 November 2026 was taken back" in look(cast.B)
    assert cast.B.client.get(f"{URL}{id}/")["Location"] == URL
    assert "was taken back" not in look(cast.R)


def test_that_it_has_been_told_is_the_tellers_own_note(cast: Cast, clock: Clock) -> None:
    id = held(cast, clock)
    before = plain(cast.B), len(list(cast.B.vault.tables[0].every()))
    assert post(cast.R, f"{URL}{id}/told/").status_code == 303
    assert "You have noted that it has been told" in look(cast.R)
    assert (plain(cast.B), len(list(cast.B.vault.tables[0].every()))) == before
    assert f'href="{URL}{id}/back/"' in cast.R.client.get(URL).content.decode()


def test_one_telling_at_a_time_and_not_too_close_to_the_last(cast: Cast, clock: Clock) -> None:
    id = held(cast, clock)
    assert lay(cast.R)["Location"] == URL
    post(cast.R, f"{URL}{id}/back/")
    answer = lay(cast.R)
    assert answer.status_code == 409
    assert "not too close to the last" in text(answer)
    clock.now += timedelta(hours=25)
    enter(cast.R)
    assert lay(cast.R).status_code == 303


def test_after_not_yet_it_rests_for_three_days(cast: Cast, clock: Clock) -> None:
    id = held(cast, clock)
    choose(cast.B, "not_yet")
    post(cast.R, f"{URL}{id}/back/")
    for hours, status in ((30, 409), (43, 303)):
        clock.now += timedelta(hours=hours)
        enter(cast.R)
        assert lay(cast.R).status_code == status


def test_it_ends_by_itself(cast: Cast, clock: Clock) -> None:
    settle(cast, clock)
    report(cast.R, clock)
    lay(cast.R, days="7")
    clock.now += timedelta(days=8)
    enter(cast.B)
    assert CARD not in look(cast.B)
    assert "Something is held here" not in look(cast.B, "/n/us/")


# -- pressure, doors, strangers ----------------------------------------------------------------------------------


def test_under_pressure_it_waits_in_the_room_and_the_page_says_the_same(cast: Cast, clock: Clock) -> None:
    settle(cast, clock)
    never = plain(cast.B)
    report(cast.R, clock)
    cast.R.room.append("t60", {"pressure": "on", "at": 0}, id=uuid4(), now=clock.now)
    assert lay(cast.R).status_code == 303
    assert "It is held for the other one" in look(cast.R)
    assert plain(cast.B) == never


def test_a_choice_under_pressure_waits_but_now_opens_for_oneself(cast: Cast, clock: Clock) -> None:
    id = held(cast, clock)
    silent = plain(cast.R)
    cast.B.room.append("t60", {"pressure": "on", "at": 0}, id=uuid4(), now=clock.now)
    choose(cast.B, "tomorrow")
    assert "You chose: tomorrow" in look(cast.B)
    choose(cast.B, "now")
    assert DID in look(cast.B, f"{URL}{id}/")
    assert plain(cast.R) == silent


def test_without_anything_to_tell_the_page_is_calm_for_both(cast: Cast, clock: Clock) -> None:
    for person in (cast.R, cast.B):
        assert "There is nothing here to tell and nothing to hear." in look(person)
        assert 'href="/n/t14/"' in person.client.get(URL).content.decode(), "and where it would begin"
        assert lay(person)["Location"] == URL


def test_who_has_no_open_table_is_sent_to_us(cast: Cast, clock: Clock) -> None:
    id = held(cast, clock)
    enter(cast.stranger)
    for url in (URL, f"{URL}prepare/", f"{URL}{id}/", f"{URL}{id}/back/"):
        assert cast.stranger.client.get(url)["Location"] == "/n/us/"
    assert post(cast.stranger, f"{URL}{id}/when/", when="now")["Location"] == "/n/us/"
    cast.B.lock()
    assert cast.B.client.get(URL)["Location"].startswith("/room/")


def test_r22_either_of_the_two_can_tell(cast: Cast, clock: Clock) -> None:
    report(cast.B, clock)
    assert lay(cast.B).status_code == 303
    assert CARD in look(cast.R)


def test_the_pages_are_small_and_cheap(cast: Cast, clock: Clock, django_assert_max_num_queries: Any) -> None:
    id = held(cast, clock)
    choose(cast.B, "now")
    for person, url in ((cast.R, URL), (cast.B, URL), (cast.B, f"{URL}{id}/")):
        with django_assert_max_num_queries(12):
            answer = person.client.get(url)
        assert len(answer.content) < 20_000


# -- pure --------------------------------------------------------------------------------------------------------------

T = 30_000_000
"""A minute."""


def item(key: str = "a", at: int = T, **body: Any) -> Item:
    return Item(key, key, "t14", at, at, {"circle": "inner", "category": "live", "told": []} | body)


def test_everything_untold_of_one_kind_goes_together() -> None:
    found = facts.gather(
        [item("a", T), item("b", T + 60, category="contact", times_since_last_report=3), item("m", T, circle="middle")],
        (),
        T + 100,
    )
    assert found is not None
    assert (found.reports, found.kinds, found.times) == (("a", "b"), ("live", "contact"), 4)
    assert (found.first, found.last, found.kept, found.topic) == (T, T + 60, T, "lapse")


def test_what_is_known_old_or_covered_is_not_gathered() -> None:
    for one, covered, now in (
        (item(told=["partner"]), (), T),
        (item(), ("a",), T),
        (item(), (), T + facts.LOOKS_BACK),
        (item(circle=""), (), T),
    ):
        assert facts.gather([one], covered, now) is None
    middle = facts.gather([item(circle="middle")], (), T)
    assert middle is not None
    assert middle.topic == "middle"


def test_what_was_found_out_earlier_does_not_stand_in_the_way() -> None:
    old, new = item("a", T, told=["found_out"]), item("b", T + 60)
    found = facts.gather([old, new], (), T + 60)
    assert found is not None
    assert (found.reports, found.found_out) == (("b",), False)
    assert facts.state(facts.gather([new, item("c", T + 90, told=["found_out"])], (), T + 90), Terms()) == "found"


@pytest.mark.parametrize(
    ("soon", "state", "hours"),
    [
        ("", "ready", None),
        ("h24", "ready", 24),
        ("h48", "ready", 48),
        ("next", "ready", 168),
        ("session", "session", 168),
        ("none", "never", None),
    ],
)
def test_state_and_window_follow_the_terms(soon: str, state: str, hours: int | None) -> None:
    found = facts.gather([item()], (), T)
    assert found is not None
    terms = Terms(soon, "that", settled=bool(soon))
    assert facts.state(found, terms) == state
    assert facts.window_end(found, terms) == (T + hours * 60 if hours else None)


def made(what: str, author: UUID, **body: Any) -> Entry:
    return Entry(uuid4(), 1, what, datetime(2026, 11, 18, tzinfo=UTC), body, author)


def test_only_the_hearers_whole_choice_counts() -> None:
    r, b = uuid4(), uuid4()
    one = made(facts.TELL, r, answers=[])
    for author, body in ((r, {"when": "tomorrow"}), (b, {"when": "at once"}), (b, {"when": "tonight", "clock": "<b>"})):
        entries = [one, made(facts.WHEN, author, of=one.id.hex, **body)]
        assert [held.answer for held in facts.held(entries, r)] == [""]
    entries = [one, made(facts.WHEN, b, of=one.id.hex, when="session")]
    assert [held.answer for held in facts.held(entries, r)] == ["session"]
    assert facts.held(entries, b) == []


def test_the_words_keep_the_rules() -> None:
    assert said_wrong("telling") == []


def test_words_that_miss_an_answer_are_refused(tmp_path: Any) -> None:
    path = tmp_path / "telling.toml"
    good = saying.file("telling").read_text(encoding="utf-8")
    path.write_text(good.replace("\nnot_yet = ", "\nnever = "), encoding="utf-8")
    with pytest.raises(WordsError, match="answers"):
        words.load(path)
