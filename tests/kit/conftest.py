from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.clock import SetClock
from tests.kit.small import Small, small_desk


@pytest.fixture
def small(tmp_path: Path, clock: SetClock) -> Iterator[Small]:
    """A small desk without reactions, at the time of `clock`."""
    with small_desk(tmp_path, clock=clock) as opened:
        yield opened
