from django.urls import path

from goldseam.path import views

app_name = "path"
urlpatterns = [
    path("n/path/", views.home, name="home"),
    path("n/path/tried/", views.left, name="left"),
    path("n/us/", views.us, name="us"),
]
