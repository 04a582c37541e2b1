"""One evening of a person who fills every field of every form that the pages offer, through the real server."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field
from datetime import date, timedelta

from tests.canary.search import PREFIX
from tests.walk import FREE, Field, Form, Page, Walker, shape

_LEAVE_ALONE = ("/leave/", "/out/", "/room/lock/", "/erase/", "/burn/", "/n/t60/")
"""Forms that end the evening or begin another, and the one that stops what goes out; they have tests of their own."""
NAME = "evening-walker"
PASSWORD = "quiet-otter-lantern-"
HELP = ("/h/", "/n/t41/c/", "/n/t18/s/")
"""Walked once; nothing on these pages changes."""
TWO = 2
"""Of what can be ticked, so many are."""
OPENING: tuple[tuple[str, dict[str, str]], ...] = (
    ("/n/t05/new/", {"importance": "9", "decided": "yes"}),
    ("/n/t03/part/statements/", {}),
    ("/n/t03/part/mine/", {"emphasis": "control"}),
    ("/n/t06/part/sort/", {}),
    ("/n/t06/part/centre/", {}),
    *((("/n/t29/new/", {}),) * 10),
    ("/n/t29b/new/?unit=safety", {}),
    ("/n/t39b/new/", {}),
    ("/n/t12/new/", {"as_it_is": "1"}),
    ("/n/t16/new/", {"days": "30"}),
    ("/n/t17b/new/", {}),
    ("/n/t48/new/", {}),
    ("/n/t14/first/", {"safe": "yes"}),
    ("/n/t14/new/", {"circle": "inner"}),
)
"""What opens the tools that come after others or are not offered in the first days, in an order a person may take."""


NO_WORDS = {"sleep_hours": "7", "hours": "2", "time": "19:30", "clock": "Europe/Berlin", "year": "2016"}
"""Lines that take a number, an hour or a name of a zone and nothing else."""


def _is_tool(where: str) -> bool:
    return not where.startswith("/n/me/")


def _is_mild(where: str) -> bool:
    return not where.startswith(("/n/me/locks/", "/n/me/devices/"))


def _any(_where: str) -> bool:
    return True


@dataclass
class Evening:
    """Everything typed that must be found nowhere, and where it was typed."""

    walker: Walker
    typed: dict[str, str] = field(default_factory=dict)
    submitted: set[str] = field(default_factory=set)
    answers: dict[str, int] = field(default_factory=dict)
    secrets: dict[str, str] = field(default_factory=dict)
    laid_aside: set[str] = field(default_factory=set)
    asked_by_address: set[str] = field(default_factory=set)
    """Forms that would put what is typed into an address."""
    titles: set[str] = field(default_factory=set)
    name: str = NAME

    def canary(self, where: str, limit: int | None = None) -> str:
        word = f"{PREFIX}{secrets.token_hex(5)}"
        self.typed[word] = where
        return word[:limit] if limit and limit < len(word) else word

    def begin(self) -> None:
        """Sign up and choose a PIN, with canaries for secrets; be both sides, so that every question is asked."""
        page = self.walker.get("/new/")
        form = next(f for f in page.forms if any(one.kind == "password" for one in f.fields))
        password = PASSWORD + self.canary("password")
        page = self.walker.submit(form, lambda one: {"text": self.name, "password": password}.get(one.kind))
        assert page.status == 200, page.text[:400]
        pin = "".join(secrets.choice("56789") for _ in range(11)) + "7"  # no year, no birthday
        self.typed[pin] = "PIN"
        page = self.walker.get("/room/")
        form = next(f for f in page.forms if f.action.endswith("/room/") and len(f.fields) > 1)
        page = self.walker.submit(form, lambda one: pin if one.kind in FREE | {"password"} else None)
        assert "/room/" not in page.url, page.text[:400]
        self.secrets = {"password": password, "pin": pin}
        self._be_both()

    def _be_both(self) -> None:
        page = self.walker.get("/n/you/")
        form = next(f for f in page.forms if f.action.endswith("/n/you/"))
        self.walker.post(form.action, self._data(form, "/n/you/"))

    def open_gates(self) -> None:
        """Some tools open only after others. What is typed on the way is looked for as well."""
        for address, answers in OPENING:
            page = self._answer(self.walker.get(address), address, answers)
            if page.status == 200 and page.url.endswith(address) and page.forms:  # a second step
                page = self._answer(page, address, answers)
            assert page.status == 200, (address, page.status, page.text[:600])

    def _answer(self, page: Page, address: str, answers: dict[str, str]) -> Page:
        form = next((f for f in page.forms if f.method == "post" and _asks(f)), None)
        assert form is not None, (address, page.status, page.text[:400])
        data = self._data(form, address)
        for name, value in answers.items():
            data = [(n, v) for n, v in data if n != name] + [(name, value)]
        return self.walker.post(form.action, data)

    def _data(self, form: Form, where: str) -> list[tuple[str, str]]:
        """What is sent: of each question that offers answers the first, of what can be ticked two."""
        ticked: dict[str, int] = {}
        data: list[tuple[str, str]] = []
        for name, value in form.data(lambda one: self._fill(where, one)):
            kind = next(one.kind for one in form.fields if one.name == name)
            ticked[name] = ticked.get(name, 0) + 1
            if ticked[name] <= {"radio": 1, "checkbox": TWO}.get(kind, 99):
                data.append((name, value))
        return data + [button for button in form.buttons if button[0] not in {"skip", "draft"}][:1]

    def knock(self) -> None:
        """A stranger at every door: wrong names, passwords, codes and phrases are not written down either."""
        stranger = Evening(Walker(self.walker.origin), self.typed, self.submitted, self.answers)
        stranger.secrets = {"password": self.canary("wrong password"), "pin": "000111222333"}
        for page in list(stranger.walker.crawl("/in/")):
            for form in page.forms:
                stranger._send(page, form)
        self.walker.seen_cookies += stranger.walker.seen_cookies
        self.walker.asked += stranger.walker.asked

    def spend(self, again: bool = True) -> None:
        """Walk every page and send every form, the tools twice (pages change once something is kept), locks last."""
        me = (*HELP, "/n/t")
        turns = [("/", (), _is_tool), ("/", HELP, _is_tool), ("/n/me/", me, _is_mild), ("/n/me/locks/", me, _any)]
        for start, skip, ours in turns if again else [turns[0], *turns[2:]]:
            for page in list(self.walker.crawl(start, skip=skip)):
                self.titles.add(page.title)
                for form in page.forms:
                    if ours(form.action.removeprefix(self.walker.origin)):
                        self._send(page, form)

    def _send(self, page: Page, form: Form) -> None:
        where = form.action.removeprefix(self.walker.origin)
        named = f"{shape(where)} {form.names}"
        if form.method != "post":
            self.asked_by_address |= {named} if form.writes else set()
            return
        if named in self.submitted or where == "/new/" or any(part in where for part in _LEAVE_ALONE):
            return
        self.submitted.add(named)
        if form.can_be_laid_aside:
            self._lay_aside(form, where)
        sent = self.walker.post(form.action, self._data(form, where))
        self.answers[named] = sent.status
        assert sent.status < 500, (named, sent.status, sent.text[:600])
        if sent.status >= 400:
            self.answers[named] = self._once_more(page, form, where)

    def _lay_aside(self, form: Form, where: str) -> None:
        """In turn by the button, and as the page itself does it a moment after typing."""
        how = ("1", "auto")[len(self.submitted) % 2]
        answer = self.walker.post(form.action, [*self._data(form, f"{where} draft"), ("draft", how)])
        if answer.status == {"1": 200, "auto": 204}[how]:
            self.laid_aside.add(where.split("/")[2])

    def _once_more(self, page: Page, form: Form, where: str) -> int:
        """Whoever was refused ticks nothing, and leaves the other answers as they stand."""
        forms = self.walker.get(page.url).forms
        again = next((f for f in forms if (f.action, f.names) == (form.action, form.names)), None)
        if again is None:
            return 0
        sent = self.walker.submit(
            again,
            lambda one: [] if one.kind == "checkbox" else None if one.kind == "radio" else self._fill(where, one),
        )
        return sent.status

    def _fill(self, where: str, one: Field) -> str | list[str] | None:
        if one.kind in FREE:
            if one.name in NO_WORDS or (one.limit is not None and one.limit < len(PREFIX)):
                return NO_WORDS.get(one.name)
            return self.canary(f"{where} {one.name}", one.limit)
        if one.kind == "password":
            return self.secrets.get("pin" if "pin" in one.name else "password", "")
        if one.kind == "date" and not one.value:
            return (date.today() + timedelta(days=9)).isoformat()  # noqa: DTZ011 - any day soon
        if one.kind == "number":
            return "3"
        return one.value if one.kind in {"radio", "checkbox"} else None


def _asks(form: Form) -> bool:
    return any(one.kind != "hidden" and one.name != "theme" for one in form.fields) or "safe" in dict(form.buttons)
