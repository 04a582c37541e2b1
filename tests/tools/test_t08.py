"""T08: lessons by reader and theme, a lesson with its note, words and books; and what a lesson file may not hold."""

from __future__ import annotations

import re
import shutil
from html import unescape
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.conf import settings

from goldseam import content_check
from goldseam.path.words import sign_words
from goldseam.safety.words import WordsError
from goldseam.tools.catalogue import catalogue
from goldseam.tools.definition import MARKS
from goldseam.tools.t08_library import lessons, markdown, words
from tests.conftest import Cast, Person
from tests.tools.conftest import Clock, be, bodies, keep, put, text

HOME = "/n/t08/"
CONTENT = Path(settings.CONTENT_DIR) / "en"
FILES = sorted((CONTENT / "lessons").glob("*.md"))
LIBRARY = [*FILES, *sorted((CONTENT / "library").glob("*.toml"))]


def as_role(person: Person, clock: Clock, *roles: str) -> None:
    person.room.append("me", {"roles": list(roles)}, id=uuid4(), now=clock.now)


def kept(person: Person) -> list[dict[str, object]]:
    return [{name: value for name, value in body.items() if name not in MARKS} for body in bodies(person, "t08")]


# --- the pages ---


def headings(page: Any) -> list[str]:
    return [unescape(one) for one in re.findall(r"<summary><h2>(.*?)</h2>", page.content.decode())]


def unfolded(page: Any) -> list[str]:
    """The groups that stand open."""
    return re.findall(r"<details[^>]* open><summary><h2>(.*?)</h2>", page.content.decode())


def inner(page: Any) -> list[str]:
    """The titles of the lessons folded one deeper."""
    parts = page.content.decode().split("<summary>For other readers</summary>")[1:]
    return [unescape(title) for part in parts for title in TITLE.findall(part.split("</details>")[0])]


TITLE = re.compile(r'<a class="link" href="/n/t08/l/\w+/">(.*?)</a>')


def test_the_library_shows_what_is_there_ones_own_role_first(cast: Cast, clock: Clock) -> None:
    as_role(cast.R, clock, "R")
    page = cast.R.client.get(HOME)
    mine = ["For everybody", "For the one who is recovering", "For the two of you", "For the one who was betrayed"]
    assert headings(page) == [*mine, "For family and friends", "For therapists"]
    assert unfolded(page) == ["For everybody"]
    for lesson in lessons.lessons().values():
        assert lesson.front.title in unescape(text(page))
    as_role(cast.B, clock, "B")
    said = text(cast.B.client.get(HOME))
    assert said.index("For the one who was betrayed") < said.index("For the one who is recovering")
    for word in ("coming", "118", "more lessons"):
        assert word not in said


def test_the_first_of_ones_own_groups_with_something_new_stands_open(cast: Cast, clock: Clock) -> None:
    as_role(cast.B, clock, "B")
    for id, status in (("0A1", "read"), ("0A2", "useful"), ("0A3", "not_for_me"), ("0A4", "done")):
        keep(cast.B.client, f"/n/t08/l/{id}/", status=status)
    page = cast.B.client.get(HOME)
    assert unfolded(page) == ["For the one who was betrayed"]
    for state in ("read", "useful", "left out", "done, in my own way"):
        assert f"minutes · {state}" in text(page)
    for id in lessons.lessons():
        if id[1] == "B":
            keep(cast.B.client, f"/n/t08/l/{id}/", status="read")
    assert unfolded(cast.B.client.get(HOME)) == []


@pytest.mark.parametrize("role", ["R", "B", ""])
def test_by_theme_everything_is_there_and_what_is_for_others_lies_deeper(cast: Cast, clock: Clock, role: str) -> None:
    if role:
        as_role(cast.B, clock, role)
    page = cast.B.client.get(f"{HOME}?by=theme")
    assert set(headings(page)) == {theme.title for theme in words.themes()}
    titles = {unescape(title) for title in TITLE.findall(page.content.decode())}
    assert titles == {lesson.front.title for lesson in lessons.lessons().values()}
    deeper = {one.front.title for one in lessons.lessons().values() if role and one.role not in {"A", role}}
    assert set(inner(page)) <= deeper
    mine = {theme.title for theme in words.themes() if not role or any(id[1] in {"A", role} for id in theme.lessons)}
    assert set(headings(page)[: len(mine)]) == mine
    assert unfolded(page) == [words.themes()[0].title]


