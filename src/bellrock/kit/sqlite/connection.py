"""What units and queries run their statements on, over a connection of ours that begins and ends by our
own hand.
"""

import sqlite3
from collections.abc import Mapping
from typing import NoReturn

from sqlalchemy import Executable, create_engine
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import StaticPool

from bellrock.kit.db import Parameters, Prepared, Rows


class SqliteConnection:
    """Implements kit.unit.Connection: Core statements through SQLAlchemy, prepared ones straight on `raw`."""

    def __init__(self, raw: sqlite3.Connection) -> None:
        self.raw = raw
        engine = create_engine(
            "sqlite://",
            creator=lambda: raw,
            poolclass=StaticPool,
            pool_reset_on_return=None,
            isolation_level="AUTOCOMMIT",
            hide_parameters=True,
        )
        self._core = engine.connect()

    @property
    def is_open(self) -> bool:
        return self.raw.in_transaction

    def run(self, statement: Executable | Prepared, parameters: Parameters) -> Rows:
        if isinstance(statement, Prepared):
            return self._run_prepared(statement, parameters or {})
        result = self._core.execute(statement, parameters)
        if not result.returns_rows:
            return Rows([], result.rowcount)
        rows = list(result.all())
        return Rows(rows, len(rows))

    def command(self, words: str) -> None:
        self._core.exec_driver_sql(words)

    def _run_prepared(self, statement: Prepared, parameters: Parameters) -> Rows:
        try:
            if isinstance(parameters, Mapping):
                cursor = self.raw.execute(statement.sql, {**statement.fixed, **parameters})
            else:
                rows = [{**statement.fixed, **one} for one in parameters or ()]
                cursor = self.raw.executemany(statement.sql, rows)
            found = cursor.fetchall()
            changed = cursor.rowcount
            cursor.close()
        except sqlite3.Error as error:
            _refuse(statement, error)
        if not found:
            return Rows([], max(0, changed))
        return Rows([statement.named(row) for row in found], len(found))


def _refuse(statement: Prepared, error: sqlite3.Error) -> NoReturn:
    """The error that SQLAlchemy would have raised; what the parameters held stays out of logs."""
    raise DBAPIError.instance(statement.sql, None, error, sqlite3.Error, hide_parameters=True) from error
