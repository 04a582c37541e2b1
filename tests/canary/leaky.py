"""The real server with one leak planted, to show that the canary sings. Argument: where the leak goes."""

from __future__ import annotations

import os
import sys
import tempfile

import django.conf

WHERE = sys.argv.pop(1)


class Leak:
    """Middleware that does what a careless line of code would do with a form."""

    def __init__(self, get_response: object) -> None:
        self.get_response = get_response

    def __call__(self, request):  # type: ignore[no-untyped-def]
        typed = " ".join(v for name, values in request.POST.lists() if name != "csrfmiddlewaretoken" for v in values)
        if request.method == "POST" and "csrfmiddlewaretoken" in request.POST:
            getattr(self, WHERE)(typed)
        response = self.get_response(request)
        if WHERE == "cookie" and request.method == "POST":
            response.set_cookie("last", typed.encode().hex()[:3000])
        return response

    def log(self, typed: str) -> None:
        print(typed, file=sys.stderr, flush=True)

    def temporary(self, typed: str) -> None:
        with tempfile.NamedTemporaryFile("w", delete=False) as handle:
            handle.write(typed)

    def cookie(self, typed: str) -> None:
        """On the way out."""

    def cache(self, typed: str) -> None:
        from django.core.cache import cache

        cache.set("last-form", typed)

    def table(self, typed: str) -> None:
        from django.db import connection

        with connection.cursor() as cursor:
            cursor.execute("create table if not exists notes_seen (line text)")
            cursor.execute("insert into notes_seen values (%s)", [typed])


os.environ.setdefault("DJANGO_SETTINGS_MODULE", "goldseam.settings")
sys.path.insert(0, os.environ["PYTHONPATH"])
django.conf.settings.MIDDLEWARE = [*django.conf.settings.MIDDLEWARE, "tests.canary.leaky.Leak"]
sys.modules["tests.canary.leaky"] = sys.modules["__main__"]

from goldseam.cli import main  # noqa: E402

raise SystemExit(main(["serve"]))
