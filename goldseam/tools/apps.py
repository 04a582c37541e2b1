from django.apps import AppConfig


class ToolsConfig(AppConfig):
    name = "goldseam.tools"
    label = "tools"
