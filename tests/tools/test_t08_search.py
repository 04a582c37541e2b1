"""T08, the search: matching by itself, the house's words, one's own writing; and what it leaves behind, which is
nothing."""

from __future__ import annotations

import random
import re
import unicodedata
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from html import unescape
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.template.loader import render_to_string
from django.test import Client
from django.test.utils import CaptureQueriesContext
from hypothesis import given, settings
from hypothesis import strategies as st

from goldseam.tools import catalogue
from goldseam.tools.t08_library import finding, notes
from goldseam.tools.t08_library.finding import Piece, folded, holds, marked, snippet, words_of
from goldseam.vault.models import Draft, Record
from tests.conftest import Cast, Person
from tests.filler import body_of
from tests.tools.conftest import Clock, be, enter, put, text

SEARCH = "/n/t08/search/"
many = settings(deadline=None, max_examples=300)


def ask(person: Person, words: str, **more: str) -> Any:
    return person.client.post(SEARCH, {"unkept": "1", "unkept-words": words, **more})


def section(page: Any, id: str) -> str:
    """The words of one section, marks left in."""
    found = re.search(rf'<section[^>]*aria-labelledby="{id}".*?</section>', page.content.decode(), re.DOTALL)
    return found[0] if found else ""


def marks(html: str) -> list[str]:
    return [unescape(one) for one in re.findall(r"<mark>(.*?)</mark>", html, re.DOTALL)]


def mine(page: Any) -> str:
    return section(page, "mine")


def hits(page: Any) -> list[str]:
    """The addresses of one's own notes that were found."""
    return re.findall(r'href="(/n/[^"]+/k/[^"]+/)"', mine(page))


# --- matching ---

letters = st.one_of(
    st.characters(exclude_categories=["Cs"]),
    st.sampled_from(list("aAeéÉöÖßẞıİiIœøŁñçσςΣ’'-.,;!? \n\t\u0301\u0308\u00ad\u200d½ﬁ한漢字हिनो<>&\"")),
)
texts = st.text(letters, max_size=300)
asked = st.text(letters, min_size=1, max_size=20)


def plainly(text: str) -> str:
    """Another way to say what is alike: letter by letter, without a memory."""
    return "".join(finding._plain(letter) for letter in text)


@many
@given(texts)
def test_folding_a_whole_text_is_folding_its_letters(text: str) -> None:
    assert folded(text) == plainly(text)
    assert not any(unicodedata.combining(one) for one in folded(text))


@many
@given(texts, asked)
def test_every_hit_holds_each_word_and_a_miss_lacks_one(text: str, said: str) -> None:
    words = words_of(said)
    if holds(text, words):
        assert words
        assert all(word in plainly(text) for word in words)
    elif words and all(word in re.split(r"[^\w]", plainly(text)) for word in words):
        raise AssertionError("each stands there as a word of its own")


@st.composite
def hidden(draw: st.DrawFn) -> tuple[str, tuple[str, ...]]:
    """A text with words of it, dressed otherwise, to look for."""
    own = draw(st.lists(st.text(st.characters(categories=["Lu", "Ll"], max_codepoint=0x24F), min_size=2, max_size=8),
                        min_size=1, max_size=3))  # fmt: skip
    around = draw(st.lists(texts, min_size=len(own), max_size=len(own)))
    dress: Callable[[str], str] = draw(st.sampled_from([str.upper, str.lower, str.title, str]))
    text = " ".join(f"{before} {dress(word)}" for before, word in zip(around, own, strict=True))
    return text, words_of(" ".join(own))


@many
@given(hidden())
def test_what_stands_in_a_text_is_found_however_it_is_dressed(given_: tuple[str, tuple[str, ...]]) -> None:
    text, words = given_
    assert holds(text, words) or not words
    if words:
        around = snippet(text, words)
        assert around is not None
        assert any(piece.found for piece in around.pieces)


