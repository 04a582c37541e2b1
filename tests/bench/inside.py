"""What can only be seen from inside: queries, envelopes, derivations, a bare insert. Prints JSON.

GOLDSEAM_DATA=… python -m tests.bench.inside < addresses.json
"""

from __future__ import annotations

import json
import sqlite3
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from statistics import median, quantiles
from typing import Any

from tests.bench.data import PASSWORD, PIN


def main() -> None:
    from goldseam.cli.setup import start_django

    start_django()
    from django.conf import settings

    people = json.loads((settings.CONF.data / "people.json").read_text())
    addresses: dict[str, list[str]] = json.load(sys.stdin)
    found: dict[str, Any] = {
        "queries": {name: _queries(people[name], name, paths) for name, paths in addresses.items()}
    }
    found |= {"insert": _insert(settings.CONF.data / "bare.sqlite3"), "argon": _argon()}
    found |= _envelopes(people["Ten"])
    json.dump(found, sys.stdout)


def _client(person: dict[str, str], name: str) -> Any:
    from django.test import Client

    client = Client(HTTP_HOST="localhost")
    client.cookies[person["cookie"]] = person["device"]
    for path, form in (("/in/", {"name": name, "password": PASSWORD}), ("/room/", {"pin": PIN})):
        assert client.post(path, form).status_code == 303
    return client


def _queries(person: dict[str, str], name: str, paths: list[str]) -> dict[str, int]:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client, found = _client(person, name), {}
    for path in paths:
        client.get(path)  # digests are made at the first look
        with CaptureQueriesContext(connection) as seen:
            assert client.get(path).status_code == 200
        found[path] = len([one for one in seen.captured_queries if one["sql"].startswith("SELECT")])
    return found


def _insert(path: Path) -> dict[str, float]:
    """One row of a record's size in a transaction of its own, as durable as ours."""
    from django.conf import settings

    database = sqlite3.connect(path, isolation_level=None)
    for pragma in str(settings.DATABASES["default"]["OPTIONS"]["init_command"]).split("; "):
        database.execute(pragma)
    database.execute("CREATE TABLE kept (id INTEGER PRIMARY KEY, body BLOB)")
    waits = []
    for _ in range(400):
        began = time.perf_counter()
        database.execute("INSERT INTO kept (body) VALUES (zeroblob(1100))")
        waits.append((time.perf_counter() - began) * 1000)
    return {"p50": median(waits), "p95": quantiles(waits, n=20)[-1]}


def _argon() -> dict[str, float]:
    """Seconds of processor time of one derivation, by MiB."""
    from goldseam.crypto import derive
    from goldseam.crypto.derive import Cost

    return {
        str(mib): _timed(lambda mib=mib: derive.stretch("x", bytes(16), Cost(mib * 1024, 3)), 3)  # type: ignore[misc]
        for mib in (64, 128, 256)
    }


def _timed(act: Callable[[], object], times: int) -> float:
    spent = []
    for _ in range(times):
        began = time.process_time()
        act()
        spent.append(time.process_time() - began)
    return median(spent)


def _envelopes(person: dict[str, str]) -> dict[str, float]:
    from goldseam.tools import fold
    from goldseam.vault.models import Digest

    def room() -> Any:
        """A new one each time: a room remembers what it has opened."""
        from django.test import RequestFactory

        from goldseam.vault import current
        from goldseam.vault.sessions import SessionStore

        request = RequestFactory().get("/")
        request.session = SessionStore(client.cookies["s"].value)
        vault = current(request)
        assert vault is not None
        return vault.demand_room()

    client = _client(person, "Ten")
    months = room().months()
    month, now = months[-2], datetime.now(UTC)
    count = len(room().month(month))
    opened = _timed(lambda: [room().month(month) for _ in range(20)], 5) - _timed(
        lambda: [room().months() for _ in range(20)], 5
    )
    digests = room().digests(fold.FOLD, months[0], months[-1], now)
    sizes = [len(bytes(one)) for one in Digest.objects.values_list("envelope", flat=True)]
    reading = _timed(lambda: room().digests(fold.FOLD, months[0], months[-1], now), 5)
    return {
        "records_a_second": 20 * count / opened,
        "digest_bytes": median(sizes),
        "digests": len(digests),
        "digests_a_second": len(digests) / reading,
    }


if __name__ == "__main__":
    main()
