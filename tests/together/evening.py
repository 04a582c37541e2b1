"""Every page of the table in every state it has, met by two people at phones without a script.

Nothing is posted by hand: what is pressed stands on the page that was seen last. So a page that needs a script to be
used, or a button that leads nowhere, ends the walk.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any, Final
from uuid import UUID, uuid4

from goldseam.vault.models import Session
from tests import walk
from tests.conftest import Cast, Person
from tests.together.scene import STAGE_0
from tests.tools.conftest import Clock, be, enter
from tests.vault.scene import put_back, snapshot

Given = str | list[str]
US: Final = "/n/us/"
T14, T20, T21, T24, T25, T26, T27, T37 = (f"{US}t{n}/" for n in (14, 20, 21, 24, 25, 26, 27, 37))
BOOK: Final = f"{US}book/"
LONG: Final = "Donaudampfschifffahrtsgesellschaft, and the old boxes"
"""As long as somebody may write it, with a word that fits on no line."""
HARSH: Final = "You always lie, and you never listen to me"
"""What the quiet look at the words has something to say about."""


@dataclass(frozen=True)
class Seen:
    """One page as one of the two saw it."""

    name: str
    viewer: str
    asked: str
    """The address that was asked for or pressed; the page may be another one, to which that led."""
    page: walk.Page


@dataclass
class Phone:
    person: Person
    viewer: str
    seen: list[Seen] = field(default_factory=list)

    @property
    def page(self) -> walk.Page:
        return self.seen[-1].page

    def at(self, address: str, name: str = "") -> Phone:
        return self._look(self.person.client.get(address, follow=True), address, name)

    def press(self, name: str = "", to: str = "", **given: Given) -> Phone:
        """The form of this page that has all these fields and buttons; the password wherever it is asked for."""
        form = next((one for one in self.page.forms if one.action.endswith(to) and _fits(one, given)), None)
        assert form is not None, f"nothing to press with {given} {to} on {self.page.url}: {self.page.text}"
        sent: dict[str, list[str]] = {}
        for key, value in [*form.data(lambda one: self._fill(one, given)), *_button(form, given)]:
            if value not in sent.setdefault(key, []):
                sent[key].append(value)
        action = form.action.removeprefix("http://testserver")
        return self._look(self.person.client.post(action, sent, follow=True), action, name)

    def _fill(self, one: walk.Field, given: dict[str, Given]) -> Given | None:
        return self.person.password if one.kind == "password" else given.get(one.name)

    def _look(self, answer: Any, address: str, name: str) -> Phone:
        where = answer.redirect_chain[-1][0] if answer.redirect_chain else address
        page = walk.read("http://testserver" + where, answer.status_code, dict(answer.headers), answer.content.decode())
        assert answer.status_code < 500 and answer.status_code not in {400, 404}, (address, answer.status_code)
        self.seen.append(Seen(f"{self.viewer} {where} {name}".strip(), self.viewer, address, page))
        return self

    def first(self, name: str) -> str:
        """The first answer that the page has to a question, as a button or a choice."""
        return next(
            value
            for form in self.page.forms
            for key, value in [*form.buttons, *((one.name, one.value) for one in form.fields)]
            if key == name
        )

    def way(self, part: str) -> str:
        """The address of one thing on this page, to go to or to press."""
        known = [*self.page.links, *(form.action for form in self.page.forms)]
        return next(one.removeprefix("http://testserver") for one in known if re.search(f"{part}[0-9a-f-]{{36}}/", one))

    def says(self, *texts: str) -> Phone:
        for text in texts:
            assert text in self.page.text, (text, self.page.text)
        return self


def _fits(form: walk.Form, given: dict[str, Given]) -> bool:
    names = {one.name for one in form.fields}
    at_hand = form.method == "post" and not form.action.endswith("testserver/leave/")
    return at_hand and all(key in names or (key, value) in form.buttons for key, value in given.items())


def _button(form: walk.Form, given: dict[str, Given]) -> list[tuple[str, str]]:
    return [(key, value) for key, value in given.items() if isinstance(value, str) and (key, value) in form.buttons]


@dataclass
class Evening:
    """The two, and the clock that is everybody's."""

    r: Phone
    b: Phone
    clock: Clock

    @classmethod
    def of(cls, cast: Cast, clock: Clock) -> Evening:
        for person, role in ((cast.R, "R"), (cast.B, "B")):
            enter(person)
            be(person, role, clock.now)
        return cls(Phone(cast.R, "R"), Phone(cast.B, "B"), clock)

    @property
    def both(self) -> tuple[Phone, Phone]:
        return self.r, self.b

    @property
    def seen(self) -> list[Seen]:
        return [*self.r.seen, *self.b.seen]

    def each_at(self, address: str, name: str = "") -> None:
        for one in self.both:
            one.at(address, name)

    def later(self, **span: float) -> None:
        self.clock.now += timedelta(**span)
        for one in self.both:
            enter(one.person)

    def keep(self, one: Phone, tool: str, **body: Any) -> UUID:
        return one.person.room.append(tool, body, id=uuid4(), now=self.clock.now).id

    def whole(self) -> list[Seen]:
        for part in PARTS:
            part(self)
        return self.seen


