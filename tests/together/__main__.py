"""`python -m tests.together` writes the rules with their guards into docs/security.md.

With the folder of a long run (`tests.together.long`) its figure is taken over first.
"""

import os
import sys
import time
from pathlib import Path

import django

import tests.env

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "goldseam.settings")
django.setup()

from tests.together.mutants import PAGES, note, page  # noqa: E402 - the settings first

assert tests.env
if len(sys.argv) > 1:
    figure = Path(sys.argv[1]) / "figure.json"
    note(figure, time.strftime("%Y-%m-%d", time.gmtime(figure.stat().st_mtime)))
for path in PAGES:
    path.write_text(page(path))
