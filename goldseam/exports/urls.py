from django.urls import path

from goldseam.exports import views

app_name = "exports"
urlpatterns = [
    path("n/me/export/", views.home, name="home"),
    path("n/me/export/sealed/", views.sealed, name="sealed"),
    path("n/me/export/plain/", views.plain, name="plain"),
]
