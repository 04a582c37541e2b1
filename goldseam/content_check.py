"""`goldseam content check`: every word a person can read keeps the rules of LOOK (Voice) and of its file format.

Structure is judged by the same loaders that the program uses, so that what passes here also runs. Language is judged by
rules: banned words, exclamation marks, emoji, spelling, length, reading grade, an evidence mark where a claim is made.
"""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from html.parser import HTMLParser
from pathlib import Path
from typing import Any, Final

from goldseam import reading

GRADE: Final = 8.0
ALONE: Final = 25  # words from which a text must be easy by itself; shorter ones are judged together
LONGEST: Final = 900  # characters in one string

# Facts, names and identifiers: not written by us, or never shown.
_NOT_WORDS: Final = frozenset({
    "id", "code", "name", "field", "hook", "link", "share", "need", "roles", "role", "type", "part_of", "for", "call",
    "sms", "sms_words", "site", "source", "checked", "languages", "hide", "key", "to", "group", "mark", "equals",
    "purposes", "order", "spec", "signs", "tools", "lessons", "version", "spellings", "harmless", "rules",
})  # fmt: skip
# Shown, but full of names and years: judged for words, not for grade.
_NO_GRADE: Final = frozenset({"evidence", "sources"})

_BANNED: Final = (
    (r"\baddicts?\b|\bco-?addicts?\b", "name the act or the person, not “addict”"),
    (
        r"\bclean (?:days?|time|since|for|and sober|again)\b|\b(?:stay|stays|stayed|staying|get|got) clean\b",
        "not “clean”",
    ),
    (r"\bfail(?:ed|ures?)\b", "say what happened, not “fail”"),
    (r"\brelaps\w+ again\b", "not “relapsed again”"),
    (r"\bco-?dependen\w*\b", "not “co-dependent”"),
    (r"\bstreaks?\b", "no streaks"),
    (r"\bend[- ]to[- ]end\b|\bzero[- ]knowledge\b", "a promise we do not make"),
    (r"\bcoming soon\b|\blorem ipsum\b|\bTODO\b", "nothing unfinished is shown"),
)
_AMERICAN: Final = (
    r"\b(?:behaviors?|behavioral|colors?|colored|favorites?|honors?|honored|neighbors?|neighborhood|centers?|centered|gray|"
    r"counselors?|counseling|traveling|traveled|canceled|canceling|labeled|labeling|fulfill|skillful|defense|offense|mom|"
    r"moms|pajamas|toward(?= the past)|program(?:me)?med|"
    r"(?:real|recogn|apolog|organ|emphas|minim|maxim|critic|memor|sympath|priorit|traumat|summar|normal|util|visual|"
    r"symbol|stabil|personal)iz(?:e|es|ed|ing|ation))\b"
)
_EMOJI: Final = re.compile("[\U0001f000-\U0001faff\u2600-\u27bf\u2b50\u2b55\ufe0f]")
_CLAIM: Final = re.compile(
    r"\d ?%|\bper ?cent\b|\b(?:studies|study|trials?|research|researchers|proven|scientists?)\b", re.IGNORECASE
)
_NAMES: Final = re.compile(r"World Health Organization")  # spelled as they spell themselves
_FILLED: Final = re.compile(r"%\(\w+\)[sd]|\{\w*\}|%[sd]")
_RULES: Final = tuple((re.compile(pattern, re.IGNORECASE), say) for pattern, say in _BANNED)
_AMERICAN_RE: Final = re.compile(_AMERICAN, re.IGNORECASE)


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    file: str
    place: str
    say: str

    def __str__(self) -> str:
        return f"{self.file}: {self.place}: {self.say}" if self.place else f"{self.file}: {self.say}"


@dataclass(frozen=True, slots=True)
class Text:
    """One string a person can read, and where it stands."""

    place: str
    words: str
    graded: bool
    marked: bool  # an evidence mark stands with it or above it


