"""The dispatcher from the emitted event to what its reaction did, at a clock that only the test moves."""

import asyncio
import logging
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import text

from bellrock.kit.clock import HOUR, SECOND
from bellrock.kit.outbox import Reaction
from bellrock.kit.outbox.dispatcher import LEASE, MOST_ATTEMPTS
from bellrock.kit.unit import Unit
from tests.clock import SetClock
from tests.kit.outbox.stage import (
    TABLE,
    Gate,
    Happened,
    Reminded,
    Unwilling,
    emit,
    gather,
    note_decision,
    noting,
    running,
    until_rows,
    until_stored,
    wake,
)
from tests.kit.small import add, small_desk
from tests.waiting import soon

pytestmark = pytest.mark.anyio


async def test_a_reaction_runs_and_its_row_goes(tmp_path: Path, clock: SetClock) -> None:
    with small_desk(tmp_path, TABLE, clock=clock) as small:
        async with running(small):
            await emit(small, Happened("a"))
            await until_rows(small, [])
            assert small.names() == ["a"]


async def test_what_waited_before_the_start_is_run(tmp_path: Path, clock: SetClock) -> None:
    with small_desk(tmp_path, TABLE, clock=clock) as small:
        names = [f"thing {number}" for number in range(600)]
        await emit(small, *map(Happened, names))
        async with running(small):
            await until_rows(small, [])
        assert sorted(small.names()) == sorted(names)


async def test_gather_decide_act(tmp_path: Path, clock: SetClock) -> None:
    threads: list[str] = []

    def decide(seen: int) -> str:
        threads.append(threading.current_thread().name)
        return f"{seen} before"

    table = {Happened: (Reaction("test.full", note_decision, gather, decide),)}
    with small_desk(tmp_path, table, clock=clock) as small:
        await small.desk.write(add, "first")
        async with running(small):
            await emit(small, Happened("a"))
            await until_stored(small, "first", "a: 1 before")
    assert threads[0].startswith("asyncio_")  # neither the loop nor a thread of the desk


async def test_a_timer_runs_when_its_time_has_come(tmp_path: Path, clock: SetClock) -> None:
    with small_desk(tmp_path, TABLE, clock=clock) as small:
        async with running(small):
            await emit(small, Reminded("late", clock() + HOUR))
            clock.advance(HOUR - 1)
            await emit(small, Happened("early"))
            await until_rows(small, [("ready", 0, None)])
            assert small.names() == ["early"]
            clock.advance(1)
            wake(small)
            await until_stored(small, "early", "late")


async def test_a_failure_is_tried_again_after_growing_pauses_until_it_is_dead(
    tmp_path: Path, clock: SetClock
) -> None:
    def refuse(unit: Unit, event: Happened) -> None:
        add(unit, event.name)
        raise Unwilling

    with small_desk(tmp_path, {Happened: (Reaction("test.refuse", refuse),)}, clock=clock) as small:
        async with running(small):
            await emit(small, Happened("a"))
            for attempt in range(1, MOST_ATTEMPTS):
                await until_rows(small, [("ready", attempt, "test.unwilling")])
                ((run_at,),) = small.look("SELECT run_at FROM outbox")
                longest = 2 ** (attempt - 1) * SECOND
                assert longest / 2 <= run_at - clock() <= longest
                clock.now = run_at
                wake(small)
            await until_rows(small, [("dead", MOST_ATTEMPTS, "test.unwilling")])
        assert small.names() == []


async def test_one_reaction_fails_alone(tmp_path: Path, clock: SetClock) -> None:
    def fail(unit: Unit, event: Happened) -> None:
        raise ZeroDivisionError

    table = {Happened: (Reaction("test.fail", fail), noting)}
    with small_desk(tmp_path, table, clock=clock) as small:
        async with running(small):
            await emit(small, Happened("a"))
            await until_stored(small, "a")
            await until_rows(small, [("ready", 1, "ZeroDivisionError")])


async def test_a_reaction_that_the_program_no_longer_knows_is_dead_at_once(
    tmp_path: Path, clock: SetClock
) -> None:
    with small_desk(tmp_path, TABLE, clock=clock) as small:
        await emit(small, Happened("a"))
    with small_desk(tmp_path, {}, clock=clock) as small:
        async with running(small):
            await until_rows(small, [("dead", 1, "outbox.unknown_reaction")])


async def test_an_event_that_cannot_be_read_is_tried_again(tmp_path: Path, clock: SetClock) -> None:
    with small_desk(tmp_path, TABLE, clock=clock) as small:
        await emit(small, Happened("a"))
        await small.desk.write(lambda unit: unit.run(text("UPDATE outbox SET data = '{}'")))
        async with running(small):
            await until_rows(small, [("ready", 1, "ValidationError")])


def leave_running(attempts: int, lease_until: int) -> Callable[[Unit], object]:
    """As a process leaves its rows that is killed."""
    left = f"state = 'running', attempts = {attempts}, lease_until = {lease_until}"
    return lambda unit: unit.run(text(f"UPDATE outbox SET {left}"))


