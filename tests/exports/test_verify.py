"""The stand-alone checker computes what the vault computes: the same vectors, with no package at all."""

import importlib.util
import json
import sys
from pathlib import Path
from types import ModuleType

import pytest

HERE = Path(__file__).parent
VECTORS = HERE.parent / "crypto" / "vectors"


@pytest.fixture(params=["alone", "with PyNaCl"])
def checker(request: pytest.FixtureRequest) -> ModuleType:
    path = HERE.parent.parent / "goldseam" / "exports" / "standalone" / "verify.py"
    spec = importlib.util.spec_from_file_location("verify", path)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    assert module.sodium is not None
    if request.param == "alone":
        module.sodium = None  # type: ignore[attr-defined]
    return module


def _bytes(vector: dict[str, str], *names: str) -> list[bytes]:
    return [bytes.fromhex(vector[name]) for name in names]


def test_every_envelope_of_the_vectors_opens(checker: ModuleType) -> None:
    for vector in json.loads((VECTORS / "envelope.json").read_text())["opens"]:
        assert checker.unseal(*_bytes(vector, "key", "envelope", "aad")).hex() == vector["body"]


def test_every_envelope_that_the_vectors_refuse_is_refused(checker: ModuleType) -> None:
    for vector in json.loads((VECTORS / "envelope.json").read_text())["refused"]:
        with pytest.raises(checker.Wrong):
            checker.unseal(*_bytes(vector, "key", "envelope", "aad"))


def test_links_and_signatures_are_those_of_the_vectors(checker: ModuleType) -> None:
    found = json.loads((VECTORS / "chain.json").read_text())
    for row in found["links"]:
        before, space, digest = _bytes(row, "before", "space", "digest")
        head = checker.link(before, space, row, digest)
        assert head.hex() == row["head"]
        public, signature = bytes.fromhex(found["signing_public"]), bytes.fromhex(row["signature"])
        assert checker.signed_by(public, head, signature)
        assert not checker.signed_by(public, head[:-1] + bytes([head[-1] ^ 1]), signature)
        assert not checker.signed_by(public, head, bytes([signature[0] ^ 1]) + signature[1:])
        assert not checker.signed_by(public, head, signature[:-1] + bytes([signature[-1] ^ 1]))
        assert not checker.signed_by(bytes(32), head, signature)


def test_it_imports_nothing_that_python_does_not_bring() -> None:
    text = (HERE.parent.parent / "goldseam" / "exports" / "standalone" / "verify.py").read_text()
    named = {line.split()[1].split(".")[0] for line in text.splitlines() if line.startswith(("import ", "from "))}
    assert named <= set(sys.stdlib_module_names)
