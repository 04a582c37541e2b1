from django.urls import path

from goldseam.together.meeting import views

urlpatterns = [
    path("n/us/meeting/", views.meeting, name="meeting"),
    path("n/us/meeting/slot/", views.slot, name="meeting_slot"),
    path("n/us/meeting/calendar/", views.calendar, name="meeting_calendar"),
    path("n/us/meeting/answer/", views.answer, name="meeting_answer"),
    path("n/us/meeting/today/", views.ready, name="meeting_ready"),
    path("n/us/meeting/on/", views.on, name="meeting_on"),
    path("n/us/meeting/after/", views.after, name="meeting_after"),
    path("n/us/meeting/item/", views.topic, name="meeting_topic"),
    path("n/us/meeting/item/move/", views.topic_move, name="meeting_topic_move"),
    path("n/us/meeting/line/", views.decide, name="meeting_decide"),
    path("n/us/meeting/line/say/", views.about, name="meeting_about"),
    path("n/us/meeting/line/mine/", views.mine, name="meeting_mine"),
]
