from __future__ import annotations

from django.urls import path

from goldseam.tools.t19_internet import views

urlpatterns = [
    path("n/t19/mark/", views.mark, name="t19_mark"),
]
