"""SQLite: killed, filled, cut off, rotten. What was acknowledged is there, once, whole, or its loss is named."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from tests.faults.conftest import Act, run_act

pytestmark = pytest.mark.fault


def test_fifty_times_kill_9_during_writes_loses_nothing_and_doubles_nothing(act: Act) -> None:
    report = act("kills", 36, 20261120)
    assert report["kills"] >= 48
    assert report["acknowledged"] >= 100
    assert report["unanswered"] >= 20
    assert (report["lost"], report["came_back"]) == (0, 0)


# -- full disk -------------------------------------------------------------------------------------------


def _mounting(folder: Path) -> tuple[str, ...]:
    """The command that gives what follows a disk of six megabytes at `folder`, or nothing where that is forbidden."""
    mount = 'mount -t tmpfs -o size=6m tmpfs "$1" && shift && exec "$@"'
    for unshare in (("unshare", "-rm"), ("unshare", "-m")):
        command = (*unshare, "sh", "-c", mount, "sh", str(folder))
        try:
            if subprocess.run([*command, "true"], capture_output=True, check=False, timeout=20).returncode == 0:
                return command
        except FileNotFoundError:
            break
    return ()


def _nothing_was_lost(report: dict[str, object]) -> None:
    assert report["whys"] == ["full"]
    assert report["lost"] == report["beyond"] == 0
    assert report["acknowledged"] == report["folded"]
    assert report["signed_in"] is report["page"] is True
    assert report["retried"] is False
    assert report["after"] == int(str(report["acknowledged"])) + 20


def test_on_a_full_disk_the_page_says_not_saved_and_all_before_is_there(tmp_path: Path) -> None:
    """A real small disk where this machine lets us mount one; else SQLite's own limit, which ends in the same error."""
    mounting = _mounting(tmp_path)
    words = ("full_disk", tmp_path) if mounting else ("full_database",)
    _nothing_was_lost(run_act(tmp_path, *words, before=mounting))


def test_a_database_that_may_not_grow_says_not_saved_and_all_before_is_there(act: Act) -> None:
    _nothing_was_lost(act("full_database"))


def test_a_database_held_by_another_program_says_busy_and_the_retry_is_kept(act: Act) -> None:
    report = act("busy")
    assert {k: report[k] for k in ("why", "read", "retried", "kept")} == {
        "why": "busy",
        "read": 0,
        "retried": False,
        "kept": 1,
    }


# -- power cut --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("journal", "synchronous", "cuts"), [("wal", "full", 60), ("truncate", "extra", 30)])
def test_a_power_cut_at_any_moment_loses_nothing_acknowledged(
    act: Act, journal: str, synchronous: str, cuts: int
) -> None:
    """Both settings of `settings.PRAGMAS`: the usual one and that of machines with an old SQLite."""
    report = act("power_cuts", journal, synchronous, 60, cuts, 7)
    assert (report["lost"], report["whole"], report["cuts"]) == (0, 60, cuts)
    assert report["syncs"] >= 60


def test_the_same_cuts_do_lose_entries_when_commits_are_not_synced(act: Act) -> None:
    """Else the test above would prove nothing."""
    report = act("power_cuts", "wal", "normal", 60, 40, 7)
    assert report["lost"] > 50
    assert report["cuts_with_loss"] > 10
    assert report["whole"] == 60


def test_the_settings_tried_above_are_those_in_use() -> None:
    from django.conf import settings
    from django.db import connection

    used = settings.PRAGMAS["journal_mode"], settings.PRAGMAS["synchronous"]
    assert used == (("wal", "full") if settings.WAL_IS_SAFE else ("truncate", "extra"))
    command = settings.DATABASES["default"]["OPTIONS"]["init_command"]
    assert f"PRAGMA synchronous={settings.PRAGMAS['synchronous']}" in command
    assert "mmap" not in command
    assert connection.settings_dict["OPTIONS"]["transaction_mode"] == "IMMEDIATE"


# -- rotten pages -------------------------------------------------------------------------------------------


def test_a_rotten_bit_in_a_body_is_named_though_the_database_calls_itself_sound(act: Act) -> None:
    report = act("rot", 30, 3, "body")
    assert report["named"] == report["trials"]
    assert report["integrity_check_says_ok"] == report["trials"]


def test_a_rotten_bit_anywhere_never_shows_what_was_not_written(act: Act) -> None:
    report = act("rot", 80, 4, "anywhere")
    assert report["named"] + report["refused"] > 0
    assert report["trials"] == sum(report[k] for k in ("refused", "named", "went_back", "not_touched"))


def test_a_rotten_log_is_known_to_the_device(act: Act) -> None:
    """SQLite drops the log from the rotten place on, without a word; the browser knows the newest head (W8)."""
    report = act("rot", 40, 5, "log")
    assert report["went_back"] > 0
    assert report["trials"] == sum(report[k] for k in ("refused", "named", "went_back", "not_touched"))


# -- what a burn leaves ---------------------------------------------------------------------------------------


def test_after_a_burn_neither_key_nor_body_is_left_in_any_file(act: Act) -> None:
    report = act("burned_bytes")
    assert report["new"]["before"] == [["goldseam.sqlite3-wal"], ["goldseam.sqlite3-wal"]]
    assert report["old"]["before"] == [["goldseam.sqlite3"], ["goldseam.sqlite3"]]
    assert report["new"]["after"] == report["old"]["after"] == [[], []]
    assert report["keys"] == 8
