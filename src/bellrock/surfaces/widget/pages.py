"""The panel page (in a frame, or whole at /chat for an app's web view) and the loader script."""

from pathlib import Path

from litestar import MediaType, Request, Response, get
from litestar.datastructures import State
from litestar.params import FromQuery

from bellrock.kit.i18n import match, negotiate
from bellrock.surfaces.http.context import context_of
from bellrock.surfaces.http.pages import app_page
from bellrock.surfaces.widget.visits import COOKIE

Call = Request[None, None, State]
_SOON = "public, max-age=300, stale-while-revalidate=86400"


@get("/chat", media_type=MediaType.HTML, tags=["widget"], summary="The panel's page", sync_to_thread=False)
def chat(request: Call, language: FromQuery[str] = "") -> Response[str]:
    """The panel in the language asked for, else in the browser's."""
    context = context_of(request)
    chosen = match(language) or negotiate(
        request.headers.get("accept-language"), default=context.brand.language
    )
    ancestors = " ".join(["'self'", *context.settings.frame_origins])
    return app_page(context, chosen, "panel", ancestors, for_nobody=COOKIE not in request.cookies)


@get(
    "/loader.js",
    media_type="text/javascript; charset=utf-8",
    tags=["widget"],
    summary="The loader of a host page",
    sync_to_thread=False,
)
def loader(request: Call) -> Response[bytes]:
    """The one script tag of a host page: small, with a fixed name, so it is kept only for minutes."""
    content = Path(context_of(request).assets.folder / "loader.js").read_bytes()
    return Response(content, headers={"Cache-Control": _SOON, "Cross-Origin-Resource-Policy": "cross-origin"})
