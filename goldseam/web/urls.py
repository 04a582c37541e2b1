from django.urls import path

from goldseam.web import leave, views

app_name = "web"
urlpatterns = [
    path("leave/", leave.leave, name="leave"),
    path("theme/", views.theme, name="theme"),
    path("manifest.webmanifest", views.manifest, name="manifest"),
    path("sw.js", views.worker, name="worker"),
    path("healthz/", views.healthz, name="healthz"),
]
