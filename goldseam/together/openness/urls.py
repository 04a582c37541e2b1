from django.urls import path

from goldseam.together.openness import views

urlpatterns = [
    path("n/us/openness/", views.openness, name="openness"),
    path("n/us/openness/in/", views.hand_in, name="openness_in"),
    path("n/us/openness/open/", views.lay_open, name="openness_open"),
    path("n/us/openness/less/", views.lower, name="openness_less"),
    path("n/us/openness/back/", views.back, name="openness_back"),
]
