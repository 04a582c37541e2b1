"""My own archive: opened with its passphrase anywhere, checked by a program that needs nothing but Python."""

import io
import json
import subprocess
import sys
import tarfile
from collections.abc import Callable
from pathlib import Path
from uuid import uuid4

import pyrage
import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from goldseam.exports import archive
from goldseam.vault.models import Record
from tests.conftest import Cast, Person

PHRASE = "seven violet harbour gates"


def form(person: Person, **other: str) -> dict[str, object]:
    return {"uid": uuid4(), "passphrase": PHRASE, "passphrase2": PHRASE, "password_again": person.password, **other}


def keep(person: Person, *texts: str) -> None:
    for text in texts:
        person.room.append("t49", {"text": text}, id=uuid4(), now=timezone.now())


def taken(person: Person) -> bytes:
    answer = person.client.post(reverse("exports:sealed"), form(person))
    assert answer.status_code == 200, answer.content.decode(errors="replace")
    return answer.content


def opened(sealed: bytes) -> bytes:
    return pyrage.passphrase.decrypt(sealed, PHRASE)


def packed(person: Person) -> bytes:
    """What is sealed, before it is: the age file costs a second each way, and one walk through it is enough."""
    return archive.pack(person.room, person.name, timezone.now())


def unpacked(tar_file: bytes, where: Path) -> Path:
    with tarfile.open(fileobj=io.BytesIO(tar_file)) as tar:
        if hasattr(tarfile, "data_filter"):  # from 3.11.4 on; before it the tar is trusted, for it is our own
            tar.extractall(where, filter="data")
        else:
            tar.extractall(where)
    (folder,) = where.iterdir()
    return folder


def verify(folder: Path, *options: str) -> tuple[int, str]:
    """By default without any package: -S leaves site-packages out, so this is the slow, stand-alone way."""
    done = subprocess.run(
        [sys.executable, "-I", *(options or ("-S",)), str(folder / "verify.py")],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stderr == ""
    return done.returncode, done.stdout


@pytest.fixture
def folder(cast: Cast, tmp_path: Path) -> Path:
    keep(cast.R, "one", "two – zwei", "three")
    cast.R.room.burn(next(e.id for e in cast.R.room.every() if e.body["text"] == "two – zwei"))
    return unpacked(packed(cast.R), tmp_path)


def test_the_file_is_called_nothing_and_opens_with_the_passphrase_only(cast: Cast) -> None:
    keep(cast.R, "one")
    answer = cast.R.client.post(reverse("exports:sealed"), form(cast.R))
    assert answer["Content-Disposition"] == f'attachment; filename="notes-{timezone.now():%Y-%m}.age"'
    assert answer["Cache-Control"] == "no-store"
    with pytest.raises(pyrage.DecryptError):
        pyrage.passphrase.decrypt(answer.content, "another phrase altogether")
    assert b"one" in pyrage.passphrase.decrypt(answer.content, PHRASE)


def test_plain_python_finds_it_in_order(folder: Path) -> None:
    code, said = verify(folder)
    assert code == 0
    assert "In order: 3 entries, of which 1 were burned" in said


def test_python_with_pynacl_finds_the_same(folder: Path) -> None:
    assert verify(folder, "-B") == verify(folder)


def test_what_was_kept_can_be_read_and_what_was_burned_is_gone(folder: Path) -> None:
    texts = [json.loads(line)["record"]["body"]["text"] for line in (folder / "records.jsonl").read_text().splitlines()]
    assert texts == ["one", "three"]
    assert all("zwei" not in path.read_text() for path in folder.iterdir())


def _flip(path: Path, at: int) -> None:
    data = bytearray(path.read_bytes())
    data[at] ^= 1
    path.write_bytes(data)


@pytest.mark.parametrize("part", [0.05, 0.3, 0.5, 0.7, 0.95])
@pytest.mark.parametrize("name", ["records.jsonl", "chain.jsonl"])
def test_one_changed_byte_is_found(folder: Path, name: str, part: float) -> None:
    path = folder / name
    _flip(path, int(len(path.read_bytes()) * part))
    code, said = verify(folder)
    assert code != 0
    assert said.startswith("NOT IN ORDER")


def _drop_line(path: Path, number: int) -> None:
    lines = path.read_text().splitlines(keepends=True)
    del lines[number]
    path.write_text("".join(lines))


def _both(number: int) -> Callable[[Path], None]:
    def change(folder: Path) -> None:
        _drop_line(folder / "records.jsonl", number)
        _drop_line(folder / "chain.jsonl", number if number >= 0 else -1)

    return change


def _swap(folder: Path) -> None:
    first, gap, third = (folder / "chain.jsonl").read_text().splitlines(keepends=True)
    (folder / "chain.jsonl").write_text(third + gap + first)


def _unburn(folder: Path) -> None:
    (folder / "chain.jsonl").write_text((folder / "chain.jsonl").read_text().replace('"burned":false', '"burned":true'))


def _rekey(folder: Path) -> None:
    about = json.loads((folder / "identity.json").read_text())
    about["sign"] = ["A" * 43 + "="]
    (folder / "identity.json").write_text(json.dumps(about))


@pytest.mark.parametrize(
    "change",
    [
        lambda folder: _drop_line(folder / "records.jsonl", 0),
        lambda folder: _drop_line(folder / "records.jsonl", -1),
        lambda folder: _drop_line(folder / "chain.jsonl", 0),
        lambda folder: _drop_line(folder / "chain.jsonl", -1),
        _both(0),
        _both(-1),
        _swap,
        _unburn,
        _rekey,
        lambda folder: (folder / "records.jsonl").write_text((folder / "records.jsonl").read_text() * 2),
        lambda folder: (folder / "records.jsonl").unlink(),
        lambda folder: (folder / "identity.json").write_text("{}"),
    ],
)
def test_what_is_missing_exchanged_or_added_is_found(folder: Path, change: Callable[[Path], None]) -> None:
    change(folder)
    code, said = verify(folder)
    assert code != 0
    assert said.startswith("NOT IN ORDER")


def test_an_entry_that_was_damaged_on_the_server_is_named(cast: Cast, tmp_path: Path) -> None:
    keep(cast.R, "one", "two")
    row = Record.objects.get(seq=2)
    Record.objects.filter(seq=2).update(envelope=bytes(row.envelope[:-1]) + bytes([row.envelope[-1] ^ 1]))
    code, said = verify(unpacked(opened(taken(cast.R)), tmp_path))
    assert code == 1
    assert "Entry 2" in said


def test_an_archive_from_after_new_keys_is_in_order_too(cast: Cast, tmp_path: Path) -> None:
    R = cast.R
    keep(R, "before")
    new = {"new_password": "brave turnip under canvas", "new_pin": "927461"}
    again = {f"{name}2": value for name, value in new.items()}
    R.client.post(reverse("people:everything"), {"uid": uuid4(), "password_again": R.password, **new, **again})
    R.password, R.pin = new["new_password"], new["new_pin"]
    R.sign_in()
    R.open_room()
    keep(R, "after")
    code, said = verify(unpacked(packed(R), tmp_path))
    assert code == 0, said
    assert said.count(",") >= 2


def test_an_empty_room_has_an_archive_too(cast: Cast, tmp_path: Path) -> None:
    assert verify(unpacked(packed(cast.R), tmp_path))[0] == 0


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("passphrase", "short"),
        ("passphrase", ""),
        ("passphrase2", "another one it is"),
        ("password_again", "wrong wrong"),
    ],
)
def test_a_slip_makes_no_file(cast: Cast, field: str, value: str) -> None:
    answer = cast.R.client.post(reverse("exports:sealed"), form(cast.R, **{field: value}))
    assert answer.status_code == 422
    assert "Content-Disposition" not in answer
    assert PHRASE not in answer.content.decode()


