"""Pages for when something is not there, was open too long, or broke. None says more than the person needs."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template import loader

from goldseam.people import typed


def missing(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Absent and forbidden look the same."""
    return render(request, "gs/missing.html", status=404)


def stale(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form whose token does not fit any more. What was typed is shown, so that nothing has to be written twice."""
    context = {"text": typed.shown(request.POST), "again": request.path}
    return render(request, "gs/stale.html", context, status=403)


def broken(request: HttpRequest) -> HttpResponse:
    """Uses no database and no session: either may be what broke."""
    context = {"name": settings.CONF.name, "exit_url": settings.CONF.exit_url}
    return HttpResponse(loader.render_to_string("gs/broken.html", context), status=500)
