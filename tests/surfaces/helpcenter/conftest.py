import secrets
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from litestar import Litestar
from litestar.datastructures import State
from litestar.testing import TestClient
from sqlalchemy.dialects import sqlite
from sqlalchemy.schema import CreateIndex, CreateTable

from bellrock.features.brand.actions import load_brand
from bellrock.features.knowledge.actions import load_starter, read_starter
from bellrock.features.knowledge.tables import articles, search_ddl
from bellrock.kit.clock import now
from bellrock.kit.config import Settings
from bellrock.kit.limits import Limits
from bellrock.kit.live import Hub
from bellrock.kit.seal import Keyring, Wrapper
from bellrock.kit.sqlite.connect import open_writer
from bellrock.kit.sqlite.desk import Parts, SqliteDesk
from bellrock.kit.unit import Event, Unit
from bellrock.surfaces.helpcenter import helpcenter
from bellrock.surfaces.http.assets import Assets
from bellrock.surfaces.http.context import Context
from bellrock.surfaces.http.sessions import SessionCache
from bellrock.surfaces.http.static import static

DEFAULT = Path(__file__).parents[3] / "brands" / "default"


class NoEvents:
    """The help center writes nothing."""

    def keep(self, unit: Unit, events: Sequence[Event]) -> None:
        raise AssertionError(events)


@pytest.fixture(scope="module")
def context(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Context]:
    """A desk that holds the default brand's articles."""
    folder = tmp_path_factory.mktemp("desk")
    dialect = sqlite.dialect()
    schema = [str(CreateTable(articles).compile(dialect=dialect))]
    schema += [str(CreateIndex(index).compile(dialect=dialect)) for index in articles.indexes]
    open_writer(folder / "desk.db", [*schema, *search_ddl("sqlite")]).close()
    (folder / "manifest.json").write_text("{}")
    (folder / "loader.js").write_text("")
    keyring = Keyring(folder / "keys.db", Wrapper(secrets.token_bytes(32)), now)
    desk = SqliteDesk(folder / "desk.db", Parts(now, keyring.vault, NoEvents(), lambda _: None))
    hub = Hub()
    yield Context(
        settings=Settings(public_url="https://help.bellrock.example"),
        desk=desk,
        hub=hub,
        keyring=keyring,
        brand=load_brand(DEFAULT),
        limits=Limits(now),
        clock=now,
        sessions=SessionCache(desk, hub, now),
        assets=Assets(folder),
        trust=None,
    )
    desk.close()
    keyring.close()


def application(context: Context) -> Litestar:
    brand = context.brand
    shipped = read_starter(DEFAULT / "knowledge", brand)

    async def load(_: Litestar) -> None:
        await context.desk.write(load_starter, shipped)

    return Litestar([*helpcenter, *static], state=State({"context": context}), on_startup=[load])


@pytest.fixture(scope="module")
def client(context: Context) -> Iterator[TestClient[Litestar]]:
    with TestClient(application(context), base_url="https://help.bellrock.example") as opened:
        opened.follow_redirects = False
        yield opened
