"""The bytes of format version 1, for ever. If one of these tests breaks, what people kept no longer opens."""

from __future__ import annotations

import hashlib
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from goldseam.crypto import chain, codes, derive, encode, envelope, grant, identity, padding, record
from goldseam.crypto.errors import Malformed, Refused
from tests.crypto.make_vectors import MAKERS, made
from tests.crypto.read_vectors import FOLDER, h, vectors

STAND = {
    "chain": "7f7e08a02e379abb305ec98568bc0b4236e7cc276fcaecef66303c7fe3989aca",
    "codes": "94f00a62807d7e6eb26e418e449fcb3a2c4b2b3ec5fd9d55dbe9a77369e5209e",
    "derive": "39185ce7e1096d4dc8d35539d38101b42fcf723317cbf3e056f1334c24ebdb06",
    "encode": "9f2e03564b352b85d1f3e1a510857216438ae61e9544b226e2e5ce0a4f2b4c07",
    "envelope": "ee6cc2b0369051a815070b48fa0a13dbe1c17ca04dbe761259a84075c2f9055f",
    "grant": "0b93d6068e571028cdb228597328a0ce1374b266e4ff0e13ee25790711b5519e",
    "identity": "2d53cc210064fe2f9f2cba8de45fb90d917db9f45a86c3a41f035c369fd5f750",
    "padding": "dd0f3b94b460bb567e96f17d11bd7222fd9b24da12cab253e7a1a0b31d40dd9d",
    "record": "a67a26b699aa8146f44ccadf50fedeb3d2b8d64e885e7db0172f71aa557c1d8f",
}
"""SHA-256 of each file. A new format adds files and lines; no line ever changes."""


@pytest.mark.parametrize("name", STAND)
def test_no_vector_file_was_ever_changed(name: str) -> None:
    assert hashlib.sha256((FOLDER / f"{name}.json").read_bytes()).hexdigest() == STAND[name]


def test_every_vector_file_is_listed_here() -> None:
    assert {path.stem for path in FOLDER.glob("*")} == set(STAND) == set(MAKERS)


def test_the_script_that_made_them_does_not_overwrite_one(tmp_path: Path) -> None:
    (tmp_path / "grant.json").write_text("kept")
    command = [sys.executable, "-m", "tests.crypto.make_vectors", str(tmp_path)]

    done = subprocess.run(command, cwd=Path(__file__).parents[2], capture_output=True, text=True, check=False)

    assert (done.returncode, "grant" in done.stderr) == (1, True)
    assert [path.name for path in tmp_path.iterdir()] == ["grant.json"]
    assert (tmp_path / "grant.json").read_text() == "kept"


def test_encodings() -> None:
    known = vectors("encode")

    for one in known["parts"]:
        pieces = [h(piece) for piece in one["parts"]]
        assert encode.parts(*pieces).hex() == one["joined"]
        assert encode.split(h(one["joined"])) == pieces
    for one in known["u32"]:
        assert encode.u32(one["number"]).hex() == one["bytes"]
    for one in known["u64"]:
        assert encode.u64(int(one["number"])).hex() == one["bytes"]
    for bad in known["not parts"]:
        with pytest.raises(Malformed):
            encode.split(h(bad))


def test_padding() -> None:
    known = vectors("padding")

    for size, bucket in known["buckets"]:
        assert padding.bucket(size) == bucket
    for one in known["padded"]:
        assert padding.pad(h(one["body"])).hex() == one["padded"]
        assert padding.unpad(h(one["padded"])).hex() == one["body"]
    for one in known["padded by hash"]:
        assert hashlib.sha256(padding.pad(made(one["label"], one["size"]))).hexdigest() == one["sha256"]


@pytest.mark.parametrize("one", vectors("derive")["stretch"], ids=["plain", "composed"])
def test_stretching_a_password(one: dict[str, Any]) -> None:
    cost = derive.Cost(one["memory_kib"], one["passes"])

    assert derive.stretch(one["same as"] or one["secret"], h(one["salt"]), cost).hex() == one["root"]


def test_keys_from_a_stretched_secret() -> None:
    known = vectors("derive")
    split = known["split"]
    root, device, person = h(split["root"]), h(split["device"]), h(split["person"])
    both = derive.halves(root, device, person)

    assert both.auth.hex() == split["auth"]
    assert both.kek.hex() == split["kek"]
    assert both.stored.hex() == split["stored"]
    assert derive.pin_key(root, device, person).hex() == split["pin_key"]
    assert derive.recovery_key(root, h(split["code"]), person).hex() == split["recovery_key"]
    for one in known["hkdf"]:
        assert (
            derive.hkdf(h(one["key"]), salt=h(one["salt"]), info=h(one["info"]), size=one["size"]).hex() == one["okm"]
        )
    for one in known["sub_key"]:
        assert derive.sub_key(h(one["key"]), one["purpose"]).hex() == one["sub"]
    for one in known["cost"]:
        assert derive.Cost(one["memory_kib"], one["passes"]).encoded().hex() == one["bytes"]


