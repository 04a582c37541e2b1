from django.apps import AppConfig


class ExportsConfig(AppConfig):
    name = "goldseam.exports"
    label = "exports"
