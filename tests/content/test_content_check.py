"""What is shipped passes; and each rule is shown to catch what it is for."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from django.conf import settings

from goldseam import content_check
from goldseam.content_check import Problem, check, check_package, code_texts, template_texts

pytestmark = pytest.mark.once

CONTENT = Path(settings.CONTENT_DIR)


@pytest.fixture
def content(tmp_path: Path) -> Path:
    copy = tmp_path / "content"
    shutil.copytree(CONTENT, copy)
    return copy


def change(content: Path, file: str, old: str, new: str) -> None:
    path = content / file
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new, 1))


def says(found: list[Problem]) -> str:
    return "\n".join(str(problem) for problem in found)


def test_all_the_words_that_are_shipped_are_in_order() -> None:
    assert says(check(CONTENT)) == ""


def test_all_the_words_in_templates_and_code_are_in_order() -> None:
    assert says(check_package(Path(content_check.__file__).parent)) == ""


@pytest.mark.parametrize(
    ("words", "fault"),
    [
        ("You are not an addict.", "addict"),
        ("Thirty clean days.", "clean"),
        ("You failed again.", "fail"),
        ("He relapsed once again and relapsed again.", "relapsed again"),
        ("She is codependent.", "co-dependent"),
        ("Keep your streak.", "streak"),
        ("It is end-to-end safe.", "promise"),
        ("More is coming soon.", "unfinished"),
        ("Well done!", "exclamation"),
        ("Well done 🎉.", "emoji"),
        ("Your favorite color.", "British"),
        ("You realize that it hurts.", "British"),
        (" Breathe.", "spaces"),
        ("Breathe.  Slowly.", "spaces"),
    ],
)
def test_a_word_against_the_voice_is_found_and_its_place_named(content: Path, words: str, fault: str) -> None:
    change(content, "en/cards/ground.toml", "Say your name.", words)
    [problem] = check(content)
    assert fault in problem.say
    assert (problem.file, problem.place) == ("en/cards/ground.toml", "card[orient].body[1]")


@pytest.mark.parametrize(
    "words",
    [
        "Clean hands, a clean cup.",
        "The counsel of a friend.",
        "It was a real day.",
        "Ask them. They will answer.",
        "● ●● ●●●",
    ],
)
def test_an_everyday_word_is_let_through(content: Path, words: str) -> None:
    change(content, "en/cards/ground.toml", "Say your name.", words)
    assert says(check(content)) == ""


def test_a_text_too_hard_to_read_at_two_in_the_morning_is_found(content: Path) -> None:
    hard = (
        "Contemporary psychological interventions predominantly emphasise physiological regulation, facilitating "
        "considerable attenuation of disproportionate sympathetic activation in individuals experiencing overwhelming "
        "intrusive recollections of antecedent interpersonal adversity."
    )
    change(content, "en/help/wave.toml", "Now get up and do the next small thing:", hard + " Now:")
    assert "reading grade" in says(check(content))


def test_a_file_of_short_hard_texts_is_found_as_a_whole(content: Path) -> None:
    (content / "en" / "extra.toml").write_text(
        'lines = ["Physiological regulation.", "Considerable attenuation.", "Interpersonal adversity."]'
    )
    assert "reading grade of all its words together" in says(check(content))


def test_a_claim_without_a_mark_and_a_source_is_found(content: Path) -> None:
    (content / "en" / "extra.toml").write_text('line = "Studies show that 45 % sleep more."')
    assert "needs an evidence mark" in says(check(content))
    (content / "en" / "extra.toml").write_text(
        'line = "Studies show that 45 % sleep more."\n[evidence]\nmark = 2\nline = "A small study."'
    )
    assert says(check(content)) == ""


def test_a_card_or_route_without_an_evidence_mark_is_found(content: Path) -> None:
    change(content, "en/help/5.toml", "[evidence]\nmark = 2\n", "[evidence]\n")
    assert "en/help/5.toml" in says(check(content)) and "mark" in says(check(content))


@pytest.mark.parametrize(
    ("file", "old", "new", "fault"),
    [
        ("en/cards/ground.toml", "mark = 1", "mark = 7", "evidence mark"),
        ("en/cards/ground.toml", 'id = "orient"', 'id = "senses"', "twice"),
        ("en/cards/ground.toml", "pace = { in = 4, out = 6 }", "pace = { in = 4, out = 2 }", "breath"),
        ("en/cards/ground.toml", "minutes = 3", "minutes = 300", "minutes"),
        ("en/cards/ground.toml", "minutes = 3", "minuts = 3", "minuts"),
        ("en/help/1.toml", 'to = "now"', 'to = "99"', "no page"),
        ("en/help/1.toml", '"suicide", "emergency"', '"luck"', "luck"),
        ("en/helplines/gb.toml", 'call = "116 123"', 'call = "ring us"', "not a number"),
        ("en/helplines/gb.toml", "https://www.samaritans.org/", "http://www.samaritans.org/", "https"),
        ("en/helplines/gb.toml", 'checked = ""', 'checked = "lately"', "date"),
        ("en/helplines/gb.toml", 'id = "gb-shout"', 'id = "gb-samaritans"', "twice"),
        ("en/guard.toml", "  'suicid',", "  'suicid(',", "missing )"),
        ("en/joining.toml", "[clinic]", "[hospital]", "hospital"),
        ("en/joining.toml", "[unsaid]", "[unsaid", "TOML"),
        ("en/tools/t09.toml", 'code = "t09"', 'code = "t10"', "t09"),
    ],
)
def test_a_mistake_in_a_file_is_found_and_the_file_named(
    content: Path, file: str, old: str, new: str, fault: str
) -> None:
    change(content, file, old, new)
    found = check(content)
    assert any(problem.file == file for problem in found)
    assert fault.lower() in says(found).lower()


def test_the_joining_words_are_four_sentences_or_are_refused(content: Path) -> None:
    path = content / "en" / "joining.toml"
    lines = path.read_text().splitlines(keepends=True)
    at = next(number for number, line in enumerate(lines) if line.startswith("limits"))
    path.write_text("".join(lines[: at + 1] + lines[at + 2 :]))
    assert "four sentences" in says(check(content))


def test_a_missing_file_is_found(content: Path) -> None:
    (content / "en" / "cards" / "ground.toml").unlink()
    assert "ground.toml" in says(check(content))


def test_invented_people_of_the_demonstration_need_not_write_easily(content: Path) -> None:
    assert (content / "en" / "demo").is_dir()
    assert not any("demo" in problem.file for problem in check(content))


def test_a_template_is_read_as_a_person_reads_it() -> None:
    source = """
        {% load i18n %}{% comment %}addict!{% endcomment %}{# streak #}
        <h1 class="clean-days">{% translate "Well" %}</h1><p aria-label="{% translate 'So it is' %}">
        {% blocktranslate with n=1 %}You have {{ n }} streak{% endblocktranslate %}</p>
        <script>var failure = 1;</script>
    """
    assert [text.words for text in template_texts(source)] == ["Well", "So it is", "You have streak"]


def test_only_strings_handed_to_gettext_are_words() -> None:
    source = 'from x import gettext as _\nname = "failure"\nsay = _("Not saved: %(why)s") % {"why": "failed"}'
    assert [(text.place, text.words) for text in code_texts(source)] == [("line 3", "Not saved: %(why)s")]


def test_planted_words_in_a_template_and_in_code_are_found(tmp_path: Path) -> None:
    package = tmp_path / "package"
    (package / "templates" / "x").mkdir(parents=True)
    (package / "templates" / "x" / "a.html").write_text("<p>{% translate 'Hooray!' %}</p>")
    (package / "b.py").write_text('def _(x): return x\nsay = _("You failed")\n')
    assert [(p.file, p.say.split(":")[0]) for p in check_package(package)] == [
        ("package/templates/x/a.html", "no exclamation marks"),
        ("package/b.py", "say what happened, not “fail”"),
    ]


def test_the_command_says_what_is_wrong_and_answers_with_a_code(
    content: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert content_check.main() == 0
    assert "in order" in capsys.readouterr().out
    change(content, "en/cards/ground.toml", "Say your name.", "Shout!")
    monkeypatch.setattr(settings, "CONTENT_DIR", content)
    assert content_check.main() == 1
    assert "en/cards/ground.toml: card[orient].body[1]: no exclamation marks" in capsys.readouterr().out
