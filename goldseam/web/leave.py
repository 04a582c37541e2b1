"""Leaving at once (T61, R18): the session ends, the page goes blank, an ordinary site takes its place."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.html import format_html
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

_BLANK = (
    '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{}</title>'
    '<meta http-equiv="refresh" content="0;url={}"></head><body></body></html>'
)


@csrf_exempt  # somebody who must go now is never stopped by a stale form; see the check of the sender below
@require_http_methods(["GET", "POST"])
def leave(request: HttpRequest) -> HttpResponse:
    """End the session and answer with an empty page that moves on by itself.

    A redirect would be refused by `form-action 'self'`, which browsers also apply to where a form's answer leads, and
    listing the exit address there would break on the first site that redirects further. A page that refreshes is not
    under that rule and works with no script. GET only moves on: a link elsewhere must not end anybody's session.
    """
    if request.method == "GET":
        return HttpResponseRedirect(settings.CONF.exit_url)
    if request.headers.get("Sec-Fetch-Site", "same-origin") != "cross-site":
        request.session.flush()
    return HttpResponse(format_html(_BLANK, settings.CONF.name, settings.CONF.exit_url))
