"""Many pairs at their tables in one hour: what it costs, what each waits, and what is left when the server is killed.

python -m tests.bench --only tables       the whole, into docs/performance.md
"""

from __future__ import annotations

import asyncio
import hashlib
import os
import re
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from http import HTTPStatus
from pathlib import Path

from tests.bench import drills, pairs
from tests.bench.drills import SERVE, Killed, Proxied
from tests.bench.evening import HOME, NOW, Evening, Seen, Where, cuts
from tests.bench.load import Browser
from tests.bench.processes import ROOT, Running, copy_of, running
from tests.hosting.test_proxies import PROXIES, program

BEGIN, END = "<!-- tables: written by make bench -->", "<!-- end of tables -->"
EVENINGS = 30
"""How many check-ins every pair has behind it."""
YEAR = 365
ARRIVE, SETTLE = 0.3, 15.0
"""Seconds for each pair until all have come, and then until anything is measured."""
KILLED, KILLS = 20, 5
PROXIED, PROXIED_FOR = 10, 60.0
SOON = 2.0
"""Seconds within which the other's turn is to be there."""
PRESSES = ("fit", "turn", "close")
_MADE_FROM = ("goldseam/vault", "goldseam/crypto", "goldseam/together", "goldseam/people/models.py", pairs.__file__)


def folder(count: int, days: int) -> Path:
    """The data folder of today, built if it is not there. Copy it before use."""
    mark = hashlib.sha256(f"{datetime.now(UTC).date()} {count} {days}".encode())
    for name in _MADE_FROM:
        path = ROOT / name
        for file in sorted(path.glob("*.py")) if path.is_dir() else [path]:
            mark.update(file.read_bytes())
    base = ROOT / "build" / "bench"
    found = base / f"pairs-{count}-{days}-{mark.hexdigest()[:12]}"
    if not (found / pairs.FILE).exists():
        for old in base.glob(f"pairs-{count}-{days}-*"):
            shutil.rmtree(old)
        found.mkdir(parents=True, mode=0o700)
        _tell(f"making {count} pairs")
        pairs.call(found, "make", str(count), str(days))
    return found


# -- the evening -------------------------------------------------------------------------------------------------------


@dataclass
class Cost:
    """What the server and the phones took while it was measured."""

    seconds: float = 0.0
    server: float = 0.0
    """Cores."""
    phones: float = 0.0
    shared: int = 0
    resident: int = 0
    """KiB, at the most: proportional and plain."""
    load: list[float] = field(default_factory=list)


def evening(data: Path, seconds: float) -> tuple[Seen, Cost]:
    """All pairs at once. Everybody has come and some time has gone by before anything is measured."""
    cookies = pairs.call(data, "enter")
    with running(SERVE, data, "/h/") as server:
        held = Evening(Where(server.origin, server.port), cookies)
        cost = Cost()
        arrive = ARRIVE * len(cookies)
        asyncio.run(held.run(arrive, lambda: _watch(server, held.seen, cost, arrive + SETTLE, seconds)))
    return held.seen, cost


async def _watch(server: Running, seen: Seen, cost: Cost, before: float, seconds: float) -> None:
    seen.measuring = False
    await asyncio.sleep(before)
    for counted in (seen.statuses, seen.failed):
        counted.clear()
    seen.measuring, seen.rounds = True, 0
    began, served, driven = time.perf_counter(), server.cpu(), time.process_time()
    while time.perf_counter() < began + seconds:
        await asyncio.sleep(min(3.0, seconds))
        cost.shared = max(cost.shared, server.memory())
        cost.resident = max(cost.resident, server.resident())
        cost.load.append(os.getloadavg()[0])
    seen.measuring = False
    cost.seconds = time.perf_counter() - began
    cost.server = (server.cpu() - served) / cost.seconds
    cost.phones = (time.process_time() - driven) / cost.seconds


# -- one pair, by the length of its history ----------------------------------------------------------------------------


@dataclass(frozen=True)
class Page:
    """Milliseconds of processor time."""

    page: float
    press: float
    poll: float


