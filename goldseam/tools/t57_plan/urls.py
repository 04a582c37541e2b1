from django.urls import path

from goldseam.tools.t57_plan import views

urlpatterns = [path("n/t57/read/", views.read, name="t57_read")]
