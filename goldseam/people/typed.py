"""What somebody typed into a form that could not be kept just now: carried on, or shown so that it can be copied.

Secrets are neither carried nor shown. Nor are answers that are kept nowhere at all (T58): whoever has just picked up
the phone may be looking at the page that asks for the PIN.
"""

from __future__ import annotations

import re

from django.http import QueryDict

PIN = "_pin"
"""The PIN typed on a page that stands before another form's answer."""
UNKEPT = "unkept-"
"""Names of fields begin with this (a form's prefix) when their answers must outlive nothing: no PIN page, no draft."""
UNKEPT_FORM = "unkept"
"""A hidden field of such a form. It is carried, so that the PIN page goes on saying what happened."""
_SECRET = re.compile(r"(^|_)(pin|again|pass|password|phrase|code|secret|key|csrfmiddlewaretoken)\d*($|_)")
_TECHNICAL = re.compile(r"^(uid|to|back|unkept|_.*)$|(^|-)(TOTAL|INITIAL|MIN_NUM|MAX_NUM)_FORMS$")


def carried(post: QueryDict) -> list[tuple[str, str]]:
    """Names and values to repeat as hidden inputs."""
    return [(name, value) for name, values in post.lists() if not _hidden(name) for value in values]


def has_secrets(post: QueryDict) -> bool:
    """Whether something was typed that is not carried, so that repeating the form would not repeat the act."""
    names = (name for name in post if name != "csrfmiddlewaretoken")
    return any(_hidden(name) and post.get(name) for name in names)


def has_unkept(post: QueryDict) -> bool:
    """Whether the form was one whose answers are kept nowhere."""
    return UNKEPT_FORM in post or any(name.startswith(UNKEPT) for name in post)


def shown(post: QueryDict) -> str:
    """What a person would want to copy: one line or paragraph for each field, in the order of the form."""
    found = [
        (name.replace("_", " ").replace("-", " "), ", ".join(v for v in values if v.strip()))
        for name, values in post.lists()
        if not _hidden(name) and not _TECHNICAL.search(name) and any(v.strip() for v in values)
    ]
    if len(found) == 1:
        return found[0][1]
    return "\n\n".join(f"{name}: {value}" for name, value in found)


def _hidden(name: str) -> bool:
    return name.startswith(UNKEPT) or _SECRET.search(name) is not None
