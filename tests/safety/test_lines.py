import datetime as dt
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from goldseam.safety import lines
from goldseam.safety.words import WordsError, words_dir

REGIONS = sorted(path.stem for path in (words_dir() / "helplines").glob("*.toml"))


@pytest.fixture
def steward(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    own = tmp_path / "helplines.toml"
    monkeypatch.setattr(lines, "_steward_path", lambda: own)

    def write(text: str) -> None:
        own.write_text(text)

    return write


def test_the_regions_named_in_the_plan_are_all_there() -> None:
    assert set(REGIONS) == {
        "gb", "ie", "us", "au", "nz", "ca", "sg", "in", "za", "de", "at", "ch", "fr", "nl", "world",
    }  # fmt: skip


@pytest.mark.parametrize("code", REGIONS)
def test_each_region_can_be_called_in_an_emergency_and_names_a_line_for_despair(code: str) -> None:
    region = lines.for_region(code)
    assert region.code == code
    assert any(line.tel for line in region.emergency)
    assert region.lines_for(["suicide"])
    assert lines.with_fallback(region, ["violence"]) and lines.with_fallback(region, ["stop"])
    assert lines.with_fallback(region, ["children"])


@pytest.mark.parametrize(
    ("code", "number"),
    [
        ("us", "988"),
        ("gb", "116123"),
        ("ie", "116123"),
        ("au", "131114"),
        ("sg", "1767"),
    ],
)
def test_the_first_number_for_despair_is_the_one_the_specification_names(code: str, number: str) -> None:
    assert lines.for_region(code).lines_for(["suicide"])[0].tel == number


@pytest.mark.parametrize(("code", "number"), [("gb", "08081000900"), ("au", "1800011800")])
def test_the_anonymous_stop_lines_are_the_ones_the_specification_names(code: str, number: str) -> None:
    assert [line.tel for line in lines.for_region(code).lines_for(["stop"])] == [number]


def test_nothing_is_called_confirmed_before_a_person_confirmed_it() -> None:
    for region in lines.regions():
        for line in region.lines:
            assert line.checked == "", line.id


def test_the_place_for_everywhere_else_comes_last_and_answers_for_unknown_codes() -> None:
    assert lines.regions()[-1].code == "world"
    assert lines.for_region("xx").code == "world"
    assert lines.for_region("../gb").code == "world"
    assert not lines.knows("xx")


def test_lines_come_in_the_order_of_the_purposes_and_only_once() -> None:
    found = lines.for_region("au").lines_for(["own_acts", "violence", "suicide"])
    ids = [line.id for line in found]
    assert ids[:2] == ["au-mensline", "au-mrs"]
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize(
    ("header", "code"),
    [
        ("en-GB,en;q=0.9", "gb"),
        ("en-uk", "gb"),
        ("en-AU;q=0.8", "au"),
        ("zh-Hant-SG,zh;q=0.9", "sg"),
        ("de,en-US;q=0.5", "de"),
        ("fr-BE,fr;q=0.8", ""),
        ("en", ""),
        ("*", ""),
        ("", ""),
        (";;;,,,-", ""),
    ],
)
def test_a_browsers_languages_point_to_a_region_or_to_none(header: str, code: str) -> None:
    assert lines.guess(header) == code


def test_the_steward_confirms_hides_replaces_and_adds(steward: Callable[[str], None]) -> None:
    steward(
        """
        [ie]
        checked = "2026-11-20"
        hide = ["ie-tusla"]
        [[ie.line]]
        id = "ie-clinic"
        name = "Our clinic"
        for = ["suicide"]
        call = "01 234 5678"
        source = "us"
        checked = "2026-10-01"
        [[ie.line]]
        id = "ie-pieta"
        name = "Pieta, renamed"
        for = ["suicide"]
        call = "1800 000 000"
        source = "pieta.ie"
        checked = ""
        [se]
        name = "Sweden"
        [[se.line]]
        id = "se-emergency"
        name = "Emergency"
        for = ["emergency"]
        call = "112"
        source = "112.se"
        checked = ""
        """
    )
    ireland = lines.for_region("ie")
    assert ireland.lines[0].id == "ie-clinic"
    assert ireland.line("ie-tusla") is None
    assert ireland.line("ie-pieta").name == "Pieta, renamed"  # type: ignore[union-attr]
    assert ireland.line("ie-clinic").checked == "2026-10-01"  # type: ignore[union-attr]
    assert ireland.line("ie-samaritans").checked == "2026-11-20"  # type: ignore[union-attr]
    assert lines.for_region("gb").line("gb-samaritans").checked == ""  # type: ignore[union-attr]
    assert lines.knows("se") and lines.steward_fault() == ""


@pytest.mark.parametrize(
    "text",
    [
        "not toml [",
        "[ie]\nchecked = 'yesterday'",
        "[ie]\nhide = ['ie-emergency']",
        "[se]\nname = 'Sweden'",
        "[ie]\ncolour = 'blue'",
        "[[ie.line]]\nid='ie-x'\nname='X'\nfor=['suicide']\ncall='call me'\nsource='x'\nchecked=''",
        "[[ie.line]]\nid='ie-x'\nname='X'\nfor=['suicide']\nsite='http://plain.example'\nsource='x'\nchecked=''",
        "[[ie.line]]\nid='gb-x'\nname='X'\nfor=['suicide']\ncall='1'\nsource='x'\nchecked=''",
        "[[ie.line]]\nid='ie-x'\nname='X'\nfor=['magic']\ncall='12'\nsource='x'\nchecked=''",
        "[[ie.line]]\nid='ie-x'\nname='X'\nfor=['suicide']\nsource='x'\nchecked=''",
    ],
)
def test_a_mistake_in_the_stewards_file_loses_no_number_and_is_named(steward: Callable[[str], None], text: str) -> None:
    steward(text)
    assert lines.for_region("ie").line("ie-samaritans")
    assert lines.for_region("ie").emergency
    assert "helplines.toml" in lines.steward_fault()


def test_the_stewards_file_is_read_again_when_it_changes(steward: Callable[[str], None]) -> None:
    steward('[gb]\nchecked = "2026-01-01"')
    first = lines.for_region("gb").lines[0].checked
    steward('[gb]\nchecked = "2026-02-02"\nhide = ["gb-shout"]')
    assert (first, lines.for_region("gb").lines[0].checked) == ("2026-01-01", "2026-02-02")


def test_a_number_is_written_for_people_and_dialled_by_phones() -> None:
    line = lines.for_region("ie").line("ie-stop")
    assert line is not None
    assert (line.call, line.tel) == ("+44 1372 847 161", "+441372847161")


def test_a_broken_built_in_file_is_refused_with_its_name(tmp_path: Path) -> None:
    path = tmp_path / "xx.toml"
    line = "[[line]]\nid='xx-a'\nname='A'\nfor=['suicide']\ncall='1 2'\nsource='a'\nchecked=''"
    path.write_text("name = 'Nowhere'\n" + line)
    with pytest.raises(WordsError, match=r"xx\.toml.*emergency"):
        lines.load(path)


def test_a_checked_date_is_a_real_day() -> None:
    line = lines.Line(
        id="gb-x", name="X", purposes=("suicide",), source="x", checked=str(dt.date(2026, 2, 28)), call="12"
    )
    assert lines.faults_of(line, "gb") == []
    assert lines.faults_of(lines.Line("gb-x", "X", ("suicide",), "x", "2026-02-30", call="12"), "gb")


def test_the_address_of_a_line_does_not_name_it_and_no_two_share_one() -> None:
    every = [line for region in lines.regions() for line in region.lines]
    assert len({line.token for line in every}) == len(every)
    for line in every:
        assert re.fullmatch("[0-9a-f]{8}", line.token)
