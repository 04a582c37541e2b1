"""Simulated people: a pattern that is there is found, and people without one are told of none.

The rates are in docs/methods.md. `LEAST` and `MOST` pin them, with room for the luck of 400 people.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping

import pytest

from goldseam.insight.exact import Stratum, table_chance
from goldseam.insight.patterns import (
    APART,
    Fall,
    Row,
    apart,
    compare,
    helped,
    relief,
    stretches,
    stronger,
    usual,
)
from goldseam.insight.stats import DAY, RARE

pytestmark = pytest.mark.once

PEOPLE = 400
MOST = 0.05
"""The rule allows 3 in 100; 400 people of luck allow two more."""
SPAN = 84
HALT = ("hungry", "angry", "lonely", "tired", "bored", "stressed", "ashamed")
FEEL = ("low", "anxious", "restless", "empty", "excited", "hurt")
PLACE = ("bed", "bathroom", "desk", "out", "other")
DID = ("surfed", "breathed", "moved", "left_room", "device_away", "called", "plan")
Groups = Mapping[str, list[Row]]
Urge = tuple[int, float, bool, frozenset[str], frozenset[str], frozenset[str]]


def groups(urges: list[Urge]) -> dict[str, list[Row]]:
    """As the page looks: three kinds of tags, each among strong urges and before giving in."""
    edge = stronger([urge[1] for urge in urges]) or 99
    made: dict[str, list[Row]] = {}
    for at, strength, slipped, *kinds in urges:
        for name, tags in zip(("halt", "feel", "place"), kinds, strict=True):
            made.setdefault(f"{name} strong", []).append(Row(at, tags, strength >= edge))
            made.setdefault(f"{name} slip", []).append(Row(at, tags, slipped))
    return made


def some(rng: random.Random, tags: tuple[str, ...], rates: Callable[[int], float]) -> frozenset[str]:
    return frozenset(tag for i, tag in enumerate(tags) if rng.random() < rates(i))


def even(rng: random.Random, n: int) -> list[Urge]:
    """Nothing goes with anything, and nothing changes."""
    return [
        (
            rng.randrange(SPAN * DAY), rng.randrange(2, 11), rng.random() < 0.25,
            some(rng, HALT, lambda _i: 0.3), some(rng, FEEL, lambda _i: 0.3), frozenset([rng.choice(PLACE)]),
        )
        for _ in range(n)
    ]  # fmt: skip


def easing(rng: random.Random, n: int) -> list[Urge]:
    """Urges ease and slips get rare over twelve weeks, while the way of noting changes too: a link only in time."""
    urges = []
    for _ in range(n):
        at = rng.randrange(SPAN * DAY)
        gone = at / (SPAN * DAY)

        def rate(i: int, gone: float = gone) -> float:
            return 0.1 + 0.5 * gone if i % 2 else 0.6 * (1 - gone)

        strength = round(min(10, max(0, rng.gauss(8 - 5 * gone, 1.5))))
        slipped = rng.random() < 0.5 * (1 - gone)
        urges.append(
            (at, strength, slipped, some(rng, HALT, rate), some(rng, FEEL, rate), frozenset([rng.choice(PLACE)]))
        )
    return urges


def in_evenings(rng: random.Random, n: int) -> list[Urge]:
    """One to four within minutes of each other, all alike: one hard evening is one witness, not four."""
    urges: list[Urge] = []
    while len(urges) < n:
        _at, strength, slipped, *tags = even(rng, 1)[0]
        for _ in range(min(n - len(urges), rng.randrange(1, 5))):
            urges.append((_at, strength + rng.randrange(-1, 2), slipped, *tags))
            _at += 50
    return urges


def moods(rng: random.Random, n: int) -> list[Urge]:
    """Weeks of tiredness come and go, and so do hard weeks, and neither knows of the other."""
    spells = [_spells(rng) for _ in range(15)]
    urges = []
    for _ in range(n):
        at = rng.randrange(SPAN * DAY)
        day = at // DAY
        rates = [0.6 if spell[day] else 0.1 for spell in spells]
        strength = round(min(10, max(0, rng.gauss(7 if spells[13][day] else 4, 1.5))))
        halt, feel = some(rng, HALT, rates.__getitem__), some(rng, FEEL, lambda i, r=rates: r[i + 7])  # type: ignore[misc]
        slipped = rng.random() < (0.5 if spells[14][day] else 0.1)
        urges.append((at, strength, slipped, halt, feel, frozenset([rng.choice(PLACE)])))
    return urges


def _spells(rng: random.Random) -> list[bool]:
    days, now = [], rng.random() < 0.5
    for _ in range(SPAN):
        now = (not now) if rng.random() < 1 / 7 else now
        days.append(now)
    return days


@pytest.mark.parametrize("n", [16, 40, 100])
@pytest.mark.parametrize("noise", [even, easing, in_evenings, moods])
def test_people_without_a_pattern_are_told_of_none(noise: Callable[[random.Random, int], list[Urge]], n: int) -> None:
    rng = random.Random(5)
    told = sum(any(one.standing for one in compare(groups(noise(rng, n))).values()) for _ in range(PEOPLE))
    assert told / PEOPLE <= MOST


@pytest.mark.parametrize("noise", [easing, in_evenings])
def test_the_same_people_would_be_misled_by_one_plain_table(noise: Callable[[random.Random, int], list[Urge]]) -> None:
    """Why entries close together count once, and why comparisons stay inside two weeks."""
    rng = random.Random(5)
    misled = 0
    for _ in range(100):
        for rows in groups(noise(rng, 60)).values():
            tags = {tag for row in rows for tag in row.tags}
            tables = [[_plain(rows, tag)] for tag in tags]
            if any(table_chance(table) * len(tables) * 6 <= RARE for table in tables):
                misled += 1
                break
    assert misled >= 15


def _plain(rows: list[Row], tag: str) -> Stratum:
    tagged = [row for row in rows if tag in row.tags]
    return Stratum(len(rows), len(tagged), sum(row.outcome for row in rows), sum(row.outcome for row in tagged))


def with_tired(rng: random.Random, n: int, usual: float, tired: float) -> list[Urge]:
    urges = []
    for at, _strength, slipped, halt, feel, place in even(rng, n):
        strong = rng.random() < (tired if "tired" in halt else usual)
        urges.append((at, 9.0 if strong else 3.0, slipped, halt, feel, place))
    return urges


@pytest.mark.parametrize(
    ("n", "usual", "tired", "least"),
    [(40, 0.25, 0.9, 0.35), (80, 0.25, 0.9, 0.9), (60, 0.3, 0.8, 0.25), (120, 0.3, 0.8, 0.8)],
)
def test_a_letter_that_comes_before_strong_urges_is_found(n: int, usual: float, tired: float, least: float) -> None:
    rng = random.Random(1)
    found, others = 0, 0
    for _ in range(100):
        standing = compare(groups(with_tired(rng, n, usual, tired)))["halt strong"].standing
        found += any(one.tag == "tired" for one in standing)
        others += any(one.tag != "tired" for one in standing)
    assert found >= 100 * least
    assert others <= 6


def test_counts_say_what_was_counted() -> None:
    rows = [Row(i * 2 * DAY, frozenset(["tired"] if i % 3 == 0 else ["bored"]), i % 3 == 0) for i in range(42)]
    found = compare({"halt": rows, "feel": []})
    assert (found["halt"].n, found["halt"].hits) == (42, 14)
    [tired] = found["halt"].standing
    assert (tired.tag, tired.n, tired.hits, tired.others, tired.others_hits) == ("tired", 14, 14, 28, 0)
    assert found["feel"].found == ()


def test_an_entry_in_which_nothing_was_noted_is_no_answer_at_all() -> None:
    rows = [Row(i * DAY, frozenset(), i % 2 == 0) for i in range(40)]
    assert compare({"halt": rows})["halt"].n == 0


@pytest.mark.parametrize("hits", [3, 40 - 3])
def test_a_comparison_needs_four_of_either_kind(hits: int) -> None:
    rows = [Row(i * DAY, frozenset(["tired"] if i < 20 else ["bored"]), i < hits) for i in range(40)]
    assert compare({"halt": rows})["halt"].found == ()


def test_of_entries_close_together_the_last_one_counts() -> None:
    rows = [Row(at, frozenset("a"), at == 200) for at in (0, 100, 200, 200 + APART, 5000)]
    assert [row.at for row in apart(rows)] == [200, 200 + APART, 5000]


def test_a_stretch_is_two_weeks_and_one_for_somebody_who_writes_a_lot() -> None:
    assert stretches([0, 13 * DAY, 15 * DAY, 28 * DAY]) == [2, 1, 0, 0]
    assert stretches([i * DAY // 2 for i in range(29)])[::14] == [2, 1, 0]
    assert stretches([5]) == [0]
    assert stretches([]) == []


def test_the_stronger_half_is_the_persons_own() -> None:
    assert stronger([1, 2, 3, 4]) == 3
    assert stronger([5, 5, 5, 9]) == 9
    assert stronger([5, 5, 5]) is None
    assert stronger([]) is None


def falls(rng: random.Random, n: int, *, moved: float = 0, easing: bool = False, strong: bool = False) -> list[Fall]:
    """`strong`: some answers are kept for strong urges. `easing`: falls grow over time, and so do some answers."""
    made = []
    for _ in range(n):
        day = rng.random() * SPAN
        gone = day / SPAN
        before = min(10, max(1, round(rng.gauss(6.5, 2))))

        def rate(i: int, gone: float = gone, before: int = before) -> float:
            if easing:
                return 0.1 + 0.5 * (gone if i % 2 else 1 - gone)
            return 0.05 + 0.06 * before if strong and i % 2 else 0.25

        tags = some(rng, DID, rate) or frozenset([rng.choice(DID)])
        usually = 1 + 3 * gone if easing else 0.5 * before if strong else 2.5
        fell = rng.gauss(usually + (moved if "moved" in tags else 0), 1.8)
        made.append(Fall(int(day * DAY), tags, before, min(10, max(0, round(before - fell)))))
    return made


@pytest.mark.parametrize("n", [12, 40, 100])
@pytest.mark.parametrize("kind", ["even", "easing", "strong"])
def test_where_all_answers_help_alike_none_is_called_better(kind: str, n: int) -> None:
    rng = random.Random(2)
    told = sum(
        any(one.stands for one in helped(falls(rng, n, easing=kind == "easing", strong=kind == "strong")))
        for _ in range(PEOPLE)
    )
    assert told / PEOPLE <= MOST


@pytest.mark.parametrize(("n", "more", "least"), [(40, 3, 0.6), (60, 3, 0.85), (100, 2, 0.85)])
def test_an_answer_that_helps_more_is_found(n: int, more: float, least: float) -> None:
    rng = random.Random(3)
    found, others = 0, 0
    for _ in range(150):
        standing = [one.tag for one in helped(falls(rng, n, moved=more)) if one.stands]
        found += "moved" in standing
        others += any(tag != "moved" for tag in standing)
    assert found >= 150 * least
    assert others <= 9


def test_help_says_how_often_how_much_and_within_what() -> None:
    rows = [Fall(i * DAY, frozenset(["moved"]), 8, 8 - i) for i in range(1, 6)] + [
        Fall(i * DAY, frozenset(["called"]), 6, 5) for i in range(4)
    ]
    [moved] = helped(rows)  # four calls are too few
    assert (moved.tag, moved.n, moved.before, moved.after) == ("moved", 5, 8, 5)
    assert (moved.fell.mid, moved.fell.low, moved.fell.high) == (3, 1, 5)
    assert not moved.stands
    assert helped([]) == []


def test_the_usual_place_is_named_firmly_only_when_it_is_far_ahead() -> None:
    assert usual(["before"] * 4) is None
    few = usual(["before"] * 3 + ["permission"] * 2)
    assert few is not None
    assert (few.tag, few.count, few.n, few.clear, few.second_count) == ("before", 3, 5, False, 2)
    many = usual(["before"] * 9 + ["permission"])
    assert many is not None and many.clear
    alike = usual(["before"] * 3 + ["permission"] * 3)
    assert alike is not None and alike.tag == ""


@pytest.mark.parametrize("n", [5, 8, 15, 40])
def test_where_two_places_are_equally_common_neither_is_called_usual(n: int) -> None:
    rng = random.Random(6)
    told = sum((found := usual(rng.choices("aabbcde", k=n))) is not None and found.clear for _ in range(PEOPLE))
    assert told / PEOPLE <= RARE


def test_a_usual_place_is_found_in_time() -> None:
    rng = random.Random(6)
    for n, least in ((15, 0.3), (25, 0.7), (40, 0.9)):
        found = sum((one := usual(rng.choices("aaaaaaabcd", k=n))) is not None and one.clear for _ in range(200))
        assert found / 200 >= least


@pytest.mark.parametrize("n", [5, 8, 15, 40])
def test_relief_that_does_not_fade_is_not_said_to_fade(n: int) -> None:
    rng = random.Random(8)
    told = sum(
        (one := relief([(rng.randrange(11), rng.randrange(11)) for _ in range(n)])) is not None and one.fades
        for _ in range(PEOPLE)
    )
    assert told / PEOPLE <= MOST


def test_relief_that_fades_is_found() -> None:
    rng = random.Random(8)
    for n, least in ((8, 0.25), (15, 0.7), (25, 0.9)):
        found = 0
        for _ in range(200):
            soon = [rng.randrange(4, 9) for _ in range(n)]
            one = relief([(at, max(0, min(10, at - round(rng.gauss(2, 2))))) for at in soon])
            found += one is not None and one.fades
        assert found / 200 >= least


def test_relief_in_numbers() -> None:
    assert relief([(6, 2)] * 4) is None
    found = relief([(6, 2), (7, 2), (5, 5), (8, 4), (6, 1), (7, 3), (6, 4)])
    assert found is not None
    assert (found.n, found.soon, found.later, found.less, found.same, found.fades) == (7, 6, 3, 6, 1, True)
    assert (found.lost.mid, found.lost.low, found.lost.high) == (4, 0, 5)
