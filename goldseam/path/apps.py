from django.apps import AppConfig


class PathConfig(AppConfig):
    name = "goldseam.path"
    label = "path"

    def ready(self) -> None:
        """The lessons lie below: they are brought the signs that stand beside them."""
        from goldseam.path.gather import beside
        from goldseam.tools.t08_library.beside import signs_with

        signs_with(beside)
