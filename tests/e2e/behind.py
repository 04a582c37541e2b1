"""Pages that no link leads to: what answers a form without going on to an address of its own."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Page

from tests.e2e.places import Viewer

Come = Callable[[Page], None]


def second_step(page: Page) -> None:
    """The reasons for one's own numbers, after the numbers."""
    page.goto("/n/t05/new/")
    page.locator("main input[name=goal]").fill("Evenings without the screen")
    page.locator("main input[name=importance][value='8']").check(force=True)
    _send(page)


def alone(answer: str) -> Come:
    """What a look alone says at its end, after the same answer to everything."""

    def come(page: Page) -> None:
        page.goto("/n/t58/look/")
        for one in page.locator(f"main input[type=radio][value='{answer}']").all():
            one.check(force=True)
        _send(page)

    return come


def found(page: Page) -> None:
    """Lessons, words and own notes that hold a word, and the way further back."""
    page.goto("/n/t08/search/")
    page.locator("main input[name=unkept-words]").fill("the")
    _send(page)


def _send(page: Page) -> None:
    with page.expect_navigation():
        page.locator("main form button.btn").first.click()


BEHIND: dict[Viewer, dict[str, Come]] = {
    "new": {
        "/n/t05/new/ second": second_step,
        "/n/t58/look/ no": alone("no"),
        "/n/t58/look/ unsure": alone("unsure"),
        "/n/t58/look/ yes": alone("yes"),
    },
    "R": {"/n/t08/search/ found": found},
}
"""A look alone is seen as somebody who has only just come, since it leaves a mark."""
