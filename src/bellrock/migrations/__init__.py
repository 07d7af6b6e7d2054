"""Schema steps, one head. `migrate` brings a database to it."""

import sqlite3
from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import create_engine

_FOLDER = Path(__file__).parent


def head() -> str:
    """The newest revision: the files are called after their revisions, in order."""
    return max(file.name.partition("_")[0] for file in (_FOLDER / "versions").glob("[0-9]*.py"))


def migrate(path: Path) -> None:
    """Bring the SQLite file at `path` to the newest schema; makes it when missing.

    Quick when nothing is to do.
    """
    if _stands_at(path) == head():
        return
    engine = create_engine(f"sqlite:///{path}")
    with engine.begin() as connection:
        config = Config()
        config.set_main_option("script_location", str(_FOLDER).replace("%", "%%"))
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
    engine.dispose()


def _stands_at(path: Path) -> str | None:
    if not path.exists():
        return None
    connection = sqlite3.connect(path)
    try:
        row = connection.execute("SELECT version_num FROM alembic_version").fetchone()
    except sqlite3.OperationalError:
        return None
    finally:
        connection.close()
    return str(row[0]) if row else None
