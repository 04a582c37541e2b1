from django.conf import settings
from django.test import Client

from tests.conftest import Cast


def test_leaving_ends_the_session_and_shows_an_empty_page(cast: Cast) -> None:
    answer = cast.R.client.post("/leave/")
    assert answer.status_code == 200
    text = answer.content.decode()
    assert text.endswith("<body></body></html>")
    assert f'<meta http-equiv="refresh" content="0;url={settings.CONF.exit_url}">' in text
    assert "Robin" not in text
    assert "/in/" in cast.R.client.get("/n/path/").headers["Location"]


def test_leaving_keeps_the_device_known_so_that_coming_back_is_possible(cast: Cast) -> None:
    cast.R.client.post("/leave/")
    cast.R.sign_in()
    cast.R.open_room()
    assert cast.R.client.get("/n/path/").status_code == 200


def test_leaving_needs_no_token_because_a_stale_form_must_stop_nobody(cast: Cast) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = cast.R.client.cookies
    assert strict.post("/leave/").status_code == 200
    assert cast.R.client.get("/n/path/").status_code == 303


def test_another_site_cannot_end_a_session(cast: Cast) -> None:
    answer = cast.R.client.post("/leave/", headers={"Sec-Fetch-Site": "cross-site"})
    assert answer.status_code == 200
    assert cast.R.client.get("/n/path/").status_code == 200


def test_a_link_to_leave_only_moves_on(cast: Cast) -> None:
    answer = cast.R.client.get("/leave/")
    assert answer.headers["Location"] == settings.CONF.exit_url
    assert cast.R.client.get("/n/path/").status_code == 200


def test_leaving_works_for_somebody_who_is_not_signed_in(signed_out: Client) -> None:
    assert signed_out.post("/leave/").status_code == 200


def test_leave_and_help_stand_on_every_page(cast: Cast, signed_out: Client) -> None:
    pages = [signed_out.get(address) for address in ("/", "/h/", "/h/wave/", "/h/now/", "/in/", "/new/", "/nowhere/")]
    pages += [cast.R.client.get(address) for address in ("/", "/n/path/", "/n/tools/", "/n/us/", "/n/me/", "/n/you/")]
    for page in pages:
        text = page.content.decode()
        assert '<form method="post" action="/leave/" id="leave"' in text, page.request["PATH_INFO"]
        assert '<a class="help" href="/h/">' in text, page.request["PATH_INFO"]
