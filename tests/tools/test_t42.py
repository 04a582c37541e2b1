"""T42: the wish to check, ten minutes, the choice, the relief asked about later, and the way down."""

from __future__ import annotations

from datetime import timedelta
from html import unescape
from typing import Any
from uuid import UUID, uuid4

import pytest

from goldseam.tools import catalogue
from goldseam.tools.history import Series
from goldseam.tools.t42_check import weeks
from tests.conftest import Cast, Person
from tests.tools.conftest import Clock, bodies, enter, keep, put
from tests.tools.conftest import text as raw_text

HOME, NEW, RIDE, PLAN = "/n/t42/", "/n/t42/new/", "/n/t42/ride/", "/n/t42b/"
WHEN = "2026-11-18T21:30"


def text(response: Any) -> str:
    return unescape(raw_text(response))


def noted(person: Person, clock: Clock, ago: timedelta, **body: Any) -> UUID:
    at = clock.now - ago
    return put(person, "t42", at, when=at.strftime("%Y-%m-%dT%H:%MZ"), **{"urge_to_check": 7, **body})


# -- ten minutes, then the choice ------------------------------------------------


def test_the_wish_is_met_with_ten_minutes_and_then_a_free_choice(cast: Cast, clock: Clock) -> None:
    home = cast.B.client.get(HOME)
    assert "You may check. First give it ten minutes." in text(home)
    assert RIDE in home.content.decode()
    ride = cast.B.client.get(RIDE).content.decode()
    assert 'data-wave="10"' in ride
    assert "/n/t42/new/?rode=1" in ride
    choose = cast.B.client.get(f"{NEW}?rode=1&minutes=11")
    words = text(choose)
    assert "Ten minutes. Now choose." in words
    assert "You waited for about 11 minutes." in words
    assert "Any of these is all right." in words
    page = choose.content.decode()
    assert 'name="delayed_minutes" value="11"' in page
    assert "checked" in page[page.index('value="delayed"') : page.index('value="delayed"') + 60]


@pytest.mark.parametrize("minutes", ["", "x", "-4", "9999", "٣", "12.5", "0"])
def test_an_odd_number_of_minutes_in_the_address_is_left_out(cast: Cast, clock: Clock, minutes: str) -> None:
    page = cast.B.client.get(NEW, {"rode": "1", "minutes": minutes})
    assert page.status_code == 200
    assert 'name="delayed_minutes" value=' not in page.content.decode()
    assert "You waited for about" not in text(page)


def test_everything_the_specification_asks_is_kept(cast: Cast, clock: Clock) -> None:
    keep(
        cast.B.client,
        NEW,
        urge_to_check="8",
        did=["delayed", "checked"],
        what=["phone", "bills"],
        minutes="40",
        found="unclear",
        when=WHEN,
        delayed_minutes="10",
        hoping_for="to be sure",
        relief_after_10="6",
        relief_after_60="2",
        cost=["sleep"],
        cost_own="my pride",
    )
    assert bodies(cast.B, "t42") == [
        {
            "urge_to_check": 8,
            "did": ["delayed", "checked"],
            "what": ["phone", "bills"],
            "minutes": 40,
            "found": "unclear",
            "when": "2026-11-18T21:30Z",
            "delayed_minutes": 10,
            "hoping_for": "to be sure",
            "relief_after_10": 6,
            "relief_after_60": 2,
            "cost": ["sleep", "my pride"],
        }
    ]


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("urge_to_check", "", "Please choose a number."),
        ("urge_to_check", "11", "from 0 to 10"),
        ("minutes", "721", "from 0 to 720"),
        ("hoping_for", "x" * 121, "Please keep it to 120"),
        ("what", "tablet", "Please choose from the answers shown."),
        ("found", "everything", "Please choose one of the answers shown."),
        ("relief_after_60", "12", "from 0 to 10"),
    ],
)
def test_bad_input_is_answered_beside_its_field(cast: Cast, clock: Clock, field: str, value: str, said: str) -> None:
    answer = cast.B.client.post(NEW, {"uid": str(uuid4()), "urge_to_check": "5", "when": WHEN} | {field: value})
    assert answer.status_code == 422
    assert said in text(answer)
    assert bodies(cast.B, "t42") == []


# -- found something ------------------------------------------------


def test_finding_something_brings_breath_facts_safety_and_someone_to_call_before_anything_else(
    cast: Cast, clock: Clock
) -> None:
    id = keep(cast.B.client, NEW, urge_to_check="9", found="something", when=WHEN)
    page = cast.B.client.get(f"/n/t42/k/{id}/")
    words = text(page)
    steps = ("Breathe out slowly", "If you are uneasy, do not confront anyone", "Note the facts", "Call one person")
    places = [words.index(step) for step in steps]
    assert places == sorted(places)
    assert max(places) < words.index("9 of 10")
    assert "You do not have to decide anything today." in words
    for url in ("/n/t41/", "/n/t58/", "/n/t57/", "/h/2/"):
        assert url in page.content.decode(), url


