"""Two people at a table, over HTTP: how they come to it, and what each sees."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

from tests import takes
from tests.conftest import Person
from tests.tools.conftest import Clock, bodies, enter, text

STAGE_0 = ("0A1", "0A2", "0A3", "0A4", "0R1", "0R2", "0B1", "0B2")


def post(person: Person, url: str, **fields: Any) -> Any:
    return person.client.post(url, {"uid": str(uuid4()), **fields})


def us(person: Person) -> str:
    return text(person.client.get("/n/us/"))


def make_code(person: Person) -> str:
    answer = post(person, "/n/us/invite/", password_again=person.password)
    assert answer.status_code == 303, text(answer)
    found = re.search(r'class="big code">([^<]+)<', person.client.get("/n/us/").content.decode())
    assert found
    return found[1]


def come(person: Person, code: str) -> None:
    answer = post(person, "/n/us/code/", code=code, password_again=person.password)
    assert answer.status_code == 303, text(answer)


def words(person: Person) -> list[str]:
    return re.findall(r"<li><b>([a-z]+)</b></li>", person.client.get("/n/us/").content.decode())


def say(person: Person, word: str) -> None:
    assert post(person, "/n/us/words/", **{word: "1"}).status_code == 303


def pair(one: Person, other: Person) -> None:
    """The ceremony, to its end."""

    def meet() -> None:
        come(other, make_code(one))
        assert words(one) == words(other) != []
        say(one, "same")
        say(other, "same")

    takes.scene("pair", [one, other], meet)


def prepare(person: Person, clock: Clock, *, clear: bool = True, read: bool = True, wants: bool = True) -> None:
    """What each does alone: the safe start, the look, the wish."""
    if read:
        for id in STAGE_0:
            person.room.append("t08", {"lesson": id, "status": "read", "_item": id}, id=uuid4(), now=clock.now)
    hold = not clear
    person.room.append("t58", {"hold": hold, "date": clock.now.date().isoformat()}, id=uuid4(), now=clock.now)
    assert post(person, "/n/us/want/", want="yes" if wants else "no").status_code == 303


def wait(clock: Clock, *people: Person, days: int = 3) -> None:
    clock.now += timedelta(days=days)
    for person in people:
        enter(person)


def open_table(one: Person, other: Person, clock: Clock) -> None:
    """Both are ready, and the days have gone by."""

    def sit_down() -> None:
        pair(one, other)
        for person in (one, other):
            prepare(person, clock)
        wait(clock, one, other)

    takes.scene("open table", [one, other], sit_down, clock)


def keep(person: Person, kind: str, clock: Clock, **body: Any) -> UUID:
    return person.room.append(kind, body, id=uuid4(), now=clock.now).id


def lay(person: Person, kind: str, id: UUID, days: int = 90, uid: str = "") -> Any:
    fields = {"days": str(days), "password_again": person.password}
    return post(person, f"/n/us/lay/{kind}/{id}/", **(fields | ({"uid": uid} if uid else {})))


def notes(person: Person) -> list[dict[str, Any]]:
    return bodies(person, "laid")
