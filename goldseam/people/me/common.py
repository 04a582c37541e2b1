"""What the views of Me share: one way to render, one way to make a form, and the door for acts on both locks."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from typing import Any, Concatenate, ParamSpec, TypeVar
from uuid import uuid4

from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from goldseam.people.access import SignedInRequest, room_open, signed_in
from goldseam.people.me.stepup import Again
from goldseam.vault import current

P = ParamSpec("P")
F = TypeVar("F", bound=Form)
View = Callable[Concatenate[SignedInRequest, P], HttpResponse]


def filled(kind: type[F], request: HttpRequest, **kwargs: Any) -> F:
    """The form as posted, or empty with a fresh idempotency key. A weighty one asks the request who it is."""
    initial = {"uid": uuid4(), **kwargs.pop("initial", {})}
    if issubclass(kind, Again):
        kwargs["request"] = request
    return kind(request.POST if request.method == "POST" else None, initial=initial, **kwargs)


def page(request: HttpRequest, template: str, form: Form | None = None, **context: Any) -> HttpResponse:
    """A page of Me; 422 while its form has errors."""
    wrong = form is not None and form.is_bound and bool(form.errors)
    status = HTTPStatus.UNPROCESSABLE_ENTITY if wrong else HTTPStatus.OK
    return render(request, template, {"place": "me", "form": form, **context}, status=status)


def both_doors(view: View[P]) -> Callable[Concatenate[HttpRequest, P], HttpResponse]:
    """For an act on all locks: the room must be open if there is one."""

    @wraps(view)
    def guarded(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        vault = current(request)
        guard = room_open if vault is not None and vault.has_room else signed_in
        return guard(view)(request, *args, **kwargs)

    return guarded


def unknown() -> str:
    return _("This browser is not known any more. Please sign out, sign in again, and come back.")


def busy() -> str:
    return _("The server is busy just now, so nothing was changed. Please try again in a few seconds.")
