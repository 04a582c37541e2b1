"""One server for the scenes, one with the made-up pair, one browser; each is started once in a run of a file."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from tests.e2e import browser
from tests.serving import Served, serving


@pytest.fixture(scope="session")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """An empty server, as somebody who has just started it finds it."""
    with serving(tmp_path_factory.mktemp("house")) as served:
        yield served


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """Two people with 120 days of entries, so that every page has something on it."""
    with serving(tmp_path_factory.mktemp("demo"), command=("-m", "goldseam", "demo", "--port", "{port}")) as served:
        yield served


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with browser.chromium() as one:
        yield one
