"""What whoever runs the server may do to the database: it must be without effect, or noticed. Then it is undone."""

from __future__ import annotations

import base64
import copy
import uuid
from collections import Counter
from typing import Any
from uuid import UUID

import msgspec

from goldseam.crypto.grant import make_grant
from goldseam.crypto.identity import new_identity
from goldseam.people import devices
from goldseam.together.tables import LAID
from goldseam.vault import audit, heads, pairing
from goldseam.vault.errors import Tampered, VaultError
from goldseam.vault.models import Identity, Invitation, Membership, Record, RecordKey
from goldseam.vault.rows import BURNED
from goldseam.vault.table import Table
from tests.together.checks import Broken, Checked, holds
from tests.together.choices import any_of
from tests.together.model import PEOPLE, Model, TableOf
from tests.together.world import apart, copied, put_back
from tests.vault.scene import Someone

EDITS = ("envelope", "author", "hash", "signature", "tag", "row", "key")
WHO = (0, 1, 2)


class Steward(Checked):
    @any_of(who=WHO)
    def forge(self, who: int) -> None:
        """The steward is one of the two and has the table's key: an entry in the other's name."""
        for table in self.at(who):
            other = next((n for n in range(PEOPLE) if self.world.people[n].id == table.other), -1)
            theirs = [] if self.model.who[other].gone else self.at(other)
            mine = next((one for one in theirs if one.space == table.space), None)
            if mine is None or table.ended:
                continue
            with apart():
                table.person = table.other
                table.append(LAID, {"text": "zq999999q"}, id=uuid.uuid4(), now=self.world.now)
                try:
                    shown = self.world.opened(other)
                except Tampered:
                    continue  # a new epoch in somebody's name: nothing opens, which is noticed at once
                holds("R17", "zq999999q" not in shown, "an entry in somebody's name is shown")
                holds("R17", mine.verify(), "not noticed")

    def edit_all(self) -> None:
        """Each of the last entries, in each way."""
        shared = [place for place in self.stored.rows if place[0] not in self.rooms]
        for which in range(max(0, len(shared) - 4), len(shared)):
            for how in EDITS:
                self.edit(which, how)

    @any_of(which=range(100), how=EDITS)
    def edit(self, which: int, how: str) -> None:
        shared = sorted(place for place in self.stored.rows if place[0] not in self.rooms)
        if not shared:
            return
        space, seq = shared[which % len(shared)]
        if how == "key" and self.stored.rows[space, seq][3][:1] == BURNED:
            return
        before = [self.world.opened(who) for who in range(PEOPLE)]
        with apart():
            _damage(space, seq, how, self.world.people[3].id)
            for who in range(PEOPLE):
                holds("R17", self.world.opened(who) <= before[who], "an edited row shows something new")
                for table in self.world.tables(who):
                    holds("R17", table.space != space or _noticed(table), ("not noticed", how))

    @any_of()
    def copy(self) -> None:
        self.copies = [*self.copies[-1:], (copied(), copy.deepcopy(self.model), self.numbers())]

    @any_of(which=(0, 1))
    def restore(self, which: int) -> None:
        """W8: an older copy of everything is refused by each browser that has seen more, and by no other."""
        if not self.copies:
            return
        rows, model, numbers = self.copies[which % len(self.copies)]
        seen = [self.seen(who) for who in range(PEOPLE)]
        more = [self.saw_more(who, seen[who], model, numbers) for who in range(PEOPLE)]
        with apart():
            put_back(rows)
            self.world.looked.clear()
            for who in range(PEOPLE):
                if seen[who] is None or self.model.who[who].gone:
                    continue
                try:
                    self.remembered(who)
                    holds("W8", not more[who], (who, "does not notice an older copy"))
                except heads.HistoryWentBack as error:
                    if not more[who]:
                        raise Broken("W8", f"{who} refuses what is no older") from error
                except VaultError:
                    continue  # new keys since then: nothing opens at all
        self.world.looked.clear()

    def seen(self, who: int) -> Any:
        one = self.world.people[who]
        if one.gone:
            return None
        vault = self.world.vault(one)
        cookie = one.cookies.get(devices.cookie_name(one.id, "t"), "")
        return heads._opened(vault, cookie, heads._table_aad(vault), heads._SeenTable)

    def numbers(self) -> Counter[UUID]:
        """How many entries each space has, the grants of its epochs too."""
        return Counter(space for space, _ in self.stored.rows)

    def saw_more(self, who: int, seen: Any, old: Model, numbers: Counter[UUID]) -> bool:
        """Whether the browser knows of something that was not there yet."""
        if seen is None:
            return False
        mine = self.model.mine(who)
        number = next((n for n, table in enumerate(self.at(who)) if table.space == seen.space), -1)
        if number < 0:
            return True
        index = self.model.tables.index(mine[number])
        then = next((t for t in old.tables if t.parts.get(who) and same(t, self.model.tables[index], who)), None)
        if then is None:
            return True
        part = then.parts[who]
        come = part.left is None and part.ends is not None and part.ends <= self.world.now
        gaps, left, turn = old.gaps(then), come or part.left is not None, part.turn + come
        return numbers[seen.space] < seen.seq or gaps < seen.burned or (seen.ended and not left) or turn < seen.turn

    @any_of()
    def exchange_public_keys(self) -> None:
        """W6: what the database says somebody's keys are is believed by nobody."""
        public = new_identity().public()
        before = [self.world.opened(who) for who in range(PEOPLE)]
        with apart():
            Identity.objects.update(sign_public=public.sign, box_public=public.box)
            holds("R17", [self.world.opened(who) for who in range(PEOPLE)] == before, "exchanged keys are believed")
            holds("R17", audit.verify_all(), "exchanged keys are not noticed")

    @any_of(who=WHO)
    def give_a_stranger_a_ring(self, who: int) -> None:
        with apart():
            for row in Membership.objects.filter(person_id=self.world.people[who].id):
                Membership.objects.create(space_id=row.space_id, person_id=self.world.people[3].id, ring=row.ring)
            holds("R1", not self.world.tables(3), "a copied ring lets a stranger in")

    @any_of(exchange=("card", "grant"))
    def stand_in_the_middle(self, exchange: str) -> None:
        """W6, W7: other keys show as other words; a grant of somebody else opens nothing."""
        for inviter, code in self.model.codes.items():
            if code.guest is None:
                continue
            one, guest = self.world.people[inviter], self.world.people[code.guest]
            row = Invitation.objects.get(person_id=one.id)
            with apart():
                if exchange == "card":
                    _false_card(row, one.some, guest.some)
                    mine, theirs = (pairing.ceremony(who.some.keys, self.world.now) for who in (one, guest))
                    holds("W6", mine.words != theirs.words, "other keys, the same words")
                elif row.grant:
                    _false_grant(row, guest.some)
                    try:
                        pairing.confirm(guest.some.keys, self.world.now)
                    except Tampered:
                        continue
                    raise Broken("W7", "a grant of somebody else was taken")


