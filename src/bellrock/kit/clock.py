"""Time as whole milliseconds since 1970 in UTC. A test hands in a clock of its own."""

import time
from collections.abc import Callable

Clock = Callable[[], int]

SECOND = 1_000
MINUTE = 60 * SECOND
HOUR = 60 * MINUTE
DAY = 24 * HOUR


def now() -> int:
    """Milliseconds since the epoch, from the machine's clock."""
    return time.time_ns() // 1_000_000
