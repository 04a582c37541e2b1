"""Definitions: what ships is whole, what is wrong is named, and a therapist's sheet needs no code."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest
from django.conf import settings

from goldseam.reading import grade
from goldseam.tools import catalogue
from goldseam.tools.checking import parse
from goldseam.tools.definition import DefinitionError, Tool
from tests.conftest import Cast
from tests.tools.conftest import Clock, bodies, keep, put, text

ROOT = Path(__file__).parents[2]
GUIDE = ROOT / "docs" / "add-a-tool.md"
BANNED = re.compile(
    r"\b(addict\w*|clean|fail\w*|relaps\w*|co-?dependen\w*|streak\w*|end-to-end|zero-knowledge)\b|!|coming soon", re.I
)


def example() -> str:
    found = re.search(r"<!-- example: wsleep.toml -->\n```toml\n(.*?)```", GUIDE.read_text(), re.S)
    assert found
    return found.group(1)


def words_of(tool: Tool) -> Iterator[str]:
    yield from (tool.title, tool.purpose, tool.who, tool.keep, tool.kept, tool.next, tool.line, tool.empty, tool.time)
    for field in tool.fields:
        yield from (field.label, field.help, *(option.label for option in field.options))
    yield from (hook.say for hook in tool.hooks)
    yield from (measure.label for measure in tool.measures)
    for found in tool.words.values():
        yield from [found] if isinstance(found, str) else found


def shipped() -> dict[str, Tool]:
    tools, faults = catalogue.read_folder(Path(settings.CONTENT_DIR) / "en" / "tools")
    assert faults == []
    return tools


def test_every_shipped_tool_is_whole() -> None:
    assert set(shipped()) >= {"t09", "t40", "t40b", "t41", "t41b", "t49", "t57"}


@pytest.mark.parametrize("code", sorted(shipped()))
def test_the_words_keep_to_the_voice(code: str) -> None:
    for words in words_of(shipped()[code]):
        assert not BANNED.search(words), words
        if len(words.split()) > 6:
            assert grade(words) <= 8, (grade(words), words)


@pytest.mark.parametrize("code", sorted(shipped()))
def test_every_tool_says_who_can_see_it_and_how_well_it_is_tested(code: str) -> None:
    tool = shipped()[code]
    assert tool.who.startswith("Only you")
    assert tool.evidence.line
    if tool.share == "L0" and not tool.part_of:
        assert "cannot be shared" in tool.who


@pytest.mark.parametrize("code", sorted(shipped()))
def test_every_long_text_is_looked_at_for_self_harm(code: str) -> None:
    tool = shipped()[code]
    watched = {hook.field for hook in tool.hooks if hook.self_harm_words}
    for field in tool.fields:
        if field.type == "text" and field.length >= 200 and code != "t57":  # the plan is itself the answer to H1
            assert watched & {"*", field.name}, field.name


FLAWED = [
    ('code = "wsleep"', 'code = "other"', "the code is 'other', but the file is named 'wsleep.toml'"),
    ('need = "daily"', 'need = "soon"', "Invalid enum value 'soon' - at `$.need`"),
    ("mark = 1", "mark = 4", "evidence mark is 4, it must be 0 to 3"),
    ('type = "scale10"', 'type = "scale11"', "Invalid enum value 'scale11'"),
    ('name = "note"', 'name = "rested"', "two fields are named 'rested'"),
    ('name = "note"', 'name = "my_pin"', "must not speak of a pin"),
    ('name = "note"', 'name = "uid"', "no reserved word"),
    ('name = "note"', 'name = "Note 1"', "the name must be letters"),
    ("ends = {", "extra = {", "Object contains unknown field `extra`"),
    ('ends = { low = "not at all", high = "fully" }', "", "a scale needs worded ends"),
    ("high = 180", "high = 1500", "the range 0 to 1500 must lie within 0 to 1440"),
    ("high = 180", "low = 90\nhigh = 20", "the range 90 to 20"),
    ("length = 200", "length = 9000", "length is 9000, it must be 1 to 8000"),
    (
        'name = "note"\ntype = "text"\nlabel = "A line for yourself"\nlength = 200',
        'name = "note"\ntype = "lines"\nlabel = "Lines"\nlength = 1000\nitems = 20',
        "all fields together may hold 20200 letters, the most is 10000",
    ),
    ('{ id = "bath"', '{ id = "read"', "two options have the same id"),
    ('{ id = "bath"', '{ id = "the bath"', "the option id 'the bath'"),
    ('field = "rested"\nlabel', 'field = "sleep"\nlabel', "a measure names the field 'sleep', which does not exist"),
    ('field = "rested"\nlabel', 'field = "note"\nlabel', "which is no number"),
    ("self_harm_words = true", "at_least = 3", "the field 'note' is no number"),
    ("self_harm_words = true", "", "it needs exactly one of at_least, at_most, equals, self_harm_words or all"),
    ('hook = "H1"', 'hook = "H9"', "Invalid enum value 'H9'"),
    ('roles = ["R", "B", "S"]', "roles = []", "roles is empty"),
    ('type = "day"', 'type = "yes"', "once_a_day needs a field of type 'day'"),
    ('title = "Evening and sleep"', 'title = " "', "title is empty"),
    ('code = "wsleep"', "code = wsleep", "this is not valid TOML"),
]


@pytest.mark.parametrize(("right", "wrong", "said"), FLAWED)
def test_a_mistake_is_named_in_a_sentence(right: str, wrong: str, said: str) -> None:
    whole = example()
    assert right in whole
    with pytest.raises(DefinitionError) as error:
        parse(whole.replace(right, wrong, 1), "wsleep")
    assert said in str(error.value)
    assert str(error.value).startswith("wsleep: ")


def test_all_mistakes_come_at_once() -> None:
    broken = example().replace("mark = 1", "mark = 9").replace("length = 200", "length = 0")
    with pytest.raises(DefinitionError) as error:
        parse(broken, "wsleep")
    assert len(error.value.faults) == 2


def test_an_added_sheet_with_a_fault_is_left_out_and_the_others_stay(tmp_path: Path) -> None:
    (tmp_path / "wsleep.toml").write_text(example())
    (tmp_path / "wbad.toml").write_text("code = 'wbad'")
    (tmp_path / "t98.toml").write_text(example().replace("wsleep", "t98"))
    (tmp_path / "wbytes.toml").write_bytes(b"\xff\xfe")
    tools, faults = catalogue.read_own(tmp_path)
    assert list(tools) == ["wsleep"]
    assert len(faults) == 3
    assert any("t98: the code of an added worksheet begins with 'w'" in fault for fault in faults)


@pytest.fixture
def sheet(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    (tmp_path / "wsleep.toml").write_text(example())
    monkeypatch.setattr(catalogue, "own_folder", lambda: tmp_path)
    catalogue.catalogue.cache_clear()
    yield
    catalogue.catalogue.cache_clear()


def test_the_sheet_of_the_guide_works_from_form_to_picture_without_code(cast: Cast, clock: Clock, sheet: None) -> None:
    client = cast.R.client
    assert "Evening and sleep" in text(client.get("/n/tools/"))
    assert "After four evenings this page shows your weeks." in text(client.get("/n/wsleep/"))
    id = keep(
        client, "/n/wsleep/new/", day="2026-11-18", wind_down="40", rested="7", what=["read"], what_own="tea", note="ok"
    )
    assert bodies(cast.R, "wsleep") == [
        {"day": "2026-11-18", "wind_down": 40, "rested": 7, "what": ["read", "tea"], "note": "ok"}
    ]
    page = text(client.get(f"/n/wsleep/k/{id}/"))
    assert "Kept." in page
    assert "40 minutes" in page
    assert "Read, tea" in page
    for n in range(1, 20):
        put(cast.R, "wsleep", clock.now, day=f"2026-11-{18 - n % 17:02}", rested=n % 10)
    overview = client.get("/n/wsleep/")
    assert 'role="img"' in overview.content.decode()
    assert "Rested" in text(overview)
    assert "Evening and sleep" in text(client.get("/n/wsleep/list/"))
    changed = keep(client, f"/n/wsleep/k/{id}/change/", day="2026-11-18", rested="6", note="I want to die")
    assert "You do not have to carry it alone." in text(client.get(f"/n/wsleep/k/{changed}/"))
    bad = client.post("/n/wsleep/new/", {"uid": str(uuid4()), "day": "2026-11-18", "wind_down": "181", "note": "kept"})
    assert bad.status_code == 422
    assert "a whole number from 0 to 180" in bad.content.decode()
    assert client.post(f"/n/wsleep/k/{changed}/burn/", {"uid": str(uuid4())}).status_code == 303


def test_without_the_sheet_its_address_is_not_found(cast: Cast, clock: Clock) -> None:
    assert cast.R.client.get("/n/wsleep/").status_code == 404


def test_the_tools_page_groups_by_need_and_shows_ones_own(cast: Cast, clock: Clock) -> None:
    from goldseam.tools.pages import Group, home_page

    def groups(*roles: str) -> list[Group]:
        return home_page(roles, lambda tool: True)

    def titles(*roles: str) -> list[str]:
        return [tool.title for group in groups(*roles) for tool in group.tools]

    assert titles("R").index("Urges") < titles("R").index("Grounding")
    assert titles("B").index("Grounding") < titles("B").index("Urges")
    assert set(titles("R")) < set(titles()), "some tools are for the other one"
    assert len(titles()) == len(set(titles())), "two tools have the same name"
    page = text(cast.R.client.get("/n/tools/?all=1"))
    for listed in (tool for group in groups() for tool in group.tools):
        assert listed.title in page
        assert "nly you" in listed.facts
        assert listed.facts in page


def test_no_tool_points_to_one_that_is_not_there() -> None:
    assert catalogue.cross_faults(shipped()) == []


def test_long_writing_rests_after_a_hard_answer() -> None:
    open_to_all = {"t49"}  # the journal: a person may write in the dark hour what cannot be said
    assert {code for code, tool in shipped().items() if tool.time_box and not tool.heavy} <= open_to_all
