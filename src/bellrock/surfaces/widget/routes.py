"""Every address of the widget."""

from litestar import Router

from bellrock.surfaces.widget.conversations import ConversationsController
from bellrock.surfaces.widget.live import live, live_over_http
from bellrock.surfaces.widget.pages import chat, loader
from bellrock.surfaces.widget.people import PeopleController
from bellrock.surfaces.widget.record import RecordController
from bellrock.surfaces.widget.safety import SafetyController

_API = Router(
    "/api/widget",
    tags=["widget"],
    route_handlers=[
        PeopleController,
        ConversationsController,
        RecordController,
        SafetyController,
        live,
        live_over_http,
    ],
)
widget = (_API, chat, loader)
