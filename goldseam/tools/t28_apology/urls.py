"""T28's page of its own."""

from __future__ import annotations

from django.urls import path

from goldseam.tools.t28_apology import views

urlpatterns = [path("n/t28/k/<uuid:id>/step/", views.step, name="t28_step")]
