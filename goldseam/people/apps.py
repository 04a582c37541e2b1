from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "goldseam.people"
    label = "people"
