"""T42's pages of its own."""

from __future__ import annotations

from django.urls import path

from goldseam.tools.t42_check import views

urlpatterns = [
    path("n/t42/ride/", views.ride, name="t42_ride"),
    path("n/t42/k/<uuid:id>/later/", views.later, name="t42_later"),
]
