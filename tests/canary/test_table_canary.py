"""What two people lay on their table is found nowhere in clear: no file, no table of the database, no log, no cookie,
no address; nor the code, nor what each typed alone on the way there."""

from __future__ import annotations

from contextlib import nullcontext
from pathlib import Path

import pytest

from tests import pg
from tests.canary.test_canary import found
from tests.canary.two import Two, two
from tests.serving import serving

pytestmark = pytest.mark.once


@pytest.mark.parametrize("engine", ["sqlite", "postgresql"])
def test_nothing_that_went_over_the_table_is_left_behind(engine: str, tmp_path: Path) -> None:
    command = (str(Path(__file__).with_name("paired.py")),)
    with pg.server() if engine == "postgresql" else nullcontext("") as url:
        with serving(tmp_path, database_url=url, command=command) as served:
            pair = two(served.origin)
            pair.begin()
            back = pair.lay(pair.one)
            pair.lay(pair.other)
            pair.spend()
            reached(pair)
            assert everywhere(served, pair, url) == []
            pair.end(back)
            assert everywhere(served, pair, url) == []
        assert everywhere(served, pair, url) == []


def everywhere(served, pair: Two, url: str) -> list[str]:  # type: ignore[no-untyped-def]
    """As for one person, with the cookies and addresses of both browsers."""
    one = pair.one
    one.typed = pair.everything()
    one.walker.seen_cookies += [line for line in pair.other.walker.seen_cookies if line not in one.walker.seen_cookies]
    one.walker.asked += [line for line in pair.other.walker.asked if line not in one.walker.asked]
    return found(served, one, url)


def reached(pair: Two) -> None:
    """What was not laid was not looked for."""
    assert len(pair.seen) > 8, sorted(pair.seen)
    assert any(line.startswith("t-") for line in pair.one.walker.seen_cookies), "the table is remembered"
    for evening in (pair.one, pair.other):
        kept = {named for named, status in evening.answers.items() if named.startswith("/n/us/") and status == 200}
        assert len(kept) >= 8, evening.answers
        assert not evening.asked_by_address
