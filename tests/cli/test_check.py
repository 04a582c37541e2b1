"""`goldseam check` and what makes `goldseam serve` refuse: each with what to do."""

from __future__ import annotations

import io
import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from goldseam.cli import check, process, steward
from goldseam.conf import Conf
from tests.cli.running import ROOT, Box


@pytest.fixture
def box(tmp_path: Path) -> Box:
    return Box(tmp_path / "var")


@pytest.mark.once
def test_a_fresh_machine_is_fit_and_told_what_to_know(box: Box) -> None:
    box.goldseam("migrate")
    done = box.goldseam("check")
    assert done.returncode == 0, done.stdout + done.stderr
    for well in (
        "journal_mode = wal",
        "synchronous = full",
        "DEBUG is off",
        "no core dumps",
        "the database is at this",
    ):
        assert f"ok    {well}" in done.stdout
    assert "0 to mend" in done.stdout
    assert "Who runs this server has not been said" in done.stdout


@pytest.mark.once
def test_files_that_others_can_open_stop_the_server(box: Box) -> None:
    box.goldseam("migrate")
    (box.data / "goldseam.sqlite3").chmod(0o644)
    done = box.goldseam("check")
    assert done.returncode == 1
    assert "STOP  Others on this machine can open: goldseam.sqlite3" in done.stdout
    assert f"→ chmod -R go= {box.data}" in done.stdout
    served = box.goldseam("serve")
    assert served.returncode == 1
    assert "Not started." in served.stderr
    assert "Goldseam is at" not in served.stdout


@pytest.mark.once
def test_a_missing_or_short_secret_stops_the_server(box: Box) -> None:
    box.goldseam("migrate")
    (box.data / "secret_key").write_text("x" * 12)
    done = box.goldseam("check")
    assert (done.returncode, "secret is missing or too short" in done.stdout) == (1, True)


@pytest.mark.once
def test_settings_that_cannot_be_right_are_explained_without_a_traceback(box: Box) -> None:
    box.settings = {"GOLDSEAM_ORIGIN": "http://notes.example", "GOLDSEAM_WORKERS": "0"}
    for command in ("serve", "check", "migrate", "verify"):
        done = box.goldseam(command)
        assert done.returncode == 1
        assert "plain http is refused" in done.stderr
        assert "a number from 1 to 16" in done.stderr
        assert "Traceback" not in done.stderr
    assert not box.data.exists()


@pytest.mark.once
def test_a_database_that_does_not_answer_is_said_plainly(box: Box, tmp_path: Path) -> None:
    box.settings = {"DATABASE_URL": f"postgresql://nobody@/nothing?host={tmp_path}"}
    done = box.goldseam("check")
    assert done.returncode == 1
    assert "STOP  The database does not answer (OperationalError)." in done.stdout


