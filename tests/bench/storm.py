"""Many at the door while somebody inside looks at Today: what the one feels of the others."""

from __future__ import annotations

import secrets
import threading
import time
from collections import Counter
from dataclasses import dataclass
from statistics import quantiles

from tests.bench.data import CROWD, PASSWORD
from tests.bench.load import Browser
from tests.bench.processes import Running

A_SECOND = 5
LONG = 12.0
CALM = 8.0
PAUSE = 0.1


@dataclass(frozen=True, slots=True)
class Storm:
    calm: float
    """p95 of Today in milliseconds before and after."""
    during: float
    let_in: int
    asked_to_wait: int
    door_p95: float
    memory_calm: int
    memory_most: int
    """KiB, PSS."""


def p95(waits: list[float]) -> float:
    return quantiles(waits, n=20)[-1]


def looks(browser: Browser, seconds: float) -> list[float]:
    """Fetch Today again and again; how long each took, in milliseconds."""
    waits, until = [], time.perf_counter() + seconds
    while time.perf_counter() < until:
        began = time.perf_counter()
        if browser.ask("/").status != 200:
            raise SystemExit("Today was refused")
        waits.append((time.perf_counter() - began) * 1000)
        time.sleep(PAUSE)
    return waits


def storm(server: Running, inside: Browser, people: dict[str, dict[str, str]]) -> Storm:
    calm = looks(inside, CALM)
    memory = server.memory()
    statuses: Counter[int] = Counter()
    waits: list[float] = []
    most = [memory]
    over = threading.Event()

    def knock(n: int) -> None:
        who = people[f"Crowd {n % CROWD}"]
        browser = Browser(server.port, {who["cookie"]: who["device"], "c": secrets.token_hex(16)})
        began = time.perf_counter()
        answer = browser.ask("/in/", {"name": f"Crowd {n % CROWD}", "password": PASSWORD})
        statuses[answer.status] += 1
        waits.append((time.perf_counter() - began) * 1000)

    def watch() -> None:
        while not over.wait(0.3):
            most[0] = max(most[0], server.memory())

    def crowd() -> None:
        began = time.perf_counter()
        for n in range(int(LONG * A_SECOND)):
            time.sleep(max(0.0, began + n / A_SECOND - time.perf_counter()))
            one = threading.Thread(target=knock, args=(n,))
            one.start()
            knocks.append(one)

    knocks: list[threading.Thread] = []
    others = [threading.Thread(target=one) for one in (watch, crowd)]
    for other in others:
        other.start()
    during = looks(inside, LONG)
    others[1].join()
    for one in knocks:
        one.join()
    over.set()
    others[0].join()
    calm += looks(inside, CALM)
    if set(statuses) - {303, 503}:
        raise SystemExit(f"the door answered {dict(statuses)}")
    return Storm(p95(calm), p95(during), statuses[303], statuses[503], p95(waits), memory, most[0])
