"""Makes the machine of the rules quick without looking at less: it remembers, it does not skip.

1. What opens an envelope, checks a signature or derives a key answers the same for the same bytes, always. Within one
   run each such answer is worked out once. A changed byte is another question. What is refused is never remembered.
2. `State` knows when a table is as it was: a statement that may change it makes another state, and going back to a
   savepoint is the state of then. Rows that were read in one state are not read again in the same one.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cached_property
from itertools import count
from typing import Any, Final

import pytest
from django.db import connection
from django.db.models.base import ModelState
from django.db.models.expressions import Col
from django.db.models.fields.related_lookups import RelatedExact
from django.db.models.lookups import Exact
from django.db.models.query import ModelIterable, QuerySet
from django.db.models.sql.query import Query

from goldseam.crypto import chain, derive, envelope, record
from goldseam.vault import Vault, rows

PURE: Final = (
    (envelope, "unseal"),
    (record, "open_record"),
    (record, "month_tag"),
    (derive, "sub_key"),
    (chain, "check_signature"),
    (rows, "_uuid"),
)
MOST: Final = 20_000
"""Answers of one kind that are kept."""
EXACT: Final = (Exact, RelatedExact)
ASKS: Final = ("SELECT", "PRAGMA")
MARK: Final = "SAVEPOINT "
TO: Final = "ROLLBACK TO SAVEPOINT "
CHANGES: Final = re.compile(r'(?:INSERT INTO|UPDATE|DELETE FROM) "?(\w+)')

Work = Callable[..., Any]


def remembered(work: Work) -> Work:
    known: dict[Any, Any] = {}

    def again(*args: Any) -> Any:
        if args in known:
            return known[args]
        if len(known) >= MOST:
            known.clear()
        return known.setdefault(args, work(*args))

    return again


class State:
    """Which state each table of the database is in, as far as this connection made it: a number that was never there
    before for each statement that may change something. Outside `watched` every state is another one."""

    def __init__(self) -> None:
        self._numbers = count(1)
        self._then: dict[str, tuple[int, dict[str, int]]] = {}
        self._all = 0
        self._tables: dict[str, int] = {}
        self.watching = False

    @property
    def now(self) -> int:
        """Of everything."""
        return self._all if self.watching else next(self._numbers)

    def of(self, *tables: str) -> tuple[int, ...]:
        if not self.watching:
            return (next(self._numbers),)
        return tuple(self._tables.setdefault(table, self._all) for table in tables)

    def begin(self) -> None:
        self._all, self._tables = next(self._numbers), {}
        self._then.clear()

    def __call__(self, execute: Work, sql: str, params: Any, many: bool, context: Any) -> Any:
        if sql.startswith(ASKS):
            return execute(sql, params, many, context)
        if sql.startswith(TO):
            answer = execute(sql, params, many, context)
            self._go_back(sql.removeprefix(TO))
            return answer
        if sql.startswith(MARK):
            self._then[sql.removeprefix(MARK)] = self._all, dict(self._tables)
        elif not sql.startswith("RELEASE"):
            self._changes(CHANGES.match(sql))
        return execute(sql, params, many, context)

    def _go_back(self, mark: str) -> None:
        if mark in self._then:
            self._all, tables = self._then[mark]
            self._tables = dict(tables)
        else:
            self.begin()

    def _changes(self, found: re.Match[str] | None) -> None:
        if found is None:
            self.begin()
            return
        self._all = self._tables[found[1]] = next(self._numbers)


STATE: Final = State()


@contextmanager
def watched() -> Iterator[State]:
    """Inside one transaction of this connection, the only one that writes."""
    STATE.begin()
    with connection.execute_wrapper(STATE):
        STATE.watching = True
        try:
            yield STATE
        finally:
            STATE.watching = False


@contextmanager
def each_once() -> Iterator[None]:
    """Wherever the program knows one of these functions by name. What a mutant has put in its place stays."""
    with pytest.MonkeyPatch.context() as patch:
        for home, name in PURE:
            work = getattr(home, name)
            quick = remembered(work)
            for module in [one for key, one in sys.modules.items() if key.startswith("goldseam.")]:
                if getattr(module, name, None) is work:
                    patch.setattr(module, name, quick)
        patch.setattr(rows, "_rows", _rows_once(rows._rows))
        patch.setattr(QuerySet, "_fetch_all", _rows_of_models_once(QuerySet._fetch_all))
        patch.setattr(rows, "heads", _heads_once(rows.heads))
        patch.setattr(Vault, "_row", _person_once(Vault._row.func))
        yield


def _person_once(read: Work) -> Any:
    """The row that every request begins with."""
    known: dict[Any, Any] = {}

    def _row(self: Any) -> Any:
        asked = STATE.of("vault_person", "vault_recovery"), self.person
        if asked not in known:
            if len(known) >= MOST:
                known.clear()
            known[asked] = read(self)
        return _copy(known[asked])

    once = cached_property(_row)
    once.__set_name__(Vault, "_row")
    return once


def _heads_once(read: Work) -> Work:
    known: dict[Any, Any] = {}

    def again(spaces: Any) -> Any:
        asked = STATE.of("vault_space", "vault_record"), frozenset(spaces)
        if asked not in known:
            if len(known) >= MOST:
                known.clear()
            known[asked] = read(spaces)
        return dict(known[asked])

    return again


def _rows_once(read: Work) -> Work:
    known: dict[Any, list[Any]] = {}

    def again(space: Any, where: str, params: Any) -> Iterator[Any]:
        asked = STATE.of("vault_record", "vault_recordkey"), space, where, tuple(params)
        if asked not in known:
            if len(known) >= MOST:
                known.clear()
            known[asked] = list(read(space, where, params))
        return iter(known[asked])

    return again


# -- the same question of Django's in the same state -------------------------------------------------------


def _rows_of_models_once(fetch: Work) -> Work:
    known: dict[Any, list[Any]] = {}

    def _fetch_all(self: Any) -> None:
        if self._result_cache is not None or self._iterable_class is not ModelIterable:
            return fetch(self)
        asked = _asked(self)
        if asked is None:
            return fetch(self)
        if asked not in known:
            if len(known) >= MOST:
                known.clear()
            fetch(self)
            known[asked] = [_copy(row) for row in self._result_cache]
        else:
            self._result_cache = [_copy(row) for row in known[asked]]
        return None

    return _fetch_all


def _copy(row: Any) -> Any:
    """Whoever gets a row may change it."""
    new = row.__class__.__new__(row.__class__)
    new.__dict__.update(row.__dict__)
    new._state = ModelState()
    new._state.__dict__.update(row._state.__dict__)
    return new


def _asked(rows: Any) -> Any:
    """The state, and everything that a plain question is made of; None for a question that is not plain."""
    query, where = rows.query, rows.query.where
    plain = (
        type(query) is Query
        and sum(map(bool, query.alias_refcount.values())) <= 1
        and not (query.annotations or query.extra or query.distinct or query.combinator or query.select)
        and not (rows._prefetch_related_lookups or rows._known_related_objects)
        and query.select_related is not True
        and where.connector == "AND"
        and not where.negated
        and all(type(one) in EXACT and type(one.lhs) is Col for one in where.children)
        and all(type(one) is str for one in query.order_by)
    )
    if not plain:
        return None
    return (
        STATE.of(query.model._meta.db_table, *_joined(query)),
        query.model,
        tuple((one.lhs.target, one.rhs) for one in where.children),
        query.order_by,
        (query.default_ordering, query.standard_ordering),
        (query.low_mark, query.high_mark),
        repr(query.select_related),
        query.deferred_loading,
    )


def _joined(query: Any) -> list[str]:
    """The tables of what is read along with it."""
    names = query.select_related or {}
    return [query.model._meta.get_field(name).related_model._meta.db_table for name in names]
