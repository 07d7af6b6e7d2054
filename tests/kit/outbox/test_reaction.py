"""What a unit emits becomes rows, exactly for the reactions that want it, and with the unit or not at all."""

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from msgspec import Struct

from bellrock.kit.clock import HOUR
from bellrock.kit.outbox import Reaction, event_name
from bellrock.kit.outbox.reaction import WAKE
from bellrock.kit.unit import Unit
from tests.clock import SetClock
from tests.kit.small import Small, add, small_desk

pytestmark = pytest.mark.anyio


class Happened(Struct, frozen=True):
    number: int


class Later(Struct, frozen=True):
    run_at: int


class Unheard(Struct, frozen=True):
    pass


def nothing(unit: Unit, event: object) -> None:
    pass


always = Reaction("test.always", nothing)
odd = Reaction("test.odd", nothing, wants=lambda event: event.number % 2 == 1)
remind = Reaction("test.remind", nothing)


@pytest.fixture
def small(tmp_path: Path, clock: SetClock) -> Iterator[Small]:
    table = {Happened: (always, odd), Later: (remind,), Unheard: ()}
    with small_desk(tmp_path, table, clock=clock) as opened:
        yield opened


def emit(unit: Unit, *events: object) -> None:
    for event in events:
        unit.emit(event)


def rows(small: Small) -> list[tuple[object, ...]]:
    columns = "reaction, event, data, state, run_at, attempts, created_at"
    return small.look(f"SELECT {columns} FROM outbox ORDER BY id")


async def test_a_row_for_each_reaction_that_wants_the_event(small: Small, clock: SetClock) -> None:
    name = event_name(Happened)
    await small.desk.write(emit, Happened(1), Happened(2), Unheard())
    assert rows(small) == [
        ("test.always", name, '{"number":1}', "ready", clock(), 0, clock()),
        ("test.odd", name, '{"number":1}', "ready", clock(), 0, clock()),
        ("test.always", name, '{"number":2}', "ready", clock(), 0, clock()),
    ]
    keys = [key for (key,) in small.look("SELECT key FROM outbox")]
    assert len(set(keys)) == 3


async def test_a_timer_is_a_row_of_a_later_time(small: Small, clock: SetClock) -> None:
    await small.desk.write(emit, Later(clock() + HOUR))
    assert [(row[0], row[4]) for row in rows(small)] == [("test.remind", clock() + HOUR)]


async def test_no_row_without_the_unit(small: Small) -> None:
    heard = small.listen(WAKE)

    def emit_and_fail(unit: Unit) -> None:
        add(unit, "a")
        emit(unit, Happened(1))
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await small.desk.write(emit_and_fail)
    assert (rows(small), small.names(), heard.take()) == ([], [], set())


async def test_no_row_of_an_attempt_that_was_undone(small: Small) -> None:
    def try_and_go_on(unit: Unit) -> None:
        with suppress(ZeroDivisionError), unit.attempt():
            emit(unit, Happened(1))
            raise ZeroDivisionError
        emit(unit, Happened(2))

    await small.desk.write(try_and_go_on)
    assert [row[2] for row in rows(small)] == ['{"number":2}']


async def test_the_dispatcher_is_woken_for_rows_only(small: Small) -> None:
    heard = small.listen(WAKE)
    await small.desk.write(emit, Unheard())
    assert heard.take() == set()
    await small.desk.write(emit, Happened(2))
    assert heard.take() == {(WAKE, "")}


async def test_an_event_that_the_table_does_not_name_stops_the_unit(small: Small) -> None:
    with pytest.raises(KeyError):
        await small.desk.write(emit, object())


def test_a_row_finds_its_reaction_and_its_event(small: Small) -> None:
    found = small.outbox.find(event_name(Happened), "test.odd", '{"number":3}')
    assert found == (odd, Happened(3))
    assert small.outbox.find(event_name(Happened), "test.gone", "{}") is None
    assert small.outbox.find("gone.Happened", "test.odd", "{}") is None


def test_an_event_is_called_after_its_feature() -> None:
    class Moved(Struct):
        __module__ = "bellrock.features.inbox.events"

    assert event_name(Moved) == "inbox.Moved"
