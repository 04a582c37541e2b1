"""The addresses of a demo, for tests: the usual ones and one-click entry."""

from __future__ import annotations

from django.urls import include, path

from goldseam.urls import urlpatterns as usual

urlpatterns = [*usual, path("", include("goldseam.demo.urls"))]
