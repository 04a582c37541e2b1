"""Two people at one table, who fill every field of every form that its pages offer, each from an own browser."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from tests.canary.scene import Evening
from tests.walk import Field, Page, Walker

US = "/n/us/"
LAST = ("/n/us/want/", "/n/us/words/", "/n/us/older/", "/n/us/leave/", "/n/us/back/", "/n/us/t36/")
"""What would close the table, end it, or let asking rest: sent at the end, or by tests of its own."""
TOOL = "t23"


@dataclass
class AtTable(Evening):
    def _fill(self, where: str, one: Field) -> str | list[str] | None:
        return "19:30" if one.kind == "time" else super()._fill(where, one)


@dataclass
class Two:
    """`typed` is what neither a file nor a table may hold, whoever of the two typed it."""

    one: Evening
    other: Evening
    typed: dict[str, str] = field(default_factory=dict)
    seen: set[str] = field(default_factory=set)
    """Words of one that the other has read: they did go over the table."""

    def begin(self) -> None:
        for evening in (self.one, self.other):
            evening.begin()
        code = self._invite()
        self.typed[code.replace("-", "")] = "code"
        self.typed[code] = "code as it is shown"
        self._send(self.other, "/n/us/code/", code=code, password_again=self.other.secrets["password"])
        for evening in (self.other, self.one, self.other):
            self._send(evening, "/n/us/words/", same="1")
        for evening in (self.one, self.other):
            self._send(evening, "/n/us/want/", want="yes")
        page = self.other.walker.get(US)
        assert "not open yet" not in page.text and "no table" not in page.text, page.text[:600]

    def _invite(self) -> str:
        page = self._send(self.one, "/n/us/invite/", password_again=self.one.secrets["password"])
        found = re.search(r'class="big code">([^<]+)<', page.body)
        assert found, page.text[:600]
        return found[1]

    def _send(self, evening: Evening, address: str, **fields: str) -> Page:
        """The form of this address, from its own page or from Us, with these answers."""
        forms = [form for page in (US, address) for form in evening.walker.get(page).forms]
        form = next(one for one in forms if one.action.endswith(address))
        data = [(name, value) for name, value in form.data() if name not in fields]
        page = evening.walker.post(form.action, [*data, *fields.items()])
        assert page.status == 200, (address, page.status, page.text[:600])
        return page

    def lay(self, evening: Evening) -> str:
        """Something kept in the own room, shown at the table as it is. Returns the address that takes it back."""
        new = f"/n/{TOOL}/new/"
        form = next(one for one in evening.walker.get(new).forms if one.action.endswith(new))
        kept = evening.walker.post(form.action, [(n, v) for n, v in evening._data(form, new) if v != "on"])
        way = next(link for link in kept.links if "/n/us/lay/" in link)
        before = self._takes_back(evening)
        laid = evening._answer(evening.walker.get(way), "/n/us/lay/", {"days": "90"})
        assert laid.status == 200 and "/laid/" in laid.url, laid.text[:600]
        (back,) = self._takes_back(evening) - before
        return back

    def _takes_back(self, evening: Evening) -> set[str]:
        return {link for link in evening.walker.get(US).links if "/n/us/back/" in link}

    def spend(self) -> None:
        """Each fills what is there; then again, for what the other has done opens more."""
        for _turn in range(2):
            for evening in (self.one, self.other):
                for page in self._pages(evening):
                    for form in page.forms:
                        where = form.action.removeprefix(evening.walker.origin)
                        if where.startswith(US) and not where.startswith(LAST):
                            evening.submitted = {one for one in evening.submitted if not one.startswith(US)}
                            evening._send(page, form)
                self._send(evening, "/n/us/want/", want="yes")
        for evening, writer in ((self.one, self.other), (self.other, self.one)):
            texts = " ".join(page.body for page in self._pages(evening))
            self.seen |= {word for word in writer.typed if word in texts}

    def _pages(self, evening: Evening) -> list[Page]:
        """The table's own pages, and nothing that they lead to."""
        found, waiting, seen = [], [evening.walker.origin + US], set[str]()
        while waiting:
            url = waiting.pop(0).split("#")[0]
            path = url.removeprefix(evening.walker.origin)
            if url in seen or not path.startswith(US):
                continue
            seen.add(url)
            page = evening.walker.get(url)
            found.append(page)
            waiting += page.links
        return found

    def end(self, back: str) -> None:
        """One takes back what was laid, and leaves; the other stays."""
        self._send(self.one, back.removeprefix(self.one.walker.origin))
        self._send(self.one, "/n/us/leave/", password_again=self.one.secrets["password"])

    def everything(self) -> dict[str, str]:
        return self.typed | self.one.typed | self.other.typed


def two(origin: str) -> Two:
    return Two(AtTable(Walker(origin), name="evening-walker"), AtTable(Walker(origin), name="early-riser"))
