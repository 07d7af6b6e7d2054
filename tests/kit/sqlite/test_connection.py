"""A prepared statement does what the same statement does through SQLAlchemy, and nothing else."""

import asyncio
import threading
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Executable, bindparam, delete, func, insert, literal, select, text, update
from sqlalchemy.exc import DBAPIError, IntegrityError, OperationalError

from bellrock.kit.db import Prepared, prepared
from bellrock.kit.errors import Busy
from bellrock.kit.sqlite.connect import open_writer
from bellrock.kit.sqlite.connection import SqliteConnection
from bellrock.kit.sqlite.desk import READERS
from bellrock.kit.unit import Reader, TransactionEnded, Unit
from tests.kit.small import SCHEMA, Small, small_desk, things

pytestmark = pytest.mark.anyio

_ADD = insert(things).values({name: bindparam(name) for name in ("id", "name", "mark", "filler")})
_ALL = select(things).where(things.c.id >= bindparam("least")).order_by(things.c.id)
_RENAME = update(things).where(things.c.id == bindparam("row")).values(mark=bindparam("new"), filler=None)
_DROP = delete(things).where(things.c.name == bindparam("gone")).returning(things.c.id, things.c.mark)
_number = select(literal(1).label("number")).cte("numbers", recursive=True)
_numbers = _number.union_all(select(_number.c.number + 1))
_ENDLESS = select(func.count()).select_from(_numbers)

ADD, ALL, RENAME = prepared(_ADD), prepared(_ALL), prepared(_RENAME)
DROP, ENDLESS = prepared(_DROP), prepared(_ENDLESS)

texts = st.none() | st.text(st.characters(exclude_categories=["Cs"]))
rows = st.lists(
    st.fixed_dictionaries(
        {"id": st.integers(-(2**63), 2**63 - 1), "name": texts, "mark": texts, "filler": st.binary()}
    ),
    max_size=4,
)


def outcome(connection: SqliteConnection, statement: Executable | Prepared, parameters: Any) -> Any:
    try:
        found = connection.run(statement, parameters)
    except DBAPIError as error:
        return type(error), type(error.orig), str(error.orig)
    names = [row._fields for row in found]
    return names, [tuple(row) for row in found], found.rowcount


@given(rows, st.integers(-5, 5), texts)
def test_it_ends_as_through_sqlalchemy(
    given_rows: list[dict[str, Any]], least: int, word: str | None
) -> None:
    ends = []
    for statements in ((ADD, ALL, RENAME, DROP), (_ADD, _ALL, _RENAME, _DROP)):
        connection = SqliteConnection(open_writer(Path(":memory:"), SCHEMA))
        add_row, find, rename, drop = statements
        ends.append(
            [
                *(outcome(connection, add_row, row) for row in given_rows),
                outcome(connection, find, {"least": least}),
                outcome(connection, rename, {"row": least, "new": word}),
                outcome(connection, drop, {"gone": word}),
                outcome(connection, find, {"least": -(2**63)}),
            ]
        )
        connection.raw.close()
    assert ends[0] == ends[1]


def thing(number: int) -> dict[str, Any]:
    return {"id": number, "name": f"thing {number}", "mark": None, "filler": b"\0"}


@pytest.mark.parametrize("statement", [ADD, _ADD], ids=["prepared", "core"])
async def test_many_rows_at_once(small: Small, statement: Executable | Prepared) -> None:
    many = [thing(number) for number in range(3)]
    assert (await small.desk.write(lambda unit: unit.run(statement, many))).rowcount == 3
    assert small.names() == ["thing 0", "thing 1", "thing 2"]


@pytest.mark.parametrize("statement", [ADD, _ADD], ids=["prepared", "core"])
async def test_an_error_names_its_statement_and_no_value(
    small: Small, statement: Executable | Prepared
) -> None:
    with pytest.raises(IntegrityError, match=r"UNIQUE constraint failed: things\.id") as refused:
        await small.desk.write(lambda unit: unit.run(statement, [thing(7), thing(7)]))
    assert "INSERT INTO things" in str(refused.value)
    assert "thing 7" not in str(refused.value)
    with pytest.raises(OperationalError, match="readonly"):
        await small.desk.read(lambda reader: reader.run(statement, thing(7)))
    assert small.names() == []


@pytest.mark.parametrize("statement", [ENDLESS, _ENDLESS], ids=["prepared", "core"])
async def test_a_query_past_its_deadline_is_refused(tmp_path: Path, statement: Executable | Prepared) -> None:
    with small_desk(tmp_path, read_seconds=0.1) as small:
        for _ in range(2):
            with pytest.raises(Busy):
                await asyncio.wait_for(small.desk.read(lambda reader: reader.run(statement)), 30)
        assert await small.desk.read(lambda reader: reader.run(ALL, {"least": 0}).all()) == []


@pytest.mark.parametrize("statement", [ADD, _ADD], ids=["prepared", "core"])
async def test_nothing_is_stored_when_the_transaction_has_ended(
    small: Small, statement: Executable | Prepared
) -> None:
    def go_on(unit: Unit) -> None:
        with suppress(IntegrityError):
            unit.run(text("INSERT OR ROLLBACK INTO things (name) VALUES (NULL)"))
        unit.run(statement, thing(1))

    with pytest.raises(TransactionEnded):
        await small.desk.write(go_on)
    assert small.names() == []


class Enough(Exception):
    pass


@pytest.mark.parametrize("statement", [ALL, _ALL], ids=["prepared", "core"])
async def test_a_query_that_stops_half_way_leaves_the_next_one_the_present(
    small: Small, statement: Executable | Prepared
) -> None:
    """A cursor kept alive, by the frames of an error here, would keep its moment open on the connection."""

    every_reader = threading.Barrier(READERS)

    def stop_half_way(reader: Reader) -> None:
        found = iter(reader.run(statement, {"least": 0}))
        every_reader.wait(30)
        raise Enough(next(found))

    def count_all(reader: Reader) -> int:
        every_reader.wait(30)
        return reader.run(statement, {"least": 0}).rowcount

    await small.desk.write(Unit.run, ADD, [thing(number) for number in range(5)])
    stopped = [small.desk.read(stop_half_way) for _ in range(READERS)]
    kept = await asyncio.gather(*stopped, return_exceptions=True)
    assert [type(error) for error in kept] == [Enough] * READERS
    await small.desk.write(Unit.run, ADD, thing(5))
    counts = await asyncio.gather(*(small.desk.read(count_all) for _ in range(READERS)))
    assert counts == [6] * READERS
