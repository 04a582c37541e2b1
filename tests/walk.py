"""A small browser without pictures: follows links, reads forms, fills every field. Used by the canary, the bad-input
matrix and the tours of tests/e2e, so that a page added tomorrow is walked without anybody listing it."""

from __future__ import annotations

import http.client
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from html.parser import HTMLParser
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit

_UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
_ROW = re.compile(r"/[A-Za-z0-9_=-]{30,}(?=/)")
_KEY = re.compile(r"/(?=[0-9a-f]*[0-9])[0-9a-f]{8,12}(?=/)")


def shape(address: str) -> str:
    """The same for two addresses that differ by a record, a living thing, a browser or the value of a question."""
    parts = urlsplit(address)
    path = _KEY.sub("/*", _ROW.sub("/*", _UUID.sub("*", parts.path)))
    names = sorted(name for name, _ in parse_qsl(parts.query, keep_blank_values=True))
    return path + ("?" + "&".join(names) if names else "")


FREE = frozenset({"text", "textarea", "search", "email", "tel", "url"})
"""Kinds of field that take words."""


@dataclass
class Field:
    name: str
    kind: str
    value: str = ""
    choices: list[str] = field(default_factory=list)
    checked: bool = False
    limit: int | None = None


@dataclass
class Form:
    action: str
    method: str
    fields: list[Field] = field(default_factory=list)
    buttons: list[tuple[str, str]] = field(default_factory=list)

    @property
    def names(self) -> str:
        """What tells two forms of one address apart."""
        return ",".join(sorted({one.name for one in self.fields} | {name for name, _ in self.buttons}))

    @property
    def writes(self) -> bool:
        """Whether something can be typed into it."""
        return any(one.kind in FREE for one in self.fields)

    @property
    def can_be_laid_aside(self) -> bool:
        return ("draft", "1") in self.buttons

    def data(self, fill: Callable[[Field], str | list[str] | None] | None = None) -> list[tuple[str, str]]:
        """What a browser would send; `fill` may answer for a field (None: leave it as it stands)."""
        sent: list[tuple[str, str]] = []
        for one in self.fields:
            given = None if fill is None or one.kind == "hidden" else fill(one)
            if given is not None:
                sent += [(one.name, v) for v in ([given] if isinstance(given, str) else given)]
            elif one.kind in {"radio", "checkbox"}:
                sent += [(one.name, one.value)] if one.checked else []
            else:
                sent.append((one.name, one.value))
        return sent


class _Reader(HTMLParser):
    def __init__(self, base: str) -> None:
        super().__init__(convert_charrefs=True)
        self.base = base
        self.links: list[str] = []
        self.loads: list[str] = []
        self.forms: list[Form] = []
        self.title = ""
        self.text: list[str] = []
        self._form: Form | None = None
        self._area: Field | None = None
        self._select: Field | None = None
        self._in: str = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        a = {k: v or "" for k, v in attrs}
        if tag == "a" and "href" in a:
            self.links.append(urljoin(self.base, a["href"]))
        if tag in {"script", "img", "iframe", "source", "video", "audio"} and a.get("src"):
            self.loads.append(urljoin(self.base, a["src"]))
        if tag == "link" and a.get("rel") in {"stylesheet", "icon", "manifest", "preload", "modulepreload"}:
            self.loads.append(urljoin(self.base, a.get("href", "")))
        if tag == "form":
            self._form = Form(urljoin(self.base, a.get("action") or self.base), a.get("method", "get").lower())
            self.forms.append(self._form)
        if tag in {"title", "script", "style", "textarea"}:
            self._in = tag
        if self._form is not None:
            self._control(tag, a)

    def _control(self, tag: str, a: dict[str, str]) -> None:
        assert self._form is not None
        name, kind = a.get("name", ""), a.get("type", "text").lower()
        if tag == "button" and kind in {"submit", "text", ""} and name:
            self._form.buttons.append((name, a.get("value", "")))
        if not name or "disabled" in a:
            return
        limit = int(a["maxlength"]) if a.get("maxlength", "").isdigit() else None
        if tag == "input" and kind not in {"submit", "button", "reset", "image"}:
            value = a.get("value", "on" if kind in {"checkbox", "radio"} else "")
            self._form.fields.append(Field(name, kind, value, checked="checked" in a, limit=limit))
        elif tag == "textarea":
            self._area = Field(name, "textarea", limit=limit)
            self._form.fields.append(self._area)
        elif tag == "select":
            self._select = Field(name, "select")
            self._form.fields.append(self._select)
        if tag == "option":
            return

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._form = None
        if tag == "textarea":
            self._area = None
        if tag == "select":
            self._select = None
        if tag == self._in:
            self._in = ""

    def handle_data(self, data: str) -> None:
        if self._in == "title":
            self.title = self.title or data  # pictures have titles too
        elif self._in == "textarea" and self._area is not None:
            self._area.value += data
        if self._in not in {"script", "style"}:
            self.text.append(data)

    def unknown_decl(self, data: str) -> None:
        return


