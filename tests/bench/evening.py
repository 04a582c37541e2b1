"""Phones in one program: each holds its part of a live check-in as `gs/live.js` and a person would.

A phone asks for its page, presses what is there to be pressed, and asks every `QUICK` seconds whether anything is new
while its page listens. After an answer that did not come it waits and goes on, and presses the same form again.
"""

from __future__ import annotations

import asyncio
import random
import re
import secrets
import ssl
import time
from collections import Counter
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from http import HTTPStatus
from statistics import quantiles
from urllib.parse import urlencode

QUICK, SLOW = 1.5, 5.0
"""Seconds, as in live.js; a test compares."""
HOME = "/n/us/t20/"
NOW = HOME + "now/"
LIVE = "/n/us/live/"
_FORM = re.compile(r'action="/n/us/t20/(fit|turn|close)/">(.*?)</form>', re.S)
_HIDDEN = re.compile(r'name="(round|uid)" value="([^"]*)"')
_WORD = re.compile(r'name="word" value="([^"]*)"')
LOST = (OSError, EOFError, TimeoutError, ValueError)
"""What a connection that breaks looks like from here; ValueError for half a head."""
_LIVE = re.compile(r'data-live="([^"]*)"(?: data-proof="([^"]*)")?')


@dataclass(frozen=True, slots=True)
class Where:
    """The server, as phones reach it."""

    origin: str
    port: int
    tls: ssl.SSLContext | None = None

    @property
    def bound(self) -> str:
        """What cookies are called behind TLS."""
        return "__Host-" if self.tls else ""


@dataclass(frozen=True, slots=True)
class Pace:
    """How long somebody speaks, and looks at a page before pressing, in seconds."""

    turn: tuple[float, float] = (150.0, 210.0)
    look: tuple[float, float] = (2.0, 8.0)


@dataclass
class Seen:
    """What was measured. Waits in seconds."""

    waits: dict[str, list[float]] = field(default_factory=dict)
    statuses: Counter[str] = field(default_factory=Counter)
    failed: Counter[str] = field(default_factory=Counter)
    told: list[float] = field(default_factory=list)
    """From one phone's press until the other was told that something is new."""
    there: list[float] = field(default_factory=list)
    """… and until its page showed it."""
    rounds: int = 0
    """Check-ins that were closed."""
    measuring: bool = True
    writing: int = 0
    """Presses that are not answered yet."""

    def waited(self, what: str, seconds: float) -> None:
        if self.measuring:
            self.waits.setdefault(what, []).append(seconds)

    def count(self, *what: str) -> int:
        return sum(len(self.waits.get(one, [])) for one in what or self.waits)


def cuts(values: list[float]) -> tuple[float, float, float]:
    """p50, p95, p99."""
    found = quantiles(values, n=100, method="inclusive") if len(values) > 1 else [*values, 0.0][:1] * 99
    return found[49], found[94], found[98]


@dataclass
class Pair:
    """What two phones have between them: who pressed last, and every id that was acknowledged."""

    pressed: float = 0.0
    by: int = -1
    acknowledged: list[str] = field(default_factory=list)
    acts: int = 0


class Answer:
    __slots__ = ("body", "location", "status")

    def __init__(self, status: int, location: str, body: str) -> None:
        self.status, self.location, self.body = status, location, body


