from __future__ import annotations

from django.urls import path

from goldseam.tools.t16_pause import views

urlpatterns = [
    path("n/t16/", views.overview),
    path("n/t16/new/", views.new),
    path("n/t16/close/", views.close, name="t16_close"),
    path("n/t16/again/", views.again, name="t16_again"),
]
