"""Whether the desk answers: it can read its database."""

from litestar import Request, get
from litestar.datastructures import State
from msgspec import Struct

from bellrock.kit.outbox.store import depth
from bellrock.surfaces.http.context import context_of
from bellrock.surfaces.http.description import BUSY


class Health(Struct, frozen=True):
    """`oldest_ms`: how long the oldest due reaction has waited."""

    status: str
    waiting: int
    dead: int
    oldest_ms: int


@get("/healthz", tags=["health"], summary="Whether the desk answers", responses=BUSY)
async def health(request: Request[None, None, State]) -> Health:
    context = context_of(request)
    found = await context.desk.read(depth)
    oldest = 0 if found.oldest_at is None else max(0, context.clock() - found.oldest_at)
    return Health("ok", found.ready + found.running, found.dead, oldest)
