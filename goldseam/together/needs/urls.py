from django.urls import path

from goldseam.together.needs import views

urlpatterns = [
    path("n/us/needs/", views.needs, name="needs"),
    path("n/us/needs/put/", views.ask, name="needs_ask"),
    path("n/us/needs/say/", views.reply, name="needs_reply"),
    path("n/us/needs/back/", views.back, name="needs_back"),
    path("n/us/needs/cards/", views.card, name="cards"),
    path("n/us/needs/cards/keep/", views.keep, name="cards_keep"),
    path("n/us/needs/cards/away/", views.away, name="cards_away"),
]
