"""Help for a person in distress: open to all, keeps nothing, loads nothing from elsewhere, gives nothing away."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from goldseam.safety import lines
from goldseam.safety.cards import cards
from goldseam.safety.routes import routes


def go(line_id: str) -> str:
    line = lines.for_region(line_id.partition("-")[0]).line(line_id)
    assert line is not None
    return f"/h/go/{line.token}/"


STEPS = [(slug, number + 1) for slug, route in routes().items() for number in range(len(route.steps))]
PAGES = [
    "/h/",
    "/h/region/",
    "/h/wave/",
    "/h/wave/after/",
    "/h/now/",
    go("gb-samaritans"),
    *(f"/h/{slug}/" for slug in routes()),
    *(f"/h/{slug}/{number}/" for slug, number in STEPS),
]
TELLING = re.compile(r"porn|addict|betray|relapse|lapse|recover|trust|partner|sex|affair|urge|suicid|harm|abuse", re.I)


class Seen(HTMLParser):
    """What a browser would do with a page."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.loads: list[str] = []
        self.links: list[tuple[str, str]] = []
        self.inputs: list[str] = []
        self.ids: list[str] = []
        self.title = ""
        self._in_title = False
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if "id" in given:
            self.ids.append(given["id"])
        if "src" in given or "srcset" in given:
            self.loads.append(given.get("src") or given["srcset"])
        if tag == "link" and given.get("rel") in {"stylesheet", "icon", "manifest", "preload", "preconnect"}:
            self.loads.append(given["href"])
        if tag == "a":
            self.links.append((given.get("href", ""), given.get("rel", "")))
        if tag in {"input", "textarea", "select"} and given.get("type") != "hidden":
            self.inputs.append(given.get("type", tag))
        self._in_title = tag == "title"

    def handle_endtag(self, tag: str) -> None:
        self._in_title = self._in_title and tag != "title"

    def handle_data(self, data: str) -> None:
        if self._in_title:
            self.title += data


def see(client: Client, path: str, **extra: str) -> Seen:
    answer = client.get(path, headers=extra or None)
    assert answer.status_code == 200, path
    return Seen(answer.content.decode())


@pytest.mark.parametrize("path", PAGES)
def test_a_help_page_answers_signed_out_and_keeps_nothing(path: str) -> None:
    answer = Client().get(path)
    assert answer.status_code == 200
    assert answer["Cache-Control"] == "no-store"
    if path != "/h/region/":  # the only form; its cookie guards it against other sites
        assert not answer.cookies


@pytest.mark.parametrize("path", PAGES)
def test_a_help_page_asks_nobody_else_for_anything(path: str) -> None:
    seen = see(Client(), path)
    assert seen.loads
    for address in seen.loads:
        assert address.startswith("/") and not address.startswith("//")
    for href, rel in seen.links:
        if href.startswith(("http:", "https:", "//")):
            assert path.startswith("/h/go/") and set(rel.split()) == {"noreferrer", "noopener"}
        else:
            assert href.startswith(("/", "#", "tel:", "sms:")), href


@pytest.mark.parametrize("path", PAGES)
def test_the_title_and_the_address_tell_an_onlooker_nothing(path: str) -> None:
    seen = see(Client(), path)
    assert seen.title == settings.CONF.name
    for address in [path, *seen.loads, *(href for href, _rel in seen.links if href.startswith("/"))]:
        assert not TELLING.search(address), address


def test_every_link_within_the_help_pages_leads_somewhere() -> None:
    client, tried = Client(), set(PAGES)
    for path in PAGES:
        seen = see(client, path)
        assert len(seen.ids) == len(set(seen.ids)), path
        for href, _rel in seen.links:
            if href.startswith("#"):
                assert href[1:] in seen.ids
            elif href.startswith("/h/") and href not in tried:
                tried.add(href)
                assert client.get(href).status_code == 200, (path, href)


@pytest.mark.parametrize("code", [region.code for region in lines.regions()])
def test_each_region_is_shown_its_own_numbers_first(code: str) -> None:
    client = Client()
    assert client.post("/h/region/", {"region": code}).status_code == 303
    region = lines.for_region(code)
    home = see(client, "/h/")
    called = [href for href, _rel in home.links if href.startswith("tel:")]
    assert called[0] == f"tel:{region.emergency[0].tel}"
    html = client.get("/h/1/").content.decode()
    first = region.lines_for(["suicide"])[0]
    assert region.name in html
    assert html.index(first.name.replace("'", "&#x27;")) < html.index("One step at a time")
    for slug in routes():
        assert client.get(f"/h/{slug}/").status_code == 200


def test_the_region_cookie_holds_a_code_and_nothing_else() -> None:
    client = Client()
    answer = client.post("/h/region/", {"region": "nz"})
    cookie = answer.cookies["region"]
    assert (answer.status_code, answer["Location"], cookie.value) == (303, reverse("safety:help"), "nz")
    assert cookie["httponly"] and cookie["samesite"] == "Strict"


@pytest.mark.parametrize("code", ["xx", "", "gb'; drop", "../gb", "GB", "world "[:-1] + "s"])
def test_an_unknown_region_is_refused_beside_the_field_and_nothing_changes(code: str) -> None:
    client = Client()
    answer = client.post("/h/region/", {"region": code})
    assert answer.status_code == 422
    assert "region" not in answer.cookies
    assert "Choose one of these." in answer.content.decode()


@pytest.mark.parametrize("code", ["xx", "", "<script>", "gb; Path=/"])
def test_a_cookie_with_an_unknown_region_is_ignored(code: str) -> None:
    client = Client()
    client.cookies["region"] = code
    answer = client.get("/h/")
    assert answer.status_code == 200
    assert "Somewhere else" in answer.content.decode() and "<script>" not in answer.content.decode()


