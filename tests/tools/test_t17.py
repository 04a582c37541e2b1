"""T17: barriers on one's own devices. Decided by one press; nothing is handed to anybody without a way out."""

from __future__ import annotations

import re
from datetime import date, timedelta
from html import unescape
from typing import Any
from uuid import uuid4

import pytest

from goldseam.tools import catalogue
from goldseam.tools.t17_devices import barriers
from tests.conftest import Cast
from tests.tools.conftest import Clock, bodies, keep, put, text

HOME, NEW, MARK = "/n/t17/", "/n/t17/new/", "/n/t17/mark/"
DAY = timedelta(days=1)
HELD: dict[str, Any] = {
    "status": "done", "holder": "Kim", "until": "2027-02-16", "how_I_get_out": "I say so, same day",
    "emergency_access": "the phone box by the door", "own_choice": "on",
}  # fmt: skip


def press(cast: Cast, unit: str, status: str, uid: str = "") -> Any:
    return cast.R.client.post(MARK, {"uid": uid or str(uuid4()), "unit": unit, "status": status})


def test_there_are_twenty_of_them_in_three_layers_and_each_stands_once() -> None:
    tool = catalogue.tool("t17")
    laid = [unit for layer in barriers.layers(tool) for unit in layer.units]
    assert len(tool.units) == 20
    assert sorted(laid) == sorted(tool.by_unit)
    assert len(tool.lines("quick")) == 5
    assert set(tool.lines("quick")) <= set(laid)


def test_five_quick_ones_stand_first_and_the_rest_is_folded_by_layer(cast: Cast, clock: Clock) -> None:
    page = text(cast.R.client.get(HOME))
    order = [
        "Five quick ones",
        "Phone out of bedroom",
        "The device",
        "The network and the accounts",
        "The people and the rooms",
    ]
    assert [page.index(words) for words in order] == sorted(page.index(words) for words in order)


@pytest.mark.parametrize(("status", "said"), [("done", "1 done"), ("not_now", "0 done"), ("not_for_me", "0 done")])
def test_one_press_decides_one(cast: Cast, clock: Clock, status: str, said: str) -> None:
    answer = press(cast, "phone_out", status)
    assert answer.status_code == 303
    assert answer["Location"] == "/n/t17/#u_phone_out"
    assert [(b["unit"], b["status"]) for b in bodies(cast.R, "t17")] == [("phone_out", status)]
    assert f"1 of 20 decided, {said}." in text(cast.R.client.get(HOME))


def test_the_same_press_twice_is_one_and_another_button_afterwards_holds(cast: Cast, clock: Clock) -> None:
    uid = str(uuid4())
    press(cast, "evening", "done", uid)
    press(cast, "evening", "done", uid)
    assert len(bodies(cast.R, "t17")) == 1
    press(cast, "evening", "not_now", uid)
    assert bodies(cast.R, "t17")[-1]["status"] == "not_now"
    assert "1 of 20 decided" in text(cast.R.client.get(HOME))


def test_a_press_leaves_the_details_as_they_are(cast: Cast, clock: Clock) -> None:
    note = "built in, under family, on the phone and on the television, since the middle of June"
    given = {"device": ["phone", "tv"], "note": note, "by": "2026-12-01"}
    keep(cast.R.client, f"{NEW}?unit=filter", status="not_now", **given)
    press(cast, "filter", "done")
    body = bodies(cast.R, "t17")[-1]
    assert body["status"] == "done"
    assert given.items() <= body.items()


@pytest.mark.parametrize(("unit", "status"), [("nothing", "done"), ("filter", "maybe"), ("", "")])
def test_a_press_for_something_that_is_not_there_is_answered_so(
    cast: Cast, clock: Clock, unit: str, status: str
) -> None:
    assert press(cast, unit, status).status_code == 404
    assert bodies(cast.R, "t17") == []


# -- where somebody else holds something --------------------------------------------------------------------


@pytest.mark.parametrize("unit", ["keeper", "filter_holder", "reports"])
def test_hr_03_one_press_hands_nothing_to_anybody(cast: Cast, clock: Clock, unit: str) -> None:
    answer = press(cast, unit, "done")
    assert re.fullmatch(r"/n/t17/new/\?unit=\d+&status=done", answer["Location"])
    assert bodies(cast.R, "t17") == []
    form = cast.R.client.get(answer["Location"]).content.decode()
    assert 'value="done" id="id_status_0" checked' in form
    assert press(cast, unit, "not_for_me").status_code == 303
    assert bodies(cast.R, "t17")[0]["status"] == "not_for_me"


@pytest.mark.parametrize("unit", ["keeper", "filter_holder", "reports"])
@pytest.mark.parametrize("name", ["holder", "until", "how_I_get_out", "emergency_access", "own_choice"])
def test_hr_03_who_until_when_the_way_out_the_emergency_and_ones_own_choice_are_asked(
    cast: Cast, clock: Clock, unit: str, name: str
) -> None:
    given = {key: value for key, value in HELD.items() if key != name}
    answer = cast.R.client.post(f"{NEW}?unit={unit}", {"uid": str(uuid4()), **given})
    assert answer.status_code == 422
    assert bodies(cast.R, "t17") == []


