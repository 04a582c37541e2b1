import re
from uuid import uuid4

from django.test import Client

from tests.conftest import Cast


def test_saying_that_leave_was_tried_fills_its_sign(cast: Cast) -> None:
    before = cast.R.client.get("/n/path/").content.decode()
    assert "I have tried it" in before
    assert cast.R.client.post("/n/path/tried/", {"uid": uuid4()}).status_code == 303
    after = cast.R.client.get("/n/path/").content.decode()
    assert "I have tried it" not in after
    assert "Learn: every sign so far." in after


def test_saying_it_twice_keeps_it_once(cast: Cast) -> None:
    uid = uuid4()
    for _ in range(2):
        cast.R.client.post("/n/path/tried/", {"uid": uid})
    kept = [entry.body for month in cast.R.room.months() for entry in cast.R.room.month(month)]
    assert kept.count({"tried_leave": True}) == 1


def test_a_damaged_key_keeps_nothing(cast: Cast) -> None:
    assert cast.R.client.post("/n/path/tried/", {"uid": "x"}).status_code == 400
    assert cast.R.room.months() == []


def test_the_path_needs_both_doors_and_us_only_the_first(cast: Cast, signed_out: Client) -> None:
    assert signed_out.get("/n/path/").status_code == 303
    assert signed_out.get("/n/us/").status_code == 303
    cast.R.lock()
    assert cast.R.client.get("/n/path/").status_code == 303
    assert cast.R.client.get("/n/us/").status_code == 200


def test_every_sign_that_is_missing_leads_somewhere(cast: Cast) -> None:
    cast.R.client.post("/n/you/", {"uid": uuid4(), "roles": ["R", "B"], "short": "1"})
    text = cast.R.client.get("/n/path/").content.decode()
    for address in re.findall(r'<a class="tail" href="([^"]+)"', text):
        assert cast.R.client.get(address, follow=True).status_code == 200, address


def test_us_is_the_same_for_everybody(cast: Cast) -> None:
    """Nothing on it may tell whether another person is there (R4)."""
    cast.B.client.post("/n/you/", {"uid": uuid4(), "roles": ["B"], "short": "1"})
    assert cast.R.client.get("/n/us/").content == cast.B.client.get("/n/us/").content


def test_nothing_is_promised_that_is_not_there(cast: Cast) -> None:
    for address in ("/n/path/", "/n/us/"):
        text = cast.R.client.get(address).content.decode().lower()
        for word in ("coming soon", "not yet available", "will be added", "next version", "lesson"):
            assert word not in text, (address, word)
