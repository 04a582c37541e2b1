"""What the machine may choose from, said once: Hypothesis draws from it, and so do the plain dice of the long run."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from random import Random
from typing import Any, TypeVar

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, rule

F = TypeVar("F", bound=Callable[..., None])
Choices = Mapping[str, Sequence[Any]]


def drawn(choices: Choices) -> dict[str, st.SearchStrategy[Any]]:
    return {name: st.sampled_from(list(values)) for name, values in choices.items()}


def any_of(**choices: Sequence[Any]) -> Callable[[F], F]:
    """A rule of the machine, with any of these arguments."""

    def put(act: F) -> F:
        made: Any = rule(**drawn(choices))(act)
        made.choices = choices
        return made  # type: ignore[no-any-return]

    return put


def all_of(machine: type[RuleBasedStateMachine]) -> dict[str, Choices]:
    """Every rule of the machine with its choices, by name."""
    found = ((name, getattr(machine, name, None)) for name in dir(machine))
    return {name: act.choices for name, act in found if hasattr(act, "choices")}


def throw(dice: Random, choices: Choices) -> dict[str, Any]:
    return {name: dice.choice(values) for name, values in choices.items()}
