"""T34, the log: a limit kept or crossed, and whether its owner did what had been meant."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

from goldseam.tools.history import Series
from goldseam.tools.t34_limits import tally
from goldseam.tools.t34_limits.tally import Tally
from tests.conftest import Cast, Person
from tests.tools.conftest import Clock, bodies, keep, put, text
from tests.tools.test_t34 import HOME, HURT, NEW, hold

LOG = "/n/t34b/new/"
WHEN = "2026-11-18T20:00"


def noted(person: Person, clock: Clock, key: str, *hows: str) -> None:
    for n, said in enumerate(hows):
        how, _, acted = said.partition("/")
        at = clock.now - timedelta(days=n + 1)
        body = {"limit": key, "how": how, "when": at.strftime("%Y-%m-%dT%H:%MZ")} | ({"acted": acted} if acted else {})
        put(person, "t34b", at, **body)


def test_a_limit_opens_its_own_log_with_what_had_been_meant(cast: Cast, clock: Clock) -> None:
    key = hold(cast.B, clock)
    page = cast.B.client.get(f"{LOG}?limit={key}&how=crossed").content.decode()
    assert "You had said: I will say good night and go" in page
    assert 'name="acted"' in page
    id = keep(
        cast.B.client, LOG, limit=key, how="crossed", acted="yes", what_I_did="I went", outcome="slept", when=WHEN
    )
    kept = text(cast.B.client.get(f"/n/t34b/k/{id}/"))
    assert "You did what you had said." in kept
    assert "People who know about this" in kept
    assert bodies(cast.B, "t34b")[0] == {
        "limit": key,
        "how": "crossed",
        "acted": "yes",
        "what_I_did": "I went",
        "outcome": "slept",
        "when": "2026-11-18T20:00Z",
    }


def test_where_it_was_kept_no_step_was_needed(cast: Cast, clock: Clock) -> None:
    key = hold(cast.B, clock)
    assert 'name="acted"' not in cast.B.client.get(f"{LOG}?limit={key}&how=kept").content.decode()
    id = keep(cast.B.client, LOG, limit=key, how="kept", acted="no", when=WHEN)
    assert "acted" not in bodies(cast.B, "t34b")[0]
    kept = text(cast.B.client.get(f"/n/t34b/k/{id}/"))
    assert "It was kept. That counts, whoever kept it." in kept
    assert "If you are afraid of somebody" not in kept


def test_a_step_not_taken_is_met_with_care_and_a_smaller_limit(cast: Cast, clock: Clock) -> None:
    key = hold(cast.B, clock)
    id = keep(cast.B.client, LOG, limit=key, how="crossed", acted="no", when=WHEN)
    page = text(cast.B.client.get(f"/n/t34b/k/{id}/"))
    assert "Perhaps it was not safe, or the step was too large." in page
    assert "Change the limit" in page


def test_without_a_limit_the_log_leads_to_the_first_one(cast: Cast, clock: Clock) -> None:
    for url in (LOG, "/n/t34b/"):
        page = cast.B.client.get(url)
        assert "There is no limit yet" in text(page)
        assert f'href="{NEW}"' in page.content.decode()


def test_kept_crossed_and_the_own_step_are_said_in_words(cast: Cast, clock: Clock) -> None:
    key, other = hold(cast.B, clock, 40), hold(cast.B, clock, 40, what_is_not="Shouting")
    noted(cast.B, clock, key, "kept", "kept", "crossed/yes", "crossed/no")
    noted(cast.B, clock, other, "kept")
    page = text(cast.B.client.get(HOME))
    assert "Kept twice, crossed twice, your own step taken once." in page
    assert "In the last twelve weeks: kept three times, crossed twice, your own step taken once." in page
    week = text(cast.B.client.get("/n/week/"))
    assert "Limits: kept three times, crossed twice, your own step taken once." in week


def test_hr_20_whoever_hides_numbers_meets_none_here(cast: Cast, clock: Clock) -> None:
    noted(cast.B, clock, hold(cast.B, clock, 40), "kept", "crossed/yes")
    cast.B.room.append("me", {"numbers": False}, id=uuid4(), now=clock.now)
    for url in (HOME, "/n/week/"):
        page = text(cast.B.client.get(url))
        assert "crossed once" not in page
        assert "own step taken" not in page


def test_what_happened_longer_ago_than_twelve_weeks_is_no_longer_counted(cast: Cast, clock: Clock) -> None:
    key = hold(cast.B, clock, 120)
    at = clock.now - timedelta(days=100)
    put(cast.B, "t34b", at, limit=key, how="crossed", when=at.strftime("%Y-%m-%dT%H:%MZ"))
    assert "crossed once" not in text(cast.B.client.get(HOME))


def test_a_correction_counts_once(cast: Cast, clock: Clock) -> None:
    key = hold(cast.B, clock)
    id = keep(cast.B.client, LOG, limit=key, how="crossed", acted="no", when=WHEN)
    keep(cast.B.client, f"/n/t34b/k/{id}/change/", limit=key, how="kept", when=WHEN)
    assert "In the last twelve weeks: kept once." in text(cast.B.client.get(HOME))


def points(*rows: tuple[str, str, str]) -> Series:
    tags = {name: [[row[n]] if row[n] else [] for row in rows] for n, name in enumerate(("limit", "how", "acted"))}
    return Series(list(range(len(rows))), {}, tags)


def test_a_step_counts_only_where_a_line_was_crossed() -> None:
    found = points(("a", "kept", "yes"), ("a", "crossed", "yes"), ("a", "crossed", "partly"), ("b", "crossed", ""))
    assert tally.by_limit(found) == {"a": Tally(1, 2, 1), "b": Tally(0, 1, 0)}
    assert tally.whole(found) == Tally(1, 3, 1)
    assert tally.whole(Series()) == Tally()


def test_hr_15_words_of_self_harm_in_the_log_bring_people_to_call(cast: Cast, clock: Clock) -> None:
    id = keep(cast.B.client, LOG, limit=hold(cast.B, clock), how="crossed", outcome=HURT, when=WHEN)
    assert "People who answer now" in text(cast.B.client.get(f"/n/t34b/k/{id}/"))
