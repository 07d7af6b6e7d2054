"""The desk on SQLite: units through the one writer, queries on a small pool of read-only connections."""

import asyncio
import sqlite3
import threading
import time
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Concatenate, ParamSpec, TypeVar

from sqlalchemy.exc import DBAPIError

from bellrock.kit.clock import Clock
from bellrock.kit.errors import Busy
from bellrock.kit.ids import Draw
from bellrock.kit.seal import Vault
from bellrock.kit.sqlite.checkpoints import Checkpoints
from bellrock.kit.sqlite.connect import open_reader, open_writer
from bellrock.kit.sqlite.connection import SqliteConnection
from bellrock.kit.sqlite.lock import FileLock
from bellrock.kit.sqlite.writer import Writer
from bellrock.kit.unit import Hint, Reader, Sink, Unit

P = ParamSpec("P")
T = TypeVar("T")

READERS = 3
READ_SECONDS = 5.0
_STEPS_BETWEEN_LOOKS = 20_000


@dataclass(frozen=True, slots=True)
class Parts:
    """What a desk is built with: the time, the sealing, where events go, and who hears hints."""

    clock: Clock
    vault: Vault
    sink: Sink
    publish: Callable[[Iterable[Hint]], None]


class SqliteDesk:
    """Implements kit.desk.Desk on the file at `path`; one process at a time (a lock file beside it)."""

    def __init__(self, path: Path, parts: Parts, *, read_seconds: float = READ_SECONDS) -> None:
        self._path = path
        self._parts = parts
        self._read_seconds = read_seconds
        self._lock = FileLock(path.with_suffix(".lock"))
        raw = open_writer(path, checkpoints=False)
        self._connection = SqliteConnection(raw)
        self._writer = Writer(raw, name="desk")
        self._readers = ThreadPoolExecutor(READERS, thread_name_prefix="desk-reader")
        self._local = threading.local()
        self._opened: list[sqlite3.Connection] = []
        self._checkpoints = Checkpoints(path)

    async def read(self, query: Callable[Concatenate[Reader, P], T], *args: P.args, **options: P.kwargs) -> T:
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._readers, lambda: self._look(query, *args, **options))

    async def write(self, action: Callable[Concatenate[Unit, P], T], *args: P.args, **options: P.kwargs) -> T:
        draw = Draw.fresh(self._parts.clock)

        def work(_: sqlite3.Connection) -> tuple[T, list[Hint]]:
            draw.rewind()
            unit = Unit(self._connection, draw, self._parts.vault, self._parts.sink)
            result = action(unit, *args, **options)
            unit.finish()
            return result, unit.hints

        stored = self._writer.submit(work)
        stored.add_done_callback(self._tell)
        result, _ = await asyncio.shield(stored)
        return result

    @property
    def waiting(self) -> int:
        """Units in the queue."""
        return self._writer.waiting

    def close(self) -> None:
        self._readers.shutdown()
        for connection in self._opened:
            connection.close()
        self._writer.close()
        self._checkpoints.close()
        self._lock.release()

    def _tell(self, stored: "asyncio.Future[tuple[T, list[Hint]]]") -> None:
        if not stored.cancelled() and stored.exception() is None:
            self._parts.publish(stored.result()[1])

    def _look(self, query: Callable[Concatenate[Reader, P], T], *args: P.args, **options: P.kwargs) -> T:
        connection = self._reader()
        raw = connection.raw
        ends = time.monotonic() + self._read_seconds
        raw.set_progress_handler(lambda: time.monotonic() > ends, _STEPS_BETWEEN_LOOKS)
        raw.execute("BEGIN")
        try:
            return query(Reader(connection, self._parts.clock(), self._parts.vault), *args, **options)
        except DBAPIError as error:
            if "interrupted" in str(error.orig):
                raise Busy from error
            raise
        finally:
            if raw.in_transaction:
                raw.execute("ROLLBACK")

    def _reader(self) -> SqliteConnection:
        mine: SqliteConnection | None = getattr(self._local, "reader", None)
        if mine is None:
            raw = open_reader(self._path)
            self._opened.append(raw)
            mine = self._local.reader = SqliteConnection(raw)
        return mine
