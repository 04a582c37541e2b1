"""Pairs at their tables while the server is killed, or the proxy in front of it goes away for a while."""

from __future__ import annotations

import asyncio
import os
import random
import ssl
import subprocess
import sys
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.bench import pairs
from tests.bench.evening import Evening, Pace, Seen, Where
from tests.bench.processes import ROOT, free_port, running
from tests.hosting.test_proxies import certified, in_front

SERVE = ["goldseam", "serve"]
PATIENCE = 300.0
"""Seconds after which a drill is a failure. No figure is made of it."""


@dataclass(frozen=True)
class Killed:
    kills: int
    acknowledged: int
    lost: list[str]
    wrong: list[str]
    """What does not fit on the tables, as each of their people and as the steward sees it."""
    verified: str
    """The last line of `goldseam verify`; empty when it found something."""
    unanswered: int
    """Presses whose answer was lost, and which were made again."""


def killed(data: Path, count: int, kills: int, seed: int) -> Killed:
    """Kill the server while presses are under way, start it again, and go on; then look whether all is there."""
    cookies = pairs.call(data, "enter")[:count]
    evening = Evening(Where("", 0), cookies, Pace(turn=(0.1, 1.5), look=(0.1, 0.8)))
    asyncio.run(asyncio.wait_for(_killed(data, evening, kills, random.Random(seed)), PATIENCE))
    known = [pair.acknowledged for pair in evening.pairs]
    known += [[] for _ in range(pairs.count(data) - count)]
    found: dict[str, Any] = pairs.call(data, "look", given=known)
    said = _verify(data)
    lost = sum(evening.seen.failed[what] for what in ("fit", "turn", "close"))
    return Killed(kills, found["acknowledged"], found["lost"], found["wrong"], said, lost)


async def _killed(data: Path, evening: Evening, kills: int, chance: random.Random) -> None:
    port = free_port()
    evening.where = Where(f"http://localhost:{port}", port)
    with ExitStack() as stack:
        servers = [await asyncio.to_thread(stack.enter_context, running(SERVE, data, "/h/", port=port))]

        async def during() -> None:
            for _ in range(kills):
                await evening.until(2, evening.acts)
                await asyncio.sleep(chance.uniform(0, 0.3))
                while not evening.seen.writing:
                    await asyncio.sleep(0.001)
                await asyncio.sleep(chance.uniform(0, 0.05))
                servers[-1].kill()
                await asyncio.sleep(chance.uniform(0.2, 1))
                servers.append(await asyncio.to_thread(stack.enter_context, running(SERVE, data, "/h/", port=port)))
            await evening.until(2, evening.acts)

        await evening.run(1, during)


def _verify(data: Path) -> str:
    env = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    env |= {"GOLDSEAM_DATA": str(data), "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        [sys.executable, "-m", "goldseam", "verify"], env=env, capture_output=True, text=True, check=False
    )
    return done.stdout.strip().splitlines()[-1] if done.returncode == 0 else ""


# -- through the proxy -------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Proxied:
    seen: Seen
    presses_after: int
    """Presses after the proxy had been away, of the pair that made fewest."""


def proxied(proxy: str, data: Path, scratch: Path, count: int, seconds: float) -> Proxied:
    """The same evening with TLS and the configuration of docs/hosting, `count` pairs, short turns. Then the proxy goes
    away for some seconds: everybody goes on afterwards."""
    port, scratch = free_port(), scratch / proxy
    scratch.mkdir()
    certificate = certified(scratch)
    origin = f"https://localhost:{port}"
    settings = {"GOLDSEAM_ORIGIN": origin, "GOLDSEAM_SWAP_OK": "1"}
    cookies = pairs.call(data, "enter", settings=settings)[:count]
    tls = ssl.create_default_context(cafile=certificate[0])
    evening = Evening(Where(origin, port, tls), cookies, Pace(turn=(2, 6), look=(0.5, 2)))
    with running(SERVE, data, "/healthz/", settings, origin=origin) as server:
        work = _proxied(proxy, scratch, certificate, evening, server.port, seconds)
        after = asyncio.run(asyncio.wait_for(work, PATIENCE))
    return Proxied(evening.seen, after)


async def _proxied(
    proxy: str, scratch: Path, certificate: tuple[Path, Path], evening: Evening, behind: int, seconds: float
) -> int:
    since: list[int] = []
    with ExitStack() as first, ExitStack() as second:

        async def front(stack: ExitStack, folder: str) -> None:
            made = in_front(proxy, scratch / folder, certificate, evening.where.port, behind)
            await asyncio.to_thread(stack.enter_context, made)

        async def during() -> None:
            await asyncio.sleep(seconds)
            evening.seen.measuring = False
            await asyncio.to_thread(first.close)
            await asyncio.sleep(4)
            since.extend(evening.acts)
            await front(second, "again")
            await evening.until(2, since)

        await front(first, "first")
        await evening.run(2, during)
    return min(now - before for now, before in zip(evening.acts, since, strict=True))
