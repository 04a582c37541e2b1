"""The one page of its own that T48 has."""

from django.urls import path

from goldseam.tools.t48_wins import views

urlpatterns = [path("n/t48/switch/", views.switch, name="t48_switch")]
