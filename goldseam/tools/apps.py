from django.apps import AppConfig


class ToolsConfig(AppConfig):
    name = "goldseam.tools"
    label = "tools"

    def ready(self) -> None:
        """A readable copy calls every kind of record, question and answer by the words of its tool."""
        from goldseam.exports import kept
        from goldseam.tools.labels import words_of

        kept.name_with(words_of)
