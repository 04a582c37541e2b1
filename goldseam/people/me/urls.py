"""The person's own corner. Names are in the `people:` namespace (goldseam.people.urls includes this)."""

from __future__ import annotations

from django.urls import URLPattern, path

from goldseam.people.me import views, views_devices, views_erase, views_kit, views_locks, views_second

urlpatterns: list[URLPattern] = [
    path("n/me/", views.me, name="me"),
    path("n/me/discreet/", views.discreet, name="discreet"),
    path("n/me/lock-time/", views.lock_time, name="lock_time"),
    path("n/me/numbers/", views.numbers, name="numbers"),
    path("n/me/check/", views.check, name="check"),
    path("n/me/locks/", views_locks.locks, name="locks"),
    path("n/me/locks/password/", views_locks.password, name="password"),
    path("n/me/locks/pin/", views_locks.pin, name="pin"),
    path("n/me/locks/known/", views_locks.binding, name="binding"),
    path("n/me/locks/all/", views_locks.everything, name="everything"),
    path("n/me/devices/", views_devices.all_devices, name="devices"),
    path("n/me/devices/new/", views_devices.admit, name="device_new"),
    path("n/me/devices/code/", views_devices.code, name="device_code"),
    path("n/me/devices/out/", views_devices.everywhere, name="out_everywhere"),
    path("n/me/devices/<str:row>/name/", views_devices.rename, name="device_name"),
    path("n/me/devices/<str:row>/end/", views_devices.end, name="device_end"),
    path("n/me/kit/", views_kit.kit, name="kit"),
    path("n/me/kit/code/", views_kit.kit_code, name="kit_code"),
    path("n/me/kit/none/", views_kit.kit_none, name="kit_none"),
    path("n/me/kit/stop/", views_kit.stop, name="kit_stop"),
    path("n/me/kit/stopped/", views_kit.stopped, name="kit_stopped"),
    path("n/me/second/", views_second.second, name="second"),
    path("n/me/second/app/", views_second.app, name="second_app"),
    path("n/me/second/key/", views_second.key, name="second_key"),
    path("n/me/second/<int:number>/", views_second.remove, name="second_remove"),
    path("n/me/erase/", views_erase.erase, name="erase"),
    path("n/me/erase/later/", views_erase.later, name="erase_later"),
    path("n/me/erase/stay/", views_erase.stay, name="erase_stay"),
    path("in/gone/", views_erase.gone, name="gone"),
    path("in/kit/wait/", views_kit.kit_wait, name="kit_wait"),
    path("in/kit/end/", views_kit.kit_end, name="kit_end"),
]
