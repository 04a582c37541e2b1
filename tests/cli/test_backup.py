"""The drill: people keep entries, the disk is lost, the steward restores, the people come back and read."""

from __future__ import annotations

import os
import re
import sqlite3
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import psycopg
import pyrage
import pytest

from goldseam.cli import archive
from goldseam.cli.backup import expired_keys
from tests import pg
from tests.cli.running import Box

pytestmark = pytest.mark.once

NewBox = Callable[[str], Box]


@pytest.fixture(scope="module")
def postgres() -> Iterator[str]:
    with pg.server() as url:
        yield url


@pytest.fixture
def new_box(tmp_path: Path, request: pytest.FixtureRequest) -> NewBox:
    """A box with an empty database of the engine asked for."""
    made = 0

    def make(engine: str) -> Box:
        nonlocal made
        made += 1
        settings = {}
        if engine == "postgresql":
            url: str = request.getfixturevalue("postgres")
            name = f"box{made}_{os.urandom(4).hex()}"
            with psycopg.connect(url, autocommit=True) as connection:
                connection.execute(f"create database {name}")
            settings["DATABASE_URL"] = url.replace("/goldseam?", f"/{name}?")
        return Box(tmp_path / f"box{made}", settings)

    return make


class Steward:
    """The person with the backup's secret half, which is not on the box."""

    def __init__(self, folder: Path) -> None:
        identity = pyrage.x25519.Identity.generate()
        self.public = str(identity.to_public())
        self.identity = folder / "identity.txt"
        self.identity.write_text(f"# kept at home\n{identity}\n")
        self.into = folder / "backups"

    def backup(self, box: Box) -> None:
        done = box.goldseam("backup", "--to", self.public, "--into", self.into)
        assert done.returncode == 0, done.stderr

    def newest(self, part: str) -> Path:
        return max(self.into.glob(f"notes-*-{part}.age"))

    def restore(self, box: Box, records: Path | None = None, keys: Path | None = None) -> tuple[int, str]:
        done = box.goldseam(
            "restore",
            "--records", records or self.newest("records"),
            "--keys", keys or self.newest("keys"),
            "--identity", self.identity,
        )  # fmt: skip
        return done.returncode, done.stdout + done.stderr


@pytest.fixture
def steward(tmp_path: Path) -> Steward:
    return Steward(tmp_path)


@pytest.mark.parametrize(
    ("old", "new"),
    [("sqlite", "sqlite"), ("postgresql", "postgresql"), ("sqlite", "postgresql"), ("postgresql", "sqlite")],
)
def test_after_backup_and_restore_a_person_reads_all_entries_and_keeps_new_ones(
    old: str, new: str, new_box: NewBox, steward: Steward
) -> None:
    lost, found = new_box(old), new_box(new)
    known = lost.life("keep", "40")
    steward.backup(lost)

    code, said = steward.restore(found)
    assert code == 0, said
    assert "1 spaces, 40 entries, 0 that do not fit." in said
    assert found.life("read", known) == {"texts": [f"page {n}" for n in range(40)], "problems": []}
    assert found.life("keep", "2")["person"], "new people can join after a restore"


def test_a_backup_holds_no_plain_text_and_leaves_nothing_beside_it(new_box: NewBox, steward: Steward) -> None:
    box = new_box("sqlite")
    box.life("keep", "2")
    steward.backup(box)
    for path in steward.into.iterdir():
        assert path.read_bytes().startswith(b"age-encryption.org/v1")
        assert path.stat().st_mode & 0o077 == 0
    assert sorted(p.suffix for p in steward.into.iterdir()) == [".age", ".age"]
    assert not list(box.data.glob("backup-*"))


def test_the_records_file_has_no_record_keys_and_no_sessions(new_box: NewBox, steward: Steward, tmp_path: Path) -> None:
    box = new_box("sqlite")
    box.life("keep", "2")
    steward.backup(box)
    identity = pyrage.x25519.Identity.from_str(steward.identity.read_text().splitlines()[1])
    tables = {}
    for part in ("records", "keys"):
        plain = tmp_path / part
        pyrage.decrypt_file(str(steward.newest(part)), str(plain), [identity])
        with sqlite3.connect(plain) as connection:
            tables[part] = {row[0] for row in connection.execute("select name from sqlite_master where type = 'table'")}
        connection.close()
    assert {"vault_record", "vault_person", "people_account"} <= tables["records"]
    assert not {"vault_recordkey", "vault_session", "vault_ticket", "vault_digest"} & tables["records"]
    assert tables["keys"] - {"sqlite_sequence"} == {"vault_recordkey", "about"}


