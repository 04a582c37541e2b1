"""Limits on the table (T34): information, laid by their owner; whether it is safe to say them stays in the room."""

from __future__ import annotations

import re
from typing import Any
from uuid import UUID

import pytest

from goldseam.together import shown
from goldseam.tools import catalogue
from tests.conftest import Cast, Person
from tests.together.scene import keep, lay, open_table, us
from tests.tools.conftest import Clock, clock, enter, text

__all__ = ["clock"]
LIMIT = {
    "what_is_not": "Shouting at the table",
    "if_it_happens_I_will": "eat in the other room",
    "can_I_do_it_myself": "yes",
    "what_is_ok": "Talking until nine",
    "tell": "other",
}
ALONE = "Only you see this note."


@pytest.fixture(autouse=True)
def two(cast: Cast, clock: Clock) -> None:
    for person in (cast.R, cast.B):
        enter(person)
    open_table(cast.R, cast.B, clock)


def limit(person: Person, clock: Clock, **more: Any) -> UUID:
    return keep(person, "t34", clock, **(LIMIT | more))


def preview(person: Person, id: UUID) -> str:
    return text(person.client.get(f"/n/us/lay/t34/{id}/"))


@pytest.mark.parametrize("swapped", [False, True])
def test_a_limit_is_seen_as_information_with_nothing_to_agree_to(cast: Cast, clock: Clock, swapped: bool) -> None:
    one, other = (cast.R, cast.B) if swapped else (cast.B, cast.R)
    id = limit(one, clock, safe_to_say="yes")
    assert f'href="/n/us/lay/t34/{id}/"' in one.client.get(f"/n/t34/k/{id}/").content.decode()
    assert lay(one, "t34", id).status_code == 303
    page = other.client.get("/n/us/").content.decode()
    card = re.search(r"<details[^>]*>(?:(?!</details>).)*Shouting at the table.*?</details>", page, re.S)
    assert card
    assert "This is information." in card[0] and ">A limit<" in card[0]
    assert "<form" not in card[0] and "<button" not in card[0] and "<a " not in card[0]
    assert "eat in the other room" in card[0] and "Talking until nine" in card[0]


@pytest.mark.parametrize("safe", ["yes", "unsure", "no", None])
def test_whether_it_is_safe_to_say_is_on_nobody_else_s_page(cast: Cast, clock: Clock, safe: str | None) -> None:
    given = {"safe_to_say": safe} if safe else {}
    id = limit(cast.B, clock, **given)
    before = preview(cast.B, id)
    assert (ALONE in before) is (safe in {"no", "unsure"})
    shown_before = re.search(r"<dl>.*?</dl>", cast.B.client.get(f"/n/us/lay/t34/{id}/").content.decode(), re.S)
    lay(cast.B, "t34", id)
    page = cast.R.client.get("/n/us/").content.decode()
    assert shown_before and shown_before[0] in page
    said = us(cast.R)
    for hidden in ("Would it be safe", "Not sure", "Who should know", "Can you do that by yourself", ALONE):
        assert hidden not in said, hidden
    bodies = [entry.body for entry in cast.R.vault.tables[0].every() if entry.kind == "laid"]
    assert bodies and "safe" not in repr(bodies)


def test_t58_the_warning_stands_before_the_preview_and_offers_to_keep_it(cast: Cast, clock: Clock) -> None:
    id = limit(cast.B, clock, safe_to_say="no")
    page = cast.B.client.get(f"/n/us/lay/t34/{id}/").content.decode()
    assert page.index(ALONE) < page.index("<dl>")
    assert 'href="/n/t58/"' in page and "Keep it to yourself" in page


def test_what_every_tool_asks_for_one_s_own_safety_stays_at_home(cast: Cast, clock: Clock) -> None:
    assert shown.stays(catalogue.tool("t34")) >= {"safe_to_say", "tell"}
    assert "pressed" in shown.stays(catalogue.tool("t16"))
    assert "whose_idea" in shown.stays(catalogue.tool("t51"))
    assert {"risks", "risk_to_mention"} <= shown.stays(catalogue.tool("t54"))
    assert "partner_safe" in shown.stays(catalogue.tool("t57"))
    for code in ("t16", "t34", "t51", "t54", "t57"):
        tool = catalogue.tool(code)
        assert shown.stays(tool) <= {field.name for field in tool.fields}, code
        assert all(tool.by_name[name].type in {"choice", "tags", "until"} for name in shown.stays(tool)), code


def test_pressed_into_a_pause_is_said_to_oneself_only(cast: Cast, clock: Clock) -> None:
    id = keep(cast.R, "t16", clock, days=30, reasons=["to see clearly"], pressed="yes")
    assert ALONE in text(cast.R.client.get(f"/n/us/lay/t16/{id}/"))
    lay(cast.R, "t16", id)
    assert "to see clearly" in us(cast.B) and "press you" not in us(cast.B)