@many
@given(texts, asked)
def test_marking_loses_and_invents_no_letter(text: str, said: str) -> None:
    words = words_of(said)
    pieces = marked(text, words)
    assert "".join(piece.text for piece in pieces) == text
    assert all(piece.text for piece in pieces)
    for piece in pieces:
        if piece.found:
            assert any(word in plainly(piece.text) for word in words)


@many
@given(texts, asked, st.integers(1, 6))
def test_a_snippet_is_a_piece_of_the_text_and_shows_a_word(text: str, said: str, times: int) -> None:
    text, words = " ".join([text] * times), words_of(said)
    around = snippet(text, words)
    if around is None:
        assert not any(holds(text, [word]) for word in words)
        return
    shown = "".join(piece.text for piece in around.pieces)
    assert shown in text
    assert len(shown) <= finding.WIDE + finding.BEFORE + 20 * len(said)
    found = [piece for piece in around.pieces if piece.found]
    assert found
    assert all(any(word in plainly(piece.text) for word in words) for piece in found)
    if around.cut_before or around.cut_after:
        assert shown != text


@many
@given(texts, asked)
def test_what_is_marked_is_safe_in_a_page(text: str, said: str) -> None:
    pieces = marked(text, words_of(said))
    html = render_to_string("tools/t08/_pieces.html", {"pieces": pieces})
    assert unescape(re.sub(r"</?mark>", "", html)) == unescape(text.replace("&", "&amp;"))
    assert set(re.findall(r"<[^>]*>", html)) <= {"<mark>", "</mark>"}
    assert html.count("<mark>") == html.count("</mark>") == sum(piece.found for piece in pieces)


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ("Phone", ("phone",)),
        ("  the  PHONE, the phone ", ("the", "phone")),
        ("a phone", ("phone",)),
        ("“Café”", ("cafe",)),
        ("don’t", ("don't",)),
        ("Straße ex-wife", ("strasse", "ex-wife")),
        ("a b ? !!", ()),
        ("", ()),
        ("\u200d \u0301\u0301", ()),
        ("12", ("12",)),
        ("漢字", ("漢字",)),
    ],
)
def test_what_is_looked_for(said: str, words: tuple[str, ...]) -> None:
    assert words_of(said) == words


@pytest.mark.parametrize(
    ("text", "said", "found"),
    [
        ("He called twice.", "call", ["call"]),
        ("I recall nothing.", "call", []),
        ("Ein Café, zwei Cafe\u0301s", "cafe", ["Café", "Cafe\u0301"]),
        ("In der STRASSE", "straße", ["STRASSE"]),
        ("Große Not", "gross", ["Groß"]),
        ("I didn’t sleep", "didn't", ["didn’t"]),
        ("l'amour et la mort", "amour", ["amour"]),
        ("Łódź, smørrebrød", "lodz smorre", ["Łódź", "smørre"]),
        ("so\u00adft", "soft", ["so\u00adft"]),
        ("我今天很累", "今天", ["今天"]),
        ("phone", "phone fear", []),
        ("Fear. A phone.", "phone fear", ["Fear", "phone"]),
        ("2026 and 12026", "2026", ["2026"]),
    ],
)
def test_what_is_found_and_marked(text: str, said: str, found: list[str]) -> None:
    words = words_of(said)
    assert holds(text, words) == bool(found)
    if found:
        assert [piece.text for piece in marked(text, words) if piece.found] == found


def test_the_sentence_that_holds_most_is_shown() -> None:
    text = "The phone rang. I was afraid of the phone. Then it was quiet."
    around = snippet(text, words_of("phone afraid"))
    assert around is not None
    assert "".join(piece.text for piece in around.pieces) == "I was afraid of the phone."
    assert not around.cut_before and not around.cut_after