async def test_the_rows_of_a_process_that_died_are_run_at_once(tmp_path: Path, clock: SetClock) -> None:
    with small_desk(tmp_path, TABLE, clock=clock) as small:
        await emit(small, Happened("a"))
        await small.desk.write(leave_running(1, clock() + LEASE))
        async with running(small):
            await until_stored(small, "a")


async def test_beside_other_processes_a_lease_counts_until_it_ends(tmp_path: Path, clock: SetClock) -> None:
    with small_desk(tmp_path, TABLE, clock=clock) as small:
        await emit(small, Happened("leased"))
        await small.desk.write(leave_running(1, clock() + LEASE))
        async with running(small, alone=False):
            await emit(small, Happened("a"))
            await until_stored(small, "a")
            await until_rows(small, [("running", 1, None)])
            clock.advance(LEASE)
            wake(small)
            await until_stored(small, "a", "leased")


async def test_a_row_under_which_the_process_died_each_time_is_given_up(
    tmp_path: Path, clock: SetClock
) -> None:
    with small_desk(tmp_path, TABLE, clock=clock) as small:
        await emit(small, Happened("a"))
        await small.desk.write(leave_running(MOST_ATTEMPTS, clock() + LEASE))
        async with running(small):
            await until_rows(small, [("dead", MOST_ATTEMPTS + 1, "outbox.never_ended")])
        assert small.names() == []


async def test_a_lease_is_kept_while_the_reaction_runs(tmp_path: Path, clock: SetClock) -> None:
    gate = Gate()
    table = {Happened: (Reaction("test.slow", note_decision, gather, gate.decide),)}
    with small_desk(tmp_path, table, clock=clock) as small:
        async with running(small, lease=60):
            await emit(small, Happened("a"))
            await gate.until_reached()
            for _ in range(3):
                clock.advance(59)

                async def is_extended() -> bool:
                    return small.look("SELECT attempts, lease_until FROM outbox") == [(1, clock() + 60)]

                await soon(is_extended, "the lease lasts")
            gate.opened.set()
            await until_stored(small, "a: 0 before")


async def test_a_row_that_was_lost_and_taken_again_is_done_once(tmp_path: Path, clock: SetClock) -> None:
    def note_anew(unit: Unit, event: Happened, decision: str) -> None:
        add(unit, unit.new_id())

    gate = Gate()
    table = {Happened: (Reaction("test.slow", note_anew, gather, gate.decide),)}
    complaints: list[object] = []
    asyncio.get_running_loop().set_exception_handler(lambda _, context: complaints.append(context))
    with small_desk(tmp_path, table, clock=clock) as small:
        async with running(small):
            await emit(small, Happened("a"))
            await gate.until_reached()
            clock.advance(LEASE)
            wake(small)
            await gate.until_reached()
            await until_rows(small, [("running", 2, None)])
            gate.opened.set()
            await until_rows(small, [])
        assert len(small.names()) == 1
    assert complaints == []


async def test_the_end_waits_for_what_runs(tmp_path: Path, clock: SetClock) -> None:
    gate = Gate()
    table = {Happened: (Reaction("test.slow", note_decision, gather, gate.decide),)}
    with small_desk(tmp_path, table, clock=clock) as small:
        async with running(small) as task:
            await emit(small, Happened("a"))
            await gate.until_reached()
            task.cancel()
            await asyncio.wait([task], timeout=0.05)
            assert not task.done()
            gate.opened.set()
        assert task.cancelled()
        assert small.names() == ["a: 0 before"]


async def test_a_database_that_fails_for_a_while_stops_nothing_for_good(
    tmp_path: Path, clock: SetClock, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.WARNING, "bellrock.outbox")

    async def rename(old: str, new: str) -> None:
        await small.desk.write(lambda unit: unit.run(text(f"ALTER TABLE {old} RENAME TO {new}")))

    async def is_noticed() -> bool:
        return "cannot be read now (OperationalError)" in caplog.text

    with small_desk(tmp_path, TABLE, clock=clock) as small:
        async with running(small):
            await emit(small, Happened("a"))
            await until_stored(small, "a")
            await rename("outbox", "away")
            wake(small)
            await soon(is_noticed, "the failure is noticed")
            await rename("away", "outbox")
            await emit(small, Happened("b"))
            await until_stored(small, "a", "b")


async def test_an_end_that_comes_together_with_news_is_heeded(tmp_path: Path, clock: SetClock) -> None:
    with small_desk(tmp_path, TABLE, clock=clock) as small:
        async with running(small) as task:
            await emit(small, Happened("a"))
            await until_rows(small, [])
            for _ in range(20):
                await asyncio.to_thread(small.names)  # time for the dispatcher to rest
            wake(small)
            task.cancel()
            await asyncio.wait([task], timeout=20)
            assert task.cancelled()
