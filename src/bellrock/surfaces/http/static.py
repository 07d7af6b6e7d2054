"""Files: the built assets with their hashed names, kept for a year, already compressed; and the brand's
logo.
"""

from pathlib import PurePosixPath

from litestar import Request, Response, get
from litestar.datastructures import State
from litestar.exceptions import NotFoundException
from litestar.params import FromPath

from bellrock.surfaces.http.context import context_of
from bellrock.surfaces.http.description import answers
from bellrock.surfaces.http.errors import ErrorBody

Call = Request[None, None, State]
_YEAR = "public, max-age=31536000, immutable"
_HOUR = "public, max-age=3600"
_TYPES = {
    ".js": "text/javascript; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".svg": "image/svg+xml",
    ".json": "application/json",
}
_MISSING = {404: answers(ErrorBody, "There is no such file")}
_CODINGS = (("br", ".br"), ("gzip", ".gz"))


@get(
    "/assets/{path:path}",
    media_type="*/*",
    tags=["files"],
    summary="A built file",
    responses=_MISSING,
    sync_to_thread=False,
)
def asset(request: Call, path: FromPath[str]) -> Response[bytes]:
    """One built file, in the best coding that the browser takes."""
    folder = context_of(request).assets.folder.resolve()
    file = folder.joinpath(*PurePosixPath(path.lstrip("/")).parts).resolve()
    if not file.is_relative_to(folder) or file.suffix not in _TYPES or not file.is_file():
        raise NotFoundException
    headers = {"Cache-Control": _YEAR, "Vary": "Accept-Encoding", "X-Content-Type-Options": "nosniff"}
    accepted = request.headers.get("accept-encoding", "")
    for coding, ending in _CODINGS:
        packed = file.with_name(file.name + ending)
        if coding in accepted and packed.is_file():
            headers["Content-Encoding"] = coding
            return Response(packed.read_bytes(), media_type=_TYPES[file.suffix], headers=headers)
    return Response(file.read_bytes(), media_type=_TYPES[file.suffix], headers=headers)


@get(
    "/logo.svg", media_type="image/svg+xml", tags=["files"], summary="The brand's logo", sync_to_thread=False
)
def logo(request: Call) -> Response[bytes]:
    headers = {
        "Cache-Control": _HOUR,
        "X-Content-Type-Options": "nosniff",
        "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'",
    }
    return Response(context_of(request).brand.logo, media_type="image/svg+xml", headers=headers)


static = (asset, logo)
