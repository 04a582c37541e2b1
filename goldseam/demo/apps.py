from django.apps import AppConfig


class DemoConfig(AppConfig):
    name = "goldseam.demo"
    label = "demo"
