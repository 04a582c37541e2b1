"""The frame: weight, requests, neutral names, nothing inline, words that must not appear."""

import gzip
import json
import re
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

import goldseam
from tests.conftest import Cast
from tests.web.contrast import ratio, tokens

PACKAGE = Path(goldseam.__file__).parent
TEMPLATES = sorted(PACKAGE.glob("*/templates/**/*.html"))
STATIC = sorted(path for path in PACKAGE.glob("*/static/**/*") if path.is_file())
NOT_NEUTRAL = re.compile(r"porn|addict|trust|relapse|lapse|partner|recover|urge|betray|sex", re.IGNORECASE)
NOT_SAID = re.compile(
    r"addict|clean day|fail(ed|ure)|relapsed|co-?dependen|streak|end-to-end|zero.knowledge|coming soon", re.IGNORECASE
)
COMMENT = re.compile(r"\{% comment %\}.*?\{% endcomment %\}|\{#.*?#\}", re.DOTALL)


def words(path: Path) -> str:
    return COMMENT.sub("", path.read_text())


def name(path: Path) -> str:
    return str(path.relative_to(PACKAGE))


def test_the_first_page_is_light(signed_out: Client) -> None:
    page = signed_out.get("/").content.decode()
    loads = re.findall(r'<(?:link rel="(?:stylesheet|icon|manifest)"|script|img)[^>]*?(?:href|src)="([^"]+)"', page)
    files = [PACKAGE / "web" / "static" / address.removeprefix("/s/") for address in loads if address.startswith("/s/")]
    weight = len(gzip.compress(page.encode())) + sum(len(gzip.compress(file.read_bytes())) for file in files)
    assert len(loads) + 1 <= 6, loads
    assert weight <= 45 * 1024
    assert weight <= 20 * 1024, "far below the budget today; a jump is worth a look"


def test_every_page_loads_only_from_here(cast: Cast) -> None:
    for address in ("/", "/n/path/", "/n/us/", "/n/tools/", "/h/", "/h/wave/"):
        page = cast.R.client.get(address).content.decode()
        for load in re.findall(r'<(?:link|script|img|iframe|source)[^>]*?(?:href|src)="([^"]+)"', page):
            assert load.startswith("/"), load


@pytest.mark.parametrize("path", TEMPLATES, ids=name)
def test_nothing_is_inline(path: Path) -> None:
    text = words(path)
    assert not re.search(r"<script(?![^>]*\bsrc=)(?![^>]*application/json)", text)
    assert not re.search(r"<style\b", text)
    assert not re.search(r"\sstyle\s*=", text)
    assert not re.search(r"\son[a-z]+\s*=\s*[\"']", text)


@pytest.mark.parametrize("path", TEMPLATES, ids=name)
def test_templates_stay_small(path: Path) -> None:
    assert len(path.read_text().splitlines()) < 120


@pytest.mark.parametrize("path", TEMPLATES, ids=name)
def test_templates_say_no_word_that_hurts(path: Path) -> None:
    assert not NOT_SAID.search(words(path))


def test_every_class_a_page_uses_is_in_the_stylesheet() -> None:
    known = set(re.findall(r"\.([a-z][a-z-]*)", (PACKAGE / "web/static/gs/app.css").read_text()))
    for path in [*TEMPLATES, *PACKAGE.glob("insight/*.py")]:
        text = re.sub(r"\{%.*?%\}|\{\{.*?\}\}", " ", words(path))
        used = {word for given in re.findall(r'class="([^"{}]+)"', text) for word in given.split()}
        assert used <= known, (name(path), used - known)
    assert {"onlywide", "onlynarrow"} <= known, "two drawings of one picture, only one of which may be seen"


@pytest.mark.parametrize("path", [p for p in STATIC if p.suffix == ".js"], ids=name)
def test_scripts_make_no_markup(path: Path) -> None:
    assert not re.search(
        r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function", path.read_text()
    )


def test_the_scripts_of_the_frame_keep_their_budget() -> None:
    assert (PACKAGE / "web/static/gs/app.js").stat().st_size <= 6 * 1024
    assert len(gzip.compress((PACKAGE / "web/static/gs/app.css").read_bytes())) <= 7 * 1024


def test_titles_are_the_name_and_nothing_else(cast: Cast, signed_out: Client) -> None:
    pages = [signed_out.get(address) for address in ("/", "/h/", "/h/wave/", "/in/", "/leave/", "/nowhere/")]
    pages += [cast.B.client.get(address) for address in ("/", "/n/path/", "/n/tools/", "/n/t40/new/")]
    for page in pages:
        if page.status_code != 302:
            assert re.findall(r"<title>(.*?)</title>", page.content.decode()) == [settings.CONF.name]


def addresses(patterns: list[URLPattern | URLResolver], before: str = "") -> list[str]:
    found = []
    for one in patterns:
        here = before + str(one.pattern)
        found += addresses(one.url_patterns, here) if isinstance(one, URLResolver) else [here]
    return found


