from django.urls import path

from goldseam.together.triggers import views

urlpatterns = [
    path("n/us/t37/", views.home, name="triggers"),
    path("n/us/t37/new/", views.new, name="triggers_new"),
    path("n/us/t37/<uuid:id>/", views.change, name="triggers_change"),
    path("n/us/t37/<uuid:id>/reply/", views.reply, name="triggers_reply"),
    path("n/us/t37/<uuid:id>/now/", views.moment, name="triggers_now"),
    path("n/us/t37/<uuid:id>/looked/", views.looked, name="triggers_looked"),
    path("n/us/t37/<uuid:id>/back/", views.back, name="triggers_back"),
]
