from django.urls import path

from goldseam.together.telling import views

urlpatterns = [
    path("n/us/telling/", views.telling, name="telling"),
    path("n/us/telling/prepare/", views.prepare, name="telling_prepare"),
    path("n/us/telling/<uuid:id>/", views.read, name="telling_read"),
    path("n/us/telling/<uuid:id>/when/", views.when, name="telling_when"),
    path("n/us/telling/<uuid:id>/told/", views.told, name="telling_told"),
    path("n/us/telling/<uuid:id>/back/", views.back, name="telling_back"),
]
