"""The real server is killed while pairs press at their tables, and started again; so is a proxy taken away."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import goldseam.together
from tests.bench import drills, evening, pairs
from tests.hosting.test_proxies import PROXIES

pytestmark = pytest.mark.once
PAIRS = 3


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    data = tmp_path_factory.mktemp("pairs") / "data"
    data.mkdir(mode=0o700)
    pairs.call(data, "make", str(PAIRS), "1")
    return data


@pytest.mark.fault
def test_nothing_acknowledged_is_lost_when_the_server_is_killed_and_everybody_goes_on(made: Path) -> None:
    found = drills.killed(made, PAIRS, kills=2, seed=7)
    assert found.acknowledged >= PAIRS * 4
    assert (found.lost, found.wrong) == ([], [])
    assert found.verified.endswith("0 that do not fit.")


def test_a_loss_would_be_seen(made: Path) -> None:
    found = pairs.call(made, "look", given=[["held 0f"], ["6c2f0a6e-7d0c-4d6e-9a57-2f1f6a0f7d20"], []])
    assert len(found["lost"]) == 4, "each of the two misses it"


@pytest.mark.parametrize("proxy", PROXIES)
def test_through_a_proxy_each_turn_is_seen_and_all_go_on_when_it_had_gone_away(
    proxy: str, made: Path, tmp_path: Path
) -> None:
    found = drills.proxied(proxy, made, tmp_path, count=2, seconds=8)
    assert found.seen.there != []
    assert found.presses_after >= 2
    assert {status[-3:] for status in found.seen.statuses} <= {"200", "204", "303", "502", "503"}


def test_the_phones_of_the_drill_ask_as_often_as_the_script_does() -> None:
    script = (Path(goldseam.together.__file__).parent / "static/gs/live.js").read_text()
    quick, slow = (float(re.search(rf"{name} = (\d+)", script)[1]) for name in ("QUICK", "SLOW"))  # type: ignore[index]
    assert (quick, slow) == (evening.QUICK * 1000, evening.SLOW * 1000)
