"""T52: one entry, a list, the folder of lists, the steward's file of fellowships, the command, the document."""

from __future__ import annotations

import io
import json
import re
import tomllib
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from hypothesis import given
from hypothesis import strategies as st

from goldseam.cli import main
from goldseam.safety.words import WordsError
from goldseam.tools.t52_meetings import directory, entries, fellowships
from goldseam.tools.t52_meetings.directory import ListError
from goldseam.tools.t52_meetings.entries import Defaults, Listing
from goldseam.tools.t52_meetings.schedule import following

pytestmark = pytest.mark.once

SUNDAY: dict[str, Any] = {
    "name": "Sunday Serenity", "slug": "sunday-serenity-14", "day": 0, "time": "18:00", "end_time": "19:30",
    "location": "Alano Club", "group": "The Serenity Group", "notes": "Ring the bell.", "types": ["O", "T", "LGBTQ"],
    "updated": "2014-05-31 14:32:23", "url": "https://example.org/meetings/sunday", "address": "123 Main Street",
    "city": "Anytown", "state": "CA", "postal_code": "98765", "country": "US", "approximate": "no",
    "timezone": "America/Los_Angeles",
}  # fmt: skip
SATURDAY: dict[str, Any] = {
    "name": "Saturday group", "slug": "saturday-group", "kind": "group", "day": 6, "time": "13:00",
    "end_time": "15:00", "timezone": "Asia/Singapore", "rrule": "FREQ=WEEKLY;INTERVAL=2;BYDAY=SA",
    "start": "2026-01-10", "city": "Singapore", "led_by": "A psychologist", "for": ["R"],
}  # fmt: skip


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The steward's folder of lists, empty."""
    monkeypatch.setattr(fellowships, "folder", lambda: tmp_path / "meetings")
    return tmp_path / "meetings"


def read(raw: dict[str, Any], **defaults: Any) -> Listing:
    listing, faults = entries.read(raw, Defaults(**defaults))
    assert faults == []
    assert listing is not None
    return listing


def faults(**changed: Any) -> str:
    raw = {**SUNDAY, **changed}
    listing, found = entries.read({name: value for name, value in raw.items() if value is not None})
    assert (listing is None) == bool(found)
    return " | ".join(found)


# -- one entry ------------------------------------------------------------------------------------------


def test_an_entry_of_the_open_format_is_read_whole() -> None:
    found = read(SUNDAY)
    assert found.rule is not None
    assert (found.rule.days, found.rule.at, found.rule.every) == (frozenset({6}), time(18), 1)
    assert found.rule.lasts == timedelta(hours=1.5)
    assert found.place == "Alano Club, 123 Main Street, Anytown, CA, 98765, US"
    assert found.modes == ("in_person",)
    assert found.notes == ("Ring the bell.",)
    assert found.updated == date(2014, 5, 31)


def test_sunday_is_nought_in_the_format_and_the_last_day_of_our_week() -> None:
    for theirs, ours in enumerate([6, 0, 1, 2, 3, 4, 5]):
        rule = read({**SUNDAY, "day": theirs}).rule
        assert rule is not None
        assert rule.days == {ours}
    several = read({**SUNDAY, "day": [1, "3", 5]}).rule
    assert several is not None
    assert several.days == {0, 2, 4}


def test_a_fortnight_is_read_and_its_next_date_is_right() -> None:
    found = read(SATURDAY)
    assert found.rule is not None
    upcoming = following(found.rule, datetime(2026, 1, 11, tzinfo=UTC))
    assert upcoming is not None
    assert upcoming.start == datetime(2026, 1, 24, 5, tzinfo=UTC)
    assert found.says["led_by"] == "A psychologist"


def test_days_may_stand_in_the_rule_alone() -> None:
    raw = {name: value for name, value in SATURDAY.items() if name != "day"}
    rule = read(raw).rule
    assert rule is not None
    assert rule.days == {5}


def test_without_day_and_time_it_is_by_appointment() -> None:
    assert read({"name": "Open line", "slug": "line", "conference_phone": "+44 20 1234,555#"}).rule is None


