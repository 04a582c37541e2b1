from django.urls import path

from goldseam.together.journal import views

urlpatterns = [
    path("n/us/journal/", views.journal, name="journal"),
    path("n/us/journal/write/", views.write, name="journal_write"),
    path("n/us/journal/mine/", views.mine, name="journal_mine"),
    path("n/us/journal/<uuid:id>/", views.line, name="journal_line"),
    path("n/us/journal/<uuid:id>/back/", views.back, name="journal_back"),
]