# -- the parts of the evening, in their order --------------------------------------------------------------------------


def the_six_words(two: Evening) -> None:
    two.r.at(US, "no table").at(f"{US}invite/").press("the code")
    code = two.r.page.text.split("Your code ")[1].split(" ")[0]
    two.b.at(f"{US}code/").press("not this code", code="1111-1111").at(f"{US}code/").press("six words", code=code)
    two.r.at(US, "six words").press("said", same="1")
    two.b.press("said, the last", same="1")
    two.r.at(US, "shut")
    two.b.at(US, "shut")


def the_wait(two: Evening) -> None:
    for one in two.both:
        for lesson in STAGE_0:
            two.keep(one, "t08", lesson=lesson, status="read", _item=lesson)
        two.keep(one, "t58", hold=False, date=two.clock.now.date().isoformat())
        one.at(US).press("wanted", want="yes")
    two.later(days=3)
    two.each_at(US, "open and empty")
    two.r.says("What lies on the table")


def something_laid(two: Evening) -> None:
    one = two.keep(two.r, "t22", what=LONG, why_mine="my own plan", kind="stop", cadence="daily", _item="one")
    two.r.at(f"{US}lay/t22/{one}/").press("laid", days="30")
    limit = two.keep(two.b, "t34", not_ok="Talking after ten", my_move="I go to bed", ok="Until nine", _item="two")
    two.b.at(f"{US}lay/t34/{limit}/").press("laid", days="90")
    two.each_at(US, "two things")
    two.r.at(next(link for link in two.r.page.links if "/back/" in link).removeprefix("http://testserver"))
    for days in range(3):
        at = two.clock.now - timedelta(days=days)
        day = {"anxiety": 3, "low_mood": 2, "day": at.date().isoformat()}
        two.b.person.room.append("t40", day, id=uuid4(), now=at)
    two.b.at(f"{US}lay/week/").at(f"{US}lay/week/t40/").press("a week laid", days="7")


def where_they_meet(two: Evening) -> None:
    two.b.at(T27, "no side")
    rows = {"lapse": ("h48", "did"), "urges": ("h24", "kind"), "money": ("week", "that")}
    told = [{"id": id, "will": soon, "detail": detail, "note": ""} for id, (soon, detail) in rows.items()]
    heard = [{"id": id, "want": soon, "detail": detail} for id, (soon, detail) in rows.items() if id != "urges"]
    two.keep(two.r, "t27", will_tell=told, _item="one")
    two.keep(two.b, "t27", want_to_hear=[*heard, {"id": "urges", "want": "none", "detail": "that"}], _item="one")
    two.r.at(T27, "own side").at(f"{T27}in/").press("waiting")
    two.b.at(f"{T27}in/").press("waiting")
    two.r.at(T27, "ready").press("open", to="open/").at(f"{T27}back/")
    two.b.at(T27, "open")
    two.keep(two.r, "t27", will_tell=told[:1], _item="one")
    two.r.at(T27).press("lowered", to="less/")


def a_check_in(two: Evening) -> None:
    two.b.at(T20, "nothing agreed")
    two.r.at(f"{T20}form/").press("proposed", form="f1", way="two", hour="19:30")
    two.b.at(T20, "asked").press("agreed", word="yes")
    two.r.at(f"{T20}now/", "fit?").press("waiting", word="yes")
    two.b.at(f"{T20}now/", "fit?").press(word="yes")
    first, then = two.both if _speaks(two.r.at(f"{T20}now/")) else (two.b, two.r)
    first.at(f"{T20}now/", "speaking")
    then.at(f"{T20}now/", "listening")
    first.press("listening, second", word="0")
    then.at(f"{T20}now/", "speaking, second").press("thanks", word="1")
    first.at(f"{T20}now/", "thanks").press("held", word="held")
    two.r.at(f"{T20}after/").press("kept", mood="6")
    two.later(days=1)
    _another_way(two, "one")
    two.r.at(f"{T20}now/", "one phone").press("hand over", word="yes").press("one phone, speaking", word="yes")
    two.r.press("one phone, second", word="0").press("stopped", word="stop")
    two.later(days=1)
    _another_way(two, "apart")
    two.b.at(f"{T20}now/", "apart").at(f"{T20}write/")
    two.b.press("look", **{one.name: HARSH for one in _written(two.b)}).press("laid", lay="1")
    two.r.at(f"{T20}now/", "apart").press("moved", word="no")
    two.r.at(f"{T20}alone/").press("kept", **{one.name: LONG for one in _written(two.r)})
    two.r.press("deleted", to=two.r.way("/alone/"))


