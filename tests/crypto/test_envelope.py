"""An envelope opens with its own key, in its own place, unchanged; otherwise it is refused, with no other error."""

from __future__ import annotations

from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st
from nacl.bindings import crypto_aead_xchacha20poly1305_ietf_decrypt as bare

from goldseam.crypto.derive import DEFAULT, FLOOR, Cost
from goldseam.crypto.encode import parts
from goldseam.crypto.envelope import COMMIT, HEADER, NONCE, OVERHEAD, seal, unseal
from goldseam.crypto.errors import CryptoError, Malformed, Refused
from goldseam.crypto.padding import bucket
from tests.crypto import second
from tests.crypto.strategies import aads, bodies, flipped, keys, many, slips, some

KEY, AAD, BODY = b"k" * 32, b"place", b'{"kind":"t40"}'
ENVELOPE = seal(KEY, BODY, AAD, nonce=b"n" * 24)


@given(keys, bodies, aads)
@many
def test_what_was_sealed_is_what_opens(key: bytes, body: bytes, aad: bytes) -> None:
    envelope = seal(key, body, aad)

    assert unseal(key, envelope, aad) == body
    assert len(envelope) == OVERHEAD + bucket(4 + len(body))


def test_two_envelopes_of_one_text_have_nothing_but_the_header_in_common() -> None:
    one, other = seal(KEY, BODY, AAD), seal(KEY, BODY, AAD)

    assert one[:2] == other[:2] == HEADER
    for start in range(2, len(one) - 8, 8):
        assert one[start : start + 8] != other[start : start + 8]


def test_every_flipped_byte_is_refused() -> None:
    for at in range(len(ENVELOPE)):
        with pytest.raises(Refused):
            unseal(KEY, flipped(ENVELOPE, at), AAD)


def test_every_flipped_bit_of_header_nonce_and_commitment_is_refused() -> None:
    for at in range(2 + NONCE + COMMIT):
        for bit in range(8):
            with pytest.raises(Refused):
                unseal(KEY, flipped(ENVELOPE, at, 1 << bit), AAD)


def test_every_shortened_envelope_is_refused() -> None:
    for size in range(len(ENVELOPE)):
        with pytest.raises(Refused):
            unseal(KEY, ENVELOPE[:size], AAD)


@given(slips(ENVELOPE))
@many
def test_an_envelope_damaged_in_any_way_is_refused(envelope: bytes) -> None:
    with pytest.raises(Refused):
        unseal(KEY, envelope, AAD)


@given(st.one_of(st.binary(max_size=2000), st.binary(max_size=2000).map(lambda rest: HEADER + rest)))
@many
def test_arbitrary_bytes_are_refused_and_nothing_else_is_raised(envelope: bytes) -> None:
    with pytest.raises(Refused):
        unseal(KEY, envelope, AAD)


@given(bodies, aads, aads)
@many
def test_another_place_is_refused(body: bytes, aad: bytes, other: bytes) -> None:
    if aad != other:
        with pytest.raises(Refused):
            unseal(KEY, seal(KEY, body, aad), other)


@given(keys, keys, bodies)
@many
def test_another_key_is_refused(key: bytes, other: bytes, body: bytes) -> None:
    if key != other:
        with pytest.raises(Refused):
            unseal(other, seal(key, body, AAD), AAD)


def test_a_commitment_taken_from_another_envelope_is_refused() -> None:
    other = seal(KEY, BODY, AAD)
    at = 2 + NONCE

    with pytest.raises(Refused, match="belong"):
        unseal(KEY, ENVELOPE[:at] + other[at : at + COMMIT] + ENVELOPE[at + COMMIT :], AAD)


def two_faced(encs: tuple[bytes, bytes], nonce: bytes, aad: bytes) -> bytes:
    """A box that the bare cipher opens under both keys: its last block is solved for equal Poly1305 tags."""
    prime, clamp = 2**130 - 5, 0x0FFFFFFC0FFFFFFC0FFFFFFC0FFFFFFF
    onetime = [second.poly1305_key(enc, nonce) for enc in encs]
    (r1, s1), (r2, s2) = ((int.from_bytes(k[:16], "little") & clamp, int.from_bytes(k[16:], "little")) for k in onetime)
    blocks = [aad[at : at + 16].ljust(16, b"\0") for at in range(0, len(aad), 16)]
    for guess in range(4096):
        head = guess.to_bytes(16, "big") * 63
        ends = len(aad).to_bytes(8, "little") + (len(head) + 16).to_bytes(8, "little")
        fixed = [*blocks, *(head[at : at + 16] for at in range(0, len(head), 16)), None, ends]

        def tagged(r: int, fixed: list[bytes | None] = fixed) -> int:
            """The polynomial at `r`, with nothing yet in the free block."""
            total = 0
            for block in fixed:
                total = (total + (int.from_bytes(block + b"\1", "little") if block else 0)) * r % prime
            return total

        free = (s2 - s1 + tagged(r2) - tagged(r1)) * pow(r1 * r1 - r2 * r2, -1, prime) % prime
        tags = {((tagged(r) + free * r * r) % prime + s) % 2**128 for r, s in ((r1, s1), (r2, s2))}
        if 2**128 <= free < 2**129 and len(tags) == 1:
            return head + (free - 2**128).to_bytes(16, "little") + tags.pop().to_bytes(16, "little")
    raise AssertionError("no such box found")


