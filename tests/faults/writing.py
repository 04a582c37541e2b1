"""A person who writes and is killed, and the comparison of the room with what was acknowledged."""

from __future__ import annotations

import os
import random
import signal
import time
import uuid
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import connection

from goldseam.vault import audit, rows
from tests.vault.scene import Someone, TallyFold, join

START = datetime(2026, 3, 28, 12, tzinfo=UTC)


def text_of(id: UUID) -> str:
    """What is written under an id: long enough to need more than one page now and then."""
    return f"{id} " * (1 + id.int % 60)


def keep(who: Someone, id: UUID, now: datetime = START) -> bool:
    """Keep an entry as a page would. Returns whether it had been kept before."""
    return who.room.append("t49", {"text": text_of(id)}, id=id, now=now).replayed


def look(who: Someone) -> dict[UUID, bool]:
    """Every stored id of the room and whether it is burned. Raises if anything does not fit."""
    room = who.room
    found = [(row.id, row.burned) for row in rows.every(room.space)]
    if len({id for id, _ in found}) != len(found):
        raise AssertionError("an id twice")
    for entry in room.every():
        if entry.body["text"] != text_of(entry.id):
            raise AssertionError("half an entry")
    if room.verify() or room.problems or audit.verify_all():
        raise AssertionError(f"does not fit: {room.verify()} {room.problems} {audit.verify_all()}")
    return dict(found)


# -- kill -9 -------------------------------------------------------------------------------------------

TRIED, KEPT, BURNED = b"?", b"!", b"x"


def write_until_killed(who: Someone, out: int, seed: int) -> None:
    """Keeps entries until it is killed, and says so after each: `?id` before, `!id` after, `xid` after a burn."""
    chance = random.Random(seed)
    if connection.vendor == "sqlite" and seed % 2:  # fold the log back often, so that kills meet that too
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA wal_autocheckpoint = 20")
    mine: list[UUID] = []
    while True:
        id = uuid.UUID(int=chance.getrandbits(128), version=4)
        os.write(out, TRIED + id.bytes)
        keep(who, id, START + timedelta(days=chance.randrange(10)))
        os.write(out, KEPT + id.bytes)
        mine.append(id)
        if chance.random() < 0.15:
            gone = mine.pop(chance.randrange(len(mine)))
            who.room.burn(gone)
            os.write(out, BURNED + gone.bytes)
        if chance.random() < 0.1:
            who.room.folded(TallyFold(), START + timedelta(days=9))


def _kill_one(who: Someone, chance: random.Random, writers: int) -> list[tuple[bytes, UUID]]:
    """Start writers, kill them all at a random moment, return what they said."""
    connection.close()
    pipes, children = [], []
    for _ in range(writers):
        read, write = os.pipe()
        seed = chance.getrandbits(30)
        child = os.fork()
        if child == 0:
            try:
                write_until_killed(who, write, seed)
            finally:
                os._exit(1)
        os.close(write)
        pipes.append(read)
        children.append(child)
    said, enough = b"", 17 * chance.randrange(1, 24)
    while len(said) < enough:
        said += os.read(pipes[0], 17)
    time.sleep(chance.uniform(0, 0.012))
    for child in children:
        os.kill(child, signal.SIGKILL)
    for child in children:
        _, status = os.waitpid(child, 0)
        if not os.WIFSIGNALED(status):
            raise AssertionError("a writer ended by itself")
    for read in pipes:
        while chunk := os.read(read, 17 * 1000):
            said += chunk
        os.close(read)
    return [(said[n : n + 1], UUID(bytes=said[n + 1 : n + 17])) for n in range(0, len(said), 17)]


def _wait_for_the_server() -> None:
    """PostgreSQL finishes the sentence of a writer that is dead: until then one look and the next may differ."""
    if connection.vendor != "postgresql":
        return
    others = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
    for _ in range(3000):
        with connection.cursor() as cursor:
            cursor.execute(others)
            if cursor.fetchone() == (0,):
                return
        time.sleep(0.01)
    raise AssertionError("a dead writer's connection is still there")


def kills(count: int, seed: int) -> dict[str, Any]:
    """`count` × kill -9 at random moments while one or two writers write."""
    chance, who = random.Random(seed), join()
    kept: set[UUID] = set()
    burned: set[UUID] = set()
    report = dict.fromkeys(("kills", "acknowledged", "lost", "came_back", "unanswered", "unanswered_but_kept"), 0)
    for _ in range(count):
        writers = 1 + (report["kills"] % 3 == 2)
        said = _kill_one(who, chance, writers)
        report["kills"] += writers
        kept |= {id for what, id in said if what == KEPT}
        burned |= {id for what, id in said if what == BURNED}
        _wait_for_the_server()
        stored = look(who)
        report["lost"] += len(kept - stored.keys())
        report["came_back"] += sum(not stored.get(id, True) for id in burned)
        for id in {id for what, id in said if what == TRIED} - kept:
            report["unanswered"] += 1
            report["unanswered_but_kept"] += id in stored
            if keep(who, id) is not (id in stored) or keep(who, id) is not True:
                raise AssertionError("a retry was not one")
            kept.add(id)
    report["lost"] += len(kept - look(who).keys())
    report["acknowledged"] = len(kept)
    return report