class Phone:
    def __init__(self, n: int, cookies: dict[str, str], pair: Pair, where: Where, pace: Pace, seen: Seen) -> None:
        self.n, self.pair, self.where, self.pace, self.seen = n, pair, where, pace, seen
        self.secret = secrets.token_hex(16)
        self.cookies = {**cookies, where.bound + "c": self.secret}
        self.chance = random.Random(f"{n} {min(cookies.values())}")
        self.began = False

    # -- asking --------------------------------------------------------------------------------------------------------

    async def ask(self, what: str, path: str, form: dict[str, str] | None = None) -> Answer:
        """One request on a connection of its own, as a proxy sends it on. Raises OSError or EOFError."""
        began = time.perf_counter()
        self.seen.writing += form is not None
        try:
            async with asyncio.timeout(SLOW if what == "poll" else 60):
                answer = await self._sent(self._request(path, form))
        except LOST:
            self.seen.failed[what] += 1
            raise
        finally:
            self.seen.writing -= form is not None
        self.seen.waited(what, time.perf_counter() - began)
        self.seen.statuses[f"{what} {answer.status}"] += 1
        return answer

    def _request(self, path: str, form: dict[str, str] | None) -> bytes:
        cookie = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        head = f"{'GET' if form is None else 'POST'} {path} HTTP/1.1\r\nHost: {self.where.origin.split('//')[1]}\r\n"
        head += f"Cookie: {cookie}\r\nConnection: close\r\n"
        if form is None:
            return (head + "\r\n").encode()
        body = urlencode({"csrfmiddlewaretoken": self.secret, **form})
        head += f"Origin: {self.where.origin}\r\nContent-Type: application/x-www-form-urlencoded\r\n"
        return f"{head}Content-Length: {len(body)}\r\n\r\n{body}".encode()

    async def _sent(self, request: bytes) -> Answer:
        name = "localhost" if self.where.tls else None
        reader, writer = await asyncio.open_connection(
            "127.0.0.1", self.where.port, ssl=self.where.tls, server_hostname=name
        )
        try:
            writer.write(request)
            head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
            length, location = None, ""
            for line in head[1:]:
                key, _, value = line.partition(": ")
                key = key.lower()
                if key == "content-length":
                    length = int(value)
                elif key == "location":
                    location = value
                elif key == "set-cookie":
                    self._keep(value)
            status = int(head[0].split(" ", 2)[1])
            none = status in {204, 304}
            body = b"" if none else await (reader.read() if length is None else reader.readexactly(length))
            return Answer(status, location, body.decode())
        finally:
            writer.close()

    def _keep(self, line: str) -> None:
        name, value = line.split(";", 1)[0].split("=", 1)
        if name != self.where.bound + "c":
            self.cookies[name] = value.strip('"')

    # -- living --------------------------------------------------------------------------------------------------------

    async def live(self) -> None:
        """Until it is cancelled."""
        page: str | None = None
        while True:
            if page is None:
                page = (await self._again(lambda: self.ask("page", NOW))).body
            page = await self._at(page)

    async def _again(self, act: Callable[[], Awaitable[Answer]]) -> Answer:
        """As often as it takes: the connection was lost, or the server is not there."""
        wait = QUICK
        while True:
            try:
                answer = await act()
                if answer.status == HTTPStatus.INTERNAL_SERVER_ERROR:  # not one of those that a press again mends
                    raise AssertionError(answer.body)
                if answer.status < HTTPStatus.INTERNAL_SERVER_ERROR:
                    return answer
            except LOST:
                wait = min(SLOW, 2 * wait)
            await asyncio.sleep(wait)

    async def _at(self, page: str) -> str | None:
        """Do what this page is for. The page that it led to, if it was asked for already."""
        forms = [(what, words[0], inside) for what, inside in _FORM.findall(page) if (words := _WORD.findall(inside))]
        live = _LIVE.search(page)
        seconds, press = self._next([(what, word) for what, word, _ in forms], live is not None)
        if live is None and press is None:
            raise AssertionError("a page that is none of a check-in: " + re.sub(r"<[^>]+>|\s+", " ", page)[:400])
        if live is None:
            await asyncio.sleep(seconds)
        elif await self._told(live, seconds if press else None):
            return await self._shown()
        if press:
            inside = next(inside for what, word, inside in forms if (what, word) == press)
            await self._press(*press, dict(_HIDDEN.findall(inside)))
        return None

    def _next(self, forms: list[tuple[str, str]], live: bool) -> tuple[float, tuple[str, str] | None]:
        """After how many seconds which button is pressed; None for waiting."""
        look = self.chance.uniform(*self.pace.look)
        if ("fit", "yes") in forms and not live:
            return look, ("fit", "yes")
        turn = next((one for one in forms if one[0] == "turn"), None)
        if turn is not None:
            return self._speaks(), turn
        return look, ("close", "held") if ("close", "held") in forms and self.n == 0 else None

    def _speaks(self) -> float:
        """The first time in the middle of a turn, so that pairs are everywhere from the beginning."""
        least, most = self.pace.turn if self.began else (0.0, self.pace.turn[1])
        self.began = True
        return self.chance.uniform(least, most)

    async def _told(self, live: re.Match[str], seconds: float | None) -> bool:
        """Ask whether anything is new, for so many seconds or until there is."""
        until = None if seconds is None else time.perf_counter() + seconds
        path = f"{LIVE}?seen={live[1]}" + (f"&proof={live[2]}" if live[2] else "")
        pause = QUICK
        while True:
            left = pause if until is None else min(pause, until - time.perf_counter())
            await asyncio.sleep(max(0.0, left))
            if until is not None and time.perf_counter() >= until:
                return False
            try:
                answer = await self.ask("poll", path)
            except LOST:
                pause = min(SLOW, 2 * pause)
                continue
            pause = QUICK if answer.status < 300 else SLOW
            if answer.status in {200, 303}:
                return True

    async def _shown(self) -> str:
        """The page after being told, and how long that was after the other's press."""
        pair, told = self.pair, time.perf_counter()
        pressed = pair.pressed if pair.by == 1 - self.n else 0.0
        pair.by = -1
        page = await self._again(lambda: self.ask("page", NOW))
        if pressed and self.seen.measuring:
            self.seen.told.append(told - pressed)
            self.seen.there.append(time.perf_counter() - pressed)
        return page.body

    async def _press(self, what: str, word: str, hidden: dict[str, str]) -> None:
        """The same form until it is answered. What the server has answered with 303 is acknowledged."""
        pair = self.pair
        pair.pressed, pair.by = time.perf_counter(), self.n
        answer = await self._again(lambda: self.ask(what, f"{HOME}{what}/", {**hidden, "word": word}))
        if answer.status != 303:
            raise AssertionError(f"{what} answered {answer.status}")
        pair.acts += 1
        if what == "close":
            self.seen.rounds += 1
            pair.acknowledged.append("held " + hidden["round"])
        elif answer.location == NOW:
            pair.acknowledged.append(hidden["uid"])


