"""Run by test_full_disk.py in a process of its own: a desk whose disk is full for a while.

The system refuses every write past a place in a file, so no other process and no test is hindered.
"""

import asyncio
import json
import logging
import resource
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from bellrock.kit.unit import Unit
from tests.kit.small import Small, add, small_desk, things
from tests.waiting import until


@contextmanager
def full_from(size: int) -> Iterator[None]:
    _, most = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, most))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))


def add_large(unit: Unit, name: str) -> None:
    unit.run(things.insert().values(name=name, filler=b"\1" * 200_000))


async def write_on_full_disk(small: Small) -> dict[str, Any]:
    """Small and large units at once, where only small ones fit; then all again with room."""
    await small.desk.write(add, "before")
    log = small.path.with_name("desk.sqlite-wal")
    names = ["a", "large one", "b", "large two", "c"]

    def calls() -> list[Any]:
        return [small.desk.write(add_large if "large" in name else add, name) for name in names]

    with full_from(log.stat().st_size + 60_000):
        first = await asyncio.gather(*calls(), return_exceptions=True)
    stored = small.names()
    again = await asyncio.gather(*calls(), return_exceptions=True)
    return {
        "first": [type(one).__name__ for one in first],
        "stored": stored,
        "again": [type(one).__name__ for one in again],
        "at the end": sorted(small.names()),
    }


async def move_on_full_disk(small: Small, heard: list[str]) -> dict[str, Any]:
    """The log has room, the database file has none; then it has."""
    for name in ("a", "b", "c"):
        await small.desk.write(add_large, name)
    empty_log(small.path)
    size = small.path.stat().st_size
    with full_from(size):
        await small.desk.write(add_large, "d")
        until(lambda: heard, "a move that fails")
    until(lambda: small.path.stat().st_size > size, "a move after the one that failed")
    return {"heard": heard[0], "names": small.names()}


def empty_log(path: Path) -> None:
    other = sqlite3.connect(path)
    other.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    other.close()


class Listener(logging.Handler):
    def __init__(self) -> None:
        super().__init__()
        self.heard: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.heard.append(record.getMessage())


def main(story: str, folder: Path) -> None:
    listener = Listener()
    logging.getLogger("bellrock").addHandler(listener)
    with small_desk(folder) as small:
        told = write_on_full_disk(small) if story == "write" else move_on_full_disk(small, listener.heard)
        print(json.dumps(asyncio.run(told)))


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
