"""The way back from an exercise to its lesson: a cookie with the lesson's number, for an hour, on pages of tools only.

An address would lose it at the first link, and a record would be one more thing kept. The cookie says no more than the
browser's history says already, and it goes when the lesson or Today is opened.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from goldseam.tools.t08_library.lessons import Lesson, lesson

COOKIE: Final = "of"
HOUR: Final = 3600
PATH: Final = "/n/"
_TOOL: Final = re.compile(r"/n/(?:t\d\d|you/|path/)")
_HERE: Final = re.compile(r"/n/t08/l/")


@dataclass(frozen=True, slots=True)
class Back:
    title: str
    url: str


def set_out(response: HttpResponse, found: Lesson) -> HttpResponse:
    response.set_cookie(
        COOKIE, found.id, max_age=HOUR, path=PATH, secure=settings.CONF.https, httponly=True, samesite="Strict"
    )
    return response


def arrived(response: HttpResponse) -> HttpResponse:
    response.delete_cookie(COOKIE, path=PATH, samesite="Strict")
    return response


def back(request: HttpRequest) -> Back | None:
    """Where the exercise came from, on the pages where it can be under way."""
    found = lesson(request.COOKIES.get(COOKIE, "")) if _TOOL.match(request.path) else None
    if found is None or _HERE.match(request.path):
        return None
    return Back(found.front.title, reverse("tools:t08_lesson", args=[found.id]))
