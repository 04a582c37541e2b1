"""`python -m tests.together` writes the rules with their guards into docs/security.md."""

import os

import django

import tests.env

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "goldseam.settings")
django.setup()

from tests.together.mutants import PAGE, page  # noqa: E402 - the settings first

assert tests.env
PAGE.write_text(page())
