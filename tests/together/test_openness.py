"""T27 for two: each alone, a seal first, then only where they meet; less at any hour, and never who wants more."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import msgspec
import pytest

from goldseam.content_check import Problem, _grades, _voice, texts
from goldseam.safety.words import WordsError
from goldseam.together import saying
from goldseam.together.openness import overlap, words
from goldseam.together.openness.overlap import DETAIL, SOON, Line, Sheet
from goldseam.tools import catalogue
from goldseam.vault import Entry
from tests.conftest import Cast, Person
from tests.together.scene import notes, open_table, post
from tests.tools.conftest import Clock, clock, enter, text

__all__ = ["clock"]
URL = "/n/us/t27/"
WAITING = "When both are in and laid open"
MEET = "Where you meet"
DIFFER = "You two see this differently"


@pytest.fixture(autouse=True)
def two(cast: Cast, clock: Clock) -> None:
    for person in (cast.R, cast.B):
        enter(person)
    open_table(cast.R, cast.B, clock)


def will(person: Person, clock: Clock, **topics: tuple[str, str]) -> None:
    rows = [{"id": id, "will": soon, "detail": detail, "note": "my own note"} for id, (soon, detail) in topics.items()]
    person.room.append("t27", {"will_tell": rows, "_item": "one"}, id=uuid4(), now=clock.now)


def want(person: Person, clock: Clock, **topics: tuple[str, str]) -> None:
    rows = [{"id": id, "want": soon, "detail": detail} for id, (soon, detail) in topics.items()]
    person.room.append("t27", {"want_to_hear": rows, "_item": "one"}, id=uuid4(), now=clock.now)


def hand_in(person: Person, uid: str = "") -> Any:
    fields = {"password_again": person.password} | ({"uid": uid} if uid else {})
    return post(person, f"{URL}in/", **fields)


def look(person: Person) -> str:
    return text(person.client.get(URL))


def plain(person: Person) -> bytes:
    """The page, apart from nonces and keys that differ in every answer."""
    return re.sub(rb'(value|nonce)="[^"]*"|nonce-[\w+/=-]+', b"", person.client.get(URL).content)


def both_in(cast: Cast, clock: Clock) -> None:
    will(cast.R, clock, lapse=("h48", "did"), urges=("h24", "kind"), money=("weekly", "that"))
    want(cast.B, clock, lapse=("h24", "that"), urges=("none", ""), money=("weekly", "that"), mood=("next", "kind"))
    assert hand_in(cast.R).status_code == 303
    assert hand_in(cast.B).status_code == 303
    assert post(cast.R, f"{URL}open/").status_code == 303


# -- each alone, then only the overlap --------------------------------------------------------------------------------


def test_only_where_they_meet_is_shown_and_the_smaller_counts(cast: Cast, clock: Clock) -> None:
    both_in(cast, clock)
    for person, own in ((cast.R, "What I tell"), (cast.B, "What I am told")):
        said = look(person)
        assert f"{MEET}: {own}" in said
        assert "A lapse Within 48 hours: That it happened" in said
        assert "Strong urges not at all" in said
        assert "Money Once a week: That it happened" in said
        assert "Within 24 hours" not in said
        assert "my own note" not in said
        assert DIFFER in said


def test_both_see_the_same_words_for_a_gap_and_never_who_wants_more(cast: Cast, clock: Clock) -> None:
    both_in(cast, clock)
    gaps = []
    for person in (cast.R, cast.B):
        found = re.search(r'aria-labelledby="g\d".*?</section>', person.client.get(URL).content.decode(), re.S)
        assert found
        gaps.append(re.sub(r"<h2.*?</h2>", "", found[0]))
    assert gaps[0] == gaps[1]
    assert not re.search(r"\b(more|less|Robin|Billie|partner)\b", text_of(gaps[0]))


def text_of(html: str) -> str:
    return re.sub(r"<[^>]+>", " ", html)


def test_what_one_left_open_is_open_and_no_gap(cast: Cast, clock: Clock) -> None:
    both_in(cast, clock)
    assert "How the other one is Still open" in look(cast.B)


def test_r12_until_both_are_in_the_page_is_the_same_whatever_the_other_did(cast: Cast, clock: Clock) -> None:
    will(cast.R, clock, lapse=("h48", "did"))
    want(cast.B, clock, lapse=("h24", "that"))
    hand_in(cast.R)
    nothing = plain(cast.R)
    assert WAITING in look(cast.R)
    empty = plain(cast.B)
    post(cast.R, f"{URL}back/")
    assert plain(cast.B) == empty
    clock.now += timedelta(days=1)
    enter(cast.R)
    enter(cast.B)
    hand_in(cast.B)
    alone = plain(cast.B)
    hand_in(cast.R)
    assert plain(cast.B) != alone  # now both are in, and B may lay open
    post(cast.R, f"{URL}back/")
    assert plain(cast.B) == alone  # taken back looks like never handed in (R7)
    assert MEET not in nothing.decode()


def test_r2_handing_in_shows_on_no_other_page_of_the_other(cast: Cast, clock: Clock) -> None:
    def pages() -> list[bytes]:
        found = [cast.B.client.get(url).content for url in ("/", "/n/us/")]
        return [re.sub(rb'(value|nonce)="[^"]*"|nonce-[\w+/=-]+', b"", one) for one in found]

    want(cast.B, clock, lapse=("h24", "that"))
    before = pages()
    will(cast.R, clock, lapse=("h48", "did"))
    hand_in(cast.R)
    assert pages() == before


def test_the_seal_comes_first_and_the_choices_only_when_both_are_bound(cast: Cast, clock: Clock) -> None:
    will(cast.R, clock, lapse=("h48", "did"))
    want(cast.B, clock, lapse=("h24", "that"))
    hand_in(cast.R)
    kinds = [entry.kind for entry in cast.B.vault.tables[0].every()]
    assert overlap.SEAL in kinds
    assert overlap.SIDE not in kinds
    assert "h48" not in str([entry.body for entry in cast.B.vault.tables[0].every()])
    hand_in(cast.B)
    assert WAITING in look(cast.B)
    assert "Both sides are in." in look(cast.R)
    post(cast.R, f"{URL}open/")
    assert DIFFER in look(cast.B)


def test_a_side_that_is_not_what_was_sealed_does_not_count(cast: Cast, clock: Clock) -> None:
    will(cast.R, clock, lapse=("h48", "did"))
    want(cast.B, clock, lapse=("h24", "that"))
    hand_in(cast.R)
    hand_in(cast.B)
    table = cast.R.vault.tables[0]
    sealed = next(entry for entry in table.every() if entry.kind == overlap.SEAL and entry.author == cast.R.id)
    other = Sheet(tell={"lapse": ("h24", "that")})
    body = {"of": sealed.id.hex, "key": "00" * 32, "sheet": msgspec.to_builtins(other)}
    table.append(overlap.SIDE, body, id=uuid4(), now=clock.now)
    assert WAITING in look(cast.B)


# -- less, back, once a day, a month, ninety days -------------------------------------------------------------------


def test_hr_01_what_is_heard_is_lowered_at_once_and_silently(cast: Cast, clock: Clock) -> None:
    both_in(cast, clock)
    want(cast.B, clock, lapse=("weekly", "that"), urges=("none", ""), money=("weekly", "that"), mood=("next", "kind"))
    assert post(cast.B, f"{URL}less/").status_code == 303
    said = look(cast.R)
    assert "A lapse Once a week: That it happened" in said
    assert not re.search(r"lowered|changed|since", said.split("All of this")[0])
    assert cast.R.vault.tables[0].verify() == []


def test_r_cannot_raise_what_b_hears_by_lowering_or_anew(cast: Cast, clock: Clock) -> None:
    both_in(cast, clock)
    will(cast.R, clock, lapse=("h24", "did"), urges=("h24", "did"))
    post(cast.R, f"{URL}less/")
    assert "Within 24 hours" not in look(cast.B)
    clock.now += timedelta(days=1)
    enter(cast.R)
    enter(cast.B)
    assert hand_in(cast.R).status_code == 303
    said = look(cast.B)
    assert "A lapse Within 24 hours: That it happened" in said
    assert "Strong urges not at all" in said


def test_a_side_is_handed_in_once_a_day_also_after_taking_it_back(cast: Cast, clock: Clock) -> None:
    both_in(cast, clock)
    assert hand_in(cast.B).status_code == 409
    post(cast.B, f"{URL}back/")
    assert "once a day" in text(hand_in(cast.B))
    assert hand_in(cast.R).status_code == 409  # it binds both (R22)


def test_taken_back_the_page_says_what_it_said_before(cast: Cast, clock: Clock) -> None:
    both_in(cast, clock)
    post(cast.B, f"{URL}back/")
    assert WAITING in look(cast.R)
    assert MEET not in look(cast.B)
    assert post(cast.B, f"{URL}back/").status_code == 303
    left = [entry.kind for entry in cast.R.vault.tables[0].every() if entry.author == cast.B.id]
    assert not {overlap.SEAL, overlap.SIDE} & set(left)


def test_a_press_sent_twice_is_one(cast: Cast, clock: Clock) -> None:
    will(cast.R, clock, lapse=("h48", "did"))
    uid = str(uuid4())
    assert [hand_in(cast.R, uid).status_code for _ in range(2)] == [303, 303]
    assert len([entry for entry in cast.R.vault.tables[0].every() if entry.kind == overlap.SEAL]) == 1


def test_a_month_later_only_the_own_page_asks_for_a_look(cast: Cast, clock: Clock) -> None:
    both_in(cast, clock)
    for days, asks in ((29, False), (1, True)):
        clock.now += timedelta(days=days)
        enter(cast.R)
        assert ("A month has gone by" in look(cast.R)) is asks
    enter(cast.B)
    want(cast.B, clock, lapse=("h24", "that"))
    assert "A month has gone by" not in look(cast.B)


def test_after_ninety_days_it_counts_no_more(cast: Cast, clock: Clock) -> None:
    both_in(cast, clock)
    clock.now += timedelta(days=91)
    enter(cast.R)
    assert MEET not in look(cast.R)


# -- pressure, doors, strangers ----------------------------------------------------------------------------------


def test_under_pressure_the_page_says_the_same_and_nothing_goes_out(cast: Cast, clock: Clock) -> None:
    will(cast.R, clock, lapse=("h48", "did"))
    cast.R.room.append("t60", {"pressure": "on", "at": 0}, id=uuid4(), now=clock.now)
    assert hand_in(cast.R).status_code == 303
    assert WAITING in look(cast.R)
    assert not [entry for entry in cast.B.vault.tables[0].every() if entry.kind == overlap.SEAL]
    assert [note["as"] for note in notes(cast.R) if note.get("as") == overlap.SEAL]
    cast.R.room.append("t60", {"pressure": "off", "at": 0}, id=uuid4(), now=clock.now)
    want(cast.B, clock, lapse=("h24", "that"))
    hand_in(cast.B)
    assert WAITING in look(cast.B)
    post(cast.R, f"{URL}open/")
    assert "Both sides are in." in look(cast.B)
    post(cast.B, f"{URL}open/")
    assert DIFFER in look(cast.B)
    assert DIFFER in look(cast.R)


def test_the_wrong_password_keeps_everything_as_it_is(cast: Cast, clock: Clock) -> None:
    will(cast.R, clock, lapse=("h48", "did"))
    clock.now += timedelta(minutes=6)
    answer = post(cast.R, f"{URL}in/", password_again="not this")
    assert answer.status_code == 422
    assert not notes(cast.R)


def test_hr_02_an_empty_side_is_not_handed_in_and_nothing_is_asked_of_the_other(cast: Cast, clock: Clock) -> None:
    assert hand_in(cast.B).status_code == 409
    assert "Your side is still empty" in look(cast.B)


def test_who_has_no_open_table_is_sent_to_us(cast: Cast, clock: Clock) -> None:
    enter(cast.stranger)
    for url in (URL, f"{URL}in/", f"{URL}back/"):
        assert cast.stranger.client.get(url)["Location"] == "/n/us/"
    assert post(cast.stranger, f"{URL}open/")["Location"] == "/n/us/"
    cast.R.lock()
    assert cast.R.client.get(URL)["Location"].startswith("/room/")


def test_the_page_is_small_and_asks_little_of_the_database(
    cast: Cast, clock: Clock, django_assert_max_num_queries: Any
) -> None:
    topics = [option.id for option in catalogue.tool("t27").by_name["will_tell"].each]
    assert len(topics) == 11
    will(cast.R, clock, **dict.fromkeys(topics, ("h48", "did")))
    want(cast.B, clock, **dict.fromkeys(topics, ("h24", "that")))
    hand_in(cast.R)
    hand_in(cast.B)
    post(cast.R, f"{URL}open/")
    with django_assert_max_num_queries(12):
        answer = cast.R.client.get(URL)
    assert len(answer.content) < 20_000


# -- pure --------------------------------------------------------------------------------------------------------------


def test_the_smaller_counts_for_every_pair_of_choices() -> None:
    for one in SOON:
        for other in SOON:
            (line,) = overlap.lines({"lapse": (one, "kind")}, {"lapse": (other, "that")}, ["lapse"])
            assert line.soon == min(one, other, key=SOON.index)
            assert line.detail == ("" if line.soon == "none" else "that")
            assert line.state == ("met" if one == other == "none" else "differ")


@pytest.mark.parametrize(
    ("tell", "hear", "found"),
    [
        (("h24", "kind"), ("h24", "kind"), Line("lapse", "h24", "kind", "met")),
        (("h24", ""), ("h24", "kind"), Line("lapse", "h24", "", "met")),
        (("", "kind"), ("h24", "kind"), Line("lapse", "", "", "open")),
        (("", ""), ("none", ""), Line("lapse", "none", "", "differ")),
    ],
)
def test_what_is_left_open_is_nobodys_gap(tell: Any, hear: Any, found: Line) -> None:
    assert overlap.lines({"lapse": tell}, {"lapse": hear}, ["lapse"]) == [found]


def test_lowering_never_raises_anything() -> None:
    before = Sheet(hear={"lapse": ("h48", "kind"), "urges": ("none", ""), "money": ("next", "that")})
    now = Sheet(hear={"lapse": ("h24", "that"), "urges": ("h24", "did"), "mood": ("h24", "did")})
    assert overlap.smaller(before, now) == Sheet(hear={"lapse": ("h48", "that"), "urges": ("none", "")})
    for soon in SOON:
        for detail in DETAIL:
            low = overlap.smaller(before, Sheet(hear={"lapse": (soon, detail)})).hear["lapse"]
            assert SOON.index(low[0]) <= SOON.index("h48")


def made(kind: str, author: UUID, **body: Any) -> Entry:
    return Entry(uuid4(), 1, kind, datetime(2026, 11, 18, tzinfo=UTC), body, author)


def test_the_terms_of_a_lapse_come_from_both_sides_and_are_the_least_without() -> None:
    r, b, space, key = uuid4(), uuid4(), uuid4(), "ab" * 32
    entries: list[Entry] = []
    assert overlap.terms(entries, r, b, space) == overlap.Terms("", "that", settled=False)
    for person, sheet in ((r, Sheet(tell={"lapse": ("h24", "did")})), (b, Sheet(hear={"lapse": ("h48", "kind")}))):
        sealed = made(overlap.SEAL, person, seal=overlap.seal(key, sheet, person, space))
        side = made(overlap.SIDE, person, of=sealed.id.hex, key=key, sheet=msgspec.to_builtins(sheet))
        entries += [sealed, side]
    assert overlap.terms(entries, r, b, space) == overlap.Terms("h48", "kind", settled=True)
    assert overlap.terms(entries, b, r, space) == overlap.Terms()
    assert overlap.terms(entries, r, b, uuid4()) == overlap.Terms()


def test_the_review_counts_from_the_last_look() -> None:
    day = date(2026, 11, 1)
    assert not overlap.review_due(None, day, date(2027, 1, 1), 30)
    assert overlap.review_due(day, None, date(2026, 12, 1), 30)
    assert not overlap.review_due(day, date(2026, 11, 20), date(2026, 12, 1), 30)


@pytest.mark.parametrize("name", ["openness"])
def test_the_words_keep_the_rules(name: str) -> None:
    assert said_wrong(name) == []


def said_wrong(name: str) -> list[Problem]:
    import tomllib

    found = texts(tomllib.loads(saying.file(name).read_text(encoding="utf-8")))
    return [fault for one in found for fault in _voice(name, one)] + _grades(name, found)


def test_words_that_are_empty_are_refused(tmp_path: Any) -> None:
    bad = re.sub(r'(?m)^waiting = ".*"$', 'waiting = " "', saying.file("openness").read_text(encoding="utf-8"))
    path = tmp_path / "openness.toml"
    path.write_text(bad, encoding="utf-8")
    with pytest.raises(WordsError, match="waiting"):
        words.load(path)