def test_a_theme_without_anything_for_this_reader_comes_last_and_stays_shut(cast: Cast, clock: Clock) -> None:
    as_role(cast.B, clock, "B")
    page = cast.B.client.get(f"{HOME}?by=theme")
    assert headings(page)[-1] == "Standing beside somebody"
    assert "How to stand by" not in inner(page)
    assert "For the one who is recovering · Understand · 7 minutes" in text(page)


def test_the_two_ways_lead_to_each_other(cast: Cast, clock: Clock) -> None:
    for address, here, other in (
        (HOME, "by reader", f'<a href="{HOME}?by=theme">by theme</a>'),
        (f"{HOME}?by=theme", "by theme", f'<a href="{HOME}">by reader</a>'),
        (f"{HOME}?by=nonsense", "by reader", f'<a href="{HOME}?by=theme">by theme</a>'),
    ):
        page = cast.R.client.get(address).content.decode()
        assert f'<b aria-current="true">{here}</b>' in page
        assert other in page


def test_without_a_role_nothing_is_for_others(cast: Cast, clock: Clock) -> None:
    assert inner(cast.R.client.get(f"{HOME}?by=theme")) == []
    assert unfolded(cast.R.client.get(HOME)) == ["For everybody"]


@pytest.mark.parametrize("id", [path.stem for path in FILES])
def test_every_lesson_has_its_parts_and_ends_with_enough(cast: Cast, clock: Clock, id: str) -> None:
    front = lessons.lessons()[id].front
    page = cast.R.client.get(f"/n/t08/l/{id}/")
    said, raw = unescape(text(page)), page.content.decode()
    for part in (front.title, front.sentence, front.small_step, "Enough for today.", front.evidence.line):
        assert part in said
    article = raw.split("<article>")[1].split("</article>")[0]
    assert "<p>" in article
    assert article.count("<blockquote>") == 1
    assert front.do.say in said
    for source in front.sources:
        assert source in said
    for code in front.tools:
        assert (f"/n/t08/l/{id}/do/" if code == front.do.tool else f"/n/{code}/") in raw
    assert front.evidence.dots in said


def test_the_exercise_opens_its_tool_and_the_tool_leads_back(cast: Cast, clock: Clock) -> None:
    client = cast.R.client
    went = client.get("/n/t08/l/1R3/do/")
    assert (went.status_code, went["Location"]) == (303, "/n/t03/")
    cookie = went.cookies["of"]
    assert cookie.value == "1R3"
    assert (cookie["path"], cookie["max-age"], cookie["samesite"]) == ("/n/", 3600, "Strict")
    assert cookie["httponly"]
    for address in ("/n/t03/", "/n/t03/part/mine/", "/n/t11/new/"):
        page = client.get(address, follow=True).content.decode()
        assert '<a class="tail" href="/n/t08/l/1R3/">Back to the lesson: Control, conscience or agreement?</a>' in page
    for address in ("/h/", "/n/tools/", "/n/me/"):
        assert "Back to the lesson" not in client.get(address).content.decode()
    client.get("/n/t08/l/1R3/")
    assert client.cookies["of"].value == ""
    assert "Back to the lesson" not in client.get("/n/t03/").content.decode()


@pytest.mark.parametrize("value", ["9Z9", "", "1R3;x", "<script>"])
def test_a_cookie_that_names_no_lesson_leads_nowhere(cast: Cast, clock: Clock, value: str) -> None:
    assert cast.R.account
    cast.R.client.cookies["of"] = value
    page = cast.R.client.get("/n/t03/")
    assert page.status_code == 200
    assert "Back to the lesson" not in page.content.decode()


@pytest.mark.parametrize("id", ["0A2", "1C1", "0A99"])
def test_what_is_done_on_paper_opens_nothing(cast: Cast, clock: Clock, id: str) -> None:
    assert cast.R.client.get(f"/n/t08/l/{id}/do/").status_code == 404


