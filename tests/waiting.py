"""Waiting for what happens outside of the test: asked again and again, never for longer than a deadline."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from typing import TypeVar

T = TypeVar("T")

DEADLINE_SECONDS = 30.0
_PAUSE_SECONDS = 0.01


def until(look: Callable[[], T], what: str, seconds: float = DEADLINE_SECONDS) -> T:
    """The first answer of `look` that counts as true; fails with `what` when none comes in time."""
    ends = time.monotonic() + seconds
    while not (seen := look()):
        assert time.monotonic() < ends, f"waited {seconds} s in vain: {what}"
        time.sleep(_PAUSE_SECONDS)
    return seen


async def soon(look: Callable[[], Awaitable[T]], what: str, seconds: float = DEADLINE_SECONDS) -> T:
    """`until` for a look that awaits."""
    ends = time.monotonic() + seconds
    while not (seen := await look()):
        assert time.monotonic() < ends, f"waited {seconds} s in vain: {what}"
        await asyncio.sleep(_PAUSE_SECONDS)
    return seen
