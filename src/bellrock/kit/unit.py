"""What a feature sees of the database: a Reader that looks, a Unit that changes.

A unit is one transaction. It has no commit, no rollback and no raw connection; an action takes its caller's
unit.
It may run twice, so it has no effect but its rows, its events and its hints.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Protocol

from sqlalchemy import Connection, CursorResult, Executable

from bellrock.kit.ids import Draw
from bellrock.kit.seal import Vault

Result = CursorResult[*tuple[Any, ...]]
Parameters = Mapping[str, Any] | Sequence[Mapping[str, Any]] | None


class Event(Protocol):
    """A past-tense fact of a feature: a frozen msgspec.Struct of ids, codes and counts, never a text body."""


class Hint(tuple[str, str]):
    """(topic, id): something of this topic changed. Losable: whoever hears it reads again."""

    __slots__ = ()


class Sink(Protocol):
    """Where a unit's events go before it ends: the outbox."""

    def keep(self, unit: "Unit", events: Sequence[Event]) -> None: ...


class TransactionEnded(Exception):
    """The database ended the transaction (disk full, interrupt) and the action went on all the same.

    Without this check its next statement would be committed by itself.
    """


@dataclass(frozen=True, slots=True)
class Transaction:
    """An open transaction of a database: its connection, and whether it is still open."""

    connection: Connection
    alive: Callable[[], bool]


class Reader:
    """A consistent look at the data at one moment (`now`, epoch milliseconds)."""

    def __init__(self, connection: Connection, now: int, vault: Vault) -> None:
        self._connection = connection
        self.now = now
        self.vault = vault

    def run(self, statement: Executable, parameters: Parameters = None) -> Result:
        """Execute one Core statement; `parameters` is one mapping, or a list for many rows."""
        return self._connection.execute(statement, parameters)


class Unit(Reader):
    """One transaction that changes things."""

    def __init__(self, transaction: Transaction, draw: Draw, vault: Vault, sink: Sink) -> None:
        super().__init__(transaction.connection, draw.now, vault)
        self._alive = transaction.alive
        self._draw = draw
        self._sink = sink
        self._events: list[Event] = []
        self.hints: list[Hint] = []

    def run(self, statement: Executable, parameters: Parameters = None) -> Result:
        if not self._alive():
            raise TransactionEnded
        return super().run(statement, parameters)

    def new_id(self) -> str:
        return self._draw.id()

    def new_bytes(self, size: int) -> bytes:
        return self._draw.bytes(size)

    def seal(self, subject: str, place: str, text: str) -> bytes:
        """Seal `text` under the key of `subject`; `place` (table.column:row) must be given again to open
        it.
        """
        return self.vault.seal(subject, place, text, self.new_bytes(12))

    def emit(self, event: Event) -> None:
        """Record an event: its reactions run after the commit, surely, at least once."""
        self._events.append(event)

    def hint(self, topic: str, subject: str) -> None:
        """Tell live listeners after the commit, perhaps."""
        self.hints.append(Hint((topic, subject)))

    @contextmanager
    def attempt(self) -> Iterator[None]:
        """A savepoint: what is inside, its events and hints too, is undone alone when it raises."""
        self._check()  # outside a transaction SAVEPOINT begins one, and its RELEASE commits
        events, hints = len(self._events), len(self.hints)
        self._connection.exec_driver_sql("SAVEPOINT attempt")
        try:
            yield
            self._check()
        except BaseException:
            if self._alive():
                self._connection.exec_driver_sql("ROLLBACK TO attempt")
                self._connection.exec_driver_sql("RELEASE attempt")
            del self._events[events:], self.hints[hints:]
            raise
        self._connection.exec_driver_sql("RELEASE attempt")

    def finish(self) -> None:
        """Hand the events to the outbox; the desk calls it once, before the commit."""
        if self._events:
            self._sink.keep(self, self._events)

    def _check(self) -> None:
        if not self._alive():
            raise TransactionEnded
