"""T12's own pages; they stand before the general ones."""

from __future__ import annotations

from django.urls import path

from goldseam.tools import views as general
from goldseam.tools.t12_plans import views

urlpatterns = [
    path("n/t12/say/<slug:key>/", views.say, name="t12_say"),
    path("n/t12/week/<slug:key>/", views.week, name="t12_week"),
    path("n/t12b/", general.to_tool, {"code": "t12"}),
]