@pytest.mark.parametrize(
    ("said", "modes"),
    [
        ({"conference_url": "https://example.org/j/1"}, ("video",)),
        ({"conference_phone": "+1-555-0100"}, ("phone",)),
        ({"conference_url": "https://example.org/j/1", "city": "Chicago"}, ("video",)),
        ({"conference_url": "https://example.org/j/1", "formatted_address": "Chicago, IL, USA"}, ("video",)),
        ({"conference_url": "https://example.org/j/1", "address": "1 High Street"}, ("in_person", "video")),
        ({"formatted_address": "Chicago, IL, USA"}, ("in_person",)),
        ({"formatted_address": "4953 W Addison St", "approximate": "yes", "conference_phone": "123"}, ("phone",)),
        ({"address": "1 High Street", "types": ["TC"], "conference_phone": "12345"}, ("phone",)),
        ({"mode": "text"}, ("text",)),
        ({"mode": ["in_person", "text"]}, ("in_person", "text")),
    ],
)  # fmt: skip
def test_how_one_can_come_follows_from_address_link_and_number(said: dict[str, Any], modes: tuple[str, ...]) -> None:
    assert read({"name": "x", "slug": "x", **said}).modes == modes


def test_a_room_shut_for_now_without_another_way_in_is_known_as_closed() -> None:
    assert read({"name": "x", "slug": "x", "address": "1 High Street", "types": ["TC"]}).closed


def test_languages_come_from_the_entry_then_its_types_then_the_import() -> None:
    base = {"name": "x", "slug": "x", "mode": "text"}
    assert read({**base, "language": "de", "types": ["S"]}, languages=("en",)).languages == ("de",)
    assert read({**base, "types": ["S", "O"]}, languages=("en",)).languages == ("es",)
    assert read(base, languages=("en",)).languages == ("en",)
    assert read(base).languages == ()


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"name": None}, '"name" is missing'),
        ({"name": " "}, '"name" is missing'),
        ({"name": "x" * 256}, "at most 255"),
        ({"name": ["x"]}, '"name" is a text'),
        ({"slug": None}, '"slug" is missing'),
        ({"slug": "a b"}, '"slug" is missing or has more'),
        ({"slug": "../../etc"}, '"slug" is missing or has more'),
        ({"day": 7}, '"day" is 0 (Sunday) to 6'),
        ({"day": True}, '"day" is 0 (Sunday) to 6'),
        ({"day": [1, "x"]}, '"day" is 0 (Sunday) to 6'),
        ({"day": None}, '"day" and "time" belong together'),
        ({"time": None}, '"day" and "time" belong together'),
        ({"time": "7:30pm"}, '"time" has at most 5'),
        ({"time": "24:00"}, 'written like 19:30, not "24:00"'),
        ({"end_time": "9"}, 'written like 20:30, not "9"'),
        ({"timezone": None}, '"timezone" is missing'),
        ({"timezone": "Europe/Nowhere"}, "is no time zone such as"),
        ({"timezone": "../../etc/passwd"}, "is no time zone such as"),
        ({"rrule": "FREQ=DAILY"}, '"rrule": only FREQ=WEEKLY'),
        ({"rrule": "FREQ=WEEKLY;BYDAY=SA"}, "name different days"),
        ({"rrule": "FREQ=WEEKLY;INTERVAL=2"}, 'needs "start"'),
        ({"rrule": "FREQ=WEEKLY;INTERVAL=2", "start": "soon"}, '"start" is a date'),
        ({"rrule": "FREQ=WEEKLY;INTERVAL=2", "start": "2026-01-10"}, "is a Saturday, which is none of its days"),
        ({"kind": "party"}, '"kind" is meeting, group or helper'),
        ({"for": ["everyone"]}, '"for" knows R, B, both, S, not "everyone"'),
        ({"mode": "pigeon"}, '"mode" knows in_person'),
        ({"language": "English"}, '"language" is a code'),
        ({"conference_url": "javascript:alert(1)"}, '"conference_url" is an address'),
        ({"conference_url": 'https://x.org/"onclick='}, '"conference_url" is an address'),
        ({"url": "ftp://x.org"}, '"url" is an address'),
        ({"conference_phone": "call me"}, "a number that a phone can call"),
        ({"types": "O"}, ""),
        ({"types": [1]}, '"types" is a list of short words'),
        ({"faith_based": "yes"}, '"faith_based" is true or false'),
        ({"years": "ten"}, '"years" is a whole number'),
        ({"updated": "yesterday"}, '"updated" is a date'),
        ({"checked": "2026-13-01"}, '"checked" is a date'),
        (dict.fromkeys(["address", "location", "city", "state", "postal_code", "country"]), "neither where nor how"),
    ],
)  # fmt: skip
def test_each_mistake_is_a_sentence_and_the_entry_is_not_taken(changed: dict[str, Any], said: str) -> None:
    found = faults(**changed)
    assert (said in found) if said else found == ""


