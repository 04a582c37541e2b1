from django.urls import path

from goldseam.together import consent, leaving, live, older, places, resting, views, weeks

app_name = "together"
urlpatterns = [
    path("n/us/", views.us, name="us"),
    path("n/us/invite/", views.invite, name="invite"),
    path("n/us/code/", views.code, name="code"),
    path("n/us/words/", views.words, name="words"),
    path("n/us/want/", views.want, name="want"),
    path("n/us/lay/week/", weeks.index, name="weeks"),
    path("n/us/lay/week/<slug:code>/", weeks.lay, name="lay_week"),
    path("n/us/lay/<slug:code>/<uuid:id>/", views.lay, name="lay"),
    path("n/us/laid/", views.laid, name="laid"),
    path("n/us/back/all/", consent.back_all, name="back_all"),
    path("n/us/back/<uuid:id>/", views.back, name="back"),
    path("n/us/leave/", leaving.leave, name="leave"),
    path("n/us/leave/2/", leaving.leave_at, name="leave_at"),
    path("n/us/leave/3/", leaving.stay, name="stay"),
    path("n/us/before/", views.before, name="before"),
    path("n/us/older/", older.older, name="older"),
    path("n/us/live/", live.live, name="live"),
    path("n/us/t36/", resting.rest, name="rest"),
    *places.patterns(),
]
