"""Chromium as these tests use it, and what they ask of every page."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect, sync_playwright

from goldseam.conf import Conf

PHONE, TABLET, DESK = (
    {"width": 360, "height": 740},
    {"width": 768, "height": 1024},
    {"width": 1280, "height": 800},
)
EXIT = Conf().exit_url
MISSING = "These tests need Chromium. `make system` installs it; as root: apt-get install chromium fonts-dejavu-core"
PATIENCE = 30_000
"""Milliseconds that a page may take on a busy machine. Nobody waits longer than it takes."""
_NOT_OURS = ("Service Worker registration blocked by Playwright",)


expect.set_options(timeout=PATIENCE)


@contextmanager
def chromium() -> Iterator[Browser]:
    found = shutil.which("chromium")
    assert found, MISSING
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=found, args=["--no-sandbox", "--disable-background-networking"]
        )
        yield browser
        browser.close()


def context(browser: Browser, origin: str, **settings: Any) -> BrowserContext:
    """A browser of somebody's own: phone-sized, with an ordinary site standing in for where Leave goes."""
    settings = {"viewport": PHONE, "base_url": origin, "reduced_motion": "reduce", **settings}
    made = browser.new_context(**settings)
    made.set_default_timeout(PATIENCE)
    made.route(EXIT + "**", lambda route: route.fulfill(body="<title>Weather</title>", content_type="text/html"))
    return made


def press(target: Locator) -> None:
    """Click, and go on only when the page this leads to stands there whole: what is read then is not the one before."""
    target.click()
    target.page.wait_for_load_state()


def said(page: Page) -> list[str]:
    """Everything the page will complain about: script errors, refused loads, breaches of the policy."""
    lines: list[str] = []

    def note(kind: str, text: str) -> None:
        if kind in {"error", "warning"} and not any(known in text for known in _NOT_OURS):
            lines.append(f"{urlsplit(page.url).path}: {text}")

    page.on("console", lambda message: note(message.type, message.text))
    page.on("pageerror", lambda error: note("error", str(error)))
    return lines


def asked(context: BrowserContext) -> list[str]:
    """Every address the browser asks for, wherever it lies."""
    lines: list[str] = []
    context.on("request", lambda request: lines.append(request.url))
    return lines
