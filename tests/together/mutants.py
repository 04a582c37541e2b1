"""Each rule with its guard, and the guard taken away: the machine must notice. `python -m tests.together` writes
the tables of docs/security.md; `test_rules` holds the two together.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

import msgspec
import pytest

from goldseam.crypto.errors import CryptoError
from goldseam.together import gate, keeping, laying, out, pages, tables
from goldseam.together.record import acts as record
from goldseam.tools.t58_check import state as look
from goldseam.vault import heads, pairing, rests, rows
from goldseam.vault import room as rooms
from goldseam.vault import table as vault_table
from goldseam.vault.table import LinkRing, Table

Patch = Callable[[pytest.MonkeyPatch], None]


@dataclass(frozen=True)
class Mutant:
    rule: str
    guard: str
    """What was taken away, in words."""
    where: str
    take_away: Patch
    story: str
    """Which of the machine's stories leads there."""
    caught_by: frozenset[str]
    """Under which names the machine may report it: one missing guard often breaks the rule beside it first."""


MUTANTS: Final[list[Mutant]] = []


def mutant(rule: str, guard: str, where: str, story: str, *also: str) -> Callable[[Patch], Patch]:
    def put(take_away: Patch) -> Patch:
        MUTANTS.append(Mutant(rule, guard, where, take_away, story, frozenset({rule, *also})))
        return take_away

    return put


def yes(*_: Any, **__: Any) -> bool:
    return True


def no(*_: Any, **__: Any) -> bool:
    return False


