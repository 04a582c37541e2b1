"""Requirements that a tool answers by asking something: it is asked, kept, read again, and drawn over weeks."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from html import unescape
from typing import Any
from uuid import uuid4

import pytest

from goldseam.tools import catalogue
from tests.conftest import Cast, Person
from tests.requirements.table import rows
from tests.tools.conftest import Clock, be, put, text


@dataclass(frozen=True)
class Act:
    """One form as somebody fills it in: what it asks, what is sent, and what is read on the page afterwards."""

    role: str
    form: str
    asks: tuple[str, ...]
    sends: dict[str, Any]
    shows: tuple[str, ...]
    read: str = ""
    """The page where it is read again; the record's own when left out."""


def workbook(id: str, *asks: str, **more: Any) -> Act:
    return Act("B", f"/n/t43/new/?unit={id}", asks, {"text": "a line of my own", **more}, ("a line of my own",))


def limit(asks: tuple[str, ...], shows: tuple[str, ...], role: str = "B", **more: str) -> Act:
    sends = {
        "what_is_not": "Shouting at the table",
        "if_it_happens_I_will": "eat in the other room",
        "can_I_do_it_myself": "yes",
        **more,
    }
    return Act(role, "/n/t34/new/", asks, sends, ("Shouting at the table", "eat in the other room", *shows))


STRETCH = {"period": "After the move", "age": "19"}
KINDS = ["porn", "live_partner", "live_cam", "games", "stream"]
PLAN = Act(
    "R",
    "/n/t27/part/tell/",
    ("What will you tell, without being asked?",),
    {
        "will_tell-lapse-will": "h24",
        "will_tell-lapse-detail": "kind",
        "will_tell-urges-will": "weekly",
        "will_tell-urges-detail": "did",
        "will_tell-triggers-will": "none",
    },
    ("A lapse: I will tell you", "Strong urges: I will tell you", "Triggers met: I will not speak of it for now."),
    read="/n/t27/",
)
FIRST_LIMIT = limit(("What is not all right for me?", "If it happens, I will…", "Can you do that by yourself?"), ())

WRITTEN: dict[str, Act] = {
    "S0-7": PLAN,
    "S0-11": PLAN,
    "S1-8": PLAN,
    "S1-11": PLAN,
    "S2-45": PLAN,
    "S0-18": FIRST_LIMIT,
    "S2-54": FIRST_LIMIT,
    "X4": FIRST_LIMIT,
    "S0-19": limit(("Recovery",), ("Recovery",), role="R", protects="recovery"),
    "S0-20": limit(("What is all right?",), ("We can talk until nine.",), what_is_ok="We can talk until nine."),
    "S0-22": limit(("What does it look after?",), ("My mind",), protects="mind"),
    "S1-42": limit(("My time", "Home"), ("My time",), protects="time"),
    "S0-33": Act("R", "/n/t40/new/", ("Angry", "Low or hopeless"), {"day": "2026-11-18", "anger": "3"}, ("Angry",)),
    "S2-9": Act(
        "B",
        "/n/t40/new/",
        ("Could you do what the day asked of you?",),
        {"day": "2026-11-18", "unreal": "yes"},
        ("a doctor should know soon", "Where to turn"),
    ),
    "S2-10": Act(
        "B",
        "/n/t46/new/?unit=b10",
        ("now or with anyone later?",),
        {"answer": "Slowly, with anyone"},
        ("Slowly, with anyone",),
    ),
    "S2-12": workbook("b6", "When did you sense rightly?", "How will you check from now on?"),
    "S2-26": workbook("b4", "what would you call the part before you knew", "Facts I know", known=["We met in May"]),
    "S2-27": workbook("b4", "You may wonder whether any of it was real", "What stays true", stays_true=["My work"]),
    "S2-28": workbook("b4", "What I do not know, and may never know", unknown=["Since when"]),
    "S2-30": workbook("b10", "Say who you are, in at most 300 letters."),
    "S2-31": workbook("b2", "Where did “we” cover “me”?"),
    "S2-32": workbook("b1", "Which were handed to you?"),
    "S2-34": Act(
        "B",
        "/n/t43/new/?unit=b5",
        ("Two things can contradict each other and both be true.",),
        {"pairs-0-one": "I miss the person I knew", "pairs-0-other": "I do not know who that was"},
        ("I miss the person I knew", "I do not know who that was"),
    ),
    "S2-36": workbook("b6", "notice it, write it down with the day, ask once"),
    "S2-51": workbook("b7", "I need", "I want", "I am good at", needs=["Sleep"], wants=["A dog"], strengths=["Calm"]),
    "S3-2": Act(
        "R",
        "/n/t07b/new/",
        ("How old were you the first time?", "For about how many years", "What else is or was hard?"),
        {"first_age": "13", "years": "20", "conditions": ["sleep", "drink"]},
        ("13", "20", "Sleep", "Drink or drugs"),
    ),
    "S3-6": Act(
        "R",
        "/n/t07/new/",
        ("Porn", "Live cam or chat", "Somebody live online", "Avatars or games", "Live streams"),
        {**STRETCH, "kind": KINDS},
        ("Porn", "Live cam or chat", "Somebody live online", "Avatars or games", "Live streams"),
    ),
    "S3-9": Act(
        "R",
        "/n/t02/part/control/",
        ("How often have you tried to stop or to cut down?",),
        {"control_present": "clearly", "tries_to_stop": "3"},
        ("3",),
        read="/n/t02/",
    ),
    "S3-10": Act(
        "R",
        "/n/t07/new/",
        ("Which kinds were there?", "How often, roughly?", "How old were you when it began?"),
        {**STRETCH, "kind": ["porn"], "how_often": "week"},
        ("19", "Porn", "A few times a week"),
    ),
    "S3-11": Act(
        "R",
        "/n/t07/new/",
        ("What did it cost, you and others?",),
        {**STRETCH, "cost": "Sleep, and the truth"},
        ("Sleep, and the truth",),
    ),
    "S3-15": Act(
        "R",
        "/n/t07/new/",
        ("What did it do for you?",),
        {**STRETCH, "it_helped_me": ["soothe", "numb", "avoid", "escape"]},
        ("Soothed me", "Numbed me", "Put things off", "Got me away"),
    ),
    "S3-16": Act(
        "R",
        "/n/t11/new/",
        ("What was going on in you?", "Ashamed", "Low", "Anxious", "Stressed"),
        {"antecedent_inner": ["ashamed", "low", "anxious", "stressed"]},
        ("Ashamed", "Low", "Anxious", "Stressed"),
    ),
}


