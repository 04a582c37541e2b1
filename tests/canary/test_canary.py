"""What is typed is found nowhere: not in the database, its log, our logs, cookies, caches or temporary files.

Every form that any page offers is found by walking and filled; a tool added tomorrow is covered without a line here.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

from goldseam.caches import memory_folder
from goldseam.tools.catalogue import catalogue
from tests import pg
from tests.canary.scene import Evening
from tests.canary.search import leaks, left_behind
from tests.serving import Served, serving
from tests.walk import Walker

BY_BUTTON = {"t14b", "t60"}
"""Asked by pressing one of four buttons, and a stop that has tests of its own."""
pytestmark = pytest.mark.once
"""Each run brings its own server and both databases."""


@contextmanager
def evening(folder: Path, database_url: str, **options: object) -> Iterator[tuple[Served, Evening]]:
    with serving(folder, database_url=database_url, **options) as served:  # type: ignore[arg-type]
        one = Evening(Walker(served.origin))
        one.begin()
        yield served, one


def found(served: Served, one: Evening, database_url: str) -> list[str]:
    folders = [served.data, served.temporary, memory_folder(served.data)]
    if database_url:
        folders.append(Path(parse_qs(urlsplit(database_url).query)["host"][0]))
    places = [*left_behind(folders, one.walker.seen_cookies), ("output", served.output.read_bytes())]
    places.append(("addresses", "\n".join(one.walker.asked).encode()))
    assert any("sqlite3" in name or "base" in name for name, _ in places), "no database was searched"
    return leaks(one.typed, places)


@pytest.mark.parametrize("engine", ["sqlite", "postgresql"])
def test_nothing_typed_anywhere_is_found_in_anything_the_server_leaves_behind(engine: str, tmp_path: Path) -> None:
    with pg.server() if engine == "postgresql" else nullcontext("") as url:
        with evening(tmp_path, url) as (served, one):
            one.knock()
            one.open_gates()
            one.spend(again=not url)
            assert found(served, one, url) == []
        assert found(served, one, url) == []
        reached(one, again=not url)


def reached(one: Evening, again: bool) -> None:
    """What was not sent was not looked for, and that must not go unnoticed. Some forms show only on the second walk."""
    tools = {named.split("/")[2] for named in one.submitted if named.startswith("/n/t")}
    left = set(catalogue()) - tools
    assert left == BY_BUTTON if again else len(left) < 12, sorted(left)
    kept = {named.split("/")[2] for named, status in one.answers.items() if status == 200}
    assert len(one.laid_aside & set(catalogue())) > 55, sorted(one.laid_aside)
    assert len(set(catalogue()) & kept) > (62 if again else 50), sorted(set(catalogue()) - kept)
    assert len(one.typed) > (1400 if again else 700), len(one.typed)
    assert one.titles == {"Notes"}
    assert not one.asked_by_address, "what is typed would stand in an address"


@pytest.mark.parametrize("where", ["log", "temporary", "cookie", "cache", "table"])
def test_the_canary_sings_when_a_leak_is_planted(where: str, tmp_path: Path) -> None:
    leaky = (str(Path(__file__).with_name("leaky.py")), where)
    with evening(tmp_path, "", command=leaky) as (served, one):
        assert found(served, one, "")
