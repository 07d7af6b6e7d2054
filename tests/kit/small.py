"""A desk with two tables of its own and the outbox: what the tests of the kit work on."""

import secrets
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import Column, Integer, LargeBinary, MetaData, Table, Text, func, select
from sqlalchemy.dialects import sqlite
from sqlalchemy.schema import CreateIndex, CreateTable

from bellrock.kit.clock import Clock
from bellrock.kit.live import Hub, Subscription
from bellrock.kit.outbox import Outbox, Reaction
from bellrock.kit.outbox.tables import outbox as outbox_table
from bellrock.kit.seal import Keyring, Wrapper
from bellrock.kit.sqlite.connect import open_writer
from bellrock.kit.sqlite.desk import Parts, SqliteDesk
from bellrock.kit.unit import Reader, Unit
from tests.clock import SetClock

_ours = MetaData()
things = Table(
    "things",
    _ours,
    Column("id", Integer, primary_key=True),
    Column("name", Text, nullable=False, unique=True),
    Column("mark", Text),
    Column("filler", LargeBinary),
)
LINKS = "CREATE TABLE links (thing INTEGER NOT NULL REFERENCES things(id) DEFERRABLE INITIALLY DEFERRED)"
SCHEMA = (
    str(CreateTable(things).compile(dialect=sqlite.dialect())),
    LINKS,
    str(CreateTable(outbox_table).compile(dialect=sqlite.dialect())),
    *(str(CreateIndex(index).compile(dialect=sqlite.dialect())) for index in outbox_table.indexes),
)


@dataclass(frozen=True, slots=True)
class Small:
    """An open small desk and what it is made of."""

    path: Path
    clock: Clock
    keyring: Keyring
    hub: Hub
    outbox: Outbox
    desk: SqliteDesk

    def look(self, question: str, *values: Any) -> list[tuple[Any, ...]]:
        """The answer of the file itself, as any other program reads it."""
        other = sqlite3.connect(f"{self.path.as_uri()}?mode=ro", uri=True)
        try:
            return other.execute(question, values).fetchall()
        finally:
            other.close()

    def names(self) -> list[str]:
        return [name for (name,) in self.look("SELECT name FROM things ORDER BY id")]

    def listen(self, *topics: str) -> Subscription:
        heard = Subscription(lambda: None)
        for topic in topics:
            self.hub.follow(heard, topic)
        return heard


@contextmanager
def small_desk(
    folder: Path, reactions: Mapping[Any, Sequence[Reaction]] | None = None, **options: Any
) -> Iterator[Small]:
    """Made in `folder` if it is not there. `options`: clock, and those of SqliteDesk."""
    clock = options.pop("clock", None) or SetClock()
    path = folder / "desk.sqlite"
    if not path.exists():
        open_writer(path, SCHEMA).close()
    keyring = Keyring(folder / "keyring.sqlite", Wrapper(_master(folder)), clock)
    hub = Hub()
    outbox = Outbox(reactions or {})
    desk = SqliteDesk(path, Parts(clock, keyring.vault, outbox, hub.publish), **options)
    try:
        yield Small(path, clock, keyring, hub, outbox, desk)
    finally:
        desk.close()
        keyring.close()


def add(unit: Unit, name: str) -> int:
    """Add a thing; how many there are then."""
    unit.run(things.insert().values(name=name, mark=unit.new_id()))
    unit.hint("things", name)
    return count(unit)


def count(reader: Reader) -> int:
    return int(reader.run(select(func.count()).select_from(things)).scalar_one())


def _master(folder: Path) -> bytes:
    file = folder / "master.key"
    if not file.exists():
        file.write_bytes(secrets.token_bytes(32))
    return file.read_bytes()
