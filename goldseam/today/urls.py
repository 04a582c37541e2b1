from django.urls import path

from goldseam.today import start_views, views

app_name = "today"
urlpatterns = [
    path("", views.home, name="home"),
    path("n/now/pull/", views.keep_pull, name="pull"),
    path("n/now/steady/", views.keep_steady, name="steady"),
    path("n/now/mood/", views.keep_mood, name="mood"),
    path("n/now/later/", views.not_now, name="later"),
    path("n/start/", start_views.start, name="start"),
    path("n/you/", views.you, name="you"),
]
