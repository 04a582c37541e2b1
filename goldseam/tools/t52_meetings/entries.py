"""One entry of a meeting list, as others write it → a typed listing. Pure; every mistake comes back as a sentence.

The format is the open Meeting Guide one (a JSON array, one object a meeting; docs/meetings.md says which of its names
are read). What it does not know has names of its own here: what the group is for, how it defines sobriety, a fortnight.
Money handles, contact persons and places on a map are never taken over: nobody needs them to come to a meeting.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final, Literal
from urllib.parse import urlsplit

from goldseam.tools.t52_meetings.schedule import Rule, clock, length, repeat
from goldseam.tools.times import DAYS, zone_named

Kind = Literal["meeting", "group", "helper"]
Raw = dict[str, Any]

KINDS: Final = ("meeting", "group", "helper")
WHOM: Final = ("R", "B", "both", "S")
MODES: Final = ("in_person", "phone", "video", "text")
SEES: Final = ("R", "B", "couple", "family")

TEXTS: Final = {
    "name": 255, "slug": 64, "location": 120, "location_notes": 600, "formatted_address": 255, "address": 120,
    "city": 80, "state": 80, "postal_code": 20, "country": 80, "region": 80, "sub_region": 80, "group": 120,
    "group_notes": 600, "notes": 1000, "conference_url": 500, "conference_url_notes": 255, "conference_phone": 60,
    "conference_phone_notes": 255, "url": 500, "updated": 19, "timezone": 64, "approximate": 3, "fellowship": 60,
    "sobriety_definition": 500, "cost": 120, "gender": 80, "lgbtq_note": 200, "led_by": 120,
    "fee": 120, "screening": 300, "qualification": 200, "waiting": 120, "rrule": 120, "start": 10, "checked": 10,
    "kind": 10, "time": 5, "end_time": 5,
}  # fmt: skip
"""What is read as text, and the longest of each."""
OTHERS: Final = frozenset({
    "day", "types", "regions", "for", "mode", "language", "languages", "faith_based", "years", "approach", "sees",
    "remote",
})  # fmt: skip
"""What is read as something else."""
READ: Final = frozenset(TEXTS) | OTHERS

LANGUAGES: Final = {
    "AF": "af", "AM": "am", "AR": "ar", "ASL": "ase", "BG": "bg", "DA": "da", "DE": "de", "EL": "el", "EN": "en",
    "FA": "fa", "FI": "fi", "FR": "fr", "HE": "he", "HI": "hi", "HR": "hr", "HU": "hu", "IS": "is", "ITA": "it",
    "JA": "ja", "KA": "ka", "KOR": "ko", "LT": "lt", "ML": "ml", "MT": "mt", "NE": "ne", "NL": "nl", "NO": "no",
    "POL": "pl", "POR": "pt", "PUN": "pa", "RUS": "ru", "S": "es", "SK": "sk", "SL": "sl", "SV": "sv", "TH": "th",
    "TL": "tl", "TUR": "tr", "UK": "uk",
}  # fmt: skip
"""Meeting types of the format that name a language."""

_SLUG = re.compile(r"[A-Za-z0-9][A-Za-z0-9._~-]{0,63}\Z")
_LANGUAGE = re.compile(r"[a-z]{2,3}\Z")
_PHONE = re.compile(r"\+?[0-9][0-9 ()/,*#.-]{2,58}\Z")
_UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b\u2028-\u202e\u2066-\u2069\ufeff\ud800-\udfff]")
"""Controls, half letters, and marks that turn the direction of what stands beside them: nothing a page could show."""
_YEARS = range(1900, 2201)


@dataclass(frozen=True, slots=True)
class Defaults:
    """What an import says for entries that do not say it themselves."""

    fellowship: str = ""
    whom: tuple[str, ...] = ()
    zone: str = ""
    languages: tuple[str, ...] = ()


NOTHING: Final = Defaults()


@dataclass(frozen=True, slots=True)
class Listing:
    """A meeting, a group led by a therapist, or a helper; ready for a page."""

    slug: str
    name: str
    kind: Kind = "meeting"
    rule: Rule | None = None  # None: by appointment
    zone: str = ""
    fellowship: str = ""
    whom: tuple[str, ...] = ()
    modes: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    types: tuple[str, ...] = ()
    place: str = ""
    region: str = ""
    url: str = ""
    join_url: str = ""
    join_phone: str = ""
    notes: tuple[str, ...] = ()
    definition: str = ""
    faith_based: bool = False
    says: Mapping[str, str] = field(default_factory=dict)  # cost, gender, lgbtq_note, led_by, fee, screening …
    approach: tuple[str, ...] = ()
    sees: tuple[str, ...] = ()
    updated: date | None = None
    checked: date | None = None

    @property
    def closed(self) -> bool:
        """Shut for now, with no other way in."""
        return not self.modes and "TC" in self.types


SAID: Final = ("cost", "gender", "lgbtq_note", "led_by", "fee", "screening", "qualification", "years", "waiting")


class _Reader:
    """Reads one object, collecting every fault on the way."""

    def __init__(self, raw: Raw, defaults: Defaults) -> None:
        self.raw, self.defaults = raw, defaults
        self.faults: list[str] = []

    def text(self, name: str) -> str:
        value = self.raw.get(name)
        if value is None:
            return ""
        if isinstance(value, bool) or not isinstance(value, str | int):
            self.faults.append(f'"{name}" is a text')
            return ""
        plain = clean(str(value)).strip()
        if len(plain) > TEXTS[name]:
            self.faults.append(f'"{name}" has at most {TEXTS[name]} characters, this one has {len(plain)}')
        return plain

    def one_of(self, name: str, allowed: tuple[str, ...], otherwise: tuple[str, ...] = ()) -> tuple[str, ...]:
        """A word or a list of words from a fixed set."""
        given = self.words(name)
        wrong = [word for word in given if word not in allowed]
        if wrong:
            self.faults.append(f'"{name}" knows {", ".join(allowed)}, not "{wrong[0]}"')
        return given or otherwise

    def words(self, name: str) -> tuple[str, ...]:
        value = self.raw.get(name)
        if value is None or value == "":
            return ()
        listed = value if isinstance(value, list) else [value]
        if len(listed) > 40 or not all(isinstance(word, str) and 0 < len(word) <= 60 for word in listed):
            self.faults.append(f'"{name}" is a list of short words')
            return ()
        return tuple(dict.fromkeys(clean(word).strip() for word in listed))

    def day(self, name: str) -> date | None:
        text = self.text(name)
        if not text:
            return None
        try:
            found = date.fromisoformat(text[:10])
        except ValueError:
            found = date.min
        if found.year not in _YEARS:
            self.faults.append(f'"{name}" is a date such as 2026-01-10, not "{text}"')
            return None
        return found

    def yes(self, name: str) -> bool:
        value = self.raw.get(name, False)
        if not isinstance(value, bool):
            self.faults.append(f'"{name}" is true or false')
        return value is True

    def link(self, name: str) -> str:
        url = self.text(name)
        if url and not web(url):
            self.faults.append(f'"{name}" is an address that begins with https:// or http://')
        return url


def clean(text: str) -> str:
    """Without what cannot be seen or written down."""
    return _UNSEEN.sub("", text)


def web(url: str) -> bool:
    """An ordinary address of the web, and nothing a browser would run."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.scheme in {"https", "http"} and bool(parts.hostname) and not re.search(r"[\s<>\"'\\]", url)


