"""Requirements that a page answers by what stands on it: each is looked up by a person of the role it is for."""

from __future__ import annotations

import re
from html import unescape

import pytest
from django.test import Client

from tests.conftest import Cast
from tests.requirements.table import rows
from tests.tools.conftest import Clock, be, text

WORDS, T17, T52, KNOWN = "/n/t08/words/", "/n/t17/", "/n/t52/", "/n/t52/f/"

SHOWN: dict[str, tuple[tuple[str, str, tuple[str, ...]], ...]] = {
    "S0-9": (("R", "/n/t27/", ("That is what being open feels like at first",)),),
    "S0-11": (("R", "/n/t27/", ("You need not tell every thought",)),),
    "S0-21": (
        ("R", T17, ("An end to the evening", "Phone out of bedroom and bathroom")),
        ("B", "/n/t34/examples/", ("A room of my own", "An hour of my own")),
    ),
    "S0-46": (
        ("R", "/n/t54/new/", ("Sort out what I feel", "Talk better with each other", "Find closeness again")),
        ("B", "/n/t54/new/", ("Sort out what I feel", "Find my feet after the shock")),
    ),
    "S0-50": (
        ("R", T52, ("Seven questions for a therapist", "If you want to stop something and cannot do it alone")),
        ("B", T52, ("Seven questions for a therapist", "someone who knows what betrayal does to people")),
        ("B", "/n/t54/", ("Before a session",)),
    ),
    "S1-10": (("R", "/n/t31/", ("Told in pieces, it wounds again each time",)),),
    "S1-12": (("R", "/n/t27/", ("no codes, no places on a map and no look into a phone",)),),
    "S1-16": (
        ("R", T17, ("Nothing here works with them.", "Read what is taken, who sees it", "A partner who gets reports")),
    ),
    "S1-19": (
        ("R", T52, ("The field disagrees, and you may choose",)),
        ("R", KNOWN, ("CSAT", "sex therapists", "EMDR")),
    ),
    "S1-20": (("B", KNOWN, ("Gottman",)),),
    "S1-21": (("R", KNOWN, ("Sex Addicts Anonymous", "Fortify")), ("R", T52, ("Twelve-step groups",))),
    "S1-22": (("B", KNOWN, ("APSATS",)), ("B", T52, ("If you were deceived",))),
    "S1-23": (("B", T52, ("Where to start, if you are unsure",)), ("R", T52, ("Where to start, if you are unsure",))),
    "S1-28": (("R", T17, ("Covenant Eyes", "Qustodio", "not because they are advised")),),
    "S1-32": (("R", T17, ("No hidden browsing", "Social media out, or its feeds muted")),),
    "S2-1": tuple(
        (role, WORDS, ("A proposed name for what may follow deep harm by a partner", "No official diagnosis"))
        for role in "RB"
    ),
    "S2-2": (("B", WORDS, ("Close to post-traumatic stress, and tied to one bond",)),),
    "S2-11": (("B", "/n/t44/", ("Next to pictures on a screen", "Am I still wanted?", "A body that gets older")),),
    "S2-25": (("B", "/n/t44/", ("Nobody can prove to you that you are lovable, and you do not have to earn it",)),),
    "S2-29": (("B", "/n/t43/", ("Two people who live together grow a shared life", "Part of each one moves into it")),),
    "S2-33": (("B", "/n/t43/", ("as if you had lost yourself", "a common answer to a real loss")),),
    "S2-57": (("B", "/n/t45/", ("it may grow in some and not in others",)),),
    "S3-28": (("R", T17, ("A filter for adult content", "On each device of your own")),),
    "S3-29": (("R", T17, ("A family filter for the network",)),),
    "S3-31": (("R", T17, ("Sex apps deleted",)),),
    "S3-32": (("R", T17, ("Stored porn and saved links deleted",)),),
    "S3-33": (("R", T17, ("Unfriend and block",)),),
    "S3-34": (("R", T17, ("Porn subscriptions cancelled",)),),
    "S3-35": (("R", T17, ("Dating and webcam accounts closed",)),),
    "S3-36": (("R", T17, ("Social media out, or its feeds muted", "Delete, log out, or mute")),),
    "S3-37": (("R", T17, ("A basic phone for a time", "Calls and texts only")),),
    "S3-38": (("R", T17, ("A timed box for the night",)),),
    "S3-39": (("R", T17, ("A trusted person holds the phone", "Best not your partner")),),
    "S3-64": (("R", T52, ("A group led by a therapist has a fixed circle", "Members answer each other")),),
    "S3-66": (("R", T52, ("Twelve-step groups are led by members", "A group led by a therapist")),),
    "G-7": (("", "/h/6/", ("test",)), ("", "/h/", ("sexual health, for you and without blame",))),
    "G-10": (("", "/h/5/", ("Is a child in danger now?",)), ("B", "/n/t45/part/facts/", ("Children: days, school",))),
}
"""Whose page (nobody's: signed out), its address, and words that have to stand there."""

