"""`make bench`: every figure of docs/performance.md. It prints the tables and writes them into that page."""

from __future__ import annotations

import argparse

from tests.bench import run, tables


def main() -> None:
    asked = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    asked.add_argument("--only", choices=("pages", "tables"))
    asked.add_argument("--rounds", type=int, default=5, help="of all pages")
    asked.add_argument("--pairs", type=int, default=200, help="at their tables at once")
    asked.add_argument("--seconds", type=float, default=300, help="for which the tables are measured")
    asked.add_argument("--print-only", action="store_true", help="leave docs/performance.md as it is")
    given = asked.parse_args()
    if given.only != "tables":
        run.run(given.rounds, print_only=given.print_only)
    if given.only != "pages":
        tables.run(given.pairs, given.seconds, print_only=given.print_only)


main()