def test_a_mistake_in_the_day_is_said_once() -> None:
    assert faults(day=9).count(" | ") == 0


anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=6), inner, max_size=3),
    max_leaves=6,
)


@given(st.dictionaries(st.sampled_from(sorted(entries.READ)), anything, max_size=12))
def test_whatever_an_entry_holds_it_is_read_or_refused_in_words(raw: dict[str, Any]) -> None:
    listing, found = entries.read({**SUNDAY, **raw})
    assert (listing is None) == bool(found)
    assert all(isinstance(one, str) and one for one in found)


@given(anything)
def test_an_entry_that_is_no_object_is_refused(raw: Any) -> None:
    listing, found = entries.read(raw)
    assert listing is None or isinstance(raw, dict)
    assert found or listing


# -- a list and the folder ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "not valid JSON"),
        ("{}", "a list is a JSON array"),
        ("[1]", "entry 1: an entry is an object"),
        ('[{"name":"x"}]', "entry 1 (x):"),
        ("[" * 100_000, "not valid JSON"),
    ],
)
def test_a_list_that_is_none_is_refused(text: str, said: str) -> None:
    with pytest.raises(ListError) as error:
        directory.parse(text)
    assert said in str(error.value)


def test_two_entries_with_one_slug_are_refused_and_both_named() -> None:
    with pytest.raises(ListError) as error:
        directory.parse(json.dumps([SUNDAY, SATURDAY, SUNDAY]))
    assert error.value.faults == ['entry 3 (sunday-serenity-14): the slug "sunday-serenity-14" is that of entry 1 too']


def test_every_mistake_of_a_list_is_named_with_its_entry() -> None:
    with pytest.raises(ListError) as error:
        directory.parse(json.dumps([{**SUNDAY, "day": 9}, SATURDAY, {**SUNDAY, "slug": "b", "time": "x"}]))
    assert [fault.split(":")[0] for fault in error.value.faults] == ["entry 1 (sunday-serenity-14)", "entry 3 (b)"]


def test_contact_persons_money_and_places_on_a_map_are_not_kept() -> None:
    raw = {**SUNDAY, "contact_1_name": "Jo", "contact_1_phone": "1", "venmo": "@a", "latitude": 1.0, "longitude": 2.0}
    kept, _listings = directory.parse(json.dumps([raw]))
    assert kept == [SUNDAY]


def test_a_list_with_a_mistake_is_left_out_whole_and_the_others_go_on(folder: Path) -> None:
    directory.write("good", [SUNDAY])
    (folder / "bad.json").write_text(json.dumps([SATURDAY, {**SUNDAY, "day": 9}]))
    (folder / "worse.json").write_bytes(b"\xff\xfe")
    found = directory.directory()
    assert [placed.of for placed in found.placed] == ["good"]
    assert [fault.split(":")[0] for fault in found.faults] == ["bad.json", "worse.json"]


def test_a_changed_list_is_seen_without_a_restart(folder: Path) -> None:
    assert directory.directory().placed == ()
    directory.write("one", [SUNDAY])
    assert len(directory.directory().placed) == 1
    directory.write("one", [SUNDAY, SATURDAY])
    assert len(directory.directory().placed) == 2


def test_a_list_lies_closed_to_others_on_the_machine(folder: Path) -> None:
    path = directory.write("one", [SUNDAY])
    assert path.stat().st_mode & 0o077 == 0
    assert folder.stat().st_mode & 0o077 == 0
    assert [file.name for file in folder.iterdir()] == ["one.json"]


def test_an_entry_is_known_in_an_address_by_a_mark_that_says_nothing(folder: Path) -> None:
    directory.write("saa-london", [SUNDAY])
    token = directory.directory().placed[0].token
    assert re.fullmatch(r"[0-9a-f]{10}", token)
    found = directory.find(token)
    assert found is not None
    assert found.listing.slug == SUNDAY["slug"]
    assert directory.find("0000000000") is None


# -- fellowships ----------------------------------------------------------------------------------------


