"""Drafts: only a form that can be laid aside is, a draft that comes back says so, and it can be thrown away."""

from __future__ import annotations

import re
from datetime import timedelta
from uuid import uuid4

from goldseam.tools import catalogue
from goldseam.vault.models import Draft, Record
from tests.bad_input.counter import Counter, stock
from tests.conftest import Cast
from tests.tools.conftest import Clock, be, enter, keep, text
from tests.tools.sheets import sheets

__all__ = ["sheets"]

BACK = "You had begun this."


def test_what_a_page_lays_aside_by_itself_never_becomes_a_record(cast: Cast) -> None:
    stock(cast.R)
    counter = Counter(cast.R.client).walk("/", *(f"/n/{code}/" for code in catalogue.catalogue()))
    drafted = [found for found in counter.forms() if "data-draft" in counter.pages[found.page].body]
    tried = 0
    for found in drafted:
        if "draft" not in {name for name, _value in found.form.buttons}:
            continue
        before, tried = Record.objects.count(), tried + 1
        data = [(name, one) for name, values in counter.filled(found).items() for one in values if name != "draft"]
        answer = counter.post(found.action or found.page, [*data, ("draft", "auto")])
        assert (found.page, answer.status) == (found.page, 204)
        assert (found.page, Record.objects.count()) == (found.page, before)
    assert tried > 50


def test_every_form_that_comes_back_as_it_was_left_says_so(cast: Cast, clock: Clock) -> None:
    """An old date or an old sentence must not pass for what is true today."""
    silent = []
    for code, tool in catalogue.catalogue().items():
        url = f"/n/{code}/new/" + (f"?unit={tool.units[0].id}" if tool.units else "")
        page = cast.R.client.get(url)
        if page.status_code != 200 or "data-draft" not in page.content.decode():
            continue
        cast.R.client.post(url, {"uid": str(uuid4()), "draft": "auto"})
        if BACK not in text(cast.R.client.get(url)):
            silent.append(code)
    assert silent == []


def test_a_draft_can_be_thrown_away(cast: Cast, clock: Clock, sheets: None) -> None:
    be(cast.R, "R", clock.now)
    url = "/n/wunits/new/?unit=one"
    cast.R.client.post(url, {"uid": str(uuid4()), "text": "half a sen", "draft": "auto"})
    assert "Throw it away and begin again" in text(cast.R.client.get(url))
    answer = cast.R.client.post(url, {"draft": "drop"})
    assert (answer.status_code, answer["Location"]) == (303, url)
    assert not Draft.objects.exists()
    assert "half a sen" not in cast.R.client.get(url).content.decode()


def test_a_draft_of_last_month_is_deleted_when_another_is_begun(cast: Cast, clock: Clock, sheets: None) -> None:
    cast.R.client.post("/n/wlog/new/", {"uid": str(uuid4()), "thought": "half a sen", "draft": "auto"})
    cast.B.client.post("/n/wlog/new/", {"uid": str(uuid4()), "thought": "another's", "draft": "auto"})
    clock.now += timedelta(days=31)
    enter(cast.R)
    cast.R.client.post("/n/wmany/new/", {"uid": str(uuid4()), "cue": "In bed", "draft": "auto"})
    assert Draft.objects.count() == 2, "one's own old one is gone, nobody else's is touched"


def test_a_form_opened_from_a_record_can_begin_anew_with_what_the_record_says(
    cast: Cast, clock: Clock, sheets: None
) -> None:
    cast.R.client.post("/n/wmany/new/", {"uid": str(uuid4()), "cue": "An old thought", "draft": "auto"})
    id = keep(cast.R.client, "/n/wlog/new/", place="home", thought="just once")
    url = f"/n/wmany/new/?from={id}"
    assert BACK in text(cast.R.client.get(url))
    assert cast.R.client.post(url, {"draft": "drop"})["Location"] == url
    assert 'value="just once"' in cast.R.client.get(url).content.decode()


def test_the_pages_own_script_lays_nothing_aside_once_a_form_is_on_its_way() -> None:
    from pathlib import Path

    import goldseam.web

    script = (Path(goldseam.web.__file__).parent / "static/gs/app.js").read_text()
    assert re.search(r"event\.target === writing \|\| event\.target\.hasAttribute\(\"data-away\"\)", script)
