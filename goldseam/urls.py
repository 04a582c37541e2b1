"""The one list of addresses: neutral words only, they end up in a browser's history (R19)."""

from __future__ import annotations

from django.conf import settings
from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("goldseam.people.urls")),
    path("", include("goldseam.today.urls")),
    path("", include("goldseam.path.urls")),
    path("", include("goldseam.together.urls")),
    path("", include("goldseam.tools.urls")),
    path("", include("goldseam.safety.urls")),
    path("", include("goldseam.exports.urls")),
    path("", include("goldseam.web.urls")),
    path("", include("goldseam.people.urls_allauth")),
]

if settings.CONF.demo:
    urlpatterns.append(path("", include("goldseam.demo.urls")))

handler400 = "goldseam.web.refusals.bad_request"
handler403 = handler404 = "goldseam.web.errors.missing"  # absent and forbidden answer alike
handler500 = "goldseam.web.refusals.server_error"
