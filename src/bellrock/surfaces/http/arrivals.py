"""Where a request comes from: its address, its device, its own origin or a foreign one."""

from litestar.exceptions import PermissionDeniedException

from bellrock.kit.config import Settings
from bellrock.surfaces.http.context import Connection, context_of

_LONGEST_DEVICE = 200


def address_of(connection: Connection) -> str:
    """The client's address; a proxy's word is taken only from those the operator trusts."""
    peer = connection.client.host if connection.client else "unknown"
    trusted = context_of(connection).settings.trusted_proxies
    forwarded = connection.headers.get("x-forwarded-for")
    if forwarded and peer in trusted:
        return forwarded.split(",")[-1].strip()[:64] or peer
    return peer


def device_of(connection: Connection) -> str:
    return connection.headers.get("user-agent", "")[:_LONGEST_DEVICE]


def require_own_origin(connection: Connection) -> None:
    """A browser says where a call comes from: what carries our cookie must come from our own page."""
    origin = connection.headers.get("origin")
    if origin is not None and not is_own(context_of(connection).settings, connection, origin):
        raise PermissionDeniedException("foreign origin")


def is_own(settings: Settings, connection: Connection, origin: str) -> bool:
    """The public address, or the very host that was asked (a desk reached by another local name)."""
    host = connection.headers.get("host", "")
    return origin in (settings.url, f"http://{host}", f"https://{host}")
