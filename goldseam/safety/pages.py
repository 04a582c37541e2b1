"""What the help pages show, ready made. Public: the same for everyone in a region, signed in or not."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from goldseam.safety import lines, routes
from goldseam.safety.lines import Line, Region
from goldseam.safety.routes import Link, Route, Step

SHORT = 3  # how many numbers stand under a step, and at the head of a route before the emergency number


@dataclass(frozen=True, slots=True)
class LineRow:
    """One help line as a reader meets it."""

    name: str
    about: str
    call: str
    tel: str
    text_label: str
    text_to: str
    site: str
    site_url: str
    checked: str  # the day, in words, or ""

    @property
    def call_label(self) -> str:
        return _("Call %(name)s on %(number)s") % {"name": self.name, "number": self.call}


@dataclass(frozen=True, slots=True)
class Lines:
    region: str
    rows: list[LineRow]
    more: list[LineRow]  # behind "more numbers"
    note: str  # whether a person has confirmed these numbers


@dataclass(frozen=True, slots=True)
class Door:
    title: str
    sub: str
    button: str
    url: str


@dataclass(frozen=True, slots=True)
class Home:
    first: Lines
    doors: list[Door]
    more: list[Door]


@dataclass(frozen=True, slots=True)
class StepPage:
    title: str
    body: tuple[str, ...]
    number: int
    of: int
    lines: Lines | None
    links: list[Door]
    back: str
    forward: str  # "" on the last step


@dataclass(frozen=True, slots=True)
class RoutePage:
    route: Route
    lines: Lines
    missing: str  # said plainly when nobody we know of answers for exactly this
    first: str
    steps: list[Step]
    inside: list[Door]
    """Tools that go with it; only for whoever is signed in, and only those this server has."""


Known = Callable[[str], str]
_known: list[Known] = []


def lead_inside_with(known: Known) -> None:
    """Called once, when the tools are ready: they lie above this package. The address of a tool, "" for none."""
    _known[:] = [known]


def home(region: Region) -> Home:
    found = routes.routes()
    main = [_door(found[slug]) for slug in routes.MAIN]
    doors = [
        main[0],
        Door(_("An urge is pulling hard"), _("ride it, ten minutes, one tap"), _("Start"), reverse("safety:wave")),
        Door(_("Panic, or pictures that will not stop"), _("back to now, slowly"), _("Start"), reverse("safety:now")),
        *main[1:],
    ]
    first = [*region.emergency[:2], *region.lines_for(["suicide"])[:1]]
    more = [_door(route) for slug, route in found.items() if slug not in routes.MAIN]
    return Home(_lines(region, list({line.id: line for line in first}.values())), doors, more)


def route_page(route: Route, region: Region) -> RoutePage:
    urgent = region.emergency[0]
    shown = _some(route, region, SHORT)
    shown.insert(0 if route.purposes[0] == "emergency" else len(shown), urgent)
    every = lines.with_fallback(region, route.purposes)
    more = [line for line in every if line not in shown]
    missing = ""
    if not lines.with_fallback(region, route.purposes[:1]):
        missing = _("We know of no line for exactly this where you are. A doctor can help you find one.")
    ways = [Door(link.label, "", "", url) for link in route.inside for known in _known if (url := known(link.to))]
    return RoutePage(route, _lines(region, shown, more), missing, _step_url(route, 1), list(route.steps), ways)


def step_page(route: Route, number: int, region: Region) -> StepPage | None:
    if not 1 <= number <= len(route.steps):
        return None
    step = route.steps[number - 1]
    return StepPage(
        title=step.title,
        body=step.body,
        number=number,
        of=len(route.steps),
        lines=_lines(region, [region.emergency[0], *_some(route, region, SHORT - 1)]) if step.call else None,
        links=[_link(link) for link in step.links],
        back=_step_url(route, number - 1) if number > 1 else reverse("safety:route", args=[route.slug]),
        forward=_step_url(route, number + 1) if number < len(route.steps) else "",
    )


def find_line(token: str) -> Line | None:
    """A line of any region: the page that names where a link goes must not depend on a cookie."""
    return next((line for region in lines.regions() for line in region.lines if line.token == token), None)


def _some(route: Route, region: Region, count: int) -> list[Line]:
    """The first lines of a route that are not the emergency number, which always stands beside them."""
    urgent = region.emergency[0]
    return [line for line in lines.with_fallback(region, route.purposes) if line is not urgent][:count]


def _lines(region: Region, shown: Iterable[Line], more: Iterable[Line] = ()) -> Lines:
    rows, hidden = [_row(line) for line in shown], [_row(line) for line in more]
    confirmed = sum(1 for row in (*rows, *hidden) if row.checked)
    if confirmed == len(rows) + len(hidden):
        note = ""
    elif confirmed:
        note = _("Lines without a date have not been confirmed by the person who runs this server.")
    else:
        note = _(
            "These numbers come with the program. The person who runs this server has not confirmed them. "
            "If one does not answer, take the next."
        )
    return Lines(region.name, rows, hidden, note)


def _row(line: Line) -> LineRow:
    label = ""
    if line.sms:
        words = {"word": line.sms_words, "number": line.sms}
        label = (_("Text %(word)s to %(number)s") if line.sms_words else _("Text %(number)s")) % words
    day = dt.date.fromisoformat(line.checked) if line.checked else None
    return LineRow(
        name=line.name,
        about=" ".join(filter(None, (line.note, line.hours))),
        call=line.call,
        tel=line.tel,
        text_label=label,
        text_to=f"sms:{line.sms_to}?body={line.sms_words}" if line.sms_words else f"sms:{line.sms_to}",
        site=line.host,
        site_url=reverse("safety:go", args=[line.token]) if line.site else "",
        checked=_("Confirmed %(day)s") % {"day": date_format(day, "j F Y")} if day else "",
    )


def _door(route: Route) -> Door:
    return Door(route.title, route.sub, route.button, reverse("safety:route", args=[route.slug]))


def _link(link: Link) -> Door:
    if link.to in routes.PLACES:
        return Door(link.label, "", "", reverse(f"safety:{link.to}"))
    return Door(link.label, "", "", reverse("safety:route", args=[link.to]))


def _step_url(route: Route, number: int) -> str:
    return reverse("safety:step", args=[route.slug, number])