def _another_way(two: Evening, way: str) -> None:
    two.b.at(f"{T20}form/").press(way, form="f7", way=way, hour="20:00")  # each asks for three things a week at most
    two.r.at(T20).press(way, word="yes")


def _speaks(one: Phone) -> bool:
    return "Your turn to speak" in one.page.text


def _written(one: Phone) -> list[walk.Field]:
    form = next(form for form in one.page.forms if any(field.kind == "textarea" for field in form.fields))
    return [field for field in form.fields if field.kind == "textarea"]


def a_telling(two: Evening) -> None:
    two.each_at(T14, "nothing")
    body = {"circle": "inner", "category": "live", "duration": "under_30", "times_since_last_report": 2}
    body |= {"when": two.clock.now.strftime("%Y-%m-%dT%H:%MZ"), "more_unreported": "no", "told": ["nobody"]}
    two.keep(two.r, "t14", **body)
    two.r.at(T14, "to prepare").at(f"{T14}prepare/")
    said = {"ended": "yes", "did": HARSH, "change": LONG}
    two.r.press("more to tell", more="yes", **said)
    two.r.at(f"{T14}prepare/").press("look", more="no", **said).press("held", lay="1")
    two.b.at(US, "something is held").at(T14, "card").press("tomorrow", when="tomorrow").press("read", when="now")
    two.b.press("a time is asked for", when="tonight")
    two.r.at(two.r.way("/t14/")).at(T14).press("told", to="told/")


def a_meeting(two: Evening) -> None:
    two.r.at(T21, "no time").at(f"{T21}item/").press("a topic", words=LONG)
    two.b.at(f"{T21}item/").press("for a session", words="The summer before last", hard="on")
    two.b.at(f"{T21}item/").press("looked at", words=HARSH)
    two.r.at(f"{T21}slot/").press("suggested", weekday=str(two.clock.now.weekday()), time="21:00", minutes="20")
    two.b.at(T21, "suggested by the other").press("today?", say="yes")
    two.r.at(T21, "today?").press("waiting", say="yes")
    two.b.press("ready", say="yes").press("point 1", do="begin")
    two.r.at(T21, "point 1").press("point 2", do="next").at(f"{T21}line/")
    by = (two.clock.now + timedelta(days=5)).date().isoformat()
    two.r.press("decided", what=LONG, who="both", by=by)
    for point in range(3, 9):
        two.b.at(T21).press(f"point {point}", do="next")
    two.r.at(T21).press("over", do="stop")
    two.b.at(T21, "asked to take it on").press("taken on", say="take")
    two.r.at(T21, "decided").press("among my own", to="mine/").at(T21).press("a topic off", do="off")
    two.r.at(f"{T21}after/")
    two.r.press("kept", **{one.name: "2" for one in _scales(two.r)})


def _scales(one: Phone) -> list[walk.Field]:
    main = next(form for form in one.page.forms if any(field.kind == "radio" for field in form.fields))
    return [field for field in main.fields if field.kind == "radio"]


def a_talk(two: Evening) -> None:
    two.later(days=4)
    topic: dict[str, Given] = {"first": "me", "minutes": "15", "phones": "two", "not_today": ["money"]}
    two.r.at(T24, "begin").press("words to look at", topic=HARSH, **topic).at(T24)
    two.r.press("asked", topic="The trip to the seaside", **topic)
    two.b.at(T24, "invited").press("turn", yes="1")
    two.r.at(T24, "turn")
    for _ in range(4):
        for one in two.both:
            move = next((b for form in one.at(T24).page.forms for b in form.buttons if b[0] == "move"), None)
            if move is not None:
                one.press("next card", move=move[1])
    two.r.at(T24).press("over", to="end/")
    for one in two.both:
        one.at(T24, "over").press("kept", yes="1")
    two.r.at(f"{T24}after/").press("kept", heard="6")


