"""What our pages are held against: the least a server can do, and the least Django can do.

granian --interface wsgi tests.bench.plain:hello       the floor
python -m tests.bench.plain                            an empty Django view, served exactly as Goldseam is
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any


def hello(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    start_response("200 OK", [("Content-Type", "text/plain"), ("Content-Length", "5")])
    return [b"hello"]


def main() -> None:
    import django
    from django.conf import settings
    from django.http import HttpResponse
    from django.urls import path

    settings.configure(
        ALLOWED_HOSTS=["*"],
        MIDDLEWARE=[],
        ROOT_URLCONF=type("urls", (), {"urlpatterns": [path("", lambda request: HttpResponse(b"hello"))]}),
    )
    django.setup()
    from django.core.handlers.wsgi import WSGIHandler

    from goldseam import conf
    from goldseam.cli.http import Server

    class Plain(Server):
        def load(self) -> Callable[..., Any]:
            return WSGIHandler()

    Plain(conf.load()).run()


if __name__ == "__main__":
    main()
