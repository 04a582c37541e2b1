from django.apps import AppConfig


class PathConfig(AppConfig):
    name = "goldseam.path"
    label = "path"
