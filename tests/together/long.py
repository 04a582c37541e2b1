"""`python -m tests.together.long ACTS FOLDER [FIRST]`: the machine of the rules for as long as it takes.

Plain dice instead of Hypothesis, the same rules, the same checks. Each round has a number, and a number is always the
same round, so that a run that was stopped goes on where it was. What was done so far stands in FOLDER/figure.json. A
round that breaks a rule is made as small as it gets and written to FOLDER/broken-NUMBER.txt; the run goes on. Two runs
side by side take a folder each, the second with a FIRST number that the first never reaches.
"""

from __future__ import annotations

import gc
import os
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from random import Random
from typing import Any, Final

import django
import msgspec

import tests.env

STEPS: Final = 40
"""Rules in one round, each of which is one act or several."""
ROUNDS: Final = 25
"""Rounds between two notes of the figure."""
FEWER: Final = 0.35
"""How often a round leaves out some of the rules: what seldom stands alone is then met alone."""

Step = tuple[str, dict[str, Any]]
BEGINNING: Final = {"how": "open", "roles": ("R", "B", "R", "B"), "swap": 1}


class Figure(msgspec.Struct):
    """What was done so far."""

    first: int = 0
    """The number of the first round."""
    rounds: int = 0
    """The number of the next one."""
    acts: int = 0
    steward: int = 0
    """What the steward did, which is not among the acts."""
    broken: list[int] = []
    """The numbers of the rounds that broke a rule."""
    mended: list[int] = []
    """Those of them that were played again after the fault was mended, and broke nothing: moved here by hand."""
    seconds: float = 0.0
    """Of the processor's time."""


def steps_of(number: int) -> list[Step]:
    """A round: how it begins, and what is done in it."""
    from tests.together.choices import all_of, throw
    from tests.together.rules import BEGINNINGS, Rules

    dice = Random(number)
    rules = all_of(Rules)
    names = sorted(rules)
    if dice.random() < FEWER:
        names = dice.sample(names, dice.randrange(4, len(names)))
    start = ("start", throw(dice, BEGINNINGS))
    return [start, *((name, throw(dice, rules[name])) for name in dice.choices(names, k=STEPS))]


def play(steps: Sequence[Step]) -> str:
    """What broke, or nothing."""
    from tests.together.checks import clock
    from tests.together.rules import Rules

    with clock():
        machine = Rules()
        try:
            for name, chosen in steps:
                getattr(machine, name)(**chosen)
            machine.teardown()
        except Exception as error:
            return f"{type(error).__name__} {error}"
        finally:
            machine.stack.close()
    return ""


def smallest(steps: list[Step], broken: str) -> list[Step]:
    """Without every step that can be left out while something still breaks under the same name."""
    size = len(steps) // 2
    while size:
        at = 1
        while at < len(steps):
            fewer = [*steps[:at], *steps[at + size :]]
            if play(fewer).split(":")[0] == broken.split(":")[0]:
                steps = fewer
            else:
                at += size
        size //= 2
    return steps


def go_on(folder: Path, acts: int, first: int) -> Figure:
    """Round after round until so many acts are done; a folder that was begun goes on with its own numbers."""
    from tests.together.checks import Checked
    from tests.together.steward import Steward
    from tests.together.world import ground

    noted = folder / "figure.json"
    figure = msgspec.json.decode(noted.read_bytes(), type=Figure) if noted.exists() else Figure(first, first)
    Checked.people = ground()
    gc.freeze()
    gc.set_threshold(50_000, 20, 50)  # a round throws away what it made; there are few circles in it
    by_steward = {name for name in vars(Steward) if hasattr(getattr(Steward, name), "choices")}
    while figure.acts < acts:
        began = time.process_time()
        for number in range(figure.rounds, figure.rounds + ROUNDS):
            Checked.steps, steps = 0, steps_of(number)
            if broken := play(steps):
                figure.broken.append(number)
                done = Checked.steps
                tell(folder / f"broken-{number}.txt", broken, smallest(steps, broken))
                Checked.steps = done
            figure.acts += Checked.steps
            figure.steward += sum(name in by_steward for name, _ in steps)
        figure.rounds += ROUNDS
        figure.seconds += time.process_time() - began
        new = noted.with_suffix(".new")
        new.write_bytes(msgspec.json.encode(figure))
        new.replace(noted)
        print(said(figure), flush=True)
    return figure


def tell(file: Path, broken: str, steps: Sequence[Step]) -> None:
    file.write_text("\n".join([broken, *(f"{name} {chosen}" for name, chosen in steps), ""]))
    print(f"BROKEN {file.name}: {broken}", flush=True)


def said(figure: Figure) -> str:
    pace = figure.seconds * 1000 / max(1, figure.acts)
    when = time.strftime("%H:%M:%S", time.gmtime())
    return (
        f"{when} acts {figure.acts:,} steward {figure.steward:,} rounds {figure.rounds - figure.first:,} "
        f"broken {len(figure.broken)} ms of processor per act {pace:.2f}"
    )


def main(acts: int, folder: Path, first: int = 0) -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "goldseam.settings")
    assert tests.env
    django.setup()
    from django.conf import settings
    from django.test.utils import setup_databases, teardown_databases

    from goldseam.crypto import derive

    derive.FLOOR = derive.DEFAULT = derive.Cost(8, 1)  # as in all tests: what is tested is what is done with it
    if "sqlite" in settings.DATABASES["default"]["ENGINE"]:
        settings.DATABASES["default"]["TEST"]["NAME"] = ":memory:"
    folder.mkdir(parents=True, exist_ok=True)
    made = setup_databases(verbosity=0, interactive=False)
    try:
        figure = go_on(folder, acts, first)
    finally:
        teardown_databases(made, verbosity=0)
    return 1 if figure.broken else 0


if __name__ == "__main__":
    raise SystemExit(main(int(sys.argv[1].replace("_", "")), Path(sys.argv[2]), *map(int, sys.argv[3:])))
