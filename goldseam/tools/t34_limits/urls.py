from __future__ import annotations

from django.urls import path

from goldseam.tools.t34_limits import views

urlpatterns = [
    path("n/t34/examples/", views.examples_page, name="t34_examples"),
    path("n/t34/ask/", views.ask, name="t34_ask"),
]
