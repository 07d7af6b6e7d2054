"""Open sockets: how soon a message is on the screen of the agent who holds it, and what an idle one costs."""

import asyncio
import re
import time
from collections.abc import Sequence

from bench.crowd import Crowd
from bench.desk import Desk
from bench.pour import Source, drip
from bench.wire import Line, Socket

RATE = 200
_NUMBER = re.compile(rb"after (\d+) minutes")
_SETTLING_SECONDS = 2.0
_LATE_SECONDS = 2.0


class Screen:
    """What an agent's socket shows: when the message of a number first came."""

    def __init__(self) -> None:
        self.seen: dict[int, float] = {}

    def hear(self, frame: bytes) -> None:
        now = time.perf_counter()
        for number in _NUMBER.findall(frame):
            self.seen.setdefault(int(number), now)


async def latencies_ms(desk: Desk, crowd: Crowd, source: Source, size: tuple[int, int, float]) -> list[float]:
    """From sending to the holder's socket, of every message; `size`: agents who watch, sockets in all,
    seconds.
    """
    watching, sockets, seconds = size
    screens = [Screen() for _ in range(min(watching, len(crowd.cookies)))]
    opened = [
        await _console(desk, cookie, screen) for cookie, screen in zip(crowd.cookies, screens, strict=False)
    ]
    opened += await customers(desk, crowd, sockets - len(opened))
    lines = [await Line.open(desk.port) for _ in range(32)]
    await asyncio.sleep(_SETTLING_SECONDS)
    sent: dict[int, float] = {}
    async for number, at in drip(source, lines, RATE, seconds):
        sent[number] = at
    await asyncio.sleep(_LATE_SECONDS)
    for socket in opened:
        socket.close()
    for line in lines:
        line.close()
    holders = {number: source.talks[number % len(source.talks)].agent for number in sent}
    missing = [number for number in sent if number not in screens[holders[number] or 0].seen]
    if missing:
        raise SystemExit(f"{len(missing)} of {len(sent)} messages never came to the holder's socket")
    return [1000 * (screens[holders[number] or 0].seen[number] - at) for number, at in sent.items()]


async def idle_kib(desk: Desk, crowd: Crowd, number: int) -> float:
    """How much the desk grows by each of `number` customers' sockets that follow a thread and say nothing."""
    await asyncio.sleep(_SETTLING_SECONDS)
    before = desk.pss_kib()
    opened = await customers(desk, crowd, number)
    await asyncio.sleep(_SETTLING_SECONDS)
    grown = desk.pss_kib() - before
    for socket in opened:
        socket.close()
    await asyncio.sleep(_SETTLING_SECONDS)
    return grown / number


async def customers(desk: Desk, crowd: Crowd, number: int) -> Sequence[Socket]:
    """Sockets of customers, each following its thread."""
    opened = []
    for index in range(number):
        socket = await Socket.open(desk.port, "/api/widget/live", lambda _: None)
        socket.send(crowd.held[index % len(crowd.held)].hello())
        opened.append(socket)
    return opened


async def _console(desk: Desk, cookie: str, screen: Screen) -> Socket:
    headers = {"Cookie": f"bellrock_console={cookie}", "Origin": f"http://127.0.0.1:{desk.port}"}
    socket = await Socket.open(desk.port, "/api/console/live", screen.hear, headers)
    socket.send({"type": "hello"})
    return socket
