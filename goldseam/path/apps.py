from django.apps import AppConfig


class PathConfig(AppConfig):
    name = "goldseam.path"
    label = "path"

    def ready(self) -> None:
        """The tools lie below: lessons are brought their signs, what waits the letter and the advice."""
        from goldseam.path import advice, letter_waits
        from goldseam.path.gather import beside
        from goldseam.tools import due
        from goldseam.tools.t08_library.beside import signs_with

        signs_with(beside)
        due.bring(advice.waits)
        due.bring(letter_waits.waits)
