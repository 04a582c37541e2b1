"""`make shots`: a picture of every page into shots/, on three screens, in both themes, for each who may look.

Name viewers to photograph only those: `python -m tests.e2e.shots R B`. Look at them before calling a page done.
"""

from __future__ import annotations

import re
import shutil
import sys
import tempfile
from collections.abc import Sequence
from html import escape
from pathlib import Path
from typing import Final

from playwright.sync_api import Browser, Page

from tests.e2e import browser
from tests.e2e.places import VIEWERS, Viewer, shape, tour
from tests.serving import ROOT, serving

SHOTS: Final = ROOT / "shots"
SCREENS: Final = {"phone": browser.PHONE, "tablet": browser.TABLET, "desk": browser.DESK}
THEMES: Final = ("light", "dark")


def main(asked: Sequence[str]) -> int:
    viewers = [viewer for viewer in VIEWERS if not asked or viewer in asked]
    with tempfile.TemporaryDirectory(prefix="gs-shots-") as folder:
        command = ("-m", "goldseam", "demo", "--port", "{port}")
        with serving(Path(folder), command=command) as served, browser.chromium() as chromium:
            for viewer in viewers:
                print(f"{viewer}: {_photograph(chromium, served.origin, viewer)} pages", flush=True)
    print(f"Open {SHOTS / 'index.html'}")
    return 0


def _photograph(chromium: Browser, origin: str, viewer: Viewer) -> int:
    shutil.rmtree(SHOTS / viewer, ignore_errors=True)
    (SHOTS / viewer).mkdir(parents=True)
    toured = tour(origin, viewer)
    window = browser.context(chromium, origin, service_workers="block")
    window.add_cookies(toured.cookies)
    page = window.new_page()
    for address in toured.addresses:
        page.goto(address)
        _every_way(page, SHOTS / viewer / (_slug(address)))
    window.close()
    _index()
    return len(toured.pages)


def _every_way(page: Page, stem: Path) -> None:
    for screen, size in SCREENS.items():
        page.set_viewport_size(size)
        for theme in THEMES:
            page.emulate_media(color_scheme=theme)  # type: ignore[arg-type]
            page.screenshot(path=f"{stem}.{screen}-{theme}.png", full_page=True)


def _slug(address: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", shape(address).replace("*", "one").lower()).strip("-") or "front"


def _index() -> None:
    """One page to scroll through them all."""
    names = sorted(path.relative_to(SHOTS).as_posix() for path in SHOTS.glob("*/*.phone-light.png"))
    rows = [
        f"<h2>{escape(name.removesuffix('.phone-light.png'))}</h2><p>"
        + " ".join(
            f'<a href="{other}"><img loading="lazy" height="500" src="{other}" alt="{screen}, {theme}"></a>'
            for screen in SCREENS
            for theme in THEMES
            for other in [name.replace("phone-light", f"{screen}-{theme}")]
        )
        for name in names
    ]
    (SHOTS / "index.html").write_text("<!doctype html><meta charset=utf-8><title>Shots</title>" + "\n".join(rows))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
