"""The server's clock goes wrong in the middle of things: two days back, ten years ahead, over the ends of months."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.contrib.auth import SESSION_KEY
from django.http import HttpRequest

from goldseam.vault import access, audit, changes, sessions
from goldseam.vault.errors import TooSoon, WrongSecret
from goldseam.vault.sessions import SessionStore
from tests.vault.scene import Someone, TallyFold, join

pytestmark = [pytest.mark.fault, pytest.mark.django_db]

BACK, AHEAD = timedelta(days=-2), timedelta(days=3653)
# The first and last moments of months, of a leap day, of a year.
EDGES = [
    datetime(2026, 3, 1, 0, 0, 0, tzinfo=UTC),
    datetime(2026, 2, 28, 23, 59, 59, 999999, tzinfo=UTC),
    datetime(2028, 2, 29, 12, tzinfo=UTC),
    datetime(2026, 12, 31, 23, 59, 59, tzinfo=UTC),
    datetime(2027, 1, 1, tzinfo=UTC),
]


@pytest.fixture
def who() -> Someone:
    return join()


@pytest.mark.parametrize("edge", EDGES, ids=str)
@pytest.mark.parametrize("jump", [BACK, AHEAD], ids=["two days back", "ten years ahead"])
def test_entries_keep_their_order_and_none_is_lost(who: Someone, edge: datetime, jump: timedelta) -> None:
    times = [edge, edge + jump, edge, edge - timedelta(seconds=1), edge + jump, edge + timedelta(days=40)]
    for number, now in enumerate(times, 1):
        assert who.keep(f"entry {number}", now).seq == number
        folded = who.room.folded(TallyFold(), now)  # digests are made in the middle of it, by the wrong clock
        seen = (folded.past.texts if folded.past else []) + [e.body["text"] for e in folded.entries]
        assert sorted(seen) == [f"entry {n}" for n in range(1, number + 1)]
    assert who.texts() == [f"entry {n}" for n in range(1, 7)]
    for now in (edge, edge + jump, edge + AHEAD * 2):
        folded = who.room.folded(TallyFold(), now)
        seen = (folded.past.texts if folded.past else []) + [e.body["text"] for e in folded.entries]
        assert sorted(seen) == [f"entry {n}" for n in range(1, 7)]
    for month in who.room.months():
        numbers = [entry.seq for entry in who.room.month(month)]
        assert numbers == sorted(numbers)
    assert (who.room.verify(), audit.verify_all(), who.room.problems) == ([], [], [])


@pytest.mark.parametrize("jump", [BACK, AHEAD], ids=["two days back", "ten years ahead"])
def test_no_session_outlives_a_jump_nor_comes_back_with_the_right_time(
    who: Someone, jump: timedelta, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = EDGES[0]
    monkeypatch.setattr("django.utils.timezone.now", lambda: now)
    store = SessionStore()
    access.admit(store, who.keys)
    store[SESSION_KEY] = str(who.person)
    store.save()
    store.open_room(who.room_key)

    def is_open() -> bool:
        request = HttpRequest()
        request.session = SessionStore(store.session_key)
        return access.current(request) is not None

    assert is_open()
    now = EDGES[0] + jump
    assert not is_open()
    sessions.sweep(now)
    now = EDGES[0]
    assert not is_open()


def test_the_wait_of_a_recovery_is_never_shortened_by_a_clock_set_back(who: Someone) -> None:
    code, now = changes.make_kit(who.keys, who.room_key, who.device, "a phrase of mine"), EDGES[0]
    due = changes.ask_recovery(who.person, code, "a phrase of mine", now)
    for later in (now + BACK, now, now + timedelta(hours=71)):
        assert changes.ask_recovery(who.person, code, "a phrase of mine", later) == due
        with pytest.raises(TooSoon):
            changes.finish_recovery(who.person, code, "a phrase of mine", "new words of mine", "135790", later)


def test_a_wait_begun_on_a_fast_clock_is_cancelled_and_begun_again(who: Someone) -> None:
    code, now = changes.make_kit(who.keys, who.room_key, who.device, "a phrase of mine"), EDGES[0]
    changes.ask_recovery(who.person, code, "a phrase of mine", now + AHEAD)
    with pytest.raises(TooSoon):
        changes.finish_recovery(who.person, code, "a phrase of mine", "new words", "135790", now + timedelta(days=4))
    changes.cancel_recovery(who.person)
    due = changes.ask_recovery(who.person, code, "a phrase of mine", now)
    assert due == now + changes.WAIT
    changes.finish_recovery(who.person, code, "a phrase of mine", "new words of mine", "135790", due)


def test_a_ticket_does_not_survive_a_clock_ten_years_ahead(who: Someone) -> None:
    code = changes.make_ticket(who.keys, who.device, EDGES[0])
    with pytest.raises(WrongSecret):
        changes.admit_by_ticket(who.person, who.password, code, EDGES[0] + AHEAD)
    with pytest.raises(WrongSecret):
        changes.admit_by_ticket(who.person, who.password, code, EDGES[0])
