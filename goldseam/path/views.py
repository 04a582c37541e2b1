from __future__ import annotations

from uuid import UUID

from django.core.exceptions import BadRequest
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from goldseam.path.actions import say_leave_tried
from goldseam.path.gather import read
from goldseam.path.pages import path_page
from goldseam.people.access import RoomRequest, SignedInRequest, room_open, see_other, signed_in


@require_GET
@room_open
def home(request: RoomRequest) -> HttpResponse:
    known = read(request.vault, request.COOKIES, timezone.now()).known
    return render(request, "path/home.html", {"place": "path", "page": path_page(known)})


@require_POST
@room_open
def left(request: RoomRequest) -> HttpResponse:
    try:
        uid = UUID(request.POST.get("uid", ""), version=4)
    except ValueError as error:
        raise BadRequest from error
    say_leave_tried(request.room, id=uid, now=timezone.now())
    return see_other(reverse("path:home"))


@require_GET
@signed_in
def us(request: SignedInRequest) -> HttpResponse:
    return render(request, "path/us.html", {"place": "us"})