def test_no_address_says_what_this_is_for() -> None:
    for address in addresses(get_resolver().url_patterns):
        assert not NOT_NEUTRAL.search(address), address


def test_no_file_name_says_what_this_is_for() -> None:
    for path in STATIC:
        assert not NOT_NEUTRAL.search(str(path.relative_to(PACKAGE))), path


def test_the_manifest_is_neutral(signed_out: Client) -> None:
    manifest = json.loads(signed_out.get("/manifest.webmanifest").content)
    assert manifest["name"] == manifest["short_name"] == settings.CONF.name
    assert "description" not in manifest
    assert not NOT_NEUTRAL.search(json.dumps(manifest))


def test_cookies_say_nothing(cast: Cast) -> None:
    for cookie in cast.R.client.cookies:
        assert not NOT_NEUTRAL.search(cookie), cookie


def test_the_five_places_are_shown_only_to_somebody_signed_in(cast: Cast, signed_out: Client) -> None:
    assert "/n/path/" not in signed_out.get("/h/").content.decode()
    page = cast.R.client.get("/h/").content.decode()
    assert [a for a in re.findall(r'<a href="([^"]+)"', page) if a.startswith("/n/")][:4] == [
        "/n/path/", "/n/tools/", "/n/us/", "/n/me/",
    ]  # fmt: skip


@pytest.mark.parametrize("address", ["/h/", "/h/wave/", "/h/wave/after/", "/h/now/", "/h/1/", "/h/10/"])
def test_what_a_browser_keeps_for_offline_bears_no_trace_of_anybody(
    cast: Cast, signed_out: Client, address: str
) -> None:
    cast.R.client.cookies["region"] = signed_out.cookies["region"] = "ie"
    cast.R.client.cookies["theme"] = "dark"
    kept = cast.R.client.get(address, headers={"X-Plain": "1"})
    assert kept.status_code == 200
    assert kept.content == signed_out.get(address).content


def test_the_place_is_marked_for_screen_readers(cast: Cast) -> None:
    assert '<a href="/n/path/" aria-current="page">' in cast.R.client.get("/n/path/").content.decode()


def test_light_or_dark_is_remembered_by_the_device(signed_out: Client) -> None:
    answer = signed_out.post("/theme/", {"theme": "dark", "back": "/h/"})
    assert (answer.status_code, answer.headers["Location"]) == (303, "/h/")
    assert '<html lang="en" data-theme="dark">' in signed_out.get("/").content.decode()
    signed_out.post("/theme/", {"theme": ""})
    assert '<html lang="en">' in signed_out.get("/").content.decode()


@pytest.mark.parametrize("back", ["https://elsewhere.example/", "//elsewhere.example", "javascript:alert(1)", "\\\\x"])
def test_the_way_back_stays_here(signed_out: Client, back: str) -> None:
    assert signed_out.post("/theme/", {"theme": "dark", "back": back}).headers["Location"] == "/"


def test_an_unknown_theme_is_no_theme(signed_out: Client) -> None:
    signed_out.cookies["theme"] = '"><script>'
    assert '<html lang="en">' in signed_out.get("/").content.decode()


def test_a_stale_form_shows_what_was_typed(cast: Cast) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = cast.R.client.cookies
    answer = strict.post("/n/t49/new/", {"text": "what I wanted to keep"})
    assert answer.status_code == 403
    assert "what I wanted to keep" in answer.content.decode()
    assert "Nothing was kept" in answer.content.decode()


def test_the_page_for_a_fault_needs_nothing_that_could_be_at_fault() -> None:
    from django.test import RequestFactory

    from goldseam.web.errors import broken

    answer = broken(RequestFactory().get("/"))
    assert answer.status_code == 500
    assert b'href="/h/"' in answer.content


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize(
    ("text", "ground", "least"),
    [
        ("ink", "page", 7.0), ("ink", "card", 7.0), ("soft", "page", 4.5), ("soft", "card", 4.5), ("soft", "sunk", 4.5),
        ("sage", "page", 4.5), ("sage", "card", 4.5), ("sage", "sage-wash", 4.5), ("on-sage", "sage", 4.5),
        ("ink", "sage-wash", 7.0), ("soft", "sage-wash", 4.5), ("clay", "page", 4.5), ("clay", "card", 4.5),
        ("clay", "clay-wash", 4.5), ("ink", "clay-wash", 7.0), ("on-help", "help", 4.5), ("edge", "card", 3.0),
        ("edge", "page", 3.0), ("gold", "card", 3.0), ("gold", "page", 3.0),
    ],
)  # fmt: skip
def test_colours_can_be_told_apart(theme: str, text: str, ground: str, least: float) -> None:
    found = tokens(theme)
    assert ratio(found[text], found[ground]) >= least
