"""Inline SVG, small and quiet: colours by custom property in presentation attributes (the policy allows no style).

Each picture has role=img and an accessible name; the page puts the sentence before it and the table after it.
Nothing here takes text from a person: labels come from tool definitions and are escaped all the same.
"""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from goldseam.insight.stats import Grid, Step

STRONG = 3.0
"""A cell three times the person's own average, or more, is drawn at full strength."""


def heat(found: Grid, parts: Sequence[str], days: Sequence[str], label: str) -> str:
    """Weekday × part of day, once for wide and once for narrow screens (only one of them is shown)."""
    wide = _heat(found, parts, days, label, "onlywide", (640, 240), 128, 72, 64, 17)
    narrow = _heat(found, parts, [day[:1] for day in days], label, "onlynarrow", (340, 240), 70, 38, 34, 15)
    return wide + narrow


def _heat(
    found: Grid,
    parts: Sequence[str],
    days: Sequence[str],
    label: str,
    css: str,
    size: tuple[int, int],
    left: int,
    pitch: int,
    width: int,
    text: int,
) -> str:
    top, row, tall = 34, 50, 42
    words = [f'<text x="0" y="{top + i * row + 27}">{escape(part)}</text>' for i, part in enumerate(parts)]
    words += [
        f'<text x="{left + j * pitch + width / 2:g}" y="22" text-anchor="middle">{escape(day)}</text>'
        for j, day in enumerate(days)
    ]
    cells = [
        f'<rect x="{left + j * pitch}" y="{top + i * row}" width="{width}" height="{tall}" rx="4" '
        f'fill-opacity="{strength(ratio)}"/>'
        for i, ratios in enumerate(found.ratios)
        for j, ratio in enumerate(ratios)
    ]
    return (
        f'<svg class="{css}" viewBox="0 0 {size[0]} {size[1]}" width="100%" role="img" aria-label="{escape(label)}">'
        f'<g font-size="{text}" fill="var(--soft)">{"".join(words)}</g>'
        f'<g fill="var(--sage)">{"".join(cells)}</g></svg>'
    )


def strength(ratio: float) -> str:
    """Opacity of a cell: faint for rare, about a third for the person's own average, full for three times it."""
    return f"{0.06 + 0.9 * min(1.0, max(0.0, ratio) / STRONG):.2f}"


def line(steps: Sequence[Step], low: float, high: float, label: str) -> str:
    """Medians as a line, lowest to highest as a band behind it; weeks without entries stay gaps.

    The words for its ends and dates stand beside it on the page, so that they are as large as all other words.
    """
    left, right, top, bottom = 8, 632, 8, 128
    gap = (right - left) / max(1, len(steps) - 1)

    def point(i: int, value: float | None) -> str:
        x = left + i * gap if len(steps) > 1 else (left + right) / 2
        clipped = min(high, max(low, value or 0))
        return f"{x:.4g} {bottom - (clipped - low) / (high - low) * (bottom - top):.4g}"

    drawn: list[str] = []
    for first, run in _runs(steps):
        up = [point(first + i, s.high) for i, s in enumerate(run)]
        down = [point(first + i, s.low) for i, s in enumerate(run)]
        middle = [point(first + i, s.mid) for i, s in enumerate(run)]
        if len(run) > 1:
            drawn.append(f'<path d="M{" ".join(up + down[::-1])}Z" fill="var(--sage)" fill-opacity=".16"/>')
            drawn.append(f'<path d="M{" ".join(middle)}" fill="none" stroke="var(--sage)" stroke-width="4"/>')
        if len(steps) <= 16 or len(run) == 1:
            dots = "".join(f"M{at}h0" for at in middle)
            drawn.append(f'<path d="{dots}" stroke="var(--sage)" stroke-width="11" stroke-linecap="round"/>')
    return (
        f'<svg viewBox="0 0 640 136" width="100%" role="img" aria-label="{escape(label)}">'
        f'<path d="M{left} {top}H{right}M{left} {bottom}H{right}" stroke="var(--line)" stroke-width="1.5"/>'
        f"{''.join(drawn)}</svg>"
    )


def _runs(steps: Sequence[Step]) -> list[tuple[int, list[Step]]]:
    """Stretches of weeks that have entries, each with the index it starts at."""
    runs: list[tuple[int, list[Step]]] = []
    for i, found in enumerate(steps):
        if found.mid is None:
            continue
        if runs and runs[-1][0] + len(runs[-1][1]) == i:
            runs[-1][1].append(found)
        else:
            runs.append((i, [found]))
    return runs
