"""Taking a copy of everything. What is made lives in memory until the browser has it."""

from __future__ import annotations

from http import HTTPStatus
from urllib.parse import unquote
from uuid import uuid4

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_POST

from goldseam.exports import archive, readable
from goldseam.exports.forms import PlainForm, SealedForm
from goldseam.people.access import RoomRequest, room_open
from goldseam.people.me.stepup import account_of
from goldseam.people.profile import settings_of
from goldseam.vault.errors import Busy


@require_GET
@room_open
def home(request: RoomRequest) -> HttpResponse:
    return _page(request)


def _page(request: RoomRequest, sealed: SealedForm | None = None, plain: PlainForm | None = None) -> HttpResponse:
    """Both forms; each knows its own errors. Their ids differ, because both may ask for the password."""
    context = {
        "place": "me",
        "sealed": sealed or SealedForm(request=request, auto_id="id_s_%s", initial={"uid": uuid4()}),
        "plain": plain or PlainForm(request=request, auto_id="id_p_%s", initial={"uid": uuid4(), "shape": "text"}),
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if sealed or plain else HTTPStatus.OK
    return render(request, "exports/home.html", context, status=status)


def _file(body: bytes, name: str, kind: str) -> HttpResponse:
    response = HttpResponse(body, content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@sensitive_post_parameters()
@require_POST
@room_open
def sealed(request: RoomRequest) -> HttpResponse:
    form = SealedForm(request.POST, request=request, auto_id="id_s_%s")
    if form.is_valid():
        now = timezone.now()
        packed = archive.pack(request.room, account_of(request).name, now, request.vault.tables)
        try:
            body = archive.seal(packed, form.cleaned_data["passphrase"])
            return _file(body, archive.file_name(now), "application/octet-stream")
        except Busy:
            form.add_error(None, _("The server is busy just now. Please try again in a few seconds."))
    return _page(request, sealed=form)


@sensitive_post_parameters()
@require_POST
@room_open
def plain(request: RoomRequest) -> HttpResponse:
    form = PlainForm(request.POST, request=request, auto_id="id_p_%s")
    if not form.is_valid():
        return _page(request, plain=form)
    marks: bool = form.cleaned_data["marks"]
    now = timezone.now()
    name = f"notes-{now:%Y-%m}"
    if form.cleaned_data["shape"] == "json":
        body = readable.as_json(request.room, now, marks=marks, tables=request.vault.tables)
        return _file(body, f"{name}.json", "application/json")
    me = settings_of(request.room, now)
    zone = readable.zone(str(me.get("tz", "")), unquote(request.COOKIES.get("tz", "")))
    text = readable.as_text(request.room, zone, now, marks=marks, tables=request.vault.tables)
    return _file(text.encode(), f"{name}.txt", "text/plain; charset=utf-8")
