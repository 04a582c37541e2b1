"""This browser's memory of the newest table (W8): a cookie of its own, which needs the first door only.

It is compared before any page of the table is made, and before anything is said or laid there on the side. A table that
went back, was rewritten or is gone is refused with a plain page; everything else stays open.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse

from goldseam.people import devices
from goldseam.together import older
from goldseam.vault import HistoryWentBack, Vault, VaultError, current, heads, pairing
from goldseam.vault.table import tables

FREE: Final = frozenset({"older", "leave", "leave_at", "stay"})
"""The way to take an older copy as it is, and the way out: leaving asks nobody, the server neither."""
_LOOKED: Final = "_goldseam_table"


class TableMemory:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if request.method == "POST" or hasattr(request, _LOOKED):
            try:
                _remember(request, response)
            except (VaultError, DatabaseError):  # what cannot be read is not what should be remembered
                return response
        return response

    def process_view(self, request: HttpRequest, view: object, args: Any, kwargs: Any) -> HttpResponse | None:
        match = request.resolver_match
        vault = current(request)
        if vault is None or match is None or match.namespace != "together" or match.url_name in FREE:
            return None
        setattr(request, _LOOKED, True)
        try:
            return None if fits(request, vault) else older.page(request)
        except (VaultError, DatabaseError):  # the view meets the same, and says what is wrong
            return None


def fits(request: HttpRequest, vault: Vault) -> bool:
    """Whether the tables are what this browser's memory leads to."""
    try:
        heads.compare_table(vault, vault.tables, devices.seen_table(request, vault.person))
    except HistoryWentBack:
        return False
    return True


def _remember(request: HttpRequest, response: HttpResponse) -> None:
    vault = current(request)
    if vault is None:
        return
    found = tables(vault.keys, vault.own) if request.method == "POST" else vault.tables
    newest, before = heads.newest(found), devices.seen_table(request, vault.person)
    try:
        if not older.taken(request) and heads.compare_table(vault, found, before):
            return
    except HistoryWentBack:  # is not learned
        return
    if newest is None:
        if before:
            devices.forget_table(response, vault.person)
    elif heads.remembered_table(vault, before) == newest.space or not pairing.inviting(vault.person):
        devices.remember_table(response, vault.person, heads.remember_table(vault, newest))