def read(raw: object, defaults: Defaults = NOTHING) -> tuple[Listing | None, list[str]]:
    """The listing, or why there is none."""
    if not isinstance(raw, dict):
        return None, ["an entry is an object with a name and a slug"]
    reader = _Reader(raw, defaults)
    listing = _listing(reader)
    return (None, list(dict.fromkeys(reader.faults))) if reader.faults else (listing, [])


def _listing(reader: _Reader) -> Listing:
    name, slug = reader.text("name"), reader.text("slug")
    if not name:
        reader.faults.append('"name" is missing')
    if not _SLUG.match(slug):
        reader.faults.append('"slug" is missing or has more than letters, digits and dashes (64 at most)')
    kind = reader.text("kind") or "meeting"
    if kind not in KINDS:
        reader.faults.append(f'"kind" is meeting, group or helper, not "{kind}"')
    types = reader.words("types")
    rule, zone = _rule(reader)
    return Listing(
        slug=slug,
        name=name,
        kind=kind,  # type: ignore[arg-type] # checked above; a fault leaves the entry out
        rule=rule,
        zone=zone,
        fellowship=reader.text("fellowship") or reader.defaults.fellowship,
        whom=reader.one_of("for", WHOM, reader.defaults.whom),
        modes=_modes(reader, types, kind),
        languages=_languages(reader, types),
        types=types,
        place=_place(reader),
        region=_region(reader),
        url=reader.link("url"),
        join_url=reader.link("conference_url"),
        join_phone=_phone(reader),
        notes=tuple(filter(None, map(reader.text, _NOTES))),
        definition=reader.text("sobriety_definition"),
        faith_based=reader.yes("faith_based"),
        says=_says(reader),
        approach=reader.words("approach"),
        sees=reader.one_of("sees", SEES),
        updated=reader.day("updated"),
        checked=reader.day("checked"),
    )


