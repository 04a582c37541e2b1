"""Which pages look like others: the same elements in the same order, and no longer word in them.

There are more than a thousand pages and some four hundred different ones. What a browser has to judge (widths, targets,
labels, colours) depends on the elements and on words that cannot be broken; so one page of each look is enough.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any

_ALONE = frozenset(
    {"area", "base", "br", "col", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
    | {"circle", "ellipse", "line", "path", "polyline", "rect", "use"}
)
_SAID = frozenset({"role", "disabled", "open", "required", "readonly", "hidden", "checked"})
_APART = re.compile(r"[\s\-–—/]+")
LONG = 14
"""Letters of a word from which on it can be the one that does not fit."""
Node = tuple[str, list[Any]]


class _Skeleton(HTMLParser):
    """Elements with their classes and what assistive technology is told; no words but the longest one's length."""

    def __init__(self) -> None:
        super().__init__()
        self.root: Node = ("page", [])
        self.path: list[Node] = [self.root]
        self.parts: set[tuple[str, str]] = set()
        self.longest = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        told = sorted(name for name in given if name.startswith("aria-") or name in _SAID)
        name = " ".join([tag, *sorted((given.get("class") or "").split()), given.get("type") or "", *told])
        self.parts.add((self.path[-1][0], name))
        node: Node = (name, [])
        self.path[-1][1].append(node)
        if tag not in _ALONE:
            self.path.append(node)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in _ALONE:
            self.path.pop()

    def handle_endtag(self, tag: str) -> None:
        for depth in range(len(self.path) - 1, 0, -1):
            if self.path[depth][0].split(" ")[0] == tag:
                del self.path[depth:]
                return

    def handle_data(self, data: str) -> None:
        if self.path[-1][0].split(" ")[0] not in {"script", "style"}:
            self.longest = max([self.longest, *map(len, _APART.split(data))])


def _shape(node: Node) -> tuple[str, tuple[Any, ...]]:
    """A list of forty things looks like a list of two."""
    return node[0], tuple(dict.fromkeys(_shape(child) for child in node[1]))


@dataclass
class Looks:
    """What was seen so far. Asked once about each page, in the order in which they are looked at."""

    longest: dict[int, int] = field(default_factory=dict)
    parts: set[tuple[str, str]] = field(default_factory=set)

    def fresh(self, body: str) -> bool:
        """Whether no page before had these elements in this order, or such a long word among them."""
        seen = _read(body)
        look = hash(_shape(seen.root))
        before = self.longest.get(look, -1)
        self.longest[look] = max(before, seen.longest)
        return before < 0 or seen.longest > max(before, LONG)

    def fresh_parts(self, body: str) -> bool:
        """Whether there is an element in a place where none was before: enough for what a theme can change."""
        seen = _read(body)
        new = not seen.parts <= self.parts
        self.parts |= seen.parts
        return new


def _read(body: str) -> _Skeleton:
    found = _Skeleton()
    found.feed(body)
    return found
