"""From passwords to keys: never cheaply, never twice the same by accident, never with a half left out (W1–W3)."""

from __future__ import annotations

import hashlib
import importlib.util
import sys
import unicodedata
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldseam.crypto import derive
from goldseam.crypto.derive import (
    Cost,
    Halves,
    demand,
    halves,
    new_key,
    new_salt,
    pin_key,
    recovery_key,
    stretch,
    sub_key,
)
from goldseam.crypto.errors import CryptoError, Malformed, OutOfReach, WeakParameters
from tests.crypto.strategies import flipped, ids, keys, many

FLOOR = Cost(memory_kib=64 * 1024, passes=3)
PURPOSES = st.text("abc/0123 é", max_size=6)
SALT, ROOT, DEVICE, PERSON = b"s" * 16, bytes(range(64)), b"d" * 32, b"p" * 16


@pytest.fixture(autouse=True)
def real_floor(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Elsewhere the tests may derive cheaply; here the floor is the one that is shipped."""
    monkeypatch.setattr(derive, "FLOOR", FLOOR)
    yield


def test_the_shipped_floor_and_default_are_those_of_the_design(monkeypatch: pytest.MonkeyPatch) -> None:
    spec = importlib.util.spec_from_file_location("a_fresh_derive", derive.__file__)
    assert spec is not None and spec.loader is not None
    fresh = importlib.util.module_from_spec(spec)
    monkeypatch.setitem(sys.modules, "a_fresh_derive", fresh)
    spec.loader.exec_module(fresh)

    assert (fresh.FLOOR.memory_kib, fresh.FLOOR.passes) == (65_536, 3)
    assert (fresh.DEFAULT.memory_kib, fresh.DEFAULT.passes) == (131_072, 3)


@pytest.mark.parametrize(
    "cost",
    [Cost(65_535, 3), Cost(65_536, 2), Cost(1, 1_000_000), Cost(4_000_000, 2), Cost(0, 0), Cost(-65_536, -3)],
    ids=["memory", "passes", "many passes", "much memory", "nothing", "below zero"],
)
def test_a_cost_below_the_floor_in_either_figure_is_refused(cost: Cost) -> None:
    with pytest.raises(WeakParameters):
        demand(cost)
    with pytest.raises(WeakParameters):
        stretch("password", SALT, cost)


@given(st.integers(0, 200_000), st.integers(0, 10))
@many
def test_exactly_the_costs_at_or_above_the_floor_are_allowed(memory_kib: int, passes: int) -> None:
    if memory_kib >= 65_536 and passes >= 3:
        demand(Cost(memory_kib, passes))
    else:
        with pytest.raises(WeakParameters):
            demand(Cost(memory_kib, passes))


def test_a_raised_floor_refuses_what_the_shipped_one_allows() -> None:
    demand(FLOOR)

    with pytest.raises(WeakParameters):
        demand(FLOOR, Cost(131_072, 3))


@given(st.integers(0, 2**32 - 1), st.integers(0, 2**32 - 1), st.integers(0, 2**32 - 1), st.integers(0, 2**32 - 1))
@many
def test_two_costs_are_written_alike_only_if_they_are_the_same(a: int, b: int, c: int, d: int) -> None:
    assert (Cost(a, b).encoded() == Cost(c, d).encoded()) == ((a, b) == (c, d))


@pytest.mark.parametrize("cost", [Cost(2**32, 3), Cost(65_536, 2**32), Cost(-1, 3)])
def test_a_cost_that_cannot_be_written_is_refused(cost: Cost) -> None:
    with pytest.raises(Malformed):
        cost.encoded()


@pytest.mark.parametrize("cost", [Cost(2**32, 3), Cost(2**40, 3), Cost(65_536, 2**32)], ids=["4 TiB", "huge", "passes"])
def test_a_forged_cost_that_nobody_can_pay_is_refused_and_nothing_else_is_raised(cost: Cost) -> None:
    with pytest.raises(OutOfReach):
        stretch("password", SALT, cost)


@pytest.mark.parametrize("size", [0, 8, 15, 17, 32])
def test_a_salt_of_another_length_is_refused(size: int) -> None:
    with pytest.raises(Malformed):
        stretch("password", bytes(size), FLOOR)


@pytest.mark.parametrize("secret", ["\ud800", "pass\udfffword"])
def test_text_that_is_not_unicode_is_refused_without_repeating_it(secret: str) -> None:
    with pytest.raises(Malformed) as refusal:
        stretch(secret, SALT, FLOOR)

    assert refusal.value.__suppress_context__
    assert secret not in str(refusal.value)


@pytest.fixture
def stretched(monkeypatch: pytest.MonkeyPatch) -> list[bytes]:
    """What reaches Argon2id, which itself is left out here."""
    seen: list[bytes] = []

    def note(size: int, secret: bytes, *rest: object) -> bytes:
        seen.append(secret)
        return bytes(size)

    monkeypatch.setattr(derive, "crypto_pwhash_alg", note)
    return seen


def test_a_password_typed_on_another_keyboard_gives_the_same_root(stretched: list[bytes]) -> None:
    for form in ("NFC", "NFD", "NFKC", "NFKD"):
        derive.stretch(unicodedata.normalize(form, "Łódź ½ ﬁ Å 한"), SALT, FLOOR)

    assert len(set(stretched)) == 1


def test_case_and_spaces_of_a_password_count(stretched: list[bytes]) -> None:
    for secret in ("password", "Password", "pass word", " password", "password ", ""):
        stretch(secret, SALT, FLOOR)

    assert len(set(stretched)) == 6


def test_another_salt_or_cost_gives_another_root() -> None:
    roots = {
        stretch("password", SALT, FLOOR),
        stretch("password", b"t" * 16, FLOOR),
        stretch("password", SALT, Cost(65_536, 4)),
    }

    assert len(roots) == 3
    assert {len(root) for root in roots} == {64}


def every_key(root: bytes, device: bytes, person: bytes) -> list[bytes]:
    both = halves(root, device, person)
    return [both.auth, both.kek, both.stored, pin_key(root, device, person), recovery_key(root, device, person)]


def test_the_keys_of_one_root_are_all_different() -> None:
    assert len(set(every_key(ROOT, DEVICE, PERSON))) == 5


@pytest.mark.parametrize("changed", ["root", "device", "person"])
def test_every_byte_of_every_input_changes_every_key(changed: str) -> None:
    given_now = {"root": ROOT, "device": DEVICE, "person": PERSON}
    before = every_key(**given_now)

    for at in range(len(given_now[changed])):
        after = every_key(**{**given_now, changed: flipped(given_now[changed], at)})
        assert not set(after) & set(before)


@pytest.mark.parametrize(
    ("root", "device", "person"),
    [
        (ROOT[:-1], DEVICE, PERSON),
        (ROOT + b"x", DEVICE, PERSON),
        (ROOT[:-1], b"d" * 33, PERSON),
        (ROOT, b"", PERSON),
        (ROOT, DEVICE[:-1], PERSON),
        (ROOT, DEVICE, b""),
        (ROOT, DEVICE, str(PERSON).encode()),
    ],
)
def test_inputs_of_another_length_are_refused(root: bytes, device: bytes, person: bytes) -> None:
    for derive_keys in (halves, pin_key):
        with pytest.raises(Malformed):
            derive_keys(root, device, person)


@pytest.mark.parametrize(
    ("root", "code", "person"), [(ROOT[:-1], b"c", PERSON), (ROOT, b"", PERSON), (ROOT, b"c", PERSON[:-1])]
)
def test_a_recovery_key_needs_phrase_and_code(root: bytes, code: bytes, person: bytes) -> None:
    with pytest.raises(Malformed):
        recovery_key(root, code, person)


@given(keys, keys, ids)
@many
def test_what_is_stored_is_the_hash_of_the_login_half_and_tells_nothing_of_the_other(
    one: bytes, other: bytes, person: bytes
) -> None:
    both = halves(one + other, DEVICE, person)

    assert both.stored == hashlib.sha256(both.auth).digest()
    assert len({both.stored, both.auth, both.kek}) == 3


@given(keys, PURPOSES, PURPOSES)
@many
def test_each_purpose_has_its_own_key(key: bytes, one: str, other: str) -> None:
    assert (sub_key(key, one) == sub_key(key, other)) == (one == other)
    assert sub_key(key, one) != key


def test_keys_are_never_shown() -> None:
    assert "auth" not in repr(Halves(b"auth" * 8, b"kek" * 8))
    assert "kek" not in repr(Halves(b"auth" * 8, b"kek" * 8))


def test_fresh_keys_and_salts_differ() -> None:
    assert len({new_key() for _ in range(100)}) == 100
    assert len({new_salt() for _ in range(100)}) == 100
    assert (len(new_key()), len(new_salt())) == (32, 16)


def test_every_refusal_is_a_crypto_error() -> None:
    for kind in (Malformed, OutOfReach, WeakParameters):
        assert issubclass(kind, CryptoError)
