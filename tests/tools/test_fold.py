"""The one fold: pure, small, pinned numbers."""

from __future__ import annotations

import uuid
from datetime import UTC, datetime, timedelta
from typing import Any

import msgspec

from goldseam.tools import fold
from goldseam.tools.fold import Digest, Span, close, standing
from goldseam.vault import Entry

START = datetime(2026, 9, 1, 20, 0, tzinfo=UTC)


def entry(n: int, kind: str, body: dict[str, Any], at: datetime | None = None) -> Entry:
    return Entry(uuid.UUID(int=n, version=4), n, kind, at or START + timedelta(days=n), body)


def ident(n: int) -> str:
    return str(uuid.UUID(int=n, version=4))


def urge(n: int, start: int, end: int | None = None, response: list[str] | None = None, **more: Any) -> Entry:
    at = START + timedelta(days=n)
    body: dict[str, Any] = {"when": at.strftime("%Y-%m-%dT%H:%MZ"), "intensity_start": start, **more}
    if end is not None:
        body["intensity_end"] = end
    if response:
        body["response"] = response
    return entry(n, "t09", body)


def test_a_month_becomes_columns_and_four_numbers() -> None:
    digest = close(None, "2026-09", [urge(1, 7, 3, ["surfed"]), urge(2, 5), urge(3, 8, 4, ["called", "surfed"])])
    column = digest.points["t09"]
    assert column.numbers == {"intensity_start": [7, 5, 8], "intensity_end": [3, None, 4]}
    assert column.tags == {"response": [["surfed"], [], ["called", "surfed"]]}
    assert column.at == [fold.minute(START + timedelta(days=n)) for n in (1, 2, 3)]
    assert digest.spans["t09"] == {"intensity_start": Span(3, 5, 7, 8), "intensity_end": Span(2, 3, 3.5, 4)}
    assert digest.state.counts == {"t09": 3}
    assert digest.state.responses == {"surfed": 2, "called": 1}


def test_state_is_carried_forward_and_the_digest_before_stays_as_it_was() -> None:
    plan = entry(3, "t57", {"reasons_to_stay": ["the dog"]})
    me = entry(4, "me", {"tz": "Europe/Berlin", "roles": ["R"]})
    first = close(None, "2026-09", [plan, me])
    frozen = msgspec.json.encode(first)
    second = close(first, "2026-10", [entry(40, "me", {"roles": ["R", "B"]}), urge(41, 6)])
    assert second.state.me == {"tz": "Europe/Berlin", "roles": ["R", "B"]}
    assert second.state.plan == {"reasons_to_stay": ["the dog"]}
    assert second.state.plan_id == ident(3)
    assert second.state.counts == {"t57": 1, "t09": 1}
    assert "me" not in second.points
    house = close(second, "2026-11", [entry(80, "restored", {"accepted": True})])
    assert house.state == second.state
    assert house.points == {}
    assert msgspec.json.encode(first) == frozen


def test_a_correction_takes_the_place_of_the_record_it_names() -> None:
    wrong, right = urge(1, 3), urge(2, 9, replaces=ident(1), was=fold.key(urge(1, 3)))
    digest = close(None, "2026-09", [wrong, right])
    assert digest.points["t09"].numbers["intensity_start"] == [9]
    assert "was" not in digest.points["t09"].numbers
    assert digest.state.counts == {"t09": 1}
    assert digest.gone == {}
    assert [line.id for line in digest.state.lately] == [ident(2)]


def test_a_correction_of_an_older_month_names_the_point_that_is_gone_even_through_a_chain() -> None:
    first = close(None, "2026-09", [urge(1, 3)])
    old_key = fold.key(urge(1, 3))
    second = urge(40, 6, replaces=ident(1), was=old_key)
    third = urge(41, 7, replaces=ident(40), was=fold.key(second))
    digest = close(first, "2026-10", [second, third])
    assert digest.gone == {"t09": [old_key]}
    assert digest.points["t09"].numbers["intensity_start"] == [7]
    assert digest.state.counts == {"t09": 1}


def test_the_last_record_of_a_day_counts() -> None:
    a, b = entry(1, "t40", {"day": "2026-09-02", "anger": 4}), entry(2, "t40", {"day": "2026-09-02", "anger": 1})
    assert standing([a, b]) == [b]
    column = close(None, "2026-09", [a, b]).points["t40"]
    assert column.at == [(datetime(2026, 9, 2) - datetime(1970, 1, 1)).days * 1440]
    assert column.numbers == {"anger": [1]}


def test_a_burned_record_leaves_no_trace_because_the_fold_never_sees_it() -> None:
    with_it = close(None, "2026-09", [urge(1, 9, 9, ["gave_in"], thought="only here"), urge(2, 4)])
    without = close(None, "2026-09", [urge(2, 4)])
    assert b"gave_in" in msgspec.json.encode(with_it)
    assert b"gave_in" not in msgspec.json.encode(without)


def test_words_a_person_writes_never_enter_a_digest_except_the_plan_and_the_own_card() -> None:
    entries = [
        urge(1, 5, thought="canary-thought", learned="canary-learned", feeling=["canary-tag"]),
        entry(2, "t49", {"text": "canary-journal", "mood": 3, "tags": ["canary-word"]}),
        entry(3, "t40", {"day": "2026-09-02", "note": "canary-note", "anger": 1}),
    ]
    assert b"canary" not in msgspec.json.encode(close(None, "2026-09", entries))


def test_kept_lately_holds_six_lines_the_newest_last_and_the_plan_once() -> None:
    entries = [entry(n, "t57", {"reasons_to_stay": [str(n)]}) for n in (1, 2)]
    entries += [urge(n, 5, 2, ["surfed"]) for n in range(3, 10)]
    lately = close(None, "2026-09", entries).state.lately
    assert [line.id for line in lately] == [ident(n) for n in range(4, 10)]
    assert lately[-1].numbers == {"intensity_start": 5, "intensity_end": 2}
    assert lately[-1].tags == ["surfed"]
    assert [line.kind for line in close(None, "2026-09", entries[:2]).state.lately] == ["t57"]


def test_a_month_of_daily_use_stays_under_three_kilobytes() -> None:
    entries: list[Entry] = [
        entry(
            500,
            "t57",
            {
                name: ["a line of about forty letters, no more"] * 4
                for name in ("my_warning_signs", "what_I_can_do_alone", "people_I_can_tell", "reasons_to_stay")
            },
        )
    ]
    for n in range(30):
        day = {"day": (START + timedelta(days=n)).date().isoformat(), "sleep_hours": 6.5, "safe": 4, "ate": "some"}
        scales = ("anxiety", "low_mood", "on_guard", "flashback_images", "anger", "numb")
        entries.append(entry(100 + n, "t40", day | dict.fromkeys(scales, 2)))
        entries.append(urge(n, 6, 3, ["surfed", "breathed"]))
    size = len(msgspec.json.encode(close(None, "2026-09", entries)))
    assert size < 4096, size
    before = close(None, "2026-09", entries[1:])
    assert len(msgspec.json.encode(before)) < 3072


def test_a_digest_survives_its_own_encoding() -> None:
    digest = close(None, "2026-09", [urge(1, 7, 3, ["surfed"]), entry(2, "t57", {"making_it_safer": "x"})])
    assert msgspec.json.decode(msgspec.json.encode(digest), type=Digest) == digest
