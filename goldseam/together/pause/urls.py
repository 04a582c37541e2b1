from django.urls import path

from goldseam.together.pause import views

urlpatterns = [
    path("n/us/t25/", views.home, name="pause"),
    path("n/us/t25/go/", views.go, name="pause_go"),
    path("n/us/t25/ok/", views.ok, name="pause_ok"),
    path("n/us/t25/back/", views.back, name="pause_back"),
    path("n/us/t25/plan/", views.plan, name="pause_plan"),
    path("n/us/t25/say/", views.say, name="pause_say"),
    path("n/us/t25/try/", views.practise, name="pause_try"),
]
