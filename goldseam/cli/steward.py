"""Who runs this server? Asked once, shown to every member for good."""

from __future__ import annotations

import sys
from typing import TextIO

from goldseam.conf import Conf, Steward

_ANSWERS: tuple[tuple[Steward, str], ...] = (
    ("one_of_us", "one of the two people who will use it"),
    ("friend", "a friend or relative of theirs"),
    ("clinic", "a practice, clinic or charity"),
    ("company", "a company that hosts it for others"),
    ("unsaid", "I would rather not say; members will be told just that"),
)


def ask(conf: Conf, asked: TextIO | None = None, told: TextIO | None = None) -> Conf:
    """Ask on a terminal when nobody has answered yet. Without a terminal nothing is asked and nothing assumed."""
    reading, writing = asked or sys.stdin, told or sys.stdout
    if conf.steward != "unsaid" or (conf.data / "steward").exists() or not (reading.isatty() and writing.isatty()):
        return conf
    print("\nWho runs this server? Everyone who joins is shown the answer, now and later.", file=writing)
    for number, (_, words) in enumerate(_ANSWERS, 1):
        print(f"  {number}  {words}", file=writing)
    while True:
        print("Number: ", end="", file=writing, flush=True)
        line = reading.readline()
        if not line:
            return conf
        if line.strip() in {str(n) for n in range(1, len(_ANSWERS) + 1)}:
            break
    answer = _ANSWERS[int(line) - 1][0]
    conf.keep_steward(answer)
    print(f"Kept in {conf.data / 'steward'}; delete that file to be asked again.\n", file=writing)
    return conf
