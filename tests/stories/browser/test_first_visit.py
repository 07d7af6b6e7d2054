"""The first visit of somebody nobody knows: a page that works, and nothing in the browser's console."""

from collections.abc import Callable

from playwright.sync_api import BrowserContext

from tests.server import Server
from tests.stories.browser.pages import Panel


def test_a_newcomer_meets_no_error(contexts: Callable[..., BrowserContext], desk: Server) -> None:
    page = contexts().new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    customer = Panel(page, desk.url, "en").open()
    customer.ask("I forgot to add the memo to my deposit")
    customer.sees_text("message.sources")
    assert said == []


def test_who_was_here_before_is_known_by_the_cookie_alone(
    contexts: Callable[..., BrowserContext], desk: Server
) -> None:
    page = contexts().new_page()
    customer = Panel(page, desk.url, "en").open()
    customer.ask("I forgot to add the memo, and my storage was emptied")
    page.evaluate("() => { localStorage.clear(); sessionStorage.clear() }")
    customer.open()
    page.get_by_text(customer.say("home.earlier")).or_(page.get_by_role("log")).first.wait_for()
