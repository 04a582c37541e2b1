from __future__ import annotations

from django.urls import path

from goldseam.tools.t27_open import views

urlpatterns = [path("n/t27/same/", views.same, name="t27_same")]
