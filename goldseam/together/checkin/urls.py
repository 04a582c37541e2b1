from django.urls import path

from goldseam.together.checkin import own, views

urlpatterns = [
    path("n/us/checkin/", views.home, name="checkin"),
    path("n/us/checkin/form/", views.choose, name="checkin_form"),
    path("n/us/checkin/answer/", views.answer, name="checkin_answer"),
    path("n/us/checkin/now/", views.now, name="checkin_now"),
    path("n/us/checkin/fit/", views.fit, name="checkin_fit"),
    path("n/us/checkin/turn/", views.turn, name="checkin_turn"),
    path("n/us/checkin/close/", views.close, name="checkin_close"),
    path("n/us/checkin/write/", own.write, name="checkin_write"),
    path("n/us/checkin/after/", own.after, name="checkin_after"),
    path("n/us/checkin/alone/", own.alone, name="checkin_alone"),
    path("n/us/checkin/alone/<uuid:id>/", own.drop, name="checkin_drop"),
]
