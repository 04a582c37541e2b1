"""T59, route by route: what the specification asks of A to H is there, and nothing of it is asked of the reader."""

from __future__ import annotations

import pytest
from django.test import Client

from goldseam.safety.routes import Route, routes
from goldseam.tools.catalogue import catalogue
from goldseam.vault.models import Draft, Record
from tests.conftest import Cast

SLUGS = sorted(routes(), key=int)


def words(slug: str) -> str:
    route: Route = routes()[slug]
    steps = [line for step in route.steps for line in (step.title, *step.body)]
    return " ".join([route.title, route.heading, *route.lead, *steps])


def test_every_letter_of_the_router_has_its_route() -> None:
    assert {route.key for route in routes().values()} >= set("ABCDEFGH")


@pytest.mark.parametrize(
    ("slug", "said"),
    [
        ("1", ["stay with me", "have someone stay", "safety plan", "out of reach"]),
        ("2", ["advocate", "the time around leaving", "tools for two|exercises for two", "can be asked for in court"]),
        ("3", ["lawyer", "must report", "write nothing about it", "filming or watching", "not be alone with a child"]),
        ("4", ["have someone with you", "do not stop suddenly", "chest pain"]),
        ("5", ["call a child protection line", "must report", "do not copy them"]),
        ("6", ["a card to show at the desk", "72 hours", "without your name"]),
        ("7", ["do not pay", "free advice", "keeping your money from you"]),
        ("8", ["crime in many countries", "take the hidden things away"]),
        ("9", ["programme", "talks for two must wait", "would you have to report"]),
        ("10", ["being made to use this", "advocate"]),
    ],
)
def test_each_route_says_what_it_is_there_for(slug: str, said: list[str]) -> None:
    text = words(slug).lower()
    for one in said:
        assert any(way in text for way in one.split("|")), one


def test_hr_15_stay_with_advice_is_there_for_the_one_in_danger_and_for_the_one_beside_them() -> None:
    text = words("1")
    assert "Can you stay with me?" in text
    assert "Is it someone else you fear for?" in text


def test_hr_16_where_images_of_children_are_found_nobody_is_told_to_gather_them() -> None:
    text = words("5") + words("3")
    assert "Do not copy them, send them on or delete them." in text
    assert "There is no box to write in" in text
    assert not any(route.inside for slug, route in routes().items() if slug == "3")


def test_hr_13_every_route_sends_to_people_and_none_to_the_program_alone() -> None:
    for slug, route in routes().items():
        assert route.purposes, slug
        people = ("doctor", "advocate", "adviser", "therapist", "clinic", "police", "programme", "line")
        assert any(word in words(slug).lower() for word in people), slug


def test_tools_are_shown_only_inside_and_only_those_that_are_there(cast: Cast) -> None:
    for slug, route in routes().items():
        outside = Client().get(f"/h/{slug}/").content.decode()
        inside = cast.R.client.get(f"/h/{slug}/").content.decode()
        assert "/n/t" not in outside, slug
        for link in route.inside:
            there = link.to in catalogue()
            assert (f'href="/n/{link.to}/' in inside) == there, (slug, link.to)


def test_hr_12_reading_the_routes_keeps_nothing_even_inside(cast: Cast) -> None:
    before = Record.objects.count()
    for slug in SLUGS:
        cast.R.client.get(f"/h/{slug}/")
        cast.R.client.get(f"/h/{slug}/1/")
    assert Record.objects.count() == before
    assert not Draft.objects.exists()