@pytest.mark.parametrize(("until", "fits"), [("2027-02-16", True), ("2027-02-17", False), ("2026-11-18", False)])
def test_hr_03_nothing_is_held_for_longer_than_90_days(cast: Cast, clock: Clock, until: str, fits: bool) -> None:
    answer = cast.R.client.post(f"{NEW}?unit=keeper", {"uid": str(uuid4()), **HELD, "until": until})
    assert (answer.status_code == 303) is fits


def test_not_now_needs_none_of_it(cast: Cast, clock: Clock) -> None:
    keep(cast.R.client, f"{NEW}?unit=keeper", status="not_now")


def test_what_is_held_is_shown_with_its_end_and_named_when_that_has_come(cast: Cast, clock: Clock) -> None:
    keep(
        cast.R.client, f"{NEW}?unit=keeper", **{**HELD, "holder": "Kim from the Tuesday group, two doors down the road"}
    )
    assert "Held by Kim from the Tuesday group, two doors down the road until 16 February 2027." in text(
        cast.R.client.get(HOME)
    )
    put(cast.R, "t17", clock.now, unit="reports", status="done", holder="Kim", until="2026-11-17", _item="reports")
    page = text(cast.R.client.get(HOME))
    assert "The time you gave it ended on 17 November 2026. Take it back, or decide again." in page


def test_hr_02_someone_who_is_not_the_partner_is_suggested_and_the_choice_stays_free(cast: Cast, clock: Clock) -> None:
    assert "Best someone who is not your partner" in text(cast.R.client.get(f"{NEW}?unit=keeper"))
    id = keep(cast.R.client, f"{NEW}?unit=keeper", **HELD, holder_is="partner")
    page = text(cast.R.client.get(f"/n/t17/k/{id}/"))
    assert "It is your decision." in page
    assert "If your partner has asked for this, you may say no." in page


def test_questions_about_a_holder_are_asked_only_where_somebody_holds(cast: Cast, clock: Clock) -> None:
    page = cast.R.client.get(f"{NEW}?unit=filter").content.decode()
    for name in ("holder", "until", "how_I_get_out", "emergency_access", "own_choice", "accounts"):
        assert f'name="{name}"' not in page
    keep(cast.R.client, f"{NEW}?unit=filter", status="done", holder="Kim", accounts=["telegram"])
    assert {"holder", "accounts"}.isdisjoint(bodies(cast.R, "t17")[0])


def test_social_media_are_named_with_words_of_ones_own(cast: Cast, clock: Clock) -> None:
    keep(
        cast.R.client, f"{NEW}?unit=social", status="done", accounts=["telegram", "x_twitter"], accounts_own="the forum"
    )
    assert bodies(cast.R, "t17")[0]["accounts"] == ["telegram", "x_twitter", "the forum"]


def test_hr_03_secret_software_is_named_as_abuse_and_nothing_is_joined_up(cast: Cast, clock: Clock) -> None:
    page = text(cast.R.client.get(HOME))
    assert "To put software on another adult's device in secret is abuse, and in many places a crime." in unescape(page)
    assert "All of this is for what belongs to you and only you use." in page
    assert "Nothing here works with them." in page
    assert (
        "Keep open whatever keeps you safe: calls, maps, your bank, your therapist, help lines, and this page." in page
    )


# -- looking again ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("ago", "day"), [(6, None), (7, 7), (29, 7), (30, 30), (90, 90)])
def test_a_look_is_suggested_on_days_7_30_and_90(cast: Cast, clock: Clock, ago: int, day: int | None) -> None:
    put(cast.R, "t17", clock.now - ago * DAY, unit="filter", status="done", _item="filter")
    page = text(cast.R.client.get(HOME))
    assert (f"It is day {day} since you began." in page) if day else ("since you began" not in page)


def test_after_the_look_it_is_not_suggested_again(cast: Cast, clock: Clock) -> None:
    put(cast.R, "t17", clock.now - 8 * DAY, unit="filter", status="done", _item="filter")
    keep(cast.R.client, "/n/t17b/new/", friction="6", got_round="once", next_board="box", helps_unchanged="on")
    assert "since you began" not in text(cast.R.client.get(HOME))


def test_the_newest_look_is_the_one_that_is_due() -> None:
    begun = date(2026, 1, 1)
    assert barriers.review_due(None, None, date(2026, 3, 1)) is None
    assert barriers.review_due(begun, date(2026, 1, 9), date(2026, 1, 20)) is None
    assert barriers.review_due(begun, date(2026, 1, 9), date(2026, 2, 1)) == 30
    assert barriers.review_due(begun, None, date(2027, 2, 1)) == 90


def test_nobody_else_can_mark_or_see_it(cast: Cast, clock: Clock) -> None:
    press(cast, "evening", "done")
    assert "1 of 20" not in text(cast.stranger.client.get(HOME))
    cast.stranger.client.post(MARK, {"uid": str(uuid4()), "unit": "evening", "status": "not_now"})
    assert bodies(cast.R, "t17")[-1]["status"] == "done"
