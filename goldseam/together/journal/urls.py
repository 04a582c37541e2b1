from django.urls import path

from goldseam.together.journal import views

urlpatterns = [
    path("n/us/book/", views.journal, name="journal"),
    path("n/us/book/write/", views.write, name="journal_write"),
    path("n/us/book/mine/", views.mine, name="journal_mine"),
    path("n/us/book/<uuid:id>/", views.line, name="journal_line"),
    path("n/us/book/<uuid:id>/back/", views.back, name="journal_back"),
]
