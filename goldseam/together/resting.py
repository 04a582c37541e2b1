"""A rest from being asked (R10): set, shown and ended by one of the two; for the other it is the ordinary limit.

Like "not now" it always goes, under pressure (T60) too: it carries no word, and it keeps somebody from being asked.
Neither its page nor any other is different by pressure.
"""

from __future__ import annotations

from http import HTTPStatus
from typing import Final
from uuid import uuid4

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from goldseam.people.access import RoomRequest, see_other
from goldseam.people.me.stepup import Once
from goldseam.together import pace
from goldseam.together.seat import Seat, seated
from goldseam.together.tables import Ours
from goldseam.tools.desk import not_saved, not_saved_status
from goldseam.tools.times import clock, full_day
from goldseam.vault import NotSaved
from goldseam.vault import rests as kept
from goldseam.vault.errors import Ended

PLACE: Final = "us"
DAYS: Final = (1, 2, 3, 5, 7, 10, pace.LONGEST)
END: Final = 0


def rests(found: Ours) -> list[pace.Rest]:
    """Of either. Whoever may not ask learns only that (`pace.may_ask`)."""
    now = found.now
    there = kept.rests(found.table).items()
    return [pace.Rest(by, rest.at, rest.days) for by, rest in there if rest.at <= now]


class Rest(Once):
    days = forms.TypedChoiceField(
        label=gettext_lazy("For how long?"),
        coerce=int,
        choices=[(str(END), ""), *((str(n), str(n)) for n in DAYS)],
        widget=forms.RadioSelect,
        error_messages={
            "required": gettext_lazy("Please choose one."),
            "invalid_choice": gettext_lazy("Please choose from the answers shown."),
        },
    )
    days.kind = "chips"  # type: ignore[attr-defined]
    field_order = ("days", "uid")


@require_http_methods(["GET", "POST"])
@seated
def rest(request: RoomRequest, seat: Seat) -> HttpResponse:
    form, status = Rest(request.POST or None, initial={"uid": uuid4()}), int(HTTPStatus.OK)
    if request.method == "POST" and form.is_valid():
        try:
            said = form.cleaned_data
            kept.set_rest(seat.found.table, said["days"], id=said["uid"], now=seat.at.now)
            return see_other(reverse("together:rest"))
        except Ended:
            return see_other(reverse("together:us"))
        except NotSaved as error:
            form.add_error(None, not_saved(error))
            status = not_saved_status(error)
    if form.errors and status == HTTPStatus.OK:
        status = HTTPStatus.UNPROCESSABLE_ENTITY
    form.fields["days"].widget.choices = [(str(n), _days(n)) for n in DAYS]
    context = {"place": PLACE, "form": form, "until": _until(seat), "uid": uuid4()}
    return render(request, "together/rest.html", context, status=status)


def _days(n: int) -> str:
    return _("1 day") if n == 1 else _("%(n)s days") % {"n": n}


def _until(seat: Seat) -> str:
    """The end of this person's own, for nobody else; "" for none."""
    end = pace.own_rest(rests(seat.found), seat.found.vault.person, seat.at.now)
    if end is None:
        return ""
    there = end.astimezone(seat.at.zone)
    return _("%(day)s, %(time)s") % {"day": full_day(there.date()), "time": clock(end, seat.at.zone)}
