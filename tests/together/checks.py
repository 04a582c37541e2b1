"""What must hold after every act, for everybody. `Broken` names the rule that does not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator
from contextlib import ExitStack, contextmanager
from datetime import timedelta
from typing import Any, ClassVar
from uuid import UUID

import pytest
from django.utils import timezone
from hypothesis.stateful import RuleBasedStateMachine

from goldseam.people import devices
from goldseam.together import pace, resting
from goldseam.together.tables import LAID, Ours
from goldseam.vault import Entry, heads
from goldseam.vault.errors import VaultError
from goldseam.vault.rows import BURNED
from goldseam.vault.table import Table
from tests.together.model import PEOPLE, Model, Page, TableOf
from tests.together.quick import each_once, watched
from tests.together.world import KINDS, Copy, World, apart, stored, words
from tests.vault.scene import Someone

NOBODY = -1
MINUTE = timedelta(minutes=1)
CLOCK: list[World] = []
SWEEP = 10
"""At each such act everybody is looked at anew, whatever the act was."""
BODIES = {"ready": {"ok"}, LAID: {"item", "until"}, "restored": {"accepted"}, "not_me": {"of"}}


class Broken(AssertionError):
    """A rule does not hold."""

    def __init__(self, name: str, what: object) -> None:
        super().__init__(f"{name}: {what}")
        self.rule = name


def holds(name: str, fact: object, what: object = "") -> None:
    if not fact:
        raise Broken(name, what)


class Checked(RuleBasedStateMachine):
    """The world and what ought to be, side by side; after each act every rule is looked at, for everybody whom the
    act can have affected: what they see is made of their rows, their keys and the day. At each tenth act, and at the
    end, for all, whatever was changed."""

    people: ClassVar[list[Someone]] = []
    """Set by `run`; made once."""
    steps: ClassVar[int] = 0

    def __init__(self) -> None:
        super().__init__()
        self.stack = ExitStack()
        self.stack.enter_context(apart())
        self.state = self.stack.enter_context(watched())
        self.acts: list[tuple[str, tuple[Any, ...], str]] = []
        self.copies: list[tuple[Copy, Model, Counter[UUID]]] = []
        self.roles: tuple[str, ...] = ("R", "B", "R", "B")
        self.swap = False
        self.broken = False
        self.begin(World(self.people))

    def begin(self, world: World) -> None:
        self.world, self.model = world, Model(world.now)
        self.stored = stored()
        self.rooms = {space for space, _ in self.stored.rows}
        self.pages = [world.page(who) for who in range(PEOPLE)]
        self.plan = [self.model.page(who) for who in range(PEOPLE)]
        self.looked_at = self.state.now, world.now.date()
        CLOCK[:] = [world]

    # -- one act ----------------------------------------------------------------------------------------

    def do(self, act: str, *args: Any) -> None:
        Checked.steps += 1
        for clock in (self.world, self.model):
            clock.now += MINUTE
        actor = NOBODY if act == "days" else args[0]
        try:
            cookies = {} if actor == NOBODY else dict(self.world.people[actor].cookies)
            answer = getattr(self.world, act)(*args)
            expected = self.model.do(act, *args)
            self.acts.append((act, args, answer))
            holds("R12" if "shut" in (answer, expected) else "R22", answer == expected, (act, args, answer, expected))
            if actor != NOBODY and cookies != self.world.people[actor].cookies:
                self.check(act, actor, also={actor})
            else:
                self.check(act, actor)
        except BaseException:
            self.broken = True
            raise

    def check(self, act: str, actor: int, also: Collection[int] = ()) -> None:
        """Every rule, for whomever this act can have affected."""
        self.world.looked.clear()
        sweep = act == "end" or len(self.acts) % SWEEP == 0
        now = self.state.now, self.world.now.date()
        touched: set[UUID] = set()
        affected = {*also}
        if sweep or now != self.looked_at:
            touched, whom = self.rows_are_the_actor_s_own(act, actor)
            affected |= {n for n in range(PEOPLE) if sweep or n == actor or self.world.people[n].id in whom}
        if sweep or now[1] != self.looked_at[1]:
            affected = set(range(PEOPLE))
        self.looked_at = now
        plans = [self.model.page(who) for who in range(PEOPLE)]
        affected |= {who for who in range(PEOPLE) if plans[who] != self.plan[who]}  # a minute may open a table
        here = [who for who in sorted(affected) if not self.model.who[who].gone]
        opened = {who: self.nobody_opens_what_was_not_laid(who) for who in here}
        for who in here:
            self.tables_hold_what_was_meant(who, opened[who], touched)
            self.page_is_what_was_meant(who, actor, plans[who])
            self.memory_fits(who)
            if act in {"keep_copy", "end"} or (self.model.who[who].kept and (sweep or act in {"back", "leave"})):
                self.copies_stay(who)
        if here:
            self.whoever_reads_is_named()

    def rows_are_the_actor_s_own(self, act: str, actor: int) -> tuple[set[UUID], set[UUID]]:
        """R2: nothing is written but by its author's act. R17: what stands there stays, or its author withdraws it.
        Answers which spaces of two were touched, and who may see it."""
        before, self.stored = self.stored, stored()
        person = None if actor == NOBODY else self.world.people[actor].id
        rows = self.stored.rows
        for place in rows.keys() - before.rows.keys():
            holds("R2", rows[place][1] == person, ("somebody else's entry", act))
        for place in [place for place, row in before.rows.items() if rows.get(place) != row]:
            old, now = before.rows[place], rows.get(place)
            if now is None:
                holds("R17", act in {"erase", "days", "invite", "answer", "differ", "everything"}, ("entry gone", act))
                continue
            holds("R17", now[:3] == old[:3], ("entry changed", act))
            holds("R17", old[1] == person and now[3][:1] == BURNED, ("withdrawn by somebody else", act))
        spaces, people = self.stored.changed(before)
        whom = people | before.members(spaces) | self.stored.members(spaces)
        return spaces - self.rooms, whom

    def why(self, who: int, word: str) -> str:
        """Which rule keeps this word from this person."""
        rows = [
            (table, n, row) for table in self.model.mine(who) for n, row in enumerate(table.rows) if row.word == word
        ]
        if not rows:
            return "R1"
        table, number, row = rows[-1]
        left = table.parts[who].left
        if left is not None and number >= left:
            return "R13"
        return "R16" if row.back else "R6"

    def nobody_opens_what_was_not_laid(self, who: int) -> list[tuple[Table, list[Entry]]]:
        """Whatever a page would show: what this person's keys open on any table."""
        tables = sorted(self.world.eyes(who).tables, key=lambda table: table.link.since)
        found = [(table, list(table.every())) for table in tables]
        opened = {word for _, entries in found for one in entries for word in words(str(one.body))}
        for word in opened - self.own(who) - self.model.may_open(who):
            raise Broken(self.why(who, word), f"{who} opens {word}")
        return found

    def tables_hold_what_was_meant(self, who: int, found: list[tuple[Table, list[Entry]]], touched: set[UUID]) -> None:
        meant = self.model.mine(who)
        holds("R13", len(found) == len(meant), (who, "is at", len(found), len(meant)))
        for (table, entries), plan in zip(found, meant, strict=True):
            for entry in entries:
                self.says_no_more_than_it_may(entry)
            rows = plan.rows[: plan.parts[who].left]
            standing = [row.kind for row in rows if not row.back]
            holds("R4", [entry.kind for entry in entries] == standing, ("rows", [e.kind for e in entries], standing))
            holds("R16", len(table.gaps()) == self.model.gaps(plan), "gaps")
            if table.space in touched:
                holds("R17", table.verify() == [], "does not verify")
            self.asking_rests(who, table, plan)

    def asking_rests(self, who: int, table: Table, plan: TableOf) -> None:
        """R10: for both alike, and the answer to whoever would ask is that of the ordinary limit."""
        now, one = self.world.now, Ours(self.world.eyes(who), table, self.world.now)
        for by in (table.person, table.other):
            may = pace.may_ask((), resting.rests(one), by, "t20", now)
            holds("R10", may != self.model.resting(plan), (who, "may ask", may))

    def copies_stay(self, who: int) -> None:
        """R16: what somebody kept of what was laid for them is theirs, whatever became of it."""
        meant = sorted(self.model.who[who].kept.values())
        holds("R16", self.world.kept_copies(who) == meant, (who, "keeps other copies than", meant))

    def says_no_more_than_it_may(self, entry: Entry) -> None:
        holds("R11", entry.kind in KINDS, entry.kind)
        extra = entry.body.keys() - BODIES[entry.kind]
        holds("R23" if "score" in extra else "R11", not extra, (entry.kind, extra))

    def at(self, who: int) -> list[Table]:
        return sorted(self.world.tables(who), key=lambda table: table.link.since)

    def page_is_what_was_meant(self, who: int, actor: int, meant: Page) -> None:
        was, self.pages[who] = self.pages[who], self.world.page(who)
        planned, self.plan[who] = self.plan[who], meant
        page, plan = self.pages[who], self.plan[who]
        holds("R12", page[0] == plan[0], (who, page[0], plan[0]))
        for shown, standing in ((page[1], plan[1]), (page[2], plan[2])):
            seen = [(words(str(one)).pop(), one[3], bool(one[4])) for one in shown]
            for word in {word for word, *_ in seen} - {word for word, *_ in standing}:
                raise Broken(self.why(who, word), f"{who} is shown {word}")
            said, meant_so = ({word for word, _, not_me in page if not_me} for page in (seen, standing))
            holds("R17", said == meant_so, (who, "“this was not me”", said, meant_so))
            holds("R7", sorted(seen) == sorted(standing), (who, seen, standing))
        holds("R22", [(words(str(one)).pop(), one[3], False) for one in page[2]] == plan[2], (who, "in another order"))
        old, new = ([(words(str(one)).pop(), (*one[:4], one[5])) for one in laid] for laid in (was[1], page[1]))
        for word, one in new:  # laid twice, it may stand there with two last days
            twice = max(sum(word == other for other, _ in laid) for laid in (old, new)) > 1
            holds("R7", twice or dict(old).get(word, one) == one, (who, "what lies there looks other than before"))
        holds("R4", who == actor or planned != plan or was == page, (who, "another page without a cause"))

    def memory_fits(self, who: int) -> None:
        try:
            self.remembered(who)
        except VaultError as error:
            raise Broken("W8", f"a browser refuses what nobody touched: {who} {error!r}") from error

    def remembered(self, who: int) -> None:
        one = self.world.people[who]
        vault = self.world.eyes(who)
        heads.compare_table(vault, vault.tables, one.cookies.get(devices.cookie_name(one.id, "t"), ""))

    def whoever_reads_is_named(self) -> None:
        for who in range(PEOPLE):
            if self.model.who[who].gone:
                continue
            read = {n for n in range(PEOPLE) if n != who and words(str(self.pages[n])) & self.own(who)}
            readers = {self.world.people[n].id for n in read if not self.model.who[n].gone}
            holds("R5", not readers or readers <= self.world.named(who), (who, "is read by", read))

    def own(self, who: int) -> set[str]:
        return set(self.model.who[who].private)


@contextmanager
def clock() -> Iterator[None]:
    """`timezone.now` is the world's; and what is pure is worked out once."""
    with pytest.MonkeyPatch.context() as patch, each_once():
        real = timezone.now
        patch.setattr(timezone, "now", lambda: CLOCK[0].now if CLOCK else real())
        yield
        CLOCK.clear()
