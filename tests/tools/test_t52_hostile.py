"""T52: a list somebody made to do harm is refused in words or shown as words; no page breaks over it."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from goldseam.cli import main
from goldseam.tools.t52_meetings import directory, entries, fellowships
from goldseam.tools.t52_meetings.directory import ListError
from tests.conftest import Cast
from tests.tools.conftest import Clock, text

GOOD: dict[str, Any] = {
    "name": "Monday group", "slug": "monday", "day": 1, "time": "19:00", "timezone": "Europe/Dublin",
    "conference_url": "https://example.org/m", "city": "Dublin",
}  # fmt: skip
PAGES = ("/n/t52/", "/n/t52/find/", "/n/t52/f/", "/n/t52b/new/", "/n/t52/new/")


def raw(**changed: Any) -> dict[str, Any]:
    return {name: value for name, value in {**GOOD, **changed}.items() if value is not None}


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    made = tmp_path / "meetings"
    made.mkdir()
    monkeypatch.setattr(fellowships, "folder", lambda: made)
    return made


def every_page(cast: Cast) -> str:
    """All pages of the directory, each entry and each way out of it; nothing breaks."""
    client, said = cast.R.client, ""
    urls = list(PAGES)
    for placed in directory.directory().placed:
        urls += [f"/n/t52/e/{placed.token}/", f"/n/t52/new/?m={placed.token}"]
        urls += [f"/n/t52/go/{placed.token}/{what}/" for what in ("join", "page", "x")]
    for url in urls:
        answer = client.get(url)
        assert answer.status_code in {200, 404}, (url, answer.status_code)
        said += answer.content.decode()
    return said


@pytest.mark.parametrize(
    "changed",
    [
        {"start": "9999-12-31", "day": 5},
        {"start": "9999-12-27", "rrule": "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO"},
        {"start": "0001-01-01"},
        {"start": "0001-01-01", "rrule": "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO"},
        {"rrule": "FREQ=WEEKLY;BYDAY=MO;UNTIL=99991231"},
        {"rrule": "FREQ=WEEKLY;BYDAY=MO;UNTIL=00010101"},
        {"timezone": "Pacific/Kiritimati", "time": "00:00", "start": "0001-01-01"},
        {"timezone": "Etc/GMT+12", "time": "23:59", "end_time": "23:58", "start": "9999-12-27"},
        {"updated": "0001-01-01", "checked": "9999-12-31"},
        {"day": [0, 1, 2, 3, 4, 5, 6, 0, 1, 2]},
    ],
)  # fmt: skip
def test_times_at_the_ends_of_the_calendar_break_no_page(
    cast: Cast, clock: Clock, folder: Path, changed: dict[str, Any]
) -> None:
    (folder / "far.json").write_text(json.dumps([raw(**changed)]))
    every_page(cast)


@pytest.mark.parametrize(
    "name",
    [
        "name",
        "notes",
        "city",
        "region",
        "location",
        "sobriety_definition",
        "cost",
        "led_by",
        "fellowship",
        "group_notes",
    ],
)
@pytest.mark.parametrize(
    "evil", ["half \ud800 a letter", "\u202egnirts\u202c", "a\u2028b\u2029c", "\x85\x9b", "\ufeff\u200b"]
)
def test_letters_that_are_none_are_refused_or_left_out(
    cast: Cast, clock: Clock, folder: Path, name: str, evil: str
) -> None:
    (folder / "odd.json").write_text(json.dumps([raw(**{name: f"Group {evil}"})]))
    said = every_page(cast)
    assert not set(said) & set("\u202e\u202d\u2066\u2067\u2068\u2028\u2029\x85\x9b")


def test_half_a_letter_is_no_reason_to_fall_over_when_a_list_is_put_in(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "odd.json"
    file.write_text(json.dumps([raw(name="half \ud800 a letter", notes="\udfff")]))
    code = main(["meetings", "import", str(file)])
    assert (code, list(folder.glob("*.json"))) in [(1, []), (0, [folder / "odd.json"])]
    assert main(["meetings", "export"]) in {0, 1}
    capsys.readouterr()


@pytest.mark.parametrize("name", ["url", "conference_url"])
@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)", "JaVaScRiPt:alert(1)", "\x01javascript:alert(1)", "java\nscript:alert(1)",
        "data:text/html,x", "vbscript:x", "file:///etc/passwd", "//evil.example", "/n/t58/", "https:evil", "https://", "https:///x",
        "http://[", "https://a b", 'https://a"onclick=x', "https://a<b>", "https://a'b", "https://a\\b", "tel:999",
        "ftp://a", " ", "x",
    ],
)  # fmt: skip
def test_an_address_that_a_browser_would_run_is_never_a_link(
    cast: Cast, clock: Clock, folder: Path, name: str, url: str
) -> None:
    listing, faults = entries.read(raw(**{name: url}))
    assert faults or not (listing.url if name == "url" else listing.join_url)  # type: ignore[union-attr]


def test_the_place_named_before_leaving_is_the_one_a_browser_goes_to(cast: Cast, clock: Clock, folder: Path) -> None:
    (folder / "a.json").write_text(json.dumps([raw(conference_url="https://good.example@evil.example/good.example")]))
    placed = directory.directory().placed
    if not placed:
        return  # refused
    page = text(cast.R.client.get(f"/n/t52/go/{placed[0].token}/join/"))
    assert "evil.example" in page and "good.example" not in page.replace("evil.example/good.example", "")


@pytest.mark.parametrize("name", [*entries.TEXTS, "types", "regions", "approach"])
def test_markup_is_shown_as_the_words_it_is(cast: Cast, clock: Clock, folder: Path, name: str) -> None:
    evil = "<script>x</script>"
    value: Any = [evil] if name in {"types", "regions", "approach"} else evil
    (folder / "a.json").write_text(json.dumps([raw(**{name: value})]))
    assert evil not in every_page(cast)


@pytest.mark.parametrize(
    "text",
    [
        "[" * 100_000, '{"a":' * 100_000, "[NaN]", "[Infinity]", "[1e999]", '[{"name": ' + "9" * 5000 + "}]", "",
        "null", '[{"slug": {"a": 1}}]', '[{"name": true, "slug": false}]', '[{"name": ["x"], "slug": ["x"]}]',
        "\ufeff[]x",
        '[{"day": 1e400}]', '[{"day": NaN}]', '[{"years": 1e999}]', '[{"types": {"a": 1}}]', '[{"types": [[[]]]}]',
        '[{"for": [null]}]', '[{"mode": {}}]', '[[[[]]]]', '[{"name": "x", "name": "y", "slug": null}]',
    ],
)  # fmt: skip
def test_whatever_the_file_holds_is_refused_in_words(text: str) -> None:
    with pytest.raises(ListError) as refused:
        directory.parse(text)
    assert all(len(fault) < 1000 for fault in refused.value.faults)


def test_a_list_too_long_or_too_large_is_refused() -> None:
    with pytest.raises(ListError, match="at most 10000"):
        directory.parse(json.dumps([{}] * 10_001))
    with pytest.raises(ListError, match="larger than 8 MB"):
        directory.parse(json.dumps(["x" * (9 << 20)]))


def test_ten_thousand_meetings_are_looked_through_while_somebody_waits(cast: Cast, clock: Clock, folder: Path) -> None:
    many = [
        raw(slug=f"m-{n}", day=n % 7, time=f"{n % 24:02}:{n % 60:02}", timezone=("Europe/Dublin", "Asia/Tokyo")[n % 2])
        for n in range(10_000)
    ]
    (folder / "many.json").write_text(json.dumps(many))
    for url in ("/n/t52/", "/n/t52/find/"):
        cast.R.client.get(url)
        begun = datetime.now(UTC)
        assert cast.R.client.get(url).status_code == 200
        assert (datetime.now(UTC) - begun).total_seconds() < 3, url
