"""One-click entry: nowhere but in a demo. And the two made-up people are worth entering for."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.test import Client
from django.urls import NoReverseMatch, reverse

from goldseam.conf import ConfError, load
from goldseam.demo.build import PASSWORD, PIN, NotADemo, build, device_secret, person_id
from goldseam.demo.history import DAYS, SLIPS, Character, Kept, pair
from goldseam.people.models import Account
from goldseam.tools.definition import MARKS
from goldseam.vault import doors
from goldseam.vault.access import room_of
from tests.conftest import Cast, vault_of

NOW = datetime(2026, 11, 20, 21, 30, tzinfo=UTC)
FIRST = NOW.replace(hour=0, minute=0) - timedelta(days=DAYS)
PAIR = pair(settings.CONTENT_DIR, NOW)
FROM_THE_TABLE = {"laid", "kept_card"}
"""What acts at the table leave in a room."""
NAMES = [one.name for one in PAIR]


@pytest.fixture
def demo(db: None, tmp_path: Path, settings) -> Path:  # type: ignore[no-untyped-def]
    """The settings of a demo over an empty database, with a data folder of its own."""
    settings.CONF = replace(settings.CONF, demo=True, data=tmp_path)
    settings.ROOT_URLCONF = "tests.demo.urls"
    return tmp_path


@pytest.fixture
def short(demo: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Such a demo, built, with only the first entries of its people."""
    monkeypatch.setattr("goldseam.demo.build.pair", lambda *_given: [replace(one, kept=one.kept[:3]) for one in PAIR])
    build(NOW)
    return demo


def enter(name: str) -> tuple[Client, int]:
    browser = Client()
    return browser, browser.post(f"/demo/{name}/").status_code


# -- nowhere else ---------------------------------------------------------------------------------------


def test_a_real_server_has_no_such_address(cast: Cast) -> None:
    assert not apps.is_installed("goldseam.demo")
    with pytest.raises(NoReverseMatch):
        reverse("demo:choose")
    for browser in (Client(), cast.R.client):
        for name in ("", cast.R.name, *NAMES):
            path = f"/demo/{name}/" if name else "/demo/"
            assert browser.get(path).status_code == browser.post(path).status_code == 404


@pytest.mark.parametrize(
    "more",
    [
        {"DATABASE_URL": "postgresql://here/goldseam"},
        {"GOLDSEAM_DATABASE_URL": "postgresql://localhost/goldseam"},
        {"GOLDSEAM_ORIGIN": "https://notes.example"},
        {"GOLDSEAM_ORIGIN": "https://localhost"},
        {"GOLDSEAM_LISTEN": "0.0.0.0:8000"},
        {"GOLDSEAM_ORIGIN": "http://localhost:8000", "GOLDSEAM_LISTEN": "192.168.1.5:8000"},
        {"GOLDSEAM_LISTEN": "[::]:8000"},
        {"GOLDSEAM_PROXIES": "1"},
    ],
)
def test_the_settings_refuse_a_demo_wherever_people_could_be(more: dict[str, str], tmp_path: Path) -> None:
    with pytest.raises(ConfError, match="GOLDSEAM_DEMO"):
        load({"GOLDSEAM_DATA": str(tmp_path), "GOLDSEAM_DEMO": "1", **more})


@pytest.mark.parametrize("listen", ["127.0.0.1:8000", "[::1]:8000", "localhost:8000"])
def test_a_demo_may_listen_on_this_very_machine(listen: str, tmp_path: Path) -> None:
    assert load({"GOLDSEAM_DATA": str(tmp_path), "GOLDSEAM_DEMO": "1", "GOLDSEAM_LISTEN": listen}).demo


def test_without_the_mark_nobody_enters_even_with_the_settings_of_a_demo(short: Path) -> None:
    assert enter(NAMES[0])[1] == 303
    (short / "throw-away").unlink()
    for name in NAMES:
        browser, status = enter(name)
        assert status == 404 and vault_of(browser) is None
    assert Client().get("/demo/").status_code == 404


def test_a_real_account_is_never_entered(short: Path) -> None:
    Account.objects.create(name="Robin")
    for name in ("Robin", "robin", str(Account.objects.get(name="Robin").pk)):
        browser, status = enter(name)
        assert status == 404 and vault_of(browser) is None


