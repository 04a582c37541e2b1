"""Grants: a key reaches exactly the pinned person it was signed for, under exactly the agreed terms (W6, W7)."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldseam.crypto.chain import sign
from goldseam.crypto.encode import parts, split, u32
from goldseam.crypto.errors import CryptoError, Malformed, Refused
from goldseam.crypto.grant import Terms, make_grant, open_grant, read_grant
from goldseam.crypto.identity import Identity, Public
from tests.crypto.strategies import flipped, identities, keys, many, slips, some

R = Identity(sign_seed=b"R" * 32, box_seed=b"r" * 32)
B = Identity(sign_seed=b"B" * 32, box_seed=b"b" * 32)
STRANGER = Identity(sign_seed=b"S" * 32, box_seed=b"s" * 32)
KEY = bytes(range(32))
TERMS = Terms(
    space=b"t" * 16,
    epoch=3,
    members=(R.public().fingerprint(), B.public().fingerprint()),
    head=b"h" * 32,
)
GRANT = make_grant(R, B.public(), TERMS, KEY, nonce=b"n" * 24)


def test_the_recipient_reads_the_key_that_was_granted() -> None:
    assert open_grant(B, R.public(), GRANT, TERMS) == KEY
    assert KEY not in GRANT


def test_the_order_in_which_members_are_named_does_not_matter() -> None:
    turned = replace(TERMS, members=TERMS.members[::-1])

    assert make_grant(R, B.public(), turned, KEY, nonce=b"n" * 24) == GRANT
    assert open_grant(B, R.public(), GRANT, turned) == KEY


def test_the_sender_reads_it_again_and_nobody_else_does() -> None:
    both = R.public(), B.public()
    assert read_grant(R.box_seed, B.public().box, *both, GRANT, TERMS) == KEY
    assert read_grant(B.box_seed, R.public().box, *both, GRANT, TERMS) == KEY
    for seed, peer in ((STRANGER.box_seed, B.public().box), (R.box_seed, STRANGER.public().box)):
        with pytest.raises(Refused):
            read_grant(seed, peer, *both, GRANT, TERMS)
    with pytest.raises(Refused):  # who granted to whom is in what was signed
        read_grant(R.box_seed, B.public().box, *both[::-1], GRANT, TERMS)


@given(identities, identities, keys, keys)
@some
def test_any_two_people_can_grant_any_key(sender: Identity, recipient: Identity, key: bytes, head: bytes) -> None:
    terms = Terms(b"t" * 16, 0, (sender.public().fingerprint(), recipient.public().fingerprint()), head)
    grant = make_grant(sender, recipient.public(), terms, key)

    assert open_grant(recipient, sender.public(), grant, terms) == key


@pytest.mark.parametrize(
    "expected",
    [
        replace(TERMS, space=b"u" * 16),
        replace(TERMS, epoch=2),
        replace(TERMS, epoch=4),
        replace(TERMS, head=b"g" * 32),
        replace(TERMS, members=TERMS.members[:1]),
        replace(TERMS, members=TERMS.members[1:]),
        replace(TERMS, members=(*TERMS.members, STRANGER.public().fingerprint())),
        replace(TERMS, members=(TERMS.members[0], STRANGER.public().fingerprint())),
        replace(TERMS, members=(*TERMS.members, TERMS.members[0])),
        replace(TERMS, members=()),
    ],
    ids=["space", "older", "newer", "head", "one", "other", "ghost", "exchanged", "twice", "nobody"],
)
def test_a_grant_on_other_terms_than_expected_is_refused(expected: Terms) -> None:
    with pytest.raises(Refused):
        open_grant(B, R.public(), GRANT, expected)


def test_a_sender_does_not_grant_to_or_from_somebody_unlisted() -> None:
    with pytest.raises(Refused):
        make_grant(R, STRANGER.public(), TERMS, KEY)
    with pytest.raises(Refused):
        make_grant(STRANGER, B.public(), TERMS, KEY)


def forged(sender: Identity, recipient: Identity, terms: Terms, **other: bytes) -> bytes:
    """What a hostile program would write: validly signed by `sender`, with no question asked."""
    pair = (sender.public().fingerprint(), recipient.public().fingerprint())
    honest = make_grant(sender, recipient.public(), replace(terms, members=pair), KEY)
    kind, space, epoch, mine, theirs, _, head, box = split(split(honest)[0])
    piece = {"kind": kind, "space": space, "epoch": epoch, "mine": mine, "theirs": theirs}
    piece |= {"members": parts(*sorted(terms.members)), "head": head, "box": box, **other}
    statement = parts(*piece.values())
    return parts(statement, sign(sender.sign_seed, statement))


def test_the_forger_of_these_tests_can_write_a_grant_that_opens() -> None:
    assert open_grant(B, R.public(), forged(R, B, TERMS), TERMS) == KEY


def test_a_recipient_who_is_not_on_the_signed_list_is_refused_even_if_the_list_was_expected() -> None:
    without_b = replace(TERMS, members=(R.public().fingerprint(), STRANGER.public().fingerprint()))

    with pytest.raises(Refused, match="terms"):
        open_grant(B, R.public(), forged(R, B, without_b), without_b)


def test_a_sender_who_is_not_on_the_signed_list_is_refused_even_if_the_list_was_expected() -> None:
    without_r = replace(TERMS, members=(B.public().fingerprint(), STRANGER.public().fingerprint()))

    with pytest.raises(Refused, match="terms"):
        open_grant(B, R.public(), forged(R, B, without_r), without_r)


@pytest.mark.parametrize(
    "other",
    [
        {"kind": b"grant/v2"},
        {"space": b"u" * 16},
        {"epoch": u32(4)},
        {"epoch": b"\x03"},
        {"mine": B.public().fingerprint()},
        {"theirs": R.public().fingerprint()},
        {"theirs": STRANGER.public().fingerprint()},
        {"members": parts(*sorted(TERMS.members, reverse=True))},
        {"head": b"g" * 32},
        {"box": b""},
        {"box": b"x" * 72},
        {"surplus": b""},
    ],
    ids=lambda other: f"{next(iter(other))}-{len(next(iter(other.values())))}",
)
def test_every_field_of_the_signed_statement_is_checked(other: dict[str, bytes]) -> None:
    with pytest.raises(Refused):
        open_grant(B, R.public(), forged(R, B, TERMS, **other), TERMS)


def test_a_grant_that_holds_something_other_than_a_key_is_refused() -> None:
    from nacl.public import Box, PrivateKey, PublicKey

    box = bytes(Box(PrivateKey(R.box_seed), PublicKey(B.public().box)).encrypt(b"short", b"n" * 24))

    with pytest.raises(Refused, match="key"):
        open_grant(B, R.public(), forged(R, B, TERMS, box=box), TERMS)


@pytest.mark.parametrize(
    "sender",
    [
        STRANGER.public(),
        B.public(),
        Public(sign=R.public().sign, box=STRANGER.public().box),
        Public(sign=STRANGER.public().sign, box=R.public().box),
    ],
    ids=["stranger", "own", "box key exchanged", "signing key exchanged"],
)
def test_a_grant_by_anybody_but_the_pinned_sender_is_refused(sender: Public) -> None:
    with pytest.raises(Refused):
        open_grant(B, sender, GRANT, TERMS)


@pytest.mark.parametrize(
    "recipient",
    [STRANGER, R, replace(B, box_seed=b"x" * 32), replace(B, sign_seed=b"x" * 32)],
    ids=["stranger", "sender", "box key exchanged", "signing key exchanged"],
)
def test_nobody_but_the_named_recipient_opens_a_grant(recipient: Identity) -> None:
    with pytest.raises(Refused):
        open_grant(recipient, R.public(), GRANT, TERMS)


def test_every_flipped_byte_of_a_grant_is_refused() -> None:
    for at in range(len(GRANT)):
        with pytest.raises(Refused):
            open_grant(B, R.public(), flipped(GRANT, at), TERMS)


def test_every_shortened_grant_is_refused() -> None:
    for size in range(len(GRANT)):
        with pytest.raises(Refused):
            open_grant(B, R.public(), GRANT[:size], TERMS)


@given(slips(GRANT))
@many
def test_a_grant_damaged_in_any_way_is_refused(grant: bytes) -> None:
    with pytest.raises(Refused):
        open_grant(B, R.public(), grant, TERMS)


@given(st.one_of(st.binary(max_size=600), st.lists(st.binary(max_size=200), max_size=4).map(lambda s: parts(*s))))
@many
def test_arbitrary_bytes_are_refused_and_nothing_else_is_raised(grant: bytes) -> None:
    with pytest.raises(CryptoError):
        open_grant(B, R.public(), grant, TERMS)


@given(st.lists(st.binary(max_size=80), max_size=9))
@many
def test_arbitrary_statements_with_a_valid_signature_are_refused(pieces: list[bytes]) -> None:
    statement = parts(*pieces)

    with pytest.raises(Refused):
        open_grant(B, R.public(), parts(statement, sign(R.sign_seed, statement)), TERMS)


@pytest.mark.parametrize("box", [bytes(32), b"\x01" + bytes(31)], ids=["zero", "one"])
def test_a_recipient_key_that_would_make_the_box_guessable_is_refused(box: bytes) -> None:
    weak = Public(sign=B.public().sign, box=box)
    terms = replace(TERMS, members=(R.public().fingerprint(), weak.fingerprint()))

    with pytest.raises(Refused, match="recipient key"):
        make_grant(R, weak, terms, KEY)


@pytest.mark.parametrize(
    ("terms", "key", "nonce"),
    [
        (replace(TERMS, space=b"t" * 15), KEY, None),
        (replace(TERMS, head=b"h" * 31), KEY, None),
        (replace(TERMS, epoch=-1), KEY, None),
        (replace(TERMS, epoch=2**32), KEY, None),
        (TERMS, KEY[:31], None),
        (TERMS, KEY + b"k", None),
        (TERMS, KEY, b"n" * 23),
    ],
    ids=["space", "head", "below zero", "epoch too large", "short key", "long key", "nonce"],
)
def test_a_grant_of_the_wrong_shape_is_not_made(terms: Terms, key: bytes, nonce: bytes | None) -> None:
    with pytest.raises(Malformed):
        make_grant(R, B.public(), terms, key, nonce=nonce)
