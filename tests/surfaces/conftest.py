"""Surface tests run on a desk that holds the starter articles, opens at once and may be served."""

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from bellrock.wiring import House
from tests.clock import SetClock
from tests.houses import open_house
from tests.site import Site, served


@pytest.fixture
def house(tmp_path: Path, clock: SetClock) -> Iterator[House]:
    opened = open_house(tmp_path / "desk", clock)
    yield opened
    opened.close()


@pytest.fixture
async def site(house: House) -> AsyncIterator[Site]:
    async with served(house) as opened:
        yield opened
