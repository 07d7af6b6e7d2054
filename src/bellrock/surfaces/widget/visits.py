"""Who calls: the session token in the header, or, where the panel is first-party, in a cookie."""

from litestar.datastructures import Cookie
from litestar.openapi.spec import SecurityRequirement, SecurityScheme

from bellrock.features.people import actions as people
from bellrock.features.people.errors import Unknown
from bellrock.features.people.model import Person, Session
from bellrock.kit.config import Settings
from bellrock.kit.limits import Rate
from bellrock.surfaces.http.arrivals import address_of, require_own_origin
from bellrock.surfaces.http.context import Connection, context_of
from bellrock.surfaces.http.cookies import session_cookie

COOKIE = "bellrock_visitor"
PROOFS = {
    "visitor_token": SecurityScheme(type="http", scheme="bearer", description="The token of a session."),
    "visitor_cookie": SecurityScheme(
        type="apiKey",
        name=COOKIE,
        security_scheme_in="cookie",
        description="The same token, where the panel is first-party; only from our own pages.",
    ),
}
PROOF: list[SecurityRequirement] = [{name: []} for name in PROOFS]
_BEARER = "Bearer "
_LONGEST_TOKEN = 200

CALLS = Rate(burst=120, seconds=60)
MESSAGES = Rate(burst=30, seconds=60)
ARRIVALS = Rate(burst=60, seconds=600)
RESUMPTIONS = Rate(burst=10, seconds=600)


def token_of(connection: Connection) -> str | None:
    """The session token, or None. A cookie counts only for calls from our own pages."""
    header = connection.headers.get("authorization")
    if header is not None:
        return header.removeprefix(_BEARER)[:_LONGEST_TOKEN] if header.startswith(_BEARER) else None
    cookie = connection.cookies.get(COOKIE)
    if cookie:
        require_own_origin(connection)
    return cookie


async def person_of(connection: Connection) -> tuple[Person, Session]:
    """The visitor or customer who calls; raises Unknown."""
    token = token_of(connection)
    if not token:
        raise Unknown
    return await person_of_token(connection, token)


async def person_of_token(connection: Connection, token: str) -> tuple[Person, Session]:
    context = context_of(connection)
    return await context.sessions.find(token, people.person_of)


def spend(connection: Connection, what: str, rate: Rate, key: str | None = None) -> None:
    """Count one call of `what` against the address, or against `key`."""
    context_of(connection).limits.spend(f"{what}:{key or address_of(connection)}", rate)


def visitor_cookie(settings: Settings, token: str, seconds: int) -> Cookie:
    """Kept from scripts and from other sites; a panel in a foreign page never gets it."""
    return session_cookie(settings, (COOKIE, token), seconds, "lax")
