"""The reverse-proxy files of docs/hosting, run by the real programs in front of the real server, with TLS.

Only names, ports and the certificate's place are put in; everything else is read from the files as they are given out.
"""

from __future__ import annotations

import datetime as dt
import http.client
import http.server
import ipaddress
import os
import shutil
import socket
import ssl
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from django.test import RequestFactory

from tests.cli.running import Box, Served
from tests.serving import free_port
from tests.walk import read

pytestmark = pytest.mark.once

ROOT = Path(__file__).parent.parent.parent
FILES = ROOT / "docs" / "hosting"
CANARY = "zebra-4711"
PROXIES = ["nginx", "caddy"]


@dataclass
class Front:
    """A running proxy: where it answers and every file it may have written."""

    port: int
    plain_port: int
    folder: Path
    certificate: Path

    def ask(
        self, method: str, path: str, body: bytes | None = None, headers: dict[str, str] | None = None
    ) -> tuple[http.client.HTTPResponse, bytes]:
        context = ssl.create_default_context(cafile=self.certificate)
        connection = http.client.HTTPSConnection("localhost", self.port, context=context, timeout=30)
        try:
            connection.request(method, path, body, headers or {})
            answer = connection.getresponse()
            try:
                return answer, answer.read()
            except http.client.IncompleteRead as cut:  # a proxy that refuses a body may hang up in mid-answer
                return answer, cut.partial
        finally:
            connection.close()

    @property
    def origin(self) -> str:
        return f"https://localhost:{self.port}"


def program(name: str) -> str:
    """On PATH, or unpacked by tests/system.sh. Absent is a failure: `make system` fetches it."""
    unpacked = [ROOT / "build" / "proxies" / place / name for place in ("usr/sbin", "usr/bin")]
    found = shutil.which(name) or next((str(path) for path in unpacked if path.exists()), None)
    assert found, f"{name} is not here; `make system` fetches it"
    return found


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    return certified(tmp_path_factory.mktemp("tls"))