def alone(data: Path, scratch: Path) -> Page:
    """The first pair on a server of its own, one thing after the other: a few check-ins, then looks."""
    own = copy_of(data, scratch / f"alone-{data.name}")
    with running(SERVE, own, "/h/") as server:
        r, b = (Browser(server.port, {**kept, "c": "0" * 32}) for kept in pairs.call(own, "enter")[0])
        steps = ((r, "fit"), (b, "fit"), (r, "turn"), (b, "turn"), (r, "close"))
        _press(server, r, "fit")
        _press(server, b, "fit")
        seen = re.search(rb'data-live="(\d+)"', b.ask(NOW).body)
        assert seen, "a page that listens"
        poll = f"/n/us/live/?seen={seen[1].decode()}"
        polls = _spent(server, lambda: [b.ask(poll) for _ in range(200)]) / 200
        looks = _spent(server, lambda: [b.ask(NOW) for _ in range(20)]) / 20
        rest = [*steps[2:], *steps, *steps]
        return Page(looks, sum(_press(server, *one) for one in rest) / len(rest), polls)


def _press(server: Running, browser: Browser, what: str) -> float:
    """What the answer to the press took, without the page that it leads to."""
    found = re.search(rf'action="{HOME}{what}/">(.*?)</form>', browser.ask(NOW).body.decode(), re.S)
    assert found, what
    hidden = dict(re.findall(r'name="(round|uid|word)" value="([^"]*)"', found[1]))

    def press() -> None:
        assert browser.ask(f"{HOME}{what}/", hidden).status == HTTPStatus.SEE_OTHER, what

    return _spent(server, press)


def _spent(server: Running, act: Callable[[], object]) -> float:
    before = server.cpu()
    act()
    return (server.cpu() - before) * 1000


# -- the page of figures -----------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Found:
    pairs: int
    seen: Seen
    cost: Cost
    by_history: dict[int, Page]
    killed: Killed
    proxied: dict[str, Proxied]


def measure(count: int, seconds: float) -> Found:
    for proxy in PROXIES:
        program(proxy)
    made, old = folder(count, EVENINGS), folder(1, YEAR)
    with tempfile.TemporaryDirectory(prefix="run-", dir=made.parent) as kept:
        scratch = Path(kept)
        by_history = {days: alone(one, scratch) for days, one in ((EVENINGS, made), (YEAR, old))}
        _tell("one pair alone")
        seen, cost = evening(copy_of(made, scratch / "evening"), seconds)
        _tell("all at once")
        few = min(count, KILLED)
        killed = drills.killed(copy_of(made, scratch / "killed"), few, min(KILLS, few), seed=1)
        _tell("the server killed")
        proxied = {}
        for proxy in PROXIES:
            data, few, long = copy_of(made, scratch / f"behind-{proxy}"), min(count, PROXIED), min(PROXIED_FOR, seconds)
            proxied[proxy] = drills.proxied(proxy, data, scratch, few, long)
            _tell(f"through {proxy}")
    return Found(count, seen, cost, by_history, killed, proxied)


def _tell(what: str) -> None:
    print(what, file=sys.stderr, flush=True)


def run(count: int, seconds: float, *, print_only: bool) -> None:
    found = measure(count, seconds)
    lines = [*_about(found), "", "| What | Budget | Measured | Within |", "|---|---|---|---|", *table(found)]
    print("\n".join(lines))
    if not print_only:
        write(lines, BEGIN, END)


def _about(found: Found) -> list[str]:
    python = ".".join(map(str, sys.version_info[:3]))
    load = found.cost.load
    return [
        f"Measured {datetime.now(UTC):%Y-%m-%d %H:%M} UTC on {os.cpu_count()} cores with Python {python}, the phones "
        f"on the same cores; {found.pairs} pairs for {found.cost.seconds:.0f} s; load of the machine meanwhile "
        f"{min(load):.1f} to {max(load):.1f}."
    ]


