"""Write tests/crypto/vectors/*.json. Run once for each format version: `python -m tests.crypto.make_vectors`.

A vector that exists is never written again: what was sealed years ago must open with the same bytes. A new
format gets new files beside the old ones. All secrets here are made from their labels, so anyone can see
that nothing is hidden in them.
"""

from __future__ import annotations

import hashlib
import json
import sys
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import Any

from goldseam.crypto import chain, codes, derive, encode, envelope, grant, identity, padding, record
from tests.crypto import second

FOLDER = Path(__file__).parent / "vectors"


def made(label: str, size: int = 32) -> bytes:
    """`size` bytes that follow from `label`: SHA-256(label || counter), joined and cut."""
    blocks = (hashlib.sha256(f"{label}/{count}".encode()).digest() for count in range(-(-size // 32)))
    return b"".join(blocks)[:size]


def plain(value: Any) -> Any:
    """Bytes as hex, everything else as JSON has it."""
    if isinstance(value, bytes):
        return value.hex()
    if isinstance(value, dict):
        return {key: plain(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [plain(inner) for inner in value]
    return value


def encodings() -> dict[str, Any]:
    lists = [[], [b""], [b"", b""], [b"ab", b"c"], [b"a", b"bc"], [b"abc"], [made("part", 300), b"", b"\0" * 5]]
    numbers = [0, 1, 255, 256, 2**32 - 1]
    return {
        "parts": [{"parts": pieces, "joined": encode.parts(*pieces)} for pieces in lists],
        "u32": [{"number": n, "bytes": encode.u32(n)} for n in numbers],
        "u64": [{"number": str(n), "bytes": encode.u64(n)} for n in [*numbers, 2**32, 2**64 - 1]],
        "not parts": [b"\0", b"\0\0\0\1", b"\0\0\0\2a", b"\0\0\0\1ab", b"\xff\xff\xff\xff"],
    }


def paddings() -> dict[str, Any]:
    sizes = sorted({n + d for n in (1024, 1088, 2048, 4096, 10_000, 65_536, 1_000_000, 2**24) for d in (-1, 0, 1)})
    return {
        "buckets": [[size, padding.bucket(size)] for size in [0, 1, 4, 500, *sizes]],
        "padded": [{"body": body, "padded": padding.pad(body)} for body in (b"", b"\0", made("body", 40))],
        "padded by hash": [
            {"label": "long", "size": size, "sha256": hashlib.sha256(padding.pad(made("long", size))).digest()}
            for size in (1019, 1020, 1021, 1084, 1085, 5000, 70_000)
        ],
    }


def derivations() -> dict[str, Any]:
    person, device = made("person", 16), made("device secret")
    stretched: list[dict[str, Any]] = []
    for secret, same_as in (
        ("correct horse battery staple", ""),
        ("Zo\u0308e \ufb01nds \uff11\u00bd", "Zöe finds 11⁄2"),
    ):
        salt = made(f"salt of {len(stretched)}", 16)
        root = derive.stretch(secret, salt, derive.FLOOR)
        stretched.append({"secret": secret, "same as": same_as, "salt": salt, **asdict(derive.FLOOR), "root": root})
    root = stretched[0]["root"]
    both = derive.halves(root, device, person)
    code = b"0123456789ABCDEFGHJKMNPQRS"
    expansions = []
    for size in (1, 32, 64, 65, 200):
        given: dict[str, Any] = {
            "key": made("ikm", 64),
            "salt": made("hkdf salt", 24),
            "info": b"seal/v1",
            "size": size,
        }
        expansions.append(
            {**given, "okm": derive.hkdf(given["key"], salt=given["salt"], info=given["info"], size=size)}
        )
    return {
        "cost": [
            {"memory_kib": kib, "passes": passes, "bytes": derive.Cost(kib, passes).encoded()}
            for kib, passes in ((65_536, 3), (131_072, 3), (1_048_576, 4))
        ],
        "stretch": stretched,
        "split": {
            "root": root,
            "device": device,
            "person": person,
            "code": code,
            "auth": both.auth,
            "kek": both.kek,
            "stored": both.stored,
            "pin_key": derive.pin_key(root, device, person),
            "recovery_key": derive.recovery_key(root, code, person),
        },
        "hkdf": expansions,
        "sub_key": [
            {"key": made("key"), "purpose": purpose, "sub": derive.sub_key(made("key"), purpose)}
            for purpose in ("", "index", "digest/main/1")
        ],
    }


def envelopes() -> dict[str, Any]:
    opens = []
    for number, (body, aad) in enumerate(
        [(b"", b""), (b'{"a":1}', encode.parts(b"user", b"vk")), (made("key"), b"x"), (made("long", 1500), b"\0" * 64)]
    ):
        given = {"key": made(f"key {number}"), "nonce": made(f"nonce {number}", 24), "body": body, "aad": aad}
        out = envelope.seal(given["key"], body, aad, nonce=given["nonce"])
        opens.append({**given, "envelope": out})
    return {"opens": opens, "refused": hostile_envelopes()}


def hostile_envelopes() -> list[dict[str, Any]]:
    """Envelopes by somebody who holds the key and writes them wrongly, and honest ones in the wrong place."""
    key, nonce, aad = made("hostile key"), made("hostile nonce", 24), b"place"
    body = encode.u32(4) + b"body"
    honest = second.sealed(key, nonce, b"body", aad)
    framings = {
        "no padding": body,
        "bucket too large": body.ljust(1088, b"\0"),
        "filling not zero": body.ljust(1023, b"\0") + b"\1",
        "length beyond the end": encode.u32(1021) + bytes(1020),
        "length at its largest": b"\xff" * 4 + bytes(1020),
        "too short for a length": b"\0\0\0",
        "nothing at all": b"",
    }
    cases = {why: second.sealed(key, nonce, b"", aad, framed=framed) for why, framed in framings.items()}
    cases |= {
        "version 2": second.sealed(key, nonce, b"body", aad, header=b"\x02\x01"),
        "algorithm 2": second.sealed(key, nonce, b"body", aad, header=b"\x01\x02"),
        "header changed afterwards": b"\x01\x02" + honest[2:],
        "another key": second.sealed(made("another key"), nonce, b"body", aad),
        "another place": second.sealed(key, nonce, b"body", b"elsewhere"),
        "cut short": honest[:-1],
        "shorter than any envelope": honest[:73],
        "empty": b"",
    }
    return [{"why": why, "key": key, "aad": aad, "envelope": bad} for why, bad in cases.items()]


def records() -> dict[str, Any]:
    index = made("index key")
    months: list[dict[str, Any]] = [
        {"index_key": index, "month": month, "tag": record.month_tag(index, month)} for month in ("2026-11", "2026-12")
    ]
    sealed: list[dict[str, Any]] = []
    for number, (seq, epoch, body) in enumerate(
        [(0, 0, b""), (41, 2, b'{"k":"t09"}'), (2**40, 2**31, made("b", 3000))]
    ):
        place = record.Place(
            space=made("space", 16),
            record=made(f"record {number}", 16),
            seq=seq,
            epoch=epoch,
            author=made("author", 16),
            tag=months[0]["tag"],
        )
        key, content = made(f"epoch key {epoch}"), made(f"content key {number}")
        nonces = (made(f"body nonce {number}", 24), made(f"wrap nonce {number}", 24))
        out = record.seal_record(key, place, body, content_key=content, nonces=nonces)
        sealed.append(
            {
                "place": asdict(place) | {"seq": str(seq)},
                "aad_body": place.aad(b"body"),
                "aad_wrap": place.aad(b"wrap"),
                "epoch_key": key,
                "content_key": content,
                "body_nonce": nonces[0],
                "wrap_nonce": nonces[1],
                "body": body,
                "envelope": out.envelope,
                "wrapped": out.wrapped,
            }
        )
    return {"month_tag": months, "records": sealed}


def chains() -> dict[str, Any]:
    seed = made("signing seed")
    who = identity.Identity(seed, made("box seed")).public()
    head, links = chain.GENESIS, []
    for seq in range(5):
        link = chain.Link(seq, made("space", 16), seq // 3, made("author", 16), chain.envelope_digest(made("e", seq)))
        after = chain.link_hash(head, link)
        links.append({**asdict(link), "before": head, "head": after, "signature": chain.sign(seed, after)})
        head = after
    return {"signing_seed": seed, "signing_public": who.sign, "genesis": chain.GENESIS, "links": links}


def identities() -> dict[str, Any]:
    people = [identity.Identity(made(f"sign {n}"), made(f"box {n}")) for n in range(3)]
    return {
        "people": [
            {
                "sign_seed": who.sign_seed,
                "box_seed": who.box_seed,
                "sign": who.public().sign,
                "box": who.public().box,
                "fingerprint": who.public().fingerprint(),
            }
            for who in people
        ],
        "words": [
            {"between": [a, b], "words": identity.fingerprint_words(people[a].public(), people[b].public())}
            for a, b in ((0, 1), (1, 2), (0, 2))
        ],
    }


def grants() -> dict[str, Any]:
    people = [identity.Identity(made(f"sign {n}"), made(f"box {n}")) for n in range(3)]
    made_grants = []
    for members, epoch in (((0, 1), 0), ((2, 0, 1), 7)):
        prints = tuple(people[n].public().fingerprint() for n in members)
        terms = grant.Terms(made("space", 16), epoch, prints, made(f"head {epoch}"))
        key, nonce = made(f"epoch key {epoch}"), made(f"grant nonce {epoch}", 24)
        out = grant.make_grant(people[0], people[1].public(), terms, key, nonce=nonce)
        given = {"sender": 0, "recipient": 1, **asdict(terms), "epoch_key": key, "nonce": nonce}
        made_grants.append({**given, "grant": out})
    return {"people": "the people of identity.json, counted from 0", "grants": made_grants}


def hand_copied() -> dict[str, Any]:
    code = "0123456789ABCDEFGHJKMNPQRS"
    ways = [
        "01234-56789-ABCDE-FGHJK-MNPQR-S",
        "oi23456789abcdefghjkmnpqrs",
        " OL23 4567\u201389ab\tcdef ghjk\u2011mnpqrs\n",
    ]
    wrong = ["", code[:-1], code + "0", code[:-1] + "U", code[:-1] + "!", code[:-1] + "é"]
    return {
        "alphabet": codes.ALPHABET,
        "grouped": [
            {"code": code, "printed": codes.grouped(code)},
            {"code": code[:10], "printed": codes.grouped(code[:10])},
        ],
        "read": [{"typed": typed, "code": codes.read_code(typed, 26)} for typed in [code, *ways]],
        "not codes": wrong,
    }


MAKERS: dict[str, Callable[[], dict[str, Any]]] = {
    "encode": encodings,
    "padding": paddings,
    "derive": derivations,
    "envelope": envelopes,
    "record": records,
    "chain": chains,
    "identity": identities,
    "grant": grants,
    "codes": hand_copied,
}


def main(folder: Path) -> int:
    """Write every file that is not there yet; 1 and not a byte changed if any is."""
    there = [name for name in MAKERS if (folder / f"{name}.json").exists()]
    if there:
        print(f"These vectors stand for ever: {', '.join(there)}. Nothing was written.", file=sys.stderr)
        return 1
    folder.mkdir(parents=True, exist_ok=True)
    for name, maker in MAKERS.items():
        with (folder / f"{name}.json").open("x", encoding="utf-8") as handle:
            handle.write(json.dumps(plain(maker()), indent=1, ensure_ascii=True) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER))
