"""The headers of every response: nothing is stored, nothing is loaded from elsewhere, nothing is sensed.

Written here rather than taken from a package because the policy is one fixed string: it is put together once, at
start, and a nonce is added only to the page that asked for one.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable
from typing import Final

from django.conf import settings
from django.http import HttpRequest, HttpResponse

_SELF: Final = "'self'"
_POLICY: Final = {
    "default-src": "'none'",
    "script-src": _SELF,
    "style-src": _SELF,
    "img-src": _SELF,
    "font-src": _SELF,
    "connect-src": _SELF,
    "manifest-src": _SELF,
    "worker-src": _SELF,
    "form-action": _SELF,
    "frame-ancestors": "'none'",
    "base-uri": "'none'",
    "require-trusted-types-for": "'script'",
    "trusted-types": "gs",
}
# Passkeys are the only powerful feature in use. The rest of what browsers offer is refused by name.
_ALLOWED: Final = ("publickey-credentials-create", "publickey-credentials-get")
_REFUSED: Final = (
    "accelerometer", "autoplay", "browsing-topics", "camera", "clipboard-read", "compute-pressure",
    "display-capture", "encrypted-media", "fullscreen", "gamepad", "geolocation", "gyroscope", "hid", "idle-detection",
    "keyboard-map", "local-fonts", "magnetometer", "microphone", "midi", "otp-credentials", "payment",
    "picture-in-picture", "screen-wake-lock", "serial", "storage-access", "sync-xhr", "usb",
    "window-management", "xr-spatial-tracking",
)  # fmt: skip
# "cache" only: clearing cookies or storage would take the device's own secret with it (security.md §1.4).
_CLEARING: Final = frozenset({"web:leave", "people:lock", "people:sign_out"})

ALWAYS: Final = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "X-Robots-Tag": "noindex, nofollow",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": ", ".join([f"{name}=()" for name in _REFUSED] + [f"{name}=(self)" for name in _ALLOWED]),
}


def policy(nonce: str = "") -> str:
    given = {**_POLICY}
    if nonce:
        for name in ("script-src", "style-src"):
            given[name] = f"{_SELF} 'nonce-{nonce}'"
    return "; ".join(f"{name} {value}" for name, value in given.items())


_PLAIN: Final = policy()


def nonce(request: HttpRequest) -> str:
    """The nonce of this response, made when a template first asks for it."""
    made: str | None = getattr(request, "_gs_nonce", None)
    if made is None:
        made = secrets.token_urlsafe(16)
        request._gs_nonce = made  # type: ignore[attr-defined]
    return made


class Headers:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        for name, value in ALWAYS.items():
            response[name] = value
        asked = getattr(request, "_gs_nonce", None)
        response["Content-Security-Policy"] = policy(asked) if asked else _PLAIN
        if response.status_code >= 400 or not request.path_info.startswith(settings.STATIC_URL):
            response["Cache-Control"] = "no-store"
        match = request.resolver_match
        if request.method == "POST" and match is not None and match.view_name in _CLEARING:
            response["Clear-Site-Data"] = '"cache"'
        return response
