"""Padded sizes say little, cost little, and have one form only (W12)."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldseam.crypto.errors import Malformed
from goldseam.crypto.padding import FLOOR, bucket, pad, unpad
from tests.crypto.strategies import many, some

SIZES = st.one_of(st.integers(0, 5000), st.integers(0, 2**40))


@given(st.binary(max_size=5000))
@many
def test_unpad_undoes_pad(body: bytes) -> None:
    assert unpad(pad(body)) == body


@given(SIZES)
@many
def test_a_bucket_holds_its_body_and_wastes_at_most_twelve_per_cent_above_the_floor(size: int) -> None:
    assert bucket(size) >= max(size, FLOOR)
    if size > FLOOR:
        assert (bucket(size) - size) * 100 <= 12 * size


@given(SIZES, st.integers(0, 2**20))
@many
def test_a_longer_body_never_has_a_smaller_bucket(size: int, more: int) -> None:
    assert bucket(size) <= bucket(size + more)


@given(SIZES)
@many
def test_a_bucket_is_its_own_bucket(size: int) -> None:
    assert bucket(bucket(size)) == bucket(size)


def test_every_short_body_has_one_size() -> None:
    assert {len(pad(bytes(size))) for size in range(FLOOR - 4 + 1)} == {FLOOR}
    assert len(pad(bytes(FLOOR - 3))) > FLOOR


def test_bodies_up_to_a_megabyte_have_225_sizes() -> None:
    size, buckets = 0, []
    while size < 2**20:
        size = bucket(size + 1)
        buckets.append(size)

    assert len(buckets) == 225


@given(st.binary(max_size=1020), st.integers(0, FLOOR - 1), st.integers(1, 255))
@many
def test_filling_that_is_not_zero_is_refused(body: bytes, at: int, value: int) -> None:
    padded = bytearray(pad(body))
    if at >= 4 + len(body):
        padded[at] = value
        with pytest.raises(Malformed):
            unpad(bytes(padded))


@given(st.binary(max_size=3000), st.integers(-300, 300).filter(bool))
@many
def test_a_bucket_of_another_size_is_refused(body: bytes, by: int) -> None:
    padded = pad(body)
    wrong = padded + bytes(by) if by > 0 else padded[:by]

    with pytest.raises(Malformed):
        unpad(wrong)


@given(st.binary(max_size=2500))
@many
def test_whatever_can_be_unpadded_is_exactly_what_pad_makes(data: bytes) -> None:
    try:
        body = unpad(data)
    except Malformed:
        return
    assert pad(body) == data


@given(st.integers(0, 2**32 - 1), st.sampled_from([FLOOR, 1088, 2048]))
@some
def test_a_stated_length_that_does_not_suit_the_bucket_is_refused(stated: int, size: int) -> None:
    framed = stated.to_bytes(4, "big") + bytes(size - 4)
    if bucket(4 + stated) == size:
        assert unpad(framed) == bytes(stated)
    else:
        with pytest.raises(Malformed):
            unpad(framed)
