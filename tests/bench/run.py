"""Pages and doors: the first table of docs/performance.md.

Ratios come from one run: all servers stand side by side, and each round asks every page of every one of them before the
next round begins, so that whatever else the machine does falls on all alike. Figures are medians of the rounds.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import median
from typing import Any

from tests.bench import data, pages
from tests.bench.load import Browser, fire
from tests.bench.processes import ROOT, Running, copy_of, running
from tests.bench.storm import A_SECOND, Storm, storm
from tests.bench.tables import write

BEGIN, END = "<!-- figures: written by make bench -->", "<!-- end of figures -->"
GRANIAN = ["granian", "--interface", "wsgi", "--workers", "2", "--blocking-threads", "1", "--no-ws"]
HELLO = [*GRANIAN, "--host", "127.0.0.1", "--port", "{port}", "tests.bench.plain:hello"]
T40, T09, ALL = "/n/t40/", "/n/t09/", "?weeks=all"
KEEP = "/n/now/pull/"


@dataclass(frozen=True, slots=True)
class Target:
    """What is asked for; `rate` a second, `cpu` in milliseconds a request, waits in milliseconds."""

    name: str
    server: Running
    path: str
    browser: Browser | None = None
    keep: bool = False


@dataclass(frozen=True, slots=True)
class Figure:
    rate: float
    cpu: float
    p50: float
    p95: float


def measure(targets: list[Target], rounds: int, scratch: Path) -> dict[str, Figure]:
    seen: dict[str, list[Figure]] = {}
    for turn in range(rounds):
        for target in targets:
            before = target.server.cpu()
            form = {"value": "3"} if target.keep else None
            shot = fire(target.server.port, target.path, target.browser, scratch, seconds=3, keep=form, seed=turn)
            if shot.requests:
                cpu = (target.server.cpu() - before) / shot.requests * 1000
                seen.setdefault(target.name, []).append(Figure(shot.rate, cpu, shot.p50, shot.p95))
        print(f"round {turn + 1} of {rounds}", file=sys.stderr, flush=True)
    return {
        name: Figure(*(median(values) for values in zip(*((f.rate, f.cpu, f.p50, f.p95) for f in found), strict=True)))
        for name, found in seen.items()
    }


def run(rounds: int, *, print_only: bool) -> None:
    if not shutil.which("wrk"):
        raise SystemExit("make bench needs wrk. On Debian: apt-get install wrk")
    made = data.folder()
    load = [os.getloadavg()[0]]
    with tempfile.TemporaryDirectory(prefix="run-", dir=made.parent) as folder, ExitStack() as stack:
        scratch = Path(folder)
        ours = stack.enter_context(running(["goldseam", "serve"], copy_of(made, scratch / "data")))
        people = json.loads((ours.data / "people.json").read_text())
        inside = {name: _enter(ours, people, name) for name in ("One", "Ten", "Month", "Press")}
        out = Browser(ours.port)
        memory = ours.memory()
        weights = pages.weights(out, ["/", "/in/"]) | {
            f"in {path}": weight for path, weight in pages.weights(inside["One"], ["/", T40, T09]).items()
        }
        pictures = {path: pages.largest_picture(inside["Ten"].ask(path)) for path in (T40, T09, T40 + ALL, T09 + ALL)}
        packed = {path: pages.packed(inside["One"].ask(path)) for path in ("/", T40)}
        wild = storm(ours, inside["One"], people)
        floor = stack.enter_context(running(HELLO, ours.data))
        empty = stack.enter_context(running(["tests.bench.plain"], ours.data))
        last = (datetime.now(UTC).replace(day=1) - timedelta(days=1)).strftime("%Y-%m")
        targets = [
            Target("floor", floor, "/"),
            Target("empty", empty, "/"),
            Target("front", ours, "/", out),
            Target("login", ours, "/in/", out),
            Target("today 1", ours, "/", inside["One"]),
            Target("today 10", ours, "/", inside["Ten"]),
            Target("list", ours, f"/n/t49/list/?month={last}", inside["Month"]),
            *(
                Target(f"{name} {years}", ours, path, inside[who])
                for name, path in (("t40", T40), ("t09", T09), ("t40 all", T40 + ALL), ("t09 all", T09 + ALL))
                for years, who in ((1, "One"), (10, "Ten"))
            ),
            Target("keep", ours, KEEP, inside["Press"], keep=True),
        ]
        found = measure(targets, rounds, scratch)
        memory = max(memory, ours.memory())
        seen = _inside(copy_of(made, scratch / "inside"))
        load.append(os.getloadavg()[0])
        start = ours.ready_after
    lines = [*_about(load, rounds), "", *table(found, weights, pictures, packed, wild, memory, start, seen)]
    print("\n".join(lines))
    if not print_only:
        write(lines, BEGIN, END)


def _enter(server: Running, people: dict[str, dict[str, str]], name: str) -> Browser:
    browser = Browser(server.port, {people[name]["cookie"]: people[name]["device"]})
    browser.enter(name, data.PASSWORD, data.PIN)
    return browser


def _inside(folder: Path) -> dict[str, Any]:
    env = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    env |= {"GOLDSEAM_DATA": str(folder), "PYTHONPATH": str(ROOT), "PYTHONWARNINGS": "ignore"}
    paths = ["/", T40, T09, T40 + ALL, T09 + ALL]
    said = subprocess.run(
        [sys.executable, "-m", "tests.bench.inside"],
        input=json.dumps({"One": paths, "Ten": paths}),
        env=env,
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    answer: dict[str, Any] = json.loads(said.stdout)
    return answer


def _about(load: list[float], rounds: int) -> list[str]:
    python = ".".join(map(str, sys.version_info[:3]))
    return [
        f"Measured {datetime.now(UTC):%Y-%m-%d %H:%M} UTC on {os.cpu_count()} cores with Python {python}; "
        f"{rounds} rounds; load of the machine {load[0]:.1f} when it began (all of it other work) "
        f"and {load[-1]:.1f} at the end."
    ]


def table(
    found: dict[str, Figure],
    weights: dict[str, pages.Weight],
    pictures: dict[str, int],
    packed: dict[str, int],
    wild: Storm,
    memory: int,
    start: float,
    seen: dict[str, Any],
) -> Iterator[str]:
    """The figures as Markdown."""
    empty, floor = found["empty"], found["floor"]
    yield "| What | Budget | Measured | Within |"
    yield "|---|---|---|---|"

    def row(what: str, budget: str, measured: str, within: bool | None) -> str:
        word = {True: "yes", False: "**no**", None: "–"}[within]
        return f"| {what} | {budget} | {measured} | {word} |"

    def page(what: str, name: str, times: float | None, rate: float | None) -> str:
        one = found[name]
        dear, slow = one.cpu / empty.cpu, floor.rate / one.rate
        limits = [f"≤ {times:g} × empty" if times else "", f"≤ {rate:g} ÷ floor" if rate else ""]
        fine = (not times or dear <= times) and (not rate or slow <= rate)
        budget = ", ".join(filter(None, limits)) or "–"
        said = f"{dear:.1f} × empty, {slow:.0f} ÷ floor ({one.cpu:.2f} ms)"
        return row(what, budget, said, fine if times or rate else None)

    yield row("Floor: a bare Granian answer", "–", f"{floor.rate:,.0f} a second", None)
    yield row("Empty Django view, no middleware, served as ours", "–", f"{empty.cpu:.2f} ms of processor time", None)
    yield page("First page, signed out", "front", None, None)
    yield page("Login page", "login", 12, 45)
    yield page("Today, one year of daily entries", "today 1", 32, 120)
    yield page("Today, ten years", "today 10", 32, 120)
    yield page("30 sealed records listed", "list", 32, 120)
    yield page("Picture of 90 days, diary (eight lines)", "t40 1", 40, 150)
    yield page("Picture of 90 days, urges (grid and lines)", "t09 1", 40, 150)
    keep = found["keep"]
    even = keep.p95 / keep.p50
    yield page("Keep one sealed record", "keep", None, 70)
    yield row(
        "… its wait at 8 connections",
        "p95 ≤ 2.5 × p50",
        f"{keep.p50:.0f} / {keep.p95:.0f} ms: {even:.1f} ×",
        even <= 2.5,
    )
    insert = seen["insert"]
    yield row("… a bare durable insert, alone", "–", f"p50 {insert['p50']:.2f} ms, p95 {insert['p95']:.2f} ms", None)
    for what, name, most in (
        ("Today, ten years against one", "today", 1.2),
        ("Diary picture of ten years against one", "t40 all", 2.0),
        ("Urge picture of ten years against one", "t09 all", 2.0),
    ):
        more = found[f"{name} 10"].cpu / found[f"{name} 1"].cpu
        yield row(what, f"≤ {most:g} ×", f"{more:.2f} × ({found[f'{name} 10'].cpu:.1f} ms)", more <= most)
    counts = seen["queries"]
    most_asked, same = max(max(one.values()) for one in counts.values()), counts["One"] == counts["Ten"]
    said = f"{most_asked} at most, {'the same' if same else 'not the same'} at one and ten years"
    yield row("Database reads for a page", "≤ 12, same at one and ten years", said, most_asked <= 12 and same)
    worse = wild.during / wild.calm
    yield row(
        f"Today's p95 while {A_SECOND} a second sign in",
        "≤ 2 ×",
        f"{worse:.2f} × ({wild.calm:.0f} → {wild.during:.0f} ms); {wild.let_in} let in, {wild.asked_to_wait} asked to "
        f"come back, p95 at the door {wild.door_p95 / 1000:.1f} s",
        worse <= 2,
    )
    yield row(
        "… memory meanwhile", "bounded", f"{wild.memory_calm / 1024:.0f} → {wild.memory_most / 1024:.0f} MB", None
    )
    yield row("Memory of all processes (PSS)", "≤ 160 MB", f"{memory / 1024:.0f} MB", memory <= 160 * 1024)
    yield row("Start, from the command to the first page", "≤ 5 s", f"{start:.1f} s", start <= 5)
    for key, what, cold, count in (
        ("/", "First page, signed out", 45, 6),
        ("/in/", "Login page", 45, 6),
        ("in /", "Today", 90, None),
        ("in " + T40, "Diary", 90, None),
        ("in " + T09, "Urges", 90, None),
    ):
        one = weights[key]
        fine = one.cold <= cold * 1024 and (not count or one.requests_cold <= count)
        fine = fine and (bool(count) or (one.warm <= 20 * 1024 and one.scripts <= 30 * 1024))
        budget = f"≤ {cold} KB, ≤ {count} requests" if count else f"≤ {cold} KB cold, ≤ 20 KB warm, script ≤ 30 KB"
        said = (
            f"{one.cold / 1024:.1f} KB in {one.requests_cold} requests cold, {one.warm / 1024:.1f} KB in "
            f"{one.requests_warm} warm, script {one.scripts / 1024:.1f} KB"
        )
        yield row(f"{what}, on the wire", budget, said, fine)
    said = ", ".join(f"{size / 1024:.1f} KB" for size in packed.values())
    yield row("Today and diary page, if a proxy compressed them", "–", said, None)
    largest = max(pictures[T40], pictures[T09])
    yield row("Largest SVG, 90 days", "≤ 10 KB", f"{largest / 1024:.1f} KB", largest <= 10 * 1024)
    largest = max(pictures[T40 + ALL], pictures[T09 + ALL])
    yield row("Largest SVG, ten years", "≤ 10 KB", f"{largest / 1024:.1f} KB", largest <= 10 * 1024)
    argon = ", ".join(f"{mib} MiB {spent:.2f} s" for mib, spent in seen["argon"].items())
    yield row("Argon2id, three passes, processor time", "–", argon, None)
    rates = f"{seen['records_a_second']:,.0f} records, {seen['digests_a_second']:,.0f} monthly digests a second"
    yield row("Opened and decoded on one core", "–", rates, None)
    size = f"{seen['digest_bytes'] / 1024:.1f} KB at the median of {seen['digests']}"
    yield row("A month's sealed digest", "–", size, None)
