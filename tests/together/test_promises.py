"""What every page of the table promises, in whatever state it is: one line says who can see it, no script is needed.

That no script is needed is shown by the walk itself (evening.py): it has none, and it comes to its end.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from django.conf import settings
from django.urls import resolve

from goldseam.together import urls as table
from tests.conftest import Cast
from tests.together.evening import Evening, Seen
from tests.tools.conftest import Clock, clock

__all__ = ["clock"]
SAYS_WHO = re.compile(r'class="who"|<h2[^>]*>Who can see what is in your room<')
ONLY_SCRIPT = re.compile(
    r'<(?:a|button|form)\b[^>]*class="[^"]*\bonlyjs\b|<button[^>]*type="button"|href="(?:#|javascript:)"'
)
NO_PAGE = {"live", "meeting_calendar"}
"""What is asked by a script, and a file for a calendar."""
LARGEST = 20 * 1024


def test_every_page_of_the_table_keeps_what_it_promises(cast: Cast, clock: Clock) -> None:
    """One walk for all of it; a place that somebody adds to the table is walked, or this fails."""
    seen = Evening.of(cast, clock).whole()
    come_to = {resolve(path.partition("?")[0]).url_name for one in seen for path in (one.asked, _where(one))}
    missed = sorted({str(one.name) for one in table.urlpatterns} - {str(one) for one in come_to} - NO_PAGE)
    assert not missed, "nobody came to: " + ", ".join(missed)
    assert not _those(seen, lambda one: not SAYS_WHO.search(one.page.body)), "nothing says who can see it"
    assert not _those(seen, lambda one: bool(ONLY_SCRIPT.search(_main(one)))), "needs a script"
    assert not _those(seen, lambda one: len(one.page.body.encode()) > LARGEST), "is heavier than 20 KiB"
    assert not _those(seen, lambda one: 'action="/leave/"' not in one.page.body), "has no way out"
    assert {one.page.title for one in seen} == {settings.CONF.name}


def _those(seen: list[Seen], which: Callable[[Seen], bool]) -> list[str]:
    return sorted({one.name for one in seen if which(one)})


def _where(one: Seen) -> str:
    return one.page.url.removeprefix("http://testserver")


def _main(one: Seen) -> str:
    """The page without its timer, which is the one thing that needs a script."""
    return re.sub(r"<section[^>]*data-practice.*?</section>", "", one.page.body.split("<main", 1)[1], flags=re.S)
