"""What a hundred tests begin with is played once and laid down again: the same rows, the same cookies, the same clock.

Who signs up, comes in through both doors or sits down at a table does so over HTTP, and what the database looks like
afterwards is kept for a few seconds. A test that comes to the same point gets those rows instead of writing them anew.
It is the same point when all of these are the same; whenever one is in doubt, the scene is played:

- the database: nothing was written in this test but by scenes that were laid down in the same order (every statement
  is looked at), and nobody was there at its beginning;
- the browsers of those who act: their cookies and what they send with each request;
- the clock: a test's own stands where it stood; the real one is of the same day and hardly any later;
- the program: what the test has exchanged in it is the same, down to the code, and no setting is another.

The doors' own tests, the vault's and whatever looks for traces (`ALWAYS`) play every scene.
"""

from __future__ import annotations

import importlib
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from copy import deepcopy
from dataclasses import dataclass, field
from datetime import UTC, datetime
from http.cookies import SimpleCookie
from pathlib import Path
from types import FunctionType
from typing import TYPE_CHECKING, Any, Final, Protocol

import pytest
from django.apps import apps
from django.core.signals import setting_changed
from django.db import connection, models
from django.utils import timezone

from goldseam.crypto import derive
from goldseam.people.models import Account
from tests import remembered

if TYPE_CHECKING:
    from tests.conftest import Person

EXACT: Final = frozenset({"vault", "canary", "faults", "cli", "hosting", "crypto"})
"""Folders of tests in which nothing is remembered (tests/remembered.py)."""
ALWAYS: Final = EXACT | {"people", "demo"}
"""Folders of tests in which every scene is played."""
LASTS: Final = 240.0
"""Seconds for which a take made under a test's own clock is laid down again."""
LASTS_NOW: Final = 30.0
"""The same under the real clock: far below the minute after which a session writes down that it is still in use."""
ASKS: Final = ("BEGIN", "SELECT", "SAVEPOINT", "RELEASE", "PRAGMA", "select")
"""How statements begin that change nothing. A way back to an earlier state changes something."""
_now = timezone.now
_NO_VALUE: Final = object()

Row = tuple[Any, ...]
Rows = dict[str, dict[Row, Row]]
"""Table → key → row."""


class Moved(Protocol):
    now: datetime


@dataclass
class Take:
    made: float
    gone: dict[str, list[Row]]
    come: dict[str, list[Row]]
    cookies: list[SimpleCookie]
    after: datetime | None
    """Where the test's own clock stands."""


_takes: dict[Any, Take] = {}
_MOST: Final = 400