@mutant("R1", "nothing goes out under pressure", "together/laying.py: frozen", "pressure")
def _pressure(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(laying, "frozen", no)


@mutant("R1", "what waits goes only to the table it was meant for", "together/laying.py: waiting", "pressure", "R4")
def _any_table(patch: pytest.MonkeyPatch) -> None:
    real = laying.waiting

    def waiting(at: Any, found: Any, entries: Any) -> Any:
        for entry in (one for one in entries if "space" in one.body):
            entry.body["space"] = found.table.space.hex
        return real(at, found, entries)

    patch.setattr(laying, "waiting", waiting)


@mutant("R1", "a ring opens for its own person only", "vault/table.py: open_link", "steward")
def _any_ring(patch: pytest.MonkeyPatch) -> None:
    real, rings = vault_table.open_link, {}

    def close_link(keys: Any, link: Any, real: Any = vault_table.close_link) -> bytes:
        sealed: bytes = real(keys, link)
        rings[sealed] = link
        return sealed

    def open_link(keys: Any, space: Any, envelope: bytes) -> Any:
        return rings[envelope] if envelope in rings else real(keys, space, envelope)

    patch.setattr(vault_table, "close_link", close_link)
    patch.setattr(pairing, "close_link", close_link)
    patch.setattr(vault_table, "open_link", open_link)


@mutant("R2", "the word for the gate is one's own", "together/keeping.py: _say", "roles", "R4", "R17")
def _for_the_other(patch: pytest.MonkeyPatch) -> None:
    real = keeping._say

    def say(at: Any, found: Any) -> None:
        mine, found.table.person = found.table.person, found.table.other
        try:
            real(at, found)
        finally:
            found.table.person = mine

    patch.setattr(keeping, "_say", say)


@mutant("R4", "nothing is written where nothing changed", "together/keeping.py: _say", "roles")
def _each_time(patch: pytest.MonkeyPatch) -> None:
    def say(at: Any, found: Any) -> None:
        ok = gate.ready(at.state, at.shelf, at.now.astimezone(at.zone))
        found.table.append(gate.READY, gate.word(ok), id=laying.UUID(int=int(at.now.timestamp())), now=at.now)

    patch.setattr(keeping, "_say", say)


@mutant("R5", "one table at a time", "together/tables.py: may_begin", "two_tables", "R22")
def _many_tables(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(tables, "may_begin", yes)


@mutant("R5", "whoever reads at a table that was left is named", "together/tables.py: read_by", "leaves")
def _unnamed(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(tables, "read_by", lambda _vault, found, _now: [] if found is None else [found])


@mutant("R6", "the last day, on the page", "together/tables.py: over", "last_day")
def _no_end(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(tables, "over", no)


@mutant("R6", "the last day, at tables that were left", "together/pages.py: before_page", "run_out")
def _no_end_before(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(pages, "over", no)


@mutant(
    "R7", "no gap is shown where something was taken back", "together/tables.py: Ours.laid", "take_back", "R4", "R16"
)
def _gaps(patch: pytest.MonkeyPatch) -> None:
    real = pages.laid_of

    def laid_of(found: Any, entry: Any) -> Any:
        page = real(found, entry)
        return replace(page, when="something was taken back") if found.table.gaps() else page

    patch.setattr(pages, "laid_of", laid_of)


@mutant("R8", "a chosen moment of leaving comes by itself", "vault/table.py: LinkRing.over", "leaves_at", "R12", "R13")
def _never_over(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(LinkRing, "over", no)


@mutant("R8", "what is laid from that moment on is not read", "vault/table.py: _kept_from", "leaves_at", "R13", "R4")
def _comes_late(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(vault_table, "_kept_from", no)


@mutant("R8", "an older ring, without the moment, is refused", "vault/heads.py: compare_table", "older_ring", "W8")
def _forgets_the_ring(patch: pytest.MonkeyPatch) -> None:
    real = heads.compare_table

    def compare(vault: Any, tables: Any, cookie: str) -> bool:
        links = [table.link for table in tables]
        for table, link in zip(tables, links, strict=True):
            table.link = msgspec.structs.replace(link, turn=10**6)
        try:
            return real(vault, tables, cookie)
        finally:
            for table, link in zip(tables, links, strict=True):
                table.link = link

    patch.setattr(heads, "compare_table", compare)


@mutant("R10", "a rest binds whoever wanted it too", "together/resting.py: rests", "rest_from_asking")
def _rests_for_one(patch: pytest.MonkeyPatch) -> None:
    real = rests.rests
    patch.setattr(rests, "rests", lambda table: {by: one for by, one in real(table).items() if by != table.person})


@mutant("R10", "a new rest takes nothing from the other's", "vault/rests.py: set_rest", "rest_from_asking")
def _one_rest(patch: pytest.MonkeyPatch) -> None:
    real = Table._write_state

    def write(self: Table, state: Any) -> None:
        mine = {name: one for name, one in state.rests.items() if name == self.person.hex}
        real(self, msgspec.structs.replace(state, rests=mine) if mine else state)

    patch.setattr(Table, "_write_state", write)


@mutant("R11", "the gate's word has no second part", "together/gate.py: word", "roles")
def _why(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(gate, "word", lambda ok: {"ok": ok, "because": "a look"})


@mutant("R12", "the look alone, with nothing standing out", "tools/t58_check/state.py: clear", "no_look", "R4")
def _no_look(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(look, "clear", yes)


@mutant("R12", "both want it", "together/gate.py: ready", "no_wish", "R4")
def _no_wish(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(gate, "ready", lambda state, _shelf, now: look.clear(state, now))


@mutant("R12", "both said ready, three days have gone by", "together/gate.py: is_open", "no_look", "R4")
def _no_gate(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(gate, "is_open", yes)


@mutant("R13", "whoever left reads nothing that came after", "vault/table.py: Table.later", "leaves", "R4")
def _reads_on(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(Table, "later", no)


@mutant("R13", "whoever left writes nothing", "vault/table.py: Table.append", "leaves")
def _writes_on(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(Table, "append", rooms.Room.append)


@mutant("R13", "leaving ends it", "vault/table.py: leave", "leaves", "R4", "R12", "R22")
def _stays(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(vault_table, "_end", lambda *_args: None)


@mutant("R16", "only the author withdraws", "vault/table.py: Table.burn", "take_back", "R17")
def _anybody_burns(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(Table, "burn", rooms.Room.burn)


@mutant("R16", "taken back, it is destroyed", "together/laying.py: take_back", "take_back", "R4")
def _only_the_note(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(laying, "take_back", lambda at, _found, id: at.room.burn(id))


@mutant("R16", "a copy that was kept is whole, and the receiver's", "together/record/acts.py: _copy", "not_me")
def _empty_copy(patch: pytest.MonkeyPatch) -> None:
    real = record._copy
    patch.setattr(record, "_copy", lambda *args: real(*args) | {"words": ""})


@mutant(
    "R17", "“this was not me” is said of one's own only", "together/record/acts.py: say_not_me", "not_me", "R22", "R4"
)
def _not_you(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(record, "say_not_me", lambda seat, of, *, id: not out.put(seat, "not_me", {"of": of.hex}, id=id))


@mutant("R17", "“this was not me” is said once", "together/record/acts.py: say_not_me", "not_me", "R4")
def _again_and_again(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(record, "marks", lambda _entries: {})


@mutant("R17", "every entry is signed by its author's pinned key", "vault/room.py: Room._signed", "steward")
def _unsigned(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(rooms.Room, "_signed", yes)


@mutant("R17", "every entry stands in its place of the chain", "vault/rows.py: Row.follows", "take_back")
def _unchained(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(rows.Row, "follows", yes)


@mutant("R17", "the count and the head are sealed", "vault/room.py: Room._verify", "steward")
def _uncounted(patch: pytest.MonkeyPatch) -> None:
    real = rooms.Room._verify
    patch.setattr(rooms.Room, "_verify", lambda self, state: [one for one in real(self, state) if one.seq is not None])


@mutant("R17", "what was laid is not made again", "together/laying.py: lay", "take_back", "R4")
def _edited(patch: pytest.MonkeyPatch) -> None:
    """A change in place: the older one goes, a newer stands there."""
    real = laying.lay

    def lay(at: Any, found: Any, item: Any, until: Any, *, id: Any) -> None:
        for entry in found.of(tables.LAID):
            if found.mine(entry):
                found.table.burn(entry.id)
        real(at, found, item, until, id=id)

    patch.setattr(laying, "lay", lay)


@mutant("R22", "a role has no power at the gate", "together/gate.py: ready", "roles", "R4", "R12")
def _roles(patch: pytest.MonkeyPatch) -> None:
    real = gate.ready
    patch.setattr(gate, "ready", lambda s, shelf, now: "R" not in (s.me.get("roles") or []) or real(s, shelf, now))


@mutant("R23", "nothing counts on the table", "together/gate.py: word", "roles")
def _score(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(gate, "word", lambda ok: {"ok": ok, "score": 3})


@mutant("W6", "six words over both people's keys", "vault/pairing.py: ceremony", "in_the_middle")
def _same_words(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(pairing, "fingerprint_words", lambda *_: ["the", "same", "six", "words", "every", "time"])


@mutant("W7", "a grant opens from exactly the pinned inviter", "crypto/grant.py: open_grant", "in_the_middle")
def _any_grant(patch: pytest.MonkeyPatch) -> None:
    real = pairing.open_grant

    def open_grant(*args: Any) -> bytes:
        try:
            return real(*args)
        except CryptoError:
            return bytes(32)

    patch.setattr(pairing, "open_grant", open_grant)


@mutant("W8", "a browser's own memory", "vault/heads.py: _compare", "older_copy")
def _forgets(patch: pytest.MonkeyPatch) -> None:
    real = heads._compare

    def compare(seen: Any, room: Any) -> bool:
        try:
            return real(seen, room)
        except heads.HistoryWentBack:
            return False

    patch.setattr(heads, "_compare", compare)


ELSEWHERE: Final[dict[str, tuple[str, ...]]] = {
    "R1": (
        "together/test_table.py::test_r1_nothing_goes_without_the_author_s_own_press_and_password",
        "authz/test_authz.py::test_everybody_gets_what_their_class_says_and_nothing_of_another",
    ),
    "R3": ("web/test_headers.py::test_sensors_are_refused", "together/test_rules.py::test_r3_r25_nothing_is_asked_for"),
    "R4": ("together/test_rules_pages.py::test_on_pages_too_the_bytes_are_the_same",),
    "R6": ("together/test_table.py::test_r6_what_is_over_is_destroyed_at_its_author_s_next_press",),
    "R7": ("together/test_rules_pages.py::test_on_pages_too_the_bytes_are_the_same",),
    "R8": (
        "together/test_table.py::test_r13_leaving_changes_nothing_on_the_other_side",
        "together/test_leaving.py::test_r8_nothing_of_it_shows_to_the_other_before_the_moment",
    ),
    "R9": (
        "together/test_pace.py::test_r09_never_more_than_three_in_seven_days",
        "together/test_pace.py::test_r09_one_open_of_a_kind_and_the_days_after",
    ),
    "R10": (
        "together/test_pace.py::test_r10_a_rest_answers_as_the_ordinary_limit_does",
        "together/test_resting.py::test_r10_the_asker_reads_the_ordinary_notice_byte_for_byte",
    ),
    "R11": ("tools/test_shut.py::test_hr_2_the_answers_of_a_look_alone_stand_nowhere_behind_the_door",),
    "R12": (
        "together/test_rules_pages.py::test_on_pages_too_the_bytes_are_the_same",
        "together/test_table.py::test_r12_the_words_are_the_same_whatever_is_missing",
    ),
    "R14": ("exports/test_archive.py::test_plain_python_finds_it_in_order",),
    "R15": ("authz/test_authz.py::test_everybody_gets_what_their_class_says_and_nothing_of_another",),
    "R16": (
        "together/test_record.py::test_r16_a_kept_copy_outlives_the_sender_s_taking_back",
        "together/test_record.py::test_r16_a_message_that_is_taken_back_leaves_a_dated_line",
    ),
    "R17": ("together/test_record.py::test_r17_one_tap_adds_one_line_that_both_can_see",),
    "R18": (
        "web/test_in_browser.py::test_shift_three_times_blanks_the_page_in_the_same_instant",
        "web/test_in_browser.py::test_after_leaving_the_session_is_dead_and_back_shows_nothing_of_the_room",
        "web/test_leave.py::test_leave_and_help_stand_on_every_page",
    ),
    "R19": (
        "web/test_frame.py::test_titles_are_the_name_and_nothing_else",
        "web/test_frame.py::test_no_file_name_says_what_this_is_for",
        "tools/test_shut.py::test_r19_no_address_of_any_page_says_what_somebody_writes_about",
    ),
    "R20": ("people/test_sign_up.py::test_a_fresh_account_is_as_closed_as_it_can_be",),
    "R21": (
        "people/test_sign_in.py::test_django_alone_does_not_open_the_vault",
        "authz/test_authz.py::test_roles_are_nowhere_in_it",
    ),
    "R22": ("together/test_pace.py::test_r22_the_same_for_both_whoever_is_who",),
    "R24": (
        "safety/test_help_pages.py::test_a_help_page_answers_signed_out_and_keeps_nothing",
        "safety/test_help_pages.py::test_a_help_page_asks_nobody_else_for_anything",
    ),
    "R25": (
        "safety/test_help_pages.py::test_the_page_about_harm_to_children_never_has_a_box_to_write_in",
        "together/test_rules.py::test_r3_r25_nothing_is_asked_for",
    ),
}
"""Rules, or parts of them, that are not about what lies where: which test holds them."""

NOT_YET: Final[dict[str, str]] = {
    "R14": "taking an archive into another instance: an archive can be read and checked anywhere, not taken in",
    "R15": "a helper's reading log: there are no helpers yet, so nobody else reads",
}
"""Parts of rules about what is not built, named so that nobody takes them for proven."""

IN_CI: Final = 10_000
ON_POSTGRESQL: Final = 1_000
"""Acts in each run of the tests."""
LONGEST: Final = Path(__file__).with_name("longest.json")
"""The figure of the longest run so far, as `tests.together.long` left it, and its day."""


class Longest(msgspec.Struct):
    on: str
    rounds: int
    acts: int
    steward: int
    broken: int
    mended: int


BEGIN: Final = "<!-- made by `python -m tests.together`; do not edit until the end mark -->"
END: Final = "<!-- end of the rules -->"
PAGES: Final = (
    Path(__file__).parents[2] / "docs" / "security.md",
    Path(__file__).parents[1] / "authz" / "intro.md",  # of which `python -m tests.authz` makes the former
)


def table() -> str:
    lines = [
        BEGIN,
        "",
        figure(),
        "",
        "| Rule | Guard | Where | Taken away, the machine stops with |",
        "|---|---|---|---|",
    ]
    lines += [f"| {m.rule} | {m.guard} | `{m.where}` | {', '.join(sorted(m.caught_by))} |" for m in MUTANTS]
    lines += ["", "| Rule | Held by the test |", "|---|---|"]
    lines += [f"| {name} | {'<br>'.join(f'`{one}`' for one in tests)} |" for name, tests in ELSEWHERE.items()]
    lines += ["", "Not built, so not shown:", ""]
    lines += [f"- {name}: {what}." for name, what in NOT_YET.items()]
    return "\n".join([*lines, "", END])


def figure() -> str:
    """How much was tried, in a paragraph."""
    of = msgspec.json.decode(LONGEST.read_bytes(), type=Longest)
    found = f"Rounds that broke a rule: {of.broken}" if of.broken else "No rule is broken"
    if of.mended:
        found += f";\n{of.mended} of the rounds stopped at a fault, which was mended, and were played again"
    return (
        f"Each run of the tests does at least {IN_CI:,} acts of people on SQLite and {ON_POSTGRESQL:,} on PostgreSQL; "
        f"what the steward does comes on top.\nThe longest run so far (`python -m tests.together.long`), of {of.on}: "
        f"**{of.acts:,} acts** and\n{of.steward:,} of the steward, in {of.rounds:,} rounds that begin anew. {found}."
    )


def note(files: Sequence[Path], on: str) -> None:
    """Take over what a long run has left, in one folder or in several."""
    seen = [msgspec.json.decode(file.read_bytes()) for file in files]
    rounds = sum(one["rounds"] - one["first"] for one in seen)
    acts, steward = (sum(one[name] for one in seen) for name in ("acts", "steward"))
    broken, mended = (sum(len(one[name]) for one in seen) for name in ("broken", "mended"))
    of = Longest(on, rounds, acts, steward, broken, mended)
    LONGEST.write_bytes(msgspec.json.format(msgspec.json.encode(of), indent=2) + b"\n")


def page(path: Path) -> str:
    """With the tables as they are now."""
    before, _, rest = path.read_text().partition(BEGIN)
    return before + table() + rest.partition(END)[2]
