"""T60: who sees what on one page, and pressure that nothing shows."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any
from uuid import uuid4

import pytest
from django.conf import settings
from django.test import Client

from goldseam.tools.fold import FOLD, State
from goldseam.tools.t60_consent.state import frozen
from goldseam.vault import NotSaved, Room
from tests.conftest import Cast, Person
from tests.tools.conftest import Clock, bodies, put, text

HERE = "/n/t60/"


def act(person: Person, what: str, **sent: Any) -> Any:
    return person.client.post(HERE, {"uid": str(uuid4()), "act": what, **sent})


def state(person: Person, clock: Clock) -> State:
    return person.room.folded(FOLD, clock.now).now.state


def shown(person: Person, path: str) -> str:
    return re.sub(r'value="[^"]{20,}"', "", person.client.get(path).content.decode())


def test_everything_about_who_sees_what_is_on_one_page(cast: Cast, clock: Clock) -> None:
    page = cast.B.client.get(HERE)
    said = text(page)
    assert "Nobody but you." in said and "You have shown nothing to anybody." in said
    assert "Signed in here and nowhere else" in said and "this one" in said
    assert "may ask a court for what you wrote here" in said
    for place in ("/n/me/devices/", "/n/me/kit/", "/n/me/export/", "/n/me/erase/", "/n/me/erase/later/", "/h/10/"):
        assert f'href="{place}"' in page.content.decode(), place


def test_the_page_is_found_from_me_from_us_and_from_help(cast: Cast) -> None:
    for path in ("/n/me/", "/n/us/", "/h/10/"):
        assert f'href="{HERE}"' in cast.B.client.get(path).content.decode(), path


@pytest.mark.parametrize(
    ("steward", "warned"), [("one_of_us", True), ("unsaid", True), ("friend", False), ("clinic", False)]
)
def test_hr_12_somebody_whose_partner_may_run_the_server_is_warned(
    cast: Cast, monkeypatch: pytest.MonkeyPatch, steward: str, warned: bool
) -> None:
    assert cast.B.name
    monkeypatch.setattr(settings, "CONF", replace(settings.CONF, steward=steward))  # type: ignore[arg-type]
    assert ("If the other person is the one who runs it" in text(cast.B.client.get(HERE))) is warned


def test_pressure_is_kept_freezes_what_goes_out_and_opens_a_look_alone(cast: Cast, clock: Clock) -> None:
    answer = act(cast.B, "press")
    assert (answer.status_code, answer["Location"]) == (303, "/n/t58/")
    assert frozen(state(cast.B, clock), clock.now)
    assert [body["pressure"] for body in bodies(cast.B, "t60")] == ["on"]


def test_hr_11_pressure_is_visible_nowhere_not_even_on_its_own_page(cast: Cast, clock: Clock) -> None:
    pages = ["/", "/n/path/", "/n/tools/", "/n/us/", "/n/me/", "/n/week/", HERE, "/n/t58/", "/n/me/export/"]
    put(cast.B, "t49", clock.now, text="something kept before")
    before = [shown(cast.B, page) for page in pages]
    act(cast.B, "press")
    assert [shown(cast.B, page) for page in pages] == before
    assert act(cast.B, "release").status_code == 200
    assert [shown(cast.B, page) for page in pages] == before


def test_taking_it_back_says_the_same_whether_or_not_there_was_anything(cast: Cast, clock: Clock) -> None:
    never = text(act(cast.R, "release"))
    act(cast.B, "press")
    after = text(act(cast.B, "release"))
    assert "it goes on in three days" in after
    assert never.partition("Heard.")[2][:60] == after.partition("Heard.")[2][:60]
    assert frozen(state(cast.B, clock), clock.now) and not frozen(state(cast.R, clock), clock.now)


def test_both_presses_have_the_same_address_as_the_page(cast: Cast) -> None:
    html = cast.B.client.get(HERE).content.decode()
    assert set(re.findall(r'<form method="post" action="(/n/t60[^"]*)"', html)) == {HERE}


@pytest.mark.parametrize("sent", [{"act": "perhaps"}, {"act": ""}, {"uid": "x"}])
def test_what_does_not_arrive_whole_changes_nothing(cast: Cast, sent: dict[str, str]) -> None:
    assert act(cast.B, "press", **sent).status_code == 400
    assert bodies(cast.B, "t60") == []


def test_pressed_twice_is_kept_once(cast: Cast, clock: Clock) -> None:
    uid = str(uuid4())
    for _ in range(2):
        assert act(cast.B, "press", uid=uid).status_code == 303
    assert len(bodies(cast.B, "t60")) == 1


def test_a_press_that_cannot_be_written_is_said(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*args: object, **kwargs: object) -> None:
        raise NotSaved("full")

    monkeypatch.setattr(Room, "append", full)
    answer = act(cast.B, "press")
    assert answer.status_code == 507 and "Not saved" in text(answer)


@pytest.mark.parametrize("address", ["new/", "list/", "print/", "burned/", "k/{id}/", "k/{id}/burn/"])
def test_no_general_page_of_the_engine_shows_or_takes_a_mark(cast: Cast, clock: Clock, address: str) -> None:
    act(cast.B, "press")
    record = next(e for m in cast.B.room.months() for e in cast.B.room.month(m) if e.kind == "t60")
    where = HERE + address.replace("{id}", str(record.id))
    for answer in (cast.B.client.get(where), cast.B.client.post(where, {"uid": str(uuid4()), "pressure": "off"})):
        assert (answer.status_code, answer["Location"]) == (303, HERE)
    assert len(bodies(cast.B, "t60")) == 1


def test_a_closed_door_shows_nothing(cast: Cast, signed_out: Client) -> None:
    assert signed_out.get(HERE).status_code == 303
    cast.B.lock()
    assert cast.B.client.get(HERE)["Location"].startswith("/room/")


def test_hr_02_the_other_person_cannot_tell(cast: Cast, clock: Clock) -> None:
    pages = ["/", "/n/us/", "/n/me/", HERE]
    before = [shown(cast.R, page) for page in pages]
    act(cast.B, "press")
    assert [shown(cast.R, page) for page in pages] == before
