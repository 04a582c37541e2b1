"""The library's pages. A record begins on its lesson's page, so the general "new" leads to the list."""

from django.urls import path

from goldseam.tools import views as general
from goldseam.tools.t08_library import views

urlpatterns = [
    path("n/t08/", views.library),
    path("n/t08/new/", general.to_tool, {"code": "t08"}),
    path("n/t08/l/<slug:lesson>/", views.lesson, name="t08_lesson"),
    path("n/t08/l/<slug:lesson>/do/", views.do, name="t08_do"),
    path("n/t08/search/", views.search, name="t08_search"),
    path("n/t08/words/", views.words, name="t08_words"),
    path("n/t08/books/", views.books, name="t08_books"),
]
