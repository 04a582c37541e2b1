"""Django made ready for a command: settings, tables, static files."""

from __future__ import annotations

import os


def start_django(*, hashed_static: bool = False) -> None:
    """Load Django. With `hashed_static` pages point at the hashed, compressed copies that `collect_static` makes."""
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "goldseam.settings")
    if hashed_static:
        os.environ["GS_HASHED_STATIC"] = "1"
    django.setup()


def migrate(quiet: bool = False) -> int:
    from django.core.management import call_command

    start_django()
    call_command("migrate", interactive=False, verbosity=0 if quiet else 1)
    return 0


def collect_static() -> None:
    from django.core.management import call_command

    call_command("collectstatic", interactive=False, clear=True, verbosity=0)


def close_connections() -> None:
    """No process that forks may hold a database connection: parent and child would write through the same one."""
    from django.db import connections

    connections.close_all()
