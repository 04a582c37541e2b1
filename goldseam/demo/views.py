"""One click into a made-up life. Answers 404 anywhere but in a demo made by `build`."""

from __future__ import annotations

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_POST

from goldseam.demo.build import PASSWORD, PIN, device_secret, is_demo, person_id
from goldseam.demo.history import characters
from goldseam.people import doors
from goldseam.people.models import Account
from goldseam.vault import current
from goldseam.vault import doors as locks


@require_GET
def choose(request: HttpRequest) -> HttpResponse:
    """The two people, a button each."""
    if not is_demo():
        raise Http404
    people = [{"name": one["name"], "about": one["about"]} for one in characters(settings.CONTENT_DIR)]
    return render(request, "demo/choose.html", {"people": people})


@require_POST
def enter(request: HttpRequest, name: str) -> HttpResponse:
    """Both doors at once, for one of the two."""
    account = Account.objects.filter(pk=person_id(name)).first() if is_demo() else None
    if account is None:
        raise Http404
    secret = device_secret(name)
    keys = locks.sign_in(account.id, PASSWORD, secret)
    response = doors.let_in(request, doors.Opened(account, keys, secret), "/")
    vault = current(request)
    if vault is not None:
        vault.enter(locks.open_room(keys, PIN, secret))
    response["Location"] = "/"
    return response
