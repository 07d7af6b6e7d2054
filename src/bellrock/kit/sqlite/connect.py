"""How a SQLite file is opened: for the one writer, and for readers that cannot write."""

import sqlite3
from collections.abc import Iterable
from pathlib import Path

from bellrock.kit.errors import Misconfigured

OLDEST = (3, 37, 0)
_BUSY_MS = 5_000


def open_writer(path: Path, schema: Iterable[str] = (), *, checkpoints: bool = True) -> sqlite3.Connection:
    """The write connection.

    Transactions are ours (no implicit BEGIN); a commit is on the disk when it returns.

    `checkpoints=False` leaves the moving of the log into the file to kit.sqlite.checkpoints.
    """
    if sqlite3.sqlite_version_info < OLDEST:
        raise Misconfigured(
            f"SQLite {sqlite3.sqlite_version} is too old: Bellrock needs 3.37 or newer. "
            "Install a newer Python or SQLite library."
        )
    connection = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
    for pragma in (
        f"busy_timeout = {_BUSY_MS}",
        "journal_mode = WAL",
        "synchronous = FULL",
        "foreign_keys = ON",
        "temp_store = MEMORY",
        "cache_size = -32768",
        "secure_delete = ON",
    ):
        connection.execute(f"PRAGMA {pragma}")
    if not checkpoints:
        connection.execute("PRAGMA wal_autocheckpoint = 0")
    for statement in schema:
        connection.execute(statement)
    return connection


def open_reader(path: Path) -> sqlite3.Connection:
    """A connection that cannot write."""
    connection = sqlite3.connect(
        f"{path.resolve().as_uri()}?mode=ro", uri=True, isolation_level=None, check_same_thread=False
    )
    for pragma in (f"busy_timeout = {_BUSY_MS}", "query_only = ON", "cache_size = -8192"):
        connection.execute(f"PRAGMA {pragma}")
    return connection