def test_the_signs_of_a_lesson_stand_beside_its_exercise(cast: Cast, clock: Clock) -> None:
    be(cast.R, "R", clock.now)
    page = cast.R.client.get("/n/t08/l/1R1/")
    named = {sign.id: sign for sign in sign_words()}
    signs = page.content.decode().split('<ul class="signs">')[1].split("</ul>")[0]
    for id in lessons.lessons()["1R1"].front.signs:
        assert named[id].title in unescape(signs)
    assert "(not yet)" in signs and "(there)" not in signs
    put(cast.R, "t11", clock.now, antecedent_outer=["alone"])
    signs = cast.R.client.get("/n/t08/l/1R1/").content.decode().split('<ul class="signs">')[1].split("</ul>")[0]
    assert f'<li class="true"><b>{named["loop"].title}</b>' in unescape(signs)
    assert signs.count("(there)") == 1


def test_a_lesson_for_another_reader_says_in_a_sentence_when_it_is_done(cast: Cast, clock: Clock) -> None:
    be(cast.B, "B", clock.now)
    page = cast.B.client.get("/n/t08/l/1R1/")
    assert '<ul class="signs">' not in page.content.decode()
    assert f"You will know it is done when {lessons.lessons()['1R1'].front.done}" in unescape(text(page))


def test_the_small_step_is_taken_along_once(cast: Cast, clock: Clock) -> None:
    be(cast.R, "R", clock.now)
    step = lessons.lessons()["0A4"].front.small_step
    sent = {"uid": str(uuid4()), "status": "read", "take": "1"}
    assert "Take this along as today’s small step" in text(cast.R.client.get("/n/t08/l/0A4/"))
    for _ in range(2):
        assert cast.R.client.post("/n/t08/l/0A4/", sent).status_code == 303
    day = clock.now.date().isoformat()
    assert [(body["step"], body["day"]) for body in bodies(cast.R, "t22c")] == [(step, day)]
    assert step in unescape(text(cast.R.client.get("/")))
    assert "Take this along" not in text(cast.R.client.get("/n/t08/l/0A1/"))
    keep(cast.R.client, "/n/t08/l/0A1/", status="read", take="1")
    assert len(bodies(cast.R, "t22c")) == 1


def test_a_lesson_that_is_not_kept_takes_no_step_along(cast: Cast, clock: Clock) -> None:
    sent = {"uid": str(uuid4()), "note": "x" * 501, "take": "1"}
    assert cast.R.client.post("/n/t08/l/0A4/", sent).status_code == 422
    assert bodies(cast.R, "t22c") == []


def test_done_in_my_own_way_is_an_answer(cast: Cast, clock: Clock) -> None:
    be(cast.R, "R", clock.now)
    keep(cast.R.client, "/n/t08/l/1R3/", status="done")
    assert kept(cast.R) == [{"lesson": "1R3", "status": "done"}]
    assert "6 minutes · done, in my own way" in text(cast.R.client.get(HOME))


def test_a_quiz_gives_a_reply_to_each_answer_keeps_nothing_and_grades_nobody(cast: Cast, clock: Clock) -> None:
    page = cast.R.client.get("/n/t08/l/1R3/").content.decode()
    quiz = page.split('id="quiz"')[1].split("</section>")[0]
    for question in lessons.lessons()["1R3"].front.quiz:
        assert question.ask in quiz
        for choice in question.choices:
            assert choice.reply in quiz.replace("&#x27;", "'")
    assert "<form" not in quiz and "<input" not in quiz
    for word in ("right answer", "wrong answer", "score", "points", "correct"):
        assert word not in quiz.lower()


def test_what_a_lesson_was_to_me_and_my_note_are_a_sealed_record(cast: Cast, clock: Clock) -> None:
    id = keep(cast.B.client, "/n/t08/l/0B1/", status="useful", note="I am not to blame.")
    assert kept(cast.B) == [{"lesson": "0B1", "status": "useful", "note": "I am not to blame."}]
    page = cast.B.client.get(f"/n/t08/k/{id}/")
    assert "This is not your fault" in text(page)
    assert "I am not to blame." in text(page)
    assert "Only you can see what you read" in text(page)
    row = text(cast.B.client.get(HOME))
    assert "5 minutes · useful · with a note" in row
    assert "/n/t08/l/0B1/" in page.content.decode()
    assert kept(cast.R) == []


