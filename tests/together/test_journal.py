"""The shared journal (T27): a line is laid exactly as it was shown, answered by a press only, and can be taken back."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest

from goldseam.safety.words import WordsError
from goldseam.together import saying
from goldseam.together.journal import fold, words
from goldseam.vault import Entry
from tests.conftest import Cast, Person
from tests.together.scene import notes, open_table, post
from tests.together.test_openness import said_wrong
from tests.tools.conftest import Clock, clock, enter, text

__all__ = ["clock"]
URL = "/n/us/book/"
WORDS = "I met somebody from then at the station"


@pytest.fixture(autouse=True)
def two(cast: Cast, clock: Clock) -> None:
    for person in (cast.R, cast.B):
        enter(person)
    open_table(cast.R, cast.B, clock)


def lay(person: Person, said: str = WORDS, kind: str = "told", days: str = "90", **more: Any) -> Any:
    return post(
        person, f"{URL}write/", kind=kind, text=said, days=days, lay="1", password_again=person.password, **more
    )


def read(person: Person, url: str = URL) -> str:
    return text(person.client.get(url))


def plain(person: Person, url: str = URL) -> bytes:
    return re.sub(rb'(value|nonce)="[^"]*"|nonce-[\w+/=-]+', b"", person.client.get(url).content)


def only_id(person: Person) -> UUID:
    return [entry.id for entry in person.vault.tables[0].every() if entry.kind == fold.LINE][-1]


def press(person: Person, re: str, **more: Any) -> Any:
    return post(person, f"{URL}{only_id(person)}/", re=re, **more)


# -- laying ------------------------------------------------------------------------------------------------------------


def test_a_line_is_looked_at_first_and_then_laid_as_it_was_shown(cast: Cast, clock: Clock) -> None:
    answer = post(cast.R, f"{URL}write/", kind="told", text=WORDS, days="30")
    assert answer.status_code == 200
    assert WORDS in text(answer)
    assert WORDS not in read(cast.B)
    assert not notes(cast.R)
    assert lay(cast.R, days="30").status_code == 303
    for person in (cast.R, cast.B):
        assert f"Told before asked By {'you' if person is cast.R else 'the other one'}, today {WORDS}" in read(person)
    assert "It lies here until 21 December 2026" in read(cast.B)


def test_hr_17_a_quiet_hint_comes_before_and_stops_nobody(cast: Cast, clock: Clock) -> None:
    said = "It was only a video, but you always ask."
    answer = text(post(cast.R, f"{URL}write/", kind="note", text=said, days="7"))
    assert "Words to look at again" in answer
    assert "Playing it down" in answer
    assert lay(cast.R, said, "note").status_code == 303
    assert "Playing it down" not in read(cast.B)


def test_the_words_can_be_changed_after_the_look(cast: Cast, clock: Clock) -> None:
    answer = post(cast.R, f"{URL}write/", kind="worry", text=WORDS, days="7", change="1")
    assert f">{chr(10)}{WORDS}</textarea>" in answer.content.decode()
    assert 'value="7" id="id_days_0" checked' in answer.content.decode()


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({"text": "x" * 801}, "at most 800 letters"),
        ({"text": " "}, "Please write a few words."),
        ({"kind": "sermon"}, "choose from the answers"),
        ({"days": "4000"}, "choose from the answers"),
    ],
)
def test_what_does_not_fit_is_said_beside_the_field_and_kept(
    cast: Cast, clock: Clock, fields: dict[str, str], says: str
) -> None:
    sent = {"kind": "note", "text": WORDS, "days": "7", "lay": "1", "password_again": cast.R.password} | fields
    answer = post(cast.R, f"{URL}write/", **sent)
    assert answer.status_code == 422
    assert says in text(answer)
    assert (fields.get("text", "").strip() or WORDS) in answer.content.decode() or not fields.get("text", "x").strip()
    assert "Nothing lies here" in read(cast.B)


def test_the_wrong_password_lays_nothing_and_keeps_the_words(cast: Cast, clock: Clock) -> None:
    clock.now += timedelta(minutes=6)
    answer = post(cast.R, f"{URL}write/", kind="told", text=WORDS, days="7", lay="1", password_again="not this one")
    assert answer.status_code == 422
    assert WORDS in text(answer)
    assert WORDS not in read(cast.B)


def test_a_press_sent_twice_is_one_line(cast: Cast, clock: Clock) -> None:
    uid = str(uuid4())
    for _ in range(2):
        assert lay(cast.R, uid=uid).status_code == 303
    assert read(cast.B).count(WORDS) == 1


def test_five_lines_a_day_bind_both_and_taking_back_makes_no_room(cast: Cast, clock: Clock) -> None:
    for person in (cast.R, cast.B):
        for n in range(fold.A_DAY):
            assert lay(person, f"line {n}", "note").status_code == 303
        post(person, f"{URL}{only_id(person)}/back/")
        answer = lay(person, WORDS)
        assert answer.status_code == 409
        assert WORDS in text(answer)
    clock.now += timedelta(days=1)
    enter(cast.R)
    assert lay(cast.R).status_code == 303


def test_it_ends_by_itself_or_not_as_its_author_said(cast: Cast, clock: Clock) -> None:
    lay(cast.R, "for a week", "note", "7")
    lay(cast.R, "for good", "thanks", "0")
    clock.now += timedelta(days=8)
    enter(cast.R)
    enter(cast.B)
    assert "for a week" not in read(cast.B)
    assert "for good" in read(cast.B)
    lay(cast.R, "another", "note")
    assert "for a week" not in str([entry.body for entry in cast.B.vault.tables[0].every()])


# -- answers, taking back ----------------------------------------------------------------------------------------


def test_hr_02_reading_leaves_no_trace_and_only_a_press_answers(cast: Cast, clock: Clock) -> None:
    lay(cast.R)
    before = plain(cast.R), len(list(cast.R.vault.tables[0].every()))
    for url in (URL, f"{URL}{only_id(cast.B)}/"):
        assert WORDS in read(cast.B, url)
    assert (plain(cast.R), len(list(cast.R.vault.tables[0].every()))) == before
    assert press(cast.B, "thanks").status_code == 303
    assert "The other one said: Thank you" in read(cast.R)


def test_an_answer_can_be_another_one_and_can_be_taken_back(cast: Cast, clock: Clock) -> None:
    lay(cast.R)
    silent = plain(cast.R)
    press(cast.B, "thanks")
    press(cast.B, "meeting")
    assert "Let us talk of it at the meeting" in read(cast.R)
    assert "said: Thank you" not in read(cast.R)
    press(cast.B, "none")
    assert plain(cast.R) == silent


def test_an_answer_sent_twice_is_one_and_anything_else_is_refused(cast: Cast, clock: Clock) -> None:
    lay(cast.R)
    uid = str(uuid4())
    assert [press(cast.B, "later", uid=uid).status_code for _ in range(2)] == [303, 303]
    assert [e.kind for e in cast.R.vault.tables[0].every()].count(fold.ANSWER) == 1
    assert press(cast.B, "love it").status_code == 400


def test_nobody_answers_or_takes_back_what_is_not_theirs(cast: Cast, clock: Clock) -> None:
    lay(cast.R)
    assert press(cast.R, "thanks").status_code == 404
    id = only_id(cast.B)
    assert cast.B.client.get(f"{URL}{id}/back/").status_code == 404
    assert post(cast.B, f"{URL}{id}/back/").status_code == 303
    assert WORDS in read(cast.B)


def test_taken_back_it_is_gone_for_both_and_pressing_again_says_the_same(cast: Cast, clock: Clock) -> None:
    empty = plain(cast.B)
    lay(cast.R)
    id = only_id(cast.R)
    assert "They may notice that it is gone" in read(cast.R, f"{URL}{id}/back/")
    for _ in range(2):
        assert post(cast.R, f"{URL}{id}/back/").status_code == 303
    assert plain(cast.B) == empty
    assert cast.B.vault.tables[0].verify() == []


def test_r2_nothing_of_it_is_on_any_other_page_of_the_other(cast: Cast, clock: Clock) -> None:
    before = plain(cast.B, "/"), plain(cast.B, "/n/us/")
    lay(cast.R)
    assert (plain(cast.B, "/"), plain(cast.B, "/n/us/")) == before


# -- the own number, pressure, strangers ------------------------------------------------------------------------------


def test_the_number_is_on_the_own_page_only(cast: Cast, clock: Clock) -> None:
    assert "nothing yet" in read(cast.R, f"{URL}mine/")
    lay(cast.R)
    lay(cast.R, "again", "told")
    lay(cast.R, "thanks", "thanks")
    assert "2 times you have told" in read(cast.R, f"{URL}mine/")
    for url in (URL, f"{URL}mine/"):
        assert "times you have told" not in read(cast.B, url)
    assert "times you have told" not in read(cast.R)
    assert WORDS not in read(cast.B, f"{URL}mine/")


def test_hr_20_without_numbers_there_is_none(cast: Cast, clock: Clock) -> None:
    lay(cast.R)
    cast.R.room.append("me", {"numbers": False}, id=uuid4(), now=clock.now)
    assert "you have told" not in read(cast.R, f"{URL}mine/")


def test_under_pressure_it_waits_in_the_room_and_the_own_page_says_the_same(cast: Cast, clock: Clock) -> None:
    empty = plain(cast.B)
    cast.R.room.append("t60", {"pressure": "on", "at": 0}, id=uuid4(), now=clock.now)
    assert lay(cast.R).status_code == 303
    assert WORDS in read(cast.R)
    assert plain(cast.B) == empty
    cast.R.room.append("t60", {"pressure": "off", "at": 0}, id=uuid4(), now=clock.now)
    lay(cast.R, "a later line", "note")
    said = read(cast.B)
    assert said.index("a later line") < said.index(WORDS)
    assert said.count(WORDS) == 1


def test_an_answer_waits_too(cast: Cast, clock: Clock) -> None:
    lay(cast.R)
    silent = plain(cast.R)
    cast.B.room.append("t60", {"pressure": "on", "at": 0}, id=uuid4(), now=clock.now)
    press(cast.B, "thanks")
    assert "You said: Thank you" in read(cast.B)
    assert plain(cast.R) == silent


def test_who_has_no_open_table_is_sent_to_us(cast: Cast, clock: Clock) -> None:
    lay(cast.R)
    id = only_id(cast.R)
    enter(cast.stranger)
    for url in (URL, f"{URL}write/", f"{URL}mine/", f"{URL}{id}/", f"{URL}{id}/back/"):
        assert cast.stranger.client.get(url)["Location"] == "/n/us/"


def test_many_lines_stay_small_and_cheap(cast: Cast, clock: Clock, django_assert_max_num_queries: Any) -> None:
    table = cast.B.vault.tables[0]
    for n in range(20):
        table.append(fold.LINE, {"kind": "note", "text": f"{n:03} " + "word " * 159}, id=uuid4(), now=clock.now)
    with django_assert_max_num_queries(12):
        answer = cast.R.client.get(URL)
    assert len(answer.content) < 20_000
    assert "019 word" in text(answer)
    assert "000 word" in read(cast.R, f"{URL}?page=3")
    assert cast.R.client.get(f"{URL}?page=x").status_code == 200


# -- pure, words -------------------------------------------------------------------------------------------------------


def made(what: str, author: UUID, **body: Any) -> Entry:
    return Entry(uuid4(), 1, what, datetime(2026, 11, 18, tzinfo=UTC), body, author)


def test_an_own_answer_and_what_is_no_line_count_for_nothing() -> None:
    r, b = uuid4(), uuid4()
    one = made(fold.LINE, r, kind="told", text="x")
    entries = [
        one,
        made(fold.LINE, r, kind="sermon", text="x"),
        made(fold.LINE, r, kind="note", text="x" * 801),
        made(fold.ANSWER, r, of=one.id.hex, re="thanks"),
    ]
    assert [(line.entry, line.answer) for line in fold.lines(entries)] == [(one, "")]
    entries += [made(fold.ANSWER, b, of=one.id.hex, re="thanks"), made(fold.ANSWER, b, of=one.id.hex, re="later")]
    assert [line.answer for line in fold.lines(entries)] == ["later"]
    assert fold.told_before_asked(entries, r) == 1
    assert fold.told_before_asked(entries, b) == 0


def test_the_words_keep_the_rules() -> None:
    assert said_wrong("journal") == []


@pytest.mark.parametrize(("old", "new", "says"), [("told = ", "tale = ", "kinds"), ("later = ", "soon = ", "answers")])
def test_words_that_miss_a_kind_are_refused(tmp_path: Any, old: str, new: str, says: str) -> None:
    path = tmp_path / "journal.toml"
    good = saying.file("journal").read_text(encoding="utf-8")
    path.write_text(good.replace(f"\n{old}", f"\n{new}"), encoding="utf-8")
    with pytest.raises(WordsError, match=says):
        words.load(path)
