"""What ought to be: two tables of words and dates, without keys, written from the rules and not from the code.

Each act answers with the word that the world must answer too, and changes what ought to be seen.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

WAIT = timedelta(days=3)
HOLDS = timedelta(days=120)
LOOK = timedelta(days=120)
READ = timedelta(days=400)
"""How far back a page reads, from the first of that month on; a word older than that is said anew."""
THAW = timedelta(hours=72)
CODE = timedelta(hours=24)
PEOPLE = 4
Page = tuple[str, list[tuple[str, bool, bool]], list[tuple[str, bool, bool]]]


@dataclass
class Row:
    """One entry of a table."""

    author: int
    kind: str
    at: datetime
    word: str = ""
    ok: bool = False
    until: date | None = None
    number: int = -1
    """Which laying it came from."""
    back: bool = False
    """Withdrawn: a gap."""
    of: int = -1
    """Of which laying it says that this was not me."""


@dataclass
class At:
    """One person's part in a table."""

    other: int
    since: datetime
    left: int | None = None
    """How many entries there were when this person left."""
    ends: datetime | None = None
    """The chosen moment of leaving; it stays when it has come."""
    turn: int = 0
    """How often any of this was changed."""


@dataclass
class TableOf:
    parts: dict[int, At] = field(default_factory=dict)
    rows: list[Row] = field(default_factory=list)
    rests: dict[int, tuple[datetime, int]] = field(default_factory=dict)


@dataclass
class NotMe:
    """Said of what was laid; it may have to wait."""

    author: int
    table: TableOf
    of: int
    at: datetime


@dataclass
class Laying:
    """What was pressed, whether it went out or waits in the room."""

    author: int
    table: TableOf
    word: str
    until: date
    at: datetime
    gone: bool = False


@dataclass
class Code:
    until: datetime
    guest: int | None = None
    table: TableOf | None = None
    used: bool = False


@dataclass
class Who:
    inside: bool = False
    room: bool = False
    gone: bool = False
    wants: bool = False
    look: tuple[bool | None, date] | None = None
    pressed: datetime | str = ""
    """"on", the moment of its release, or nothing."""
    private: list[str] = field(default_factory=list)
    kept: dict[int, str] = field(default_factory=dict)
    """Copies of what was laid for them, by the number of the laying."""


