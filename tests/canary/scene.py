"""One evening of a person who fills every field of every form that the pages offer, through the real server."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field

from tests.canary.search import PREFIX
from tests.walk import Field, Form, Page, Walker

_LEAVE_ALONE = ("/leave/", "/out/", "/room/lock/", "/erase/", "/burn/")
"""Forms that end the evening or begin another; the erasing ones have tests of their own."""
NAME = "evening-walker"
PASSWORD = "quiet-otter-lantern-"
HELP = ("/h/", "/n/t41/c/")
"""Walked once; nothing on these pages changes."""
FREE = {"text", "textarea", "search", "email", "tel", "url"}


def _is_tool(where: str) -> bool:
    return not where.startswith("/n/me/")


def _is_mild(where: str) -> bool:
    return not where.startswith(("/n/me/locks/", "/n/me/devices/"))


@dataclass
class Evening:
    """Everything typed that must be found nowhere, and where it was typed."""

    walker: Walker
    typed: dict[str, str] = field(default_factory=dict)
    submitted: set[str] = field(default_factory=set)
    answers: dict[str, int] = field(default_factory=dict)
    secrets: dict[str, str] = field(default_factory=dict)

    def canary(self, where: str, limit: int | None = None) -> str:
        word = f"{PREFIX}{secrets.token_hex(5)}"
        self.typed[word] = where
        return word[:limit] if limit and limit < len(word) else word

    def begin(self) -> None:
        """Sign up and choose a PIN, with canaries for secrets."""
        page = self.walker.get("/new/")
        form = next(f for f in page.forms if any(one.kind == "password" for one in f.fields))
        password = PASSWORD + self.canary("password")
        page = self.walker.submit(form, lambda one: {"text": NAME, "password": password}.get(one.kind))
        assert page.status == 200, page.text[:400]
        pin = "".join(secrets.choice("56789") for _ in range(11)) + "7"  # no year, no birthday
        self.typed[pin] = "PIN"
        page = self.walker.get("/room/")
        form = next(f for f in page.forms if f.action.endswith("/room/") and len(f.fields) > 1)
        page = self.walker.submit(form, lambda one: pin if one.kind in FREE | {"password"} else None)
        assert "/room/" not in page.url, page.text[:400]
        self.secrets = {"password": password, "pin": pin}

    def knock(self) -> None:
        """A stranger at every door: wrong names, passwords, codes and phrases are not written down either."""
        stranger = Evening(Walker(self.walker.origin), self.typed, self.submitted, self.answers)
        stranger.secrets = {"password": self.canary("wrong password"), "pin": "000111222333"}
        for page in list(stranger.walker.crawl("/in/", most=40)):
            for form in page.forms:
                stranger._send(page, form)
        self.walker.seen_cookies += stranger.walker.seen_cookies

    def spend(self) -> None:
        """Walk every page and send every form: the tools twice (pages change once something is kept), locks last."""
        for turn, ours in enumerate((_is_tool, _is_tool, _is_mild, lambda where: True)):
            for page in list(self.walker.crawl("/", skip=HELP if turn else ())):
                for form in page.forms:
                    if ours(form.action.removeprefix(self.walker.origin)):
                        self._send(page, form)

    def _send(self, page: Page, form: Form) -> None:
        where = form.action.removeprefix(self.walker.origin)
        shape = where + " " + ",".join(sorted({one.name for one in form.fields}))
        left_alone = where == "/new/" or any(part in where for part in _LEAVE_ALONE)
        if form.method != "post" or shape in self.submitted or left_alone:
            return
        self.submitted.add(shape)
        sent = self.walker.submit(form, lambda one: self._fill(where, one))
        self.answers[shape] = sent.status
        assert sent.status < 500, (shape, sent.status, sent.text[:600])
        again = next((f for f in self.walker.get(page.url).forms if f.action == form.action), None)
        if again is not None and sent.status >= 400:
            self.walker.submit(again, lambda one: self._fill(where, one, careful=True))

    def _fill(self, where: str, one: Field, careful: bool = False) -> str | list[str] | None:
        if one.kind in FREE:
            if one.limit is not None and one.limit < len(PREFIX):
                return None
            return self.canary(f"{where} {one.name}", one.limit)
        if one.kind == "password":
            return self.secrets.get("pin" if "pin" in one.name else "password", "")
        if one.kind == "number":
            return "3"
        if one.kind in {"radio", "checkbox"}:
            return None if careful else one.value
        return None
