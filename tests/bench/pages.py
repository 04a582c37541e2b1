"""What the pages weigh on the wire: asked for plainly, and in a real Chromium cold and warm."""

from __future__ import annotations

import gzip
import re
from dataclasses import dataclass
from typing import Any

from tests.bench.load import Answer, Browser
from tests.e2e.browser import chromium

_SVG = re.compile(rb"<svg[^>]*role=\"img\".*?</svg>", re.S)


@dataclass(frozen=True, slots=True)
class Weight:
    """Bytes; `requests` with nothing kept in the browser and with everything kept."""

    cold: int
    warm: int
    scripts: int
    requests_cold: int
    requests_warm: int


def largest_picture(answer: Answer) -> int:
    return max((len(one) for one in _SVG.findall(answer.body)), default=0)


def packed(answer: Answer) -> int:
    """What a compressing proxy would send; Goldseam itself does not compress pages."""
    return len(gzip.compress(answer.body))


def weights(browser: Browser, paths: list[str]) -> dict[str, Weight]:
    """Each page in a fresh Chromium, twice. Service workers are off, so that only the page itself is counted."""
    found = {}
    with chromium() as program:
        for path in paths:
            context = program.new_context(service_workers="block")
            origin = f"http://localhost:{browser.port}"
            context.add_cookies([{"name": n, "value": v, "url": origin} for n, v in browser.cookies.items() if v])
            page = context.new_page()
            cold = _visit(context, page, origin + path)
            warm = _visit(context, page, origin + path)
            scripts = sum(size for kind, size in cold if kind == "Script")
            found[path] = Weight(
                sum(size for _, size in cold), sum(size for _, size in warm), scripts, len(cold), len(warm)
            )
            context.close()
    return found


def _visit(context: Any, page: Any, address: str) -> list[tuple[str, int]]:
    """(kind, bytes over the network) of every request that was not answered from the browser's own memory."""
    session = context.new_cdp_session(page)
    session.send("Network.enable")
    kinds: dict[str, str] = {}
    own: set[str] = set()
    sizes: dict[str, int] = {}

    def answered(event: dict[str, Any]) -> None:
        kinds[event["requestId"]] = event["type"]
        if event["response"].get("fromDiskCache"):
            own.add(event["requestId"])

    session.on("Network.responseReceived", answered)
    session.on("Network.requestServedFromCache", lambda event: own.add(event["requestId"]))
    session.on(
        "Network.loadingFinished", lambda event: sizes.update({event["requestId"]: int(event["encodedDataLength"])})
    )
    page.goto(address, wait_until="networkidle")
    session.detach()
    return [(kinds.get(one, ""), size) for one, size in sizes.items() if one not in own]