def same(then: TableOf, now: TableOf, who: int) -> bool:
    return then.parts[who].since == now.parts[who].since


def _noticed(table: Table) -> bool:
    try:
        return bool(table.verify())
    except Tampered:
        return True


def _damage(space: UUID, seq: int, how: str, somebody: UUID) -> None:
    row = Record.objects.filter(space_id=space, seq=seq)
    if how == "row":
        row.delete()
    elif how == "key":
        RecordKey.objects.filter(space_id=space, seq=seq).delete()
    elif how == "author":
        row.update(author=somebody)
    else:
        old = bytes(row.values_list(how, flat=True).get())
        row.update(**{how: old[:-1] + bytes([old[-1] ^ 1])})


def _false_card(row: Invitation, one: Someone, guest: Someone) -> None:
    false = pairing._card(guest.person, new_identity().public(), "Another")
    cost = pairing.Cost(row.memory_kib, row.passes)
    aad = pairing._aad("answer", row.selector, cost)
    envelope = pairing.seal(pairing._held(one.keys, row).key, msgspec.json.encode(false), aad)
    Invitation.objects.filter(pk=row.pk).update(answer=envelope)


def _false_grant(row: Invitation, guest: Someone) -> None:
    """Signed by keys of the steward's making, over a key of the steward's choice."""
    space, _ = pairing._split(bytes(row.grant))
    _, own = pairing.held(guest.keys)
    mine, false = own.identity().public(), new_identity()
    grant = make_grant(false, mine, pairing._terms(space, mine, false.public()), base64.b64decode("AAAA" * 11)[:32])
    Invitation.objects.filter(pk=row.pk).update(grant=pairing.parts(space.bytes, grant))
