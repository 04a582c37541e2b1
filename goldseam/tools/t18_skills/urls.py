from __future__ import annotations

from django.urls import path

from goldseam.tools.t18_skills import views

urlpatterns = [
    path("n/t18/s/<slug:skill>/", views.practise, name="t18_skill"),
]
