from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "goldseam.people"
    label = "people"

    def ready(self) -> None:
        from goldseam.people import second_factor  # noqa: F401 - its receiver keeps times out of allauth's rows
