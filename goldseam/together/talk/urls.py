from django.urls import path

from goldseam.together.talk import views

urlpatterns = [
    path("n/us/t24/", views.home, name="talk"),
    path("n/us/t24/begin/", views.begin, name="talk_begin"),
    path("n/us/t24/answer/", views.answer, name="talk_answer"),
    path("n/us/t24/turn/", views.turn, name="talk_turn"),
    path("n/us/t24/end/", views.end, name="talk_end"),
    path("n/us/t24/keep/", views.keep, name="talk_keep"),
    path("n/us/t24/after/", views.after, name="talk_after"),
]
