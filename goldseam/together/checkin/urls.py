from django.urls import path

from goldseam.together.checkin import own, views

urlpatterns = [
    path("n/us/t20/", views.home, name="checkin"),
    path("n/us/t20/form/", views.choose, name="checkin_form"),
    path("n/us/t20/answer/", views.answer, name="checkin_answer"),
    path("n/us/t20/now/", views.now, name="checkin_now"),
    path("n/us/t20/fit/", views.fit, name="checkin_fit"),
    path("n/us/t20/turn/", views.turn, name="checkin_turn"),
    path("n/us/t20/close/", views.close, name="checkin_close"),
    path("n/us/t20/write/", own.write, name="checkin_write"),
    path("n/us/t20/after/", own.after, name="checkin_after"),
    path("n/us/t20/alone/", own.alone, name="checkin_alone"),
    path("n/us/t20/alone/<uuid:id>/", own.drop, name="checkin_drop"),
]
