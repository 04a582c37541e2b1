from django.apps import AppConfig


class TodayConfig(AppConfig):
    name = "goldseam.today"
    label = "today"
