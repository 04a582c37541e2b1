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
from tests import pg
from tests.canary.scene import Evening
from tests.canary.search import leaks, left_behind
from tests.serving import Served, serving
from tests.walk import Walker

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
    assert any("sqlite3" in name or "base" in name for name, _ in places), "no database was searched"
    return leaks(one.typed, places)


@pytest.mark.parametrize("engine", ["sqlite", "postgresql"])
def test_nothing_typed_anywhere_is_found_in_anything_the_server_leaves_behind(engine: str, tmp_path: Path) -> None:
    with pg.server() if engine == "postgresql" else nullcontext("") as url:
        with evening(tmp_path, url) as (served, one):
            one.knock()
            one.spend()
            assert found(served, one, url) == []
        assert found(served, one, url) == []
        tools = {shape.split("/")[2] for shape in one.submitted if shape.startswith("/n/t")}
        assert {"t08", "t09", "t40", "t41", "t49", "t57"} <= tools, one.submitted
        assert len(one.typed) > 25, one.typed


@pytest.mark.parametrize("where", ["log", "temporary", "cookie", "cache", "table"])
def test_the_canary_sings_when_a_leak_is_planted(where: str, tmp_path: Path) -> None:
    leaky = (str(Path(__file__).with_name("leaky.py")), where)
    with evening(tmp_path, "", command=leaky) as (served, one):
        assert found(served, one, "")