def test_a_lesson_has_one_record_and_saying_something_else_is_its_new_version(cast: Cast, clock: Clock) -> None:
    keep(cast.B.client, "/n/t08/l/0B1/", status="read", note="first")
    again = cast.B.client.get("/n/t08/l/0B1/").content.decode()
    assert "first</textarea>" in again
    second = keep(cast.B.client, "/n/t08/l/0B1/", status="not_for_me", note="second")
    keep(cast.B.client, "/n/t08/l/0A4/", status="read")
    said = text(cast.B.client.get(HOME))
    assert said.count("left out") == 1
    assert "useful" not in said
    changed = keep(cast.B.client, f"/n/t08/k/{second}/change/", status="useful", note="third")
    assert kept(cast.B)[-1] == {"lesson": "0B1", "status": "useful", "note": "third"}
    cast.B.client.post(f"/n/t08/k/{changed}/burn/", {"uid": str(uuid4())})
    assert "left out" not in text(cast.B.client.get(HOME))
    assert [body["lesson"] for body in kept(cast.B)] == ["0A4"]


def test_not_read_yet_is_an_answer_and_looks_like_none(cast: Cast, clock: Clock) -> None:
    keep(cast.B.client, "/n/t08/l/0B1/", status="new")
    assert "not read yet" not in text(cast.B.client.get(HOME))


@pytest.mark.parametrize(("letters", "status"), [(500, 303), (501, 422)])
def test_a_note_has_five_hundred_letters(cast: Cast, clock: Clock, letters: int, status: int) -> None:
    sent = cast.R.client.post("/n/t08/l/0A1/", {"uid": str(uuid4()), "note": "x" * letters})
    assert sent.status_code == status
    if status != 303:
        assert "x" * letters in sent.content.decode()


def test_an_empty_form_keeps_nothing(cast: Cast, clock: Clock) -> None:
    assert cast.R.client.post("/n/t08/l/0A1/", {"uid": str(uuid4())}).status_code == 422
    assert kept(cast.R) == []


def test_a_note_that_speaks_of_dying_is_met_with_people_who_answer(cast: Cast, clock: Clock) -> None:
    id = keep(cast.R.client, "/n/t08/l/0R2/", note="I want to end my life")
    page = cast.R.client.get(f"/n/t08/k/{id}/")
    assert "You do not have to carry it alone." in text(page)
    assert "/h/" in page.content.decode()


def test_a_note_can_be_laid_aside_and_is_there_again(cast: Cast, clock: Clock) -> None:
    sent = cast.R.client.post("/n/t08/l/0A1/", {"uid": str(uuid4()), "note": "half a thought", "draft": "1"})
    assert sent.status_code == 303
    assert kept(cast.R) == []
    assert "half a thought" in cast.R.client.get("/n/t08/l/0A1/").content.decode()
    keep(cast.R.client, "/n/t08/l/0A1/", note="a whole thought")
    assert "half a thought" not in cast.R.client.get("/n/t08/l/0A1/").content.decode()


@pytest.mark.parametrize("id", ["0A99", "nowhere", "0a1", "t09"])
def test_a_lesson_that_is_not_there_is_not_there(cast: Cast, clock: Clock, id: str) -> None:
    assert cast.R.client.get(f"/n/t08/l/{id}/").status_code == 404


def test_a_new_record_begins_on_a_lesson(cast: Cast, clock: Clock) -> None:
    assert cast.R.client.get("/n/t08/new/")["Location"] == HOME
    assert cast.R.client.post("/n/t08/new/", {"uid": str(uuid4()), "status": "read"}).status_code == 405


def test_the_next_lesson_is_one_for_the_same_reader(cast: Cast, clock: Clock) -> None:
    as_role(cast.B, clock, "B")
    page = text(cast.B.client.get("/n/t08/l/0A4/"))
    assert "Next: This is not your fault" in page
    as_role(cast.R, clock, "R")
    assert "Next: Stop adding to it" in text(cast.R.client.get("/n/t08/l/0A4/"))


