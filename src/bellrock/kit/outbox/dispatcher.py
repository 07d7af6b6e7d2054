"""Runs the reactions of outbox rows: claims a batch, keeps leases alive, finishes, or sets back a while."""

import asyncio
import logging
import secrets
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from bellrock.kit.clock import SECOND, Clock
from bellrock.kit.desk import Desk
from bellrock.kit.errors import Busy, Refusal
from bellrock.kit.live import Hub, Subscription, waker
from bellrock.kit.outbox import store
from bellrock.kit.outbox.reaction import WAKE, Outbox, Reaction
from bellrock.kit.unit import Unit

log = logging.getLogger("bellrock.outbox")

LEASE = 30 * SECOND
MOST_ATTEMPTS = 8
MOST_RUNNING = 256
LONGEST_SLEEP_SECONDS = 5.0
AFTER_FAILURE_SECONDS = 1.0


class LeaseLost(Exception):
    """Another worker took the row: what this one did is undone with its unit."""


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a dispatcher works with. `lease` is milliseconds.

    `alone`: no other process runs reactions (SQLite's lock file sees to it), so that a lease found at the
    start is of a process that died and nobody waits for its end.
    """

    desk: Desk
    outbox: Outbox
    hub: Hub
    clock: Clock
    alone: bool = True
    lease: int = LEASE


class Dispatcher:
    """`run` until cancelled; on cancellation running reactions are awaited."""

    def __init__(self, around: Surroundings) -> None:
        self._desk = around.desk
        self._outbox = around.outbox
        self._hub = around.hub
        self._clock = around.clock
        self._lease = around.lease
        self._inherits = around.alone
        self._news = asyncio.Event()
        self._running: set[asyncio.Task[None]] = set()
        self._leases: dict[store.Claimed, asyncio.TimerHandle] = {}

    async def run(self) -> None:
        subscription = Subscription(waker(self._news))
        self._hub.follow(subscription, WAKE)
        try:
            while True:
                self._news.clear()
                subscription.take()
                await self._turn()
        finally:
            self._hub.leave(subscription)
            await asyncio.gather(*self._running, return_exceptions=True)

    async def _turn(self) -> None:
        """Start what is due, or wait. A database that fails is asked again: nothing else runs reactions."""
        try:
            if self._inherits:
                await self._desk.write(store.free_leases)
                self._inherits = False
            if not await self._claim():
                await self._rest()
        except Exception as error:
            log.warning("the outbox cannot be read now (%s)", type(error).__name__)
            await self._wait(AFTER_FAILURE_SECONDS)

    async def _claim(self) -> bool:
        room = MOST_RUNNING - len(self._running)
        if room <= 0:
            return False
        try:
            rows = await self._desk.write(store.claim, room, self._clock() + self._lease)
        except Busy:
            return False
        for row in rows:
            task = asyncio.create_task(self._react(row))
            self._running.add(task)
            task.add_done_callback(self._ended)
        return bool(rows)

    def _ended(self, task: asyncio.Task[None]) -> None:
        self._running.discard(task)
        self._news.set()

    async def _rest(self) -> None:
        due = await self._desk.read(store.next_due)
        pause = LONGEST_SLEEP_SECONDS
        if due is not None and len(self._running) < MOST_RUNNING:
            pause = min(pause, max(0.005, (due - self._clock()) / SECOND))
        await self._wait(pause)

    async def _wait(self, seconds: float) -> None:
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):  # wait_for would swallow a cancellation that comes with news
                await self._news.wait()

    async def _react(self, row: store.Claimed) -> None:
        self._keep_lease(row)
        try:
            if row.attempts > MOST_ATTEMPTS:
                await self._desk.write(store.set_back, row, "outbox.never_ended", None)
                return
            known = self._outbox.find(row.event, row.reaction, row.data)
            if known is None:
                await self._desk.write(store.set_back, row, "outbox.unknown_reaction", None)
                return
            await self._run(row, *known)
        except LeaseLost:
            return
        except Exception as error:
            await self._set_back(row, error)
        finally:
            self._leases.pop(row).cancel()

    async def _run(self, row: store.Claimed, reaction: Reaction, event: Any) -> None:
        if reaction.gather is None:
            await self._desk.write(_act, row, reaction, (event,))
            return
        decision = await self._desk.read(reaction.gather, event)
        if reaction.decide is not None:
            decision = await asyncio.to_thread(reaction.decide, decision)
        await self._desk.write(_act, row, reaction, (event, decision))

    def _keep_lease(self, row: store.Claimed) -> None:
        loop = asyncio.get_running_loop()
        self._leases[row] = loop.call_later(self._lease / SECOND / 3, self._extend_lease, row)

    def _extend_lease(self, row: store.Claimed) -> None:
        task = asyncio.create_task(self._desk.write(store.extend, row, self._clock() + self._lease))
        self._running.add(task)
        task.add_done_callback(self._running.discard)
        self._keep_lease(row)

    async def _set_back(self, row: store.Claimed, error: Exception) -> None:
        code = error.code if isinstance(error, Refusal) else type(error).__name__
        dead = row.attempts >= MOST_ATTEMPTS
        log.warning(
            "reaction %s failed (%s), attempt %d%s", row.reaction, code, row.attempts, ", dead" * dead
        )
        run_at = None if dead else self._clock() + pause_after(row.attempts, secrets.randbelow(1000) / 1000)
        try:
            await self._desk.write(store.set_back, row, code, run_at)
        except Exception:
            log.warning("row %d is left to its lease", row.id)


def pause_after(attempts: int, chance: float) -> int:
    """Milliseconds to wait after a failed attempt: 1 s doubling up to 10 min, spread by `chance` (0..1)."""
    longest = min(SECOND << (attempts - 1), 600 * SECOND)
    return int(longest * (0.5 + chance / 2))


def _act(unit: Unit, row: store.Claimed, reaction: Reaction, arguments: tuple[Any, ...]) -> None:
    if not store.finish(unit, row):
        raise LeaseLost
    reaction.act(unit, *arguments)
