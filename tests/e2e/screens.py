"""The few pictures in docs/screens, each of 72 KB at most: `python -m tests.e2e.screens` after a change of the look."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Final, Literal

from tests.e2e import browser
from tests.e2e.places import VIEWERS, Viewer, become
from tests.serving import ROOT, serving

SCREENS: Final = ROOT / "docs" / "screens"
MOST: Final = 72 * 1024
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
)
NO_RIBBON: Final = "() => document.querySelectorAll('.ribbon').forEach((one) => one.remove())"


def main() -> None:
    SCREENS.mkdir(parents=True, exist_ok=True)
    command = ("-m", "goldseam", "demo", "--port", "{port}")
    with tempfile.TemporaryDirectory(prefix="gs-screens-") as folder, serving(Path(folder), command=command) as served:
        cookies = {viewer: become(served.origin, viewer).cookies for viewer in VIEWERS}
        with browser.chromium() as chromium:
            for name, viewer, address, theme in WANTED:
                window = browser.context(chromium, served.origin, color_scheme=theme, service_workers="block")
                window.add_cookies(cookies[viewer])
                page = window.new_page()
                page.goto(address)
                page.evaluate(NO_RIBBON)
                path = SCREENS / f"{name}.png"
                page.screenshot(path=path)
                assert path.stat().st_size <= MOST, f"{path} has {path.stat().st_size} bytes"
                window.close()


if __name__ == "__main__":
    main()
