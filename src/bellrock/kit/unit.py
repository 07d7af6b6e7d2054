"""What a feature sees of the database: a Reader that looks, a Unit that changes.

A unit is one transaction. It has no commit, no rollback and no raw connection; an action takes its caller's
unit.
It may run twice, so it has no effect but its rows, its events and its hints.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Protocol

from sqlalchemy import Executable

from bellrock.kit.db import Parameters, Prepared, Rows
from bellrock.kit.ids import Draw
from bellrock.kit.seal import Vault


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


class Connection(Protocol):
    """What a database gives a unit to work on, in an open transaction."""

    @property
    def is_open(self) -> bool:
        """Whether the transaction still is."""

    def run(self, statement: Executable | Prepared, parameters: Parameters) -> Rows:
        """Execute; raises sqlalchemy.exc.DBAPIError."""

    def command(self, words: str) -> None:
        """Execute what has no parameters and finds nothing: savepoints."""


class Reader:
    """A consistent look at the data at one moment (`now`, epoch milliseconds)."""

    def __init__(self, connection: Connection, now: int, vault: Vault) -> None:
        self._connection = connection
        self.now = now
        self.vault = vault

    def run(self, statement: Executable | Prepared, parameters: Parameters = None) -> Rows:
        """Execute one statement; `parameters` is one mapping, or a list for many rows."""
        return self._connection.run(statement, parameters)


class Unit(Reader):
    """One transaction that changes things."""

    def __init__(self, connection: Connection, draw: Draw, vault: Vault, sink: Sink) -> None:
        super().__init__(connection, draw.now, vault)
        self._draw = draw
        self._sink = sink
        self._events: list[Event] = []
        self.hints: list[Hint] = []

    def run(self, statement: Executable | Prepared, parameters: Parameters = None) -> Rows:
        self._check()
        return self._connection.run(statement, parameters)

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
        self._connection.command("SAVEPOINT attempt")
        try:
            yield
            self._check()
        except BaseException:
            if self._connection.is_open:
                self._connection.command("ROLLBACK TO attempt")
                self._connection.command("RELEASE attempt")
            del self._events[events:], self.hints[hints:]
            raise
        self._connection.command("RELEASE attempt")

    def finish(self) -> None:
        """Hand the events to the outbox; the desk calls it once, before the commit."""
        if self._events:
            self._sink.keep(self, self._events)

    def _check(self) -> None:
        if not self._connection.is_open:
            raise TransactionEnded
