"""Codes that people copy by hand: Crockford base32, forgiving about case, spaces and look-alikes."""

from __future__ import annotations

import secrets

from goldseam.crypto.errors import Malformed

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
RECOVERY_CHARACTERS = 26
"""130 bits on paper (W3)."""
TICKET_CHARACTERS = 10
"""50 bits for ten minutes, behind Argon2id: a short code to admit a new device."""
_DASHES = "-\u2010\u2011\u2012\u2013\u2014\u2212"
"""Hyphen, its typographic and unbreakable kin, en and em dash, minus: what paper, keyboards and PDFs make of one."""
_ALIKE = str.maketrans({"O": "0", "I": "1", "L": "1"})


def new_code(characters: int) -> str:
    """A fresh code of so many characters (5 bits each), without separators."""
    return "".join(secrets.choice(ALPHABET) for _ in range(characters))


def grouped(code: str, size: int = 5) -> str:
    """For reading aloud and printing: groups of `size` with a dash between."""
    return "-".join(code[i : i + size] for i in range(0, len(code), size))


def read_code(typed: str, characters: int) -> str:
    """What was meant by what was typed; raises `Malformed` if that cannot be a code."""
    code = "".join(c for c in typed.upper().translate(_ALIKE) if not c.isspace() and c not in _DASHES)
    if len(code) != characters or any(c not in ALPHABET for c in code):
        raise Malformed("code")
    return code