@dataclass
class Stage:
    """Where one test stands."""

    plays: bool
    """Every scene, whatever comes."""
    point: tuple[int, ...] | None = ()
    """The takes that were laid down, in order, if nothing else was written; else None."""
    looked: bool = False
    quiet: bool = False
    lasts: float = LASTS_NOW
    exchanged: list[tuple[Any, str, Any]] = field(default_factory=list)

    def __call__(self, execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        if not self.quiet and self.point is not None and not sql.startswith(ASKS):
            self.point = None
        return execute(sql, params, many, context)

    def look(self) -> None:
        """Somebody left over from elsewhere would be a point of its own."""
        if not self.looked:
            self.looked = True
            self.plays = self.plays or Account.objects.exists()

    def program(self) -> tuple[Any, ...] | None:
        """What the test has put in the program's place; None when that cannot be told from something else."""
        found: list[Any] = [derive.FLOOR, derive.DEFAULT]
        for target, name, value in self.exchanged:
            if (target, name) in {(timezone, "now"), (derive, "FLOOR"), (derive, "DEFAULT")}:
                continue
            if isinstance(value, FunctionType):
                if value.__closure__ or value.__defaults__ or value.__kwdefaults__:
                    return None
                told: Any = value.__code__
            elif isinstance(value, (int, float, str, bytes, frozenset, tuple, type(None))) or _is_plain(value):
                told = value
            else:
                return None
            found.append((id(target), name, told, getattr(target, name, _NO_VALUE) is value))
        return tuple(found)


def _is_plain(value: Any) -> bool:
    return type(value).__module__ == "datetime"


_stage: Stage | None = None


@contextmanager
def staged(request: pytest.FixtureRequest) -> Iterator[None]:
    """Around each test."""
    global _stage
    folder = request.path.relative_to(Path(__file__).parent).parts[0]
    own = {"transactional_db", "settings", "live_server"} & set(request.fixturenames)
    marker = request.node.get_closest_marker("django_db")
    committed = marker is not None and (marker.kwargs.get("transaction") or bool(marker.args))
    _stage = Stage(plays=folder in ALWAYS or bool(own) or committed)
    remembered.on = folder not in EXACT
    if not _stage.plays:
        connection.execute_wrappers.append(_stage)
    try:
        yield
    finally:
        remembered.on = False
        if _stage in connection.execute_wrappers:
            connection.execute_wrappers.remove(_stage)
        _stage = None


def take_longer() -> None:
    """In this test a take may be laid down under the real clock as long as under a test's own: it counts no queries."""
    if _stage is not None:
        _stage.lasts = LASTS


def _a_setting_is_another(**_what: Any) -> None:
    if _stage is not None:
        _stage.plays = True


setting_changed.connect(_a_setting_is_another)


def notice_what_is_exchanged() -> None:
    """Every `monkeypatch.setattr` of a test is told to its stage; called once. What else it can change cannot be told
    from something else, so the scenes are played."""
    real = pytest.MonkeyPatch.setattr

    def setattr_and_say(self: pytest.MonkeyPatch, target: Any, name: Any, *rest: Any, **more: Any) -> None:
        real(self, target, name, *rest, **more)
        if _stage is not None and not _stage.plays:
            if isinstance(target, str):
                module, _, attribute = target.rpartition(".")
                try:
                    _stage.exchanged.append((importlib.import_module(module), attribute, name))
                except ImportError:  # a method of a class
                    _stage.plays = True
            else:
                _stage.exchanged.append((target, name, rest[0] if rest else more.get("value", _NO_VALUE)))

    pytest.MonkeyPatch.setattr = setattr_and_say  # type: ignore[assignment,method-assign]
    for name in ("delattr", "setitem", "delitem"):
        setattr(pytest.MonkeyPatch, name, _and_play(getattr(pytest.MonkeyPatch, name)))


def _and_play(change: Callable[..., Any]) -> Callable[..., Any]:
    def changed(*args: Any, **named: Any) -> None:
        change(*args, **named)
        if _stage is not None:
            _stage.plays = True

    return changed


def scene(
    name: object,
    people: Sequence[Person],
    act: Callable[[], object],
    clock: Moved | None = None,
    anywhere: bool = False,
) -> None:
    """Play `act`, or lay down what it once led to. `people` are all whose browsers take part; `clock` is moved by it.

    `anywhere`: what it writes stands for itself, so that it may be laid down whatever else was written.
    """
    stage = _stage
    key = None if stage is None else _key(stage, name, people, anywhere)
    if stage is None or key is None:
        act()
        return
    take = _takes.get(key)
    if take is not None and time.monotonic() - take.made < (stage.lasts if timezone.now is _now else LASTS):
        _lay_down(stage, take, people, clock)
    else:
        _play(stage, key, people, act, clock, anywhere)


def _key(stage: Stage, name: object, people: Sequence[Person], anywhere: bool) -> Any:
    if stage.plays or not connection.in_atomic_block:
        return None
    stage.look()
    program = stage.program()
    if stage.plays or program is None or (stage.point is None and not anywhere):
        return None
    now = None if timezone.now is _now else timezone.now()
    browsers = tuple(
        (
            (one.name, one.password, one.pin),
            tuple(sorted((name, kept.value) for name, kept in one.client.cookies.items())),
            repr(sorted(one.client.defaults.items())),
            one.client.handler.enforce_csrf_checks,
        )
        for one in people
    )
    return name, browsers, now, datetime.now(UTC).date(), None if anywhere else stage.point, program


def _play(
    stage: Stage, key: Any, people: Sequence[Person], act: Callable[[], object], clock: Moved | None, anywhere: bool
) -> None:
    point, before = stage.point, _every_row(stage)
    act()
    if stage.plays:
        return
    after = _every_row(stage)
    gone = {table: [row for row in rows if after[table].get(row) != rows[row]] for table, rows in before.items()}
    come = {table: [rows[row] for row in rows if before[table].get(row) != rows[row]] for table, rows in after.items()}
    take = Take(
        time.monotonic(),
        {table: rows for table, rows in gone.items() if rows},
        {table: rows for table, rows in come.items() if rows},
        [deepcopy(one.client.cookies) for one in people],
        None if clock is None else clock.now,
    )
    numbered = {model._meta.db_table for model in _models() if isinstance(model._meta.pk, models.AutoField)}
    if numbered & take.come.keys() or (anywhere and take.gone):
        return
    if len(_takes) >= _MOST:
        _takes.clear()
    _takes[key] = take
    stage.point = None if point is None else (*point, id(take))
    _kept.append(take)


_kept: list[Take] = []
"""Every take, so that no two have the same id."""


def _lay_down(stage: Stage, take: Take, people: Sequence[Person], clock: Moved | None) -> None:
    stage.quiet = True
    try:
        with connection.cursor() as cursor:
            for table, keys in take.gone.items():
                where = " and ".join(f'"{column}" = %s' for column in _keys_of()[table])
                for key in keys:
                    cursor.execute(f'delete from "{table}" where {where}', key)
            for table, rows in take.come.items():
                one = "(" + ", ".join(["%s"] * len(rows[0])) + ")"
                for some in (rows[at : at + 50] for at in range(0, len(rows), 50)):
                    cursor.execute(
                        f'insert into "{table}" ({_columns_of()[table]}) values ' + ", ".join([one] * len(some)),
                        [value for row in some for value in row],
                    )
    finally:
        stage.quiet = False
    for person, cookies in zip(people, take.cookies, strict=True):
        person.client.cookies = deepcopy(cookies)
    if clock is not None and take.after is not None:
        clock.now = take.after
    if stage.point is not None:
        stage.point = (*stage.point, id(take))


# -- rows as they lie there --


def _models() -> list[type[models.Model]]:
    apart = {"contenttypes", "auth"}
    return [model for model in apps.get_models() if model._meta.app_label not in apart]


def _keys_of() -> dict[str, list[str]]:
    return {model._meta.db_table: [one.column for one in model._meta.pk_fields] for model in _models()}


def _columns_of() -> dict[str, str]:
    return {
        model._meta.db_table: ", ".join(f'"{one.column}"' for one in model._meta.concrete_fields if one.column)
        for model in _models()
    }


def _every_row(stage: Stage) -> Rows:
    """As the database gives them, with nothing made of them on the way."""
    plain = "+" if connection.vendor == "sqlite" else ""  # SQLite's driver reads meanings into declared columns
    found: Rows = {}
    with connection.cursor() as cursor:
        for model in _models():
            columns = [one.column for one in model._meta.concrete_fields if one.column]
            keys = [columns.index(one.column) for one in model._meta.pk_fields]
            table = model._meta.db_table
            cursor.execute(f'SELECT {", ".join(f"{plain}{chr(34)}{one}{chr(34)}" for one in columns)} FROM "{table}"')
            found[table] = {tuple(row[at] for at in keys): tuple(row) for row in cursor.fetchall()}
    return found