def test_hr_10_every_fellowship_that_comes_along_says_how_it_defines_sobriety(folder: Path) -> None:
    found = fellowships.by_id()
    assert {"saa", "slaa", "sa", "sca", "sra", "pa", "cosa", "sanon", "smart"} <= set(found)
    for one in found.values():
        assert one.definition
    assert "marriage between a man and a woman" in found["sa"].definition
    assert "Each member decides" in found["saa"].definition
    for word in ("only true", "best", "should", "sin", "wrong", "unhealthy", "cure"):
        assert not any(re.search(rf"\b{word}\b", one.definition) for one in found.values()), word


def test_nothing_that_comes_along_is_called_confirmed(folder: Path) -> None:
    assert all(not one.checked for one in fellowships.fellowships())


def test_the_stewards_file_confirms_hides_and_adds(folder: Path) -> None:
    folder.mkdir()
    (folder / "fellowships.toml").write_text(
        'checked = "2026-11-20"\nhide = ["fortify"]\n[[fellowship]]\nid = "our-circle"\nname = "Our circle"\n'
        'kind = "secular"\nfor = ["R"]\ndefinition = "None."\nabout = "Free."\nsite = "https://example.org/"\n'
        'source = "itself"\nchecked = ""\n'
    )
    found = fellowships.by_id()
    assert "fortify" not in found
    assert found["our-circle"].checked == "2026-11-20"
    assert found["saa"].checked == "2026-11-20"
    assert fellowships.fault() == ""


@pytest.mark.parametrize(
    "text", ["x = 1", 'checked = "soon"', "[[fellowship]]\nid = 1", "= =", '[[fellowship]]\nid = "UPPER"\nname = ""\n'
             'kind = "steps"\nfor = []\ndefinition = ""\nabout = ""\nsite = "http://x"\nsource = ""\nchecked = ""'],
)  # fmt: skip
def test_a_mistake_in_the_stewards_file_leaves_the_built_in_ones_standing(folder: Path, text: str) -> None:
    folder.mkdir()
    (folder / "fellowships.toml").write_text(text)
    assert fellowships.fault()
    assert "saa" in fellowships.by_id()
    assert not fellowships.by_id()["saa"].checked


def test_a_built_in_file_with_a_mistake_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "x.toml"
    path.write_text(
        'name = "X"\nkind = "steps"\nfor = ["R"]\ndefinition = ""\nabout = "a"\nsite = "x"\nsource = "s"\nchecked = ""'
    )
    with pytest.raises(WordsError, match="definition"):
        fellowships.load(path)


# -- the command ----------------------------------------------------------------------------------------


def put(tmp_path: Path, raw: Any, name: str = "London list.json") -> str:
    path = tmp_path / name
    path.write_text(raw if isinstance(raw, str) else json.dumps(raw))
    return str(path)


def test_a_good_list_is_kept_under_its_files_name(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = put(tmp_path, [{**SUNDAY, "venmo": "@x"}, SATURDAY])
    assert main(["meetings", "import", file, "--fellowship", "saa", "--for", "R", "--language", "en"]) == 0
    said = capsys.readouterr().out
    assert "london-list.json: 2 entries." in said
    assert "Not taken over, because nobody needs it to come: venmo." in said
    kept = json.loads((folder / "london-list.json").read_text())
    assert kept[0]["fellowship"] == "saa"
    assert kept[0]["for"] == ["R"]
    assert kept[1]["language"] == ["en"]
    assert main(["meetings", "import", put(tmp_path, [SATURDAY])]) == 0
    assert "london-list.json: 1 entry, in place of 2." in capsys.readouterr().out


def test_a_bad_list_changes_nothing_and_every_mistake_is_named(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["meetings", "import", put(tmp_path, [SUNDAY]), "--name", "here"]) == 0
    before = (folder / "here.json").read_bytes()
    bad = put(tmp_path, [SUNDAY, {**SATURDAY, "start": None, "day": 5}])
    assert main(["meetings", "import", bad, "--name", "here"]) == 1
    said = capsys.readouterr().err
    assert said.startswith("Nothing was changed.")
    assert "entry 2 (saturday-group)" in said
    assert (folder / "here.json").read_bytes() == before
    assert [file.name for file in folder.iterdir()] == ["here.json"]


def test_of_very_many_mistakes_the_first_are_printed(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["meetings", "import", put(tmp_path, [{"name": "x"}] * 50)]) == 1
    assert "… and" in capsys.readouterr().err
    assert not folder.exists()


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--name", "../x"], "is no name for a list"),
        (["--timezone", "Moon/Base"], "is no time zone"),
        (["--for", "R,all"], 'not "all"'),
        (["--language", "english"], "is no code"),
    ],
)
def test_a_wrong_option_changes_nothing(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], options: list[str], said: str
) -> None:
    assert main(["meetings", "import", put(tmp_path, [SUNDAY]), *options]) == 1
    assert said in capsys.readouterr().err
    assert not folder.exists()