def test_a_long_passage_is_cut_between_words_and_says_so() -> None:
    text = "one two three " * 60 + "needle " + "four five six " * 60
    around = snippet(text, ("needle",))
    assert around is not None and around.cut_before and around.cut_after
    shown = "".join(piece.text for piece in around.pieces)
    assert len(shown) <= finding.WIDE and shown in text
    assert set(shown.split()) <= {"one", "two", "three", "needle", "four", "five", "six"}
    html = render_to_string("tools/t08/_snippet.html", {"snippet": around})
    assert html.startswith("… ") and html.endswith(" …")


def test_markup_in_a_note_comes_back_as_letters() -> None:
    html = render_to_string("tools/t08/_pieces.html", {"pieces": marked("<b>a phone</b> & more", ("phone",))})
    assert html == "&lt;b&gt;a <mark>phone</mark>&lt;/b&gt; &amp; more"
    assert marked("", ("phone",)) == [] and marked("nothing", ()) == [Piece("nothing")]


# --- the house's words ---


def test_the_page_has_one_line_and_says_that_nothing_is_kept(cast: Cast, clock: Clock) -> None:
    for address in (SEARCH, "/n/t08/"):
        page = cast.R.client.get(address)
        form = page.content.decode().split(f'action="{SEARCH}"')[1].split("</form>")[0]
        assert 'name="unkept-words"' in form and "data-draft" not in form and 'name="draft"' not in form
        assert "unkept-words" not in page["Location"] if page.has_header("Location") else True
    page = cast.R.client.get(SEARCH)
    assert "What you look for is kept nowhere." in text(page)
    assert mine(page) == ""


def test_lessons_words_tools_and_notes_each_have_their_section(cast: Cast, clock: Clock) -> None:
    be(cast.R, "R", clock.now)
    put(cast.R, "t49", clock.now, text="The craving came on the bus.")
    page = ask(cast.R, "craving")
    assert page.status_code == 200
    order = re.findall(r'<h2 id="(\w+)">', page.content.decode())
    assert order == [id for id in ("lessons", "words", "tools", "mine") if id in order]
    assert {"lessons", "words", "mine"} <= set(order)
    assert "Craving" in marks(section(page, "words"))
    for id in order:
        assert "craving" in [one.lower() for one in marks(section(page, id))], id
    assert hits(page) and hits(page)[0].startswith("/n/t49/k/")


def test_a_lesson_is_found_by_its_title_and_its_text_and_ones_own_come_first(cast: Cast, clock: Clock) -> None:
    be(cast.B, "B", clock.now)
    found = section(ask(cast.B, "secret"), "lessons")
    whom = re.findall(r"For (everybody|the one who was betrayed|the one who is recovering|therapists|family)", found)
    assert whom.index("the one who is recovering") > max(
        at for at, one in enumerate(whom) if one in {"everybody", "the one who was betrayed"}
    )
    titled = section(ask(cast.B, "did I CAUSE this"), "lessons")
    assert '/n/t08/l/1B3/">' in titled.split("</li>")[0]
    assert "cause" in marks(titled)


def test_many_lessons_are_folded_after_the_first_four(cast: Cast, clock: Clock) -> None:
    found = section(ask(cast.R, "you"), "lessons")
    open_, folded_ = found.split("<details>")
    assert open_.count("<li>") == 4 and folded_.count("<li>") == 36


def test_tools_are_those_of_ones_own_roles(cast: Cast, clock: Clock) -> None:
    tool = next(one for one in catalogue.catalogue().values() if set(one.roles) == {"R"} and not one.part_of)
    be(cast.B, "B", clock.now)
    assert f'href="/n/{tool.code}/"' not in section(ask(cast.B, tool.title), "tools")
    be(cast.R, "R", clock.now)
    assert f'href="/n/{tool.code}/"' in section(ask(cast.R, tool.title), "tools")


