"""Moves the write-ahead log into the database file, in a thread of its own so that no commit waits for it."""

import sqlite3
import threading
from pathlib import Path

EVERY_SECONDS = 1.0


class Checkpoints:
    """Runs a passive checkpoint every second while something was written, and a full one at the end."""

    def __init__(self, path: Path) -> None:
        self._connection = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
        self._connection.execute("PRAGMA synchronous = FULL")
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._serve, name="desk-checkpoints", daemon=True)
        self._thread.start()

    def close(self) -> None:
        self._ended.set()
        self._thread.join()
        self._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        self._connection.close()

    def _serve(self) -> None:
        while not self._ended.wait(EVERY_SECONDS):
            self._connection.execute("PRAGMA wal_checkpoint(PASSIVE)")
