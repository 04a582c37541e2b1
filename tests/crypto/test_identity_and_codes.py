"""What people read aloud and copy by hand: six words over two identities, and codes (W3, W6)."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldseam.crypto import identity
from goldseam.crypto.codes import ALPHABET, RECOVERY_CHARACTERS, TICKET_CHARACTERS, grouped, new_code, read_code
from goldseam.crypto.errors import Malformed
from goldseam.crypto.identity import WORDS, Identity, Public, fingerprint_words, new_identity
from tests.crypto.strategies import flipped, identities, many, some

R = Identity(sign_seed=b"R" * 32, box_seed=b"r" * 32)
B = Identity(sign_seed=b"B" * 32, box_seed=b"b" * 32)
CODES = st.text(ALPHABET, min_size=26, max_size=26)


@given(identities, identities)
@some
def test_both_people_see_the_same_six_words(one: Identity, other: Identity) -> None:
    words = fingerprint_words(one.public(), other.public())

    assert words == fingerprint_words(other.public(), one.public())
    assert len(words) == WORDS == 6
    assert all(word.isascii() and word.islower() for word in words)


@pytest.mark.parametrize("half", ["sign", "box"])
def test_one_exchanged_key_of_either_person_changes_the_words(half: str) -> None:
    words = fingerprint_words(R.public(), B.public())
    seen = {tuple(words)}
    for at in range(32):
        for who, other in ((R.public(), B.public()), (B.public(), R.public())):
            keys = {"sign": who.sign, "box": who.box}
            keys[half] = flipped(keys[half], at)
            seen.add(tuple(fingerprint_words(Public(**keys), other)))

    assert len(seen) == 1 + 64


def test_all_sixty_six_bits_are_used() -> None:
    """Over many pairs every one of the six places takes words from the whole list."""
    people = [Identity(bytes([n]) * 32, bytes([n]) * 32).public() for n in range(60)]
    pairs = [fingerprint_words(a, b) for n, a in enumerate(people) for b in people[:n]]
    listed = identity._wordlist()

    for place in range(WORDS):
        numbers = [listed.index(words[place]) for words in pairs]
        for bit in range(11):
            ones = sum(number >> bit & 1 for number in numbers)
            assert 0.4 < ones / len(numbers) < 0.6


def test_exchanging_the_two_keys_of_a_person_makes_another_person() -> None:
    public = R.public()

    assert Public(sign=public.box, box=public.sign).fingerprint() != public.fingerprint()


def test_a_fingerprint_is_of_both_keys_and_has_thirty_two_bytes() -> None:
    assert len(R.public().fingerprint()) == 32
    assert R.public().fingerprint() != B.public().fingerprint()


@pytest.mark.parametrize(("sign", "box"), [(31, 32), (33, 31), (32, 0), (0, 32), (64, 0)])
def test_keys_of_another_length_have_no_fingerprint(sign: int, box: int) -> None:
    with pytest.raises(Malformed):
        Public(bytes(sign), bytes(box)).fingerprint()


def test_the_word_list_is_read_once() -> None:
    assert identity._wordlist() is identity._wordlist()
    assert len(set(identity._wordlist())) == 2048


def test_fresh_identities_differ_and_never_show_their_seeds() -> None:
    people = [new_identity() for _ in range(20)]

    assert len({who.sign_seed for who in people} | {who.box_seed for who in people}) == 40
    assert "RRRR" not in repr(R) and "rrrr" not in repr(R)


@pytest.mark.parametrize("size", [RECOVERY_CHARACTERS, TICKET_CHARACTERS, 1])
def test_a_fresh_code_can_be_read_back(size: int) -> None:
    code = new_code(size)

    assert len(code) == size
    assert read_code(grouped(code), size) == code


def test_fresh_codes_use_the_whole_alphabet_and_differ() -> None:
    codes = {new_code(RECOVERY_CHARACTERS) for _ in range(200)}

    assert len(codes) == 200
    assert set("".join(codes)) == set(ALPHABET)


def test_recovery_codes_carry_130_bits_and_short_ones_50() -> None:
    assert len(set(ALPHABET)) == 32
    assert (RECOVERY_CHARACTERS * 5, TICKET_CHARACTERS * 5) == (130, 50)


@given(CODES, st.data())
@many
def test_a_code_is_read_whatever_case_spaces_dashes_and_look_alikes_were_typed(code: str, data: st.DataObject) -> None:
    alike = {"0": "0Oo", "1": "1IiLl"}
    between = st.text(" -\u2010\u2011\u2012\u2013\u2014\u2212\u00a0\t\n", max_size=2)
    typed = data.draw(between)
    for character in code:
        typed += data.draw(st.sampled_from(alike.get(character, character + character.lower()))) + data.draw(between)

    assert read_code(typed, 26) == code


@given(CODES, st.integers(0, 25), st.characters(codec="utf-8"))
@many
def test_a_code_with_a_foreign_character_is_refused_or_means_one_code(code: str, at: int, other: str) -> None:
    try:
        meant = read_code(code[:at] + other + code[at + 1 :], 26)
    except Malformed:
        return
    assert len(meant) == 26 and set(meant) <= set(ALPHABET)
    assert meant[:at] + meant[at + 1 :] == code[:at] + code[at + 1 :]


@given(st.text("0123456789ABCDEFGHJKMNPQRSTVWXYZoilu-_ \u2013é", max_size=60), st.integers(0, 40))
@many
def test_any_text_is_a_code_of_the_right_length_or_refused(typed: str, size: int) -> None:
    try:
        code = read_code(typed, size)
    except Malformed:
        return
    assert len(code) == size and set(code) <= set(ALPHABET)


@pytest.mark.parametrize("typed", ["", "U" * 26, "0" * 25, "0" * 27, "0" * 25 + "_", "０" * 26, "0" * 25 + "\0"])
def test_what_cannot_be_a_code_is_refused_without_repeating_it(typed: str) -> None:
    with pytest.raises(Malformed) as refusal:
        read_code(typed, 26)

    assert str(refusal.value) == "code"
