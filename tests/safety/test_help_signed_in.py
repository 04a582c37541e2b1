"""Help is the same for everyone; who is signed in only gets a way back to what is theirs."""

from __future__ import annotations

import pytest
from django.test import Client

from goldseam.safety.routes import routes
from tests.conftest import Cast

pytestmark = pytest.mark.django_db

PAGES = ["/h/", "/h/wave/", "/h/wave/after/", "/h/now/", "/h/region/", *(f"/h/{slug}/" for slug in routes())]


def test_every_help_page_answers_with_the_room_open_shut_and_after_signing_out(cast: Cast) -> None:
    for path in PAGES:
        assert cast.R.client.get(path).status_code == 200, path
    cast.R.lock()
    for path in PAGES:
        assert cast.R.client.get(path).status_code == 200, path
    cast.R.sign_out()
    for path in PAGES:
        assert cast.R.client.get(path).status_code == 200, path


def test_a_session_that_is_over_does_not_keep_anyone_from_help(signed_out: Client) -> None:
    signed_out.cookies["s"] = "long-gone"
    for path in PAGES:
        assert signed_out.get(path).status_code == 200, path


def test_a_person_with_a_room_is_shown_the_way_to_the_own_plan_and_a_stranger_is_not(
    cast: Cast, signed_out: Client
) -> None:
    assert 'href="/n/t57/now/"' in cast.B.client.get("/h/1/").content.decode()
    assert "/n/" not in signed_out.get("/h/1/").content.decode()


def test_choosing_a_country_signed_in_keeps_the_session(cast: Cast) -> None:
    assert cast.B.client.post("/h/region/", {"region": "au"}).status_code == 303
    page = cast.B.client.get("/h/").content.decode()
    assert "Australia" in page and "Sign in" not in page
