"""The vectors hold for an implementation that shares no line and no library with ours (tests/crypto/second.py)."""

from __future__ import annotations

import hashlib
import hmac
import inspect
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from mnemonic import Mnemonic

from goldseam.crypto import derive, envelope, grant, identity, padding
from tests.crypto import second
from tests.crypto.read_vectors import h, vectors
from tests.crypto.strategies import aads, bodies, identities, keys, some

NONCES = st.binary(min_size=24, max_size=24)


def test_the_second_implementation_knows_the_published_hchacha20_vector() -> None:
    """draft-irtf-cfrg-xchacha-03, 2.2.1."""
    out = second.hchacha20(bytes(range(32)), h("000000090000004a0000000031415927"))

    assert out.hex() == "82413b4227b27bfed30e42508a877d73a0f9e4d58a74a853c12ec41326d3ecdc"


def test_the_second_implementation_imports_neither_ours_nor_its_library() -> None:
    source = inspect.getsource(second)

    assert "import nacl" not in source and "from nacl" not in source
    assert "import goldseam" not in source and "from goldseam" not in source


@pytest.mark.parametrize("one", vectors("derive")["stretch"], ids=["plain", "composed"])
def test_stretching_agrees_with_openssl(one: dict[str, Any]) -> None:
    assert second.argon2id(one["secret"], h(one["salt"]), one["memory_kib"], one["passes"]).hex() == one["root"]


def test_keys_follow_from_the_root_by_plain_hmac() -> None:
    known = vectors("derive")
    split = known["split"]
    both, person = h(split["root"]) + h(split["device"]), h(split["person"])
    with_code = second.joined(h(split["root"]), h(split["code"]))

    assert second.hkdf(both, person, b"auth/v1", 32).hex() == split["auth"]
    assert hashlib.sha256(h(split["auth"])).hexdigest() == split["stored"]
    assert second.hkdf(both, person, b"kek/v1", 32).hex() == split["kek"]
    assert second.hkdf(both, person, b"pin/v1", 32).hex() == split["pin_key"]
    assert second.hkdf(with_code, person, b"recovery/v1", 32).hex() == split["recovery_key"]
    for one in known["hkdf"]:
        assert second.hkdf(h(one["key"]), h(one["salt"]), h(one["info"]), one["size"]).hex() == one["okm"]
    for one in known["sub_key"]:
        info = b"sub/v1/" + one["purpose"].encode()
        assert second.hkdf(h(one["key"]), b"goldseam", info, 32).hex() == one["sub"]


def test_envelopes_agree() -> None:
    for one in vectors("envelope")["opens"]:
        again = second.sealed(h(one["key"]), h(one["nonce"]), h(one["body"]), h(one["aad"]))
        assert again.hex() == one["envelope"]


def test_records_agree() -> None:
    known = vectors("record")

    for one in known["month_tag"]:
        tag = hmac.new(h(one["index_key"]), b"month" + one["month"].encode(), hashlib.sha256).digest()[:16]
        assert tag.hex() == one["tag"]
    for one in known["records"]:
        where = one["place"]
        numbers = (int(where["seq"]).to_bytes(8, "big"), where["epoch"].to_bytes(4, "big"))
        rest = (h(where["space"]), h(where["record"]), *numbers, h(where["author"]), h(where["tag"]))
        body_aad, wrap_aad = (second.joined(b"record/v1", purpose, *rest) for purpose in (b"body", b"wrap"))
        content = h(one["content_key"])
        assert (body_aad.hex(), wrap_aad.hex()) == (one["aad_body"], one["aad_wrap"])
        assert second.sealed(content, h(one["body_nonce"]), h(one["body"]), body_aad).hex() == one["envelope"]
        assert second.sealed(h(one["epoch_key"]), h(one["wrap_nonce"]), content, wrap_aad).hex() == one["wrapped"]