def test_the_word_list_and_the_books(cast: Cast, clock: Clock) -> None:
    page = text(cast.R.client.get("/n/t08/words/"))
    assert 60 <= len(words.glossary()) <= 90
    for term in words.glossary():
        assert term.term in page
    shelf = text(cast.R.client.get("/n/t08/books/"))
    for part in ("Out of the Doghouse", "After the Affair", "Rebuilding Trust", "The State of Affairs"):
        assert part in shelf
    assert "Written for straight men" in shelf
    assert "http" not in cast.R.client.get("/n/t08/books/").content.decode().split("<main")[1].split("</main>")[0]


# --- the files ---

GOOD = FILES[0].read_text(encoding="utf-8")
assert FILES[0].stem == "0A1"
HEAD, BODY = lessons.split(GOOD)
BECAUSE = re.findall(r"^because = .*$", HEAD, re.MULTILINE)[0]
SAY = re.findall(r"^say = .*$", HEAD.split("[do]")[1].split("[", 1)[0], re.MULTILINE)[0]
ONE = "It is not a promise."
SOURCES = re.findall(r"^sources = .*$", HEAD, re.MULTILINE)[0]
PROGRAMME = [f"0A{n}" for n in range(1, 5)] + ["0R1", "0R2", "0B1", "0B2", "0S1", "0T1"]
PROGRAMME += [f"1R{n}" for n in range(1, 10)] + [f"1B{n}" for n in range(1, 9)] + [f"1C{n}" for n in range(1, 4)]
PROGRAMME += ["1S1", "1S2", "1T1", "1T2"] + [f"2C{n}" for n in range(1, 7)]


def test_the_lessons_of_the_first_two_stages_are_all_there_and_those_for_two_of_the_third() -> None:
    assert list(lessons.lessons()) == PROGRAMME
    assert len(PROGRAMME) == 40
    assert {id for id, one in lessons.lessons().items() if one.front.care} == lessons.CARE


@pytest.mark.parametrize("id", PROGRAMME)
def test_a_lesson_is_whole(id: str) -> None:
    """The loader refuses it otherwise; here is what that means, said once more in figures."""
    lesson = lessons.lessons()[id]
    front = lesson.front
    assert 450 <= sum(len(part.split()) for part in markdown.paragraphs(lesson.text)) <= 900
    assert markdown.blocks(lesson.text).count("quote") == 1
    assert 4 <= front.minutes <= 7
    assert front.because.startswith("Because ") and 20 <= len(front.because) <= 160
    assert 20 <= len(front.do.say) <= 300
    assert bool(front.do.tool or front.do.place) == bool(front.do.button) and len(front.do.button) <= 40
    assert not front.do.tool or front.do.tool in front.tools
    assert 1 <= len(front.sources) <= 4
    assert front.spec
    assert set(front.tools) <= set(catalogue())
    assert set(front.signs) <= {sign.id for sign in sign_words()}


