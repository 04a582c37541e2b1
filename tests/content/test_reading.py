import pytest

from goldseam import reading

pytestmark = pytest.mark.once


@pytest.mark.parametrize(
    ("word", "count"),
    [
        ("a", 1), ("the", 1), ("stone", 1), ("moved", 1), ("sealed", 1), ("through", 1), ("homes", 1), ("used", 1),
        ("open", 2), ("table", 2), ("houses", 2), ("changes", 2), ("wanted", 2), ("needed", 2), ("settled", 2),
        ("going", 2), ("people", 2), ("careful", 2), ("moment", 2), ("breathing", 2), ("minutes", 2), ("urges", 2),
        ("diary", 3), ("violence", 3), ("counsellor", 3), ("idea", 3), ("suicide", 3), ("usual", 3),
        ("emergency", 4), ("situation", 4), ("anonymous", 4), ("Samaritans", 4), ("don't", 1), ("they’re", 1),
        ("988", 1),
    ],
)  # fmt: skip
def test_syllables_are_counted_as_spoken(word: str, count: int) -> None:
    assert reading.syllables(word) == count


@pytest.mark.parametrize(
    ("text", "grade"),
    [
        ("", 0.0),
        ("!!! …", 0.0),
        ("The cat sat on the mat.", -1.4),
        ("You do not have to be sure before you ask for advice. You can ask without giving names.", 2.3),
        (
            "Cognitive restructuring techniques demonstrate considerable efficacy across heterogeneous clinical "
            "populations, notwithstanding methodological limitations.",
            34.9,
        ),
    ],
)
def test_the_grade_is_pinned(text: str, grade: float) -> None:
    assert reading.grade(text) == grade


def test_a_line_break_ends_a_sentence_as_a_full_stop_does() -> None:
    assert reading.sentences("One\nTwo. Three") == 3
    assert reading.sentences("no words at all …") == 1


def test_longer_sentences_and_longer_words_read_harder() -> None:
    short = "Sit down. Breathe. Look at the wall."
    long = "Sit down and breathe and look at the wall and then at the floor and then at the door."
    hard = "Position yourself comfortably. Concentrate. Examine architectural surroundings."
    assert reading.grade(short) < reading.grade(long) < reading.grade(hard)