def a_break(two: Evening) -> None:
    plan: dict[str, Given] = {"signal": "Stop, for me", "length": "20", "no": ["drink", "drive"], "do": ["walk"]}
    two.b.at(f"{T25}plan/").press("proposed", places="Balcony and the hall", children="", fallback="48", **plan)
    two.r.at(T25, "proposed").press("settled", yes="1")
    two.b.at(f"{T25}try/").press("running", go="1").press("over", how="ready")
    two.b.at(T25, "settled").press("called", minutes="20")
    two.r.at(T25, "called").press("heard", to="ok/")
    two.later(minutes=21)
    two.r.at(T25, "time is up").press("back", how="ready")
    two.b.at(T25, "time is up").press("over", how="ready")


def needs_and_cards(two: Evening) -> None:
    two.r.at(T26, "empty").at(f"{T26}put/").press("looked at", need="help", words=HARSH, span="h1")
    two.r.press("put up", words=LONG, seen=HARSH)
    two.b.at(T26, "the other’s").at(f"{T26}say/")
    two.b.press("answered", how=two.b.first("how"))
    two.r.at(T26, "answered").at(f"{T26}put/", "too soon").at(T26).press("taken back", to="back/")
    two.b.at(f"{T26}cards/")
    two.b.press("drawn", depth=two.b.first("depth")).press("kept", to="keep/")
    two.b.at(f"{T26}cards/", "with one kept")
    two.b.press("alone", depth=two.b.first("depth"), alone="1").at(f"{T26}cards/").press("put away", to="away/")


def when_something_hits(two: Evening) -> None:
    two.b.at(T37, "empty").at(f"{T37}new/")
    two.b.press("preview", trigger="phone_down", sign=HARSH, helps=["say", "stay"], word="lantern").press(
        "laid", act="lay"
    )
    two.r.at(T37, "the other’s")
    plan = next(link for link in two.r.page.links if link.endswith("/reply/")).removeprefix("http://testserver")
    two.r.at(plan).press("preview", help_say="can", help_stay="cannot", menu="I am here", word="lantern")
    two.r.press("answered", act="lay")
    two.b.at(T37, "answered").at(plan.replace("reply", "now"), "mine").press("asked for", to="now/")
    two.r.at(plan.replace("reply", "now"), "the other’s").at(plan.replace("reply", "back"))
    two.b.at(plan.replace("reply/", ""), "change")
    two.later(days=15)
    two.b.at(T37, "time to look at it").press("looked at", to="looked/")


def the_book(two: Evening) -> None:
    two.r.at(f"{BOOK}write/").press("look", kind=two.r.first("kind"), text=HARSH, days="30").press("laid", lay="1")
    two.b.at(BOOK, "a line")
    line = next(link for link in two.b.page.links if link.count("-") == 4).removeprefix("http://testserver")
    two.b.at(line).press("answered", re=two.b.first("re"))
    two.b.at(line, "answered")
    two.r.at(f"{BOOK}mine/").at(f"{line}back/")


def what_was_written(two: Evening) -> None:
    two.r.at(f"{US}all/").press("kept", to="all/2/").at(f"{US}all/").press("not me", to="all/1/").at(f"{US}own/")
    two.r.press("destroyed", to="own/1/")
    two.r.at(f"{US}t36/").press("resting", days="3")


def the_way_out(two: Evening) -> None:
    two.each_at("/n/t60/", "who sees what")
    two.b.at(f"{US}back/all/")
    moment = (two.clock.now + timedelta(days=2)).strftime("%Y-%m-%dT%H:%M")
    two.r.at(f"{US}leave/").at(f"{US}leave/2/").press("chosen", moment=moment).press("stays", to="leave/3/")
    two.r.at(f"{US}leave/").press("left")
    two.r.at(f"{US}before/")


def an_older_copy(two: Evening) -> None:
    """The table as it was before what both have seen by now. The sessions are left alone: they last for minutes."""
    copy = snapshot()
    later = two.keep(two.b, "t22", what="Later", why_mine="mine", kind="stop", cadence="daily", _item="three")
    two.b.at(f"{US}lay/t22/{later}/").press("laid later", days="30").at(US)
    now = list(Session.objects.values())
    put_back(copy)
    Session.objects.all().delete()
    Session.objects.bulk_create([Session(**row) for row in now])
    two.b.at(US, "older").says("The table is older than it was")
    two.b.at(f"{US}older/").press("taken")


PARTS: Final = (
    the_six_words,
    the_wait,
    something_laid,
    where_they_meet,
    a_check_in,
    a_telling,
    a_meeting,
    a_talk,
    a_break,
    needs_and_cards,
    when_something_hits,
    the_book,
    what_was_written,
    the_way_out,
    an_older_copy,
)