def test_a_box_that_the_bare_cipher_opens_under_two_keys_is_no_envelope_under_the_second() -> None:
    """W4: without the commitment, one ciphertext could be a different letter for each reader."""
    one, two, nonce = b"1" * 32, b"2" * 32, b"n" * 24
    info = b"seal/v1" + HEADER + sha256(AAD).digest()
    okm_one, okm_two = (second.hkdf(key, nonce, info, 64) for key in (one, two))
    enc_one, commit, enc_two = okm_one[:32], okm_one[32:], okm_two[:32]
    box = two_faced((enc_one, enc_two), nonce, AAD + commit)

    assert bare(box, AAD + commit, nonce, enc_one) != bare(box, AAD + commit, nonce, enc_two)
    with pytest.raises(Refused, match="belong"):
        unseal(two, HEADER + nonce + commit + box, AAD)


def test_the_commitment_depends_on_every_byte_of_key_nonce_header_and_place() -> None:
    def commitment(key: bytes, nonce: bytes, header: bytes, aad: bytes) -> bytes:
        return second.sealed(key, nonce, b"", aad, header=header)[26:58]

    base = (KEY, b"n" * 24, HEADER, AAD)
    seen = {commitment(*base)}
    for index, value in enumerate(base):
        for at in range(len(value)):
            changed = [*base]
            changed[index] = flipped(value, at)
            seen.add(commitment(*changed))

    assert len(seen) == 1 + 32 + 24 + 2 + len(AAD)


@pytest.mark.parametrize("header", [b"\x00\x01", b"\x02\x01", b"\x01\x00", b"\x01\x02", b"\x00\x00", b"\xff\xff"])
def test_an_envelope_of_an_unknown_version_or_algorithm_is_refused_though_its_commitment_is_right(
    header: bytes,
) -> None:
    with pytest.raises(Refused):
        unseal(KEY, second.sealed(KEY, b"n" * 24, BODY, AAD, header=header), AAD)


@given(st.binary(max_size=1500))
@many
def test_a_box_of_anything_but_a_padded_body_is_refused(framed: bytes) -> None:
    with pytest.raises(Refused):
        unseal(KEY, second.sealed(KEY, b"n" * 24, b"", AAD, framed=b"\xff" + framed), AAD)


@pytest.mark.parametrize(
    "cost",
    [
        Cost(DEFAULT.memory_kib - 1, DEFAULT.passes),
        Cost(DEFAULT.memory_kib, DEFAULT.passes - 1),
        Cost(DEFAULT.passes, DEFAULT.memory_kib),
        FLOOR,
    ],
    ids=["memory", "passes", "exchanged", "floor"],
)
def test_a_key_sealed_under_one_cost_does_not_open_when_the_row_states_another(cost: Cost) -> None:
    def place(stated: Cost) -> bytes:
        return parts(b"vk/v1", b"u" * 16, b"password", stated.encoded())

    envelope = seal(KEY, b"v" * 32, place(DEFAULT))

    assert unseal(KEY, envelope, place(DEFAULT)) == b"v" * 32
    with pytest.raises(Refused):
        unseal(KEY, envelope, place(cost))


@pytest.mark.parametrize("size", [0, 16, 31, 33, 64])
def test_a_key_of_another_length_is_refused(size: int) -> None:
    with pytest.raises(Malformed):
        seal(bytes(size), BODY, AAD)
    with pytest.raises(CryptoError):
        unseal(bytes(size), ENVELOPE, AAD)


@pytest.mark.parametrize("size", [0, 12, 23, 25])
def test_a_nonce_of_another_length_is_refused(size: int) -> None:
    with pytest.raises(Malformed):
        seal(KEY, BODY, AAD, nonce=bytes(size))


@given(keys, aads)
@some
def test_a_refusal_says_nothing_about_key_or_text(key: bytes, aad: bytes) -> None:
    with pytest.raises(Refused) as refusal:
        unseal(key, flipped(seal(key, BODY, aad), 100), aad)

    said = repr(refusal.value) + repr(refusal.value.__cause__)
    assert key.hex() not in said and repr(key) not in said and "t40" not in said
