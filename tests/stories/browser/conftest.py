"""A real browser before a real desk: one desk for each file of stories, one browser for all."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Playwright, sync_playwright

from tests.server import Server, serving
from tests.stories.browser.pages import PASSWORD, Console, Panel

Visit = Callable[..., Panel]
Staff = Callable[..., Console]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    here = Path(__file__).parent
    for item in items:
        if item.path.is_relative_to(here):
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    with sync_playwright() as running:
        yield running


@pytest.fixture(scope="session")
def chromium(playwright: Playwright) -> Iterator[Browser]:
    browser = playwright.chromium.launch(
        executable_path=os.environ["BELLROCK_CHROMIUM"],
        args=["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking"],
    )
    yield browser
    browser.close()


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A desk with the starter knowledge and two agents, ann and ben."""
    server = Server(tmp_path_factory.mktemp("stories") / "desk")
    for login in ("ann", "ben"):
        server.add_agent(login, PASSWORD, "en", "zh-CN", "zh-TW")
    with serving(server) as running:
        yield running


@pytest.fixture
def contexts(chromium: Browser) -> Iterator[Callable[..., BrowserContext]]:
    """New browser profiles, closed at the end of the test."""
    opened: list[BrowserContext] = []

    def make(**options: object) -> BrowserContext:
        context = chromium.new_context(**{"locale": "en", "reduced_motion": "reduce", **options})  # type: ignore[arg-type]
        context.set_default_timeout(20_000)
        opened.append(context)
        return context

    yield make
    for context in opened:
        context.close()


@pytest.fixture
def visit(contexts: Callable[..., BrowserContext], desk: Server) -> Visit:
    """A customer on a phone opens the chat."""

    def make(language: str = "en", **options: object) -> Panel:
        context = contexts(locale=language, viewport={"width": 390, "height": 844}, **options)
        return Panel(context.new_page(), desk.url, language).open()

    return make


@pytest.fixture
def staff(contexts: Callable[..., BrowserContext], desk: Server) -> Staff:
    """An agent at a desk logs in."""

    def make(login: str = "ann", language: str = "en", **options: object) -> Console:
        context = contexts(locale=language, viewport={"width": 1440, "height": 900}, **options)
        return Console(context.new_page(), desk.url, language).log_in(login)

    return make
