from django.apps import AppConfig


class TogetherConfig(AppConfig):
    name = "goldseam.together"
    label = "together"

    def ready(self) -> None:
        """Kept pages lie below: they are brought the way to the table, and copies its words."""
        from goldseam.exports.kept import copy_with, name_with
        from goldseam.together.catalogue import talks
        from goldseam.together.consent import sight
        from goldseam.together.copied import TOGETHER, words_of
        from goldseam.together.laying import way_to_the_table
        from goldseam.together.places import way_to_a_place
        from goldseam.together.weeks import way_to_the_table as way_of_weeks
        from goldseam.tools.onto import lead_places_with, lead_weeks_with, lead_with, list_with
        from goldseam.tools.t60_consent.sight import look_with

        lead_with(way_to_the_table)
        lead_weeks_with(way_of_weeks)
        lead_places_with(way_to_a_place)
        list_with(talks)
        name_with(words_of)
        copy_with(TOGETHER)
        look_with(sight)