PAGES = [(id, *page) for id, pages in SHOWN.items() for page in pages]


@pytest.mark.parametrize(("id", "role", "address", "words"), PAGES)
def test_a_page_shows_it(cast: Cast, clock: Clock, id: str, role: str, address: str, words: tuple[str, ...]) -> None:
    client = Client()
    if role:
        person = cast.R if role == "R" else cast.B
        be(person, role, clock.now)
        client = person.client
    answer = client.get(address)
    assert answer.status_code == 200
    said = unescape(text(answer))
    for one in words:
        assert one in said, (id, one)
    assert "tests/requirements/test_pages.py::test_a_page_shows_it" in " ".join(rows()[id].tests)


SHE_OR_HE = re.compile(r"\b(?:husband|wife|wives|girlfriend|boyfriend)s?\b", re.I)


@pytest.mark.parametrize("role", "RB")
def test_no_page_says_which_sex_or_bond_anybody_has(cast: Cast, clock: Clock, role: str) -> None:
    """G-9: women who recover, men who were betrayed, pairs of every kind."""
    from goldseam.tools import catalogue

    person = cast.R if role == "R" else cast.B
    be(person, role, clock.now)
    for code, tool in catalogue.catalogue().items():
        if role in tool.roles and not code.startswith("w"):
            said = text(person.client.get(f"/n/{code}/", follow=True))
            assert not SHE_OR_HE.search(said), (code, SHE_OR_HE.search(said))


def test_nothing_can_be_commented_on_rated_or_seen_by_a_public(signed_out: Client) -> None:
    """S1-51: no address is for comments, ratings or a forum, and signed out there are doors and help only."""
    from django.urls import get_resolver

    names = [str(name) for name in get_resolver().reverse_dict] + [str(p.pattern) for p in get_resolver().url_patterns]
    for name in names:
        assert not re.search(r"comment|rating|forum|review|profile|follow|like/?$", name), name
    for address in ("/n/t08/", "/n/t48/", "/n/path/", "/n/us/"):
        assert signed_out.get(address).status_code == 303


LICENSED = re.compile(r"\bPHQ|\bGAD-7|\bPCL-5|\bPPCS|\bCSBD-\d|\bCSI-\d|\bHARK\b|\bHITS\b|\bBPS\b")


def test_no_tool_holds_a_questionnaire_of_somebody_else() -> None:
    """G-12: the items of T01, T40 and T58 are our own, and decision 0017 says why the others are not asked."""
    from pathlib import Path

    from django.conf import settings

    for path in sorted((Path(settings.CONTENT_DIR) / "en" / "tools").glob("*.toml")):
        assert not LICENSED.search(path.read_text(encoding="utf-8")), path.name
    why = Path(__file__).parents[2] / "docs" / "decisions" / "0017-tools-as-built.md"
    assert "PHQ-4, PHQ-9, GAD-7, PCL-5 are not asked; HARK is not used" in why.read_text(encoding="utf-8")
