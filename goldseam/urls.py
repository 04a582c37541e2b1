"""The one list of addresses: neutral words only, they end up in a browser's history (R19)."""

from __future__ import annotations

from django.conf import settings
from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("goldseam.web.urls")),
]

if settings.CONF.demo:
    urlpatterns.append(path("", include("goldseam.demo.urls")))
