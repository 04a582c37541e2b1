from django.urls import path

from goldseam.together.meeting import views

urlpatterns = [
    path("n/us/t21/", views.meeting, name="meeting"),
    path("n/us/t21/slot/", views.slot, name="meeting_slot"),
    path("n/us/t21/calendar/", views.calendar, name="meeting_calendar"),
    path("n/us/t21/answer/", views.answer, name="meeting_answer"),
    path("n/us/t21/today/", views.ready, name="meeting_ready"),
    path("n/us/t21/on/", views.on, name="meeting_on"),
    path("n/us/t21/after/", views.after, name="meeting_after"),
    path("n/us/t21/item/", views.topic, name="meeting_topic"),
    path("n/us/t21/item/move/", views.topic_move, name="meeting_topic_move"),
    path("n/us/t21/line/", views.decide, name="meeting_decide"),
    path("n/us/t21/line/say/", views.about, name="meeting_about"),
    path("n/us/t21/line/mine/", views.mine, name="meeting_mine"),
]