@dataclass
class Evening:
    """All phones of all pairs."""

    where: Where
    cookies: list[list[dict[str, str]]]
    pace: Pace = field(default_factory=Pace)
    seen: Seen = field(default_factory=Seen)
    pairs: list[Pair] = field(default_factory=list)

    async def run(self, arrive: float, during: Callable[[], Awaitable[None]]) -> None:
        """Everybody comes within `arrive` seconds and stays for as long as `during` lasts."""
        self.pairs = [Pair() for _ in self.cookies]
        phones = [
            asyncio.create_task(self._come(n / len(self.cookies) * arrive, one))
            for n, (pair, two) in enumerate(zip(self.pairs, self.cookies, strict=True))
            for one in (Phone(m, kept, pair, self.where, self.pace, self.seen) for m, kept in enumerate(two))
        ]
        until = asyncio.ensure_future(during())
        done, _ = await asyncio.wait([until, *phones], return_when=asyncio.FIRST_COMPLETED)
        for one in phones:
            one.cancel()
        await asyncio.gather(*phones, return_exceptions=True)
        for one in done:
            one.result()

    async def _come(self, after: float, phone: Phone) -> None:
        await asyncio.sleep(after)
        await phone.live()

    async def until(self, more: int, since: list[int]) -> None:
        """Wait until every pair has pressed so often since then."""
        while any(pair.acts < before + more for pair, before in zip(self.pairs, since, strict=True)):
            await asyncio.sleep(0.05)

    @property
    def acts(self) -> list[int]:
        return [pair.acts for pair in self.pairs]
