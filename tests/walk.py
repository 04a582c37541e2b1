"""A small browser without pictures: follows links, reads forms, fills every field. Used by the canary, the two-doors
crawl and the bad-input matrix, so that a page added tomorrow is walked without anybody listing it."""

from __future__ import annotations

import http.client
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import urlencode, urljoin, urlsplit


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
            self.title += data
        elif self._in == "textarea" and self._area is not None:
            self._area.value += data
        if self._in not in {"script", "style"}:
            self.text.append(data)

    def unknown_decl(self, data: str) -> None:
        return


@dataclass
class Page:
    url: str
    status: int
    headers: dict[str, str]
    body: str
    links: list[str]
    loads: list[str]
    forms: list[Form]
    title: str
    text: str


def read(url: str, status: int, headers: dict[str, str], body: str) -> Page:
    """Parse one answer."""
    reader = _Reader(url)
    if "html" in headers.get("content-type", "text/html"):
        reader.feed(body)
    for form in reader.forms:
        for one in form.fields:
            if one.kind == "select":
                one.choices = _options(body, one.name)
                one.value = one.value or (one.choices[0] if one.choices else "")
            if one.kind == "textarea" and one.value.startswith("\n"):
                one.value = one.value[1:]
    text = re.sub(r"\s+", " ", " ".join(reader.text)).strip()
    return Page(url, status, headers, body, reader.links, reader.loads, reader.forms, reader.title.strip(), text)


def _options(body: str, name: str) -> list[str]:
    found = re.search(rf'<select[^>]*name="{re.escape(name)}"[^>]*>(.*?)</select>', body, re.S)
    return re.findall(r'<option[^>]*value="([^"]*)"', found.group(1)) if found else []


class Walker:
    """One browser over real HTTP with its own cookies. `origin` is http://host:port."""

    def __init__(self, origin: str) -> None:
        self.origin = origin
        self.cookies: dict[str, str] = {}
        self.seen_cookies: list[str] = []

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

    def crawl(self, start: str = "/", most: int = 400, skip: tuple[str, ...] = ()) -> Iterator[Page]:
        """Every page of this origin that links lead to, once; `skip` are beginnings of paths left out."""
        waiting, seen = [urljoin(self.origin, start)], set[str]()
        while waiting and len(seen) < most:
            url = waiting.pop(0).split("#")[0]
            path = url.removeprefix(self.origin)
            if url in seen or path == url or path.startswith(skip or "\0"):
                continue
            seen.add(url)
            page = self.get(url)
            yield page
            waiting += page.links
