"""The pace of asking: whatever two people try, in whatever order, the limits hold, and they are the same for both."""

from __future__ import annotations

import inspect
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldseam.together import pace
from goldseam.together.pace import A_WEEK, AFTER_NOT_NOW, OPEN, WEEK, Ask, Rest, may_ask

ONE, OTHER = UUID(int=1), UUID(int=2)
SWAP = {ONE: OTHER, OTHER: ONE}
DAY_0 = datetime(2026, 3, 1, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)

people = st.sampled_from([ONE, OTHER])
kinds = st.sampled_from(["need", "talk", "word"])
steps = st.lists(
    st.one_of(
        st.tuples(st.just("wait"), st.integers(1, 80)),
        st.tuples(st.just("ask"), people, kinds),
        st.tuples(st.just("answer"), people, st.sampled_from(["yes", "no", "not_now"])),
        st.tuples(st.just("rest"), people, st.integers(-3, 40)),
    ),
    max_size=60,
)


@dataclass
class Two:
    """Two people who ask as often as they may."""

    now: datetime = DAY_0
    asks: list[Ask] = field(default_factory=list)
    rests: list[Rest] = field(default_factory=list)
    allowed: list[bool] = field(default_factory=list)

    def go(self, what: str, *said: Any) -> None:
        getattr(self, what)(*said)

    def wait(self, hours: int) -> None:
        self.now += hours * HOUR

    def ask(self, by: UUID, kind: str) -> None:
        may = may_ask(self.asks, self.rests, by, kind, self.now)
        self.allowed.append(may)
        if may:
            self.asks.append(Ask(kind, by, self.now))

    def answer(self, by: UUID, said: Any) -> None:
        found = [n for n, one in enumerate(self.asks) if one.by != by and not one.answer and self.now - one.at < OPEN]
        if found:
            self.asks[found[0]] = replace(self.asks[found[0]], answer=said, answered=self.now)

    def rest(self, by: UUID, days: int) -> None:
        self.rests.append(Rest(by, self.now, days))


def live(through: Any) -> Two:
    two = Two()
    for step in through:
        two.go(*step)
    return two


@given(steps)
def test_r09_never_more_than_three_in_seven_days(through: Any) -> None:
    two = live(through)
    for person in (ONE, OTHER):
        at = [one.at for one in two.asks if one.by == person]
        assert all(later - first >= WEEK for first, later in zip(at, at[A_WEEK:], strict=False))


@given(steps)
def test_r09_one_open_of_a_kind_and_the_days_after(through: Any) -> None:
    two = live(through)
    for first in two.asks:
        for later in two.asks:
            if later.by == first.by and later.kind == first.kind and later.at > first.at:
                unanswered = first.answered is None or first.answered > later.at
                assert not unanswered or later.at - first.at >= OPEN
                if first.answer == "not_now" and first.answered is not None and first.answered <= later.at:
                    assert later.at - first.answered >= AFTER_NOT_NOW


@given(steps)
def test_r10_nobody_asks_while_it_rests_whoever_wanted_that(through: Any) -> None:
    two = Two()
    for step in through:
        before = len(two.asks)
        two.go(*step)
        if len(two.asks) > before:
            last = {one.by: one for one in two.rests}.values()
            assert all(two.now >= one.until for one in last)


@given(steps)
def test_r22_the_same_for_both_whoever_is_who(through: Any) -> None:
    swapped = [tuple(SWAP.get(part, part) if isinstance(part, UUID) else part for part in step) for step in through]
    assert live(through).allowed == live(swapped).allowed


@given(steps, people, kinds)
def test_r09_nothing_the_one_who_asks_does_makes_it_faster(through: Any, by: UUID, kind: str) -> None:
    """More of one's own requests, and more rests, never open what was shut."""
    two = live(through)
    if not may_ask(two.asks, two.rests, by, kind, two.now):
        more = [*two.asks, Ask(kind, by, two.now), Ask("talk", by, two.now)]
        assert not may_ask(more, two.rests, by, kind, two.now)
        assert not may_ask(two.asks, [*two.rests, Rest(UUID(int=3), two.now, 5)], by, kind, two.now)


@given(steps, people, kinds)
def test_it_always_opens_again(through: Any, by: UUID, kind: str) -> None:
    two = live(through)
    assert may_ask(two.asks, two.rests, by, kind, two.now + timedelta(days=pace.LONGEST))


@pytest.mark.parametrize(("said", "days"), [(-1, 0), (0, 0), (1, 1), (14, 14), (15, 14), (10_000, 14)])
def test_r10_a_rest_is_of_one_to_fourteen_days_and_none_ends_it(said: int, days: int) -> None:
    assert Rest(ONE, DAY_0, said).until == DAY_0 + timedelta(days=days)


def test_r10_a_rest_answers_as_the_ordinary_limit_does() -> None:
    """One bit, no date and no reason: what a page makes of it cannot differ."""
    assert inspect.signature(may_ask).return_annotation == "bool"
    limit = may_ask([Ask("need", ONE, DAY_0)], [], ONE, "need", DAY_0)
    rest = may_ask([], [Rest(OTHER, DAY_0, 3)], ONE, "need", DAY_0)
    both = may_ask([Ask("need", ONE, DAY_0)], [Rest(OTHER, DAY_0, 3)], ONE, "need", DAY_0)
    assert (limit, rest, both) == (False, False, False)


def test_a_newer_rest_takes_the_place_of_the_older_and_is_the_own_only() -> None:
    rests = [Rest(ONE, DAY_0, 14), Rest(OTHER, DAY_0, 2), Rest(ONE, DAY_0 + HOUR, 0)]
    assert pace.own_rest(rests, ONE, DAY_0 + 2 * HOUR) is None
    assert pace.own_rest(rests, OTHER, DAY_0 + 2 * HOUR) == DAY_0 + timedelta(days=2)
    assert pace.resting(rests, DAY_0 + 2 * HOUR)
    assert not pace.resting(rests, DAY_0 + timedelta(days=2))


def test_one_kind_that_rests_leaves_another_free() -> None:
    asked = [Ask("need", ONE, DAY_0, "not_now", DAY_0 + HOUR)]
    assert not may_ask(asked, [], ONE, "need", DAY_0 + HOUR + AFTER_NOT_NOW - timedelta(minutes=1))
    assert may_ask(asked, [], ONE, "need", DAY_0 + HOUR + AFTER_NOT_NOW)
    assert may_ask(asked, [], ONE, "talk", DAY_0 + HOUR)
    assert may_ask(asked, [], OTHER, "need", DAY_0 + HOUR)


def test_an_answer_of_yes_or_no_ends_the_waiting_at_once() -> None:
    for said in ("yes", "no"):
        asked = [Ask("need", ONE, DAY_0, said, DAY_0 + HOUR)]
        assert may_ask(asked, [], ONE, "need", DAY_0 + HOUR)
        assert pace.waiting(asked, DAY_0 + HOUR) == []


def test_what_waits_is_over_after_a_day() -> None:
    asked = [Ask("talk", OTHER, DAY_0 + HOUR), Ask("need", ONE, DAY_0)]
    assert [one.kind for one in pace.waiting(asked, DAY_0 + 2 * HOUR)] == ["need", "talk"]
    assert [one.kind for one in pace.waiting(asked, DAY_0 + OPEN)] == ["talk"]
