"""Pictures: small, named, without a style attribute, and with a sentence that says the same."""

from __future__ import annotations

import xml.etree.ElementTree as ET

import pytest

from goldseam.insight.pictures import heat, line, strength
from goldseam.insight.sentences import change, changes, figure, grid_label, number, when_detail, when_heading
from goldseam.insight.stats import DAY, MONDAY, WEEK, Step, grid

pytestmark = pytest.mark.once

PARTS, DAYS = ("morning", "midday", "evening", "night"), ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
NIGHTS = [MONDAY + i * DAY + 22 * 60 for i in range(60)]


def test_the_heat_picture_is_small_and_says_what_it_shows() -> None:
    found = grid(NIGHTS)
    svg = heat(found, PARTS, DAYS, grid_label(found, "Urges"))
    assert len(svg) < 10_000
    for part in svg.replace("</svg><svg", "</svg>\n<svg").split("\n"):
        root = ET.fromstring(part)
        assert root.get("role") == "img"
        assert root.get("aria-label") == (
            "Urges by weekday and time of day, 60 in all. Late evenings and nights, on any day of the week."
        )
    assert "style=" not in svg
    assert svg.count("<rect") == 56


def test_words_in_a_picture_are_escaped() -> None:
    svg = heat(grid([]), ("<b>",) * 4, DAYS, '"&<')
    assert "<b>" not in svg
    assert "&quot;&amp;&lt;" in svg
    assert "&quot;" in line([Step(0, 4, 1, 2, 3)], 0, 4, '"')


def test_ten_years_of_months_stay_under_ten_kilobytes() -> None:
    steps = [Step(i, 20, i % 3, i % 5 + 2.5, 10) for i in range(120)]
    assert len(line(steps, 0, 10, "x")) < 10_000


def test_weeks_without_entries_are_gaps_in_the_line() -> None:
    steps = [Step(0, 4, 1, 2, 3), Step(1, 4, 1, 2, 3), Step(2, 0, None, None, None), Step(3, 4, 1, 2, 3)]
    svg = line(steps, 0, 4, "x")
    assert svg.count('stroke-width="4"') == 1
    assert svg.count("h0") == 3


def test_values_beyond_the_scale_stay_inside_the_picture() -> None:
    root = ET.fromstring(line([Step(0, 4, -5, 20, 99), Step(1, 4, 0, 5, 10)], 0, 10, "x"))
    numbers = [
        float(n)
        for path in root
        for n in path.get("d", "").replace("M", " ").replace("Z", " ").split()
        if n.replace(".", "").isdigit()
    ]
    assert max(numbers) <= 640


@pytest.mark.parametrize(("ratio", "opacity"), [(0, "0.06"), (1, "0.36"), (3, "0.96"), (50, "0.96"), (-1, "0.06")])
def test_the_strength_of_a_cell(ratio: float, opacity: str) -> None:
    assert strength(ratio) == opacity


def test_sentences_before_pictures() -> None:
    found = grid(NIGHTS)
    assert when_heading(found) == "Late evenings and nights, on any day of the week."
    assert when_detail(found, NIGHTS) == "Fourteen of the last fourteen came after 21:00."
    assert when_heading(grid(NIGHTS[:3])) == "Too few entries yet."
    assert when_detail(grid(NIGHTS[:3]), NIGHTS[:3]) == ""
    spread = grid([i * WEEK // 28 for i in range(28)])
    assert when_heading(spread) == "No clear time of day or week."
    sundays = grid([MONDAY + 6 * DAY + i * WEEK + 22 * 60 for i in range(20)])
    assert when_heading(sundays) == "Late evenings and nights, most of all on Sundays."


def test_change_speaks_of_the_own_past_without_a_verdict() -> None:
    assert change(None) == "Too few entries yet."
    assert change((3, 3)) == "3, as in the four weeks before."
    assert change((3, 2.5)) == "2.5, about as in the four weeks before (3)."
    assert change((3, 1)) == "1 now, 3 in the four weeks before."
    assert change((5.3, 6.0), least=0.5) == "6 now, 5.3 in the four weeks before."
    said = changes([("Low", (3, 1), 1), ("Angry", (2, 2), 1), ("Sleep", (5, 6), 0.5), ("Numb", None, 1)])
    assert said == "Next to the four weeks before, lower: low; higher: sleep; about as before: angry."
    assert changes([("Low", None, 1)]) == ""
    for word in ("better", "worse", "improved", "score", "good", "bad"):
        assert word not in said


@pytest.mark.parametrize(("n", "word"), [(0, "none"), (9, "nine"), (20, "twenty"), (21, "21")])
def test_small_numbers_are_words(n: int, word: str) -> None:
    assert number(n) == word


@pytest.mark.parametrize(
    ("value", "text"), [(7, "7"), (6.5, "6.5"), (7.0, "7"), (10, "10"), (0, "0"), (None, "–"), (5.25, "5.2")]
)
def test_figures_are_as_short_as_they_can_be(value: float | None, text: str) -> None:
    assert figure(value) == text
