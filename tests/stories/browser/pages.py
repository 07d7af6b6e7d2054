"""What a person does and sees on the two pages, in the words of the page's language."""

import json
import re
from functools import cache
from pathlib import Path

from playwright.sync_api import Locator, Page, expect

ROOT = Path(__file__).parents[3]
PASSWORD = "a-password-for-stories"


@cache
def texts(language: str, area: str) -> dict[str, str]:
    path = ROOT / "brands" / "default" / "texts" / language / f"{area}.json"
    found: dict[str, str] = json.loads(path.read_text(encoding="utf-8"))
    return found


def shaped(text: str) -> re.Pattern[str]:
    """A text with {placeholders}, as a pattern for whatever stands in them."""
    parts = re.split(r"\{\w+\}", text)
    return re.compile(".*".join(re.escape(part) for part in parts))


class Spoken:
    """A page and its words."""

    area = ""

    def __init__(self, page: Page, url: str, language: str) -> None:
        self.page = page
        self.url = url
        self.language = language

    def say(self, key: str) -> str:
        return texts(self.language, self.area)[key]

    def button(self, key: str) -> Locator:
        return self.page.get_by_role("button", name=self.say(key), exact=True).first

    def sees(self, text: str | re.Pattern[str]) -> None:
        expect(self.page.get_by_text(text).last).to_be_visible(timeout=20_000)

    def sees_text(self, key: str) -> None:
        self.sees(shaped(self.say(key)))

    def times_seen(self, text: str) -> int:
        return self.page.get_by_role("log").get_by_text(text, exact=True).count()


class Panel(Spoken):
    """The customer's chat."""

    area = "panel"

    def open(self) -> "Panel":
        self.page.goto(f"{self.url}/chat?language={self.language}")
        self.box.wait_for()
        return self

    @property
    def box(self) -> Locator:
        return self.page.get_by_label(self.say("composer.label"), exact=True)

    def write(self, text: str) -> None:
        self.box.fill(text)
        self.box.press("Enter")

    def ask(self, text: str) -> None:
        """Write, and wait until it stands in the conversation."""
        self.write(text)
        self.sees(text)

    def call_person(self) -> None:
        """After an answer: what the assistant cannot answer it hands over by itself."""
        self.sees_text("message.sources")
        self.button("person.button").click()
        self.sees_text("notice.handed_over")

    def choose(self, item: str) -> None:
        """An entry of the menu."""
        self.button("menu.open").click()
        self.page.get_by_role("button", name=self.say(item)).or_(
            self.page.get_by_role("menuitem", name=self.say(item))
        ).first.click()


class Console(Spoken):
    """The agent's desk."""

    area = "console"

    def open(self, query: str = "") -> "Console":
        self.page.goto(f"{self.url}/console?language={self.language}{query}")
        return self

    def log_in(self, login: str) -> "Console":
        self.open()
        self.page.get_by_label(self.say("login.name")).fill(login)
        self.page.get_by_label(self.say("login.password"), exact=True).fill(PASSWORD)
        self.page.keyboard.press("Enter")
        self.rows.first.or_(self.page.get_by_text(self.say("list.empty.queue"))).first.wait_for()
        return self

    @property
    def rows(self) -> Locator:
        return self.page.locator("ul[aria-label] > li > a[href*='conversation=']")

    def show(self, view: str) -> None:
        self.page.get_by_role("link", name=shaped(self.say(f"view.{view}"))).first.click()

    def pick(self, text: str) -> None:
        """Open the conversation whose row shows this text."""
        self.rows.filter(has_text=text).first.click()
        self.page.get_by_role("log").wait_for()

    def claim(self) -> None:
        self.button("conversation.claim").click()
        self.sees_text("conversation.held.mine")

    @property
    def box(self) -> Locator:
        return self.page.get_by_label(self.say("composer.reply"), exact=True)

    def reply(self, text: str) -> None:
        self.box.fill(text)
        expect(self.button("composer.reply.send")).to_be_enabled()
        self.box.press("Enter")
        self.sees(text)
