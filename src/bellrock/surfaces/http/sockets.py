"""What every live socket shares: its hello in time, its frames bounded and counted, errors as frames."""

import contextlib
from collections.abc import Awaitable, Callable
from typing import Any, TypeVar

import msgspec
from litestar import WebSocket
from litestar.exceptions import HTTPException

from bellrock.kit.errors import Refusal
from bellrock.kit.i18n import negotiate
from bellrock.kit.limits import Rate
from bellrock.surfaces.http.context import context_of
from bellrock.surfaces.http.errors import error_body

T = TypeVar("T")
Socket = WebSocket[Any, Any, Any]

HELLO_SECONDS = 10
LONGEST_FRAME = 4_096
FRAMES = Rate(burst=240, seconds=60)
CLOSE_UNKNOWN = 4401
CLOSE_SILENT = 4408
_encode = msgspec.json.Encoder().encode


async def send(socket: Socket, frame: Any) -> None:
    await socket.send_data(_encode(frame))


async def receive(socket: Socket, decoder: msgspec.json.Decoder[T]) -> T:
    """The next frame; raises msgspec.DecodeError for one that is too long or not of the protocol."""
    data = await socket.receive_data("text")
    if len(data) > LONGEST_FRAME:
        raise msgspec.DecodeError("too long")
    return decoder.decode(data)


async def converse(
    socket: Socket, key: str, decoder: msgspec.json.Decoder[T], hear: Callable[[T], Awaitable[None]]
) -> None:
    """Hear frame after frame until the client leaves; what is wrong with one is said and the next is
    heard.
    """
    while True:
        try:
            frame = await receive(socket, decoder)
            context_of(socket).limits.spend(f"frames:{key}", FRAMES)
            await hear(frame)
        except (Refusal, msgspec.DecodeError) as error:
            await send(socket, error_frame(socket, error))


async def refuse(socket: Socket, error: Exception) -> None:
    """Say why and hang up."""
    with contextlib.suppress(Exception):
        await send(socket, error_frame(socket, error))
        await socket.close(CLOSE_UNKNOWN, "no session")


def error_frame(socket: Socket, error: Exception) -> dict[str, Any]:
    code, fields = "desk.bad_request", {}
    if isinstance(error, Refusal):
        code, fields = error.code, dict(error.fields)
    elif isinstance(error, HTTPException):
        code = "desk.foreign_origin"
    language = negotiate(socket.headers.get("accept-language"))
    return {"type": "error", **error_body(context_of(socket).brand, language, code, fields)}
