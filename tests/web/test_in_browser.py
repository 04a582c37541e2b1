"""The frame in a real Chromium: leaving, the timers, the worker that keeps the help pages, the policy."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.e2e import browser
from tests.serving import Served, serving

pytestmark = pytest.mark.browser
ELSEWHERE = "https://weather.example/"
SHIFT = """() => {
  for (let i = 0; i < 3; i++) dispatchEvent(new KeyboardEvent("keydown", { key: "Shift", bubbles: true }));
  return document.documentElement.hidden && getComputedStyle(document.documentElement).display;
}"""


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with serving(tmp_path_factory.mktemp("served"), settings={"GOLDSEAM_EXIT_URL": ELSEWHERE}) as one:
        yield one


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with browser.chromium() as one:
        yield one


def context(chromium: Browser, **settings: object) -> BrowserContext:
    settings.setdefault("viewport", {"width": 360, "height": 740})
    made = chromium.new_context(**settings)  # type: ignore[arg-type]
    made.route(ELSEWHERE + "**", lambda route: route.fulfill(body="<title>Weather</title>", content_type="text/html"))
    return made


def listen(page: Page) -> list[str]:
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text) if message.type in {"error", "warning"} else None)
    page.on("pageerror", lambda error: said.append(str(error)))
    return said


@pytest.fixture(params=[True, False], ids=["with script", "without script"])
def page(request: pytest.FixtureRequest, served: Served, chromium: Browser) -> Iterator[Page]:
    with_script = context(chromium, java_script_enabled=request.param, base_url=served.origin)
    yield with_script.new_page()
    with_script.close()


@pytest.fixture
def scripted(served: Served, chromium: Browser) -> Iterator[Page]:
    one = context(chromium, base_url=served.origin)
    yield one.new_page()
    one.close()


def stop_the_clock(page: Page) -> None:
    """From here on time passes only when a test says so."""
    page.clock.install(time=datetime(2026, 11, 20, 21, 0, tzinfo=UTC))
    page.clock.pause_at(datetime(2026, 11, 20, 21, 1, tzinfo=UTC))


def test_leave_puts_another_site_in_place_of_the_page(page: Page) -> None:
    page.goto("/")
    page.goto("/h/")
    page.click("button.leave")
    page.wait_for_url(ELSEWHERE)
    assert page.title() == "Weather"


def test_shift_three_times_blanks_the_page_in_the_same_instant(scripted: Page) -> None:
    scripted.goto("/h/")
    assert scripted.evaluate(SHIFT) == "none"
    scripted.wait_for_url(ELSEWHERE)


def test_back_after_leaving_does_not_show_the_page_that_was_left(scripted: Page) -> None:
    scripted.goto("/")
    scripted.goto("/h/wave/")
    scripted.keyboard.press("Shift")
    scripted.keyboard.press("Shift")
    scripted.keyboard.press("Shift")
    scripted.wait_for_url(ELSEWHERE)
    scripted.go_back()
    assert scripted.url.endswith("/") and not scripted.url.endswith("/h/wave/")


def test_after_leaving_the_session_is_dead_and_back_shows_nothing_of_the_room(scripted: Page) -> None:
    scripted.goto("/new/")
    scripted.fill("input[name=name]", "Robin")
    scripted.fill("input[name=password]", "quiet orchard lantern nine")
    scripted.get_by_role("button", name="Make my room").click()
    scripted.fill("input[name=pin]", "482915")
    scripted.fill("input[name=again]", "482915")
    scripted.locator("main form button").first.click()
    scripted.goto("/n/you/")
    scripted.get_by_label("I want to change something I do").check()
    scripted.get_by_role("button", name="Keep this").click()
    scripted.goto("/")
    scripted.locator("button.tap", has_text="7").first.click()
    expect(scripted.locator("main")).to_contain_text("Kept: 7 of 10.")
    scripted.goto("/n/path/")
    for _ in range(3):
        scripted.keyboard.press("Shift")
    scripted.wait_for_url(ELSEWHERE)
    scripted.go_back()
    scripted.wait_for_load_state()
    assert "7 of 10" not in scripted.content()
    scripted.goto("/n/path/")
    assert "/in/" in scripted.url


def test_capital_letters_are_no_wish_to_leave(scripted: Page) -> None:
    scripted.goto("/in/")
    scripted.locator("input[name=name]").press_sequentially("AbCdEfGh")
    assert scripted.url.endswith("/in/")


def test_the_policy_refuses_nothing_of_ours(scripted: Page) -> None:
    said = listen(scripted)
    for address in ("/", "/h/", "/h/wave/", "/h/now/", "/h/1/", "/in/", "/new/"):
        scripted.goto(address, wait_until="networkidle")
    assert [line for line in said if "autocomplete" not in line] == []


def test_the_wave_goes_by_the_clock(scripted: Page) -> None:
    stop_the_clock(scripted)
    scripted.goto("/h/wave/")
    say, left = scripted.locator("[data-say]"), scripted.locator("[data-left]")
    assert say.inner_text() == "Breathe in. 3"
    scripted.clock.run_for(4_500)
    assert say.inner_text() == "And slowly out. 3"
    scripted.clock.run_for(27_000)
    first = say.inner_text()
    assert first == "Where in your body is it strongest?"
    scripted.clock.run_for(60_000)
    assert say.inner_text() != first
    scripted.clock.fast_forward("10:00")
    assert (left.inner_text(), say.inner_text()) == ("0:00", "The time is over. Where is it now?")
    scripted.get_by_text("Five more minutes").click()
    assert left.inner_text() == "5:00"


def test_the_wave_survives_a_reload(scripted: Page) -> None:
    stop_the_clock(scripted)
    scripted.goto("/h/wave/")
    scripted.clock.run_for(125_000)
    scripted.reload()
    assert scripted.locator("[data-left]").inner_text() == "7:55"


def test_the_length_can_be_chosen(scripted: Page) -> None:
    stop_the_clock(scripted)
    scripted.goto("/h/wave/")
    scripted.get_by_role("button", name="20 minutes").click()
    assert scripted.locator("[data-left]").inner_text() == "20:00"
    assert scripted.get_by_role("button", name="20 minutes").get_attribute("aria-pressed") == "true"


def test_easing_tells_how_long_it_took(scripted: Page) -> None:
    stop_the_clock(scripted)
    scripted.goto("/h/wave/")
    scripted.clock.run_for(185_000)
    scripted.get_by_role("link", name="It is easing").click()
    scripted.wait_for_url("**/h/wave/after/?minutes=3")


def test_without_script_the_wave_is_a_guide_in_words(served: Served, chromium: Browser) -> None:
    plain = context(chromium, java_script_enabled=False, base_url=served.origin)
    one = plain.new_page()
    one.goto("/h/wave/")
    assert one.locator("ol[data-prompts] > li:visible").count() == 11
    assert one.locator("[data-left]:visible").count() == 0
    one.get_by_role("link", name="How is it now?").click()
    expect(one).to_have_url(re.compile("/h/wave/after/$"))
    plain.close()


@pytest.mark.parametrize("motion", ["reduce", "no-preference"])
def test_breathing_counts_in_words(served: Served, chromium: Browser, motion: str) -> None:
    calm = context(chromium, reduced_motion=motion, base_url=served.origin)
    one = calm.new_page()
    stop_the_clock(one)
    one.goto("/h/now/")
    assert one.locator("[data-say]").inner_text() == "Breathe in"
    assert one.locator("[data-count]").inner_text() == "4"
    one.clock.run_for(4_100)
    assert one.locator("[data-say]").inner_text() == "And slowly out"
    moves = one.locator("[data-ball]").evaluate("ball => getComputedStyle(ball).transitionDuration")
    assert (moves == "0s") == (motion == "reduce")
    one.get_by_role("button", name="Pause").click()
    expect(one.get_by_role("button", name="Go on")).to_be_visible()
    calm.close()


def test_help_opens_with_no_connection_and_nothing_else_is_kept(served: Served, chromium: Browser) -> None:
    offline = context(chromium, base_url=served.origin)
    one = offline.new_page()
    one.goto("/h/")
    one.evaluate("() => navigator.serviceWorker.ready.then(() => null)")
    one.wait_for_function("() => caches.keys().then((names) => names.length === 1)")
    one.goto("/in/")
    one.goto("/new/")
    kept = one.evaluate("""async () => {
      const cache = await caches.open((await caches.keys())[0]);
      return (await cache.keys()).map((request) => new URL(request.url).pathname);
    }""")
    assert all(path.startswith(("/s/gs/", "/h/")) for path in kept), kept
    assert {"/h/", "/h/wave/", "/h/now/", "/h/1/"} <= set(kept)
    offline.set_offline(True)
    for address in ("/h/", "/h/wave/", "/h/now/"):
        one.goto(address)
        assert one.locator("h1").count() == 1
    one.goto("/h/wave/")
    assert one.locator("[data-left]").inner_text().startswith(("10:", "9:"))
    one.goto("/in/")
    assert one.locator("h1").inner_text() == "You are here. That is enough for this minute."
    offline.close()


def test_with_no_connection_the_numbers_are_those_of_the_chosen_country(served: Served, chromium: Browser) -> None:
    abroad = context(chromium, base_url=served.origin, locale="en-US")
    one = abroad.new_page()
    one.goto("/h/")
    one.evaluate("() => navigator.serviceWorker.ready.then(() => null)")
    one.reload()
    assert "Ireland" not in one.inner_text("main")
    one.goto("/h/region/")
    one.get_by_label("Ireland").check()
    one.get_by_role("button", name="Show these numbers").click()
    one.wait_for_function("""async () => {
      const cache = await caches.open((await caches.keys())[0]);
      return (await (await cache.match("/h/")).text()).includes("Ireland");
    }""")
    abroad.set_offline(True)
    one.goto("/h/")
    assert "Ireland" in one.inner_text("main")
    abroad.close()


def test_a_form_is_sent_once_however_often_it_is_pressed(scripted: Page) -> None:
    sent: list[str] = []
    scripted.on("request", lambda request: sent.append(request.url) if request.method == "POST" else None)
    scripted.goto("/in/")
    scripted.route("**/in/", lambda route: None)
    scripted.fill("input[name=name]", "Nobody")
    scripted.evaluate("""() => {
      const form = document.querySelector("main form");
      for (let i = 0; i < 3; i++) form.requestSubmit();
    }""")
    scripted.wait_for_timeout(200)
    assert len(sent) == 1


@pytest.mark.parametrize("width", [320, 360, 768, 1280])
def test_nothing_needs_sideways_scrolling(served: Served, chromium: Browser, width: int) -> None:
    narrow = context(chromium, base_url=served.origin, viewport={"width": width, "height": 740})
    one = narrow.new_page()
    for address in ("/", "/h/", "/h/wave/", "/h/now/", "/h/1/", "/h/region/", "/in/", "/new/", "/nowhere/"):
        one.goto(address)
        assert one.evaluate("document.documentElement.scrollWidth") <= width, address
    narrow.close()


def test_leave_and_help_stay_in_sight(scripted: Page) -> None:
    scripted.goto("/")
    scripted.evaluate("scrollTo(0, document.body.scrollHeight)")
    for name in ("button.leave", "a.help"):
        box = scripted.locator(name).bounding_box()
        assert box is not None
        assert 0 <= box["y"] <= 740 - box["height"]
        assert min(box["width"], box["height"]) >= 44


def test_the_server_wrote_no_page_of_a_person_into_its_log(served: Served) -> None:
    assert "/h/wave/" not in Path(served.output).read_text(errors="replace")


def test_the_first_page_costs_six_requests_at_most_and_leaves_nothing_behind(served: Served, chromium: Browser) -> None:
    fresh = context(chromium, base_url=served.origin)
    asked: list[str] = []
    fresh.on("request", lambda request: asked.append(request.url))
    one = fresh.new_page()
    one.goto("/", wait_until="networkidle")
    assert len(asked) <= 6, asked
    assert one.evaluate("() => navigator.serviceWorker.getRegistrations().then((all) => all.length)") == 0
    assert one.evaluate("() => caches.keys().then((names) => names.length)") == 0
    assert fresh.cookies() == []
    fresh.close()


def test_a_help_page_that_was_read_once_opens_with_no_connection(served: Served, chromium: Browser) -> None:
    reader = context(chromium, base_url=served.origin)
    one = reader.new_page()
    one.goto("/h/")
    one.evaluate("() => navigator.serviceWorker.ready.then(() => null)")
    one.reload()
    one.goto("/h/7/")
    title = one.inner_text("h1")
    one.wait_for_function("() => caches.match('/h/7/').then((kept) => !!kept)")
    reader.set_offline(True)
    one.goto("/h/7/")
    assert one.inner_text("h1") == title
    reader.close()
