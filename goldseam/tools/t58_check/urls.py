"""Everything under n/t58/ is answered here, so that no general page ever takes an answer of this tool and keeps it."""

from __future__ import annotations

from django.urls import path

from goldseam.tools.t58_check import views

urlpatterns = [
    path("n/t58/", views.first, name="t58"),
    path("n/t58/look/", views.look, name="t58_look"),
    path("n/t58/<path:rest>", views.elsewhere),
]
