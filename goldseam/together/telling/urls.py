from django.urls import path

from goldseam.together.telling import views

urlpatterns = [
    path("n/us/t14/", views.telling, name="telling"),
    path("n/us/t14/prepare/", views.prepare, name="telling_prepare"),
    path("n/us/t14/<uuid:id>/", views.read, name="telling_read"),
    path("n/us/t14/<uuid:id>/when/", views.when, name="telling_when"),
    path("n/us/t14/<uuid:id>/told/", views.told, name="telling_told"),
    path("n/us/t14/<uuid:id>/back/", views.back, name="telling_back"),
]
