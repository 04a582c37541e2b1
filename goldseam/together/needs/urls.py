from django.urls import path

from goldseam.together.needs import views

urlpatterns = [
    path("n/us/t26/", views.needs, name="needs"),
    path("n/us/t26/put/", views.ask, name="needs_ask"),
    path("n/us/t26/say/", views.reply, name="needs_reply"),
    path("n/us/t26/back/", views.back, name="needs_back"),
    path("n/us/t26/cards/", views.card, name="cards"),
    path("n/us/t26/cards/keep/", views.keep, name="cards_keep"),
    path("n/us/t26/cards/away/", views.away, name="cards_away"),
]
