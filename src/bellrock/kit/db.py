"""What stores are written with: one metadata for every feature's tables, the types these are made of,
statements that are prepared once, and the rows that any statement finds.

Only types that both databases store alike and that need no conversion: text, whole numbers, bytes.
"""

from collections import namedtuple
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import (
    BigInteger,
    Column,
    Executable,
    ForeignKey,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Text,
)
from sqlalchemy.dialects import sqlite
from sqlalchemy.sql import Delete, Insert, Select, Update
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.types import TypeEngine

AnyRow = Any
"""A row of a query, a named tuple: what its columns hold is said where it is read."""

Parameters = Mapping[str, Any] | Sequence[Mapping[str, Any]] | None
_SQLITE = sqlite.dialect(paramstyle="named")

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)

ID = String(36)
CODE = String(64)
SERIAL = BigInteger().with_variant(Integer, "sqlite")


def id_column(name: str = "id", **options: Any) -> Column[str]:
    """A UUIDv7 as text of 36 characters."""
    options.setdefault("primary_key", name == "id")
    options.setdefault("nullable", False)
    return Column(name, ID, **options)


def ref_column(name: str, target: str, *, nullable: bool = False) -> Column[str]:
    """A reference to another row of the same feature."""
    return Column(name, ID, ForeignKey(target), nullable=nullable)


def code_column(name: str, **options: Any) -> Column[str]:
    """A short word out of a fixed list, an id of another feature's row, or a key."""
    options.setdefault("nullable", False)
    return Column(name, CODE, **options)


def text_column(name: str, *, nullable: bool = False) -> Column[str]:
    return Column(name, Text, nullable=nullable)


def number_column(name: str, *, nullable: bool = False, default: int | None = None) -> Column[int]:
    """A whole number of 64 bits: counts, and times as epoch milliseconds (their names end in _at)."""
    return Column(name, BigInteger, nullable=nullable, default=default)


def sealed_column(name: str, *, nullable: bool = False) -> Column[bytes]:
    """A value that only kit.seal reads and writes."""
    return Column(name, LargeBinary, nullable=nullable)


@dataclass(frozen=True, slots=True, eq=False)
class Prepared:
    """A statement that stays the same but for its parameters, compiled once: SQLAlchemy spends more time on
    each execution than SQLite does (docs/decisions/0004).

    `core` is the statement; a database other than SQLite runs that one. For SQLite: its SQL, the values that
    stand in the statement itself, and how a row gets its names.
    """

    core: Executable
    sql: str
    fixed: Mapping[str, Any]
    named: Callable[[Iterable[Any]], AnyRow]


class Rows:
    """What a statement found, all of it: a cursor that is left half read would hold its moment of the
    database for whoever reads next on its connection.

    `rowcount`: the rows that it changed, or found.
    """

    __slots__ = ("_rows", "rowcount")

    def __init__(self, rows: list[AnyRow], rowcount: int) -> None:
        self._rows = rows
        self.rowcount = rowcount

    def __iter__(self) -> Iterator[AnyRow]:
        return iter(self._rows)

    def all(self) -> list[AnyRow]:
        return self._rows

    def first(self) -> AnyRow | None:
        return self._rows[0] if self._rows else None

    def scalars(self) -> list[Any]:
        """The first column."""
        return [row[0] for row in self._rows]

    def scalar(self) -> Any:
        """The first column of the first row, or None without one."""
        return self._rows[0][0] if self._rows else None

    def scalar_one(self) -> Any:
        """The first column of the only row; raises ValueError unless there is exactly one."""
        (row,) = self._rows
        return row[0]


def prepared(statement: Select[Any] | Insert | Update | Delete) -> Prepared:
    """Mark a statement of a module that runs often: it is compiled when the module is loaded.

    Raises TypeError for one that SQLAlchemy would have to look at again with every execution: a list of
    values, a default of its own, a type that needs a conversion.
    """
    compiled = statement.compile(dialect=_SQLITE)
    assert isinstance(compiled, SQLCompiler)
    found = list(statement.exported_columns)
    _check(compiled, [column.type for column in found])
    row = namedtuple("Row", [column.key for column in found], rename=True)  # type: ignore[misc]
    return Prepared(
        core=statement,
        sql=str(compiled),
        fixed={name: bind.value for bind, name in compiled.bind_names.items() if not bind.required},
        named=row._make,
    )


def _check(compiled: SQLCompiler, found: Sequence[TypeEngine[Any]]) -> None:
    for bind, name in compiled.bind_names.items():
        if bind.expanding or bind.literal_execute:
            raise TypeError(f"{name} is a list: leave this statement as it is")
        if bind.type.dialect_impl(_SQLITE).bind_processor(_SQLITE) is not None:
            raise TypeError(f"{name} must be converted ({bind.type!r}): leave this statement as it is")
    for kind in found:
        if kind.dialect_impl(_SQLITE).result_processor(_SQLITE, None) is not None:
            raise TypeError(f"a column must be converted ({kind!r}): leave this statement as it is")
    if compiled.prefetch:
        raise TypeError("a column has a default of its own: say every value")