def test_what_was_found_can_be_jumped_to(cast: Cast, clock: Clock) -> None:
    put(cast.R, "t49", clock.now, text="The craving came on the bus.")
    found = text(ask(cast.R, "craving"))
    assert "Found in: Lessons · Words" in found and "· My notes" in found
    assert "Found in:" not in text(ask(cast.R, "xylophone"))


def test_nothing_found_is_said_kindly(cast: Cast, clock: Clock) -> None:
    page = ask(cast.R, "xylophone quark")
    assert page.status_code == 200
    assert "Nothing you wrote here holds it." in text(page)
    assert marks(page.content.decode()) == []
    assert "xylophone quark" in page.content.decode(), "the line still holds what was typed"


# --- one's own writing ---


def own_words(code: str) -> dict[str, Any] | None:
    """A body with a free text, whatever it is called and however it is asked for; None for a tool that has none."""
    for field in catalogue.tool(code).fields:
        if field.type in {"text", "lines"}:
            return {field.name: [SAID] if field.type == "lines" else SAID}
        cell = next((cell for cell in field.of if cell.type == "text"), None)
        if cell is not None:
            return {field.name: [{"id": field.each[0].id if field.each else "", cell.name: SAID}]}
    return None


SAID = "It was under the Marígold, I think."
WRITING = [code for code in catalogue.catalogue() if code not in {"t58", "t60"} and own_words(code) is not None]


@pytest.mark.parametrize("code", WRITING)
def test_the_free_texts_of_every_tool_are_found(cast: Cast, clock: Clock, code: str) -> None:
    tool, body = catalogue.tool(code), own_words(code) or {}
    if tool.living:
        body["_item"] = tool.units[0].id if tool.units else "one"
    if tool.units:
        body["unit"] = tool.units[0].id
    id = cast.B.room.append(code, body, id=uuid4(), now=clock.now).id
    page = ask(cast.B, "marigold")
    assert hits(page) == [f"/n/{code}/k/{id}/"]
    assert marks(mine(page)) == ["Marígold"]
    assert tool.title in unescape(mine(page)) and re.search("21:30|today", mine(page))
    assert cast.B.client.get(hits(page)[0]).status_code == 200


def test_those_it_must_reach_are_among_them() -> None:
    assert {"t08", "t49", "t46", "t07", "t43", "t40b", "t14c"} <= set(WRITING)
    assert len(WRITING) > 55


def test_own_words_among_the_tags_are_found_and_ready_made_ones_are_not(cast: Cast, clock: Clock) -> None:
    tool, field = next((tool, one) for tool in catalogue.catalogue().values() for one in tool.fields
                       if one.own and one.options and not tool.living)  # fmt: skip
    put(cast.R, tool.code, clock.now, **{field.name: [field.options[0].id, "marigold"]})
    assert len(hits(ask(cast.R, "marigold"))) == 1
    assert hits(ask(cast.R, field.options[0].id)) == []


def test_all_the_words_must_be_there_anywhere_in_one_record(cast: Cast, clock: Clock) -> None:
    put(cast.R, "t11", clock.now, antecedent_outer_own="the kitchen", first_thought="just a look at the phone")
    put(cast.R, "t49", clock.now, text="The phone rang.\n\nI was in the kitchen.")
    put(cast.R, "t49", clock.now, text="The phone rang.")
    assert len(hits(ask(cast.R, "phone kitchen"))) >= 1
    assert len(hits(ask(cast.R, "KITCHEN phone rang"))) == 1
    assert hits(ask(cast.R, "phone kitchen garden")) == []