_NOTES: Final = ("notes", "conference_url_notes", "conference_phone_notes", "location_notes", "group_notes")


def _rule(reader: _Reader) -> tuple[Rule | None, str]:
    """Days, time and zone; a meeting without them is by appointment."""
    begins, days, said = reader.text("time"), _days(reader), reader.text("rrule")
    start, zone_name = reader.day("start"), reader.text("timezone") or reader.defaults.zone
    every, until = 1, None
    if said:
        try:
            rule = repeat(said)
        except ValueError as error:
            reader.faults.append(f'"rrule": {error}')
            return None, zone_name
        if rule.days and days and rule.days != days:
            reader.faults.append('"day" and the BYDAY of "rrule" name different days')
        every, until, days = rule.every, rule.until, rule.days or days
    if not begins and not days:
        if said or start:
            reader.faults.append('"rrule" and "start" need a day and a time')
        return None, zone_name
    if reader.raw.get("day") not in (None, "", []) and not days:
        return None, zone_name  # what is wrong with the day is said already
    if not begins or not days:
        reader.faults.append('"day" and "time" belong together; leave both out for a meeting by appointment')
        return None, zone_name
    at, end = clock(begins), clock(reader.text("end_time"))
    zone = zone_named(zone_name)
    if at is None:
        reader.faults.append(f'"time" is written like 19:30, not "{begins}"')
    if end is None and reader.text("end_time"):
        reader.faults.append(f'"end_time" is written like 20:30, not "{reader.text("end_time")}"')
    if zone is None:
        reader.faults.append(
            f'"{zone_name}" is no time zone such as Europe/London' if zone_name else '"timezone" is missing'
        )
    if every == 2 and start is None:
        reader.faults.append('a meeting every second week needs "start", the date of one of its meetings')
    if start is not None and start.weekday() not in days:
        reader.faults.append(f'"start" {start} is a {DAYS[start.weekday()]}, which is none of its days')
    if at is None or zone is None or (every == 2 and start is None):
        return None, zone_name
    return Rule(days, at, zone, every, start, until, length(at, end)), zone_name


