from django.apps import AppConfig


class TogetherConfig(AppConfig):
    name = "goldseam.together"
    label = "together"

    def ready(self) -> None:
        """Kept pages lie below: they are brought the way to the table."""
        from goldseam.together.laying import way_to_the_table
        from goldseam.tools.onto import lead_with

        lead_with(way_to_the_table)
