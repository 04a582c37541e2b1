"""Pages of the directory. Nothing in an address says what somebody looked for."""

from __future__ import annotations

from django.urls import path

from goldseam.tools.t52_meetings import views

urlpatterns = [
    path("n/t52/find/", views.find, name="t52_find"),
    path("n/t52/e/<slug:token>/", views.entry, name="t52_entry"),
    path("n/t52/f/", views.known, name="t52_known"),
    path("n/t52/seven/", views.ask, name="t52_ask"),
    path("n/t52/go/<slug:token>/<slug:what>/", views.go, name="t52_go"),
]
