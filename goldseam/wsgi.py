"""What an HTTP server loads."""

from __future__ import annotations

import os

from django.conf import settings
from django.core.wsgi import get_wsgi_application

from goldseam import caches

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "goldseam.settings")
application = get_wsgi_application()
caches.claim(settings.CACHE_FOLDER)
