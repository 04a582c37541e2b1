"""A passkey as second key: added, asked for at the door, refused when it is another's, removed again."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.e2e import browser
from tests.e2e.hands import Hands
from tests.serving import Served

pytestmark = pytest.mark.browser

AUTHENTICATOR = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


class Key:
    """Chromium's own pretended key; `verified` is whether it recognises the finger."""

    def __init__(self, page: Page) -> None:
        self.session = page.context.new_cdp_session(page)
        self.session.send("WebAuthn.enable")
        made = self.session.send("WebAuthn.addVirtualAuthenticator", {"options": AUTHENTICATOR})
        self.id = made["authenticatorId"]

    def verified(self, yes: bool) -> None:
        self.session.send("WebAuthn.setUserVerified", {"authenticatorId": self.id, "isUserVerified": yes})

    def forget(self) -> None:
        self.session.send("WebAuthn.clearCredentials", {"authenticatorId": self.id})


@pytest.fixture(scope="module")
def page(house: Served, chromium: Browser) -> Iterator[Page]:
    window = browser.context(chromium, house.origin)
    yield window.new_page()
    window.close()


def sign_in(hands: Hands) -> None:
    hands.page.goto("/in/")
    hands.write("Name", hands.name)
    hands.write("Password", hands.password)
    hands.press("Sign in")


def test_a_passkey_is_added_asked_for_and_removed(page: Page) -> None:
    complaints = browser.said(page)
    hands, key = Hands(page, "Keyholder"), Key(page)
    hands.sign_up()
    hands.choose_pin()

    page.goto("/n/me/second/")
    hands.press("Add")
    hands.write("Your password, once more", hands.password)
    hands.press("Go on")
    hands.write("A name for it", "blue stick")
    hands.press("Add it")
    hands.sees("After your password, this is asked for too", "blue stick")

    page.goto("/n/me/")
    hands.press("Sign out")
    sign_in(hands)
    hands.sees("One thing more")
    page.goto("/n/me/")
    expect(page.locator("h1")).to_have_text("Sign in")

    page.goto("/in/2/")
    key.verified(False)
    hands.press("Use my passkey")
    expect(page.get_by_role("alert").filter(has_text="The key did not answer")).to_be_visible()
    key.verified(True)
    hands.press("Use my passkey")
    hands.open_room()

    page.goto("/n/me/second/")
    hands.press("Remove blue stick")
    main = page.locator("main")
    main.get_by_role("button", name="Go on").or_(main.get_by_role("button", name="Remove it")).first.wait_for()
    if page.get_by_label("Your password, once more").count():
        hands.write("Your password, once more", hands.password)
        hands.press("Go on")
    hands.press("Remove it")
    hands.sees("Then a password alone is not enough")
    assert [line for line in complaints if "/in/2/" not in line] == []


def test_without_script_the_page_says_what_works_instead(house: Served, chromium: Browser) -> None:
    window = browser.context(chromium, house.origin, java_script_enabled=False)
    hands = Hands(window.new_page(), "No Script")
    hands.sign_up()
    hands.choose_pin()
    hands.page.goto("/n/me/second/key/")
    hands.write("Your password, once more", hands.password)
    hands.press("Go on")
    hands.sees("Passkeys need scripts, and they are off here")
    expect(hands.page.get_by_role("button", name="Add it")).to_be_hidden()
    hands.press("Use an app")
    hands.sees("In your app for one-time codes")
    window.close()
