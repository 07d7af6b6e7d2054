import asyncio
import sqlite3
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from bellrock.kit.errors import Busy
from bellrock.kit.sqlite.connect import open_writer
from bellrock.kit.sqlite.writer import Writer

pytestmark = pytest.mark.anyio
NAMES = "CREATE TABLE names (name TEXT UNIQUE)"


@pytest.fixture
def connection(tmp_path: Path) -> sqlite3.Connection:
    return open_writer(tmp_path / "names.sqlite", [NAMES])


@pytest.fixture
def writer(connection: sqlite3.Connection) -> Iterator[Writer]:
    opened = Writer(connection, name="test", limit=3)
    yield opened
    opened.close()


def put(name: str) -> Callable[[sqlite3.Connection], str]:
    def work(connection: sqlite3.Connection) -> str:
        connection.execute("INSERT INTO names VALUES (?)", (name,))
        return name

    return work


def stored(folder: Path) -> list[str]:
    connection = sqlite3.connect(folder / "names.sqlite")
    try:
        return [name for (name,) in connection.execute("SELECT name FROM names ORDER BY rowid")]
    finally:
        connection.close()


async def hold(writer: Writer) -> Callable[[], None]:
    """The writer is busy until the returned function is called."""
    held, go = threading.Event(), threading.Event()

    def work(_: sqlite3.Connection) -> None:
        held.set()
        assert go.wait(30)

    writer.submit(work)
    assert await asyncio.to_thread(held.wait, 30)
    return go.set


def refuse(connection: sqlite3.Connection, word: str, times: int) -> None:
    """The database denies the next `times` transactions this word (COMMIT, ROLLBACK)."""
    left = [times]

    def judge(action: int, first: str | None, *_: object) -> int:
        if action == sqlite3.SQLITE_TRANSACTION and first == word and left[0]:
            left[0] -= 1
            return sqlite3.SQLITE_DENY
        return sqlite3.SQLITE_OK

    connection.set_authorizer(judge)


async def test_a_full_queue_refuses_and_stores_nothing(writer: Writer, tmp_path: Path) -> None:
    go_on = await hold(writer)
    accepted = [writer.submit(put(name)) for name in "abc"]
    with pytest.raises(Busy):
        writer.submit(put("refused"))
    assert writer.waiting == 3
    go_on()
    assert await asyncio.gather(*accepted) == ["a", "b", "c"]
    assert await writer.submit(put("later")) == "later"
    assert stored(tmp_path) == ["a", "b", "c", "later"]


async def test_closing_finishes_what_is_queued_and_takes_no_more(
    connection: sqlite3.Connection, tmp_path: Path
) -> None:
    writer = Writer(connection, name="test")
    go_on = await hold(writer)
    accepted = [writer.submit(put(name)) for name in "abc"]
    closing = asyncio.create_task(asyncio.to_thread(writer.close))
    go_on()
    assert await asyncio.gather(*accepted) == ["a", "b", "c"]
    await closing
    with pytest.raises(Busy):
        writer.submit(put("too late"))
    assert stored(tmp_path) == ["a", "b", "c"]


async def test_a_commit_that_fails_for_all_is_tried_for_each(
    writer: Writer, connection: sqlite3.Connection, tmp_path: Path
) -> None:
    go_on = await hold(writer)
    answers = [writer.submit(put(name)) for name in "abc"]
    refuse(connection, "COMMIT", times=3)  # of the held piece, of the batch, of a alone
    go_on()
    outcomes = await asyncio.gather(*answers, return_exceptions=True)
    assert isinstance(outcomes[0], sqlite3.DatabaseError)
    assert outcomes[1:] == ["b", "c"]
    assert stored(tmp_path) == ["b", "c"]


async def test_a_rollback_that_fails_stops_nobody_else(
    writer: Writer, connection: sqlite3.Connection, tmp_path: Path
) -> None:
    await writer.submit(put("a"))
    refuse(connection, "ROLLBACK", times=1)
    with pytest.raises(sqlite3.IntegrityError):
        await writer.submit(put("a"))
    with pytest.raises(sqlite3.OperationalError):
        await writer.submit(put("b"))  # begins inside what could not be rolled back
    assert await writer.submit(put("c")) == "c"
    assert stored(tmp_path) == ["a", "c"]


async def test_callers_on_other_loops_are_answered_there(writer: Writer, tmp_path: Path) -> None:
    def elsewhere(name: str) -> str:
        async def call() -> str:
            return await asyncio.wait_for(writer.submit(put(name)), 30)

        return asyncio.run(call())

    names = await asyncio.gather(*(asyncio.to_thread(elsewhere, name) for name in "abc"))
    assert names == ["a", "b", "c"]
    assert sorted(stored(tmp_path)) == ["a", "b", "c"]


async def test_work_of_a_loop_that_is_gone_is_stored_and_holds_up_nobody(
    writer: Writer, tmp_path: Path
) -> None:
    go_on = await hold(writer)

    async def leave_behind() -> None:
        writer.submit(put("left"))

    await asyncio.to_thread(asyncio.run, leave_behind())
    mine = writer.submit(put("mine"))
    go_on()
    assert await asyncio.wait_for(mine, 30) == "mine"
    assert stored(tmp_path) == ["left", "mine"]
