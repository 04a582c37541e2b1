from __future__ import annotations

from django.urls import path

from goldseam.tools.t22_commit import views

urlpatterns = [
    path("n/t22/mark/", views.mark, name="t22_mark"),
    path("n/t22/drop/", views.drop, name="t22_drop"),
    path("n/t22/step/", views.step, name="t22_step"),
]
