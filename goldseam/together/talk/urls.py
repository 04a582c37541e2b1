from django.urls import path

from goldseam.together.talk import views

urlpatterns = [
    path("n/us/talk/", views.home, name="talk"),
    path("n/us/talk/begin/", views.begin, name="talk_begin"),
    path("n/us/talk/answer/", views.answer, name="talk_answer"),
    path("n/us/talk/turn/", views.turn, name="talk_turn"),
    path("n/us/talk/end/", views.end, name="talk_end"),
    path("n/us/talk/keep/", views.keep, name="talk_keep"),
    path("n/us/talk/after/", views.after, name="talk_after"),
]