def test_the_servers_region_counts_until_a_reader_chooses(settings: object) -> None:
    conf = settings.CONF  # type: ignore[attr-defined]
    settings.CONF = type(conf)(**{name: getattr(conf, name) for name in conf.__slots__} | {"region": "au"})  # type: ignore[attr-defined]
    client = Client()
    assert "Australia" in client.get("/h/", headers={"accept-language": "en-GB"}).content.decode()
    client.post("/h/region/", {"region": "ie"})
    assert "Ireland" in client.get("/h/").content.decode()


def test_the_browsers_language_gives_the_first_guess() -> None:
    assert "Ireland" in Client().get("/h/", headers={"accept-language": "en-IE,en;q=0.8"}).content.decode()
    assert "Somewhere else" in Client().get("/h/", headers={"accept-language": "pl"}).content.decode()


def test_a_region_can_only_be_changed_from_our_own_page() -> None:
    assert Client(enforce_csrf_checks=True).post("/h/region/", {"region": "us"}).status_code == 403


@pytest.mark.parametrize(
    "path",
    ["/h/0/", "/h/11/", "/h/a/", "/h/1/0/", "/h/1/99/", "/h/go/gb-nobody/", go("gb-childline"), "/h/wave.toml/"],
)
def test_what_is_not_there_is_simply_not_there(path: str) -> None:
    assert Client().get(path).status_code == 404


@pytest.mark.parametrize("path", ["/h/", "/h/1/", "/h/1/1/", "/h/wave/", "/h/now/"])
def test_a_help_page_takes_no_posts(path: str) -> None:
    assert Client().post(path).status_code == 405


@pytest.mark.parametrize("path", [path for path in PAGES if path.startswith("/h/3/")])
def test_the_page_about_harm_to_children_never_has_a_box_to_write_in(path: str) -> None:
    assert see(Client(), path).inputs == []


def test_no_help_page_but_the_choice_of_region_has_a_field_at_all() -> None:
    client = Client()
    assert {path for path in PAGES if see(client, path).inputs} == {"/h/region/"}


@pytest.mark.parametrize("slug", ["1", "2", "10"])
def test_hr_15_a_person_in_danger_is_told_that_nobody_watches(slug: str) -> None:
    html = Client().get(f"/h/{slug}/").content.decode()
    assert "Nobody watches this page" in html or "Nobody is told" in html


def test_hr_15_numbers_stand_before_everything_else_on_each_route() -> None:
    client = Client()
    for slug in routes():
        html = client.get(f"/h/{slug}/").content.decode()
        assert html.index('class="lines numbers"') < html.index("One step at a time")


def test_hr_16_the_stop_lines_come_first_and_the_law_is_named() -> None:
    client = Client()
    client.post("/h/region/", {"region": "gb"})
    called = [href for href, _rel in see(client, "/h/3/").links if href.startswith("tel:")]
    assert called[0] == "tel:08081000900"
    text = client.get("/h/3/").content.decode()
    assert "lawyer" in text and "must report" in text


def test_hr_21_cold_and_effort_stand_behind_a_question_and_breath_and_senses_do_not() -> None:
    html = Client().get("/h/now/").content.decode()
    gated = {card.id for card in cards() if card.health_gate}
    assert gated == {"cold", "move"}
    open_ids = {card.id for card in cards() if card.group in {"senses", "breath"} and not card.health_gate}
    assert {"senses", "breathe", "hold", "hum", "place"} <= open_ids
    question = html.index("a question about your body")
    assert question < html.index("Fill a bowl with cold water")
    assert html.index("Look around and name five things") < question


def test_the_memory_card_asks_whether_it_is_safe_now_and_shows_where_to_go_if_not() -> None:
    html = Client().get("/h/now/").content.decode()
    asked = html.index("Is it really safe where you are, now?")
    assert 'href="/h/2/"' in html[asked : asked + 120]


def test_a_confirmed_line_says_when_and_an_unconfirmed_one_is_not_passed_off_as_such(
    monkeypatch: pytest.MonkeyPatch, tmp_path: object
) -> None:
    client = Client()
    client.post("/h/region/", {"region": "ie"})
    assert "has not confirmed them" in client.get("/h/1/").content.decode()
    own = tmp_path / "helplines.toml"  # type: ignore[operator]
    own.write_text('[ie]\nchecked = "2026-11-03"')
    monkeypatch.setattr(lines, "_steward_path", lambda: own)
    html = client.get("/h/1/").content.decode()
    assert "Confirmed 3 November 2026" in html and "has not confirmed them" not in html


def test_the_page_before_an_outside_site_names_it() -> None:
    seen = see(Client(), go("ie-samaritans"))
    outside = [(href, rel) for href, rel in seen.links if href.startswith("https:")]
    assert outside == [("https://www.samaritans.org/ireland/", "noreferrer noopener")]
    assert "opens samaritans.org" in Client().get(go("ie-samaritans")).content.decode()


def test_the_help_page_lists_every_route_and_both_exercises() -> None:
    links = {href for href, _rel in see(Client(), "/h/").links}
    assert {f"/h/{slug}/" for slug in routes()} | {"/h/wave/", "/h/now/", "/h/region/"} <= links


def test_where_no_line_is_known_for_exactly_this_the_page_says_so() -> None:
    client = Client()
    client.post("/h/region/", {"region": "in"})
    assert "We know of no line for exactly this" in client.get("/h/9/").content.decode()
    client.post("/h/region/", {"region": "gb"})
    assert "We know of no line for exactly this" not in client.get("/h/9/").content.decode()