def _days(reader: _Reader) -> frozenset[int]:
    """0 is Sunday there and Monday here."""
    value = reader.raw.get("day")
    listed = value if isinstance(value, list) else [] if value is None or value == "" else [value]
    found = set()
    for day in listed:
        text = "" if isinstance(day, bool) or not isinstance(day, int | str) else str(day)
        if text not in {"0", "1", "2", "3", "4", "5", "6"}:
            reader.faults.append(
                f'"day" is 0 (Sunday) to 6 (Saturday), or a list of such numbers, not {repr(day)[:40]}'
            )
            return frozenset()
        found.add((int(text) - 1) % 7)
    return frozenset(found)


def _modes(reader: _Reader, types: tuple[str, ...], kind: str) -> tuple[str, ...]:
    """How one can come: as the entry says, else what its address, link and number show."""
    given = reader.one_of("mode", MODES)
    if given:
        return given
    far = [mode for name, mode in (("conference_url", "video"), ("conference_phone", "phone")) if reader.text(name)]
    if kind == "helper" and reader.yes("remote"):
        far = far or ["video"]
    near = reader.text("address") or reader.text("formatted_address")
    exact = bool(reader.text("address")) or any(letter.isdigit() for letter in near)
    somewhere = near or reader.text("location") or reader.text("city")
    here = (
        "TC" not in types and reader.text("approximate").lower() != "yes" and (exact or (bool(somewhere) and not far))
    )
    if kind != "helper" and not (here or far or "TC" in types):
        reader.faults.append('it says neither where nor how: give an address, a conference_url or _phone, or "mode"')
    return (*(["in_person"] if here else []), *far)


def _languages(reader: _Reader, types: tuple[str, ...]) -> tuple[str, ...]:
    given = reader.words("language") or reader.words("languages")
    wrong = [word for word in given if not _LANGUAGE.match(word)]
    if wrong:
        reader.faults.append(f'"language" is a code such as en or de, not "{wrong[0]}"')
    named = tuple(LANGUAGES[code] for code in types if code in LANGUAGES)
    return given or named or reader.defaults.languages


def _place(reader: _Reader) -> str:
    parts = [reader.text(name) for name in ("address", "city", "state", "postal_code", "country")]
    address = reader.text("formatted_address") or ", ".join(filter(None, parts))
    return ", ".join(filter(None, (reader.text("location"), address)))


def _region(reader: _Reader) -> str:
    """As the entry says, else its town."""
    listed = ", ".join(reader.words("regions"))
    said = ", ".join(filter(None, (reader.text("region"), reader.text("sub_region"))))
    return listed or said or reader.text("city")


def _phone(reader: _Reader) -> str:
    number = reader.text("conference_phone")
    if number and not _PHONE.match(number):
        reader.faults.append(f'"conference_phone" is a number that a phone can call, not "{number}"')
    return number


def _says(reader: _Reader) -> dict[str, str]:
    years = reader.raw.get("years")
    if years is not None and (isinstance(years, bool) or not isinstance(years, int) or not 0 <= years <= 80):
        reader.faults.append('"years" is a whole number of years')
    said = {name: reader.text(name) for name in SAID if name != "years"}
    said["years"] = str(years) if isinstance(years, int) and years else ""
    return {name: said[name] for name in SAID if said[name]}


def kept(raw: Raw, defaults: Defaults) -> Raw:
    """What is written down of a good entry: only what is read, with the import's defaults filled in."""
    found = {name: _clean(value) for name, value in raw.items() if name in READ and value not in (None, "", [])}
    if defaults.fellowship:
        found.setdefault("fellowship", defaults.fellowship)
    if defaults.whom:
        found.setdefault("for", list(defaults.whom))
    if defaults.zone and "time" in found:
        found.setdefault("timezone", defaults.zone)
    if defaults.languages and not _languages(_Reader(raw, NOTHING), tuple(_codes(raw))):
        found["language"] = list(defaults.languages)
    return found


def _clean(value: Any) -> Any:
    if isinstance(value, list):
        return [_clean(one) for one in value]
    return clean(value) if isinstance(value, str) else value


def _codes(raw: Raw) -> list[str]:
    types = raw.get("types")
    return [code for code in types if isinstance(code, str)] if isinstance(types, list) else []
