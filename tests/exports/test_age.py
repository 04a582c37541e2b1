"""The sealed file is a plain age file: pyrage, which is not ours, opens it at every size around a chunk's end."""

import pyrage
import pytest

from goldseam.exports import age


@pytest.mark.parametrize("size", [0, 1, age.CHUNK - 1, age.CHUNK, age.CHUNK + 1, 3 * age.CHUNK])
def test_another_program_opens_it(size: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(age, "LOG_N", 2)
    plain = bytes(n % 251 for n in range(size))
    assert pyrage.passphrase.decrypt(age.encrypt(plain, "vier Wörter für Äpfel"), "vier Wörter für Äpfel") == plain


def test_a_changed_byte_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(age, "LOG_N", 2)
    sealed = bytearray(age.encrypt(b"x" * 1000, "seven violet harbour gates"))
    for at in (40, 100, 180, len(sealed) - 1):
        sealed[at] ^= 1
        with pytest.raises(pyrage.DecryptError):
            pyrage.passphrase.decrypt(bytes(sealed), "seven violet harbour gates")
        sealed[at] ^= 1


def test_as_it_is_used_a_guess_costs_128_mebibytes() -> None:
    assert 2**age.LOG_N * 8 * 128 == 128 * 1024**2
