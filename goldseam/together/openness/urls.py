from django.urls import path

from goldseam.together.openness import views

urlpatterns = [
    path("n/us/t27/", views.openness, name="openness"),
    path("n/us/t27/in/", views.hand_in, name="openness_in"),
    path("n/us/t27/open/", views.lay_open, name="openness_open"),
    path("n/us/t27/less/", views.lower, name="openness_less"),
    path("n/us/t27/back/", views.back, name="openness_back"),
]
