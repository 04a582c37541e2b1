from django.urls import path

from goldseam.tools.rest import views

urlpatterns = [path("n/rest/", views.switch, name="rest")]
