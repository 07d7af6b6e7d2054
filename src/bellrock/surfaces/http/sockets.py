"""What every live socket shares: its hello in time, its frames bounded and counted, errors as frames."""

import asyncio
import contextlib
import logging
from collections.abc import Awaitable, Callable
from typing import Any, TypeVar

import msgspec
from litestar import Request, Response, WebSocket
from litestar.exceptions import HTTPException
from litestar.status_codes import HTTP_426_UPGRADE_REQUIRED
from msgspec import Struct

from bellrock.features.people.actions import session_topic
from bellrock.features.people.errors import Unknown
from bellrock.features.people.model import Session
from bellrock.kit.errors import Busy, Refusal
from bellrock.kit.i18n import negotiate
from bellrock.kit.limits import Rate
from bellrock.kit.live import Subscription
from bellrock.kit.unit import Hint
from bellrock.surfaces.http.context import context_of
from bellrock.surfaces.http.errors import ErrorBody, ErrorShape, error_body

log = logging.getLogger("bellrock.sockets")

T = TypeVar("T")
Socket = WebSocket[Any, Any, Any]

HELLO_SECONDS = 10
LONGEST_FRAME = 4_096
FRAMES = Rate(burst=240, seconds=60)
BUSY_SECONDS = 0.2
CLOSE_TRY_AGAIN = 1013
CLOSE_UNKNOWN = 4401
CLOSE_SILENT = 4408
_encode = msgspec.json.Encoder().encode


class Ping(Struct, tag="ping", forbid_unknown_fields=True):
    """Is the line alive?"""


class Pong(Struct, frozen=True, tag="pong", tag_field="type"):
    """It is."""


class Welcome(Struct, frozen=True, tag="welcome", tag_field="type"):
    """The hello was heard, frames follow."""


class ErrorFrame(Struct, frozen=True, tag="error", tag_field="type"):
    """What was wrong with the client's last frame; the next one is heard."""

    error: ErrorShape


def over_http(request: Request[Any, Any, Any]) -> Response[ErrorBody]:
    """The answer to whoever asks a socket's address for a page."""
    language = negotiate(request.headers.get("accept-language"))
    body = error_body(context_of(request).brand, language, "desk.socket_only", {})
    headers = {"Upgrade": "websocket", "Cache-Control": "no-store"}
    return Response(body, status_code=HTTP_426_UPGRADE_REQUIRED, headers=headers)


class Pusher:
    """Turns hints into frames: `tell` gets all hints since its last call, in a task that ends with them.

    An idle socket therefore holds no task for this. A busy desk is asked again; any other failure closes the
    socket, and the client resumes. Nothing is told once the session has ended: that closes the socket too.
    """

    __slots__ = ("_hub", "_session", "_socket", "_subscription", "_task", "_tell")

    def __init__(
        self, socket: Socket, session: Session, tell: Callable[[set[Hint]], Awaitable[None]]
    ) -> None:
        self._socket = socket
        self._session = session
        self._tell = tell
        self._hub = context_of(socket).hub
        self._task: asyncio.Task[None] | None = None
        self._subscription = Subscription(self._wake)
        self.follow(session_topic(session.id))

    def follow(self, topic: str) -> None:
        self._hub.follow(self._subscription, topic)

    def unfollow(self, topic: str) -> None:
        self._hub.unfollow(self._subscription, topic)

    def add(self, hint: Hint) -> None:
        """Hint at something oneself: to read what is there already, or to be told again."""
        self._subscription.add(hint)

    def leave(self) -> None:
        self._hub.leave(self._subscription)
        if self._task is not None:
            self._task.cancel()

    def _wake(self) -> None:
        if self._task is None or self._task.done():
            self._task = asyncio.create_task(self._run())

    async def _run(self) -> None:
        while hints := self._subscription.take():
            try:
                if self._is_over(hints):
                    await self._socket.close(CLOSE_UNKNOWN, "session ended")
                    return
                await self._tell(hints)
            except Busy:
                for hint in hints:
                    self._subscription.add(hint)
                await asyncio.sleep(BUSY_SECONDS)
            except Exception as error:
                log.warning("a socket is closed, its frames failed (%s)", type(error).__name__)
                with contextlib.suppress(Exception):
                    await self._socket.close(CLOSE_TRY_AGAIN, "resume")
                return

    def _is_over(self, hints: set[Hint]) -> bool:
        ended = (session_topic(self._session.id), self._session.id) in hints
        return ended or is_expired(self._socket, self._session)


async def send(socket: Socket, frame: Any) -> None:
    await socket.send_data(_encode(frame))


async def receive(socket: Socket, decoder: msgspec.json.Decoder[T]) -> T:
    """The next frame; raises msgspec.DecodeError for one that is too long or not of the protocol."""
    data = await socket.receive_data("text")
    if len(data) > LONGEST_FRAME:
        raise msgspec.DecodeError("too long")
    return decoder.decode(data)


async def converse(
    socket: Socket, session: Session, decoder: msgspec.json.Decoder[T], hear: Callable[[T], Awaitable[None]]
) -> None:
    """Hear frame after frame until the client leaves or the session ends; what is wrong with one is said and
    the next is heard.
    """
    while True:
        try:
            frame = await receive(socket, decoder)
            if is_expired(socket, session):
                await refuse(socket, Unknown())
                return
            context_of(socket).limits.spend(f"frames:{session.id}", FRAMES)
            if isinstance(frame, Ping):
                await send(socket, Pong())
            else:
                await hear(frame)
        except (Refusal, msgspec.DecodeError) as error:
            await send(socket, error_frame(socket, error))


def is_expired(socket: Socket, session: Session) -> bool:
    return context_of(socket).clock() >= session.expires_at


async def refuse(socket: Socket, error: Exception) -> None:
    """Say why and hang up."""
    with contextlib.suppress(Exception):
        await send(socket, error_frame(socket, error))
        await socket.close(CLOSE_UNKNOWN, "no session")


def error_frame(socket: Socket, error: Exception) -> ErrorFrame:
    code: str = "desk.bad_request"
    fields: dict[str, Any] = {}
    if isinstance(error, Refusal):
        code, fields = error.code, dict(error.fields)
    elif isinstance(error, HTTPException):
        code = "desk.foreign_origin"
    language = negotiate(socket.headers.get("accept-language"))
    return ErrorFrame(error_body(context_of(socket).brand, language, code, fields).error)
