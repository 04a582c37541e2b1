"""Short stories on the machine's own acts: what chance alone would seldom find. It tells them among its acts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.together.model import PEOPLE

if TYPE_CHECKING:
    from tests.together.rules import Rules


def gather(m: Rules) -> None:
    """0 and 1 at an open table, under no pressure; the third alone."""
    for who in range(3):
        for act in ("sign_in", "open_room", "released"):
            m.do(act, who)
    m.do("days", 4)
    for who in (0, 1, 2):
        m.do("leave", who, False)
        m.do("differ", who)
    m.pair(0, 1, True)


def lays(m: Rules, who: int, days: int = 90) -> None:
    m.do("keep", who)
    m.do("lay", who, who, len(m.model.who[who].private) - 1, days)


def pressure(m: Rules) -> None:
    """What is laid under pressure stays, also when the table is another by the time it is over."""
    m.do("pressed", 0)
    lays(m, 0)
    m.do("leave", 0, False)
    m.pair(0, 2, False)
    m.do("released", 0)
    m.do("days", 4)
    for who in (0, 2):
        m.do("wish", who, True)
        m.do("look", who, False)
    m.do("keep", 0)


def run_out(m: Rules) -> None:
    lays(m, 0, 7)
    m.do("leave", 1, False)
    m.do("days", 8)


def last_day(m: Rules) -> None:
    lays(m, 0, 7)
    m.do("days", 7)
    m.do("days", 1)


def take_back(m: Rules) -> None:
    lays(m, 0)
    lays(m, 0)
    m.do("back", 1, len(m.model.layings) - 1)
    m.do("back", 0, len(m.model.layings) - 1)
    m.withdraw_for_the_other(1, 0)
    m.edit_all()


def no_wish(m: Rules) -> None:
    m.do("wish", 1, False)
    m.do("wish", 1, True)


def no_look(m: Rules) -> None:
    m.do("look", 1, True)
    m.do("look", 1, None)
    m.do("look", 1, False)


def leaves(m: Rules) -> None:
    lays(m, 0)
    m.leave(0, False)
    lays(m, 1)
    m.write_after_leaving(0)
    m.pair(0, 2, True)


def leaves_at(m: Rules) -> None:
    """At a moment chosen before; nobody looks between, and the other lays something at that very minute."""
    lays(m, 0)
    m.do("leave_at", 0, 300)
    m.do("leave_at", 0, 0)
    m.do("leave_at", 0, 2)
    lays(m, 1)
    m.write_after_leaving(0)
    m.do("days", 1)
    lays(m, 1)
    m.do("keep", 0)


def older_ring(m: Rules) -> None:
    """An older copy, from before the moment was chosen."""
    m.copy()
    m.do("leave_at", 0, 14400)
    m.restore(0)


def rest_from_asking(m: Rules) -> None:
    m.do("rest", 0, 14)
    m.do("days", 3)
    m.do("rest", 1, 1)
    m.do("rest", 0, 0)
    m.do("days", 1)


def not_me(m: Rules) -> None:
    lays(m, 0)
    last = len(m.model.layings) - 1
    for who in (1, 0, 0):
        m.do("not_me", who, last)
        m.do("keep_copy", who, last)
    m.do("pressed", 1)
    lays(m, 1)
    m.do("not_me", 1, last + 1)
    m.do("released", 1)
    m.do("days", 4)
    m.do("not_me", 1, last + 1)
    m.do("back", 0, last)
    m.do("keep", 1)


def new_epoch(m: Rules) -> None:
    """After three months whoever writes first draws a new key; an older copy is from before it."""
    m.copy()
    m.do("days", 91)
    m.forge(0)
    for who in (1, 0):
        m.do("look", who, False)
        m.restore(0)
        lays(m, who)
    m.forge(0)
    m.edit_all()
    m.leave(0, False)
    m.do("keep", 1)


def two_tables(m: Rules) -> None:
    m.do("invite", 0)
    m.do("answer", 2, 0)
    m.do("same", 0)
    m.do("same", 2)


def in_the_middle(m: Rules) -> None:
    m.do("leave", 0, True)
    m.do("invite", 0)
    m.do("answer", 2, 0)
    m.stand_in_the_middle("card")
    m.do("same", 0)
    m.stand_in_the_middle("grant")
    m.do("same", 2)


def older_copy(m: Rules) -> None:
    m.copy()
    lays(m, 1)
    m.restore(0)
    m.restore(1)


def steward(m: Rules) -> None:
    lays(m, 1)
    for who in range(PEOPLE - 1):
        m.forge(who)
        m.give_a_stranger_a_ring(who)
    m.exchange_public_keys()
    m.edit_all()


def roles(m: Rules) -> None:
    """Everybody in turn is not ready, whatever their role."""
    for who in (0, 1):
        m.do("look", who, True)
        m.do("look", who, False)


STORIES = {
    one.__name__: one
    for one in (
        pressure,
        run_out,
        last_day,
        take_back,
        no_wish,
        no_look,
        leaves,
        leaves_at,
        older_ring,
        rest_from_asking,
        not_me,
        new_epoch,
        two_tables,
        in_the_middle,
        older_copy,
        steward,
        roles,
    )
}
