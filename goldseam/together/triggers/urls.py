from django.urls import path

from goldseam.together.triggers import views

urlpatterns = [
    path("n/us/care/", views.home, name="triggers"),
    path("n/us/care/new/", views.new, name="triggers_new"),
    path("n/us/care/<uuid:id>/", views.change, name="triggers_change"),
    path("n/us/care/<uuid:id>/reply/", views.reply, name="triggers_reply"),
    path("n/us/care/<uuid:id>/now/", views.moment, name="triggers_now"),
    path("n/us/care/<uuid:id>/looked/", views.looked, name="triggers_looked"),
    path("n/us/care/<uuid:id>/back/", views.back, name="triggers_back"),
]