@pytest.mark.once
def test_help_and_version_need_no_settings() -> None:
    for argument in ("--help", "--version", "backup --help"):
        done = subprocess.run(
            [sys.executable, "-m", "goldseam", *argument.split()], cwd=ROOT, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0
        assert "goldseam" in done.stdout


# --- single findings, with the machine's facts given ---


def levels(part: Callable[[Conf], object], conf: Conf) -> dict[str, str]:
    return {finding.what: finding.level for finding in part(conf)}  # type: ignore[attr-defined]


def test_swap_in_the_clear_is_found_and_compressed_or_encrypted_swap_is_not(tmp_path: Path) -> None:
    table, blocks = tmp_path / "swaps", tmp_path / "block"
    (blocks / "dm-3" / "dm").mkdir(parents=True)
    (blocks / "dm-3" / "dm" / "uuid").write_text("CRYPT-PLAIN-swap")
    (blocks / "dm-4" / "dm").mkdir(parents=True)
    (blocks / "dm-4" / "dm" / "uuid").write_text("LVM-abc")
    head = "Filename Type Size Used Priority\n"
    rows = [f"/dev/{d} partition 1 0 -2\n" for d in ("zram0", "dm-3", "dm-4", "sda2")] + ["/swapfile file 1 0 -3\n"]
    table.write_text(head + "".join(rows))
    assert check.open_swaps(table, blocks) == ["/dev/dm-4", "/dev/sda2", "/swapfile"]
    table.write_text(head)
    assert check.open_swaps(table, blocks) == []
    assert check.open_swaps(tmp_path / "absent", blocks) == []


def test_swap_stops_a_public_server_unless_it_is_accepted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(check, "open_swaps", lambda: ["/dev/sda2"])
    public = {"origin": "https://notes.example", "proxies": 1}
    assert list(levels(check._memory, Conf(**public)).values()) == ["refuse"]
    assert list(levels(check._memory, Conf(**public, swap_ok=True)).values()) == ["note"]
    assert list(levels(check._memory, Conf()).values()) == ["note"], "somebody who only tries it out is not stopped"


def test_a_public_server_without_a_backup_this_week_is_told_so(tmp_path: Path) -> None:
    public = Conf(origin="https://notes.example", proxies=1, data=tmp_path)
    assert levels(check._backups, Conf(data=tmp_path)) == {}
    assert levels(check._backups, public) == {"The last backup was made never.": "note"}
    last = tmp_path / "last_backup"
    last.touch()
    assert list(levels(check._backups, public).values()) == ["well"]
    os.utime(last, (1_700_000_000, 1_700_000_000))
    assert levels(check._backups, public) == {"The last backup was made on 2023-11-14.": "note"}


def test_a_clock_behind_what_was_written_stops_the_server(tmp_path: Path) -> None:
    assert list(levels(check._clock, Conf(data=tmp_path)).values()) == ["well"]
    database = tmp_path / "goldseam.sqlite3"
    database.touch()
    ahead = (datetime.now(UTC) + timedelta(days=3)).timestamp()
    os.utime(database, (ahead, ahead))
    assert list(levels(check._clock, Conf(data=tmp_path)).values()) == ["refuse"]


def test_little_room_is_said_and_too_little_stops_the_server(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    conf = Conf(data=tmp_path)
    conf.secret_key()
    for free, level in ((10 << 20, "refuse"), (500 << 20, "note"), (5 << 30, "well")):
        monkeypatch.setattr(check.shutil, "disk_usage", lambda _, free=free: type("U", (), {"free": free}))
        assert next(lev for what, lev in levels(check._files, conf).items() if "free" in what) == level


def test_listening_to_the_network_without_tls_stops_the_server() -> None:
    assert "refuse" in levels(check._network, Conf(listen="0.0.0.0:8000")).values()
    assert "refuse" not in levels(check._network, Conf()).values()
    public = Conf(origin="https://notes.example", proxies=1, listen="10.0.0.2:8000")
    assert list(levels(check._network, public).values()) == ["well", "note"]


def test_a_pragma_that_is_not_in_force_stops_the_server() -> None:
    with sqlite3.connect(":memory:") as connection:
        found = {f.what: f for f in check._sqlite(Conf(), connection.cursor())}
    connection.close()
    stops = [what for what, finding in found.items() if finding.level == "refuse"]
    assert any(what.startswith("journal_mode is memory") for what in stops)
    assert any(what.startswith("secure_delete is off") for what in stops)
    assert all(found[what].do for what in stops)


def test_a_hardened_process_leaves_no_core_and_so_do_its_children() -> None:
    code = (
        "from goldseam.cli import process; import os, sys\n"
        "process.harden()\n"
        "pid = os.fork()\n"
        "sys.exit(0 if process.is_hardened() else 3) if pid == 0 else None\n"
        "sys.exit(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) or (0 if process.is_hardened() else 4))\n"
    )
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False).returncode == 0
    assert process.is_hardened() is False, "the test's own process is an ordinary one"


# --- who runs this server? ---


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_the_steward_is_asked_once_and_the_answer_is_kept(tmp_path: Path) -> None:
    told = Terminal()
    steward.ask(Conf(data=tmp_path), Terminal("me\n9\n2\n"), told)
    assert "Everyone who joins is shown the answer" in told.getvalue()
    assert (tmp_path / "steward").read_text().strip() == "friend"
    again = Terminal()
    steward.ask(Conf(data=tmp_path), Terminal("1\n"), again)
    assert again.getvalue() == ""


@pytest.mark.parametrize("reading", [io.StringIO("1\n"), Terminal("")])
def test_without_an_answer_nothing_is_assumed(reading: io.StringIO, tmp_path: Path) -> None:
    conf = steward.ask(Conf(data=tmp_path), reading, Terminal())
    assert conf.steward == "unsaid"
    assert not (tmp_path / "steward").exists()
