"""T08: lessons by role, a lesson with its note, the word list, the books; and what a lesson file may not hold."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from uuid import uuid4

import pytest
from django.conf import settings

from goldseam import content_check
from goldseam.safety.words import WordsError
from goldseam.tools.definition import MARKS
from goldseam.tools.t08_library import lessons, markdown, words
from tests.conftest import Cast, Person
from tests.tools.conftest import Clock, bodies, keep, text

HOME = "/n/t08/"
CONTENT = Path(settings.CONTENT_DIR) / "en"
FILES = sorted((CONTENT / "lessons").glob("*.md"))
LIBRARY = [*FILES, *sorted((CONTENT / "library").glob("*.toml"))]


def as_role(person: Person, clock: Clock, *roles: str) -> None:
    person.room.append("me", {"roles": list(roles)}, id=uuid4(), now=clock.now)


def kept(person: Person) -> list[dict[str, object]]:
    return [{name: value for name, value in body.items() if name not in MARKS} for body in bodies(person, "t08")]


# --- the pages ---


def test_the_library_shows_what_is_there_ones_own_role_first(cast: Cast, clock: Clock) -> None:
    as_role(cast.R, clock, "R")
    page = cast.R.client.get(HOME)
    said = text(page)
    mine, theirs = said.index("For the one who is recovering"), said.index("For the one who was betrayed")
    assert mine < theirs
    assert "<details><summary>For the one who was betrayed" in page.content.decode()
    for lesson in lessons.lessons().values():
        assert lesson.front.title in said
    as_role(cast.B, clock, "B")
    said = text(cast.B.client.get(HOME))
    assert said.index("For the one who was betrayed") < said.index("For the one who is recovering")
    for word in ("coming", "soon", "118", "more lessons"):
        assert word not in said


def test_without_a_role_everything_stands_open(cast: Cast, clock: Clock) -> None:
    page = cast.R.client.get(HOME).content.decode()
    assert "<details><summary>For" not in page


@pytest.mark.parametrize("id", [path.stem for path in FILES])
def test_every_lesson_has_its_parts_and_ends_with_enough(cast: Cast, clock: Clock, id: str) -> None:
    lesson = lessons.lessons()[id]
    page = cast.R.client.get(f"/n/t08/l/{id}/")
    said = text(page)
    for part in (lesson.front.title, lesson.front.small_step, "Enough for today.", lesson.front.evidence.line):
        assert part in said
    assert "<p>" in page.content.decode().split("<article>")[1].split("</article>")[0]
    for code in lesson.front.tools:
        assert f"/n/{code}/" in page.content.decode()
    assert lesson.front.evidence.dots in said


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
    assert said.count("not for me") == 1
    assert "useful" not in said
    changed = keep(cast.B.client, f"/n/t08/k/{second}/change/", status="useful", note="third")
    assert kept(cast.B)[-1] == {"lesson": "0B1", "status": "useful", "note": "third"}
    cast.B.client.post(f"/n/t08/k/{changed}/burn/", {"uid": str(uuid4())})
    assert "not for me" not in text(cast.B.client.get(HOME))
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


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ('id = "0A1"', 'id = "0A2"', "as the file is named"),
        ("stage = 0", "stage = 1", "stage and roles"),
        ('roles = ["A"]', 'roles = ["B"]', "stage and roles"),
        ('roles = ["A"]', 'roles = ["X"]', "roles"),
        ("minutes = 5", "minutes = 40", "3 to 10 minutes"),
        ("mark = 2", "mark = 4", "evidence mark"),
        ('step = "learn"', 'step = "win"', "step"),
        ("small_step = ", "tiny_step = ", "tiny_step"),
        ("[[quiz]]", "[[quizz]]", "0A1.md:"),
        ("## What it is not", "# What it is not", "begin with ##"),
        ("It is not a promise.", "![a picture](x.png)", "no part of a lesson"),
        ("It is not a promise.", "[read this](https://example.org)", "addresses"),
        ("It is not a promise.", "<script>alert(1)</script>", "no part of a lesson"),
        ("It is not a promise.", "`code`", "no part of a lesson"),
        ("+++\nid", "id", "begins with +++"),
    ],
)
def test_a_mistake_in_a_lesson_is_named(tmp_path: Path, old: str, new: str, fault: str) -> None:
    assert old in GOOD
    path = tmp_path / "0A1.md"
    path.write_text(GOOD.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(WordsError, match=re.escape(fault)):
        lessons.load(path)


def test_a_lesson_is_neither_a_line_nor_a_book(tmp_path: Path) -> None:
    head, _, _text = GOOD.rpartition("+++\n")
    for many in (50, 901):
        (tmp_path / "0A1.md").write_text(f"{head}+++\n" + "word " * many, encoding="utf-8")
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
    assert ids == ["0A1", "0A4", "0R2", "0B1", "1R3", "1B1"] or len(ids) > 6
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
        ('tools = ["t60"', 'tools = ["t99"', "points to the tool “t99”"),
        ("It is not a promise.", "It keeps you clean for days. Stay clean.", "not “clean”"),
        ('say = "My partner"', 'say = "My partner!"', "no exclamation marks"),
        ("minutes = 5", "minutes = 50", "3 to 10 minutes"),
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
