from __future__ import annotations

from django.urls import path

from goldseam.tools.t03_sort import views

urlpatterns = [
    path("n/t03/few/", views.few, name="t03_few"),
]
