from django.urls import path

from goldseam.path import letter_views, views

app_name = "path"
urlpatterns = [
    path("n/path/", views.home, name="home"),
    path("n/path/said/", views.said, name="said"),
    path("n/path/stage/", views.stage, name="stage"),
    path("n/path/rhythm/", views.rhythm, name="rhythm"),
    path("n/path/letter/", letter_views.page, name="letter"),
]
