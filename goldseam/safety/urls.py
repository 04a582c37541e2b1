"""Public addresses. Numbers and plain words only: they end up in a browser's history (R19)."""

from django.urls import path

from goldseam.safety import views

app_name = "safety"
urlpatterns = [
    path("h/", views.help_home, name="help"),
    path("h/region/", views.choose_region, name="region"),
    path("h/wave/", views.wave, name="wave"),
    path("h/wave/after/", views.wave_after, name="wave_after"),
    path("h/now/", views.now, name="now"),
    path("h/go/<slug:token>/", views.go, name="go"),
    path("h/<slug:slug>/", views.route, name="route"),
    path("h/<slug:slug>/<int:number>/", views.step, name="step"),
]