def test_finding_nothing_brings_no_card(cast: Cast, clock: Clock) -> None:
    id = keep(cast.B.client, NEW, urge_to_check="9", found="nothing", when=WHEN)
    assert "You found something" not in text(cast.B.client.get(f"/n/t42/k/{id}/"))


def test_finding_something_leaves_no_mark_of_fear_behind(cast: Cast, clock: Clock) -> None:
    keep(cast.B.client, NEW, urge_to_check="9", found="something", when=WHEN)
    assert not [name for name in bodies(cast.B, "t42")[0] if name.startswith("_")]


# -- relief, after ten minutes and after an hour ------------------------------------------------


def test_the_relief_is_asked_about_on_the_tools_page_and_joined_to_its_entry(cast: Cast, clock: Clock) -> None:
    id = keep(cast.B.client, NEW, urge_to_check="8", did="checked", minutes="20", when=WHEN)
    assert "How is the relief now?" not in text(cast.B.client.get(HOME))
    clock.now += timedelta(minutes=12)
    enter(cast.B)
    assert "You kept one at 21:30. How is the relief now?" in text(cast.B.client.get(HOME))
    later = f"/n/t42/k/{id}/later/"
    first = keep(cast.B.client, later, relief_after_10="7")
    clock.now += timedelta(minutes=50)
    enter(cast.B)
    page = cast.B.client.get(later).content.decode()
    assert 'value="7" id="id_relief_after_10_7" checked' in page
    keep(cast.B.client, f"/n/t42/k/{first}/later/", relief_after_10="7", relief_after_60="2")
    newest = bodies(cast.B, "t42")[-1]
    assert (newest["urge_to_check"], newest["minutes"], newest["did"]) == (8, 20, ["checked"])
    assert (newest["relief_after_10"], newest["relief_after_60"]) == (7, 2)
    assert "How is the relief now?" not in text(cast.B.client.get(HOME))


def test_the_relief_of_long_ago_is_not_asked_about(cast: Cast, clock: Clock) -> None:
    noted(cast.B, clock, timedelta(hours=7))
    assert "How is the relief now?" not in text(cast.B.client.get(HOME))


def test_the_same_relief_sent_twice_is_kept_once(cast: Cast, clock: Clock) -> None:
    id = keep(cast.B.client, NEW, urge_to_check="8", when=WHEN)
    uid = str(uuid4())
    later = f"/n/t42/k/{id}/later/"
    assert keep(cast.B.client, later, uid=uid, relief_after_10="7") == keep(
        cast.B.client, later, uid=uid, relief_after_10="7"
    )
    assert len(bodies(cast.B, "t42")) == 2


def test_no_relief_given_is_said_plainly(cast: Cast, clock: Clock) -> None:
    id = keep(cast.B.client, NEW, urge_to_check="8", when=WHEN)
    answer = cast.B.client.post(f"/n/t42/k/{id}/later/", {"uid": str(uuid4())})
    assert answer.status_code == 422
    assert "One answer is enough." in text(answer)


def test_nobody_else_can_add_to_an_entry(cast: Cast, clock: Clock) -> None:
    id = keep(cast.B.client, NEW, urge_to_check="8", when=WHEN)
    assert cast.R.client.get(f"/n/t42/k/{id}/later/").status_code == 404
    assert cast.R.client.get(f"/n/t42/k/{id}/").status_code == 404


# -- the week in words ------------------------------------------------


def series(*points: tuple[int, dict[str, float], list[str]]) -> Series:
    ordered = sorted(points, key=lambda point: point[0])
    names = {name for _at, numbers, _tags in ordered for name in numbers}
    return Series(
        [at for at, _numbers, _tags in ordered],
        {name: [numbers.get(name) for _at, numbers, _tags in ordered] for name in names},
        {"did": [tags for _at, _numbers, tags in ordered]},
    )


HERE = 1_000_000
DAY = 1440


def test_minutes_are_added_up_and_set_beside_the_seven_days_before() -> None:
    tool = catalogue.tool("t42")
    points = series((HERE - DAY, {"minutes": 50}, []), (HERE - 9 * DAY, {"minutes": 140}, []))
    assert weeks.minutes(tool, points, HERE) == [
        "In the last seven days checking took 50 minutes.",
        "That is less than in the seven days before (2 hours 20 minutes).",
    ]
    more = series((HERE - DAY, {"minutes": 61}, []), (HERE - 9 * DAY, {"minutes": 20}, []))
    assert "Some weeks are like that." in weeks.minutes(tool, more, HERE)[1]
    same = series((HERE - DAY, {"minutes": 60}, []), (HERE - 9 * DAY, {"minutes": 65}, []))
    assert weeks.minutes(tool, same, HERE)[1] == "About the same as in the seven days before."
    assert weeks.minutes(tool, series((HERE - 9 * DAY, {"minutes": 65}, [])), HERE) == [
        "No checking was written down in the last seven days."
    ]