def certified(folder: Path) -> tuple[Path, Path]:
    """A certificate for this machine, and its key."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    now = dt.datetime.now(dt.UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - dt.timedelta(hours=1))
        .not_valid_after(now + dt.timedelta(days=1))
        .add_extension(
            x509.SubjectAlternativeName([x509.DNSName("localhost"), x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]),
            critical=False,
        )
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(key, hashes.SHA256())
    )
    (folder / "cert.pem").write_bytes(made.public_bytes(serialization.Encoding.PEM))
    (folder / "key.pem").write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )
    return folder / "cert.pem", folder / "key.pem"


def put(text: str, old: str, new: str) -> str:
    assert old in text, f"the file no longer has {old!r}"
    return text.replace(old, new)


def nginx_command(front: Front, key: Path, behind: int) -> list[str]:
    site = (FILES / "nginx.conf").read_text()
    site = put(site, "listen 80;", f"listen 127.0.0.1:{front.plain_port};")
    site = put(site, "listen 443 ssl;", f"listen 127.0.0.1:{front.port} ssl;")
    site = put(site, "/etc/letsencrypt/live/notes.example/fullchain.pem", str(front.certificate))
    site = put(site, "/etc/letsencrypt/live/notes.example/privkey.pem", str(key))
    site = put(site, "https://notes.example$", f"https://localhost:{front.port}$")
    site = put(site, "notes.example", "localhost")
    site = put(site, "/var/log/nginx/notes-error.log", str(front.folder / "error.log"))
    site = put(site, "127.0.0.1:8000", f"127.0.0.1:{behind}")
    temporary = "".join(
        f"{kind}_temp_path {front.folder}/{kind};\n" for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    (front.folder / "nginx.conf").write_text(
        f"daemon off;\nworker_processes 1;\npid {front.folder}/pid;\n"
        + ("user root;\n" if os.geteuid() == 0 else "")
        + f"error_log {front.folder}/main-error.log crit;\nevents {{}}\n"
        + f"http {{\n{temporary}access_log {front.folder}/access.log;\n{site}\n}}\n"
    )
    return [program("nginx"), "-p", str(front.folder), "-e", str(front.folder / "start.log"), "-c",
            str(front.folder / "nginx.conf")]  # fmt: skip


def caddy_command(front: Front, key: Path, behind: int) -> list[str]:
    text = (FILES / "Caddyfile").read_text()
    ports = f"\thttp_port {front.plain_port}\n\thttps_port {front.port}\n\tskip_install_trust\n"
    text = put(text, "\tadmin off\n", f"\tadmin off\n{ports}")
    text = put(text, "notes.example {\n", f"localhost {{\n\ttls {front.certificate} {key}\n")
    text = put(text, "127.0.0.1:8000", f"127.0.0.1:{behind}")
    (front.folder / "Caddyfile").write_text(text)
    return [program("caddy"), "run", "--config", str(front.folder / "Caddyfile"), "--adapter", "caddyfile"]


@contextmanager
def in_front(proxy: str, folder: Path, certificate: tuple[Path, Path], port: int, behind: int) -> Iterator[Front]:
    folder.mkdir(parents=True)
    front = Front(port, free_port(), folder, certificate[0])
    make = nginx_command if proxy == "nginx" else caddy_command
    with (folder / "output.log").open("wb") as output:
        running = subprocess.Popen(
            make(front, certificate[1], behind),
            stdout=output,
            stderr=output,
            env={"PATH": os.environ["PATH"], "HOME": str(folder), "XDG_DATA_HOME": str(folder)},
        )
    try:
        until = time.monotonic() + 30
        while True:
            assert running.poll() is None, (folder / "output.log").read_text()
            try:
                socket.create_connection(("127.0.0.1", port), 1).close()
                break
            except OSError:
                assert time.monotonic() < until, (folder / "output.log").read_text()
                time.sleep(0.05)
        yield front
    finally:
        running.terminate()
        running.wait(20)


@pytest.fixture(scope="module", params=PROXIES)
def house(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, certificate: tuple[Path, Path]
) -> Iterator[tuple[Front, Served]]:
    """The real server behind the real proxy."""
    folder = tmp_path_factory.mktemp("house")
    port = free_port()
    served = Served(Box(folder / "var"), f"https://localhost:{port}")
    try:
        with in_front(request.param, folder / "proxy", certificate, port, served.port) as front:
            yield front, served
    finally:
        served.stop()


def cookies_of(answer: http.client.HTTPResponse) -> dict[str, str]:
    """Name → the whole Set-Cookie line."""
    return {line.split("=", 1)[0]: line for line in answer.headers.get_all("Set-Cookie") or []}


def test_the_first_page_comes_through_tls_with_every_header(house: tuple[Front, Served]) -> None:
    answer, page = house[0].ask("GET", "/")
    assert answer.status == 200
    assert b"<title>Notes</title>" in page
    assert int(answer.headers["Strict-Transport-Security"].split("=")[1]) >= 31_536_000
    assert answer.headers["Content-Security-Policy"].startswith("default-src 'none'")
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["Referrer-Policy"] == "same-origin"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "unicorn" not in str(answer.headers).lower()
    assert not any(c.isdigit() for c in answer.headers.get("Server", "")), "no version for a scanner"


def test_plain_http_only_leads_to_tls(house: tuple[Front, Served]) -> None:
    front, _ = house
    for headers in ({}, {"X-Forwarded-Proto": "https"}):
        plain = http.client.HTTPConnection("localhost", front.plain_port, timeout=30)
        plain.request("GET", "/h/", headers=headers)
        answer = plain.getresponse()
        answer.read()
        plain.close()
        assert answer.status in {301, 308}
        assert answer.headers["Location"].startswith("https://localhost")


def test_a_person_signs_up_and_every_cookie_is_bound_to_host_and_tls(house: tuple[Front, Served]) -> None:
    front, _ = house
    answer, body = front.ask("GET", "/new/")
    kept = cookies_of(answer)
    page = read("/new/", answer.status, {}, body.decode())
    form = next(form for form in page.forms if form.action.endswith("/new/"))
    words = {"name": f"river {front.port}", "password": "a long winded sentence 71"}
    data = urlencode(form.data(lambda field: words.get(field.name))).encode()
    cookie = "; ".join(line.split(";")[0] for line in kept.values())
    sent = {"Cookie": cookie, "Content-Type": "application/x-www-form-urlencoded", "Origin": front.origin}

    for wrong in ({"Origin": "https://evil.example"}, {"Cookie": ""}):
        refused, _ = front.ask("POST", "/new/", data, {**sent, **wrong})
        assert refused.status in {400, 403}
    answer, body = front.ask("POST", "/new/", data, sent)
    assert answer.status == 303, body.decode()
    made = {**kept, **cookies_of(answer)}
    assert {"__Host-s", "__Host-c"} <= set(made)
    for name, line in made.items():
        attributes = {part.strip().lower() for part in line.split(";")[1:]}
        assert name.startswith("__Host-"), line
        assert {"secure", "path=/", "samesite=strict"} <= attributes, line
        assert not [a for a in attributes if a.startswith("domain")], line
    answer, _ = front.ask("GET", "/", headers={"Cookie": "; ".join(line.split(";")[0] for line in made.values())})
    assert answer.status == 200


def test_another_name_is_not_answered(house: tuple[Front, Served]) -> None:
    answer, body = house[0].ask("GET", "/", headers={"Host": "evil.example"})
    assert answer.status != 200 or b"Notes" not in body
    assert "evil.example" not in answer.headers.get("Location", "")


def test_nobody_writes_down_who_asked_for_what(house: tuple[Front, Served]) -> None:
    front, served = house
    front.ask("GET", f"/{CANARY}/?q={CANARY}", headers={"User-Agent": CANARY})
    front.ask("POST", "/in/", f"name={CANARY}".encode(), {"Content-Type": "application/x-www-form-urlencoded"})
    files = [p for p in served.box.data.parent.rglob("*") if p.is_file()]
    assert files
    for path in files:
        assert CANARY.encode() not in path.read_bytes(), path
    for name in ("access.log", "error.log"):
        path = front.folder / name
        assert not path.exists() or path.read_text() == ""


class Echo(http.server.BaseHTTPRequestHandler):
    """Stands where the server stands, takes in all it is sent, and remembers what it was told about the browser."""

    seen: dict[str, str]
    taken: int

    def do_GET(self) -> None:
        Echo.seen = dict(self.headers.items())
        self.send_response(200)
        self.end_headers()

    def do_POST(self) -> None:
        Echo.taken = 0
        left = int(self.headers.get("Content-Length", 0))
        while left and (some := self.rfile.read(min(left, 1 << 16))):
            Echo.taken += len(some)
            left -= len(some)
        if not left:
            self.do_GET()

    def log_message(self, *args: Any) -> None:
        """Quiet."""


@contextmanager
def before_an_echo(proxy: str, folder: Path, certificate: tuple[Path, Path]) -> Iterator[Front]:
    behind = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Echo)  # a proxy may open a connection and not use it
    behind.block_on_close = False
    thread = threading.Thread(target=behind.serve_forever)
    thread.start()
    try:
        with in_front(proxy, folder, certificate, free_port(), behind.server_port) as front:
            yield front
    finally:
        behind.shutdown()
        thread.join()
        behind.server_close()


@pytest.mark.parametrize("proxy", PROXIES)
def test_what_a_browser_claims_about_its_address_counts_for_nothing(
    proxy: str, tmp_path: Path, certificate: tuple[Path, Path], rf: RequestFactory
) -> None:
    from allauth.core.internal.ratelimit import get_ip

    with before_an_echo(proxy, tmp_path / "proxy", certificate) as front:
        lies = {"X-Forwarded-For": "6.6.6.6", "X-Forwarded-Proto": "http", "Forwarded": "for=6.6.6.6"}
        answer, _ = front.ask("GET", "/", headers=lies)
        assert answer.status == 200
    told = {name.lower(): value for name, value in Echo.seen.items()}
    assert told["x-forwarded-for"] == "127.0.0.1"
    assert told["x-forwarded-proto"] == "https"
    assert told["host"] == f"localhost:{front.port}"
    assert get_ip(rf.get("/", headers={"x-forwarded-for": told["x-forwarded-for"]})) == "127.0.0.1"


@pytest.mark.parametrize("proxy", PROXIES)
def test_a_body_that_is_too_large_is_refused(proxy: str, tmp_path: Path, certificate: tuple[Path, Path]) -> None:
    """nginx looks at the announced length and says 413; Caddy 2.6 cuts the body while it takes it in and says 502.

    Goldseam itself would say no before it has read so much, and it is chance whose answer comes first.
    """
    Echo.taken = 0
    with before_an_echo(proxy, tmp_path / "proxy", certificate) as front:
        answer, _ = front.ask("POST", "/new/", b"x" * (3 << 20), {"Content-Type": "text/plain"})
        assert answer.status in {413, 502}
        assert Echo.taken <= 2 << 20
        answer, _ = front.ask("POST", "/new/", b"x" * (1 << 20), {"Content-Type": "text/plain"})
        assert (answer.status, Echo.taken) == (200, 1 << 20)


def test_the_service_files_hold_what_the_design_asks_of_a_process() -> None:
    unit = (FILES / "goldseam.service").read_text()
    for line in (
        "LimitCORE=0", "MemorySwapMax=0", "PrivateTmp=yes", "ProtectProc=invisible", "NoNewPrivileges=yes",
        "UMask=0077", "ProtectSystem=strict", "StateDirectoryMode=0700",
    ):  # fmt: skip
        assert f"\n{line}\n" in unit
    from goldseam.conf import load

    settings = dict(
        line.removeprefix("Environment=").split("=", 1) for line in unit.splitlines() if line.startswith("Environment=")
    )
    assert load({**settings, "GOLDSEAM_DATA": "var"}).https
