"""One server process a SQLite file: two writers would each believe they are alone."""

import fcntl
import os
from pathlib import Path

from bellrock.kit.errors import Misconfigured


class FileLock:
    """Held from construction until `release` or the end of the process, however it ends."""

    def __init__(self, path: Path) -> None:
        self._file = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            owner = os.read(self._file, 32).decode(errors="replace").strip() or "unknown"
            os.close(self._file)
            raise Misconfigured(
                f"The desk in {path.parent} is already running (process {owner}). "
                "SQLite serves one process: end that one first, or use PostgreSQL for several."
            ) from None
        os.ftruncate(self._file, 0)
        os.write(self._file, str(os.getpid()).encode())

    def release(self) -> None:
        os.close(self._file)
