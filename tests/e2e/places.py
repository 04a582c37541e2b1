"""Every page there is to see, found by following links as each of the people who may be looking."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache
from typing import Literal

from tests import walk
from tests.e2e.hands import PASSWORD, PIN
from tests.walk import Form, Page, Walker

Viewer = Literal["out", "new", "shut", "R", "B"]
VIEWERS: tuple[Viewer, ...] = ("out", "new", "shut", "R", "B")
"""Nobody; somebody who has only just come; somebody whose room is shut; both people of the demonstration."""

_NO_PAGE = re.compile(
    r"^/(s|leave|healthz|manifest\.webmanifest|sw\.js|n/me/export/(sealed|plain)|n/us/t21/calendar)([/?]|$)"
)
_ALIKE = re.compile(r"^/h/(go/[^/]+|[0-9]+/[0-9]+)/$")
_BURN = re.compile(r"^/n/[^/]+(/k/\*/burn/)$")
"""Addresses that differ by a help line, or by the tool whose record is to be burned: one of each shows the page."""
_SAME_FOR_ALL: dict[str, str] = {"new": r"/h/.", "shut": r"/h/.", "B": r"/h/.|/n/me/.|/n/t41/c/.|/n/t18/s/.|/n/t08/."}
"""What looks the same for this viewer as for nobody or for R."""


@dataclass
class Tour:
    """What one viewer can reach, and the cookies that make a browser that viewer."""

    viewer: Viewer
    walker: Walker
    pages: dict[str, Page] = field(default_factory=dict)

    @property
    def addresses(self) -> list[str]:
        return list(self.pages)

    @property
    def codes(self) -> set[str]:
        """The tools of which any page was reached."""
        found = (re.match(r"/n/(t\d{2}[a-z]?)/", address) for address in self.pages)
        return {one[1] for one in found if one}

    @property
    def opened(self) -> set[str]:
        """The tools of which one record's own page was reached."""
        found = (re.match(r"/n/(t\d{2}[a-z]?)/k/[^/]+/$", address) for address in self.pages)
        return {one[1] for one in found if one}

    @property
    def cookies(self) -> list[dict[str, str]]:
        return [
            {"name": name, "value": value, "url": self.walker.origin} for name, value in self.walker.cookies.items()
        ]


def shape(address: str) -> str:
    """The same for two pages that one look is enough for."""
    path, _, names = walk.shape(address).partition("?")
    if _ALIKE.match(path):
        path = re.sub(r"[^/]+/$", "*/", path)
    return _BURN.sub(r"/n/*\1", path) + "?" + names


_FAR_BACK = re.compile(r"^/n/t14[bc]?/list/")
"""What is rare and lies months back: more than one of its months is looked at."""


@cache
def tour(origin: str, viewer: Viewer, each: int = 1) -> Tour:
    """Follow every link as that viewer; `each` pages of the same shape. Walked once, however many tests look."""
    made, skip = become(origin, viewer), re.compile(_SAME_FOR_ALL.get(viewer, r"(?!)"))
    if viewer == "R":
        _say_safe(made.walker)
    counts: dict[str, int] = {}
    waiting = ["/", "/h/", "/demo/", "/in/kit/end/", "/in/gone/", "/nowhere/"]
    while waiting:
        address = waiting.pop(0)
        kind, most = shape(address), 4 * each if _FAR_BACK.match(address) else each
        if address in made.pages or counts.get(kind, 0) >= most or _NO_PAGE.match(address) or skip.match(address):
            continue
        counts[kind] = counts.get(kind, 0) + 1
        page = made.walker.get(address)
        where = page.url.removeprefix(origin)
        if where not in made.pages:
            made.pages[where] = page
        waiting += [link.removeprefix(origin).split("#")[0] for link in page.links if link.startswith(origin + "/")]
    return made


def become(origin: str, viewer: Viewer) -> Tour:
    """A browser of that viewer, at no page yet."""
    walker = Walker(origin)
    if viewer in {"R", "B", "shut"}:
        choices = [form for form in walker.get("/demo/").forms if "/demo/" in form.action]
        walker.submit(choices[1 if viewer == "B" else 0])
    if viewer == "shut":
        me = walker.get("/n/me/")
        walker.submit(next(form for form in me.forms if form.action.endswith("/room/lock/")))
    if viewer == "new":
        walker.submit(_main(walker.get("/new/")), lambda one: PASSWORD if one.kind == "password" else "Just Come")
        walker.submit(_main(walker.get("/room/")), lambda one: PIN)
    return Tour(viewer, walker)


def _say_safe(walker: Walker) -> None:
    """The report after a lapse opens once somebody was asked how they are."""
    form = next(form for form in walker.get("/n/t14/first/").forms if form.action.endswith("/n/t14/safe/"))
    walker.post(form.action, [*form.data(), ("safe", "yes")])


def _main(page: Page) -> Form:
    return next(form for form in page.forms if any(one.kind == "password" for one in form.fields))
