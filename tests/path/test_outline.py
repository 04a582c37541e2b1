"""What is not written of stages 2 to 4, two lines each: all is there, in order, and each leads only where it can go."""

from __future__ import annotations

import re
import shutil
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

from goldseam import content_check
from goldseam.path.outline import load, outline, tool_faults, written
from goldseam.path.words import sign_words
from goldseam.safety.words import WordsError
from goldseam.tools import catalogue
from goldseam.tools.t08_library.lessons import lessons

pytestmark = pytest.mark.once

FILE = Path(settings.CONTENT_DIR) / "en" / "path.toml"
ENTRIES = list(outline().values())


def test_every_lesson_of_the_later_stages_is_there() -> None:
    count = Counter((one.stage, one.role) for one in ENTRIES)
    assert count == {
        (2, "R"): 10, (2, "B"): 8, (2, "S"): 2, (2, "T"): 2,
        (3, "R"): 10, (3, "B"): 8, (3, "C"): 7, (3, "S"): 4, (3, "T"): 3,
        (4, "R"): 8, (4, "B"): 7, (4, "C"): 7, (4, "S"): 1, (4, "T"): 1,
    }  # fmt: skip
    assert sum(count.values()) == 78


def test_what_is_for_the_two_in_the_steady_part_is_written() -> None:
    assert [id for id in lessons() if id[0] not in "01"] == [f"2C{number}" for number in range(1, 7)]
    assert not [one.id for one in ENTRIES if one.stage == 2 and one.role == "C"]


def test_they_stand_in_the_order_of_the_programme_and_none_is_passed_over() -> None:
    ids = list(outline())
    assert ids == sorted(ids, key=lambda id: (id[0], "RBCST".index(id[1]), int(id[2:])))
    for (stage, role), many in Counter((one.stage, one.role) for one in ENTRIES).items():
        assert [one.id for one in ENTRIES if (one.stage, one.role) == (stage, role)] == [
            f"{stage}{role}{number}" for number in range(1, many + 1)
        ]
    assert ids.index("2R2") < ids.index("2R10")


def test_the_order_does_not_hang_on_the_file(tmp_path: Path) -> None:
    head, *blocks = FILE.read_text(encoding="utf-8").split("[[entry]]\n")
    path = tmp_path / "path.toml"
    path.write_text("[[entry]]\n".join([head, *(f"{block}\n" for block in reversed(blocks))]), encoding="utf-8")
    assert [one.id for one in load(path)] == list(outline())


def test_no_two_say_the_same() -> None:
    lines = [line for one in ENTRIES for line in (*one.brief, one.practice, one.done) if line]
    assert [line for line, many in Counter(lines).items() if many > 1] == []
    assert len({one.title for one in ENTRIES}) == len(ENTRIES)


def test_each_leads_to_tools_and_signs_that_are_there_for_its_reader() -> None:
    assert tool_faults(ENTRIES, catalogue.catalogue()) == []
    named = {sign.id: sign for sign in sign_words()}
    for one in ENTRIES:
        assert bool(one.practice) == bool(one.done) == bool(one.tools), one.id
        for sign in (named[id] for id in one.signs):
            assert sign.tool in one.tools, one.id
            assert not sign.roles or one.role in (*sign.roles, "C"), one.id
            assert not sign.quiet, one.id  # nobody is led to a quiet sign


def test_no_sign_of_an_earlier_lesson_makes_a_later_one_done() -> None:
    used = [id for one in ENTRIES for id in one.signs]
    before = {id for one in lessons().values() for id in one.front.signs}
    assert len(used) == len(set(used))
    assert before.isdisjoint(used)


def test_nothing_is_promised_and_nobody_is_led_to_a_reading() -> None:
    wrong = re.compile(
        r"\b(?:lessons?|chapters?|read on|in this (?:unit|stage)|guarantee\w*|save your|dopamine|reset|sober|victim|"
        r"contributed|journey|must|husband|wife|his|hers?|he|she)\b|(?<!how )\bsoon\b",
        re.IGNORECASE,
    )
    said = [f"{one.id} {line}" for one in ENTRIES for line in (one.title, *one.brief, one.practice, one.done)]
    assert [line for line in said if wrong.search(line)] == []


def test_hr_08_what_is_for_the_betrayed_asks_nothing_for_the_partners_sake() -> None:
    for one in ENTRIES:
        if one.role == "B":
            said = " ".join((one.practice, one.done)).lower()
            assert not re.search(r"\b(?:forgive (?:him|her|them)|support (?:him|her|your partner)|reassure)\b", said)
    assert "Nobody may ask it of you" in outline()["4B5"].brief[0]
    assert "You owe none of them today." in outline()["4B4"].brief[0]


