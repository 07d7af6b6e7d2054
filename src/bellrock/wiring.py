"""Settings -> adapters -> reactions -> surfaces: the whole desk, put together.

Imports all; nothing imports it.
"""

import asyncio
import logging
import os
import secrets
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import msgspec
from joserfc.jwk import KeySet
from litestar import Litestar
from litestar.config.app import AppConfig
from litestar.datastructures import State
from litestar.exceptions import HTTPException

from bellrock import __version__
from bellrock.features.brand.actions import load_brand
from bellrock.features.brand.model import Brand
from bellrock.features.inbox import actions as inbox
from bellrock.features.people.model import Trust
from bellrock.kit.clock import Clock
from bellrock.kit.clock import now as machine_clock
from bellrock.kit.config import Settings
from bellrock.kit.errors import Misconfigured, Refusal
from bellrock.kit.limits import Limits
from bellrock.kit.live import Hub
from bellrock.kit.outbox import Dispatcher, Outbox
from bellrock.kit.outbox.dispatcher import Surroundings
from bellrock.kit.seal import Keyring, Wrapper
from bellrock.kit.sqlite.desk import Parts, SqliteDesk
from bellrock.migrations import migrate
from bellrock.reactions import reactions
from bellrock.surfaces import cli
from bellrock.surfaces.console import console
from bellrock.surfaces.console import visits as agents
from bellrock.surfaces.console.attendance import Attendance
from bellrock.surfaces.helpcenter import helpcenter
from bellrock.surfaces.http.assets import Assets
from bellrock.surfaces.http.context import Context
from bellrock.surfaces.http.description import ClosedBodies, openapi
from bellrock.surfaces.http.errors import on_failure, on_http_error, on_refusal
from bellrock.surfaces.http.health import health
from bellrock.surfaces.http.sessions import SessionCache
from bellrock.surfaces.http.static import static
from bellrock.surfaces.widget import visits as visitors
from bellrock.surfaces.widget import widget

LARGEST_BODY = 64 * 1024
OWN_BRAND = (
    Path(__file__).parents[2] / "brands" / "default",
    Path(__file__).parent / "brands" / "default",
)


@dataclass(frozen=True, slots=True)
class House:
    """An open desk. Close it when done."""

    settings: Settings
    brand: Brand
    brand_folder: Path
    clock: Clock
    hub: Hub
    keyring: Keyring
    desk: SqliteDesk
    outbox: Outbox

    @classmethod
    def open(cls, settings: Settings, clock: Clock = machine_clock) -> "House":
        """Open or make the desk of these settings; raises Misconfigured with the mend."""
        brand_folder = find_brand(settings)
        brand = load_brand(brand_folder)
        folder = settings.folder
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        hub = Hub()
        outbox = Outbox(reactions(brand))
        keyring = Keyring(folder / "keyring.sqlite", Wrapper(master_key(folder / "secrets")), clock)
        migrate(folder / "desk.sqlite")
        parts = Parts(clock, keyring.vault, outbox, hub.publish)
        desk = SqliteDesk(folder / "desk.sqlite", parts)
        return cls(settings, brand, brand_folder, clock, hub, keyring, desk, outbox)

    def app(self) -> Litestar:
        """The web application over this desk."""
        context = Context(
            settings=self.settings,
            desk=self.desk,
            hub=self.hub,
            keyring=self.keyring,
            brand=self.brand,
            limits=Limits(self.clock),
            clock=self.clock,
            sessions=SessionCache(self.desk, self.hub, self.clock),
            assets=Assets(),
            trust=trust(self.settings),
        )
        return Litestar(
            [*helpcenter, *widget, *console, *static, health],
            state=State({"context": context, "attendance": Attendance(self.desk)}),
            lifespan=[self._running],
            exception_handlers={Refusal: on_refusal, HTTPException: on_http_error, Exception: on_failure},
            openapi_config=openapi(__version__, {**visitors.PROOFS, **agents.PROOFS}),
            plugins=[ClosedBodies()],
            request_max_body_size=LARGEST_BODY,
            on_app_init=[_no_logging],
        )

    def dispatcher(self) -> Dispatcher:
        return Dispatcher(Surroundings(self.desk, self.outbox, self.hub, self.clock))

    def close(self) -> None:
        self.desk.close()
        self.keyring.close()

    @asynccontextmanager
    async def _running(self, _: Litestar) -> AsyncIterator[None]:
        await self.desk.write(inbox.lose_all_presence)
        dispatching = asyncio.create_task(self.dispatcher().run())
        try:
            yield
        finally:
            dispatching.cancel()
            await asyncio.gather(dispatching, return_exceptions=True)


def find_brand(settings: Settings) -> Path:
    """The brand pack: the operator's, else the one of this checkout, else the one in the package."""
    if settings.brand:
        return Path(settings.brand)
    return next((folder for folder in OWN_BRAND if folder.is_dir()), OWN_BRAND[0])


def master_key(folder: Path) -> bytes:
    """The 32 bytes that wrap every data key, from `folder`/master.key; made once.

    Keep it apart from any backup.
    """
    folder.mkdir(exist_ok=True, mode=0o700)
    path = folder / "master.key"
    if not path.exists():
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "wb") as file:
            file.write(secrets.token_bytes(32))
            file.flush()
            os.fsync(file.fileno())
    key = path.read_bytes()
    if len(key) != 32:
        raise Misconfigured(
            f"{path} is not a master key of 32 bytes. Put the right one back from where you keep it."
        )
    return key


def trust(settings: Settings) -> Trust | None:
    """Whose tokens prove a customer; None when the operator named no keys."""
    if not settings.identity_keys:
        return None
    try:
        keys = KeySet.import_key_set(msgspec.json.decode(Path(settings.identity_keys).read_bytes()))
    except (OSError, ValueError) as error:
        raise Misconfigured(
            f"identity_keys: {settings.identity_keys} is not a JWKS file ({error})."
        ) from None
    return Trust(keys, settings.identity_issuer, settings.identity_audience)


def _no_logging(config: AppConfig) -> AppConfig:
    """Litestar configures no logging of its own: the operator's does."""
    config.logging_config = None
    return config


def main() -> int:
    """The command line."""
    logging.basicConfig(
        stream=sys.stderr, format="%(levelname)s %(name)s: %(message)s", level=logging.WARNING
    )
    return cli.run(sys.argv[1:], os.environ, House.open)


if __name__ == "__main__":
    sys.exit(main())
