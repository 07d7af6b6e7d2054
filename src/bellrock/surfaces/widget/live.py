"""The customer's socket: says hello with a token, follows one conversation, hears what changes in it.

The socket carries hints turned into frames; everything in a frame was read through the customer's door.
An idle socket holds one task and one subscription: frames are made by a task that ends when it has sent them.
"""

import asyncio
import contextlib

import msgspec
from litestar import Request, Response, get, websocket
from litestar.datastructures import State
from litestar.exceptions import HTTPException, WebSocketDisconnect
from msgspec import Struct

from bellrock.features.conversations import actions as conversations
from bellrock.features.inbox import actions as inbox
from bellrock.features.people.errors import Unknown
from bellrock.features.people.model import Person, Session
from bellrock.kit.errors import Refusal
from bellrock.kit.unit import Hint
from bellrock.surfaces.http.context import context_of
from bellrock.surfaces.http.description import answers
from bellrock.surfaces.http.errors import ErrorBody
from bellrock.surfaces.http.shapes import ChangesShape, TypistShape
from bellrock.surfaces.http.sockets import (
    CLOSE_SILENT,
    HELLO_SECONDS,
    ErrorFrame,
    Ping,
    Pong,
    Pusher,
    Socket,
    Welcome,
    converse,
    over_http,
    receive,
    refuse,
    send,
)
from bellrock.surfaces.widget import views
from bellrock.surfaces.widget.shapes import QueueFrame, TypingFrame
from bellrock.surfaces.widget.visits import PROOF, person_of, person_of_token


class Hello(Struct, tag="hello", forbid_unknown_fields=True):
    token: str | None = None
    conversation_id: str | None = None
    revision: int = -1


class Follow(Struct, tag="follow", forbid_unknown_fields=True):
    conversation_id: str
    revision: int = -1


class Typing(Struct, tag="typing", forbid_unknown_fields=True):
    conversation_id: str
    active: bool


class Received(Struct, tag="received", forbid_unknown_fields=True):
    conversation_id: str
    seq: int


Frame = Hello | Follow | Typing | Received | Ping
_DECODER = msgspec.json.Decoder(Frame)


class Talk(Struct, frozen=True):
    """A socket's frames, both ways, as they are described."""

    heard: Frame
    said: Welcome | ChangesShape | TypingFrame | QueueFrame | Pong | ErrorFrame


@get(
    "/live",
    status_code=426,
    summary="The customer's socket",
    description="Says hello with the token (or has the cookie), follows one conversation, hears its changes.",
    tags=["live"],
    security=PROOF,
    responses={101: answers(Talk, "The frames that follow, each of them one JSON text")},
    sync_to_thread=False,
)
def live_over_http(request: Request[None, None, State]) -> Response[ErrorBody]:
    return over_http(request)


@websocket("/live")
async def live(socket: Socket) -> None:
    """One customer's socket, from hello to goodbye."""
    await socket.accept()
    with contextlib.suppress(WebSocketDisconnect):
        listener = await _greet(socket)
        if listener is not None:
            try:
                await converse(socket, listener.session, _DECODER, listener.hear)
            finally:
                listener.leave()


async def _greet(socket: Socket) -> "Listener | None":
    try:
        async with asyncio.timeout(HELLO_SECONDS):
            hello = await receive(socket, _DECODER)
        if not isinstance(hello, Hello):
            raise Unknown
        who = await person_of_token(socket, hello.token) if hello.token else await person_of(socket)
    except TimeoutError:
        await socket.close(CLOSE_SILENT, "no hello")
        return None
    except (Refusal, msgspec.DecodeError, HTTPException) as error:
        await refuse(socket, error)
        return None
    listener = Listener(socket, *who)
    await send(socket, Welcome())
    if hello.conversation_id:
        await listener.greet(Follow(hello.conversation_id, hello.revision))
    return listener


class Listener:
    """What one open socket follows. `_revision` is where its client's view stands."""

    __slots__ = ("_context", "_conversation", "_person", "_pusher", "_revision", "_socket", "session")

    def __init__(self, socket: Socket, person: Person, session: Session) -> None:
        self._socket = socket
        self._context = context_of(socket)
        self._person = person
        self._conversation = ""
        self._revision = -1
        self._pusher = Pusher(socket, session, self._tell)
        self.session = session

    async def greet(self, follow: Follow) -> None:
        """Follow what the hello named; hangs up when it is not theirs."""
        try:
            await self._follow(follow)
        except Refusal as error:
            await refuse(self._socket, error)

    async def hear(self, frame: Frame) -> None:
        if isinstance(frame, Follow):
            await self._follow(frame)
        elif isinstance(frame, Typing) and frame.conversation_id == self._conversation:
            topic = conversations.typing_topic(frame.conversation_id)
            self._context.hub.publish([Hint((topic, f"customer:{int(frame.active)}"))])
        elif isinstance(frame, Received) and frame.conversation_id == self._conversation:
            await self._context.desk.write(
                conversations.mark_delivered, self._person, frame.conversation_id, frame.seq
            )

    def leave(self) -> None:
        self._pusher.leave()

    async def _follow(self, frame: Follow) -> None:
        """Subscribe first, then read what is missing: nothing falls between."""
        desk, conversation_id = self._context.desk, frame.conversation_id
        doorway = await desk.read(conversations.conversation_for_person, self._person, conversation_id)
        for topic in _topics(self._conversation):
            self._pusher.unfollow(topic)
        self._conversation, self._revision = conversation_id, frame.revision
        for topic in _topics(conversation_id):
            self._pusher.follow(topic)
        self._watch_queue(doorway.conversation.holder)
        self._pusher.add(Hint((conversations.thread_topic(conversation_id), "")))

    def _watch_queue(self, holder: str) -> None:
        """Only who waits hears of the queue: its every change would otherwise wake every socket."""
        if holder == "queue":
            self._pusher.follow(inbox.QUEUE)
            self._pusher.add(Hint((inbox.QUEUE, "")))
        else:
            self._pusher.unfollow(inbox.QUEUE)

    async def _tell(self, hints: set[Hint]) -> None:
        topics = {topic for topic, _ in hints}
        if conversations.thread_topic(self._conversation) in topics:
            await self._tell_changes(self._conversation)
        if inbox.QUEUE in topics:
            place = await self._context.desk.read(views.place, self._person, self._conversation)
            if place is not None:
                await send(self._socket, place)
        mine = conversations.typing_topic(self._conversation)
        for kind, _, active in (who.partition(":") for topic, who in hints if topic == mine):
            if kind == "agent":
                await send(self._socket, _typing(self._conversation, active == "1"))

    async def _tell_changes(self, conversation_id: str) -> None:
        frame = await self._context.desk.read(views.changes, self._person, conversation_id, self._revision)
        if frame is None or conversation_id != self._conversation:
            return
        self._revision = frame.revision
        await send(self._socket, frame)
        if frame.conversation is not None:
            self._watch_queue(frame.conversation.holder)


def _topics(conversation_id: str) -> tuple[str, str]:
    return conversations.thread_topic(conversation_id), conversations.typing_topic(conversation_id)


def _typing(conversation_id: str, active: bool) -> TypingFrame:
    return TypingFrame(conversation_id, TypistShape("agent", None), active)