def check(content_dir: Path) -> list[Problem]:
    """Everything wrong under `content/`, in the order of the files."""
    found: list[Problem] = []
    for language in sorted(path for path in content_dir.iterdir() if path.is_dir()):
        found += _structure(language, content_dir)
        for path in sorted(language.rglob("*.toml")):
            found += _language(path, str(path.relative_to(content_dir)))
        for path in sorted((language / "lessons").glob("*.md")):
            found += _lesson(path, str(path.relative_to(content_dir)))
    return found


def check_package(package: Path) -> list[Problem]:
    """The words in templates and in the code (inside gettext), by the same rules save the reading grade."""
    found: list[Problem] = []
    for path in sorted(package.rglob("templates/**/*.html")):
        name = str(path.relative_to(package.parent))
        found += [p for text in template_texts(path.read_text(encoding="utf-8")) for p in _voice(name, text)]
    for path in sorted(package.rglob("*.py")):
        name = str(path.relative_to(package.parent))
        found += [p for text in code_texts(path.read_text(encoding="utf-8")) for p in _voice(name, text)]
    return found


def main() -> int:
    from django.conf import settings

    found = check(Path(settings.CONTENT_DIR)) + check_package(Path(__file__).parent)
    for problem in found:
        sys.stdout.write(f"{problem}\n")
    sys.stdout.write(f"{len(found)} problems\n" if found else "The words are in order.\n")
    return 1 if found else 0


def texts(raw: Mapping[str, Any]) -> list[Text]:
    """Every readable string of a TOML file."""
    return list(_walk(raw, "", graded=True, marked=False))


def template_texts(source: str) -> list[Text]:
    """What a person can read or hear of a template, without its tags and variables."""
    source = re.sub(r"{%\s*comment\b.*?{%\s*endcomment\s*%}|{#.*?#}", "", source, flags=re.DOTALL)
    source = re.sub(r"""{%\s*translate\s+(?:"([^"]*)"|'([^']*)')[^%]*%}""", lambda m: m[1] or m[2] or "", source)
    source = re.sub(r"{%.*?%}|{{.*?}}", " ", source, flags=re.DOTALL)
    reader = _Visible()
    reader.feed(source)
    reader.close()
    return [Text("", " ".join(words.split()), graded=False, marked=True) for words in reader.found if words.strip()]


def code_texts(source: str) -> list[Text]:
    """The strings that a Python file hands to gettext."""
    return [
        Text(f"line {node.lineno}", argument.value, graded=False, marked=True)
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id in {"_", "gettext", "gettext_lazy", "ngettext", "ngettext_lazy"}
        for argument in node.args
        if isinstance(argument, ast.Constant) and isinstance(argument.value, str)
    ]