def table(found: Found) -> Iterator[str]:
    """The figures as Markdown."""
    seen, cost, killed = found.seen, found.cost, found.killed

    def row(what: str, budget: str, measured: str, within: bool | None) -> str:
        word = {True: "yes", False: "**no**", None: "–"}[within]
        return f"| {what} | {budget} | {measured} | {word} |"

    def rate(*what: str) -> str:
        return f"{seen.count(*what) / cost.seconds:.1f}"

    yield row(
        f"{2 * found.pairs} phones at once",
        "–",
        f"{rate()} requests a second: {rate('poll')} questions, {rate('page')} pages, {rate(*PRESSES)} presses; "
        f"{seen.rounds} check-ins ended",
        None,
    )
    waits = {"“Anything new?”": ("poll",), "A page of the check-in": ("page",), "A press, kept": PRESSES}
    for what, kinds in waits.items():
        yield row(f"… {what}", "–", _waits([one for kind in kinds for one in seen.waits.get(kind, [])]), None)
    wrong = sum(n for status, n in seen.statuses.items() if status[-3:] not in {"200", "204", "303"})
    lost = sum(seen.failed.values())
    said = f"{wrong} refused, {lost} without an answer, of {seen.count() + lost:,}"
    yield row("… errors", "0", said, not wrong + lost)
    yield row("… until the other was told", "–", _soon(seen.told), None)
    p95 = cuts(seen.there)[1]
    yield row("… until the other’s page showed it", f"p95 ≤ {SOON:g} s", _soon(seen.there), p95 <= SOON)
    yield row("… processor", "–", f"server {cost.server:.2f} cores, phones {cost.phones:.2f}", None)
    memory = f"{cost.shared / 1024:.0f} MB (PSS), {cost.resident / 1024:.0f} MB with shared pages counted for each"
    yield row("… memory of all server processes, at the most", "≤ 265 MB", memory, cost.shared <= 265 * 1024)
    for days, one in found.by_history.items():
        said = f"question {one.poll:.1f}, page {one.page:.0f}, press {one.press:.0f} ms of processor time"
        yield row(f"One pair with {days} evenings behind it", "–", said, None)
    yield row(
        f"The server killed {killed.kills} times while {min(found.pairs, KILLED)} pairs press",
        "0 lost",
        f"{killed.acknowledged} acknowledged, {len(killed.lost)} lost, {len(killed.wrong)} that do not fit; "
        f"{killed.unanswered} presses without an answer, made again; "
        f"`goldseam verify`: {killed.verified or 'something does not fit'}",
        not killed.lost and not killed.wrong and bool(killed.verified),
    )
    for proxy, one in found.proxied.items():
        what = f"Through {proxy} with TLS, {min(found.pairs, PROXIED)} pairs, until the other’s page showed it"
        yield row(what, f"≤ {SOON:g} s", _soon(one.seen.there), max(one.seen.there) <= SOON)
        said = f"every pair went on, with {one.presses_after} presses at least"
        yield row(f"… {proxy} away for four seconds and more", "all go on", said, one.presses_after > 1)


def _waits(seconds: list[float]) -> str:
    p50, p95, p99 = (1000 * one for one in cuts(seconds))
    return f"p50 {p50:.0f}, p95 {p95:.0f}, p99 {p99:.0f} ms, at the most {1000 * max(seconds, default=0):.0f}"


def _soon(seconds: list[float]) -> str:
    p50, p95, _ = cuts(seconds)
    late = sum(one > SOON for one in seconds)
    return (
        f"p50 {p50:.2f}, p95 {p95:.2f}, at the most {max(seconds, default=0):.2f} s; "
        f"{late} of {len(seconds)} later than {SOON:g} s"
    )


def write(lines: list[str], begin: str, end: str) -> None:
    """Put the lines between two marks of docs/performance.md."""
    page = ROOT / "docs" / "performance.md"
    text = page.read_text()
    before, rest = text.split(begin, 1)
    page.write_text(f"{before}{begin}\n\n" + "\n".join(lines) + f"\n\n{end}{rest.split(end, 1)[1]}")
