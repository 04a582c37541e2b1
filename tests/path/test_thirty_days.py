"""Four people from sign-up through the safe start and “Understand” to “Steady”, by doing only what Today offers.

R and B go the plain way. Another meets a lapse in the third week. One is alone. One writes something dark and takes the
look (T58). The days are asserted where it matters; on every day the pages keep to what may never be said.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest

from goldseam.today.spent import ENOUGH, spent
from tests.conftest import Cast, Person
from tests.path.walker import Card, Walk
from tests.tools.conftest import Clock, bodies, clock, enter, put
from tests.walk import Page

__all__ = ["clock"]
pytestmark = pytest.mark.once  # what is asserted is what Today says; both databases are tried by the tools' own tests
MONDAY = datetime(2026, 9, 7, 19, 0, tzinfo=UTC)
DAYS = 30
REST = 6


def begin(person: Person, clock: Clock, roles: list[str], **more: object) -> Walk:
    """Signed up, and said what brings them; nothing else was asked."""
    clock.now = MONDAY
    enter(person)
    data = {"uid": uuid4(), "roles": roles, **more}
    assert person.client.post("/n/you/", data).status_code == 303
    return Walk(person, clock)


def go_on(walk: Walk, days: int) -> dict[int, list[str]]:
    """Live so many days; what was done on each."""
    done = {}
    for _day in range(days):
        done[walk.day] = [card.title.removeprefix("Next: ") for card in walk.live()]
        assert _minutes(walk) <= _budget(walk) + 6, (walk.day, done[walk.day])
        walk.next_day()
    return done


def _minutes(walk: Walk) -> int:
    today = walk.clock.now.date()
    room = walk.person.room
    kept = [entry for month in room.months()[-1:] for entry in room.month(month) if entry.at.date() == today]
    return spent({kind: sum(1 for entry in kept if entry.kind == kind) for kind in {entry.kind for entry in kept}})


def _budget(walk: Walk) -> int:
    roles = [body["roles"] for body in bodies(walk.person, "me") if "roles" in body][-1]
    return ENOUGH["B"] if roles == ["B"] else ENOUGH["R"]


def stage(person: Person) -> int:
    return [0, *(body["stage"] for body in bodies(person, "me") if "stage" in body)][-1]


def read(person: Person) -> set[str]:
    return {body["lesson"] for body in bodies(person, "t08")}


def path_of(person: Person) -> Page:
    return Walk(person, Clock()).get("/n/path/")


R_TRACK = {"0A1", "0A2", "0A3", "0A4", "0R1", "0R2", *(f"1R{n}" for n in range(1, 10))}
B_TRACK = {"0A1", "0A2", "0A3", "0A4", "0B1", "0B2", *(f"1B{n}" for n in range(1, 9))}


@pytest.fixture(autouse=True)
def monday(clock: Clock) -> None:
    clock.now = MONDAY


@pytest.mark.parametrize(("role", "track"), [("R", R_TRACK), ("B", B_TRACK)])
def test_thirty_days_lead_through_two_stages(cast: Cast, clock: Clock, role: str, track: set[str]) -> None:
    person = cast.R if role == "R" else cast.B
    walk = begin(person, clock, [role])
    keep_rest_day(person)
    days = go_on(walk, DAYS)
    assert read(person) == track
    assert stage(person) == 2
    assert days[0][0] == "write down who you would turn to", "safety first"
    assert "read “What this is, and what it is not”" in [*days[0], *days[1]]
    assert all(not done for day, done in days.items() if (MONDAY + timedelta(days=day)).weekday() == REST)
    assert all(sum(title.startswith("read “") for title in done) <= 1 for done in days.values())
    left = [day for day, done in days.items() if "look back at this part" in done]
    assert len(left) == 2
    assert left[0] <= 9
    assert "You are here" in path_of(person).text.partition("Steady")[2][:60]


def keep_rest_day(person: Person) -> None:
    assert person.client.post("/n/path/rhythm/", {"uid": uuid4(), "pace": "2", "rest_day": REST}).status_code == 303


def test_each_is_led_by_their_own_road(cast: Cast, clock: Clock) -> None:
    """R is never sent to B's tools, B never to R's, nor to anything for the partner's sake."""
    r, b = begin(cast.R, clock, ["R"]), begin(cast.B, clock, ["B"])
    clock.now = MONDAY
    offered = {}
    for walk in (r, b):
        clock.now = MONDAY
        enter(walk.person)
        go_on(walk, 20)
        offered[walk] = {card.url for _day, card in walk.shown}
    assert not [url for url in offered[b] if url.startswith(("/n/t09/", "/n/t15/", "/n/t16/", "/n/t17/", "/n/t28/"))]
    assert not [url for url in offered[b] if url.startswith(("/n/t29/", "/n/t48/", "/n/t30/", "/n/t45/"))]
    assert not [url for url in offered[r] if url.startswith(("/n/t42/", "/n/t30/", "/n/t45/", "/n/t16/", "/n/t04/"))]