@pytest.mark.parametrize(
    ("early", "late", "said"),
    [
        (8, 2, "mostly gone after an hour: from 8 to 2"),
        (8, 6, "had shrunk after an hour: from 8 to 6"),
        (6, 6, "mostly held for an hour: 6 after ten minutes, 6 after sixty"),
        (1, 0, "little relief: 1 after ten minutes, 0 after sixty"),
    ],
)
def test_how_long_relief_lasted_is_said_in_words(early: int, late: int, said: str) -> None:
    both: dict[str, float] = {"relief_after_10": early, "relief_after_60": late}
    three = series(*[(HERE - n, both, []) for n in range(3)])
    assert said in weeks.relief(catalogue.tool("t42"), three)
    two = series(*[(HERE - n, both, []) for n in range(2)])
    assert "three entries" in weeks.relief(catalogue.tool("t42"), two)


def test_waiting_and_other_choices_are_counted_from_four_entries() -> None:
    tool = catalogue.tool("t42")
    did = [["checked"], ["delayed", "checked"], ["other"], ["asked"]]
    assert (
        weeks.waited(tool, series(*[(HERE - n, {}, tags) for n, tags in enumerate(did)]))
        == "You waited or chose something else in three of four."
    )
    assert "after four entries" in weeks.waited(tool, series((HERE, {}, ["checked"])))


@pytest.mark.parametrize(
    ("n", "said"),
    [(0, "0 minutes"), (1, "1 minute"), (60, "1 hour"), (61, "1 hour 1 minute"), (140, "2 hours 20 minutes")],
)
def test_minutes_are_said_as_people_say_them(n: int, said: str) -> None:
    assert weeks.time_words(n) == said


def test_the_tools_page_and_the_week_speak_the_same_words(cast: Cast, clock: Clock) -> None:
    for n in range(4):
        noted(
            cast.B, clock, timedelta(days=n, hours=8), minutes=15, did=["checked"], relief_after_10=8, relief_after_60=2
        )
    for url in (HOME, "/n/week/"):
        page = text(cast.B.client.get(url))
        assert "In the last seven days checking took 1 hour." in page, url
        assert "Relief was mostly gone after an hour: from 8 to 2 in the middle." in page
        assert "You waited or chose something else in none of four." in page


# -- the way down ------------------------------------------------


def test_the_way_down_is_a_document_of_four_parts(cast: Cast, clock: Clock) -> None:
    assert "Make my plan" in text(cast.B.client.get(HOME))
    for part, fields in (
        ("hours", {"no_check_hours": ["breakfast", "from ten"], "wait_first": "ten"}),
        ("ask", {"ask_at_check_in": ["How was Tuesday?"]}),
        ("person", {"reality_person": "Ana"}),
        ("when", {"if_I_check": "I was scared. I go on from here."}),
    ):
        answer = cast.B.client.post(f"{PLAN}part/{part}/", {"uid": str(uuid4())} | fields)
        assert answer.status_code == 303, text(answer)
    page = text(cast.B.client.get(PLAN))
    for said in ("breakfast", "10 minutes", "How was Tuesday?", "Ana", "I was scared."):
        assert said in page
    assert "My plan" in text(cast.B.client.get(HOME))


# -- harm rules ------------------------------------------------


def test_hr_02_stepping_down_is_for_one_s_own_peace_and_without_blame(cast: Cast, clock: Clock) -> None:
    page = text(cast.B.client.get(HOME))
    assert "This is for your own peace. It is not for anyone's comfort" in page
    assert "There is nothing wrong with you." in page
    plan = text(cast.B.client.get(PLAN))
    assert "nobody may ask you to stop" in plan
    tool = catalogue.tool("t42")
    assert tool.share == catalogue.tool("t42b").share == "L0"
    said = " ".join(str(line) for line in tool.words.values()) + page + plan
    for word in ("trust them more", "spying", "snooping", "paranoid", "obsess", "codependent", "your part"):
        assert word not in said.lower()


def test_hr_03_the_law_on_others_devices_is_said_and_a_child_s_device_is_no_part_of_it(
    cast: Cast, clock: Clock
) -> None:
    page = text(cast.B.client.get(HOME))
    assert "it is a crime to open another adult's device or account without leave" in page
    assert "A child's device is another matter and does not belong in this log." in page
    tool = catalogue.tool("t42")
    options = {option.id for field in tool.fields for option in field.options}
    assert not options & {"child", "children", "kids"}
    assert not [field for field in tool.fields if field.type == "text" and field.length > 120]


def test_hr_20_somebody_who_hides_numbers_sees_none_here(cast: Cast, clock: Clock) -> None:
    put(cast.B, "me", clock.now, numbers=False)
    for n in range(4):
        noted(cast.B, clock, timedelta(days=n, hours=8), minutes=15, did=["checked"])
    assert "In the last seven days" not in text(cast.B.client.get(HOME))
