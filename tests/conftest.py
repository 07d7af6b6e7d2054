"""What every test may ask for: a moment that stands still, an open desk, a desk that runs."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from bellrock.kit.config import Settings
from bellrock.wiring import House
from tests.clock import SetClock
from tests.server import Server, serving


@pytest.fixture(scope="session")
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture
def clock() -> SetClock:
    return SetClock()


@pytest.fixture
def house(tmp_path: Path, clock: SetClock) -> Iterator[House]:
    """A whole desk in a folder of its own, at the time of `clock`; no web server, nothing runs reactions."""
    opened = House.open(Settings(data=str(tmp_path / "desk")), clock)
    yield opened
    opened.close()


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    """An empty desk, served; one agent `ann` with the password `ann-s-own-password`."""
    desk = Server(tmp_path / "desk", environ={"BELLROCK_TRUSTED_PROXIES": "127.0.0.1"})
    desk.add_agent("ann", "ann-s-own-password", "en", "zh-CN", "zh-TW")
    with serving(desk) as running:
        yield running


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The sample desk, one for all tests of a run: change only what you made yourself."""
    folder = tmp_path_factory.mktemp("demo")
    desk = Server(folder / "desk", "demo", {"BELLROCK_TRUSTED_PROXIES": "127.0.0.1"})
    with serving(desk) as running:
        yield running
