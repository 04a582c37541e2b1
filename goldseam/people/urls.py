from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path

from goldseam.people import views_door

app_name = "people"
urlpatterns: list[URLPattern | URLResolver] = [
    path("new/", views_door.sign_up, name="sign_up"),
    path("in/", views_door.sign_in, name="sign_in"),
    path("in/new-device/", views_door.new_device, name="new_device"),
    path("in/kit/", views_door.kit, name="kit_in"),
    path("out/", views_door.sign_out, name="sign_out"),
    path("room/", views_door.room, name="room"),
    path("room/older/", views_door.older, name="older"),
    path("room/lock/", views_door.lock, name="lock"),
    path("", include("goldseam.people.me.urls")),
]
