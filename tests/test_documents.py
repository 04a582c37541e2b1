"""Documentation that is held to the code."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from pathlib import Path

from goldseam import __version__

ROOT = Path(__file__).parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())
DOCUMENTS = [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *(ROOT / "LICENSES").glob("*.md")]


def name_of(requirement: str) -> str:
    return re.split(r"[\[~=<>;! ]", requirement)[0]


def test_the_change_log_begins_with_this_version() -> None:
    versions = re.findall(r"^## (\d+\.\d+\.\d+) — \d{4}-\d\d-\d\d$", (ROOT / "CHANGELOG.md").read_text(), re.M)
    assert versions[0] == __version__


def test_every_dependency_has_its_reason_and_every_reason_its_dependency() -> None:
    needed = {name_of(one) for one in PROJECT["project"]["dependencies"]}
    said = set(re.findall(r"^\| `([\w-]+)` \|", (ROOT / "docs/decisions/dependencies.md").read_text(), re.M))
    assert said == needed
    assert len(needed) <= 20


def test_every_dependency_is_pinned_with_hashes_and_names_no_place() -> None:
    run, dev = ((ROOT / "requirements" / f"{name}.txt").read_text() for name in ("run", "dev"))
    pins = dict(re.findall(r"^([\w.-]+)==([\w.]+)", run, re.M))
    assert {name_of(one).lower() for one in PROJECT["project"]["dependencies"]} <= set(pins)
    for text in (run, dev):
        assert "//" not in text
        for line in re.split(r"\n(?=\S)", text.strip()):
            assert "--hash=sha256:" in line, line.split()[0]
    assert set(pins.items()) <= set(re.findall(r"^([\w.-]+)==([\w.]+)", dev, re.M)), "tests run with the same pins"


def test_every_link_between_documents_leads_somewhere() -> None:
    for document in DOCUMENTS:
        for target in re.findall(r"\]\(([^)#\s]+)", document.read_text()):
            if not target.startswith(("http:", "https:", "mailto:")):
                assert (document.parent / target).exists(), f"{document.relative_to(ROOT)} → {target}"


def test_every_make_command_that_a_document_names_is_there() -> None:
    makefile = (ROOT / "Makefile").read_text()
    there = set(re.findall(r"^([a-z-]+|\.venv/\w+):", makefile, re.M))
    for document in DOCUMENTS:
        for named in re.findall(r"(?:^|`)make ([a-z][a-z ]*[a-z])(?=`|\s+#|$)", document.read_text(), re.M):
            assert set(named.split()) <= there, f"{document.relative_to(ROOT)}: make {named}"


def test_every_subcommand_is_in_the_readme() -> None:
    helped = subprocess.run(
        [sys.executable, "-m", "goldseam", "--help"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    commands = re.findall(r"^    (\w+) +", helped.stdout, re.M)
    assert len(commands) >= 8
    readme = (ROOT / "README.md").read_text()
    assert all(re.search(rf"`(?:goldseam )?{command}\b", readme) for command in commands)


def test_ci_runs_what_a_developer_runs_and_nothing_weaker() -> None:
    assert (ROOT / ".ci" / "run").read_text().strip().endswith("\nexec make test")
    parts = re.search(r"^test: (.*?) ##", (ROOT / "Makefile").read_text(), re.M)
    assert parts
    assert parts[1].split() == ["system", "lint", "types", "content", "django", "sqlite", "postgres", "browser"]
