"""T14's own pages; they stand before the general ones."""

from __future__ import annotations

from django.urls import path

from goldseam.tools import views as general
from goldseam.tools.t14_lapse import views

urlpatterns = [
    path("n/t14/new/", views.new),
    path("n/t14/first/", views.first, name="t14_first"),
    path("n/t14/calm/", views.calm, name="t14_calm"),
    path("n/t14/safe/", views.safe, name="t14_safe"),
    path("n/t14b/", general.to_tool, {"code": "t14"}),
    path("n/t14b/new/", general.to_tool, {"code": "t14"}),
    path("n/t14c/", general.to_tool, {"code": "t14"}),
]