@dataclass
class Page:
    """One answer; it is parsed when somebody asks what is on it."""

    url: str
    status: int
    headers: dict[str, str]
    body: str

    @cached_property
    def _seen(self) -> _Reader:
        reader = _Reader(self.url)
        if "html" in self.headers.get("content-type", "text/html"):
            reader.feed(self.body)
        return reader

    @property
    def links(self) -> list[str]:
        return self._seen.links

    @property
    def loads(self) -> list[str]:
        return self._seen.loads

    @property
    def title(self) -> str:
        return self._seen.title.strip()

    @cached_property
    def text(self) -> str:
        return re.sub(r"\s+", " ", " ".join(self._seen.text)).strip()

    @cached_property
    def forms(self) -> list[Form]:
        for one in (one for form in self._seen.forms for one in form.fields):
            if one.kind == "select":
                one.choices = _options(self.body, one.name)
                one.value = one.value or (one.choices[0] if one.choices else "")
            if one.kind == "textarea" and one.value.startswith("\n"):
                one.value = one.value[1:]
        return self._seen.forms


def read(url: str, status: int, headers: dict[str, str], body: str) -> Page:
    return Page(url, status, headers, body)


def _options(body: str, name: str) -> list[str]:
    found = re.search(rf'<select[^>]*name="{re.escape(name)}"[^>]*>(.*?)</select>', body, re.S)
    return re.findall(r'<option[^>]*value="([^"]*)"', found.group(1)) if found else []


class Walker:
    """One browser over real HTTP with its own cookies. `origin` is http://host:port."""

    def __init__(self, origin: str) -> None:
        self.origin = origin
        self.cookies: dict[str, str] = {}
        self.seen_cookies: list[str] = []
        self.asked: list[str] = []
        """Every address, as it would stand in a history or in somebody's log."""

    def get(self, url: str) -> Page:
        return self._ask("GET", url, None)

    def post(self, url: str, data: list[tuple[str, str]]) -> Page:
        return self._ask("POST", url, urlencode(data))

    def submit(self, form: Form, fill: Callable[[Field], str | list[str] | None] | None = None) -> Page:
        data = form.data(fill)
        if form.method == "post":
            return self.post(form.action, data)
        return self.get(form.action + ("?" + urlencode(data) if data else ""))

    def _ask(self, method: str, url: str, body: str | None, hops: int = 5) -> Page:
        parts = urlsplit(urljoin(self.origin, url))
        connection = http.client.HTTPConnection(parts.netloc, timeout=60)
        headers = {"Cookie": "; ".join(f"{k}={v}" for k, v in self.cookies.items()), "Origin": self.origin}
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        self.asked.append(target)
        connection.request(method, target, body, headers)
        answer = connection.getresponse()
        raw = answer.read().decode("utf-8", "replace")
        self._keep(answer.headers.get_all("Set-Cookie") or [])
        found = {k.lower(): v for k, v in answer.getheaders()}
        connection.close()
        if answer.status in {301, 302, 303, 307, 308} and hops and found["location"].startswith(("/", self.origin)):
            return self._ask("GET", urljoin(parts.geturl(), found["location"]), None, hops - 1)
        return read(parts.geturl(), answer.status, found, raw)

    def _keep(self, lines: list[str]) -> None:
        for line in lines:
            name, _, rest = line.partition("=")
            value = rest.split(";", 1)[0].strip('"')
            self.seen_cookies.append(f"{name}={value}")
            if "max-age=0" in line.lower() or not value:
                self.cookies.pop(name, None)
            else:
                self.cookies[name] = value

    def crawl(self, start: str = "/", skip: tuple[str, ...] = (), each: int = 1) -> Iterator[Page]:
        """Every page of this origin that links lead to, `each` of one shape. `skip`: beginnings of paths left out."""
        waiting, seen, counts = [urljoin(self.origin, start)], set[str](), dict[str, int]()
        while waiting:
            url = waiting.pop(0).split("#")[0]
            path = url.removeprefix(self.origin)
            if url in seen or path == url or path.startswith(skip or "\0") or counts.get(shape(path), 0) >= each:
                continue
            seen.add(url)
            counts[shape(path)] = counts.get(shape(path), 0) + 1
            page = self.get(url)
            yield page
            waiting += page.links
