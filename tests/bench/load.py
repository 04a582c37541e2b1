"""Asking a server on this machine: one request at a time with `Browser`, many at once with wrk."""

from __future__ import annotations

import http.client
import re
import subprocess
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlencode

CONNECTIONS = 8
_KEEP = """
math.randomseed(os.time() + {seed})
local hex = "0123456789abcdef"
local function some(n)
  local out = {{}}
  for i = 1, n do local k = math.random(16); out[i] = hex:sub(k, k) end
  return table.concat(out)
end
request = function()
  local uid = some(8) .. "-" .. some(4) .. "-4" .. some(3) .. "-a" .. some(3) .. "-" .. some(12)
  return wrk.format("POST", "{path}", nil, "{body}" .. uid)
end
"""
_DONE = """
done = function(summary, latency)
  io.write(string.format("GS %d %d %d %d %d %d %d\\n", summary.requests, summary.duration,
    summary.errors.status, summary.errors.connect + summary.errors.read + summary.errors.write + summary.errors.timeout,
    latency:percentile(50), latency:percentile(95), latency:percentile(99)))
end
"""


@dataclass(frozen=True, slots=True)
class Shot:
    """What wrk saw: answers, seconds, and waits in milliseconds."""

    requests: int
    seconds: float
    p50: float
    p95: float
    p99: float

    @property
    def rate(self) -> float:
        return self.requests / self.seconds


@dataclass(slots=True)
class Answer:
    status: int
    body: bytes
    headers: list[tuple[str, str]]


@dataclass(slots=True)
class Browser:
    """Keeps cookies and asks one thing at a time."""

    port: int
    cookies: dict[str, str] = field(default_factory=dict)

    def ask(self, path: str, form: dict[str, str] | None = None, headers: dict[str, str] | None = None) -> Answer:
        connection = http.client.HTTPConnection("localhost", self.port, timeout=60)
        sent = {"Cookie": self.cookie, **(headers or {})}
        if form is None:
            connection.request("GET", path, headers=sent)
        else:
            sent |= {"Content-Type": "application/x-www-form-urlencoded", "Origin": f"http://localhost:{self.port}"}
            connection.request("POST", path, urlencode({"csrfmiddlewaretoken": self.cookies["c"], **form}), sent)
        got = connection.getresponse()
        answer = Answer(got.status, got.read(), got.getheaders())
        connection.close()
        for name, value in answer.headers:
            if name.lower() == "set-cookie":
                key, kept = value.split(";", 1)[0].split("=", 1)
                self.cookies[key] = kept.strip('"')
        return answer

    @property
    def cookie(self) -> str:
        return "; ".join(f"{name}={value}" for name, value in self.cookies.items() if value)

    def enter(self, name: str, password: str, pin: str) -> None:
        """Through both doors."""
        self.ask("/in/")
        for path, form in (("/in/", {"name": name, "password": password}), ("/room/", {"pin": pin})):
            answer = self.ask(path, form)
            if answer.status != 303:
                raise SystemExit(f"{path} answered {answer.status}")


def fire(
    port: int,
    path: str,
    browser: Browser | None,
    scratch: Path,
    *,
    seconds: int = 2,
    keep: dict[str, str] | None = None,
    seed: int = 0,
    connections: int = CONNECTIONS,
) -> Shot:
    """Keep `connections` busy. With `keep` each request is that form with a new `uid`."""
    script = _DONE
    command = ["wrk", "-t", "1", "-c", str(connections), "-d", f"{seconds}s", "--timeout", "20s"]
    if browser is not None:
        command += ["-H", f"Cookie: {browser.cookie}"]
        if keep is not None:
            body = urlencode({"csrfmiddlewaretoken": browser.cookies["c"], **keep}) + "&uid="
            script = _KEEP.format(seed=seed, path=path, body=body) + _DONE
            command += [
                "-H",
                "Content-Type: application/x-www-form-urlencoded",
                "-H",
                f"Origin: http://localhost:{port}",
            ]
    lua = scratch / "wrk.lua"
    lua.write_text(script)
    said = subprocess.run(
        [*command, "-s", str(lua), f"http://localhost:{port}{path}"], capture_output=True, text=True, check=True
    ).stdout
    found = re.search(r"^GS (.*)$", said, re.M)
    if found is None:
        raise SystemExit(said)
    requests, micros, refused, lost, *waits = map(int, found[1].split())
    if refused or lost:
        raise SystemExit(f"{path}: {refused} refused and {lost} lost of {requests}")
    return Shot(requests, micros / 1e6, *(wait / 1000 for wait in waits))