def test_the_chain_agrees() -> None:
    known = vectors("chain")
    head = bytes(32)

    for one in known["links"]:
        numbers = (one["seq"].to_bytes(8, "big"), one["epoch"].to_bytes(4, "big"))
        link = numbers[0] + h(one["space"]) + numbers[1] + h(one["author"]) + h(one["digest"])
        head = hashlib.sha256(b"chain/v1" + head + link).digest()
        assert head.hex() == one["head"]
        assert second.signed(h(known["signing_seed"]), head).hex() == one["signature"]


def test_identities_and_words_agree() -> None:
    known = vectors("identity")
    words = Mnemonic("english").wordlist

    for one in known["people"]:
        sign, box = second.publics(h(one["sign_seed"]), h(one["box_seed"]))
        assert (sign.hex(), box.hex()) == (one["sign"], one["box"])
        assert second.fingerprint(sign, box).hex() == one["fingerprint"]
    for one in known["words"]:
        prints = (h(known["people"][number]["fingerprint"]) for number in one["between"])
        assert [words[number] for number in second.word_numbers(*prints)] == one["words"]


def test_the_word_list_is_the_published_one() -> None:
    """SHA-256 of english.txt of BIP 39: another list would show two phones different words."""
    text = "".join(f"{word}\n" for word in Mnemonic("english").wordlist)

    assert hashlib.sha256(text.encode()).hexdigest() == (
        "2f5eed53a4727b4bf8880d8f3f199efc90e58503646d9ff8eff3a2ed3b24dbda"
    )


def test_grants_agree() -> None:
    people = vectors("identity")["people"]

    for one in vectors("grant")["grants"]:
        sender, recipient = people[one["sender"]], people[one["recipient"]]
        hidden = second.box(h(sender["box_seed"]), h(recipient["box"]), h(one["nonce"]), h(one["epoch_key"]))
        statement = second.joined(
            b"grant/v1",
            h(one["space"]),
            one["epoch"].to_bytes(4, "big"),
            h(sender["fingerprint"]),
            h(recipient["fingerprint"]),
            second.joined(*sorted(h(member) for member in one["members"])),
            h(one["head"]),
            hidden,
        )
        whole = second.joined(statement, second.signed(h(sender["sign_seed"]), statement))
        assert whole.hex() == one["grant"]


@given(keys, NONCES, bodies, aads)
@some
def test_any_envelope_agrees(key: bytes, nonce: bytes, body: bytes, aad: bytes) -> None:
    theirs = second.sealed(key, nonce, body, aad)

    assert envelope.seal(key, body, aad, nonce=nonce) == theirs
    assert envelope.unseal(key, theirs, aad) == body


@given(st.integers(0, 200_000))
@some
def test_any_bucket_agrees(size: int) -> None:
    assert padding.pad(bytes(size)) == second.padded(bytes(size))


@given(st.binary(min_size=1, max_size=100), st.binary(max_size=64), st.binary(max_size=64), st.integers(1, 200))
@some
def test_any_expansion_agrees(key: bytes, salt: bytes, info: bytes, size: int) -> None:
    assert derive.hkdf(key, salt=salt, info=info, size=size) == second.hkdf(key, salt, info, size)


@given(identities, identities)
@some
def test_any_two_identities_agree_on_their_words(one: identity.Identity, other: identity.Identity) -> None:
    words = Mnemonic("english").wordlist
    prints = [second.fingerprint(*second.publics(who.sign_seed, who.box_seed)) for who in (one, other)]

    assert identity.fingerprint_words(one.public(), other.public()) == [
        words[number] for number in second.word_numbers(*prints)
    ]


@given(identities, identities, keys, NONCES)
@some
def test_any_box_in_a_grant_agrees(
    sender: identity.Identity, recipient: identity.Identity, key: bytes, nonce: bytes
) -> None:
    members = (sender.public().fingerprint(), recipient.public().fingerprint())
    made = grant.make_grant(sender, recipient.public(), grant.Terms(bytes(16), 0, members, bytes(32)), key, nonce=nonce)

    assert second.box(sender.box_seed, recipient.public().box, nonce, key) in made
