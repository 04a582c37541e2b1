from django.urls import path

from goldseam.tools.t60_consent import views

urlpatterns = [
    path("n/t60/", views.consent, name="t60"),
    path("n/t60/<path:rest>", views.elsewhere),
]
