"""Every refusal as one calm page: what happened, whether anything was kept, what to do. Help now is on all of them.

Nothing of an error's message or place reaches the page; what was typed does (passwords, PINs and codes never).
"""

from __future__ import annotations

import logging
import sys
from collections.abc import Callable
from dataclasses import dataclass
from http import HTTPStatus

from django.conf import settings
from django.contrib.sessions.exceptions import SessionInterrupted
from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from goldseam.people import access, doors, typed
from goldseam.vault import Busy, HistoryWentBack, NotSaved, RoomClosed, Tampered, VaultError, current
from goldseam.vault.saving import why_of
from goldseam.web.errors import broken

log = logging.getLogger("goldseam")
_SAVING = {"full": HTTPStatus.INSUFFICIENT_STORAGE, "busy": HTTPStatus.SERVICE_UNAVAILABLE}
_AGAIN_AFTER = "5"


@dataclass(frozen=True, slots=True)
class Refusal:
    """What a page says. `again`: whether sending the same form once more makes sense."""

    status: int
    title: str
    words: list[str]
    again: bool = False


class Refusals:
    """Turns the vault's refusals into pages where no view has dealt with them itself."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if response.status_code == HTTPStatus.METHOD_NOT_ALLOWED and not response.content:
            page = answer(request, _wrong_way())
            page["Allow"] = response.get("Allow", "GET")
            return page
        return response

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        if isinstance(error, RoomClosed):
            return _closed(request)
        if isinstance(error, HistoryWentBack):
            return doors.older(request)
        refusal = _of(error, request.method == "POST")
        return None if refusal is None else answer(request, refusal)


def _closed(request: HttpRequest) -> HttpResponse:
    vault = current(request)
    return access.nobody(request) if vault is None else access.shut(request, vault)


def _of(error: BaseException | None, sent: bool) -> Refusal | None:
    """The page for an error nobody has dealt with; None for one that is simply a fault of ours.

    `sent`: a form was sent, so that "not saved" is what matters.
    """
    if isinstance(error, DatabaseError) and "decode" in str(error).lower():
        error = Tampered("text where there should be none")
    if isinstance(error, DatabaseError):
        error = why_of(error)
        if error.why == "database" and not sent:
            return None
    if isinstance(error, NotSaved):
        log.error(f"not-saved.{error.why}")
        return _not_saved(error, sent)
    if isinstance(error, Busy):
        log.warning("door.busy")
        return _busy()
    if isinstance(error, Tampered):
        log.error("vault.tampered")
        return _tampered()
    if isinstance(error, VaultError):
        return _forbidden()
    return None


# -- what is said --------------------------------------------------------------------------------------


def _not_saved(error: NotSaved, sent: bool) -> Refusal:
    if error.why == "full":
        why = _("The server has no room left on its disk. Whoever runs it has to make some.")
    elif error.why == "busy":
        why = _("The server is busy with something else. In a few seconds it will be free again.")
    else:
        why = _("The server could not write it down safely.")
    words = [why, _("What you kept before is not touched.")]
    status = _SAVING.get(error.why, HTTPStatus.INTERNAL_SERVER_ERROR)
    title = _("Not saved") if sent else _("Not just now")
    return Refusal(status, title, words, again=True)


def _busy() -> Refusal:
    words = [_("Several people are at the door just now. Please wait a few seconds, then try again.")]
    return Refusal(HTTPStatus.SERVICE_UNAVAILABLE, _("One moment, please"), words, again=True)


def _tampered() -> Refusal:
    return Refusal(
        HTTPStatus.CONFLICT,
        _("Something here was changed from outside"),
        [
            _("What lies on the server does not fit together any more, so it was not opened. Nothing else is touched."),
            _("The disk may be damaged, or somebody may have changed it on purpose."),
            _("Ask whoever runs this server, unless you are afraid of that person. Then open Help now first."),
        ],
    )


def _forbidden() -> Refusal:
    return Refusal(HTTPStatus.FORBIDDEN, _("This did not open"), [_("Nothing was changed.")])


def _wrong_way() -> Refusal:
    words = [_("This address only takes what a form sends. Nothing was changed.")]
    return Refusal(HTTPStatus.METHOD_NOT_ALLOWED, _("Not this way"), words)


def _unread(error: Exception | None) -> Refusal:
    if isinstance(error, RequestDataTooBig | TooManyFieldsSent | TooManyFilesSent):
        words = [_("That was more than fits into one form. Nothing was kept. Please make it shorter.")]
        return Refusal(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, _("Too much at once"), words)
    if isinstance(error, SessionInterrupted):
        words = [_("You were signed out while this page was made. Sign in, and look whether it was kept.")]
        return Refusal(HTTPStatus.BAD_REQUEST, _("You were signed out"), words)
    words = [_("What arrived here could not be read. Nothing was changed.")]
    return Refusal(HTTPStatus.BAD_REQUEST, _("That did not arrive well"), words)


# -- Django's own refusals -----------------------------------------------------------------------------


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    return answer(request, _unread(exception))


def server_error(request: HttpRequest) -> HttpResponse:
    """Also for what goes wrong outside views, such as writing the session on a full disk."""
    refusal = _of(sys.exc_info()[1], request.method == "POST")
    return broken(request) if refusal is None else answer(request, refusal)


def answer(request: HttpRequest, refusal: Refusal) -> HttpResponse:
    """The page in the usual frame, or in a bare one when even that cannot be made."""
    context = {"refusal": refusal, "name": settings.CONF.name, "place": ""}
    try:
        response = render(request, "web/refusal.html", context | _sent(request, refusal), status=refusal.status)
    except Exception:
        log.exception("refusal.bare")
        response = HttpResponse(render_to_string("web/refusal_bare.html", context), status=refusal.status)
    if refusal.status == HTTPStatus.SERVICE_UNAVAILABLE:
        response["Retry-After"] = _AGAIN_AFTER
    return response


def _sent(request: HttpRequest, refusal: Refusal) -> dict[str, object]:
    """What was typed, and the way to send it again or to begin anew."""
    if request.method != "POST" or refusal.status == HTTPStatus.REQUEST_ENTITY_TOO_LARGE:
        return {"back": doors.local_path(request.path) if refusal.again else "/"}
    again = refusal.again and not typed.has_secrets(request.POST)
    return {
        "text": typed.shown(request.POST),
        "again": request.get_full_path() if again else "",
        "carried": typed.carried(request.POST) if again else [],
        "back": doors.local_path(request.path) if refusal.status == HTTPStatus.FORBIDDEN else "/",
    }