def test_no_two_lessons_are_alike_in_shape() -> None:
    shapes: dict[tuple[str, ...], list[str]] = {}
    for id, lesson in lessons.lessons().items():
        shapes.setdefault(markdown.blocks(lesson.text), []).append(id)
    assert [ids for ids in shapes.values() if len(ids) > 1] == []


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ('id = "0A1"', 'id = "0A2"', "as the file is named"),
        ("stage = 0", "stage = 1", "stage and roles"),
        ('roles = ["A"]', 'roles = ["B"]', "stage and roles"),
        ('roles = ["A"]', 'roles = ["X"]', "roles"),
        ("minutes = 5", "minutes = 8", "4 to 7 minutes"),
        ("minutes = 5", "minutes = 3", "4 to 7 minutes"),
        ("mark = 2", "mark = 4", "evidence mark"),
        ('step = "learn"', 'step = "win"', "step"),
        ("small_step = ", "tiny_step = ", "tiny_step"),
        ("[[quiz]]", "[[quizz]]", "0A1.md:"),
        (BECAUSE, 'because = "It is good for you to know."', "because begins with"),
        (BECAUSE, 'because = "Because so."', "because has 20 to 160"),
        (BECAUSE, "", "because"),
        ("stage = 0", "stage = 0\ncare = true", "care is for the few"),
        (SAY, 'say = "Look."', "do.say has 20 to 300"),
        (SAY, 'say = "' + "x " * 151 + '"', "do.say has 20 to 300"),
        (SAY, f'{SAY}\nhint = "more"', "hint"),
        ('tools = ["t60"', 'tools = ["t41"', "do.tool is one of"),
        ('\ntool = "t60"', "", "without a tool or a place has no button"),
        ("\nbutton = ", "\n# button = ", "do.button has 1 to 40"),
        ('button = "', 'button = "' + "x" * 40, "do.button has 1 to 40"),
        (SOURCES, "sources = []", "1 to 4 sources"),
        (SOURCES, 'sources = ["a", "b", "c", "d", "e"]', "1 to 4 sources"),
        (SOURCES, 'sources = ["a", "a"]', "sources names each once"),
        (re.findall(r"^spec = .*$", HEAD, re.MULTILINE)[0], "spec = []", "what the lesson answers to"),
        ("\n> ", "\n", "one worked example"),
        ("\n+++\n", "\n+++\n\n> One more.\n\n", "one worked example"),
        (ONE, "![a picture](x.png)", "no part of a lesson"),
        (ONE, "[read this](https://example.org)", "addresses"),
        (ONE, "<script>alert(1)</script>", "no part of a lesson"),
        (ONE, "`code`", "no part of a lesson"),
        (ONE, "# A heading", "begin with ##"),
        ("+++\nid", "id", "begins with +++"),
    ],
)
def test_a_mistake_in_a_lesson_is_named(tmp_path: Path, old: str, new: str, fault: str) -> None:
    assert old in GOOD
    path = tmp_path / "0A1.md"
    times = -1 if old == "\n> " else 1
    path.write_text(GOOD.replace(old, new, times), encoding="utf-8")
    with pytest.raises(WordsError, match=re.escape(fault)):
        lessons.load(path)


def test_a_lesson_is_neither_a_line_nor_a_book(tmp_path: Path) -> None:
    head, _, _text = GOOD.rpartition("+++\n")
    for many in (449, 901):
        (tmp_path / "0A1.md").write_text(f"{head}+++\n> " + "word " * many, encoding="utf-8")
        with pytest.raises(WordsError, match="words; a lesson has"):
            lessons.load(tmp_path / "0A1.md")


def test_the_page_for_authors_names_every_fact_of_a_lesson() -> None:
    said = (Path(content_check.__file__).parent.parent / "docs" / "content.md").read_text(encoding="utf-8")
    for name in lessons.Front.__struct_fields__:
        assert re.search(rf"^(?:{name} = |\[+{name}\]+)", said, re.MULTILINE), name
    for role in lessons.ROLES:
        assert f"{role} " in said


def test_the_order_is_the_programmes() -> None:
    ids = list(lessons.lessons())
    assert ids == sorted(ids, key=lambda id: (id[0], "ARBCST".index(id[1]), int(id[2:])))


def test_markdown_is_a_handful_of_marks_and_nothing_else() -> None:
    made = markdown.render("## Two\n\nOne *slow* **breath**.\n\n- a\n- b\n\n<b>x</b> [l](http://x) `c` ![p](q)")
    assert "<h2>Two</h2>" in made and "<em>slow</em> <strong>breath</strong>" in made and "<li>a</li>" in made
    assert "<b>" not in made and "<a" not in made and "<code" not in made and "<img" not in made
    assert markdown.paragraphs("One *slow*\nbreath.\n\n- a") == ["One slow breath.", "a"]
    assert markdown.faults("## Two\n\nOne *slow* **breath**.\n\n1. a\n2. b") == []


