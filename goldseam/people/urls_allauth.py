"""The few addresses allauth looks up by its own names. Everything else of it is not reachable."""

from __future__ import annotations

from django.urls import path

from goldseam.people import views_door, views_second

urlpatterns = [
    path("in/", views_door.sign_in, name="account_login"),
    path("in/2/", views_second.second, name="mfa_authenticate"),
]
