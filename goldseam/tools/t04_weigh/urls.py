"""Addresses that only T04 has."""

from django.urls import path

from goldseam.tools.t04_weigh import views

urlpatterns = [path("n/t04/k/<uuid:id>/line/", views.line, name="t04_line")]
