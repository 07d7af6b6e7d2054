"""One metadata for every feature's tables, and the types they are made of.

Only types that both databases store alike and that need no conversion: text, whole numbers, bytes.
"""

from typing import Any

from sqlalchemy import BigInteger, Column, ForeignKey, Integer, LargeBinary, MetaData, Row, String, Text

AnyRow = Row[*tuple[Any, ...]]
"""A row of a query: what its columns hold is said where it is read."""

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
