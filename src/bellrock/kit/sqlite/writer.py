"""Group commit: one thread owns the only write connection and commits whatever is waiting as one transaction.

Each piece of work runs under a savepoint of its own, so a failing piece is undone alone. Every caller is
answered only after the commit is on the disk. When an error ends the whole transaction (disk full, I/O,
interrupt, a failed COMMIT), the pieces run again one by one: a piece of work may therefore run twice.
"""

import asyncio
import sqlite3
import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from queue import Empty, SimpleQueue
from typing import Any, Generic, TypeVar

from bellrock.kit.errors import Busy

T = TypeVar("T")
Work = Callable[[sqlite3.Connection], T]

LARGEST_BATCH = 256
LONGEST_QUEUE = 10_000


@dataclass(slots=True)
class _Job(Generic[T]):
    work: Work[T]
    loop: asyncio.AbstractEventLoop
    answer: "asyncio.Future[T]"
    result: Any = None
    error: BaseException | None = None

    def run(self, connection: sqlite3.Connection) -> None:
        self.result, self.error = None, None
        try:
            self.result = self.work(connection)
        except StopIteration as error:
            self.error = RuntimeError("a unit raised StopIteration")  # a future refuses the original
            self.error.__cause__ = error
        except BaseException as error:
            self.error = error

    def deliver(self) -> None:
        if self.answer.done():
            return
        if self.error is None:
            self.answer.set_result(self.result)
        else:
            self.answer.set_exception(self.error)


class Writer:
    """Takes work from any event loop; `submit` returns a future of that loop."""

    def __init__(self, connection: sqlite3.Connection, *, name: str, limit: int = LONGEST_QUEUE) -> None:
        self._connection = connection
        self._jobs: SimpleQueue[_Job[Any] | None] = SimpleQueue()
        self._limit = limit
        self._closed = False
        self._thread = threading.Thread(target=self._serve, name=f"{name}-writer", daemon=True)
        self._thread.start()

    def submit(self, work: Work[T]) -> "asyncio.Future[T]":
        """Queue one piece of work; the future resolves after its commit.

        Raises Busy when the queue is full or the writer is closed.
        """
        if self._closed or self._jobs.qsize() >= self._limit:
            raise Busy
        loop = asyncio.get_running_loop()
        answer: asyncio.Future[T] = loop.create_future()
        self._jobs.put(_Job(work, loop, answer))
        return answer

    @property
    def waiting(self) -> int:
        return self._jobs.qsize()

    def close(self) -> None:
        """Finish what is queued, then close the connection."""
        self._closed = True
        self._jobs.put(None)
        self._thread.join()
        self._connection.close()

    def _serve(self) -> None:
        while (first := self._jobs.get()) is not None:
            batch, last = self._drain(first)
            commit(self._connection, batch)
            _answer(batch)
            if last:
                return

    def _drain(self, first: _Job[Any]) -> tuple[list[_Job[Any]], bool]:
        batch = [first]
        while len(batch) < LARGEST_BATCH:
            try:
                job = self._jobs.get_nowait()
            except Empty:
                break
            if job is None:
                return batch, True
            batch.append(job)
        return batch, False


def commit(connection: sqlite3.Connection, batch: list[_Job[Any]]) -> None:
    """Run a batch as one transaction, or each alone where that cannot be."""
    if len(batch) == 1 or not _commit_together(connection, batch):
        for job in batch:
            _commit_alone(connection, job)


def _commit_together(connection: sqlite3.Connection, batch: list[_Job[Any]]) -> bool:
    try:
        connection.execute("BEGIN IMMEDIATE")
        for job in batch:
            connection.execute("SAVEPOINT job")
            job.run(connection)
            if job.error is not None:
                connection.execute("ROLLBACK TO job")
            connection.execute("RELEASE job")
        connection.execute("COMMIT")
    except sqlite3.Error:
        _abandon(connection)
        return False
    return True


def _commit_alone(connection: sqlite3.Connection, job: _Job[Any]) -> None:
    try:
        connection.execute("BEGIN IMMEDIATE")
        job.run(connection)
        if job.error is None:
            connection.execute("COMMIT")
    except sqlite3.Error as error:
        job.error = error
    _abandon(connection)


def _abandon(connection: sqlite3.Connection) -> None:
    """A rollback that fails is tried again after the next piece, whose BEGIN fails until then."""
    if connection.in_transaction:
        with suppress(sqlite3.Error):
            connection.execute("ROLLBACK")


def _answer(batch: list[_Job[Any]]) -> None:
    by_loop: dict[asyncio.AbstractEventLoop, list[_Job[Any]]] = {}
    for job in batch:
        by_loop.setdefault(job.loop, []).append(job)
    for loop, jobs in by_loop.items():
        try:
            loop.call_soon_threadsafe(_deliver_all, jobs)
        except RuntimeError:
            continue  # that loop is closed: its callers are gone, their work is stored


def _deliver_all(jobs: list[_Job[Any]]) -> None:
    for job in jobs:
        job.deliver()
