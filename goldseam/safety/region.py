"""Whose numbers to show: the reader's own choice, else the server's, else the country the browser's language names."""

from __future__ import annotations

from typing import Final

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from goldseam.safety import lines
from goldseam.safety.lines import Region

COOKIE: Final = "region"
_YEAR: Final = 365 * 24 * 3600


def of(request: HttpRequest) -> Region:
    for code in (request.COOKIES.get(COOKIE, ""), settings.CONF.region):
        if code and lines.knows(code):
            return lines.for_region(code)
    return lines.for_region(lines.guess(request.headers.get("Accept-Language", "")))


def remember(response: HttpResponse, code: str) -> None:
    """The cookie holds the country's code and nothing else."""
    response.set_cookie(COOKIE, code, max_age=_YEAR, secure=settings.CONF.https, httponly=True, samesite="Strict")