def test_a_list_can_come_from_standard_input(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Given:
        buffer = io.BytesIO(b"\xef\xbb\xbf" + json.dumps([SUNDAY]).encode())

    monkeypatch.setattr("sys.stdin", Given())
    assert main(["meetings", "import", "-"]) == 0
    assert (folder / "imported.json").exists()


@pytest.mark.parametrize(("raw", "said"), [(b"\xff\xff", "is not UTF-8 text"), (None, "cannot be read")])
def test_a_file_that_cannot_be_read_is_said_plainly(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], raw: bytes | None, said: str
) -> None:
    path = tmp_path / "x.json"
    if raw is not None:
        path.write_bytes(raw)
    assert main(["meetings", "import", str(path)]) == 1
    assert said in capsys.readouterr().err


def test_what_is_given_out_can_be_put_in_again_and_is_the_same(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    directory.write("a", [SUNDAY, SATURDAY])
    directory.write("b", [{**SUNDAY, "name": "Another"}])
    assert main(["meetings", "export"]) == 0
    given_out = capsys.readouterr().out
    slugs = [one["slug"] for one in json.loads(given_out)]
    assert slugs == ["sunday-serenity-14", "saturday-group", "b-sunday-serenity-14"]
    assert main(["meetings", "import", put(tmp_path, given_out, "all.json")]) == 0
    assert json.loads((folder / "all.json").read_text()) == json.loads(given_out)


def test_check_says_what_is_there_and_what_is_wrong(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["meetings", "check"]) == 0
    assert "There is no list yet" in capsys.readouterr().out
    directory.write("good", [SUNDAY])
    assert main(["meetings", "check"]) == 0
    assert "good.json: 1 entry" in capsys.readouterr().out
    (folder / "bad.json").write_text("[1]")
    (folder / "fellowships.toml").write_text("x = 1")
    assert main(["meetings", "check"]) == 1
    said = capsys.readouterr().err
    assert "bad.json: entry 1" in said
    assert "fellowships.toml" in said


# -- the document ---------------------------------------------------------------------------------------

DOCUMENT = Path(settings.CONTENT_DIR).parent / "docs" / "meetings.md"


def test_every_name_that_is_read_stands_in_the_document_and_nothing_else_does() -> None:
    text = DOCUMENT.read_text(encoding="utf-8")
    tables = "\n".join(line for line in text.splitlines() if line.startswith("| `"))
    named = {name for row in tables.splitlines() for name in re.findall(r"`([a-z_]+)`", row.split("|")[1])}
    assert named == entries.READ - {"languages"}


def test_the_examples_in_the_document_are_good(folder: Path) -> None:
    text = DOCUMENT.read_text(encoding="utf-8")
    lists = re.findall(r"```json\n(.*?)```", text, re.DOTALL)
    assert lists
    for one in lists:
        _kept, listings = directory.parse(one)
        assert listings
    own = re.findall(r"```toml\n(.*?)```", text, re.DOTALL)
    folder.mkdir()
    (folder / "fellowships.toml").write_text(own[0])
    assert fellowships.fault() == ""
    assert "our-circle" in fellowships.by_id()
    assert set(tomllib.loads(own[0])["hide"]) <= {
        path.stem for path in (Path(settings.CONTENT_DIR) / "en/meetings").glob("*.toml")
    }


def test_the_fellowships_that_the_document_names_are_there(folder: Path) -> None:
    row = next(line for line in DOCUMENT.read_text().splitlines() if line.startswith("| `fellowship` |"))
    assert set(re.findall(r"`([a-z]+)`", row)) - {"fellowship"} <= set(fellowships.by_id())


def test_the_mistakes_the_document_shows_are_said_like_that() -> None:
    text = DOCUMENT.read_text(encoding="utf-8")
    assert faults(time="7:30") in text.replace("7:30pm", "7:30")
    _listing, found = entries.read({name: value for name, value in SATURDAY.items() if name != "start"})
    assert found[0] in text
