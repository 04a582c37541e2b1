"""The risk router (T59): for each kind of danger, numbers first, then one step at a time. Nothing is asked or kept.

Addresses are numbers, because they end up in a browser's history. No route has a box to write in; C must never.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

import msgspec

from goldseam.safety.lines import Purpose
from goldseam.safety.words import Evidence, evidence_faults, read, refuse, words_dir

MAIN = ("1", "2", "3")  # on the first page with the two exercises; the others under them
PLACES = ("now", "wave", "help")


class Link(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    to: str  # another route's number, or one of PLACES
    label: str


class Step(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    title: str
    body: tuple[str, ...]
    call: bool = False  # the first numbers stand under this step again
    links: tuple[Link, ...] = ()


class Route(msgspec.Struct, frozen=True, forbid_unknown_fields=True, rename={"steps": "step"}):
    key: str
    title: str
    sub: str
    button: str
    heading: str
    lead: tuple[str, ...]
    purposes: tuple[Purpose, ...]
    evidence: Evidence
    steps: tuple[Step, ...]
    inside: tuple[Link, ...] = ()  # tools by their code, for whoever is signed in
    slug: str = ""


class Wave(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The words around the timer of /h/wave/."""

    title: str
    heading: str
    lead: str
    after: str
    still_high: str
    evidence: Evidence


def routes() -> dict[str, Route]:
    """By number, in the order of the numbers."""
    return _routes(words_dir() / "help")


def route(slug: str) -> Route | None:
    return routes().get(slug)


def wave() -> Wave:
    return _wave(words_dir() / "help" / "wave.toml")


def load(path: Path) -> Route:
    found = msgspec.structs.replace(read(path, Route), slug=path.stem)
    refuse(path.name, _faults(found))
    return found


def link_faults(found: dict[str, Route]) -> list[str]:
    """Links between routes that lead nowhere."""
    return [
        f'{one.slug}.toml: "{step.title}" leads to "{link.to}", which is no page'
        for one in found.values()
        for step in one.steps
        for link in step.links
        if link.to not in found and link.to not in PLACES
    ]


def load_wave(path: Path) -> Wave:
    found = read(path, Wave)
    refuse(path.name, evidence_faults("wave", found.evidence))
    return found


def _faults(one: Route) -> list[str]:
    faults = evidence_faults(one.slug, one.evidence)
    if not one.purposes:
        faults.append('"purposes" names at least one kind of line')
    if not 1 <= len(one.lead) <= 3:
        faults.append('"lead" has 1 to 3 lines')
    if not 3 <= len(one.steps) <= 10:
        faults.append("a route has 3 to 10 steps")
    for step in one.steps:
        if not 1 <= len(step.title) <= 60:
            faults.append(f'"{step.title}": a title has 1 to 60 characters')
        if not 1 <= len(step.body) <= 5 or any(not 1 <= len(line) <= 180 for line in step.body):
            faults.append(f'"{step.title}": a step has 1 to 5 lines of at most 180 characters')
    return faults


@cache
def _routes(folder: Path) -> dict[str, Route]:
    files = sorted((path for path in folder.glob("*.toml") if path.stem.isdecimal()), key=lambda path: int(path.stem))
    found = {path.stem: load(path) for path in files}
    refuse(folder.name, link_faults(found))
    return found


@cache
def _wave(path: Path) -> Wave:
    return load_wave(path)
