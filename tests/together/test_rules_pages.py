"""The rules that are about bytes, on the pages themselves: a small machine of two people over HTTP (R4, R7, R12)."""

from __future__ import annotations

import re
from contextlib import ExitStack
from datetime import timedelta
from typing import Any, ClassVar

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from tests.conftest import Cast, Person
from tests.together.scene import keep, lay, pair, post, prepare, us
from tests.together.world import apart
from tests.tools.conftest import EVENING, Clock, clock, enter

__all__ = ["clock"]
SHUT = "The table is not open yet"
WHO = st.sampled_from(["R", "B"])
PAGES = ("/n/us/", "/n/us/before/", "/n/us/live/?seen=0")


class Pages(RuleBasedStateMachine):
    clock: ClassVar[Clock]

    def __init__(self) -> None:
        super().__init__()
        self.stack = ExitStack()
        self.stack.enter_context(apart())
        self.clock.now = EVENING
        self.cast = Cast()
        self.shut: dict[str, tuple[bytes, ...]] = {}

    @initialize()
    def begin(self) -> None:
        for person in (self.cast.R, self.cast.B):
            enter(person)
        pair(self.cast.R, self.cast.B)
        self.shut = {who: self.bytes(who) for who in ("R", "B")}
        open_again(self)

    def person(self, who: str) -> Person:
        found = self.cast.R if who == "R" else self.cast.B
        assert isinstance(found, Person)
        return found

    def other(self, who: str) -> str:
        return "B" if who == "R" else "R"

    def bytes(self, who: str) -> tuple[bytes, ...]:
        """What this person gets, but for nonces and keys that differ in every answer, and the number of the newest."""
        client = self.person(who).client
        return tuple(plain(client.get(url)) for url in PAGES)

    @rule(who=WHO, act=st.sampled_from(["out and in", "shut the room", "look about", "keep", "change nothing"]))
    def r4_presence_leaves_no_trace(self, who: str, act: str) -> None:
        before = self.bytes(self.other(who))
        person = self.person(who)
        if act == "out and in":
            person.sign_out()
            assert self.bytes(self.other(who)) == before
            enter(person)
        elif act == "shut the room":
            person.lock()
            person.open_room()
        elif act == "look about":
            for url in (*PAGES, "/n/us/laid/", "/n/us/leave/"):
                person.client.get(url)
        elif act == "keep":
            keep(person, "t23", self.clock, what_happened="quite alone")
        else:
            assert post(person, "/n/us/want/", want="yes").status_code == 303
        assert self.bytes(self.other(who)) == before

    @rule(who=WHO)
    def r7_taken_back_is_never_laid(self, who: str) -> None:
        before, person = self.bytes(self.other(who)), self.person(who)
        self.lay(who, 90)
        assert self.bytes(self.other(who)) != before
        back = re.search(r'href="(/n/us/back/[^"]+)"', person.client.get("/n/us/").content.decode())
        assert back
        assert person.client.post(back[1]).status_code == 303
        assert self.bytes(self.other(who)) == before

    @rule(who=WHO)
    def r7_run_out_is_never_laid(self, who: str) -> None:
        before = self.bytes(self.other(who))
        self.lay(who, 7)
        self.clock.now += timedelta(days=8)
        for person in (self.cast.R, self.cast.B):
            enter(person)
        assert self.bytes(self.other(who)) == before

    def lay(self, who: str, days: int) -> None:
        person = self.person(who)
        id = keep(person, "t23", self.clock, what_happened="a plain sentence")
        assert lay(person, "t23", id, days=days).status_code == 303

    @rule(who=WHO, how=st.sampled_from([{"clear": False}, {"wants": False}, {"clear": False, "wants": False}]))
    def r12_shut_has_one_page(self, who: str, how: dict[str, bool]) -> None:
        open_page = self.bytes(self.other(who))
        prepare(self.person(who), self.clock, read=False, **how)
        assert SHUT in us(self.person(self.other(who)))
        shut = self.bytes(self.other(who))
        assert self.shut.setdefault("then " + self.other(who), shut) == shut
        prepare(self.person(who), self.clock, read=False)
        assert self.bytes(self.other(who)) == open_page

    @invariant()
    def it_is_open(self) -> None:
        if self.shut:
            assert SHUT not in us(self.cast.R)

    def teardown(self) -> None:
        self.stack.close()


def open_again(pages: Pages) -> None:
    for person in (pages.cast.R, pages.cast.B):
        prepare(person, pages.clock)
    pages.clock.now += timedelta(days=3)
    for person in (pages.cast.R, pages.cast.B):
        enter(person)


def plain(answer: Any) -> bytes:
    body = re.sub(rb'(value|nonce|data-live)="[^"]*"|nonce-[\w+/=-]+', b"", answer.content)
    return str(answer.status_code).encode() + re.sub(rb'"seq": \d+', b"", body)


@pytest.mark.django_db
def test_on_pages_too_the_bytes_are_the_same(clock: Clock) -> None:
    Pages.clock = clock
    run_state_machine_as_test(
        Pages,
        settings=settings(
            max_examples=4,
            stateful_step_count=12,
            deadline=None,
            database=None,
            phases=(Phase.generate,),
            suppress_health_check=list(HealthCheck),
        ),
    )
