"""Only included when the settings say `demo`."""

from django.urls import path

from goldseam.demo import views

app_name = "demo"
urlpatterns = [
    path("demo/", views.choose, name="choose"),
    path("demo/<slug:name>/", views.enter, name="enter"),
]
