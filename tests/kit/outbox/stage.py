"""What the tests of the dispatcher play with: two events, a reaction that notes, and a desk that runs."""

import asyncio
import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from msgspec import Struct

from bellrock.kit.errors import Refusal
from bellrock.kit.outbox import Dispatcher, Reaction
from bellrock.kit.outbox.dispatcher import Surroundings
from bellrock.kit.outbox.reaction import WAKE
from bellrock.kit.unit import Hint, Reader, Unit
from tests.kit.small import Small, add, count
from tests.waiting import soon


class Happened(Struct, frozen=True):
    name: str


class Reminded(Struct, frozen=True):
    name: str
    run_at: int


class Unwilling(Refusal):
    code = "test.unwilling"


@dataclass
class Gate:
    """A reaction's `decide` that waits until the test lets it go on."""

    reached: threading.Semaphore = field(default_factory=lambda: threading.Semaphore(0))
    opened: threading.Event = field(default_factory=threading.Event)

    def decide(self, seen: int) -> str:
        self.reached.release()
        assert self.opened.wait(30)
        return f"{seen} before"

    async def until_reached(self) -> None:
        assert await asyncio.to_thread(self.reached.acquire, True, 30)


def note(unit: Unit, event: Happened) -> None:
    add(unit, event.name)


def note_decision(unit: Unit, event: Happened, decision: str) -> None:
    add(unit, f"{event.name}: {decision}")


def gather(reader: Reader, event: Happened) -> int:
    return count(reader)


noting = Reaction("test.note", note)
TABLE = {Happened: (noting,), Reminded: (noting,)}


@asynccontextmanager
async def running(small: Small, **options: Any) -> AsyncIterator["asyncio.Task[None]"]:
    around = Surroundings(small.desk, small.outbox, small.hub, small.clock, **options)
    task = asyncio.create_task(Dispatcher(around).run())
    try:
        yield task
    finally:
        if not task.cancelling():
            task.cancel()
        await asyncio.gather(task, return_exceptions=True)


async def emit(small: Small, *events: object) -> None:
    def act(unit: Unit) -> None:
        for event in events:
            unit.emit(event)

    await small.desk.write(act)


def wake(small: Small) -> None:
    small.hub.publish([Hint((WAKE, ""))])


async def until_rows(small: Small, rows: list[tuple[object, ...]]) -> None:
    async def look() -> bool:
        return small.look("SELECT state, attempts, error FROM outbox ORDER BY id") == rows

    await soon(look, f"the outbox holds {rows}")


async def until_stored(small: Small, *names: str) -> None:
    async def look() -> bool:
        return small.names() == list(names)

    await soon(look, f"{names} are stored")