def test_only_what_counts_is_found_and_the_newest_first(cast: Cast, clock: Clock) -> None:
    ago = [clock.now - timedelta(days=days) for days in (3, 40, 70)]
    ids = [put(cast.R, "t49", at, text=f"marigold {n}") for n, at in reversed(list(enumerate(ago)))][::-1]
    assert hits(ask(cast.R, "marigold")) == [f"/n/t49/k/{id}/" for id in ids]
    changed = put(cast.R, "t49", clock.now, text="rose", replaces=str(ids[0]), was=0)
    assert hits(ask(cast.R, "marigold")) == [f"/n/t49/k/{id}/" for id in ids[1:]]
    assert hits(ask(cast.R, "rose")) == [f"/n/t49/k/{changed}/"]
    cast.R.client.post(f"/n/t49/k/{ids[1]}/burn/", {"uid": str(uuid4())})
    assert hits(ask(cast.R, "marigold")) == [f"/n/t49/k/{ids[2]}/"]


def test_of_a_living_thing_only_the_version_that_stands_is_found(cast: Cast, clock: Clock) -> None:
    old = put(cast.R, "t50", clock.now - timedelta(days=100), _item="a", nickname="marigold")
    new = put(cast.R, "t50", clock.now, _item="a", nickname="rose", replaces=str(old), was=0)
    assert hits(ask(cast.R, "marigold")) == []
    assert hits(ask(cast.R, "rose")) == [f"/n/t50/k/{new}/"]


def test_another_persons_words_are_not_there(cast: Cast, clock: Clock) -> None:
    put(cast.R, "t49", clock.now, text="marigold")
    assert hits(ask(cast.B, "marigold")) == []


def further(page: Any) -> str:
    found = re.search(r'name="back" value="([^"]*)"', page.content.decode())
    return found[1] if found else ""


def test_twenty_at_a_time_and_none_twice_or_lost(cast: Cast, clock: Clock) -> None:
    ids = [put(cast.R, "t49", clock.now - timedelta(days=3 * n), text=f"marigold {n}") for n in range(44, -1, -1)][::-1]
    page, seen = ask(cast.R, "marigold"), list[str]()
    for count in (20, 20, 5):
        assert len(hits(page)) == count
        seen += hits(page)
        if count == 20:
            assert "Looked through back to" in text(page)
            assert 'name="unkept-words" value="marigold"' in page.content.decode()
            page = ask(cast.R, "marigold", back=further(page))
            assert "My notes, further back" in text(page)
            assert section(page, "words") == ""
    assert seen == [f"/n/t49/k/{id}/" for id in ids]
    assert further(page) == "" and "Everything you wrote was looked through." in text(page)


def test_one_press_opens_two_years_at_most(cast: Cast, clock: Clock) -> None:
    for n in range(30, -1, -1):
        put(cast.R, "t09", clock.now - timedelta(days=31 * n), intensity_start=3)
    old = put(cast.R, "t49", clock.now - timedelta(days=31 * 30), text="marigold")
    page = ask(cast.R, "marigold")
    assert hits(page) == []
    assert "Nothing found so far." in text(page) and "Nothing you wrote" not in text(page)
    again = ask(cast.R, "marigold", back=further(page))
    assert hits(again) == [f"/n/t49/k/{old}/"]
    assert further(again) == ""
    assert "Nothing more was found." in text(ask(cast.R, "rose", back=further(page)))


