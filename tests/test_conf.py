"""The settings a steward can make, and the nonsense that is refused."""

from __future__ import annotations

import re
import stat
from pathlib import Path

import pytest

from goldseam.conf import STEWARDS, Conf, ConfError, about, is_loopback, load

DOCS = Path(__file__).parent.parent / "docs" / "settings.md"


def test_an_empty_environment_is_a_server_for_this_machine_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    conf = load({})
    assert (conf.origin, conf.listen, conf.https, conf.proxies) == ("http://localhost:8000", "127.0.0.1:8000", False, 0)
    assert conf.data == tmp_path / "var"
    assert (conf.name, conf.steward, conf.demo, conf.swap_ok, conf.region) == ("Notes", "unsaid", False, False, "")


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("ORIGIN", "notes.example", "must look like https://"),
        ("ORIGIN", "ftp://notes.example", "must look like https://"),
        ("ORIGIN", "https://notes.example/app", "without a path"),
        ("ORIGIN", "https://me@notes.example", "without a path, question mark or name"),
        ("ORIGIN", "https://notes.example:eight", "port"),
        ("ORIGIN", "http://notes.example", "plain http is refused"),
        ("ORIGIN", "http://192.168.1.5:8000", "plain http is refused"),
        ("ORIGIN", "http://localhost.example", "plain http is refused"),
        ("LISTEN", "8000", "must look like 127.0.0.1:8000"),
        ("LISTEN", "127.0.0.1:99999", "must look like 127.0.0.1:8000"),
        ("DATABASE_URL", "mysql://here/goldseam", "must begin with postgresql://"),
        ("DATABASE_URL", "postgresql://here", "names no database"),
        ("NAME", "x" * 31, "at most 30"),
        ("NAME", "Rebuilding Trust", "shown in tabs"),
        ("STEWARD", "god", "must be one of"),
        ("PROXIES", "-1", "a number from 0 to 5"),
        ("PROXIES", "two", "a number from 0 to 5"),
        ("WORKERS", "0", "a number from 1 to 16"),
        ("REGION", "Britain", "two-letter"),
        ("EXIT_URL", "http://example.org", "https:// address"),
        ("EXIT_URL", "javascript:alert(1)", "https:// address"),
        ("SWAP_OK", "perhaps", "must be 1 or 0"),
        ("DEMO", "maybe", "must be 1 or 0"),
        ("ORIGN", "https://notes.example", "Is GOLDSEAM_ORIGIN meant?"),
        ("DEBUG", "1", "is not a setting"),
    ],
)
def test_nonsense_is_refused_in_words(name: str, value: str, said: str, tmp_path: Path) -> None:
    with pytest.raises(ConfError) as refused:
        load({"GOLDSEAM_DATA": str(tmp_path), f"GOLDSEAM_{name}": value})
    assert said in str(refused.value)
    assert f"GOLDSEAM_{name}" in str(refused.value)


def test_every_problem_is_named_at_once(tmp_path: Path) -> None:
    with pytest.raises(ConfError) as refused:
        load({"GOLDSEAM_DATA": str(tmp_path), "GOLDSEAM_ORIGIN": "x", "GOLDSEAM_WORKERS": "x", "GOLDSEAM_NAMES": "x"})
    assert len(refused.value.problems) == 3


def test_one_click_entry_is_refused_wherever_people_could_be(tmp_path: Path) -> None:
    demo = {"GOLDSEAM_DATA": str(tmp_path), "GOLDSEAM_DEMO": "1"}
    assert load(demo).demo is True
    for more in ({"DATABASE_URL": "postgresql://here/goldseam"}, {"GOLDSEAM_ORIGIN": "https://notes.example"}):
        with pytest.raises(ConfError, match="GOLDSEAM_DEMO"):
            load({**demo, **more})


def test_what_follows_from_the_origin_need_not_be_said(tmp_path: Path) -> None:
    data = {"GOLDSEAM_DATA": str(tmp_path)}
    public = load({**data, "GOLDSEAM_ORIGIN": "https://Notes.Example/"})
    assert (public.origin, public.host, public.https, public.proxies) == (
        "https://notes.example",
        "notes.example",
        True,
        1,
    )
    assert public.listen == "127.0.0.1:8000"
    assert load({**data, "GOLDSEAM_ORIGIN": "http://localhost:9123"}).listen == "127.0.0.1:9123"
    with pytest.raises(ConfError, match="holds no certificates"):
        load({**data, "GOLDSEAM_ORIGIN": "https://notes.example", "GOLDSEAM_PROXIES": "0"})


def test_only_names_that_can_mean_nothing_else_are_this_machine() -> None:
    assert all(is_loopback(host) for host in ("localhost", "127.0.0.1", "127.9.9.9", "::1", "app.localhost"))
    assert not any(
        is_loopback(host) for host in ("0.0.0.0", "192.168.0.1", "localhost.evil.example", "notes.example", "::")
    )


def test_database_url_is_read_under_its_common_name_too(tmp_path: Path) -> None:
    data = {"GOLDSEAM_DATA": str(tmp_path)}
    url = "postgresql://me:p%40ss@db.example:6432/rooms?sslmode=verify-full"
    assert load({**data, "DATABASE_URL": url}).database_url == url
    assert load({**data, "DATABASE_URL": url}).sqlite_path is None
    assert load(data).sqlite_path == tmp_path / "goldseam.sqlite3"


def test_the_steward_is_kept_once_said_and_the_environment_goes_before_it(tmp_path: Path) -> None:
    data = {"GOLDSEAM_DATA": str(tmp_path)}
    load(data).keep_steward("friend")
    assert load(data).steward == "friend"
    assert load({**data, "GOLDSEAM_STEWARD": "clinic"}).steward == "clinic"
    assert stat.S_IMODE((tmp_path / "steward").stat().st_mode) == 0o600
    (tmp_path / "steward").write_text("somebody")
    with pytest.raises(ConfError, match="must be one of"):
        load(data)


def test_the_secret_is_made_once_long_and_closed_to_others(tmp_path: Path) -> None:
    conf = Conf(data=tmp_path / "new")
    secret = conf.secret_key()
    assert len(secret) >= 64
    assert conf.secret_key() == secret
    assert stat.S_IMODE((tmp_path / "new").stat().st_mode) == 0o700
    assert stat.S_IMODE((tmp_path / "new" / "secret_key").stat().st_mode) == 0o600
    assert Conf(data=tmp_path / "other").secret_key() != secret


def test_every_setting_has_its_paragraph_in_the_documentation() -> None:
    written = dict(re.findall(r"^### `(GOLDSEAM_\w+)`\n\nDefault: (.+)\n", DOCS.read_text(), re.M))
    assert written == {name: default for name, (default, _) in about().items()}
    for _, text in about().values():
        assert text in " ".join(DOCS.read_text().split())


def test_every_kind_of_steward_is_explained_in_the_documentation() -> None:
    assert all(f"`{steward}`" in DOCS.read_text() for steward in STEWARDS)