@pytest.mark.parametrize("id", WRITTEN)
def test_it_is_asked_kept_and_read_again(cast: Cast, clock: Clock, id: str) -> None:
    act = WRITTEN[id]
    person = cast.R if act.role == "R" else cast.B
    be(person, act.role, clock.now)
    form = said(person, act.form)
    for one in act.asks:
        assert one in form, one
    answer = person.client.post(act.form, {"uid": str(uuid4()), **act.sends})
    assert answer.status_code == 303, text(answer)
    page = said(person, act.read or answer["Location"])
    for one in act.shows:
        assert one in page, one
    assert rows()[id].tests


def said(person: Person, address: str) -> str:
    answer = person.client.get(address, follow=True)
    assert answer.status_code == 200, address
    return unescape(text(answer))


FOLLOWED = {
    "S2-3": ("anxiety", "anxious"),
    "S2-4": ("low_mood", "low"),
    "S2-5": ("on_guard", "on guard"),
    "S2-6": ("flashback_images", "unasked pictures"),
    "S2-22": ("anger", "angry"),
}


@pytest.mark.parametrize("id", FOLLOWED)
def test_it_is_followed_over_weeks(cast: Cast, clock: Clock, id: str) -> None:
    name, label = FOLLOWED[id]
    be(cast.B, "B", clock.now)
    for n in range(56):
        put(cast.B, "t40", clock.now - timedelta(days=n), **{name: 1 if n < 28 else 3})
    page = said(cast.B, "/n/t40/")
    assert f"Next to the four weeks before, lower: {label}" in page
    assert "1 now, 3 in the four weeks before." in page


QUESTIONS = {
    "S2-72": ("b1", "what you feel you are worth, and whom you can trust"),
    "S2-73": ("b2", "What are you most afraid of just now?"),
    "S2-74": ("b3", "Who are you inside this relationship"),
    "S2-75": ("b4", "When did you sense that something was off?"),
    "S2-76": ("b5", "to like yourself and to trust your own judgement"),
    "S2-77": ("b6", "not good enough, ashamed, or hard to love"),
    "S2-78": ("b7", "How do you live with both pictures for now?"),
    "S2-79": ("b8", "Who or what could carry some of this with you?"),
    "S2-80": ("b9", "what do you need, what do you want, and what are you good at?"),
    "S2-81": ("b10", "Which limits would keep you safe, now or with anyone later?"),
    "S2-82": ("r1", "what the person you hurt has been through"),
    "S2-83": ("r2", "What have you done so far to own what you did?"),
    "S2-84": ("r3", "What have you found out about it, and what is still open?"),
    "S2-85": ("r4", "What would help you to stay, and just listen?"),
    "S2-86": ("r5", "Which habits of yours still set off an old alarm?"),
    "S2-87": ("r6", "When have you made the hurt smaller than it is"),
    "S2-88": ("r7", "What could a therapist or a group give you"),
    "S2-89": ("r8", "What does being open look like on a day when nothing happens?"),
    "S2-90": ("r9", "give up, give back or put right, so that things become fairer"),
    "S2-91": ("r10", "How do you want to go on growing?"),
}
"""The questions of T46 and a few words of each, in our own wording."""


@pytest.mark.parametrize("id", QUESTIONS)
def test_the_question_stands_there_and_leads_on(cast: Cast, clock: Clock, id: str) -> None:
    unit, words = QUESTIONS[id]
    role = unit[0].upper()
    person = cast.R if role == "R" else cast.B
    be(person, role, clock.now)
    assert words in said(person, f"/n/t46/new/?unit={unit}")
    sent = {"uid": str(uuid4()), "answer": "what I know so far"}
    answer = person.client.post(f"/n/t46/new/?unit={unit}", sent)
    assert answer.status_code == 303, text(answer)
    page = person.client.get(answer["Location"])
    assert "what I know so far" in text(page)
    to = next(one.to for one in catalogue.tool("t46").units if one.id == unit)
    assert f"/n/{to}/" in page.content.decode()


def test_a_limit_that_was_kept_or_crossed_is_seen_over_time(cast: Cast, clock: Clock) -> None:
    """S0-23."""
    be(cast.B, "B", clock.now)
    made = cast.B.client.post(FIRST_LIMIT.form, {"uid": str(uuid4()), **FIRST_LIMIT.sends})
    assert made.status_code == 303, text(made)
    key = next(iter(cast.B.room.months()))
    thing = next(entry for entry in cast.B.room.month(key) if entry.kind == "t34").body["_item"]
    for how, acted in (("kept", ""), ("crossed", "yes")):
        sent = {"uid": str(uuid4()), "limit": thing, "how": how, "acted": acted, "when": "2026-11-18T20:00"}
        assert cast.B.client.post("/n/t34b/new/", sent).status_code == 303
    page = said(cast.B, "/n/t34/")
    assert "kept once" in page and "crossed once" in page
