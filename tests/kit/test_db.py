"""What may be prepared, and what is told of what may not."""

import pytest
from sqlalchemy import (
    BindParameter,
    Boolean,
    Column,
    DateTime,
    Integer,
    MetaData,
    Table,
    bindparam,
    insert,
    literal,
    select,
    update,
)

from bellrock.kit.db import Rows, prepared, sealed_column
from tests.kit.small import things

odd = Table(
    "odd",
    MetaData(),
    Column("id", Integer, primary_key=True),
    Column("at", DateTime),
    Column("flag", Boolean),
    Column("number", Integer, default=7),
)
named: BindParameter[str] = bindparam("name")


def test_what_stands_in_a_statement_is_kept_apart_from_what_is_given() -> None:
    statement = prepared(update(things).where(things.c.name == named).values(mark="red", filler=None))
    assert dict(statement.fixed) == {"mark": "red", "filler": None}
    assert "WHERE things.name = :name" in statement.sql


def test_a_row_is_called_by_its_columns() -> None:
    statement = prepared(select(things.c.id, things.c.name, literal(1)))
    row = statement.named((5, "a", 1))
    assert (row.id, row.name, *row) == (5, "a", 5, "a", 1)


def test_sealed_bytes_need_no_conversion() -> None:
    table = Table("sealed", MetaData(), sealed_column("body"))
    assert prepared(select(table)).sql
    assert prepared(insert(table).values(body=bindparam("body"))).sql


@pytest.mark.parametrize(
    ("statement", "why"),
    [
        (select(odd.c.id).where(odd.c.id.in_([1, 2])), "list"),
        (select(odd.c.id).where(odd.c.id.in_(bindparam("ids", expanding=True))), "list"),
        (select(odd.c.id).where(odd.c.at < bindparam("at")), "converted"),
        (select(odd.c.at), "converted"),
        (select(odd.c.flag), "converted"),
        (select(things.c.name == named), "converted"),
        (insert(odd).values(flag=bindparam("flag"), number=1), "converted"),
        (insert(odd).values(id=bindparam("id")), "default"),
    ],
)
def test_what_must_be_looked_at_with_every_execution_is_refused(statement: object, why: str) -> None:
    with pytest.raises(TypeError, match=why):
        prepared(statement)  # type: ignore[arg-type]


def test_rows_are_read_as_often_as_one_likes() -> None:
    rows = Rows([(1, "a"), (2, "b")], 2)
    assert list(rows) == list(rows) == rows.all() == [(1, "a"), (2, "b")]
    assert (rows.first(), rows.scalar(), rows.scalars()) == ((1, "a"), 1, [1, 2])
    with pytest.raises(ValueError, match="too many"):
        rows.scalar_one()


def test_no_rows_are_none() -> None:
    rows = Rows([], 0)
    assert (rows.first(), rows.scalar(), rows.scalars(), list(rows)) == (None, None, [], [])
    with pytest.raises(ValueError, match="not enough"):
        rows.scalar_one()
