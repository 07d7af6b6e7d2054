"""Feature tests run on a desk that holds the starter articles and opens at once."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from bellrock.wiring import House
from tests.clock import SetClock
from tests.houses import open_house


@pytest.fixture
def house(tmp_path: Path, clock: SetClock) -> Iterator[House]:
    opened = open_house(tmp_path / "desk", clock)
    yield opened
    opened.close()