def test_a_lapse_in_the_third_week_is_met_and_takes_nothing(cast: Cast, clock: Clock) -> None:
    R = cast.R
    walk = begin(R, clock, ["R"])
    go_on(walk, 16)
    before, at = path_of(R), stage(R)
    gold = before.body.count('class="bowl-seam"')
    put(R, "t09", clock.now, intensity_start=8, response=["gave_in"])
    card = walk.today()
    assert card.title == "First: the next ten minutes", card
    assert card.url.startswith("/n/t14")
    put(R, "t14", clock.now, circle="inner", category=["porn"], more_unreported="no")
    after = path_of(R)
    assert after.body.count('class="bowl-seam"') >= gold, "nothing is taken out of the bowl"
    assert stage(R) == at
    days = go_on(walk, 14)
    later = [title for done in days.values() for title in done]
    assert "what the hard hour can teach" in later
    assert stage(R) == 2, "a lapse moves nobody back, and the way goes on"
    assert not any("failed" in page.lower() or "back to the start" in page.lower() for page in [path_of(R).text])


def test_one_alone_is_never_sent_to_a_second_person(cast: Cast, clock: Clock) -> None:
    """The other was not told: nothing for two is shown, nothing invites them, and the track is whole."""
    R = cast.R
    walk = begin(R, clock, ["R"], other_is="untold")
    go_on(walk, 28)
    assert stage(R) == 2
    assert "For the two of you" not in path_of(R).text
    said = " ".join(f"{card.title} {card.why}" for _day, card in walk.shown).lower()
    for word in ("invite", "together", "your partner", "pair"):
        assert word not in said, word


def test_hr_15_after_a_dark_hour_only_what_carries_is_left(cast: Cast, clock: Clock) -> None:
    """H1 and T58: safety and people first, heavy writing rests, readings are the few that carry, nobody is told."""
    B = cast.B
    walk = begin(B, clock, ["B"])
    go_on(walk, 9)
    put(B, "t49", clock.now, text="I do not want to live any more", _h1=True)
    shown: list[Card] = []
    for _day in range(3):
        card = walk.today()
        shown.append(card)
        assert not card.url.startswith(("/n/t43/", "/n/t30/", "/n/t07/", "/n/t46/")), card
        if card.url.startswith("/n/t08/l/"):
            assert card.url.split("/")[4] in {"0A3", "0A4", "0R2", "0B1", "1B2"}, card
        walk.next_day()
    assert "Are you safe right now?" in walk.get("/").text or shown[0].title.startswith("Next: read your plan")
    assert stage(B) in {0, 1}
    looked = walk.get("/n/t58/look/")
    form = next(form for form in looked.forms if sum(one.kind == "radio" for one in form.fields) > 10)
    radios = [one for one in form.fields if one.kind == "radio" and one.value]
    data = {one.name: one.value for one in radios} | {one.name: "no" for one in radios if one.value == "no"}
    data |= dict.fromkeys([one.name for one in radios if one.value == "yes"][:1], "yes")
    data |= {one.name: one.value for one in form.fields if one.kind == "hidden"}
    assert B.client.post("/n/t58/look/", data).status_code in {200, 303}
    kept = str(bodies(B, "t58"))
    assert "afraid" not in kept
    for _day in range(4):
        walk.next_day()
        card = walk.today()
        assert "partner" not in card.why.lower()
        assert "look for you alone" not in card.title