def test_no_copy_without_the_room_or_signed_out(cast: Cast, signed_out: Client) -> None:
    cast.R.lock()
    for name in ("sealed", "plain"):
        assert cast.R.client.post(reverse(f"exports:{name}"), form(cast.R)).status_code == 403
        assert signed_out.post(reverse(f"exports:{name}"), form(cast.R)).status_code == 403


def test_nothing_is_written_to_a_disk_on_the_way(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    import tempfile

    def refuse(*_args: object, **_kwargs: object) -> None:
        raise AssertionError("a temporary file")

    keep(cast.R, "x" * 50_000)
    for name in ("NamedTemporaryFile", "TemporaryFile", "SpooledTemporaryFile", "mkstemp", "mkdtemp"):
        monkeypatch.setattr(tempfile, name, refuse)
    assert len(taken(cast.R)) > 50_000


def test_the_plain_copy_reads_in_order(cast: Cast) -> None:
    keep(cast.R, "first line\nsecond line", "later")
    answer = cast.R.client.post(
        reverse("exports:plain"), {"uid": uuid4(), "shape": "text", "password_again": cast.R.password}
    )
    text = answer.content.decode()
    assert answer["Content-Disposition"].endswith('.txt"')
    assert text.index("first line") < text.index("second line") < text.index("later")


def test_the_plain_copy_for_a_program_holds_every_entry(cast: Cast) -> None:
    keep(cast.R, "one", "two")
    answer = cast.R.client.post(
        reverse("exports:plain"), {"uid": uuid4(), "shape": "json", "password_again": cast.R.password}
    )
    assert [entry["body"]["text"] for entry in json.loads(answer.content)] == ["one", "two"]


def test_the_plain_copy_needs_the_password_once_more(cast: Cast) -> None:
    keep(cast.R, "one")
    answer = cast.R.client.post(reverse("exports:plain"), {"uid": uuid4(), "shape": "text"})
    assert answer.status_code == 422
    assert "Content-Disposition" not in answer
