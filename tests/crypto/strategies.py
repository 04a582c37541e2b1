"""What the tests of this folder draw from: byte strings of fixed length, places, identities, one slip."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st

from goldseam.crypto.identity import Identity
from goldseam.crypto.record import Place

many = settings(deadline=None, max_examples=100)
some = settings(deadline=None, max_examples=25)

ids = st.binary(min_size=16, max_size=16)
keys = st.binary(min_size=32, max_size=32)
bodies = st.binary(max_size=4000)
aads = st.binary(max_size=200)
identities = st.builds(Identity, sign_seed=keys, box_seed=keys)
places = st.builds(
    Place,
    space=ids,
    record=ids,
    seq=st.integers(0, 2**64 - 1),
    epoch=st.integers(0, 2**32 - 1),
    author=ids,
    tag=ids,
)


@st.composite
def slips(draw: st.DrawFn, data: bytes) -> bytes:
    """`data` with something wrong: a byte flipped, a piece cut out, cut off or added."""
    at = draw(st.integers(0, len(data) - 1))
    kind = draw(st.sampled_from(["flip", "cut off", "cut out", "append", "insert", "swap"]))
    if kind == "flip":
        return flipped(data, at, draw(st.integers(1, 255)))
    if kind == "cut off":
        return data[:at]
    if kind == "cut out":
        return data[:at] + data[at + draw(st.integers(1, 8)) :]
    extra = draw(st.binary(min_size=1, max_size=40))
    if kind == "append":
        return data + extra
    if kind == "insert":
        return data[:at] + extra + data[at:]
    turned = data[at:] + data[:at]
    return turned if turned != data else data + extra


def flipped(data: bytes, at: int, mask: int = 1) -> bytes:
    """`data` with the bits of `mask` turned in the byte at `at`."""
    return data[:at] + bytes([data[at] ^ mask]) + data[at + 1 :]


def moved(place: Place, field: str) -> Place:
    """The same place with one field changed to its nearest neighbour."""
    value = getattr(place, field)
    near: dict[str, Any] = {field: value ^ 1 if isinstance(value, int) else flipped(value, 0)}
    return replace(place, **near)
