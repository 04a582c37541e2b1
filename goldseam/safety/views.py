"""Help for a person in distress. Every page is public and answers without a session, an account or a database."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from goldseam.safety import cards, pages, region, routes
from goldseam.safety.forms import RegionForm


@require_GET
def help_home(request: HttpRequest) -> HttpResponse:
    return render(request, "safety/help.html", {"page": pages.home(region.of(request)), "place": ""})


@require_GET
def route(request: HttpRequest, slug: str) -> HttpResponse:
    found = _route(slug)
    return render(request, "safety/route.html", {"page": pages.route_page(found, region.of(request))})


@require_GET
def step(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    found = _route(slug)
    page = pages.step_page(found, number, region.of(request))
    if page is None:
        raise Http404
    return render(request, "safety/step.html", {"page": page, "route": found})


@require_GET
def wave(request: HttpRequest) -> HttpResponse:
    return render(request, "safety/wave.html", {"words": routes.wave(), "done": reverse("safety:wave_after")})


@require_GET
def wave_after(request: HttpRequest) -> HttpResponse:
    return render(request, "safety/wave_after.html", {"words": routes.wave()})


@require_GET
def now(request: HttpRequest) -> HttpResponse:
    return render(request, "safety/now.html", {"kit": cards.kit()})


@require_http_methods(["GET", "POST"])
def choose_region(request: HttpRequest) -> HttpResponse:
    form = RegionForm(request.POST or None, initial={"region": region.of(request).code})
    if request.method == "POST" and form.is_valid():
        response = HttpResponseRedirect(reverse("safety:help"), status=303)
        region.remember(response, form.cleaned_data["region"])
        return response
    return render(request, "safety/region.html", {"form": form}, status=422 if form.errors else 200)


@require_GET
def go(request: HttpRequest, token: str) -> HttpResponse:
    """Names the site a link leads to, and what opening it leaves behind, before anything leaves this server."""
    line = pages.find_line(token)
    if line is None or not line.site:
        raise Http404
    return render(request, "safety/go.html", {"line": line})


def _route(slug: str) -> routes.Route:
    found = routes.route(slug)
    if found is None:
        raise Http404
    return found
