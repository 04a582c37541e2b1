"""What the Path page shows, ready made."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import uuid4

from django.urls import reverse
from django.utils.translation import gettext as _

from goldseam.path import signs
from goldseam.path.bowl import Bowl, number
from goldseam.path.known import Known
from goldseam.path.places import address
from goldseam.path.signs import Sign


@dataclass(frozen=True, slots=True)
class Row:
    sign: Sign
    address: str
    """Where it can be done; empty while that rests."""
    uid: str

    @property
    def pressed(self) -> bool:
        """Whether a press here says it, because only the person can know."""
        return self.sign.words.place == "leave"


@dataclass(frozen=True, slots=True)
class Group:
    """The signs of one stage. The first that is not complete stands open, the others are folded."""

    title: str
    say: str
    words: str
    rows: list[Row]
    open: bool


@dataclass(frozen=True, slots=True)
class PathPage:
    groups: list[Group]
    bowl: Bowl


def path_page(known: Known) -> PathPage:
    groups: list[Group] = []
    for stage, title, say in (
        ("safe", _("Safe start"), ""),
        ("understand", _("First signs: understand"), _("In any order, and only what helps you.")),
        (
            "steady",
            _("First signs: steady"),
            _("They come with use, not with effort. Nothing here counts days, and nothing is taken back."),
        ),
    ):
        found = signs.of_stage(known, stage)  # type: ignore[arg-type]
        begun = any(group.open for group in groups)
        rows = [_row(known, sign) for sign in found]
        groups.append(Group(title, say, said(found, known.numbers), rows, not begun and not _whole(found)))
    return PathPage(groups, signs.bowl_of(known))


def _row(known: Known, sign: Sign) -> Row:
    words = sign.words
    if words.tool:
        url = "" if words.tool in known.resting else reverse("tools:tool", args=[words.tool])
        return Row(sign, url, str(uuid4()))
    return Row(sign, address(words.place), str(uuid4()))


def _whole(found: list[Sign]) -> bool:
    return all(sign.there for sign in found)


def said(found: list[Sign], numbers: bool) -> str:
    """How far a list is, in words."""
    have, safe = sum(sign.there for sign in found), bool(found) and found[0].words.stage == "safe"
    if have == len(found):
        return _("All of it is there. You have ground to stand on.") if safe else _("All of it is there.")
    if have == 0 and safe:
        return _("Nobody should be hurt by starting. These make sure of it, in any order.")
    if have == 0:
        return _("None of these has to come soon.")
    if not numbers:
        return _("Some of it is there. Any order will do.")
    words = {"have": number(have).capitalize(), "of": number(len(found))}
    if have == 1:
        return _("%(have)s of %(of)s is there. Any order will do.") % words
    return _("%(have)s of %(of)s are there. Any order will do.") % words
