"""Rows of the outbox: who may run one, and who may finish it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import Struct

from bellrock.kit.clock import MINUTE, SECOND
from bellrock.kit.outbox import store
from bellrock.kit.outbox.dispatcher import pause_after
from bellrock.kit.outbox.store import Claimed, NewRow
from bellrock.kit.unit import Unit
from tests.clock import SetClock
from tests.kit.small import Small, add

pytestmark = pytest.mark.anyio
LEASE = 30 * SECOND


class Worker(Struct):
    """A worker of a desk, with the leases it takes."""

    small: Small
    clock: SetClock

    async def claim(self, limit: int = 10) -> list[Claimed]:
        return await self.small.desk.write(store.claim, limit, self.clock() + LEASE)

    async def finish(self, row: Claimed) -> bool:
        return await self.small.desk.write(store.finish, row)


@pytest.fixture
def worker(small: Small, clock: SetClock) -> Worker:
    return Worker(small, clock)


async def insert(small: Small, *run_at: int) -> None:
    def rows(unit: Unit) -> None:
        drawn = [NewRow(unit.new_id(), "test.react", "test.Event", "{}", at) for at in run_at]
        store.insert(unit, drawn)

    await small.desk.write(rows)


def states(small: Small) -> list[tuple[object, ...]]:
    return small.look("SELECT state, attempts, error FROM outbox ORDER BY id")


async def test_a_row_has_one_worker(worker: Worker, clock: SetClock) -> None:
    await insert(worker.small, clock(), clock())
    first, second = await worker.claim(1), await worker.claim(5)
    assert len(first) == len(second) == 1
    assert first[0].key != second[0].key
    assert await worker.claim() == []
    assert await worker.finish(first[0])
    assert not await worker.finish(first[0])
    assert states(worker.small) == [("running", 1, None)]


async def test_a_row_is_not_run_before_its_time(worker: Worker, clock: SetClock) -> None:
    await insert(worker.small, clock() + 1, clock() + MINUTE)
    assert await worker.claim() == []
    assert await worker.small.desk.read(store.next_due) == clock() + 1
    clock.advance(1)
    assert len(await worker.claim()) == 1
    clock.advance(MINUTE)
    assert len(await worker.claim()) == 2  # the other one, and the first again: its lease has ended


async def test_whoever_lost_the_lease_cannot_finish_nor_set_back_nor_extend(
    worker: Worker, clock: SetClock
) -> None:
    await insert(worker.small, clock())
    (slow,) = await worker.claim()
    clock.advance(LEASE)
    (quick,) = await worker.claim()
    assert (quick.id, quick.attempts) == (slow.id, 2)
    assert not await worker.finish(slow)
    await worker.small.desk.write(store.set_back, slow, "test.slow", None)
    await worker.small.desk.write(store.extend, slow, clock() + MINUTE)
    assert worker.small.look("SELECT state, lease_until FROM outbox") == [("running", clock() + LEASE)]
    assert await worker.finish(quick)


async def test_whoever_lost_the_lease_cannot_finish_a_later_row_in_the_same_place(
    worker: Worker, clock: SetClock
) -> None:
    await insert(worker.small, clock())
    (slow,) = await worker.claim()
    clock.advance(LEASE)
    (quick,) = await worker.claim()
    assert await worker.finish(quick)
    await insert(worker.small, clock())
    (later,) = await worker.claim()
    assert (later.id, later.attempts) == (slow.id, slow.attempts)  # the database gives the number again
    assert not await worker.finish(slow)
    assert await worker.finish(later)


async def test_a_lease_that_is_extended_lasts(worker: Worker, clock: SetClock) -> None:
    await insert(worker.small, clock())
    (row,) = await worker.claim()
    clock.advance(LEASE - 1)
    await worker.small.desk.write(store.extend, row, clock() + LEASE)
    clock.advance(LEASE - 1)
    assert await worker.claim() == []
    assert await worker.small.desk.read(store.next_due) == clock() + 1
    assert await worker.finish(row)


async def test_finishing_is_part_of_the_unit_that_did_the_work(worker: Worker, clock: SetClock) -> None:
    await insert(worker.small, clock())
    (row,) = await worker.claim()

    def work_and_fail(unit: Unit) -> None:
        assert store.finish(unit, row)
        add(unit, "half done")
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await worker.small.desk.write(work_and_fail)
    assert worker.small.names() == []
    assert states(worker.small) == [("running", 1, None)]


async def test_set_back_waits_and_dead_stays_dead(worker: Worker, clock: SetClock) -> None:
    await insert(worker.small, clock())
    (row,) = await worker.claim()
    await worker.small.desk.write(store.set_back, row, "x" * 100, clock() + 5)
    assert states(worker.small) == [("ready", 1, "x" * 64)]
    assert await worker.claim() == []
    clock.advance(5)
    (row,) = await worker.claim()
    assert row.attempts == 2
    await worker.small.desk.write(store.set_back, row, "test.why", None)
    clock.advance(10 * LEASE)
    assert await worker.claim() == []
    assert states(worker.small) == [("dead", 2, "test.why")]
    assert await worker.small.desk.read(store.next_due) is None


async def test_depth_counts_what_waits(worker: Worker, clock: SetClock) -> None:
    assert await worker.small.desk.read(store.depth) == store.Depth(0, 0, 0, None)
    await insert(worker.small, clock(), clock() + 1, clock() + 2, clock() + MINUTE)
    (running,) = await worker.claim()
    clock.advance(1)
    (dead,) = await worker.claim()
    await worker.small.desk.write(store.set_back, dead, "test.why", None)
    clock.advance(1)
    assert await worker.small.desk.read(store.depth) == store.Depth(2, 1, 1, clock() - 2)
    await worker.finish(running)
    assert await worker.small.desk.read(store.depth) == store.Depth(2, 0, 1, clock())


async def test_freed_leases_can_be_taken_at_once(worker: Worker, clock: SetClock) -> None:
    await insert(worker.small, clock())
    (row,) = await worker.claim()
    await worker.small.desk.write(store.free_leases)
    (again,) = await worker.claim()
    assert (again.key, again.attempts) == (row.key, 2)


@given(st.integers(1, 60), st.floats(0, 1, exclude_max=True))
def test_pauses_grow_to_ten_minutes_and_are_spread(attempts: int, chance: float) -> None:
    pause = pause_after(attempts, chance)
    longest = min(2 ** (attempts - 1), 600) * SECOND
    assert longest / 2 <= pause <= longest
    assert pause_after(attempts, 0) <= pause
    assert pause_after(attempts + 1, chance) >= pause
