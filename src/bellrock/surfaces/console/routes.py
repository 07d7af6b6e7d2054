"""Every address of the console."""

from litestar import Router

from bellrock.surfaces.console.conversations import ConversationsController, InboxController
from bellrock.surfaces.console.knowledge import KnowledgeController
from bellrock.surfaces.console.live import live, live_over_http
from bellrock.surfaces.console.pages import console_page
from bellrock.surfaces.console.people import PeopleController, PresenceController
from bellrock.surfaces.console.record import RecordController

_API = Router(
    "/api/console",
    tags=["console"],
    route_handlers=[
        PeopleController,
        PresenceController,
        InboxController,
        ConversationsController,
        RecordController,
        KnowledgeController,
        live,
        live_over_http,
    ],
)
console = (_API, console_page)
