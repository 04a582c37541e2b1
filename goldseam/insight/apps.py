from django.apps import AppConfig


class InsightConfig(AppConfig):
    name = "goldseam.insight"
    label = "insight"
