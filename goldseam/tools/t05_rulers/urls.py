"""Addresses of T05 that differ from other tools'."""

from django.urls import path

from goldseam.tools.t05_rulers import views

urlpatterns = [
    path("n/t05/new/", views.new),
    path("n/t05/k/<uuid:id>/change/", views.change),
]
