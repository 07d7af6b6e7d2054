"""Wrapped data keys and the list of erased subjects, in a SQLite file of their own, apart from the data.

A key is durable here before the unit that first uses it: an orphan key is harmless, a lost key is not.
"""

import asyncio
import secrets
import sqlite3
from collections.abc import Awaitable, Iterable
from pathlib import Path
from threading import Lock

from cryptography.exceptions import InvalidTag

from bellrock.kit.clock import Clock
from bellrock.kit.errors import Misconfigured
from bellrock.kit.seal.vault import Vault, Wrapper
from bellrock.kit.sqlite.connect import open_reader, open_writer
from bellrock.kit.sqlite.writer import Writer

_SCHEMA = (
    "CREATE TABLE IF NOT EXISTS keyring_keys "
    "(subject TEXT PRIMARY KEY, wrapped BLOB NOT NULL, created_at INTEGER NOT NULL) WITHOUT ROWID",
    "CREATE TABLE IF NOT EXISTS keyring_erased "
    "(subject TEXT PRIMARY KEY, erased_at INTEGER NOT NULL) WITHOUT ROWID",
)


class Keyring:
    """Makes, finds and destroys the keys of subjects. `vault` seals with them.

    Raises Misconfigured when the keys in the file were wrapped under another master key.
    """

    def __init__(self, path: Path, wrapper: Wrapper, clock: Clock) -> None:
        self._path = path
        self._wrapper = wrapper
        self._clock = clock
        connection = open_writer(path, _SCHEMA)
        _check_master(connection, wrapper, path)
        self._writer = Writer(connection, name="keyring")
        self._reader = open_reader(path)
        self._reading = Lock()
        self.vault = Vault(self, wrapper)

    def wrapped(self, subject: str) -> bytes | None:
        with self._reading:
            row = self._reader.execute(
                "SELECT wrapped FROM keyring_keys WHERE subject = ?", (subject,)
            ).fetchone()
        return bytes(row[0]) if row else None

    async def ensure(self, subject: str) -> None:
        """Make a key for `subject` unless it has one; returns when it is on the disk."""
        await self.ensure_all([subject])

    def ensure_all(self, subjects: Iterable[str]) -> Awaitable[None]:
        rows = [(subject, self._new_key(subject), self._clock()) for subject in subjects]

        def insert(connection: sqlite3.Connection) -> None:
            connection.executemany("INSERT OR IGNORE INTO keyring_keys VALUES (?, ?, ?)", rows)

        return self._writer.submit(insert)

    async def erase(self, subject: str) -> None:
        """Destroy the key of `subject` for good: everything sealed under it can never be opened again."""
        at = self._clock()

        def delete(connection: sqlite3.Connection) -> None:
            connection.execute("DELETE FROM keyring_keys WHERE subject = ?", (subject,))
            connection.execute("INSERT OR IGNORE INTO keyring_erased VALUES (?, ?)", (subject, at))

        await self._writer.submit(delete)
        self.vault.forget(subject)
        await asyncio.to_thread(self._empty_log)

    def close(self) -> None:
        self._reader.close()  # before the writer: the last to close moves the log, and a reader cannot
        self._writer.close()

    def _empty_log(self) -> None:
        """The key stands in older pages of the write-ahead log too."""
        connection = sqlite3.connect(self._path, isolation_level=None)
        try:
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        finally:
            connection.close()

    def _new_key(self, subject: str) -> bytes:
        return self._wrapper.wrap(subject, secrets.token_bytes(32), secrets.token_bytes(12))


def _check_master(connection: sqlite3.Connection, wrapper: Wrapper, path: Path) -> None:
    """A wrong master key opens nothing, and what is sealed under it would be lost with the next right one."""
    row = connection.execute("SELECT subject, wrapped FROM keyring_keys LIMIT 1").fetchone()
    if row is None:
        return
    try:
        wrapper.unwrap(*row)
    except InvalidTag:
        connection.close()
        raise Misconfigured(
            f"The master key is not the one of {path}. Put the right one back from where you keep it."
        ) from None
