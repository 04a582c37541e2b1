import pytest
from django.http import HttpResponse
from django.test import Client, RequestFactory

from goldseam.web.headers import ALWAYS, Headers, nonce, policy
from tests.conftest import Cast

PUBLIC = (
    "/",
    "/h/",
    "/h/wave/",
    "/h/now/",
    "/in/",
    "/new/",
    "/manifest.webmanifest",
    "/sw.js",
    "/healthz/",
    "/nowhere/",
)


def directives(value: str) -> dict[str, str]:
    return dict(part.split(" ", 1) for part in value.split("; "))


def test_the_policy_lets_in_nothing_but_our_own_files() -> None:
    assert directives(policy()) == {
        "default-src": "'none'",
        "script-src": "'self'",
        "style-src": "'self'",
        "img-src": "'self'",
        "font-src": "'self'",
        "connect-src": "'self'",
        "manifest-src": "'self'",
        "worker-src": "'self'",
        "form-action": "'self'",
        "frame-ancestors": "'none'",
        "base-uri": "'none'",
        "require-trusted-types-for": "'script'",
        "trusted-types": "gs",
    }


@pytest.mark.parametrize("address", PUBLIC)
def test_every_answer_carries_every_header(signed_out: Client, address: str) -> None:
    answer = signed_out.get(address)
    assert {name: answer.headers[name] for name in ALWAYS} == ALWAYS
    assert answer.headers["Content-Security-Policy"] == policy()
    assert answer.headers["Cache-Control"] == "no-store"


def test_the_fixed_headers_are_pinned() -> None:
    assert ALWAYS["X-Content-Type-Options"] == "nosniff"
    assert ALWAYS["X-Frame-Options"] == "DENY"
    assert ALWAYS["X-Robots-Tag"] == "noindex, nofollow"
    assert ALWAYS["Referrer-Policy"] == "same-origin"  # "no-referrer" sends Origin: null and breaks forms
    assert ALWAYS["Cross-Origin-Opener-Policy"] == "same-origin"
    assert ALWAYS["Cross-Origin-Resource-Policy"] == "same-origin"


@pytest.mark.parametrize("sensor", ["accelerometer", "camera", "geolocation", "gyroscope", "microphone", "usb"])
def test_sensors_are_refused(sensor: str) -> None:
    assert f"{sensor}=()" in ALWAYS["Permissions-Policy"].split(", ")


def test_only_passkeys_are_allowed() -> None:
    granted = [rule for rule in ALWAYS["Permissions-Policy"].split(", ") if not rule.endswith("=()")]
    assert granted == ["publickey-credentials-create=(self)", "publickey-credentials-get=(self)"]


def test_a_page_that_asks_gets_a_nonce_of_its_own() -> None:
    def page(request):  # type: ignore[no-untyped-def]
        return HttpResponse(nonce(request) + nonce(request))

    answers = [Headers(page)(RequestFactory().get("/")) for _ in range(2)]
    given = [answer.content.decode() for answer in answers]
    halves = [text[: len(text) // 2] for text in given]
    assert halves[0] * 2 == given[0]
    assert halves[0] != halves[1]
    assert f"script-src 'self' 'nonce-{halves[0]}'" in answers[0].headers["Content-Security-Policy"]


def test_pages_behind_both_doors_are_never_stored(cast: Cast) -> None:
    for address in ("/", "/n/path/", "/n/us/", "/n/tools/"):
        answer = cast.R.client.get(address)
        assert answer.status_code == 200, address
        assert answer.headers["Cache-Control"] == "no-store"


def test_files_may_be_stored_by_the_browser(signed_out: Client) -> None:
    answer = signed_out.get("/s/gs/app.css")
    assert answer.status_code == 200
    assert "no-store" not in answer.headers["Cache-Control"]
    assert answer.headers["Cross-Origin-Resource-Policy"] == "same-origin"
    answer.close()
    assert signed_out.get("/s/gs/none.css").headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("address", ["/leave/", "/room/lock/", "/out/"])
def test_going_clears_the_cache_and_never_cookies_or_storage(cast: Cast, address: str) -> None:
    answer = cast.R.client.post(address)
    assert answer.headers["Clear-Site-Data"] == '"cache"'


def test_ordinary_pages_clear_nothing(signed_out: Client) -> None:
    assert "Clear-Site-Data" not in signed_out.get("/").headers
