import secrets
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from sqlalchemy.dialects import sqlite
from sqlalchemy.schema import CreateIndex, CreateTable

from bellrock.features.brand.actions import load_brand
from bellrock.features.brand.model import Brand
from bellrock.features.knowledge.tables import articles, search_ddl
from bellrock.kit.clock import now
from bellrock.kit.seal import Keyring, Wrapper
from bellrock.kit.sqlite.connect import open_writer
from bellrock.kit.sqlite.desk import Parts, SqliteDesk
from bellrock.kit.unit import Event, Unit

DEFAULT = Path(__file__).parents[3] / "brands" / "default"


class NoEvents:
    """The knowledge base emits none yet."""

    def keep(self, unit: Unit, events: Sequence[Event]) -> None:
        raise AssertionError(events)


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture(scope="session")
def brand() -> Brand:
    return load_brand(DEFAULT)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[SqliteDesk]:
    """A desk whose database holds the knowledge base's tables, empty."""
    file = tmp_path / "desk.db"
    schema = [str(CreateTable(articles).compile(dialect=sqlite.dialect()))]
    schema += [str(CreateIndex(index).compile(dialect=sqlite.dialect())) for index in articles.indexes]
    open_writer(file, [*schema, *search_ddl("sqlite")]).close()
    keyring = Keyring(tmp_path / "keys.db", Wrapper(secrets.token_bytes(32)), now)
    opened = SqliteDesk(file, Parts(now, keyring.vault, NoEvents(), lambda _: None))
    yield opened
    opened.close()
    keyring.close()
