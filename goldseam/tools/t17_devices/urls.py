from __future__ import annotations

from django.urls import path

from goldseam.tools.t17_devices import views

urlpatterns = [
    path("n/t17/mark/", views.mark, name="t17_mark"),
]