def test_envelopes_that_open() -> None:
    for one in vectors("envelope")["opens"]:
        key, body, aad = h(one["key"]), h(one["body"]), h(one["aad"])
        assert envelope.seal(key, body, aad, nonce=h(one["nonce"])).hex() == one["envelope"]
        assert envelope.unseal(key, h(one["envelope"]), aad) == body


@pytest.mark.parametrize("one", vectors("envelope")["refused"], ids=lambda one: str(one["why"]))
def test_envelopes_that_do_not(one: dict[str, str]) -> None:
    with pytest.raises(Refused):
        envelope.unseal(h(one["key"]), h(one["envelope"]), h(one["aad"]))


def test_records() -> None:
    known = vectors("record")

    for one in known["month_tag"]:
        assert record.month_tag(h(one["index_key"]), one["month"]).hex() == one["tag"]
    for one in known["records"]:
        where = one["place"]
        place = record.Place(
            space=h(where["space"]),
            record=h(where["record"]),
            seq=int(where["seq"]),
            epoch=where["epoch"],
            author=h(where["author"]),
            tag=h(where["tag"]),
        )
        key, content, body = h(one["epoch_key"]), h(one["content_key"]), h(one["body"])
        nonces = (h(one["body_nonce"]), h(one["wrap_nonce"]))
        made_now = record.seal_record(key, place, body, content_key=content, nonces=nonces)
        assert (place.aad(b"body").hex(), place.aad(b"wrap").hex()) == (one["aad_body"], one["aad_wrap"])
        assert (made_now.envelope.hex(), made_now.wrapped.hex()) == (one["envelope"], one["wrapped"])
        assert record.open_record(key, place, made_now) == body
        assert record.content_key(key, place, made_now.wrapped) == content


def test_chain() -> None:
    known = vectors("chain")
    head = chain.GENESIS

    assert head.hex() == known["genesis"]
    for one in known["links"]:
        link = chain.Link(one["seq"], h(one["space"]), one["epoch"], h(one["author"]), h(one["digest"]))
        assert chain.envelope_digest(made("e", one["seq"])).hex() == one["digest"]
        assert head.hex() == one["before"]
        head = chain.link_hash(head, link)
        assert head.hex() == one["head"]
        assert chain.sign(h(known["signing_seed"]), head).hex() == one["signature"]
        chain.check_signature(h(known["signing_public"]), head, h(one["signature"]))


def people() -> list[identity.Identity]:
    return [identity.Identity(h(one["sign_seed"]), h(one["box_seed"])) for one in vectors("identity")["people"]]


def test_identities_and_their_words() -> None:
    known = vectors("identity")

    for who, one in zip(people(), known["people"], strict=True):
        assert (who.public().sign.hex(), who.public().box.hex()) == (one["sign"], one["box"])
        assert who.public().fingerprint().hex() == one["fingerprint"]
    for one in known["words"]:
        first, second = (people()[number].public() for number in one["between"])
        assert identity.fingerprint_words(first, second) == one["words"]


def test_grants() -> None:
    for one in vectors("grant")["grants"]:
        sender, recipient = people()[one["sender"]], people()[one["recipient"]]
        members = tuple(h(member) for member in one["members"])
        terms = grant.Terms(h(one["space"]), one["epoch"], members, h(one["head"]))
        key = h(one["epoch_key"])

        assert grant.make_grant(sender, recipient.public(), terms, key, nonce=h(one["nonce"])).hex() == one["grant"]
        assert grant.open_grant(recipient, sender.public(), h(one["grant"]), terms) == key
        both = sender.public(), recipient.public()
        assert grant.read_grant(sender.box_seed, recipient.public().box, *both, h(one["grant"]), terms) == key
        with pytest.raises(Refused):
            grant.open_grant(recipient, sender.public(), h(one["grant"]), replace(terms, epoch=terms.epoch + 1))


def test_codes() -> None:
    known = vectors("codes")

    assert known["alphabet"] == codes.ALPHABET
    for one in known["grouped"]:
        assert codes.grouped(one["code"]) == one["printed"]
    for one in known["read"]:
        assert codes.read_code(one["typed"], 26) == one["code"]
    for bad in known["not codes"]:
        with pytest.raises(Malformed):
            codes.read_code(bad, 26)