GOOD = """\
[[entry]]
id = "2R3"
title = "Ride the wave"
step = "show"
brief = ["An urge climbs, stands high and sinks again.", "You need not wrestle with it. Let it pass through."]
tools = ["t09"]
practice = "Keep each urge for two weeks."
done = "ten urges are written down."
signs = ["ten"]
"""


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ('"2R3"', '"1R3"', "an id is a stage (2 to 4)"),
        ('"2R3"', '"2A3"', "an id is a stage (2 to 4)"),
        ('"2R3"', '"2r3"', "an id is a stage (2 to 4)"),
        ("Ride the wave", "w" * 61, "a title has 1 to 60 characters, not 61"),
        ("An urge climbs, stands high and sinks again.", "Too short.", "a line has 30 to 140 characters, not 10"),
        ("An urge climbs", "An urge climbs" + " on" * 50, "a line has 30 to 140"),
        (', "You need not wrestle with it. Let it pass through."', "", "brief"),
        ('through."]', 'through.", "And a third line that nobody has asked for."]', "brief"),
        ('step = "show"', 'step = "win"', "step"),
        ('["t09"]', "[]", "without a tool there is no practice"),
        ('["t09"]', '["t09", "t09"]', "each named once"),
        ('["t09"]', '["t09", "t10", "t11", "t12", "t13"]', "4 at most"),
        ("Keep each urge for two weeks.", "", "practice has 20 to 160"),
        ("ten urges are written down.", "now.", "done has 10 to 160"),
        ('["ten"]', '["eleven"]', "there is no sign “eleven”"),
        ("signs =", "sign =", "sign"),
    ],
)
def test_a_mistake_is_named(tmp_path: Path, old: str, new: str, fault: str) -> None:
    assert old in GOOD
    path = tmp_path / "path.toml"
    path.write_text(GOOD.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(WordsError, match=re.escape(fault)):
        load(path)
    path.write_text(GOOD, encoding="utf-8")
    assert [one.id for one in load(path)] == ["2R3"]


def test_all_mistakes_are_said_at_once(tmp_path: Path) -> None:
    path = tmp_path / "path.toml"
    bad = GOOD.replace('["ten"]', '["eleven"]').replace("Ride the wave", "w" * 61)
    path.write_text(bad + bad, encoding="utf-8")
    with pytest.raises(WordsError) as raised:
        load(path)
    for fault in ("path.toml", "“2R3” is there twice", "a title has", "there is no sign “eleven”"):
        assert fault in str(raised.value)


def test_an_entry_without_tools_says_only_what_it_is_about(tmp_path: Path) -> None:
    path = tmp_path / "path.toml"
    bare = re.sub(r'(practice|done) = ".*"', r'\1 = ""', GOOD).replace('["t09"]', "[]")
    path.write_text(bare, encoding="utf-8")
    with pytest.raises(WordsError, match="a sign comes from a tool"):
        load(path)
    path.write_text(bare.replace('["ten"]', "[]"), encoding="utf-8")
    assert load(path)[0].tools == ()


@pytest.mark.parametrize(
    ("id", "code", "fault"),
    [
        ("2R3", "t99", "points to the tool “t99”"),
        ("2T2", "t18", "the tool “t18” is not for T"),
        ("2B1", "t29", "the tool “t29” is not for B"),
    ],
)
def test_a_tool_that_is_not_there_or_not_for_the_reader_is_named(id: str, code: str, fault: str) -> None:
    one = outline()[id]
    changed: Any = type(one)(id, one.title, one.step, one.brief, (code,), "x" * 20, "x" * 10, ())
    assert [fault in said for said in tool_faults([changed], catalogue.catalogue())] == [True]


def test_an_entry_goes_when_its_lesson_is_written() -> None:
    assert written(ENTRIES, lessons()) == []
    assert written(ENTRIES, ["1R3", "2R3"]) == ["“2R3”: there is a lesson of this id now, so the entry goes"]


def test_what_is_for_the_two_may_lead_to_a_tool_of_one_of_them() -> None:
    assert {"t29", "t30"} <= set(outline()["3C5"].tools)
    assert tool_faults([outline()["3C5"]], catalogue.catalogue()) == []


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ('["t09"]', '["t99"]', "“2R3”: it points to the tool “t99”"),
        ('["ten", "ridden"]', '["nine"]', "there is no sign “nine”"),
        ("An urge climbs", "An urge fails to stop and failed", "say what happened"),
        ("An urge climbs", "In a study an urge climbs", "needs an evidence mark"),
    ],
)
def test_the_content_check_reads_it(tmp_path: Path, old: str, new: str, fault: str) -> None:
    copy = tmp_path / "content"
    shutil.copytree(FILE.parent.parent, copy)
    path = copy / "en" / "path.toml"
    path.write_text(path.read_text().replace(old, new, 1))
    said = [str(problem) for problem in content_check.check(copy) if problem.file == "en/path.toml"]
    assert any(fault in one for one in said), said
