"""What is kept about a person, and for each thing how it is handed out and how it is erased (forget by design).

Whoever adds a model or a kind of record says it here; a test walks all models and every kind and stops at one
that is missing. Kinds of records need only their words: every record of a room is in the archive and goes with it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from goldseam.vault import Entry


@dataclass(frozen=True, slots=True)
class Kept:
    """One sentence each. `out` is empty for what only works here and now, and `why` then says so."""

    out: str
    gone: str
    why: str = ""


_WITH_PERSON = "Deleted with the person's row."
_WITH_SPACE = "Deleted with the room's row; of a table when the second of the two erases."

_ERASED = "Deleted by `vault.changes.erase`."

MODELS: dict[str, Kept] = {
    "people.account": Kept("The name is in identity.json.", "Deleted by `people.me.actions.erase`."),
    "people.device": Kept("", "Deleted with the account.", "A label and a token of a browser of this server."),
    "people.leaving": Kept("", "Deleted with the account.", "The day on which you asked to be erased."),
    "mfa.authenticator": Kept("", "Deleted with the account.", "A second factor is tied to this server's address."),
    "vault.person": Kept("", "Deleted by `vault.changes.erase`.", "Wrapped keys; what they open is in the archive."),
    "vault.identity": Kept("The public signing keys are in identity.json.", _WITH_PERSON),
    "vault.recovery": Kept("", _WITH_PERSON, "The kit opens this server's copy only."),
    "vault.ticket": Kept("", _WITH_PERSON, "Lives for ten minutes."),
    "vault.space": Kept("Id and head are in identity.json, one for the room and one for each table.", _ERASED),
    "vault.record": Kept("chain.jsonl holds the row, records.jsonl the text.", _WITH_SPACE),
    "vault.recordkey": Kept("The content key is in chain.jsonl.", _WITH_SPACE),
    "vault.digest": Kept("", _WITH_SPACE, "Can be worked out from the records at any time."),
    "vault.draft": Kept("", _WITH_SPACE, "Unfinished writing of the last 30 days; what is kept is a record."),
    "vault.membership": Kept(
        "Both authors, their marks and their signing keys are in the table's identity.json.", _WITH_PERSON
    ),
    "vault.invitation": Kept("", _WITH_PERSON, "Lives for a day, until the six words were said to be the same."),
    "people.delay": Kept("", "Deleted by `people.me.actions.erase`.", "Wrong tries of a day, under a keyed hash."),
    "vault.session": Kept("", "Deleted by `vault.changes.erase`.", "Ends by itself within twelve hours."),
}

NOT_ABOUT_PEOPLE: frozenset[str] = frozenset(
    {
        # Django's and allauth's own tables. Nothing here writes to them; a test watches that they stay empty.
        "auth.group",
        "auth.permission",
        "contenttypes.contenttype",
        "account.emailaddress",
        "account.emailconfirmation",
    }
)


@dataclass(frozen=True, slots=True)
class Words:
    """What a readable copy calls a kind of record, its answers, and the choices in them."""

    title: str
    labels: Mapping[str, str] = field(default_factory=dict)
    options: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    named_by: str = ""
    """The answer that names a thing which other entries point to."""
    points: Mapping[str, str] = field(default_factory=dict)
    """Answers that hold the key of such a thing, and which kind it is of."""


MARKS: frozenset[str] = frozenset({"t58", "t60"})
"""Kinds that no page shows. A plain copy leaves them out unless its owner ticks them: somebody may be made to hand one
over. The sealed file holds everything, so that they go along to another server."""


Namer = Callable[[str], Words | None]
_namers: list[Namer] = []


def name_with(namer: Namer) -> None:
    """Called when the tools and the table are ready: they lie above this package and know their own words."""
    if namer not in _namers:
        _namers.append(namer)


def words_of(kind: str) -> Words | None:
    """The words for a kind; None for one that nobody has named (it is handed out all the same)."""
    ours = {"me": Words(_("Your settings")), "restored": Words(_("An older copy of this server was accepted"))}
    return ours.get(kind) or next((found for namer in _namers if (found := namer(kind))), None)


@dataclass(frozen=True, slots=True)
class Said:
    """One entry in words."""

    title: str
    lines: tuple[str, ...] = ()


def _nothing(_entry: Entry) -> Said | None:
    return None


@dataclass(frozen=True, slots=True)
class Together:
    """What a copy needs to know of tables. Brought in from above, as the words are."""

    noted: Callable[[Entry], Said | None] = _nothing
    """A note of the table in one's own room; None for anything else."""
    laid: Callable[[Entry], Said | None] = _nothing
    """An entry of a table that its pages show; None for any other."""
    unseen: Callable[[str], bool] = lambda _kind: False
    """Whether the words of an entry of this kind are nobody's but its author's, or are read in their own place only."""


_together: list[Together] = [Together()]


def copy_with(together: Together) -> None:
    _together[:] = [together]


def together() -> Together:
    return _together[0]
