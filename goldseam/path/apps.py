from django.apps import AppConfig


class PathConfig(AppConfig):
    name = "goldseam.path"
    label = "path"

    def ready(self) -> None:
        """The tools lie below: lessons are brought the signs that stand beside them, what waits the monthly letter."""
        from goldseam.path import letter_waits
        from goldseam.path.gather import beside
        from goldseam.tools import due
        from goldseam.tools.t08_library.beside import signs_with

        signs_with(beside)
        due.bring(letter_waits.waits)