def test_following_a_link_enters_nothing(short: Path) -> None:
    browser = Client()
    assert browser.get(f"/demo/{NAMES[0]}/").status_code == 405
    assert vault_of(browser) is None
    assert Client(enforce_csrf_checks=True).post(f"/demo/{NAMES[0]}/").status_code == 403


def test_nothing_is_built_without_the_settings_of_a_demo(db: None, settings) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(NotADemo):
        build(NOW)
    assert not Account.objects.exists()
    assert not (settings.CONF.data / "throw-away").exists()


def test_nothing_is_built_where_there_is_anybody(demo: Path) -> None:
    Account.objects.create(name="Robin")
    with pytest.raises(NotADemo):
        build(NOW)
    assert Account.objects.count() == 1 and not (demo / "throw-away").exists()


def test_the_command_s_own_settings_have_the_addresses(tmp_path: Path) -> None:
    """In a process of its own: addresses are put together once, when the settings are read."""
    asked = "import django; django.setup(); from django.urls import reverse; print(reverse('demo:choose'))"
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("GOLDSEAM_", "DATABASE_"))}
    env = {**kept, "DJANGO_SETTINGS_MODULE": "goldseam.settings", "GOLDSEAM_DATA": str(tmp_path)}
    for demo, said in (("1", "/demo/"), ("0", "")):
        ran = subprocess.run(
            [sys.executable, "-c", asked], env={**env, "GOLDSEAM_DEMO": demo}, capture_output=True, text=True
        )
        assert ran.stdout.strip() == said
        assert (ran.returncode == 0) == (demo == "1")


# -- two made-up lives ----------------------------------------------------------------------------------


def test_one_press_opens_both_doors_of_a_made_up_person(short: Path) -> None:
    for name in NAMES:
        browser, status = enter(name)
        vault = vault_of(browser)
        assert status == 303 and vault is not None and vault.room is not None
        assert browser.get("/").status_code == 200


def test_both_rooms_hold_every_entry_sealed_like_everybody_s(demo: Path) -> None:
    build(NOW)
    for one in PAIR:
        keys = doors.sign_in(person_id(one.name), PASSWORD, device_secret(one.name))
        room = room_of(keys, doors.open_room(keys, PIN, device_secret(one.name)))
        own = [e for e in room.every() if e.kind not in FROM_THE_TABLE and "table" not in e.body]
        found = [(e.kind, e.at, {n: v for n, v in e.body.items() if n not in MARKS}) for e in own]
        assert found == [(k.kind, k.at, k.body) for k in one.kept]
        assert not room.verify()


def day_of(kept: Kept) -> int:
    return (kept.at - FIRST).days


@pytest.mark.parametrize("one", PAIR, ids=NAMES)
def test_each_has_120_days_with_gaps(one: Character) -> None:
    days = sorted({day_of(kept) for kept in one.kept})
    assert DAYS == 120 and days[0] <= 1 and days[-1] >= DAYS - 3
    gaps = [after - before - 1 for before, after in pairwise(days)]
    assert max(gaps) >= 2 and sum(gap > 0 for gap in gaps) >= 4
    assert all(kept.at < NOW for kept in one.kept)


def test_one_of_them_has_two_slips_each_looked_at_two_days_later() -> None:
    kept = PAIR[0].kept
    slips = [one for one in kept if "gave_in" in one.body.get("response", [])]
    assert len(slips) == len(SLIPS) == 2
    for day in SLIPS:
        assert any(one.kind == "t49" and day_of(one) == day + 2 for one in kept)
        report = next(one for one in kept if one.kind == "t14" and day_of(one) == day + 1)
        review = next(one for one in kept if one.kind == "t14c" and day_of(one) == day + 2)
        assert review.body["report"] == str(report.id)
        asked = [day_of(one) - day for one in kept if one.kind == "t14b" and 0 <= day_of(one) - day <= 7]
        assert asked == [1, 1, 3, 7], "first how one is, before any facts, and then again"
    assert sum(one.kind == "t09" for one in kept) > 60
    assert not any("gave_in" in one.body.get("response", []) for one in PAIR[1].kept)
