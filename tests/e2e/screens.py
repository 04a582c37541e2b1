"""The few pictures in docs/screens, each of 72 KB at most: `python -m tests.e2e.screens` after a change of the look."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Final, Literal

from tests.e2e import browser
from tests.e2e.places import VIEWERS, Viewer, become
from tests.serving import ROOT, serving
from tests.walk import Page, Walker

SCREENS: Final = ROOT / "docs" / "screens"
MOST: Final = 72 * 1024
PASSWORD: Final = "two herons on a quiet weir"
"""Of the made-up two (goldseam/demo/build.py)."""
WANTED: Final[tuple[tuple[str, Viewer, str, Literal["light", "dark"]], ...]] = (
    ("front", "out", "/", "light"),
    ("help", "out", "/h/", "light"),
    ("ride", "R", "/n/t09/ride/", "dark"),
    ("today", "R", "/", "light"),
    ("when", "R", "/n/t09/", "light"),
    ("diary", "B", "/n/t40/new/", "light"),
    ("plan", "B", "/n/t57/", "dark"),
    ("path", "R", "/n/path/", "light"),
    ("path-dark", "B", "/n/path/", "dark"),
    ("today-dark", "B", "/", "dark"),
    ("lesson", "B", "/n/t08/l/1B3/", "light"),
    ("lesson-dark", "R", "/n/t08/l/1R7/#do", "dark"),
    ("bowl", "R", "/n/path/#bowl", "light"),
    ("bowl-dark", "B", "/n/path/#bowl", "dark"),
    ("us", "R", "/n/us/", "light"),
    ("us-dark", "B", "/n/us/", "dark"),
    ("lay", "B", "lay", "light"),
    ("overlap", "R", "/n/us/t27/", "light"),
    ("who", "B", "/n/t60/", "light"),
    ("turn-dark", "R", "turn", "dark"),
    ("turn", "R", "turn", "light"),
    ("told", "B", "told", "light"),
    ("told-dark", "B", "told", "dark"),
)
"""What comes last in it changes the table of the two (STEPS), so it is photographed last."""
NO_RIBBON: Final = "() => document.querySelectorAll('.ribbon').forEach((one) => one.remove())"


def _press(walker: Walker, address: str, **given: str) -> Page:
    """The form of that page with all these fields and buttons."""
    form = next(one for one in walker.get(address).forms if set(given) <= set(one.names.split(",")))
    filled = form.data(lambda one: PASSWORD if one.kind == "password" else given.get(one.name))
    buttons = [(name, value) for name, value in given.items() if (name, value) in form.buttons]
    return walker.post(form.action, list(dict.fromkeys([*filled, *buttons])))


def a_preview(r: Walker, b: Walker) -> str:
    """Something of B's that does not lie there yet."""
    kept = next(link for link in b.get("/n/t22/").links if "/n/t22/k/" in link)
    return kept.replace("/n/t22/k/", "/n/us/lay/t22/")


def a_turn(r: Walker, b: Walker) -> str:
    for one in (r, b):
        _press(one, "/n/us/t20/now/", word="yes", round="")
    if "Your turn to speak" not in r.get("/n/us/t20/now/").text:
        _press(b, "/n/us/t20/now/", word="0", round="")
    return "/n/us/t20/now/"


def a_telling(r: Walker, b: Walker) -> str:
    """R reports, prepares what is agreed and lets it be held; B chooses to read it now."""
    _press(r, "/n/t14/first/", safe="yes")
    said = {"circle": "inner", "category": "live", "duration": "under_30", "times_since_last_report": "1"}
    _press(r, "/n/t14/new/", **said, more_unreported="no")
    looked = _press(r, "/n/us/t14/prepare/", more="no", ended="yes")
    form = next(one for one in looked.forms if ("lay", "1") in one.buttons)
    r.post(form.action, [*form.data(lambda one: PASSWORD if one.kind == "password" else None), ("lay", "1")])
    return _press(b, "/n/us/t14/", when="now", clock="").url


STEPS: Final[dict[str, Callable[[Walker, Walker], str]]] = {"lay": a_preview, "turn": a_turn, "told": a_telling}


def main() -> None:
    SCREENS.mkdir(parents=True, exist_ok=True)
    command = ("-m", "goldseam", "demo", "--port", "{port}")
    with tempfile.TemporaryDirectory(prefix="gs-screens-") as folder, serving(Path(folder), command=command) as served:
        who = {viewer: become(served.origin, viewer) for viewer in VIEWERS}
        led: dict[str, str] = {}
        with browser.chromium() as chromium:
            for name, viewer, address, theme in WANTED:
                window = browser.context(chromium, served.origin, color_scheme=theme, service_workers="block")
                window.add_cookies(who[viewer].cookies)
                page = window.new_page()
                if address in STEPS and address not in led:
                    led[address] = STEPS[address](who["R"].walker, who["B"].walker)
                page.goto(led.get(address, address))
                page.evaluate(NO_RIBBON)
                path = SCREENS / f"{name}.png"
                page.screenshot(path=path)
                assert path.stat().st_size <= MOST, f"{path} has {path.stat().st_size} bytes"
                window.close()


if __name__ == "__main__":
    main()
