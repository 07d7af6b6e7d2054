"""Every refusal becomes one shape: {"error": {"code", "message", "fields"}}, the message in the reader's
language.
"""

import logging
from typing import Any

from litestar import MediaType, Request, Response
from litestar.exceptions import HTTPException
from litestar.status_codes import HTTP_500_INTERNAL_SERVER_ERROR
from msgspec import Struct

from bellrock.features.brand.model import Brand
from bellrock.kit.errors import Kind, Refusal
from bellrock.kit.i18n import negotiate
from bellrock.surfaces.http.context import context_of

log = logging.getLogger("bellrock.http")

STATUS: dict[Kind, int] = {
    "invalid": 400,
    "unauthenticated": 401,
    "forbidden": 403,
    "missing": 404,
    "conflict": 409,
    "limited": 429,
    "busy": 503,
}
_FRAMEWORK_CODES = {
    400: "desk.bad_request",
    401: "people.unauthenticated",
    403: "desk.foreign_origin",
    404: "desk.not_found",
    405: "desk.not_found",
    413: "desk.too_large",
}


class ErrorShape(Struct, frozen=True):
    """What was refused: a stable code, a message for whoever reads it, safe facts for programs."""

    code: str
    message: str
    fields: dict[str, Any]


class ErrorBody(Struct, frozen=True):
    error: ErrorShape


def error_body(brand: Brand, language: str, code: str, fields: dict[str, Any]) -> ErrorBody:
    """The error as it is sent; `message` says what is wrong and how to mend it."""
    texts = brand.texts(language, "errors")
    message = texts.get(code) or texts["desk.refused"]
    for name, value in fields.items():
        message = message.replace(f"{{{name}}}", str(value))
    return ErrorBody(ErrorShape(code, message, fields))


def on_refusal(request: Request[Any, Any, Any], refusal: Refusal) -> Response[Any]:
    return _answer(request, STATUS[refusal.kind], refusal.code, dict(refusal.fields))


def on_http_error(request: Request[Any, Any, Any], error: HTTPException) -> Response[Any]:
    code = _FRAMEWORK_CODES.get(error.status_code, "desk.bad_request")
    return _answer(request, error.status_code, code, _places(error))


def on_failure(request: Request[Any, Any, Any], error: Exception) -> Response[Any]:
    """What nobody foresaw: its type goes to the log, nothing of it to the caller."""
    log.error("%s %s failed: %s", request.method, request.url.path, type(error).__name__, exc_info=error)
    return _answer(request, HTTP_500_INTERNAL_SERVER_ERROR, "desk.failed", {})


def _answer(request: Request[Any, Any, Any], status: int, code: str, fields: dict[str, Any]) -> Response[Any]:
    language = negotiate(request.headers.get("accept-language"))
    body = error_body(context_of(request).brand, language, code, fields)
    headers = {"Cache-Control": "no-store"}
    if "retry_seconds" in fields:
        headers["Retry-After"] = str(fields["retry_seconds"])
    return Response(body, status_code=status, media_type=MediaType.JSON, headers=headers)


def _places(error: HTTPException) -> dict[str, Any]:
    """Where a body is wrong, without what stood there."""
    extra = error.extra if isinstance(error.extra, list) else []
    keys = [str(one.get("key")) for one in extra if isinstance(one, dict) and one.get("key")]
    return {"where": keys[:10]} if keys else {}
