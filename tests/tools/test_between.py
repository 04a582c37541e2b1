"""Between tools: what feeds what, what a gate keeps shut, what rests, what is laid aside, what a week sounds like."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest

from goldseam.tools import history
from goldseam.vault.models import Draft
from tests.conftest import Cast
from tests.tools.conftest import Clock, be, bodies, enter, keep, put, text
from tests.tools.sheets import sheets

__all__ = ["sheets"]


def test_a_record_offers_what_can_be_made_of_it_and_fills_it_in(cast: Cast, clock: Clock, sheets: None) -> None:
    client = cast.R.client
    id = keep(client, "/n/wlog/new/", place="home", thought="just once")
    assert f"/n/wmany/new/?from={id}" in client.get(f"/n/wlog/k/{id}/").content.decode()
    form = client.get(f"/n/wmany/new/?from={id}").content.decode()
    assert 'value="just once"' in form
    assert 'value="home" id="id_kind_0" checked' in form
    out = keep(client, "/n/wlog/new/", place="out", thought="elsewhere")
    assert "Make a plan of it" not in text(client.get(f"/n/wlog/k/{out}/")), "only when the answer holds"


def test_an_address_somebody_made_up_fills_in_nothing(cast: Cast, clock: Clock, sheets: None) -> None:
    theirs = keep(cast.B.client, "/n/wlog/new/", place="home", thought="not yours")
    for odd in (str(theirs), str(uuid4()), "x", ""):
        page = cast.R.client.get(f"/n/wmany/new/?from={odd}")
        assert page.status_code == 200
        assert "not yours" not in page.content.decode()


def test_questions_for_one_role_are_not_asked_of_the_other(cast: Cast, clock: Clock, sheets: None) -> None:
    be(cast.R, "R", clock.now)
    be(cast.B, "B", clock.now)
    assert "Only R is asked" in text(cast.R.client.get("/n/wlog/new/"))
    assert "Only R is asked" not in text(cast.B.client.get("/n/wlog/new/"))
    keep(cast.B.client, "/n/wlog/new/", place="home", ours="slipped in")
    assert bodies(cast.B, "wlog") == [{"place": "home"}]


def test_a_shut_gate_says_why_and_offers_the_step_before_it(cast: Cast, clock: Clock, sheets: None) -> None:
    client = cast.R.client
    for address in ("/n/wshut/", "/n/wshut/new/", "/n/wshut/print/"):
        page = text(client.get(address))
        assert "First decide." in page
        assert "Decide" in page
    refused = client.post("/n/wshut/new/", {"uid": str(uuid4()), "pro": "my words"})
    assert refused.status_code == 409
    assert "my words" in refused.content.decode()
    assert bodies(cast.R, "wshut") == []


def test_two_answers_together_bring_up_help_and_one_alone_does_not(cast: Cast, clock: Clock, sheets: None) -> None:
    one = keep(cast.R.client, "/n/wlog/new/", strength="9", tired="2")
    assert "Both at once is a lot." not in text(cast.R.client.get(f"/n/wlog/k/{one}/"))
    both = keep(cast.R.client, "/n/wlog/new/", strength="8", tired="3")
    page = cast.R.client.get(f"/n/wlog/k/{both}/")
    assert "Both at once is a lot." in text(page)
    assert 'href="/h/4/"' in page.content.decode()


def test_deep_writing_rests_for_three_days_after_a_hard_answer(cast: Cast, clock: Clock, sheets: None) -> None:
    """HR-15, HR-19."""
    assert "Which roles" in text(cast.R.client.get("/n/wunits/new/?unit=one"))
    id = keep(cast.R.client, "/n/wlog/new/", thought="I want to kill myself")
    assert "You do not have to carry it alone." in text(cast.R.client.get(f"/n/wlog/k/{id}/"))
    assert history.now_state(cast.R.room, clock.now).h1_at
    assert "Show heavy writing again" in text(cast.R.client.get("/n/wunits/"))
    assert "Show heavy writing again" in text(cast.R.client.get("/n/wunits/new/?unit=one"))
    assert "Roles" in text(cast.B.client.get("/n/wunits/")), "nobody else's tools change"
    begun = keep(cast.R.client, "/n/wunits/new/?unit=one", text="what I was writing")
    assert begun, "what was being written is kept"
    clock.now += timedelta(hours=73)
    enter(cast.R)
    assert "Show heavy writing again" not in text(cast.R.client.get("/n/wunits/"))


def test_the_mark_of_a_hard_answer_is_never_shown(cast: Cast, clock: Clock, sheets: None) -> None:
    id = keep(cast.R.client, "/n/wlog/new/", thought="I want to kill myself")
    assert "_h1" in bodies(cast.R, "wlog")[0]
    assert "_h1" not in cast.R.client.get(f"/n/wlog/k/{id}/").content.decode()


@pytest.mark.parametrize("by_itself", [True, False])
def test_what_is_laid_aside_comes_back_as_it_was_typed(cast: Cast, clock: Clock, sheets: None, by_itself: bool) -> None:
    client = cast.R.client
    sent = {"uid": str(uuid4()), "thought": "half a sen", "strength": "12", "draft": "auto" if by_itself else "1"}
    answer = client.post("/n/wlog/new/", sent)
    assert answer.status_code == (204 if by_itself else 303)
    assert bodies(cast.R, "wlog") == []
    page = client.get("/n/wlog/new/")
    assert "You had begun this." in text(page)
    assert "half a sen" in page.content.decode()
    assert "Please choose a number" not in text(page), "a draft is not judged"
    assert b"half a sen" not in bytes(Draft.objects.get().envelope)
    keep(client, "/n/wlog/new/", thought="a whole sentence")
    assert not Draft.objects.exists()
    assert "You had begun this." not in text(client.get("/n/wlog/new/"))


def test_a_draft_survives_a_session_that_ended(cast: Cast, clock: Clock, sheets: None) -> None:
    cast.R.client.post("/n/wlog/new/", {"uid": str(uuid4()), "thought": "half a sen", "draft": "auto"})
    clock.now += timedelta(hours=13)
    assert cast.R.client.get("/n/wlog/new/").status_code == 303
    enter(cast.R)
    assert "half a sen" in cast.R.client.get("/n/wlog/new/").content.decode()
    assert "half a sen" not in cast.B.client.get("/n/wlog/new/").content.decode()


def test_a_draft_of_rows_comes_back_row_by_row(cast: Cast, clock: Clock, sheets: None) -> None:
    sent = {"uid": str(uuid4()), "risks-0-weight": "9", "areas-food-thing": "Soup", "draft": "1"}
    assert cast.R.client.post("/n/wone/part/second/", sent).status_code == 303
    page = cast.R.client.get("/n/wone/part/second/")
    assert 'value="Soup"' in page.content.decode()
    assert 'value="9"' in page.content.decode()
    assert "This row needs" not in text(page)


def test_a_draft_of_last_month_is_gone(cast: Cast, clock: Clock, sheets: None) -> None:
    cast.R.client.post("/n/wlog/new/", {"uid": str(uuid4()), "thought": "half a sen", "draft": "auto"})
    clock.now += timedelta(days=31)
    enter(cast.R)
    assert "half a sen" not in cast.R.client.get("/n/wlog/new/").content.decode()


def test_the_week_in_words_sets_this_week_beside_the_weeks_before(cast: Cast, clock: Clock, sheets: None) -> None:
    assert "Nothing was kept in these seven days." in text(cast.R.client.get("/n/week/"))
    for days in range(5):
        put(cast.R, "wlog", clock.now - timedelta(days=days), strength=3)
    for days in range(8, 28, 4):
        put(cast.R, "wlog", clock.now - timedelta(days=days), strength=7)
    page = text(cast.R.client.get("/n/week/"))
    assert "A log" in page
    assert "Five times. Strength 3, down from 7." in page


def test_a_month_of_a_log_can_be_printed(cast: Cast, clock: Clock, sheets: None) -> None:
    keep(cast.R.client, "/n/wlog/new/", thought="on paper")
    page = text(cast.R.client.get("/n/wlog/print/"))
    assert "on paper" in page
    assert "think of where it will lie" in page
    assert "on paper" in text(cast.R.client.get("/n/wlog/print/?month=1999-01")), "an odd month is this month"


def test_a_day_that_has_come_is_asked_again(cast: Cast, clock: Clock, sheets: None) -> None:
    id = keep(cast.R.client, "/n/wpick/new/", sure="80", until="2026-11-20")
    clock.now += timedelta(days=3)
    enter(cast.R)
    form = cast.R.client.get(f"/n/wpick/k/{id}/change/").content.decode()
    assert "2026-11-20" not in form
    keep(cast.R.client, f"/n/wpick/k/{id}/change/", sure="70")
