"""The chain shows what a rewritten history would hide: order, gaps, exchanged entries and other hands (W8, W17)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldseam.crypto.chain import GENESIS, Link, check_signature, envelope_digest, link_hash, sign
from goldseam.crypto.errors import CryptoError, Malformed, Refused
from goldseam.crypto.identity import Identity
from tests.crypto.strategies import flipped, keys, many, slips, some

AUTHOR = Identity(sign_seed=b"A" * 32, box_seed=b"a" * 32)
OTHER = Identity(sign_seed=b"O" * 32, box_seed=b"o" * 32)
LINKS = [Link(seq, b"s" * 16, seq // 4, b"a" * 16, envelope_digest(bytes([seq]))) for seq in range(8)]


def head_of(links: Sequence[Link], start: bytes = GENESIS) -> bytes:
    head = start
    for link in links:
        head = link_hash(head, link)
    return head


HEAD = head_of(LINKS)


def test_a_chain_walked_again_has_the_same_head() -> None:
    assert head_of(list(LINKS)) == HEAD


@given(st.permutations(LINKS))
@many
def test_another_order_has_another_head(links: list[Link]) -> None:
    assert (head_of(links) == HEAD) == (links == LINKS)


@given(st.sets(st.integers(0, 7)))
@many
def test_a_chain_with_entries_left_out_has_another_head(kept: set[int]) -> None:
    links = [LINKS[at] for at in sorted(kept)]

    assert (head_of(links) == HEAD) == (len(kept) == 8)


@pytest.mark.parametrize("at", range(8))
def test_an_entry_written_twice_changes_the_head(at: int) -> None:
    assert head_of([*LINKS[: at + 1], LINKS[at], *LINKS[at + 1 :]]) != HEAD


@pytest.mark.parametrize("at", range(8))
@pytest.mark.parametrize("field", ["seq", "space", "epoch", "author", "digest"])
def test_one_changed_field_of_one_entry_changes_the_head(at: int, field: str) -> None:
    value = getattr(LINKS[at], field)
    near: dict[str, int] = {field: value + 1 if isinstance(value, int) else flipped(value, 0)}  # type: ignore[dict-item]

    assert head_of([*LINKS[:at], replace(LINKS[at], **near), *LINKS[at + 1 :]]) != HEAD  # type: ignore[arg-type]


def test_a_chain_continued_from_a_remembered_head_is_the_whole_chain() -> None:
    for known in range(9):
        assert head_of(LINKS[known:], start=head_of(LINKS[:known])) == HEAD


def test_a_chain_rolled_back_and_continued_never_meets_the_remembered_head_again() -> None:
    remembered = head_of(LINKS[:5])
    rewritten = [*LINKS[:4], *(replace(link, digest=b"x" * 32) for link in LINKS[4:])]
    heads = {head_of(rewritten[:count]) for count in range(9)}

    assert remembered not in heads and HEAD not in heads


def test_the_author_signs_and_everybody_can_check() -> None:
    check_signature(AUTHOR.public().sign, HEAD, sign(AUTHOR.sign_seed, HEAD))


def test_another_authors_signature_is_refused() -> None:
    with pytest.raises(Refused):
        check_signature(AUTHOR.public().sign, HEAD, sign(OTHER.sign_seed, HEAD))
    with pytest.raises(Refused):
        check_signature(OTHER.public().sign, HEAD, sign(AUTHOR.sign_seed, HEAD))


def test_the_signature_of_another_head_is_refused() -> None:
    for count in range(8):
        with pytest.raises(Refused):
            check_signature(AUTHOR.public().sign, HEAD, sign(AUTHOR.sign_seed, head_of(LINKS[:count])))


def test_every_flipped_bit_of_a_signature_is_refused() -> None:
    signature = sign(AUTHOR.sign_seed, HEAD)

    for at in range(64):
        for bit in range(8):
            with pytest.raises(Refused):
                check_signature(AUTHOR.public().sign, HEAD, flipped(signature, at, 1 << bit))


def test_a_signature_has_one_form_only() -> None:
    """Adding the group order to the second half gives a twin that a lax check would take."""
    order = 2**252 + 27742317777372353535851937790883648493
    signature = sign(AUTHOR.sign_seed, HEAD)
    twin = (int.from_bytes(signature[32:], "little") + order).to_bytes(32, "little")

    with pytest.raises(Refused):
        check_signature(AUTHOR.public().sign, HEAD, signature[:32] + twin)


def test_what_was_once_found_good_or_bad_is_so_for_those_bytes_only() -> None:
    public, signature = AUTHOR.public().sign, sign(AUTHOR.sign_seed, HEAD)
    for _ in range(2):
        check_signature(public, HEAD, signature)
        for wrong in (
            (OTHER.public().sign, HEAD, signature),
            (public, GENESIS, signature),
            (public, HEAD, signature[:-1]),
        ):
            with pytest.raises(Refused):
                check_signature(*wrong)


@pytest.mark.parametrize("point", [bytes(32), b"\x01" + bytes(31), b"\xec" + b"\xff" * 30 + b"\x7f"])
def test_a_public_key_for_which_anything_is_a_signature_is_refused(point: bytes) -> None:
    for signature in (bytes(64), point + bytes(32), b"\x01" + bytes(63)):
        with pytest.raises(Refused):
            check_signature(point, HEAD, signature)


@given(slips(sign(AUTHOR.sign_seed, HEAD)))
@many
def test_a_damaged_signature_is_refused(signature: bytes) -> None:
    with pytest.raises(Refused):
        check_signature(AUTHOR.public().sign, HEAD, signature)


@given(st.binary(max_size=70), st.binary(max_size=70), st.binary(max_size=140))
@many
def test_arbitrary_bytes_are_refused_and_nothing_else_is_raised(public: bytes, head: bytes, signature: bytes) -> None:
    with pytest.raises(CryptoError):
        check_signature(public, head, signature)


@pytest.mark.parametrize(
    ("before", "link"),
    [
        (b"h" * 31, LINKS[0]),
        (b"", LINKS[0]),
        (GENESIS, replace(LINKS[0], space=b"s" * 17)),
        (GENESIS, replace(LINKS[0], author=b"a" * 15)),
        (GENESIS, replace(LINKS[0], digest=b"d" * 33)),
        (GENESIS, replace(LINKS[0], seq=-1)),
        (GENESIS, replace(LINKS[0], epoch=2**32)),
    ],
    ids=["head", "no head", "space", "author", "digest", "seq", "epoch"],
)
def test_an_entry_of_the_wrong_shape_is_refused(before: bytes, link: Link) -> None:
    """Fixed lengths are what keeps two different entries from being hashed as the same bytes."""
    with pytest.raises(Malformed):
        link_hash(before, link)


@given(keys, keys)
@some
def test_any_two_envelopes_have_two_digests(one: bytes, other: bytes) -> None:
    assert (envelope_digest(one) == envelope_digest(other)) == (one == other)
