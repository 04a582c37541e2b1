"""PostgreSQL: writers killed, the server killed, and commits that are answered but not safe."""

from __future__ import annotations

import uuid
import warnings
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from django.db import connection

from goldseam.vault.errors import NotSaved
from tests import pg
from tests.faults.conftest import run_act
from tests.vault.scene import join

pytestmark = pytest.mark.fault


@pytest.fixture(scope="module")
def own_server() -> Iterator[str]:
    """A server of this file alone: its settings are changed and it is killed."""
    with pg.server() as url:
        yield url


@pytest.fixture
def own_url(own_server: str) -> str:
    name = f"faults_{uuid.uuid4().hex[:8]}"
    with psycopg.connect(own_server, autocommit=True) as steward:
        steward.execute(f"CREATE DATABASE {name}")
    return own_server.replace("/goldseam?", f"/{name}?")


def test_fifty_times_kill_9_of_writers_loses_nothing_and_doubles_nothing(own_url: str, tmp_path: Path) -> None:
    report = run_act(tmp_path, "kills", 36, 20261120, database_url=own_url)
    assert report["kills"] >= 48
    assert report["acknowledged"] >= 100
    assert (report["lost"], report["came_back"]) == (0, 0)


def test_a_cancelled_wait_for_the_standby_is_not_called_saved_nor_is_its_retry(own_url: str, tmp_path: Path) -> None:
    report = run_act(tmp_path, "standby_gone", database_url=own_url)
    assert (report["first"], report["again"]) == ("database", "database")
    assert (report["retried"], report["kept"]) == (True, 1)


def test_kill_9_of_the_whole_server_loses_nothing(own_url: str, tmp_path: Path) -> None:
    folder = own_url.split("host=")[1]
    report = run_act(tmp_path, "crashes", 4, 7, folder, database_url=own_url)
    assert (report["crashes"], report["lost"]) == (4, 0)
    assert report["acknowledged"] >= 20


@pytest.fixture
def warning_at_commit(transactional_db: None) -> Iterator[None]:
    """The next entry is kept, but PostgreSQL has something to say about it while it commits."""
    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE FUNCTION gs_warn() RETURNS trigger LANGUAGE plpgsql AS "
            "$$ BEGIN RAISE WARNING 'something about this commit'; RETURN NULL; END $$"
        )
        cursor.execute(
            "CREATE CONSTRAINT TRIGGER gs_warn AFTER INSERT ON vault_record DEFERRABLE INITIALLY DEFERRED "
            "FOR EACH ROW EXECUTE FUNCTION gs_warn()"
        )
    yield
    with connection.cursor() as cursor:
        cursor.execute("DROP TRIGGER IF EXISTS gs_warn ON vault_record")
        cursor.execute("DROP FUNCTION gs_warn()")


def test_a_warning_during_the_commit_is_not_called_saved(warning_at_commit: None) -> None:
    who, id = join(), uuid.uuid4()
    with pytest.raises(NotSaved) as refused:
        who.keep("kept or not", id=id)
    assert refused.value.why == "database"
    assert who.keep("kept or not", id=id).replayed  # this commit came back without a warning
    with connection.cursor() as cursor:
        cursor.execute("DROP TRIGGER gs_warn ON vault_record")
    assert not who.keep("the next").replayed
    assert (who.texts(), who.room.verify()) == (["kept or not", "the next"], [])


def test_a_notice_is_no_warning(transactional_db: None) -> None:
    who = join()
    with connection.cursor() as cursor, warnings.catch_warnings():
        cursor.execute("DO $$ BEGIN RAISE NOTICE 'nothing much'; END $$")
        cursor.execute("DO $$ BEGIN RAISE WARNING 'before the write, about something else'; END $$")
    assert not who.keep("kept").replayed
