"""The page of patterns."""

from django.urls import path

from goldseam.tools.patterns import views

urlpatterns = [path("n/patterns/", views.patterns, name="patterns")]
