"""Desks that open at once: copies of one whose schema and starter articles are there already."""

import asyncio
import atexit
import shutil
import tempfile
from functools import cache
from pathlib import Path
from typing import Any

from sqlalchemy import select

from bellrock.kit.config import Settings
from bellrock.kit.outbox.store import depth
from bellrock.kit.outbox.tables import outbox
from bellrock.kit.unit import Reader
from bellrock.surfaces.cli.starter import load_starter
from bellrock.wiring import House
from tests.clock import SetClock
from tests.waiting import soon


@cache
def _furnished() -> Path:
    folder = Path(tempfile.mkdtemp(prefix="bellrock-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    house = House.open(Settings(data=str(folder / "desk")))
    load_starter(house)
    house.close()
    return folder / "desk"


def open_house(folder: Path, clock: SetClock, **settings: Any) -> House:
    """A whole desk with the starter articles, in `folder`, at the time of `clock`; the caller closes it."""
    shutil.copytree(_furnished(), folder)
    return House.open(Settings(data=str(folder), **settings), clock)


async def settle(house: House) -> None:
    """Run reactions, and theirs in turn, until none is due; fails when one of them failed."""
    running = asyncio.create_task(house.dispatcher().run())
    try:
        await soon(lambda: _is_quiet(house), "every reaction done")
    finally:
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)
    assert await house.desk.read(_failed) == []


async def later(house: House, clock: SetClock, milliseconds: int) -> None:
    """Move the clock and run what became due."""
    clock.advance(milliseconds)
    await settle(house)


async def _is_quiet(house: House) -> bool:
    return (await house.desk.read(depth)).oldest_at is None


def _failed(reader: Reader) -> list[tuple[str, str]]:
    found = select(outbox.c.reaction, outbox.c.error).where(outbox.c.error.is_not(None))
    return [(row[0], row[1]) for row in reader.run(found)]
