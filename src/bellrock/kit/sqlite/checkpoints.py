"""Moves the write-ahead log into the database file, in a thread of its own so that no commit waits for it."""

import logging
import sqlite3
import threading
from pathlib import Path

log = logging.getLogger("bellrock.checkpoints")

EVERY_SECONDS = 1.0


class Checkpoints:
    """Moves what is there every second without waiting for readers, and all of it at the end."""

    def __init__(self, path: Path) -> None:
        self._connection = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
        self._connection.execute("PRAGMA synchronous = FULL")
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._serve, name="desk-checkpoints", daemon=True)
        self._thread.start()

    def close(self) -> None:
        self._ended.set()
        self._thread.join()
        self._move("TRUNCATE")
        self._connection.close()

    def _serve(self) -> None:
        while not self._ended.wait(EVERY_SECONDS):
            self._move("PASSIVE")

    def _move(self, mode: str) -> None:
        """A move that fails (the disk is full) loses nothing, the log keeps it; the next one tries again."""
        try:
            self._connection.execute(f"PRAGMA wal_checkpoint({mode})")
        except sqlite3.Error as error:
            log.warning("the write-ahead log cannot be moved now (%s)", error)
