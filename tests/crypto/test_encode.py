"""Encoded parts are unambiguous: nothing can be shifted from one field into the next (W5)."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldseam.crypto.encode import parts, split, u32, u64
from goldseam.crypto.errors import Malformed
from tests.crypto.strategies import many

LISTS = st.lists(st.binary(max_size=20), max_size=6)


@given(LISTS)
@many
def test_split_undoes_parts(pieces: list[bytes]) -> None:
    assert split(parts(*pieces)) == pieces


@given(LISTS, LISTS)
@many
def test_two_lists_share_an_encoding_only_if_they_are_the_same(one: list[bytes], other: list[bytes]) -> None:
    assert (parts(*one) == parts(*other)) == (one == other)


@given(st.binary(max_size=30), st.integers(0, 30), st.integers(0, 30))
@many
def test_the_border_between_two_parts_is_part_of_the_encoding(text: bytes, one: int, other: int) -> None:
    first, second = (parts(text[:at], text[at:]) for at in (one, other))

    assert (first == second) == (text[:one] == text[:other])


@given(st.binary(max_size=120))
@many
def test_arbitrary_bytes_are_read_exactly_or_refused(data: bytes) -> None:
    try:
        pieces = split(data)
    except Malformed:
        return
    assert parts(*pieces) == data


@given(st.lists(st.binary(min_size=1, max_size=20), min_size=1, max_size=4))
@many
def test_every_cut_inside_a_part_is_refused(pieces: list[bytes]) -> None:
    whole = parts(*pieces)
    borders = {len(parts(*pieces[:count])) for count in range(len(pieces) + 1)}

    for size in set(range(len(whole))) - borders:
        with pytest.raises(Malformed):
            split(whole[:size])


@given(st.integers())
@many
def test_numbers_keep_their_order_and_those_that_do_not_fit_are_refused(number: int) -> None:
    for encode, bits in ((u32, 32), (u64, 64)):
        if 0 <= number < 2**bits:
            assert encode(number) == number.to_bytes(bits // 8, "big")
        else:
            with pytest.raises(Malformed):
                encode(number)


@pytest.mark.parametrize(("encode", "bits"), [(u32, 32), (u64, 64)])
def test_the_largest_number_fits_and_the_next_does_not(encode: Callable[[int], bytes], bits: int) -> None:
    assert encode(2**bits - 1) == b"\xff" * (bits // 8)
    for number in (2**bits, -1):
        with pytest.raises(Malformed):
            encode(number)
