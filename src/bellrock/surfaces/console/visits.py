"""Who calls: the agent behind the console's cookie, from the console's own page."""

from litestar.datastructures import Cookie
from litestar.openapi.spec import SecurityRequirement, SecurityScheme

from bellrock.features.people import actions as people
from bellrock.features.people.errors import Unknown
from bellrock.features.people.model import Agent, Session
from bellrock.kit.config import Settings
from bellrock.kit.limits import Rate
from bellrock.surfaces.http.arrivals import require_own_origin
from bellrock.surfaces.http.context import Connection, context_of
from bellrock.surfaces.http.cookies import session_cookie

COOKIE = "bellrock_console"
PROOFS = {
    "console_cookie": SecurityScheme(
        type="apiKey",
        name=COOKIE,
        security_scheme_in="cookie",
        description="An agent's session; only from the console's own page.",
    ),
}
PROOF: list[SecurityRequirement] = [{name: []} for name in PROOFS]
LOGINS_BY_ADDRESS = Rate(burst=30, seconds=600)
LOGINS_BY_NAME = Rate(burst=8, seconds=600)


async def agent_of(connection: Connection) -> tuple[Agent, Session]:
    """Raises Unknown without a live session; a call from a foreign page is refused."""
    require_own_origin(connection)
    token = connection.cookies.get(COOKIE)
    if not token:
        raise Unknown
    return await context_of(connection).sessions.find(token, people.agent_of)


def console_cookie(settings: Settings, token: str, seconds: int) -> Cookie:
    return session_cookie(settings, (COOKIE, token), seconds, "strict")
