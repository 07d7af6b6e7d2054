import asyncio
import threading
from collections.abc import Awaitable, Callable
from contextlib import suppress
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError, OperationalError

from bellrock.kit.errors import Busy, Refusal
from bellrock.kit.unit import Reader, Unit
from tests.clock import SetClock
from tests.kit.small import Small, add, count, small_desk

pytestmark = pytest.mark.anyio
ENDLESS = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n"


async def hold(small: Small) -> Callable[[], Awaitable[None]]:
    """The writer is busy until the returned function is called."""
    held, go = threading.Event(), threading.Event()

    def wait(_: Unit) -> None:
        held.set()
        assert go.wait(30)

    holding = asyncio.create_task(small.desk.write(wait))
    assert await asyncio.to_thread(held.wait, 30)

    async def go_on() -> None:
        go.set()
        await holding

    return go_on


async def test_what_is_answered_is_stored(small: Small) -> None:
    async def put_and_look(name: str) -> bool:
        await small.desk.write(add, name)
        return small.look("SELECT count(*) FROM things WHERE name = ?", name) == [(1,)]

    assert all(await asyncio.gather(*(put_and_look(f"thing {number}") for number in range(60))))


async def test_a_commit_waits_for_the_disk(small: Small) -> None:
    def asked(unit: Unit) -> list[object]:
        words = ("synchronous", "journal_mode", "foreign_keys", "secure_delete")
        return [unit.run(text(f"PRAGMA {word}")).scalar_one() for word in words]

    assert await small.desk.write(asked) == [2, "wal", 1, 1]


async def test_a_failing_unit_leaves_nothing_and_its_caller_learns_why(small: Small) -> None:
    class Unwilling(Refusal):
        code = "test.unwilling"

    def refuse(unit: Unit) -> None:
        add(unit, "refused")
        raise Unwilling(why="no")

    with pytest.raises(Unwilling) as refusal:
        await small.desk.write(refuse)
    assert refusal.value.fields == {"why": "no"}
    await small.desk.write(add, "a")
    with pytest.raises(IntegrityError):
        await small.desk.write(add, "a")
    assert small.names() == ["a"]


async def test_a_unit_that_runs_twice_draws_the_same(small: Small, clock: SetClock) -> None:
    drawn: list[tuple[str, bytes, int]] = []

    def draw(unit: Unit) -> None:
        clock.advance(1)
        drawn.append((unit.new_id(), unit.new_bytes(12), unit.now))

    def end_transaction(unit: Unit) -> None:
        unit.run(text("INSERT OR ROLLBACK INTO things (name) VALUES (NULL)"))

    go_on = await hold(small)
    calls = [asyncio.create_task(small.desk.write(action)) for action in (draw, end_transaction)]
    await asyncio.sleep(0)
    await go_on()
    outcomes = await asyncio.gather(*calls, return_exceptions=True)
    assert isinstance(outcomes[1], IntegrityError)
    assert len(drawn) == 2
    assert drawn[0] == drawn[1]


async def test_hints_come_after_the_commit(small: Small) -> None:
    seen: list[tuple[str, bool]] = []
    heard = small.listen("things")
    heard.wake = lambda: seen.extend((name, name in small.names()) for _, name in heard.take())
    await small.desk.write(add, "a")
    with pytest.raises(IntegrityError):
        await small.desk.write(add, "a")
    await small.desk.write(add, "b")
    assert seen == [("a", True), ("b", True)]


async def test_a_caller_that_goes_away_undoes_nothing_and_silences_nobody(small: Small) -> None:
    heard = small.listen("things")
    go_on = await hold(small)
    leaving = asyncio.create_task(small.desk.write(add, "left"))
    failing = asyncio.create_task(small.desk.write(add, "left"))
    await asyncio.sleep(0)
    leaving.cancel()
    failing.cancel()
    await asyncio.gather(leaving, failing, return_exceptions=True)
    assert leaving.cancelled()
    assert heard.take() == set()
    await go_on()
    await small.desk.write(add, "next")
    assert small.names() == ["left", "next"]
    assert heard.take() == {("things", "left"), ("things", "next")}


async def test_an_attempt_is_undone_alone(small: Small) -> None:
    def try_twice(unit: Unit) -> int:
        add(unit, "before")
        with suppress(IntegrityError), unit.attempt():
            add(unit, "inside")
            add(unit, "before")
        with unit.attempt():
            add(unit, "kept")
        return add(unit, "after")

    heard = small.listen("things")
    assert await small.desk.write(try_twice) == 3
    assert small.names() == ["before", "kept", "after"]
    assert {name for _, name in heard.take()} == {"before", "kept", "after"}


@pytest.mark.parametrize(
    "statement",
    [
        "INSERT INTO things (name) VALUES ('sneaked')",
        "DELETE FROM things",
        "CREATE TABLE sneaked (name TEXT)",
        "PRAGMA user_version = 7",
    ],
)
async def test_a_query_cannot_write(small: Small, statement: str) -> None:
    def sneak(reader: Reader) -> None:
        reader.run(text("PRAGMA query_only = OFF"))  # the file itself is opened for reading
        reader.run(text(statement))

    await small.desk.write(add, "a")
    with pytest.raises(OperationalError, match="readonly"):
        await small.desk.read(lambda reader: reader.run(text(statement)))
    with pytest.raises(OperationalError, match="readonly"):
        await small.desk.read(sneak)
    assert small.names() == ["a"]


async def test_a_query_sees_one_moment(small: Small) -> None:
    looked, go = threading.Event(), threading.Event()

    def look_twice(reader: Reader) -> tuple[int, int]:
        first = count(reader)
        looked.set()
        assert go.wait(30)
        return first, count(reader)

    await small.desk.write(add, "a")
    looking = asyncio.create_task(small.desk.read(look_twice))
    assert await asyncio.to_thread(looked.wait, 30)
    await small.desk.write(add, "b")
    go.set()
    assert await looking == (1, 1)
    assert await small.desk.read(count) == 2


async def test_a_query_past_its_deadline_is_refused_and_the_next_one_is_not(tmp_path: Path) -> None:
    with small_desk(tmp_path, read_seconds=0.1) as small:
        await small.desk.write(add, "a")
        endless = [small.desk.read(lambda reader: reader.run(text(ENDLESS)).scalar()) for _ in range(3)]
        outcomes = await asyncio.wait_for(asyncio.gather(*endless, return_exceptions=True), 30)
        assert [type(outcome) for outcome in outcomes] == [Busy, Busy, Busy]
        assert await asyncio.gather(*(small.desk.read(count) for _ in range(6))) == [1] * 6