def test_what_was_replaced_beyond_the_border_of_a_look_is_not_found(cast: Cast, clock: Clock) -> None:
    for n in range(30, -1, -1):
        put(cast.R, "t09", datetime(2024 + (4 + 30 - n) // 12, (4 + 30 - n) % 12 + 1, 3, tzinfo=UTC), intensity_start=3)
    months = cast.R.room.months()
    border = months[-24]
    before = months[-25]
    first = put(cast.R, "t49", datetime.fromisoformat(f"{before}-20T10:00+00:00"), text="marigold")
    put(cast.R, "t49", datetime.fromisoformat(f"{border}-02T10:00+00:00"), text="rose", replaces=str(first), was=0)
    page = ask(cast.R, "marigold")
    assert further(page).startswith(border)
    assert hits(ask(cast.R, "marigold", back=further(page))) == []


@pytest.mark.parametrize(
    "back", ["", "nonsense", "2026-11", "2026-11.x", "9999-99.999999999", "2026-11.5\n", "0000-00.0"]
)
def test_a_forged_place_to_go_on_from_breaks_nothing(cast: Cast, clock: Clock, back: str) -> None:
    put(cast.R, "t49", clock.now, text="marigold")
    page = ask(cast.R, "marigold", back=back)
    assert page.status_code == 200
    assert len(hits(page)) == (0 if back == "0000-00.0" else 1)


def test_long_writing_that_rests_is_not_looked_through_and_the_page_says_so(cast: Cast, clock: Clock) -> None:
    put(cast.R, "t46", clock.now - timedelta(days=9), _item="r1", unit="r1", answer="marigold")
    assert len(hits(ask(cast.R, "marigold"))) == 1
    put(cast.R, "t09", clock.now - timedelta(hours=1), intensity_start=9, _h1=True)
    page = ask(cast.R, "marigold")
    assert hits(page) == []
    assert "rests for now, so it was not looked through" in text(page)
    clock.now += timedelta(hours=72)
    enter(cast.R)
    page = ask(cast.R, "marigold")
    assert len(hits(page)) == 1
    assert "rests for now" not in mine(page)


def test_what_is_shut_until_a_day_is_not_found_before_it(cast: Cast, clock: Clock) -> None:
    tool, field = next((tool, one) for tool in catalogue.catalogue().values() for one in tool.fields
                       if one.type == "until" and one.hide and not tool.living)  # fmt: skip
    day = clock.now.date() + timedelta(days=2)
    put(cast.R, tool.code, clock.now, **(own_words(tool.code) or {}), **{field.name: day.isoformat()})
    assert hits(ask(cast.R, "marigold")) == []
    clock.now += timedelta(days=2)
    enter(cast.R)
    assert len(hits(ask(cast.R, "marigold"))) == 1


def test_what_is_out_of_sight_stays_out_of_sight(cast: Cast, clock: Clock) -> None:
    put(cast.R, "t48", clock.now, win="marigold")
    assert len(hits(ask(cast.R, "marigold"))) == 1
    cast.R.room.append("me", {"wins": "off"}, id=uuid4(), now=clock.now)
    assert hits(ask(cast.R, "marigold")) == []


# --- what it refuses, and what it leaves behind ---


@pytest.mark.parametrize(
    ("said", "fault"),
    [
        ("", "Type a word that you look for."),
        ("   \n", "Type a word that you look for."),
        ("x" * 101, "100 letters at most"),
        ("a ? !", "two letters at least"),
        ("\u200d\u0301", "two letters at least"),
        ("a\x00b", "Null characters"),
    ],
)
def test_what_cannot_be_looked_for_is_said_beside_the_line(cast: Cast, clock: Clock, said: str, fault: str) -> None:
    page = ask(cast.R, said)
    assert page.status_code == 422
    beside = page.content.decode().split('id="id_unkept-words_error"')[1].split("</div>")[0]
    assert fault in beside
    assert re.search(r'aria-describedby="[^"]*\bid_unkept-words_error"', page.content.decode())
    assert mine(page) == ""
    if len(said) > 100:
        assert f'value="{said}"' in page.content.decode()


def test_a_hundred_letters_are_looked_for(cast: Cast, clock: Clock) -> None:
    assert ask(cast.R, "x" * 100).status_code == 200


def test_whoever_looks_for_words_of_dying_is_met_with_people_who_answer(cast: Cast, clock: Clock) -> None:
    before = Record.objects.count()
    page = ask(cast.R, "Kill  myself")
    assert "You do not have to carry it alone." in text(page)
    assert "/h/" in page.content.decode().split("<main")[1].split("</main>")[0]
    assert Record.objects.count() == before
    assert "carry it alone" not in text(ask(cast.R, "kettle"))


def test_an_address_asks_for_nothing(cast: Cast, clock: Clock) -> None:
    put(cast.R, "t49", clock.now, text="marigold")
    page = cast.R.client.get(f"{SEARCH}?words=marigold&unkept-words=marigold")
    assert page.status_code == 200
    assert "marigold" not in page.content.decode()


def test_nothing_of_it_is_kept_anywhere(cast: Cast, clock: Clock, caplog: pytest.LogCaptureFixture) -> None:
    put(cast.R, "t49", clock.now, text="a marigold and a quokka")
    ask(cast.R, "quokka")
    before = Record.objects.count(), Draft.objects.count(), dict(cast.R.session.items())
    cookies = {name: one.value for name, one in cast.R.client.cookies.items()}
    for more in ({}, {"draft": "1"}, {"draft": "auto"}, {"uid": str(uuid4())}):
        page = ask(cast.R, "quokka", **more)
        assert (page.status_code, len(hits(page))) == (200, 1)
        assert page.headers["Cache-Control"] == "no-store"
        assert "Location" not in page.headers
        assert not [name for name, value in page.headers.items() if "quokka" in value]
    assert (Record.objects.count(), Draft.objects.count()) == before[:2]
    after = dict(cast.R.session.items())
    assert set(after) == set(before[2]) and "quokka" not in repr(after)
    assert {name: one.value for name, one in cast.R.client.cookies.items()}.keys() == cookies.keys()
    assert not any("quokka" in one.value for one in cast.R.client.cookies.values())
    assert "quokka" not in caplog.text
    assert "quokka" not in cast.R.client.get("/n/t08/").content.decode()
    assert all("quokka" not in link for link in re.findall(r'(?:href|action)="([^"]*)"', page.content.decode()))


def test_the_page_that_asks_for_a_pin_carries_and_shows_nothing_of_it(cast: Cast, clock: Clock) -> None:
    put(cast.R, "t49", clock.now, text="a quokka")
    cast.R.lock()
    page = ask(cast.R, "quokka")
    assert page.status_code == 403
    assert "quokka" not in page.content.decode()
    assert "that page keeps nothing" in text(page)
    again = cast.R.client.post(SEARCH, {"unkept": "1", "_pin": cast.R.pin})
    assert again.status_code == 422
    assert "Type a word that you look for." in text(again)
    assert len(hits(ask(cast.R, "quokka"))) == 1


def test_nobody_else_gets_in(cast: Cast, signed_out: Client, clock: Clock) -> None:
    for answer in (signed_out.post(SEARCH, {"unkept-words": "quokka"}), signed_out.get(SEARCH)):
        assert answer.status_code in {303, 403}
        assert "quokka" not in answer.content.decode() and "quokka" not in answer.headers.get("Location", "")


def test_three_years_of_everything_ask_the_database_a_dozen_things(cast: Cast, clock: Clock) -> None:
    rng = random.Random("search")
    for month in range(36, 0, -1):
        at = clock.now - timedelta(days=30 * (month - 1), hours=2)
        for code in ("t49", "t09", "t40b", "t11"):
            put(cast.R, code, at, **{k: v for k, v in body_of(catalogue.tool(code), at, rng).items() if k != "when"})
    ask(cast.R, "nothing")  # the sums of closed months are made by whoever comes first
    for words in ("kettle", "zebra"):
        with CaptureQueriesContext(
            connection,
        ) as asked_:
            page = ask(cast.R, words)
        assert page.status_code == 200
        assert len(asked_) <= 12, [one["sql"][:120] for one in asked_]


def test_marks_stand_in_order(cast: Cast) -> None:
    assert notes.mark_of("2026-03.12") == notes.Mark("2026-03", 12)
    assert str(notes.Mark("2026-03", 12)) == "2026-03.12"
    assert notes.Mark("2026-02", 99) < notes.Mark("2026-03", 1) < notes.Mark("2026-03", 12)
    assert sum(notes.LOOKS) == 24
