import pytest

from goldseam.safety import joining


@pytest.mark.parametrize("steward", joining.STEWARDS)
def test_the_honest_limits_are_four_single_sentences_for_every_answer(steward: str) -> None:
    sentences = joining.limits(steward)
    assert len(sentences) == 4
    for sentence in sentences:
        assert sentence.endswith(".") and ". " not in sentence


@pytest.mark.parametrize("steward", joining.STEWARDS)
def test_everyone_is_told_that_whoever_runs_the_server_could_change_the_program(steward: str) -> None:
    assert any("change the program" in sentence for sentence in joining.limits(steward))


def test_a_partner_who_runs_the_server_is_named_and_fear_is_answered() -> None:
    text = " ".join(joining.limits("one_of_us"))
    assert "if that is your partner, they could change the program" in text
    assert "if you fear your partner" in text and "Help now" in text


def test_an_unknown_answer_gets_the_words_for_unsaid() -> None:
    assert joining.limits("a robot") == joining.limits("unsaid")
    assert joining.steward_line("__class__") == "Nobody has said yet who runs this server."


def test_a_caller_cannot_change_the_words_for_the_next_reader() -> None:
    joining.limits("friend").clear()
    assert len(joining.limits("friend")) == 4


def test_the_words_never_promise_more_than_is_kept() -> None:
    for steward in joining.STEWARDS:
        text = " ".join([joining.steward_line(steward), *joining.limits(steward)]).lower()
        assert "end-to-end" not in text and "zero-knowledge" not in text and "impossible" not in text
