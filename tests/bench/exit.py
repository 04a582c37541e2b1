"""Leave, in milliseconds (R18): from the press to a blank page, and to the other site. `python -m tests.bench.exit`.

The moment of the press is the event's own time; blank is the first frame after it in which nothing is drawn. The other
site is a stand-in on this machine, so the second figure is what Goldseam adds and not what the way there takes.
"""

from __future__ import annotations

import tempfile
from contextlib import ExitStack
from pathlib import Path
from statistics import median, quantiles
from typing import Final

from playwright.sync_api import Browser, Page

from tests.e2e import browser
from tests.e2e.places import become
from tests.serving import serving

ROUNDS: Final = 20
PAGES: Final = ("/n/us/", "/n/us/t27/")
SLOWER: Final = 6
"""How many times slower the processor is made, for a phone of the cheap kind."""
WATCH: Final = """() => {
  const note = (event) => {
    const from = event.timeStamp;
    const look = () => document.documentElement.hidden ? told(performance.now() - from) : requestAnimationFrame(look);
    requestAnimationFrame(look);
  };
  addEventListener("click", note, true);
  let presses = 0;
  addEventListener("keydown", (event) => { if (event.key === "Shift" && ++presses === 3) note(event); }, true);
}"""


def main() -> None:
    command = ("-m", "goldseam", "demo", "--port", "{port}")
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="gs-exit-")))
        origin = stack.enter_context(serving(folder, command=command)).origin
        chromium = stack.enter_context(browser.chromium())
        for slower in (1, SLOWER):
            for way in ("button", "Shift three times"):
                waits = [_one(chromium, origin, PAGES[n % 2], way, slower) for n in range(ROUNDS)]
                blank = [wait[0] for wait in waits]
                print(
                    f"processor {slower} x slower, {way}: blank after {median(blank):.0f} ms"
                    f" (19 of 20 within {quantiles(blank, n=20)[-1]:.0f}, longest {max(blank):.0f}),"
                    f" elsewhere after {median(wait[1] for wait in waits):.0f} ms",
                    flush=True,
                )


def _one(chromium: Browser, origin: str, address: str, way: str, slower: int) -> tuple[float, float]:
    window = browser.context(chromium, origin, service_workers="block")
    window.add_cookies(become(origin, "B").cookies)
    page, blank = window.new_page(), list[float]()
    page.expose_function("told", lambda wait: blank.append(wait))
    window.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": slower})
    page.goto(address)
    page.evaluate(WATCH)
    pressed = page.evaluate("() => Date.now()")
    _press(page, way)
    page.wait_for_url(browser.EXIT + "**")
    gone = page.evaluate("() => performance.timeOrigin + performance.now()") - pressed
    window.close()
    return blank[0], gone


def _press(page: Page, way: str) -> None:
    if way == "button":
        page.get_by_role("button", name="Leave", exact=True).click(no_wait_after=True)
        return
    for _ in range(3):
        page.keyboard.press("Shift")


if __name__ == "__main__":
    main()
