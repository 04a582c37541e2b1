"""The one list of addresses: neutral words only, they end up in a browser's history (R19)."""

from __future__ import annotations

from importlib.util import find_spec

from django.conf import settings
from django.urls import URLPattern, URLResolver, include, path

_APPS = ("people", "today", "path", "tools", "safety", "exports", "web")

urlpatterns: list[URLPattern | URLResolver] = [
    *(path("", include(f"goldseam.{name}.urls")) for name in _APPS if find_spec(f"goldseam.{name}.urls")),
    path("", include("goldseam.people.urls_allauth")),
]

if settings.CONF.demo:
    urlpatterns.append(path("", include("goldseam.demo.urls")))

handler400 = "goldseam.web.refusals.bad_request"
handler403 = handler404 = "goldseam.web.errors.missing"  # absent and forbidden answer alike
handler500 = "goldseam.web.refusals.server_error"
