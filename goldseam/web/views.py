"""The few addresses that belong to the frame itself: theme, manifest, service worker, health."""

from __future__ import annotations

import hashlib
import json
from functools import cache
from pathlib import Path
from typing import Final

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.templatetags.static import static
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_GET, require_POST

from goldseam import __version__
from goldseam.safety.routes import MAIN, routes
from goldseam.web.context import THEMES

_YEAR: Final = 365 * 24 * 3600
_FILES: Final = ("gs/app.css", "gs/app.js", "gs/timer.js", "gs/breathe.js", "gs/icon.svg")
_PAGES: Final = ("safety:help", "safety:wave", "safety:wave_after", "safety:now")


@require_POST
def theme(request: HttpRequest) -> HttpResponse:
    """Light or dark is remembered by the device, not by the room: it is needed before anybody has signed in."""
    back = request.POST.get("back", "/")
    if not (back.startswith("/") and url_has_allowed_host_and_scheme(back, None)):
        back = "/"
    response = HttpResponseRedirect(back)
    response.status_code = 303
    chosen = request.POST.get("theme", "")
    if chosen in THEMES:
        response.set_cookie(
            "theme", chosen, max_age=_YEAR, secure=settings.CONF.https, httponly=True, samesite="Strict"
        )
    else:
        response.delete_cookie("theme", samesite="Strict")
    return response


@require_GET
def manifest(request: HttpRequest) -> HttpResponse:
    name = settings.CONF.name
    return JsonResponse(
        {
            "name": name,
            "short_name": name,
            "start_url": "/",
            "scope": "/",
            "display": "standalone",
            "background_color": "#FAF7F2",
            "theme_color": "#FAF7F2",
            "icons": [{"src": static("gs/icon.svg"), "sizes": "any", "type": "image/svg+xml", "purpose": "any"}],
        },
        content_type="application/manifest+json",
    )


def _route(slug: str) -> str:
    return reverse("safety:route", args=[slug])


@cache
def _worker_source() -> str:
    files = [static(name) for name in _FILES]
    first = [reverse(name) for name in _PAGES] + [_route(slug) for slug in MAIN]
    pages = first + [_route(slug) for slug in routes() if slug not in MAIN]
    mark = hashlib.sha256(json.dumps([files, pages, __version__]).encode()).hexdigest()[:12]
    given = json.dumps(
        {
            "name": mark,
            "files": files,
            "first": first,
            "pages": pages,
            "help": first[0],
            "region": reverse("safety:region"),
        }
    )
    return f"const GIVEN = {given};\n" + (Path(__file__).parent / "worker.js").read_text()


@require_GET
def worker(request: HttpRequest) -> HttpResponse:
    """Served from the root so that its scope is the whole site."""
    return HttpResponse(_worker_source(), content_type="text/javascript; charset=utf-8")


@require_GET
def healthz(request: HttpRequest) -> HttpResponse:
    return HttpResponse("ok", content_type="text/plain")
