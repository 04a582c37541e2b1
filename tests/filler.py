"""A body for any tool, made from its definition: what a person might have answered. For benchmarks and matrix tests.

Everything is within the limits of the fields, so that a form would have kept it. Deterministic for one `random.Random`.
"""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta
from typing import Any

from goldseam.tools.definition import Cell, Field, Tool

WORDS = "the kettle was on and it rained so I sat by the door until the light went and thought of nothing much".split()  # noqa: SIM905


def body_of(
    tool: Tool, at: datetime, rng: random.Random, *, text: str = "", picks: dict[str, list[str]] | None = None
) -> dict[str, Any]:
    """Answers to all questions of `tool` as of the moment `at`. `text` begins every written answer."""
    body: dict[str, Any] = {}
    for field in tool.fields:
        value = answer(field, at, rng, text, picks or {})
        if value not in (None, [], ""):
            body[field.name] = value
    return body


def answer(field: Field, at: datetime, rng: random.Random, text: str, picks: dict[str, list[str]]) -> Any:
    low, high = field.range
    match field.type:
        case "scale10" | "scale4" | "minutes" | "count" | "percent":
            return rng.randint(int(low), min(int(high), int(low) + 40))
        case "hours":
            return rng.randint(int(low * 2), int(min(high, 14) * 2)) / 2
        case "choice":
            return rng.choice(field.options).id
        case "tags":
            return _tags(field, rng, text)
        case "text":
            return _words(rng, text, min(field.length, 120))
        case "lines":
            return [_words(rng, text, min(field.length, 60)) for _ in range(min(field.items, 3))]
        case "when":
            return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%MZ")
        case "day":
            return at.date().isoformat()
        case "until":
            return (at.date() + timedelta(days=min(field.until_max, 30))).isoformat()
        case "yes":
            return True
        case "rows":
            return _rows(field, at, rng, text)
        case "pick":
            return rng.choice(picks[field.kind]) if picks.get(field.kind) else None


def _tags(field: Field, rng: random.Random, text: str) -> list[str]:
    chosen = [option.id for option in rng.sample(field.options, min(2, len(field.options)))]
    return [*chosen, _words(rng, text, min(field.length, 40))] if field.own and text else chosen


def _rows(field: Field, at: datetime, rng: random.Random, text: str) -> list[dict[str, Any]]:
    keys = [option.id for option in field.each] or [""] * min(3, field.items)
    return [({"id": key} if key else {}) | _row(field.of, at, rng, text) for key in keys]


def _row(cells: tuple[Cell, ...], at: datetime, rng: random.Random, text: str) -> dict[str, Any]:
    return {cell.name: answer(cell.as_field(), at, rng, text, {}) for cell in cells}


def _words(rng: random.Random, text: str, length: int) -> str:
    return " ".join([text, *rng.sample(WORDS, 8)]).strip()[:length].strip()