def test_a_withdrawn_entry_stays_unreadable_when_only_newer_keys_are_left(new_box: NewBox, steward: Steward) -> None:
    box, found = new_box("sqlite"), new_box("sqlite")
    known = box.life("keep", "3")
    steward.backup(box)
    old_records, old_keys = steward.newest("records"), steward.newest("keys")
    assert box.life("burn", known) is True
    past = steward.into / re.sub(r"\d{4}-\d\d-\d\d", "2026-01-02", old_keys.name)
    old_keys.rename(past)
    steward.backup(box)
    assert not past.exists(), "a key file older than 30 days is deleted by the next backup"
    steward.restore(found, records=old_records)
    assert found.life("read", known)["texts"] == ["page 0", "page 1"]


def test_keys_are_let_go_by_the_time_in_their_name_and_records_are_not(tmp_path: Path) -> None:
    now = datetime(2026, 11, 20, 12, tzinfo=UTC)
    names = {}
    for days in (0, 29, 31):
        stamp = (now - timedelta(days=days)).strftime("%Y-%m-%dT%H%M%SZ")
        for part in ("records", "keys"):
            names[days, part] = tmp_path / f"notes-{stamp}-{part}.age"
            names[days, part].touch()
    (tmp_path / "my-own-notes-keys.age").touch()
    assert expired_keys(tmp_path, now, 30) == [names[31, "keys"]]


def test_a_database_that_holds_somebody_is_not_restored_over(new_box: NewBox, steward: Steward) -> None:
    box, other = new_box("sqlite"), new_box("sqlite")
    box.life("keep", "1")
    known = other.life("keep", "1")
    steward.backup(box)
    code, said = steward.restore(other)
    assert (code, "already holds something" in said) == (1, True)
    assert other.life("read", known)["texts"] == ["page 0"]


def test_what_cannot_be_restored_is_refused_whole(new_box: NewBox, steward: Steward, tmp_path: Path) -> None:
    box, found = new_box("sqlite"), new_box("sqlite")
    box.life("keep", "1")
    steward.backup(box)
    whole = steward.newest("records").read_bytes()

    cut = tmp_path / "cut.age"
    cut.write_bytes(whole[: len(whole) // 2])
    flipped = tmp_path / "flipped.age"
    flipped.write_bytes(whole[:-40] + bytes([whole[-40] ^ 1]) + whole[-39:])
    no_backup = tmp_path / "no.age"
    no_backup.write_bytes(pyrage.encrypt(b"hello", [pyrage.x25519.Recipient.from_str(steward.public)]))
    for wrong in (cut, flipped, no_backup, tmp_path / "absent", steward.newest("keys")):
        code, said = steward.restore(found, records=wrong)
        assert code == 1, wrong
        assert "Nothing was restored" in said
        assert "Traceback" not in said
    stranger = Steward(tmp_path)
    found_code, said = stranger.restore(found)
    assert (found_code, "Nothing was restored" in said) == (1, True)
    assert found.goldseam("verify").stdout.startswith("0 spaces, 0 entries")


@pytest.mark.parametrize("wrong", ["age1nonsense", "AGE-SECRET-KEY-1QQQQ", "someone@example.org"])
def test_a_backup_is_made_for_a_public_key_only(wrong: str, new_box: NewBox, tmp_path: Path) -> None:
    done = new_box("sqlite").goldseam("backup", "--to", wrong, "--into", tmp_path / "backups")
    assert done.returncode == 1
    assert "age1" in done.stderr
    assert not (tmp_path / "backups").exists()


def test_every_table_is_backed_up_or_left_out_by_name() -> None:
    left_out = {m._meta.label_lower for m in archive.apps.get_models(include_auto_created=True)}
    left_out -= {m._meta.label_lower for part in ("records", "keys") for m in archive.models(part)}
    assert left_out == archive.LEFT_OUT & {
        m._meta.label_lower for m in archive.apps.get_models(include_auto_created=True)
    }
    for model in archive.models("records"):
        stamps = [
            f.name for f in model._meta.concrete_fields if getattr(f, "auto_now", 0) or getattr(f, "auto_now_add", 0)
        ]
        assert not stamps, f"{model} would be restored with the day of the restore in {stamps}"
