"""What a person does on the pages, by the words that stand on them. The same with and without script."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from playwright.sync_api import Page, expect

from tests.e2e.browser import press

PASSWORD = "four kettles under snow"
PHRASE = "lamps behind seven quiet barns"
PIN = "583016"


@dataclass
class Hands:
    """Somebody at one browser."""

    page: Page
    name: str
    password: str = PASSWORD
    pin: str = PIN
    phrase: str = PHRASE
    code: str = field(default="")

    def press(self, words: str, exact: bool = True) -> None:
        """A button or a link of the page itself."""
        main = self.page.locator("main")
        press(
            main.get_by_role("button", name=words, exact=exact)
            .or_(main.get_by_role("link", name=words, exact=exact))
            .first
        )

    def write(self, label: str, text: str) -> None:
        self.page.get_by_label(label, exact=True).fill(text)

    def choose(self, question: str, answer: str) -> None:
        """One answer of a scale or of chips; the native input lies over its drawing."""
        group = self.page.get_by_role("group", name=question)
        group.get_by_label(answer, exact=True).first.check()

    def sees(self, *texts: str) -> None:
        for text in texts:
            expect(self.page.locator("main")).to_contain_text(text)

    # -- doors --

    def sign_up(self) -> None:
        self.page.goto("/")
        self.press("Make a room")
        self.write("Name", self.name)
        self.write("Password", self.password)
        self.press("Make my room")
        self.sees("Choose a PIN for your room")

    def choose_pin(self) -> None:
        self.write("PIN", self.pin)
        self.write("The same PIN again", self.pin)
        self.press("Make my room")

    def say_what_brings_me(self, answer: str) -> None:
        """On Me, for whoever does not begin with what is hardest."""
        self.page.goto("/n/you/")
        self.choose("What brings you here?", answer)
        self.press("Keep this")
        expect(self.page.get_by_role("group", name="What brings you here?")).to_have_count(0)

    def lock(self) -> None:
        self.page.goto("/n/me/")
        self.press("Shut my room")
        self.sees("Your room is shut")

    def open_room(self) -> None:
        self.sees("Open your room")
        self.write("PIN", self.pin)
        self.press("Open")

    def make_kit(self) -> None:
        self.page.goto("/n/me/")
        self.press("Make a kit")
        self.write("Your own phrase", self.phrase)
        self.write("The phrase again", self.phrase)
        once_more = self.page.get_by_label("Your password, once more")
        if once_more.count():
            once_more.fill(self.password)
        self.press("Show me the code")
        self.code = self.page.locator("p.big.code").inner_text()
        assert len(re.sub(r"[^0-9A-Za-z]", "", self.code)) == 26, self.code
        self.press("It is on paper")
        self.sees("You have a kit.")

    def ask_for_short_code(self) -> str:
        self.page.goto("/n/me/devices/")
        self.press("Let a new device in")
        expect(self.page.get_by_role("button", name="Show me a code", exact=True)).to_be_visible()
        once_more = self.page.get_by_label("Your password, once more")
        if once_more.count():
            once_more.fill(self.password)
        self.press("Show me a code")
        return self.page.locator("p.big.code").inner_text()

    def is_refused_here(self) -> None:
        """Name and password alone open nothing in a browser that is not known."""
        self.page.goto("/in/")
        self.write("Name", self.name)
        self.write("Password", self.password)
        self.press("Sign in")
        self.sees("That did not open")

    def sign_in_with_kit(self) -> None:
        self.press("or your kit")
        self.write("Name", self.name)
        self.write("Password", self.password)
        self.write("Code from your kit", self.code)
        self.write("Your own phrase", self.phrase)
        self.press("Sign in here")

    def sign_in_with_short_code(self, code: str) -> None:
        self.press("a short code from a browser where you are signed in")
        self.write("Name", self.name)
        self.write("Password", self.password)
        self.write("Short code", code)
        self.press("Sign in here")

    # -- tools --

    def write_plan(self, *lines: str) -> None:
        """Each part in turn; the given lines go into the first parts."""
        self.page.goto("/n/t57/")
        self.press("Start with the first part")
        parts = 0
        expect(self.page).to_have_url(re.compile("/n/t57/part/"))
        while "/n/t57/part/" in (here := self.page.url):
            box = self.page.locator("main form input[type=text], main form textarea").first
            if parts < len(lines):
                box.fill(lines[parts])
                press(self.page.locator("main form button"))
            else:
                self.press("Skip this part")
            expect(self.page).not_to_have_url(here)
            parts += 1
            assert parts < 12
        self.sees(*lines)