class Model:
    def __init__(self, now: datetime) -> None:
        self.now = now
        self.who = [Who() for _ in range(PEOPLE)]
        self.tables: list[TableOf] = []
        self.codes: dict[int, Code] = {}
        self.layings: list[Laying] = []
        self.not_mes: list[NotMe] = []
        self.words = 0

    # -- what follows from it ------------------------------------------------------------------------

    def door(self, who: int, *, room: bool = True) -> str:
        one = self.who[who]
        if one.gone:
            return "gone"
        if not one.inside:
            return "out"
        return "room" if room and not one.room else ""

    def frozen(self, who: int) -> bool:
        pressed = self.who[who].pressed
        return pressed == "on" if isinstance(pressed, str) else self.now < pressed.replace(second=0) + THAW

    def ready(self, who: int) -> bool:
        """Everybody here has done the safe start."""
        one = self.who[who]
        clear = one.look is not None and one.look[0] is False and self.now.date() - one.look[1] <= LOOK
        return one.wants and clear

    def mine(self, who: int) -> list[TableOf]:
        return [] if self.who[who].gone else [table for table in self.tables if who in table.parts]

    def live(self, who: int) -> TableOf | None:
        found = [table for table in self.mine(who) if table.parts[who].left is None]
        return found[-1] if found else None

    def said(self, table: TableOf, who: int) -> Row | None:
        first = (self.now - READ).strftime("%Y-%m")
        found = [
            row for row in table.rows if row.kind == "ready" and row.author == who and row.at.strftime("%Y-%m") >= first
        ]
        return found[-1] if found else None

    def open(self, who: int, table: TableOf) -> bool:
        part = table.parts[who]
        if part.left is not None or self.now - part.since < WAIT:
            return False
        words = [self.said(table, one) for one in (who, part.other)]
        return all(word is not None and word.ok and self.now - word.at <= HOLDS for word in words)

    def lies(self, row: Row, today: date) -> bool:
        return row.kind == "laid" and not row.back and row.until is not None and row.until >= today

    def marked(self, table: TableOf, row: Row) -> bool:
        """Whether its author has said there that it was not them."""
        return any(one.kind == "not_me" and (one.author, one.of) == (row.author, row.number) for one in table.rows)

    def resting(self, table: TableOf) -> bool:
        """Whether asking rests for both."""
        return any(self.now < at + timedelta(days=days) for at, days in table.rests.values())

    def page(self, who: int) -> Page:
        """none, shut or open; what lies there; what lay on tables that were left: (word, own, not me)."""
        today, table = self.now.date(), self.live(who)
        before = [
            (row.word, row.author == who, False)
            for one in self.mine(who)
            for row in one.rows[: one.parts[who].left]
            if one.parts[who].left is not None and self.lies(row, today)
        ]
        if table is None:
            return "none", [], before
        if not self.open(who, table):
            return "shut", [], before
        there = [(r.word, r.author == who, self.marked(table, r)) for r in table.rows if self.lies(r, today)]
        return "open", there, before

    def may_open(self, who: int) -> set[str]:
        """The words of tables that this person's keys may open at all."""
        rows = [row for table in self.mine(who) for row in table.rows[: table.parts[who].left]]
        return {row.word for row in rows if row.kind == "laid" and not row.back}

    def gaps(self, table: TableOf) -> int:
        return sum(row.back for row in table.rows)

    # -- what follows each press -----------------------------------------------------------------------

    def press(self, who: int) -> None:
        table = self.live(who)
        if self.door(who):
            return
        if table is None:
            self._forget_the_wish(who)
            return
        if not self.frozen(who):
            self._say(who, table)
            if self.open(who, table):
                self._send(who, table)
                self._send_not_mes(who, table)
        for row in table.rows:
            if row.kind == "laid" and row.author == who and row.until is not None and row.until < self.now.date():
                row.back = True

    def _say(self, who: int, table: TableOf) -> None:
        ok, before = self.ready(who), self.said(table, who)
        old = before is not None and ok and self.now - before.at > HOLDS / 2
        if before is None or before.ok != ok or old:
            table.rows.append(Row(who, "ready", self.now, ok=ok))

    def _forget_the_wish(self, who: int) -> None:
        """A table that ended by its moment takes the wish for it along."""
        if any(table.parts[who].ends is not None for table in self.mine(who)):
            self.who[who].wants = False

    def _still_known(self, at: datetime) -> bool:
        """For so long what waits in the room is looked for."""
        return at.strftime("%Y-%m") >= (self.now - timedelta(days=62)).strftime("%Y-%m")

    def _send_not_mes(self, who: int, table: TableOf) -> None:
        for one in self.not_mes:
            there = any(row.kind == "not_me" and (row.author, row.of) == (who, one.of) for row in table.rows)
            if one.author == who and one.table is table and not there and self._still_known(one.at):
                table.rows.append(Row(who, "not_me", self.now, of=one.of))

    def _send(self, who: int, table: TableOf) -> None:
        there = {row.number for row in table.rows}
        for number, laid in enumerate(self.layings):
            waits = laid.author == who and laid.table is table and number not in there and not laid.gone
            if waits and self._still_known(laid.at) and laid.until >= self.now.date():
                table.rows.append(Row(who, "laid", self.now, laid.word, until=laid.until, number=number))

    # -- acts ----------------------------------------------------------------------------------------------

    def sign_in(self, who: int) -> str:
        if self.who[who].gone:
            return "gone"
        self.who[who].inside, self.who[who].room = True, False
        return "done"

    def sign_out(self, who: int) -> str:
        self.who[who].inside = self.who[who].room = False
        return "done"

    def open_room(self, who: int) -> str:
        if shut := self.door(who, room=False):
            return shut
        self.who[who].room = True
        return self._done(who)

    def shut_room(self, who: int) -> str:
        if shut := self.door(who, room=False):
            return shut
        self.who[who].room = False
        return "done"

    def _done(self, who: int) -> str:
        self.press(who)
        return "done"

    def keep(self, who: int) -> str:
        if shut := self.door(who):
            return shut
        self.words += 1
        self.who[who].private.append(f"zq{self.words:06d}q")
        return self._done(who)

    def look(self, who: int, hold: bool | None) -> str:
        if shut := self.door(who):
            return shut
        self.who[who].look = (hold, self.now.date())
        return self._done(who)

    def pressed(self, who: int) -> str:
        if shut := self.door(who):
            return shut
        self.who[who].pressed = "on"
        return self._done(who)

    def released(self, who: int) -> str:
        if shut := self.door(who):
            return shut
        if self.who[who].pressed == "on":
            self.who[who].pressed = self.now
        return self._done(who)

    def wish(self, who: int, yes: bool) -> str:
        if shut := self.door(who):
            return shut
        self.who[who].wants = yes
        return self._done(who)

    def password(self, who: int) -> str:
        return self.door(who) or self._done(who)

    def everything(self, who: int) -> str:
        if shut := self.door(who):
            return shut
        self._forget(who)
        self._end(who)
        return self.sign_out(who)

    def erase(self, who: int) -> str:
        if shut := self.door(who):
            return shut
        self._forget(who)
        self.who[who].gone = True
        self.who[who].inside = self.who[who].room = False
        return "done"

    def _end(self, who: int) -> None:
        for table in self.mine(who):
            if table.parts[who].left is None:
                self._leave(who, table)

    def _leave(self, who: int, table: TableOf) -> None:
        part = table.parts[who]
        part.left, part.ends, part.turn = len(table.rows), None, part.turn + 1

    def _come(self) -> None:
        """Chosen moments that are over: what is kept from then on is not theirs, whoever looks when."""
        for table in self.tables:
            for part in table.parts.values():
                if part.left is None and part.ends is not None and part.ends <= self.now:
                    part.left, part.turn = len(table.rows), part.turn + 1

    # -- the ceremony --------------------------------------------------------------------------------------

    def _forget(self, who: int) -> None:
        for inviter, code in list(self.codes.items()):
            if who in (inviter, code.guest):
                self._drop(inviter)

    def _drop(self, inviter: int) -> None:
        code = self.codes.pop(inviter)
        if code.table is not None and list(code.table.parts) == [inviter]:
            self.tables.remove(code.table)

    def _may_begin(self, who: int) -> bool:
        return self.live(who) is None or who in self.codes

    def invite(self, who: int) -> str:
        if shut := self.door(who):
            return shut
        if not self._may_begin(who):
            return "one already"
        self._forget(who)
        self.codes[who] = Code(self.now + CODE)
        return self._done(who)

    def answer(self, who: int, whose: int) -> str:
        if shut := self.door(who):
            return shut
        if not self._may_begin(who):
            return "one already"
        code = self.codes.get(whose)
        if code is None or code.guest is not None or who == whose or code.until <= self.now:
            return "nothing"
        self._forget(who)
        code.guest = who
        return self._done(who)

    def same(self, who: int) -> str:
        if shut := self.door(who):
            return shut
        own = self.codes.get(who)
        inviter = who if own is not None else next((n for n, c in self.codes.items() if c.guest == who), -1)
        code = self.codes.get(inviter)
        if code is None or code.guest is None:
            return "nothing"
        if inviter == who and code.table is None:
            code.table = TableOf({who: At(code.guest, self.now)})
            self.tables.append(code.table)
        elif inviter != who and code.table is not None:
            code.table.parts[who] = At(inviter, self.now)
            del self.codes[inviter]
        return self._done(who)

    def differ(self, who: int) -> str:
        if shut := self.door(who):
            return shut
        self._forget(who)
        return self._done(who)

    # -- at the table -----------------------------------------------------------------------------------------

    def lay(self, who: int, whose: int, which: int, days: int) -> str:
        if shut := self.door(who):
            return shut
        private = self.who[whose].private
        if whose != who or not private:
            return "nothing"
        table = self.live(who)
        if table is None or not self.open(who, table):
            return "shut"
        word, until = private[which % len(private)], self.now.date() + timedelta(days=days)
        self.layings.append(Laying(who, table, word, until, self.now))
        if not self.frozen(who):
            number = len(self.layings) - 1
            table.rows.append(Row(who, "laid", self.now, word, until=until, number=number))
        return self._done(who)

    def back(self, who: int, which: int) -> str:
        if shut := self.door(who):
            return shut
        number = which % len(self.layings) if self.layings else 0
        there = [t for t in self.mine(who) if any(row.number == number for row in t.rows)]
        if not self.layings or (not there and self.live(who) is None):
            return "nothing"
        if self.layings[number].author == who:
            self.layings[number].gone = True
            for row in (row for table in there for row in table.rows if row.number == number):
                row.back = True
        return self._done(who)

    def leave(self, who: int, take_back: bool) -> str:
        if shut := self.door(who):
            return shut
        table = self.live(who)
        if table is None:
            return "nothing"
        for row in table.rows:
            row.back = row.back or (take_back and row.kind == "laid" and row.author == who)
        self._leave(who, table)
        self.who[who].wants = False
        return self._done(who)

    def leave_at(self, who: int, minutes: int) -> str:
        """In so many minutes; 0 to stay."""
        if shut := self.door(who):
            return shut
        table = self.live(who)
        if table is None:
            return "nothing"
        part, ends = table.parts[who], self.now + timedelta(minutes=minutes) if minutes else None
        part.turn, part.ends = part.turn + (part.ends != ends), ends
        return self._done(who)

    def _seated(self, who: int) -> TableOf | None:
        table = self.live(who)
        return table if table is not None and self.open(who, table) else None

    def rest(self, who: int, days: int) -> str:
        if shut := self.door(who):
            return shut
        table = self._seated(who)
        if table is None:
            return "shut"
        table.rests[who] = self.now, days
        return self._done(who)

    def _row_of(self, table: TableOf, which: int) -> Row | None:
        """What was laid there and lies there still."""
        number = which % len(self.layings) if self.layings else -1
        there = (row for row in table.rows if row.number == number and self.lies(row, self.now.date()))
        return next(there, None)

    def not_me(self, who: int, which: int) -> str:
        """Only of one's own, once."""
        if shut := self.door(who):
            return shut
        table = self._seated(who)
        if table is None:
            return "shut"
        row = self._row_of(table, which)
        if row is None or row.author != who:
            return "nothing"
        mine = (one for one in self.not_mes if one.table is table and (one.author, one.of) == (who, row.number))
        if not self.marked(table, row) and not any(self._still_known(one.at) for one in mine):
            self.not_mes.append(NotMe(who, table, row.number, self.now))
            if not self.frozen(who):
                table.rows.append(Row(who, "not_me", self.now, of=row.number))
        return self._done(who)

    def keep_copy(self, who: int, which: int) -> str:
        """Only of what the other laid."""
        if shut := self.door(who):
            return shut
        table = self._seated(who)
        if table is None:
            return "shut"
        row = self._row_of(table, which)
        if row is None or row.author == who:
            return "nothing"
        self.who[who].kept[row.number] = row.word
        return self._done(who)

    def days(self, number: int) -> str:
        self.now += timedelta(days=number)
        self._come()
        for inviter, code in list(self.codes.items()):
            if code.until <= self.now:
                self._drop(inviter)
        return "done"

    def do(self, act: str, *args: Any) -> str:
        self._come()
        answer = getattr(self, act)(*args)
        assert isinstance(answer, str)
        return answer
