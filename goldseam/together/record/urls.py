from django.urls import path

from goldseam.together.record import views

urlpatterns = [
    path("n/us/all/", views.record, name="record"),
    path("n/us/all/1/", views.not_me, name="record_not_me"),
    path("n/us/all/2/", views.keep, name="record_keep"),
    path("n/us/all/3/", views.done, name="record_done"),
    path("n/us/own/", views.kept, name="kept"),
    path("n/us/own/1/", views.away, name="kept_away"),
]
