"""The forms of the table as a browser sends them: with the key that the page brought, the first press counts."""

from __future__ import annotations

import pytest

from tests.conftest import Cast
from tests.together.scene import keep, open_table
from tests.tools.conftest import Clock, clock, enter
from tests.walk import read

__all__ = ["clock"]


@pytest.mark.parametrize("address", ["/n/us/invite/", "/n/us/code/"])
def test_a_form_on_the_way_to_a_table_brings_its_key(cast: Cast, clock: Clock, address: str) -> None:
    enter(cast.R)
    assert keys(cast, address) == [True]


def test_a_form_of_an_open_table_brings_its_key(cast: Cast, clock: Clock) -> None:
    for person in (cast.R, cast.B):
        enter(person)
    open_table(cast.R, cast.B, clock)
    note = keep(cast.R, "t23", clock, what_happened="a walk")
    for address in (f"/n/us/lay/t23/{note}/", "/n/us/leave/"):
        assert keys(cast, address) == [True], address


def keys(cast: Cast, address: str) -> list[bool]:
    answer = cast.R.client.get(address)
    page = read(address, answer.status_code, {}, answer.content.decode())
    return [bool(dict(form.data())["uid"]) for form in page.forms if "uid" in form.names.split(",")]