def test_a_term_or_a_book_with_a_mistake_is_named(tmp_path: Path) -> None:
    path = tmp_path / "glossary.toml"
    path.write_text(
        '[[term]]\nid = "a_b"\nterm = "A"\nsay = "short"\n[[term]]\nid = "a_b"\nterm = "B"\nsay = "short"\n'
    )
    with pytest.raises(WordsError, match=r"twice.*20 to 420"):
        words.load_glossary(path)
    path = tmp_path / "books.toml"
    path.write_text('[[book]]\ntitle = "T"\nauthor = "A"\nabout = "x"\nsuits = "for nobody in particular"\nyear = 17\n')
    with pytest.raises(WordsError, match=r"about is one line.*no year"):
        words.load_books(path)


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ('tools = ["t60"', 'tools = ["t60", "t99"', "points to the tool “t99”"),
        ('signs = ["who_sees"', 'signs = ["luck"', "points to the sign “luck”"),
        (ONE, "It keeps you clean for days. Stay clean.", "not “clean”"),
        ('say = "My partner"', 'say = "My partner!"', "no exclamation marks"),
        ("minutes = 5", "minutes = 50", "4 to 7 minutes"),
    ],
)
def test_the_content_check_reads_lessons_too(tmp_path: Path, old: str, new: str, fault: str) -> None:
    copy = tmp_path / "content"
    shutil.copytree(CONTENT.parent, copy)
    path = copy / "en" / "lessons" / "0A1.md"
    assert old in path.read_text()
    path.write_text(path.read_text().replace(old, new, 1))
    said = [str(problem) for problem in content_check.check(copy) if "lessons" in problem.file]
    assert any(fault in one and one.startswith("en/lessons/0A1.md") for one in said), said


# --- harm rules ---


def test_hr_10_moral_conflict_is_kept_apart_from_lost_control() -> None:
    lesson = lessons.lessons()["1R3"]
    headings = re.findall(r"^## (.+)$", lesson.text, re.MULTILINE)
    assert headings == ["Control", "Conscience", "Agreement", "Mixed"]
    assert lesson.front.evidence.mark == 3
    assert "such distress alone is not an illness" in lesson.text
    assert "Only a trained person can say" in lesson.text
    terms = {term.id: term for term in words.glossary()}
    assert "only from moral disapproval is not enough" in terms["csbd"].say
    assert "not for a label" in terms["moral_conflict"].say


@pytest.mark.parametrize("path", LIBRARY, ids=lambda path: path.name)
def test_hr_10_nobody_is_diagnosed_or_labelled(path: Path) -> None:
    said = path.read_text(encoding="utf-8").lower()
    for words_ in (
        r"you (?:are|have become) (?:an? )?(?:addict|sick|ill|disordered)",
        r"you have csbd",
        r"pervert",
        r"porn is (?:bad|evil|a sin|wrong)",
    ):
        assert not re.search(words_, said), words_


def test_hr_14_every_lesson_carries_its_strength_mark_and_source() -> None:
    for lesson in lessons.lessons().values():
        assert 0 <= lesson.front.evidence.mark <= 3
        assert len(lesson.front.evidence.line) > 30


@pytest.mark.parametrize("path", LIBRARY, ids=lambda path: path.name)
def test_hr_14_nothing_is_promised(path: Path) -> None:
    said = path.read_text(encoding="utf-8").lower()
    promises = (
        r"\breboot", r"rewir", r"reset your brain", r"brain (?:is|will be) reset", r"guarantee", r"dopamine detox",
        r"will save your", r"will heal", r"will come back to you", r"within \d+ (?:minutes|days) (?:it|the urge|you)",
    )  # fmt: skip
    for promise in promises:
        assert not re.search(promise, said), promise


def test_hr_14_ninety_days_are_custom_and_urges_usually_pass() -> None:
    terms = {term.id: term for term in words.glossary()}
    assert "clinical custom" in terms["pause"].say
    assert "not shown" in terms["pause"].say
    assert "usually passes if it is not fed" in terms["craving"].say
    assert "Many fade within half an hour" in terms["craving"].say


def test_hr_08_no_lesson_asks_the_betrayed_to_forgive_or_decide() -> None:
    lesson = lessons.lessons()["0B1"]
    assert "You do not owe forgiveness." in lesson.text
    assert "forgive" not in lesson.front.small_step + lesson.front.done + lesson.front.sentence
