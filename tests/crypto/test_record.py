"""A record opens where it was written and nowhere else (W5); months have tags without names (W12)."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldseam.crypto.envelope import seal
from goldseam.crypto.errors import CryptoError, Malformed, Refused
from goldseam.crypto.record import TAG, Place, Sealed, content_key, month_tag, open_record, seal_record
from tests.crypto.strategies import bodies, flipped, keys, many, moved, places, slips, some

KEY = b"e" * 32
HERE = Place(space=b"s" * 16, record=b"r" * 16, seq=7, epoch=2, author=b"a" * 16, tag=b"m" * 16)
FIELDS = ["space", "record", "seq", "epoch", "author", "tag"]
BODY = b'{"kind":"t09"}'
SEALED = seal_record(KEY, HERE, BODY)


@given(keys, places, bodies)
@many
def test_a_record_opens_where_it_was_written(key: bytes, place: Place, body: bytes) -> None:
    assert open_record(key, place, seal_record(key, place, body)) == body


@pytest.mark.parametrize("field", FIELDS)
def test_a_record_with_one_field_of_its_place_changed_is_refused(field: str) -> None:
    with pytest.raises(Refused):
        open_record(KEY, moved(HERE, field), SEALED)


@pytest.mark.parametrize("field", FIELDS)
def test_the_body_alone_is_bound_to_every_field_too(field: str) -> None:
    """Were only the wrapped key bound, a body could be exchanged by whoever knows its content key."""
    there = moved(HERE, field)
    key = content_key(KEY, HERE, SEALED.wrapped)
    rewrapped = seal(KEY, key, there.aad(b"wrap"))

    assert content_key(KEY, there, rewrapped) == key
    with pytest.raises(Refused):
        open_record(KEY, there, Sealed(SEALED.envelope, rewrapped))


@given(places, places, bodies)
@some
def test_any_two_places_refuse_each_others_records(one: Place, other: Place, body: bytes) -> None:
    if one != other:
        with pytest.raises(Refused):
            open_record(KEY, other, seal_record(KEY, one, body))


@given(places, places)
@many
def test_two_places_share_associated_data_only_if_they_are_the_same(one: Place, other: Place) -> None:
    assert (one.aad(b"body") == other.aad(b"body")) == (one == other)
    assert one.aad(b"body") != other.aad(b"wrap")


def test_halves_of_two_records_do_not_make_a_third() -> None:
    other = seal_record(KEY, HERE, b"another body, same place")

    for mixed in (Sealed(SEALED.envelope, other.wrapped), Sealed(other.envelope, SEALED.wrapped)):
        with pytest.raises(Refused):
            open_record(KEY, HERE, mixed)


def test_body_and_wrapped_key_do_not_stand_in_for_each_other() -> None:
    with pytest.raises(Refused):
        open_record(KEY, HERE, Sealed(SEALED.wrapped, SEALED.envelope))
    with pytest.raises(Refused):
        content_key(KEY, HERE, seal(KEY, b"c" * 32, HERE.aad(b"body")))


@given(keys)
@some
def test_another_epoch_key_is_refused(key: bytes) -> None:
    if key != KEY:
        with pytest.raises(Refused):
            open_record(key, HERE, SEALED)


def test_every_flipped_byte_of_a_wrapped_key_is_refused() -> None:
    for at in range(len(SEALED.wrapped)):
        with pytest.raises(Refused):
            content_key(KEY, HERE, flipped(SEALED.wrapped, at))


def test_every_flipped_byte_of_a_body_is_refused() -> None:
    for at in range(len(SEALED.envelope)):
        with pytest.raises(Refused):
            open_record(KEY, HERE, replace(SEALED, envelope=flipped(SEALED.envelope, at)))


@given(slips(SEALED.wrapped), slips(SEALED.envelope))
@many
def test_damage_to_either_half_is_refused(wrapped: bytes, envelope: bytes) -> None:
    for damaged in (Sealed(envelope, SEALED.wrapped), Sealed(SEALED.envelope, wrapped), Sealed(envelope, wrapped)):
        with pytest.raises(Refused):
            open_record(KEY, HERE, damaged)


@given(st.binary(max_size=1300), st.binary(max_size=1300))
@many
def test_arbitrary_bytes_are_refused_and_nothing_else_is_raised(envelope: bytes, wrapped: bytes) -> None:
    with pytest.raises(CryptoError):
        open_record(KEY, HERE, Sealed(envelope, wrapped))


@pytest.mark.parametrize("size", [0, 16, 31, 33])
def test_a_wrapped_key_of_another_length_is_refused(size: int) -> None:
    with pytest.raises(Refused, match="content key"):
        content_key(KEY, HERE, seal(KEY, bytes(size), HERE.aad(b"wrap")))


def test_each_record_has_its_own_content_key() -> None:
    wrapped = [seal_record(KEY, HERE, BODY).wrapped for _ in range(20)]

    assert len({content_key(KEY, HERE, one) for one in wrapped}) == 20


def test_records_of_any_short_text_have_one_size() -> None:
    sizes = {
        (len(sealed.envelope), len(sealed.wrapped))
        for sealed in (seal_record(KEY, HERE, bytes(size)) for size in (0, 1, 100, 1020))
    }

    assert len(sizes) == 1


@pytest.mark.parametrize(
    "place",
    [
        replace(HERE, space=b"s" * 15),
        replace(HERE, record=b"r" * 17),
        replace(HERE, author=b""),
        replace(HERE, tag=b"m" * 32),
        replace(HERE, seq=-1),
        replace(HERE, seq=2**64),
        replace(HERE, epoch=-1),
        replace(HERE, epoch=2**32),
    ],
    ids=["space", "record", "author", "tag", "seq below zero", "seq too large", "epoch below zero", "epoch too large"],
)
def test_a_place_of_the_wrong_shape_is_refused(place: Place) -> None:
    with pytest.raises(Malformed):
        seal_record(KEY, place, BODY)
    with pytest.raises(Malformed):
        open_record(KEY, place, SEALED)


def test_months_and_spaces_have_tags_of_their_own() -> None:
    months = [f"{year}-{month:02}" for year in range(2020, 2040) for month in range(1, 13)]
    tags = {month_tag(key, month) for key in (b"i" * 32, b"j" * 32) for month in months}

    assert len(tags) == 2 * len(months)
    assert {len(tag) for tag in tags} == {TAG}
    assert month_tag(b"i" * 32, "2026-11") == month_tag(b"i" * 32, "2026-11")
