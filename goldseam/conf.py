"""Typed settings from environment variables; the defaults need none (issue 1)."""

from __future__ import annotations

import os
import secrets
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

Steward = Literal["unsaid", "one_of_us", "friend", "clinic", "company"]


@dataclass(frozen=True, slots=True)
class Conf:
    """Everything a steward can set. Each field is one variable GOLDSEAM_<NAME>."""

    origin: str = "http://localhost:8000"
    data: Path = field(default_factory=lambda: Path.cwd() / "var")
    database_url: str = ""
    name: str = "Notes"
    demo: bool = False
    workers: int = 2
    proxies: int = 0
    region: str = ""
    exit_url: str = "https://www.wikipedia.org/"

    @property
    def https(self) -> bool:
        return urlsplit(self.origin).scheme == "https"

    @property
    def host(self) -> str:
        return urlsplit(self.origin).hostname or "localhost"

    def secret_key(self) -> str:
        """Read the instance's secret from its data folder, making it on first use (mode 0600)."""
        path = self.data / "secret_key"
        if path.exists():
            return path.read_text().strip()
        self.data.mkdir(parents=True, exist_ok=True, mode=0o700)
        value = secrets.token_urlsafe(48)
        fd = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(fd, "w") as handle:
            handle.write(value)
        return value


def load(environ: dict[str, str] | None = None) -> Conf:
    env = dict(os.environ if environ is None else environ)
    given: dict[str, object] = {}
    for name, kind in {"origin": str, "data": Path, "database_url": str, "name": str, "demo": bool, "workers": int, "proxies": int, "region": str, "exit_url": str}.items():
        raw = env.get(f"GOLDSEAM_{name.upper()}", env.get("DATABASE_URL", "") if name == "database_url" else "")
        if raw:
            given[name] = raw.lower() in {"1", "true", "yes"} if kind is bool else kind(raw)
    return Conf(**given)  # type: ignore[arg-type]
