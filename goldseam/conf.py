"""Everything a steward can set, in one typed object read from environment variables. The defaults need none.

No Django here: the command line reads this before Django starts, so that nonsense is refused in plain words and all at
once rather than as a traceback. `docs/settings.md` lists the same names; a test compares the two.
"""

from __future__ import annotations

import difflib
import ipaddress
import os
import re
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Annotated, Any, Literal, get_args, get_type_hints
from urllib.parse import SplitResult, parse_qsl, unquote, urlsplit

Steward = Literal["unsaid", "one_of_us", "friend", "clinic", "company"]
STEWARDS: tuple[Steward, ...] = get_args(Steward)

PREFIX = "GOLDSEAM_"

# The name stands in the tab, in the history and in the phone's app list, where other people look (R19).
_TELLING = ("porn", "addict", "betray", "relapse", "lapse", "recovery", "trust", "partner", "sex", "affair", "urge")


class ConfError(ValueError):
    """What is wrong with the settings, one sentence for each thing."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


@dataclass(frozen=True, slots=True, kw_only=True)
class Conf:
    """Each field is the environment variable `GOLDSEAM_<NAME>`."""

    origin: Annotated[
        str,
        "The address people type, without a path. `https://…` behind a reverse proxy; plain `http://` only for this "
        "very machine (localhost), because a sign-in must never cross a network unprotected.",
    ] = "http://localhost:8000"
    listen: Annotated[
        str,
        "Where the program itself listens, `address:port`. Only the reverse proxy should reach it. Left out with an "
        "http origin: the origin's port on this machine.",
    ] = "127.0.0.1:8000"
    data: Annotated[Path, "The folder for the database and the instance's secret. Made with mode 0700."] = field(
        default_factory=lambda: Path.cwd() / "var"
    )
    database_url: Annotated[
        str,
        "Empty: SQLite in the data folder. Else `postgresql://user:password@host:port/name`, also read from "
        "`DATABASE_URL`. Further libpq options go behind a `?`, such as `sslmode=verify-full`.",
    ] = ""
    name: Annotated[
        str,
        "The neutral name shown in the tab, in the history and on a phone's home screen. Words that tell what this is "
        "for are refused.",
    ] = "Notes"
    steward: Annotated[
        Steward,
        "Who runs this server: `one_of_us`, `friend`, `clinic` or `company`. Every member is shown the answer for "
        "good. Asked once at the first start on a terminal and kept in the data folder; until then (`unsaid`) members "
        "are told that it has not been said.",
    ] = "unsaid"
    proxies: Annotated[
        int,
        "How many reverse proxies stand between the network and this program. Counted wrong, everybody shares one "
        "address and one person's wrong passwords slow down all. Left out: 1 with an https origin, else 0.",
    ] = 0
    workers: Annotated[int, "How many server processes. Two are enough for a hundred people."] = 2
    region: Annotated[
        str, "Two-letter country code whose helplines are shown first, such as `gb`. People can choose another."
    ] = ""
    exit_url: Annotated[str, "Where Leave goes. An ordinary, much-visited site draws the least attention."] = (
        "https://www.wikipedia.org/"
    )
    swap_ok: Annotated[
        bool,
        "`1` says: I know that this machine may write memory to an unencrypted swap area, and I accept it. Without it "
        "a server with an https origin does not start on such a machine.",
    ] = False
    demo: Annotated[
        bool,
        "Set by `goldseam demo` for its throw-away database. Opens one-click entry as two made-up people, so it is "
        "refused for any database that could be real.",
    ] = False

    @property
    def https(self) -> bool:
        return urlsplit(self.origin).scheme == "https"

    @property
    def host(self) -> str:
        return urlsplit(self.origin).hostname or "localhost"

    @property
    def sqlite_path(self) -> Path | None:
        """The database file; None when PostgreSQL keeps the data."""
        return None if self.database_url else self.data / "goldseam.sqlite3"

    def make_data_folder(self) -> None:
        self.data.mkdir(parents=True, exist_ok=True, mode=0o700)

    def secret_key(self) -> str:
        """Read the instance's secret from its data folder, making it on first use (mode 0600).

        It signs forms and hides cache keys. It opens no room: those keys come from the people's own passwords.
        """
        path = self.data / "secret_key"
        if not path.exists():
            self.make_data_folder()
            _write_private(path, secrets.token_urlsafe(48))
        return path.read_text().strip()

    def keep_steward(self, answer: Steward) -> None:
        self.make_data_folder()
        (self.data / "steward").unlink(missing_ok=True)
        _write_private(self.data / "steward", answer)


def load(environ: Mapping[str, str] | None = None) -> Conf:
    """Read the settings. Raises ConfError with every problem found, not only the first."""
    env = os.environ if environ is None else environ
    known = {f.name: f for f in fields(Conf)}
    problems = [_unknown(name, list(known)) for name in env if name.startswith(PREFIX) and _key(name) not in known]
    given: dict[str, Any] = {}
    for name in known:
        raw = env.get(PREFIX + name.upper(), env.get("DATABASE_URL", "") if name == "database_url" else "").strip()
        if not raw:
            continue
        try:
            given[name] = _PARSERS.get(name, _text)(raw)
        except ValueError as wrong:
            problems.append(f"{PREFIX}{name.upper()} {wrong}")
    if problems:
        raise ConfError(problems)
    conf = Conf(**_implied(given) | given)
    if "steward" not in given:
        conf = _with_kept_steward(conf)
    if problems := _contradictions(conf):
        raise ConfError(problems)
    return conf


def about() -> dict[str, tuple[str, str]]:
    """Variable → (default in words, what it is for), in the order of the fields."""
    shown = {"data": "`./var`", "database_url": "empty", "region": "empty", "swap_ok": "`0`", "demo": "`0`"}
    hints = get_type_hints(Conf, include_extras=True)
    return {
        PREFIX + f.name.upper(): (shown.get(f.name, f"`{f.default}`"), hints[f.name].__metadata__[0])
        for f in fields(Conf)
    }


def is_loopback(host: str) -> bool:
    """Does this name mean the machine itself? Names are not looked up: only those that can mean nothing else count."""
    if host in {"localhost", ""} or host.endswith(".localhost"):
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


# --- one reader for each kind of value; each says what it wants when it refuses ---


def _text(raw: str) -> str:
    return raw


def _origin(raw: str) -> str:
    parts = urlsplit(raw)
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise ValueError(f"must look like https://notes.example.org, not {raw!r}.")
    if parts.path not in {"", "/"} or parts.query or parts.fragment or parts.username:
        raise ValueError(f"must be an address alone, without a path, question mark or name: {raw!r}.")
    _port(parts)
    if parts.scheme == "http" and not is_loopback(parts.hostname):
        raise ValueError(
            f"is {raw!r}: plain http is refused for any name but this very machine, because passwords would cross the "
            "network readable. Put a reverse proxy with a certificate in front (docs/hosting.md) and use https://…"
        )
    return f"{parts.scheme}://{parts.netloc}".lower()


def _port(parts: SplitResult) -> int | None:
    try:
        return parts.port
    except ValueError as wrong:
        raise ValueError(f"has a port that is no port: {parts.netloc!r}.") from wrong


def _listen(raw: str) -> str:
    host, _, port = raw.rpartition(":")
    if not host or not port.isdigit() or not 0 < int(port) < 65536:
        raise ValueError(f"must look like 127.0.0.1:8000, not {raw!r}.")
    return raw


def _database_url(raw: str) -> str:
    parts = urlsplit(raw)
    if parts.scheme not in {"postgres", "postgresql"}:
        raise ValueError("must begin with postgresql:// (leave it out for SQLite).")
    if not parts.path.strip("/"):
        raise ValueError("names no database: postgresql://user@host/NAME.")
    _port(parts)
    return raw


def _name(raw: str) -> str:
    if len(raw) > 30 or not raw.isprintable():
        raise ValueError("must be at most 30 printable characters.")
    telling = next((word for word in _TELLING if word in raw.lower()), None)
    if telling:
        raise ValueError(f"must not contain {telling!r}: it is shown in tabs, histories and on phones.")
    return raw


def _steward(raw: str) -> Steward:
    if raw not in STEWARDS:
        raise ValueError(f"must be one of {', '.join(STEWARDS)}, not {raw!r}.")
    return raw


def _between(low: int, high: int) -> Callable[[str], int]:
    def read(raw: str) -> int:
        if not raw.isdigit() or not low <= int(raw) <= high:
            raise ValueError(f"must be a number from {low} to {high}, not {raw!r}.")
        return int(raw)

    return read


def _region(raw: str) -> str:
    if not re.fullmatch(r"[A-Za-z]{2}", raw):
        raise ValueError(f"must be a two-letter country code such as gb, not {raw!r}.")
    return raw.lower()


def _exit_url(raw: str) -> str:
    parts = urlsplit(raw)
    if parts.scheme != "https" or not parts.hostname or any(c.isspace() for c in raw):
        raise ValueError(f"must be an https:// address, not {raw!r}.")
    return raw


def _yes(raw: str) -> bool:
    if raw.lower() in {"1", "true", "yes", "on"}:
        return True
    if raw.lower() in {"0", "false", "no", "off"}:
        return False
    raise ValueError(f"must be 1 or 0, not {raw!r}.")


_PARSERS: dict[str, Callable[[str], Any]] = {
    "origin": _origin,
    "listen": _listen,
    "data": lambda raw: Path(raw).expanduser().absolute(),
    "database_url": _database_url,
    "name": _name,
    "steward": _steward,
    "proxies": _between(0, 5),
    "workers": _between(1, 16),
    "region": _region,
    "exit_url": _exit_url,
    "swap_ok": _yes,
    "demo": _yes,
}


def database_parts(url: str) -> dict[str, Any]:
    """A PostgreSQL address in the pieces Django wants; what stands behind the `?` goes to libpq."""
    parts = urlsplit(url)
    options = dict(parse_qsl(parts.query))
    return {
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": options.pop("host", unquote(parts.hostname or "")),
        "PORT": options.pop("port", str(parts.port or "")),
        "OPTIONS": options,
    }


# --- what single values cannot tell ---


def _implied(given: dict[str, Any]) -> dict[str, Any]:
    """What follows from the origin: one proxy holds the certificate; a local port is the one listened on."""
    origin = urlsplit(given.get("origin", ""))
    if origin.scheme == "https":
        return {"proxies": 1}
    if origin.scheme == "http":
        return {"listen": f"127.0.0.1:{origin.port or 80}"}
    return {}


def _contradictions(conf: Conf) -> list[str]:
    found = []
    if conf.https and conf.proxies == 0:
        found.append(
            f"{PREFIX}PROXIES is 0 with an https origin. Goldseam holds no certificates itself: a reverse proxy must "
            "stand in front (docs/hosting.md). Leave the setting out, or count the proxies."
        )
    if conf.demo and conf.database_url:
        found.append(f"{PREFIX}DEMO with a PostgreSQL database is refused: one-click entry must not meet real people.")
    if conf.demo and (conf.https or not is_loopback(conf.host)):
        found.append(f"{PREFIX}DEMO is only for this machine: the origin must be http://localhost.")
    if conf.demo and (conf.proxies or not is_loopback(conf.listen.rpartition(":")[0].strip("[]") or "everywhere")):
        found.append(f"{PREFIX}DEMO is only for this machine: no proxy, and nothing else may reach where it listens.")
    return found


def _with_kept_steward(conf: Conf) -> Conf:
    path = conf.data / "steward"
    if not path.exists():
        return conf
    values = {f.name: getattr(conf, f.name) for f in fields(conf)}
    try:
        values["steward"] = _steward(path.read_text().strip())
    except ValueError as wrong:
        raise ConfError([f"The file {path} {wrong}"]) from None
    return Conf(**values)


def _unknown(variable: str, known: list[str]) -> str:
    near = difflib.get_close_matches(_key(variable), known, n=1)
    return f"{variable} is not a setting." + (f" Is {PREFIX}{near[0].upper()} meant?" if near else "")


def _key(variable: str) -> str:
    return variable.removeprefix(PREFIX).lower()


def _write_private(path: Path, text: str) -> None:
    fd = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(fd, "w") as handle:
        handle.write(text + "\n")
