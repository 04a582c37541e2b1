"""One evening of a person who fills every field of every form that the pages offer, through the real server."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field

from tests.walk import Field, Form, Page, Walker

_LEAVE_ALONE = ("/leave/", "/out/", "/room/lock/", "/erase/", "/burn/", "/n/me/new-keys/", "/n/me/sign-out")
"""Forms that end the evening; the erasing ones have tests of their own."""
NAME = "evening-walker"
PASSWORD = "quiet-otter-lantern-"
FREE = {"text", "textarea", "search", "email", "tel", "url"}


@dataclass
class Evening:
    """Everything typed that must be found nowhere, and where it was typed."""

    walker: Walker
    typed: dict[str, str] = field(default_factory=dict)
    submitted: set[str] = field(default_factory=set)
    answers: dict[str, int] = field(default_factory=dict)

    def canary(self, where: str, limit: int | None = None) -> str:
        word = f"Zq{secrets.token_hex(9)}x"
        self.typed[word] = where
        return word[:limit] if limit and limit < len(word) else word

    def begin(self) -> None:
        """Sign up and choose a PIN, with canaries for secrets."""
        page = self.walker.get("/new/")
        form = next(f for f in page.forms if any(one.kind == "password" for one in f.fields))
        password = PASSWORD + self.canary("password")
        page = self.walker.submit(form, lambda one: {"text": NAME, "password": password}.get(one.kind))
        assert page.status == 200, page.text[:400]
        pin = "".join(secrets.choice("0123456789") for _ in range(11)) + "7"
        self.typed[pin] = "PIN"
        page = self.walker.get("/room/")
        form = next(f for f in page.forms if f.action.endswith("/room/") and len(f.fields) > 1)
        page = self.walker.submit(form, lambda one: pin if one.kind in FREE | {"password"} else None)
        assert "/room/" not in page.url, page.text[:400]
        self.secrets = {"password": password, "pin": pin}

    def spend(self) -> None:
        """Walk every page and send every form once, twice over (pages change once something is kept)."""
        for _ in range(2):
            for page in list(self.walker.crawl("/")):
                for form in page.forms:
                    self._send(page, form)

    def _send(self, page: Page, form: Form) -> None:
        where = form.action.removeprefix(self.walker.origin)
        shape = where + " " + ",".join(sorted({one.name for one in form.fields}))
        if form.method != "post" or shape in self.submitted or any(part in where for part in _LEAVE_ALONE):
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
            if one.limit is not None and one.limit < 14:
                return None
            return self.canary(f"{where} {one.name}", one.limit)
        if one.kind == "password":
            known = getattr(self, "secrets", {})
            return known.get("pin" if "pin" in one.name else "password", "")
        if one.kind == "number":
            return "3"
        if one.kind in {"radio", "checkbox"}:
            return None if careful else one.value
        return None
