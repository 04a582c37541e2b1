"""Somebody who does what Today offers and nothing else, day by day on a clock the test moves, over HTTP.

A form is found as a person would find it: the card's link, then the page's own button, then the questions. What is
answered does not matter here, so each question gets its first answer and each text a few words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from urllib.parse import urlsplit

from tests.conftest import Person
from tests.tools.conftest import Clock, enter
from tests.walk import Field, Form, Page, read

WORDS = "A few plain words"
MOST_CARDS = 8
"""Far more than a day may hold; Today ends it sooner by itself."""
JUDGED = frozenset({"t15"})
"""Tools that ask for a judgement about one's own words, which a walk cannot make; it says "not now"."""
NAGGING = (
    "missed",
    "days since",
    "you have not",
    "overdue",
    "again today",
    "don’t forget",
    "still not",
    "streak",
    "failed",
)
CARD = re.compile(
    r'<section class="card[^"]*" aria-labelledby="next"><h2 id="next">(?P<title>.*?)</h2>\s*'
    r'<p class="why">(?P<why>.*?)</p>'
    r"(?P<rest>.*?)</section>",
    re.S,
)


@dataclass(frozen=True)
class Card:
    title: str
    why: str
    url: str
    name: str
    """Under which it can be put off; empty for what cannot."""


