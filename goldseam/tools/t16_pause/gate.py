"""What comes before a pause: which kind of trouble it is (T03), and how much change matters (T05). HR-10.

Neither is a test to pass. A trouble of conscience alone gets advice instead of a push; with a therapist's or
counsellor's help a pause stays possible.
"""

from __future__ import annotations

from goldseam.tools.shelf import Shelf
from goldseam.tools.t03_sort.sort import leaning
from goldseam.tools.t16_pause.pause import IMPORTANT


def sorted_out(shelf: Shelf) -> bool:
    return shelf.one("t03") is not None


def matters(shelf: Shelf) -> bool:
    return any(int(item.body.get("importance") or 0) >= IMPORTANT for item in shelf.standing("t05"))


def may_begin(shelf: Shelf) -> bool:
    """Whoever has a pause running still gets to it."""
    return bool(shelf.standing("t16")) or (sorted_out(shelf) and matters(shelf))


def conscience_only(shelf: Shelf) -> bool:
    """By the person's own word for it, which counts more than the twelve statements."""
    found = shelf.one("t03")
    return found is not None and leaning(found.body) == "conscience"
