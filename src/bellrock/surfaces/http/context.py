"""The parts of the desk that a request works with."""

from dataclasses import dataclass
from typing import Any

from litestar.connection import ASGIConnection

from bellrock.features.brand.model import Brand
from bellrock.features.people.model import Trust
from bellrock.kit.clock import Clock
from bellrock.kit.config import Settings
from bellrock.kit.desk import Desk
from bellrock.kit.limits import Limits
from bellrock.kit.live import Hub
from bellrock.kit.seal import Keyring
from bellrock.surfaces.http.assets import Assets
from bellrock.surfaces.http.sessions import SessionCache

Connection = ASGIConnection[Any, Any, Any, Any]


@dataclass(frozen=True, slots=True)
class Context:
    """Everything a surface may use; wiring makes it once."""

    settings: Settings
    desk: Desk
    hub: Hub
    keyring: Keyring
    brand: Brand
    limits: Limits
    clock: Clock
    sessions: SessionCache
    assets: Assets
    trust: Trust | None


def context_of(connection: Connection) -> Context:
    context = connection.app.state.context
    assert isinstance(context, Context)
    return context
