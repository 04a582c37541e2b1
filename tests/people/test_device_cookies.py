"""Devices: what their cookies and rows say, and to whom."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.http import HttpResponse
from django.test import Client, RequestFactory

from goldseam.conf import Conf
from goldseam.people import devices
from goldseam.people.models import Device
from tests.conftest import Cast


@pytest.mark.parametrize(
    ("agent", "label"),
    [
        ("Mozilla/5.0 (Linux; Android 15; Pixel 8) AppleWebKit/537.36 Chrome/130.0 Mobile Safari/537.36", "Phone"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Mobile/15E148 Safari/604.1", "Phone"),
        ("Mozilla/5.0 (iPad; CPU OS 18_0 like Mac OS X) Version/18.0 Mobile/15E148 Safari/604.1", "Tablet"),
        ("Mozilla/5.0 (Linux; Android 14; SM-X200) Chrome/130.0 Safari/537.36", "Tablet"),
        ("Mozilla/5.0 (X11; Linux x86_64; rv:132.0) Gecko/20100101 Firefox/132.0", "Computer"),
        ("", "Computer"),
    ],
)
def test_a_device_is_named_as_coarsely_as_can_be(agent: str, label: str) -> None:
    assert devices.guess(RequestFactory().get("/", headers={"user-agent": agent})) == label


def test_labels_are_sealed_and_only_their_owner_reads_them(cast: Cast) -> None:
    keys = cast.R.vault.keys
    [(row, label)] = devices.labels(keys)
    assert label == "Computer" and b"Computer" not in bytes(Device.objects.get(pk=row).label)
    assert devices.relabel(keys, row, "The one in the kitchen")
    assert devices.labels(keys) == [(row, "The one in the kitchen")]
    assert not devices.relabel(cast.B.vault.keys, row, "mine now")
    assert not devices.end(cast.B.vault.keys, row)
    assert devices.end(keys, row) and devices.labels(keys) == []


def test_with_tls_the_cookies_are_bound_to_the_host(settings, signed_out: Client) -> None:  # type: ignore[no-untyped-def]
    settings.CONF = Conf(origin="https://notes.example", proxies=1, data=settings.CONF.data)
    response = HttpResponse()
    person = uuid4()
    devices.remember(response, person, devices.Token(b"i" * 16, b"s" * 32))
    devices.remember_head(response, person, "head")
    assert sorted(name[:9] for name in response.cookies) == ["__Host-d-", "__Host-h-"]
    for cookie in response.cookies.values():
        assert cookie["secure"] and cookie["httponly"] and cookie["path"] == "/" and not cookie["domain"]


def test_a_token_does_not_print_its_secret() -> None:
    assert "ssss" not in repr(devices.Token(b"i" * 16, b"s" * 32))
