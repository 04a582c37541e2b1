"""Between the two factors of the first door: not signed in yet, and nothing of the vault can be reached."""

from __future__ import annotations

import json
from http import HTTPStatus
from typing import Any

from allauth.account.stages import LoginStageController
from allauth.mfa.models import Authenticator
from allauth.mfa.stages import AuthenticateStage
from allauth.mfa.webauthn.internal import auth as webauthn
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from goldseam.people.access import see_other
from goldseam.people.second_forms import CodeForm, KeyForm
from goldseam.vault import current


@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def second(request: HttpRequest) -> HttpResponse:
    """Ask for the code or the key; when it fits, allauth finishes signing in (`backend.Adapter.post_login`)."""
    if current(request) is not None:
        return see_other("/")
    stage = LoginStageController.enter(request, AuthenticateStage.key)
    if stage is None:
        return see_other(reverse("people:sign_in"))
    user = stage.login.user
    typed: dict[str, Any] = {"user": user}
    form: CodeForm | KeyForm | None = None
    if request.method == "POST":
        form = (KeyForm if "credential" in request.POST else CodeForm)(data=request.POST, **typed)
        if form.is_valid():
            form.save()
            response: HttpResponse = stage.exit()
            return response
    return _ask(request, user, form)


def _ask(request: HttpRequest, user: Any, form: CodeForm | KeyForm | None) -> HttpResponse:
    kinds = set(Authenticator.objects.filter(user_id=user.pk).values_list("type", flat=True))
    has_key = Authenticator.Type.WEBAUTHN.value in kinds
    context = {
        "place": "in",
        "app": Authenticator.Type.TOTP.value in kinds,
        "form": form if isinstance(form, CodeForm) else CodeForm(user=user),
        "key": json.dumps(webauthn.begin_authentication(user)["publicKey"]) if has_key else "",
        "key_error": form.errors["credential"][0] if isinstance(form, KeyForm) and form.errors else "",
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form is not None else HTTPStatus.OK
    return render(request, "people/second.html", context, status=status)