@dataclass(eq=False)
class Walk:
    person: Person
    clock: Clock
    shown: list[tuple[int, Card]] = field(default_factory=list)
    """Every card with the day it was shown on."""
    day: int = 0

    # -- pages --

    def get(self, url: str) -> Page:
        answer = self.person.client.get(url, follow=True)
        assert answer.status_code == 200, (url, answer.status_code)
        last = answer.redirect_chain[-1][0] if answer.redirect_chain else url
        return read(f"http://testserver{last}", 200, {}, answer.content.decode())

    def send(self, form: Form, *press: tuple[str, str]) -> None:
        """Fill and send; what a page says about a wrong answer is a fault of the walk."""
        data: dict[str, list[str]] = {}
        for name, value in form.data(_filled):
            data.setdefault(name, []).append(value)
        data |= {name: [value] for name, value in press}
        for one in form.fields:
            if one.kind == "radio" and one.value and not any(data.get(one.name, [])):
                data[one.name] = [one.value]
        boxes = [one for one in form.fields if one.kind == "checkbox" and one.value]
        if boxes and not any(data.get(one.name) for one in form.fields if one.kind != "hidden"):
            data[boxes[0].name] = [boxes[0].value]  # a page of boxes alone: one of them is an answer
        answer = self.person.client.post(urlsplit(form.action).path + _query(form.action), data)
        if answer.status_code == 200:  # a page that asks more before anything is kept
            page = read(form.action, 200, {}, answer.content.decode())
            self.send(next(one for one in page.forms if _asks(one)), *press)
            return
        assert answer.status_code == 303, (form.action, data, _errors(answer.content.decode()))

    def today(self) -> Card:
        page = self.get("/")
        said = page.text.lower()
        assert not [phrase for phrase in NAGGING if phrase in said], said
        assert page.body.count('id="next"') == 1
        found = CARD.search(page.body)
        assert found is not None
        link = re.search(r'<a class="btn" href="([^"]+)"', found["rest"])
        name = re.search(r'name="name" value="([^"]+)"', found["rest"])
        return Card(_plain(found["title"]), _plain(found["why"]), link[1] if link else "", name[1] if name else "")

    # -- a day --

    def next_day(self, days: int = 1) -> None:
        self.clock.now += timedelta(days=days)
        self.day += days
        enter(self.person)

    def live(self) -> list[Card]:
        """Do what is offered until nothing is."""
        done: list[Card] = []
        for _n in range(MOST_CARDS):
            card = self.today()
            self.shown.append((self.day, card))
            if not card.url:
                return done
            assert card.why.startswith("Because "), card
            self.do(card)
            done.append(card)
        raise AssertionError(f"no end on day {self.day}: {[card.title for card in done]}")

    def do(self, card: Card) -> None:
        path = urlsplit(card.url).path
        if path.startswith("/n/t08/l/"):
            page = self.get(path)
            self.send(next(form for form in page.forms if any(one.name == "status" for one in form.fields)))
        elif path == "/n/path/stage/":
            form = next(form for form in self.get(path).forms if any(name == "to" for name, _ in form.buttons))
            self.send(form, *form.buttons)
        elif _code(path) in JUDGED:
            self.not_now(card)
        elif (act := getattr(self, f"_do_{_code(path)}", None)) is not None:
            act()
        else:
            if not self._keep(path):
                self.not_now(card)
        self._left_alone(card)

    def _left_alone(self, card: Card) -> None:
        """A card that stands there as before is put off, as a person would."""
        again = self.today()
        if again == card and again.name:
            self.not_now(again)

    def not_now(self, card: Card) -> None:
        answer = self.person.client.post("/n/now/later/", {"uid": _uid(), "name": card.name})
        assert answer.status_code == 303, card

    @property
    def _stage(self) -> int:
        found = re.search(r'name="to" value="(\d)"', self.get("/n/path/stage/").body)
        return int(found[1]) - 1 if found else 0

    def _keep(self, path: str) -> bool:
        """The first form behind a tool's page that takes an answer."""
        urls = list(self._forms_behind(path))
        turn = self.day % len(urls) if urls and "/part/" in urls[0] else 0  # a part a day
        for url in [*urls[turn:], *urls[:turn]]:
            page = self.get(url)
            form = next((form for form in page.forms if ("draft", "1") in form.buttons or _asks(form)), None)
            if form is not None:
                self.send(form)
                return True
        return False

    def _forms_behind(self, path: str) -> Iterator[str]:
        if "/new/" in path or "/part/" in path:
            yield path
        page = self.get(path)
        code = _code(path)
        main = page.body.partition("<main")[2]
        for href in re.findall(r'href="(/n/[^"]+)"', main):
            if re.match(rf"/n/{code}[a-z]?/(new|part|change)", href):
                yield href.replace("&amp;", "&")

    # -- pages with ways of their own --

    def _do_t41(self) -> None:
        """Three favourites, one card tried with a number before and after."""
        cards = list(dict.fromkeys(re.findall(r'href="(/n/t41/[a-z_]+/)"', self.get("/n/t41/").body)))
        liked = self.get("/n/t41/").body.count("★")
        for url in cards[liked : liked + 3]:
            for form in self.get(url).forms:
                if "favourite" in form.action or any(name == "favourite" for name, _ in form.buttons):
                    self.person.client.post(urlsplit(form.action).path, dict(form.data()))
        self._keep("/n/t41/new/")


def _uid() -> str:
    from uuid import uuid4

    return str(uuid4())


def _code(path: str) -> str:
    found = re.match(r"/n/(t\d\d[a-z]?)/", path)
    return found[1] if found else "none"


def _query(action: str) -> str:
    query = urlsplit(action).query
    return f"?{query}" if query else ""


def _asks(form: Form) -> bool:
    return form.method == "post" and any(one.kind != "hidden" and one.name != "theme" for one in form.fields)


def _filled(one: Field) -> str | list[str] | None:
    if "hours" in one.name and one.kind == "text":
        return "7"
    if one.name == "year":
        return "2010"
    if one.kind in {"text", "textarea"}:
        return one.value or WORDS[: one.limit or None]
    if one.kind == "date":
        return one.value or "2026-10-25"
    if one.kind == "number":
        return one.value or "3"
    return None


def _plain(html: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", html).replace("&#x27;", "’").split())


def _errors(body: str) -> list[str]:
    return [_plain(found) for found in re.findall(r'<p class="err">(.*?)</p>', body, re.S)]
