"""T13's own pages; they stand before the general ones."""

from __future__ import annotations

from django.urls import path

from goldseam.tools.t13_page import views

urlpatterns = [
    path("n/t13/day/", views.day, name="t13_day"),
    path("n/t13/risk/<int:number>/", views.risk, name="t13_risk"),
]
