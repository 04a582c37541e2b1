"""The little Markdown that a lesson may use: paragraphs, ## headings, lists, *weight*, and > for its example.

Everything else is refused.

markdown-it-py reads it with every other rule switched off, raw HTML included; what it does not know it escapes.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt
from markdown_it.token import Token

_KNOWN = frozenset(
    {
        "paragraph_open", "paragraph_close", "heading_open", "heading_close", "bullet_list_open", "bullet_list_close",
        "ordered_list_open", "ordered_list_close", "list_item_open", "list_item_close", "inline", "text", "softbreak",
        "em_open", "em_close", "strong_open", "strong_close", "blockquote_open", "blockquote_close",
    }
)  # fmt: skip


@cache
def _reader() -> MarkdownIt:
    return MarkdownIt("zero").enable(["heading", "list", "emphasis", "newline", "blockquote"])


def render(text: str) -> SafeString:
    return mark_safe(_reader().render(text))  # noqa: S308 - HTML in the text is escaped


def paragraphs(text: str) -> list[str]:
    """The words of each paragraph, heading and list item, without marks: what a check of language reads."""
    return [
        "".join(" " if part.type == "softbreak" else part.content for part in token.children or [])
        for token in _reader().parse(text)
        if token.type == "inline"
    ]


def blocks(text: str) -> tuple[str, ...]:
    """The order of the text's outer blocks: its shape."""
    names = {"paragraph_open": "p", "heading_open": "h", "bullet_list_open": "ul", "ordered_list_open": "ol"}
    names["blockquote_open"] = "quote"
    return tuple(names[one.type] for one in _reader().parse(text) if one.level == 0 and one.type in names)


def faults(text: str) -> list[str]:
    """What a lesson may not hold, judged by a reader that knows all of Markdown."""
    found = []
    for token in _all(MarkdownIt("commonmark").parse(text)):
        if token.type not in _KNOWN:
            found.append(f"“{token.type}” is no part of a lesson: paragraphs, ## headings, lists and *weight* only")
        if token.type == "heading_open" and token.tag != "h2":
            found.append("headings inside a lesson begin with ##")
    if "http:" in text or "https:" in text or "www." in text:
        found.append("a lesson has no addresses")
    return list(dict.fromkeys(found))


def _all(tokens: list[Token]) -> Iterator[Token]:
    for token in tokens:
        yield token
        yield from token.children or []
