"""Messages poured onto a desk, as fast as it takes them or at a fixed rate, and what is seen meanwhile."""

import asyncio
import time
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from bench.crowd import Talk
from bench.desk import Desk
from bench.wire import Line, request

_LOOK_SECONDS = 0.25
_HEALTH = request("GET", "/healthz")
TEXT = (
    "My deposit of 120.5 USDT over TRC20 has not arrived after {number} minutes, order {number:06d}. "
    "Could you please have a look at it?"
)


@dataclass(slots=True)
class Poured:
    """How many were acknowledged, in how long, and until every reaction had run."""

    acknowledged: int = 0
    seconds: float = 0.0
    drained_seconds: float = 0.0
    cpu_seconds: float = 0.0
    oldest_ms: int = 0

    @property
    def rate(self) -> float:
        return self.acknowledged / self.seconds

    @property
    def drained_rate(self) -> float:
        """Messages a second, counted until the last reaction had run."""
        return self.acknowledged / self.drained_seconds

    @property
    def cpu_ms(self) -> float:
        return 1000 * self.cpu_seconds / self.acknowledged


@dataclass(slots=True)
class Source:
    """Messages of many talks in turn. `numbers` goes on over the whole run: no client id comes twice."""

    talks: Sequence[Talk]
    numbers: Iterator[int]
    texts: Sequence[str] = field(default=(TEXT,))

    def next(self) -> tuple[int, bytes]:
        number = next(self.numbers)
        text = self.texts[number % len(self.texts)].format(number=number)
        return number, self.talks[number % len(self.talks)].message(number, text)


async def pour(desk: Desk, source: Source, connections: int, seconds: float) -> Poured:
    """As fast as the desk answers: every connection sends its next message when its last one is stored."""
    poured = Poured()
    lines = [await Line.open(desk.port) for _ in range(connections)]
    timers = await waiting(desk)
    async with _watched(desk, poured):
        begun = time.perf_counter()
        ends, cpu = begun + seconds, desk.cpu_seconds()

        async def work(line: Line) -> None:
            while time.perf_counter() < ends:
                await line.expect(201, source.next()[1])
                poured.acknowledged += 1

        await asyncio.gather(*(work(line) for line in lines))
        poured.seconds = time.perf_counter() - begun
        await drained(desk, timers)
        poured.drained_seconds = time.perf_counter() - begun
        poured.cpu_seconds = desk.cpu_seconds() - cpu
    for line in lines:
        line.close()
    return poured


async def drip(
    source: Source, lines: Sequence[Line], rate: int, seconds: float
) -> AsyncIterator[tuple[int, float]]:
    """`rate` messages a second whatever the answers do: (number, moment of sending) of each."""
    free: asyncio.Queue[Line] = asyncio.Queue()
    for line in lines:
        free.put_nowait(line)
    sending: set[asyncio.Task[None]] = set()

    async def send(line: Line, message: bytes) -> None:
        await line.expect(201, message)
        free.put_nowait(line)

    begun = time.perf_counter()
    for index in range(int(rate * seconds)):
        await asyncio.sleep(max(0.0, begun + index / rate - time.perf_counter()))
        line = await free.get()
        number, message = source.next()
        yield number, time.perf_counter()
        sending.add(task := asyncio.create_task(send(line, message)))
        task.add_done_callback(sending.discard)
    await asyncio.gather(*sending)


async def waiting(desk: Desk) -> int:
    """Reactions to come, timers of a later minute (an agent whose socket has just closed) among them."""
    line = await Line.open(desk.port)
    health = (await line.expect(200, _HEALTH)).json()
    line.close()
    return int(health["waiting"])


async def drained(desk: Desk, timers: int) -> None:
    """Returns when no more reactions wait than there were `timers` before."""
    while True:
        if await waiting(desk) <= timers:
            return
        await asyncio.sleep(0.02)


@asynccontextmanager
async def _watched(desk: Desk, poured: Poured) -> AsyncIterator[None]:
    """Keeps the longest time that a reaction was seen to wait."""
    line = await Line.open(desk.port)

    async def look() -> None:
        while True:
            health = (await line.expect(200, _HEALTH)).json()
            poured.oldest_ms = max(poured.oldest_ms, health["oldest_ms"])
            await asyncio.sleep(_LOOK_SECONDS)

    looking = asyncio.create_task(look())
    try:
        yield
    finally:
        looking.cancel()
        await asyncio.gather(looking, return_exceptions=True)
        line.close()
