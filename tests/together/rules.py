"""The rules R1–R25 (docs/security.md) as one machine: any acts of four people and a steward, in any order, on any days.

After every act each rule's property is looked at for everybody. `Broken` names the rule. What a steward does is looked
at and undone, so that the acts go on: it must be without effect, or noticed.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable
from itertools import permutations

from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import initialize, run_state_machine_as_test

from goldseam.together.tables import LAID
from goldseam.vault import audit
from goldseam.vault.errors import Ended, NotYours, Tampered
from tests.together.checks import CLOCK, MINUTE, NOBODY, Broken, Checked, clock, holds
from tests.together.choices import any_of, drawn
from tests.together.model import PEOPLE
from tests.together.steward import Steward
from tests.together.stories import STORIES, gather
from tests.together.world import World, apart, give_roles
from tests.vault.scene import Someone

WHO = (0, 0, 0, 0, 1, 1, 1, 1, 2, 2)
"""The two partners more often than the third; the stranger does only what is said so."""
ANY = tuple(range(PEOPLE))
WHICH = tuple(range(12))
DAYS = (1, 1, 3, 3, 4, 8, 30, 61, 91, 121)
ROLES = tuple(sorted(set(permutations(("R", "B", "R", "B")))))
YES_OR_NO = (True, False)
BEGINNINGS = {"how": ("alone", "paired", "open", "open", "open"), "roles": ROLES, "swap": range(10)}


class Rules(Steward):
    @initialize(**drawn(BEGINNINGS))
    def start(self, how: str, roles: tuple[str, ...], swap: int) -> None:
        self.roles, self.swap = tuple(roles), swap == 0
        give_roles(self.people, self.roles)
        self.begin(self.world)
        for who in range(PEOPLE):
            self.do("sign_in", who)
            self.do("open_room", who)
            self.do("keep", who)
        if how != "alone":
            self.pair(0, 1, how == "open")

    # -- the acts of people --------------------------------------------------------------------------------

    @any_of(who=ANY)
    def comes(self, who: int) -> None:
        self.do("sign_in", who)
        self.do("open_room", who)

    @any_of(who=ANY, act=("sign_in", "sign_out", "open_room", "shut_room", "keep", "password"))
    def alone(self, who: int, act: str) -> None:
        self.do(act, who)

    @any_of(who=WHO, yes=YES_OR_NO)
    def wish(self, who: int, yes: bool) -> None:
        self.do("wish", who, yes)

    @any_of(who=WHO, hold=(False, False, True, None))
    def look(self, who: int, hold: bool | None) -> None:
        self.do("look", who, hold)

    @any_of(who=WHO, act=("pressed", "pressed", "released"))
    def pressure(self, who: int, act: str) -> None:
        self.do(act, who)

    @any_of(number=DAYS)
    def days(self, number: int) -> None:
        self.do("days", number)

    @any_of(who=WHO, which=WHICH, days=(7, 30, 90))
    def lay(self, who: int, which: int, days: int) -> None:
        self.do("lay", who, who, which, days)

    @any_of(who=WHO, days=(7, 90))
    def lay_something_new(self, who: int, days: int) -> None:
        self.do("keep", who)
        self.do("lay", who, who, len(self.model.who[who].private) - 1, days)

    @any_of(who=ANY, whose=ANY, which=WHICH)
    def lay_somebody_else_s(self, who: int, whose: int, which: int) -> None:
        self.do("lay", who, whose, which, 7)

    @any_of(who=WHO, which=WHICH)
    def back(self, who: int, which: int) -> None:
        self.do("back", who, which)

    @any_of(who=WHO, which=WHICH)
    def withdraw_for_the_other(self, who: int, which: int) -> None:
        """Straight at the vault: not one's own is refused there too."""
        for table in self.at(who):
            theirs = [entry for entry in table.every() if entry.author != self.world.people[who].id]
            if theirs:
                with apart():
                    try:
                        table.burn(theirs[which % len(theirs)].id)
                    except NotYours:
                        continue
                    raise Broken("R16", "withdrawn by somebody else")

    @any_of(who=WHO, take_back=YES_OR_NO)
    def leave(self, who: int, take_back: bool) -> None:
        """R13: at once, alone; nobody else's page changes, unless what lay there was taken back first."""
        others = [n for n in range(PEOPLE) if n != who and not self.model.who[n].gone and not self.turns_by_itself(n)]
        before = [self.world.page(n) for n in others]
        was = len(self.stored.rows)
        self.do("leave", who, take_back)
        wrote = len(self.stored.rows) - was  # the own wish, in the room
        holds("R13", take_back or wrote <= 1, "leaving wrote somewhere")
        if not take_back:
            holds("R13", before == [self.world.page(n) for n in others], "leaving shows")

    def turns_by_itself(self, who: int) -> bool:
        """Whether the minute that an act takes is the one at which this person has chosen to leave, or a day's last."""
        then = self.model.now + MINUTE
        there = [table.parts[who] for table in self.model.mine(who)]
        ends = [part.ends for part in there if part.left is None]
        return then.date() != self.model.now.date() or any(end is not None and end <= then for end in ends)

    @any_of(who=WHO, minutes=(0, 2, 2, 300, 2880, 14400))
    def leave_at(self, who: int, minutes: int) -> None:
        """R8: a moment is chosen, changed or taken back; it comes whether anybody looks or not, and shows nowhere."""
        self.do("leave_at", who, minutes)

    @any_of(who=WHO, days=(0, 1, 3, 14))
    def rest(self, who: int, days: int) -> None:
        self.do("rest", who, days)

    @any_of(who=WHO, which=WHICH, act=("not_me", "keep_copy"))
    def of_what_lies_there(self, who: int, which: int, act: str) -> None:
        self.do(act, who, which)

    @any_of(who=WHO)
    def write_after_leaving(self, who: int) -> None:
        for table in self.at(who):
            if table.ended:
                with apart():
                    try:
                        table.append(LAID, {}, id=uuid.uuid4(), now=self.world.now)
                    except (Ended, Tampered):
                        continue
                    raise Broken("R13", "somebody who left writes")

    @any_of(one=WHO, other=WHO, to_the_end=YES_OR_NO)
    def pair(self, one: int, other: int, to_the_end: bool) -> None:
        self.do("invite", one)
        self.do("answer", other, one)
        self.do("same", one)
        self.do("same", other)
        if to_the_end:
            for who in (one, other):
                self.do("wish", who, True)
                self.do("look", who, False)
            self.do("days", 3)
            self.do("lay", one, one, 0, 90)

    @any_of(who=WHO, whose=WHO, act=("invite", "answer", "same", "differ"))
    def ceremony(self, who: int, whose: int, act: str) -> None:
        self.do(act, who, *((whose,) if act == "answer" else ()))

    @any_of(who=WHO, act=("everything", "everything", "erase"), really=range(4))
    def an_end(self, who: int, act: str, really: int) -> None:
        if really == 0:
            self.do(act, who)

    # -- stories: what chance alone would seldom find ---------------------------------------------------------------

    @any_of(name=sorted(STORIES), told=range(6))
    def story(self, name: str, told: int) -> None:
        if told == 0 and not any(self.model.who[who].gone for who in range(PEOPLE)):
            gather(self)
            STORIES[name](self)

    # -- the end ----------------------------------------------------------------------------------------------

    def teardown(self) -> None:
        """Hypothesis comes here after a broken rule too; then there is nothing more to say."""
        try:
            if not self.broken:
                self.check("end", NOBODY)
                holds("R17", audit.verify_all() == [], "the whole does not verify")
        finally:
            self.stack.close()
        if self.swap and not self.broken and self.acts:
            self.once_more_with_the_roles_swapped()

    def once_more_with_the_roles_swapped(self) -> None:
        """R22: the same acts are answered the same, whoever has which role."""
        swapped = tuple({"R": "B", "B": "R"}[role] for role in self.roles)
        with apart():
            give_roles(self.people, swapped)
            world = World(self.people)
            CLOCK[:] = [world]
            for act, args, answer in self.acts:
                world.now += MINUTE
                got = getattr(world, act)(*args)
                holds("R22", got == answer, (act, args, got, answer))
            for who, page in enumerate(self.pages):
                holds("R22", world.people[who].gone or world.page(who) == page, (who, "another page"))


def run(people: list[Someone], examples: int, steps: int, *, seed: int | None = None, find: bool = True) -> int:
    """How many acts were done. With a seed always the same; `find` makes a failure as small as it can be."""
    Checked.people, Checked.steps = people, 0
    how = settings(
        max_examples=examples,
        stateful_step_count=steps,
        deadline=None,
        database=None,
        derandomize=seed is not None,
        phases=(Phase.generate, Phase.shrink) if find else (Phase.generate,),
        suppress_health_check=list(HealthCheck),
        print_blob=False,
        report_multiple_bugs=False,
    )
    with clock():
        run_state_machine_as_test(_machine(seed), settings=how)
    return Checked.steps


def tell(people: list[Someone], name: str) -> None:
    """One story, told to the machine, from a table that is open."""
    Checked.people = people
    with clock():
        machine = Rules()
        try:
            machine.start("alone", ("R", "B", "R", "B"), 1)
            gather(machine)
            STORIES[name](machine)
        finally:
            machine.teardown()


def _machine(seed: int | None) -> Callable[[], Rules]:
    return Rules if seed is None else type(f"Rules{seed}", (Rules,), {})
