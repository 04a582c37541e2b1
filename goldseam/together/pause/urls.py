from django.urls import path

from goldseam.together.pause import views

urlpatterns = [
    path("n/us/pause/", views.home, name="pause"),
    path("n/us/pause/go/", views.go, name="pause_go"),
    path("n/us/pause/ok/", views.ok, name="pause_ok"),
    path("n/us/pause/back/", views.back, name="pause_back"),
    path("n/us/pause/plan/", views.plan, name="pause_plan"),
    path("n/us/pause/say/", views.say, name="pause_say"),
    path("n/us/pause/try/", views.practise, name="pause_try"),
]
