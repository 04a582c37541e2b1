"""Requirements that only two people can meet, met at the table."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

from goldseam.together import places
from tests.conftest import Cast, Person
from tests.requirements.test_pages import LICENSED, SHE_OR_HE
from tests.together.scene import keep, lay, open_table, us
from tests.tools.conftest import Clock, enter, text


@pytest.fixture
def two(cast: Cast, clock: Clock) -> Cast:
    for person in (cast.R, cast.B):
        enter(person)
    open_table(cast.R, cast.B, clock)
    return cast


def lain(person: Person, clock: Clock, kind: str, **body: Any) -> None:
    assert lay(person, kind, keep(person, kind, clock, **body)).status_code == 303


def test_what_was_promised_and_kept_is_seen_by_both_once_it_is_laid(two: Cast, clock: Clock) -> None:
    """S0-29, S1-15: what was promised, why it was chosen, and how one day went; no more than was laid."""
    promise = {"_item": "aaaa", "what": "Phone in the hall at night", "because": "I sleep then", "rhythm": "daily"}
    keep(two.R, "t22b", clock, of="aaaa", day="2026-11-20", mark="not")
    assert "Phone in the hall" not in us(two.B)
    lain(two.R, clock, "t22", **promise)
    lain(two.R, clock, "t22b", of="aaaa", day="2026-11-21", mark="kept")
    for person in (two.R, two.B):
        page = unescape(us(person))
        assert "Phone in the hall at night" in page and "I sleep then" in page
        assert page.count("Phone in the hall at night") == 2, "the mark says of which promise it is"
        assert "Kept" in page and "Not kept" not in page


def test_answers_are_laid_one_by_one_by_their_author_only(two: Cast, clock: Clock) -> None:
    """S2-92."""
    first = keep(two.B, "t46", clock, unit="b1", _item="b1", answer="The first of my answers")
    keep(two.B, "t46", clock, unit="b2", _item="b2", answer="The second of my answers")
    assert lay(two.R, "t46", first).status_code == 404, "nobody lays what is the other's"
    assert lay(two.B, "t46", first).status_code == 303
    assert "The first of my answers" in us(two.R)
    assert "The second of my answers" not in us(two.R)


def test_every_card_can_be_passed_and_nobody_is_told(two: Cast, clock: Clock) -> None:
    """S0-40: passing and the next card are the same press, and nothing of it is kept anywhere."""
    before = two.R.vault.tables[0].head, two.R.room.head
    page = two.R.client.post("/n/us/t26/cards/", {"depth": "1"}).content.decode()
    assert re.search(r"<button[^>]*>Pass</button>", page)
    sent = dict(re.findall(r'name="(depth|seed|n)" value="(\w+)"', page))
    passed = two.R.client.post("/n/us/t26/cards/", sent)
    assert passed.status_code == 200 and ">Pass</button>" in passed.content.decode()
    assert (two.R.vault.tables[0].head, two.R.room.head) == before


ILLNESS = re.compile(r"\b(?:addict\w*|disorder|diagnos\w*|patholog\w*|co-?dependen\w*|sick|disease|PTSD)\b", re.I)


def test_no_word_at_the_table_names_an_illness_or_says_which_sex_or_bond_anybody_has(two: Cast, clock: Clock) -> None:
    """G-9, HR-10, X5: pairs of every kind, and no name for anybody."""
    words = Path(settings.CONTENT_DIR) / "en"
    said = {path.name: path.read_text(encoding="utf-8") for path in (words / "together").glob("*.toml")}
    said["talk deck"] = (words / "decks" / "talk.toml").read_text(encoding="utf-8")
    for person in (two.R, two.B):
        said[person.name] = us(person)
        for place in places.rows(places.ours(person.vault, clock.now)):  # type: ignore[arg-type]
            said[place.url] = text(person.client.get(place.url, follow=True))
    assert len(said) > 18
    for name, words_there in said.items():
        for forbidden in (ILLNESS, SHE_OR_HE, LICENSED):
            assert not forbidden.search(words_there), (name, forbidden.search(words_there))
    for found in ("an addict", "My husband", "PTSD"):
        assert ILLNESS.search(found) or SHE_OR_HE.search(found), "the look itself finds something"