class _Visible(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self._hidden = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._hidden += tag in {"script", "style"}
        self.found += [
            value for name, value in attrs if value and name in {"aria-label", "alt", "title", "placeholder"}
        ]

    def handle_endtag(self, tag: str) -> None:
        self._hidden -= tag in {"script", "style"}

    def handle_data(self, data: str) -> None:
        if not self._hidden:
            self.found.append(data)


def _walk(value: Any, place: str, *, graded: bool, marked: bool) -> Iterator[Text]:
    if isinstance(value, str):
        yield Text(place, value, graded, marked)
    elif isinstance(value, list):
        for number, one in enumerate(value, start=1):
            yield from _walk(one, f"{place}[{_label(one, number)}]", graded=graded, marked=marked)
    elif isinstance(value, Mapping):
        here = marked or "evidence" in value
        for key, one in value.items():
            if key in _NOT_WORDS and isinstance(one, str | list):
                continue
            below = f"{place}.{key}" if place else key
            yield from _walk(one, below, graded=graded and key not in _NO_GRADE, marked=here or key in _NO_GRADE)


def _label(one: Any, number: int) -> str:
    """A person looks for "breathe", not for the fourth card."""
    if isinstance(one, Mapping):
        for key in ("id", "name", "hook", "title"):
            if isinstance(one.get(key), str):
                return str(one[key])
    return str(number)


def _language(path: Path, name: str) -> list[Problem]:
    try:
        raw = tomllib.loads(path.read_text(encoding="utf-8"))
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        return [Problem(name, "", f"this is not valid TOML: {error}")]
    found = texts(raw)
    problems = [problem for text in found for problem in _voice(name, text)]
    if "demo" not in Path(name).parts:  # invented people speak there in their own way
        problems += _grades(name, found)
    return problems


def _lesson(path: Path, name: str) -> list[Problem]:
    """The words of a lesson: its facts as those of any TOML file, its text paragraph by paragraph."""
    from goldseam.safety.words import WordsError
    from goldseam.tools.t08_library.lessons import texts as lesson_texts

    try:
        front, paragraphs = lesson_texts(path.read_text(encoding="utf-8"))
    except (UnicodeDecodeError, tomllib.TOMLDecodeError, WordsError):
        return []  # said already by the loader
    said = [Text(f"paragraph {number}", words, True, True) for number, words in enumerate(paragraphs, start=1)]
    found = [*_walk(front, "", graded=True, marked="evidence" in front), *said]
    return [*(problem for text in found for problem in _voice(name, text)), *_grades(name, said), *_grades(name, found)]


def _voice(name: str, text: Text) -> list[Problem]:
    words = _NAMES.sub("x", _FILLED.sub("x", text.words))
    faults = [f"{say}: “{match[0]}”" for rule, say in _RULES if (match := rule.search(words))]
    if "!" in words:
        faults.append("no exclamation marks")
    if match := _EMOJI.search(words):
        faults.append(f"no emoji: {match[0]}")
    if match := _AMERICAN_RE.search(words):
        faults.append(f"British spelling: “{match[0]}”")
    if text.words != text.words.strip() or "  " in words:
        faults.append("spaces at an end, or two in a row")
    if len(words) > LONGEST:
        faults.append(f"{len(words)} characters; more than {LONGEST} is a page, not a text")
    if not text.marked and (match := _CLAIM.search(words)):
        faults.append(f"a claim (“{match[0]}”) needs an evidence mark and a source beside it")
    return [Problem(name, text.place, fault) for fault in faults]


def _grades(name: str, found: Iterable[Text]) -> list[Problem]:
    graded = [text for text in found if text.graded]
    problems = []
    for text in graded:
        level = reading.grade(text.words)
        if level > GRADE and len(reading.words(text.words)) >= ALONE:
            problems.append(Problem(name, text.place, f"reading grade {level}; at most {GRADE:.0f}"))
    level = reading.grade("\n".join(text.words for text in graded))
    if level > GRADE:
        problems.append(Problem(name, "", f"reading grade of all its words together {level}; at most {GRADE:.0f}"))
    return problems


def table_places() -> set[str]:
    """What a lesson may name at the table: every page of a place that needs nothing more in its address. Read as text:
    no page has to be loaded for it."""
    files = (Path(__file__).parent / "together").glob("*/urls.py")
    return {name for one in files for name in re.findall(r'path\("[^"<]*",.*?name="(\w+)"\)', one.read_text())}


def _structure(language: Path, content_dir: Path) -> list[Problem]:
    """What the program's own loaders say. They are imported here, so that each layer stays below this one."""
    from goldseam.path import outline
    from goldseam.path import words as signs
    from goldseam.safety import cards, guard, hints, joining, lines, routes
    from goldseam.safety.words import WordsError
    from goldseam.today import start
    from goldseam.today import words as today
    from goldseam.together import deck
    from goldseam.together.checkin import words as checkin
    from goldseam.together.journal import words as journal
    from goldseam.together.meeting import agenda
    from goldseam.together.needs import words as needs
    from goldseam.together.openness import words as openness
    from goldseam.together.pause import words as pause
    from goldseam.together.talk import words as talk
    from goldseam.together.telling import words as telling
    from goldseam.together.triggers import words as triggers
    from goldseam.tools.catalogue import cross_faults, own_faults, read_folder
    from goldseam.tools.t08_library import lessons, words
    from goldseam.tools.t52_meetings import fellowships

    problems: list[Problem] = []

    def attempt(path: Path, load: Callable[[Path], object]) -> object:
        try:
            return load(path)
        except (WordsError, OSError) as error:
            problems.append(
                Problem(str(path.relative_to(content_dir)), "", str(error).partition(": ")[2] or str(error))
            )
            return None

    attempt(language / "joining.toml", joining.load)
    attempt(language / "today.toml", today.load)
    attempt(language / "start.toml", start.load)
    known_signs = attempt(language / "signs.toml", signs.load)
    entries = attempt(language / "path.toml", outline.load)
    attempt(language / "guard.toml", guard.load)
    attempt(language / "hints.toml", hints.load)
    attempt(language / "decks" / "talk.toml", deck.load)
    attempt(language / "together" / "checkin.toml", checkin.load)
    attempt(language / "together" / "journal.toml", journal.load)
    attempt(language / "together" / "meeting.toml", agenda.load)
    attempt(language / "together" / "needs.toml", needs.load)
    attempt(language / "together" / "openness.toml", openness.load)
    attempt(language / "together" / "pause.toml", pause.load)
    attempt(language / "together" / "talk.toml", talk.load)
    attempt(language / "together" / "telling.toml", telling.load)
    attempt(language / "together" / "triggers.toml", triggers.load)
    attempt(language / "cards" / "ground.toml", cards.load)
    attempt(language / "help" / "wave.toml", routes.load_wave)
    for path in sorted((language / "helplines").glob("*.toml")):
        attempt(path, lines.load)
    for path in sorted((language / "meetings").glob("*.toml")):
        attempt(path, fellowships.load)
    attempt(language / "library" / "glossary.toml", words.load_glossary)
    attempt(language / "library" / "books.toml", words.load_books)
    themes = attempt(language / "library" / "themes.toml", words.load_themes)
    loaded = {
        path.stem: attempt(path, routes.load)
        for path in sorted((language / "help").glob("*.toml"))
        if path.stem.isdecimal()
    }
    known = {slug: route for slug, route in loaded.items() if isinstance(route, routes.Route)}
    for fault in routes.link_faults(known):
        file, _, say = fault.partition(": ")
        problems.append(Problem(str((language / "help" / file).relative_to(content_dir)), "", say))
    tools, faults = read_folder(language / "tools")
    for fault in [*faults, *cross_faults(tools)]:
        file, _, say = fault.partition(": ")
        problems.append(Problem(str((language / "tools" / f"{file}.toml").relative_to(content_dir)), "", say))
    readings = [path.stem for path in (language / "lessons").glob("*.md")]
    if isinstance(entries, tuple):
        for fault in [*outline.tool_faults(entries, tools), *outline.written(entries, readings)]:
            problems.append(Problem(str((language / "path.toml").relative_to(content_dir)), "", fault))
    if isinstance(themes, words.Themes):
        for fault in words.theme_faults(themes, readings):
            problems.append(Problem(str((language / "library" / "themes.toml").relative_to(content_dir)), "", fault))
    for path in sorted((language / "lessons").glob("*.md")):
        if isinstance(one := attempt(path, lessons.load), lessons.Lesson):
            lost = [f"the tool “{code}”" for code in one.front.tools if code not in tools]
            lost += [f"the place “{name}”" for name in [one.front.do.place] if name and name not in table_places()]
            if isinstance(known_signs, tuple):
                lost += [f"the sign “{id}”" for id in one.front.signs if id not in {sign.id for sign in known_signs}]
            for what in lost:
                say = f"it points to {what}, which does not exist"
                problems.append(Problem(str(path.relative_to(content_dir)), "", say))
    for fault in own_faults():  # worksheets added to the data folder
        file, _, say = fault.partition(": ")
        problems.append(Problem(f"{file}.toml", "", say))
    return problems
