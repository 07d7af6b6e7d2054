"""The console's page."""

from litestar import MediaType, Request, Response, get
from litestar.datastructures import State
from litestar.params import FromQuery

from bellrock.kit.i18n import match, negotiate
from bellrock.surfaces.http.context import context_of
from bellrock.surfaces.http.pages import app_page

Call = Request[None, None, State]


@get(
    "/console",
    media_type=MediaType.HTML,
    tags=["console"],
    summary="The console's page",
    sync_to_thread=False,
)
def console_page(request: Call, language: FromQuery[str] = "") -> Response[str]:
    """The console in the language asked for, else in the browser's; no page may show it in a frame."""
    context = context_of(request)
    chosen = match(language) or negotiate(
        request.headers.get("accept-language"), default=context.brand.language
    )
    return app_page(context, chosen, "console", "'none'")
