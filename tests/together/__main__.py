"""`python -m tests.together` writes the rules with their guards into docs/security.md.

With the folders of a long run (`tests.together.long`; two side by side count together) its figure is taken over first.
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
if figures := [Path(folder) / "figure.json" for folder in sys.argv[1:]]:
    note(figures, time.strftime("%Y-%m-%d", time.gmtime(max(one.stat().st_mtime for one in figures))))
for path in PAGES:
    path.write_text(page(path))
