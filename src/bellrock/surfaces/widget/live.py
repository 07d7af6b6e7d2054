"""The customer's socket: says hello with a token, follows one conversation, hears what changes in it.

The socket carries hints turned into frames; everything in a frame was read through the customer's door.
An idle socket holds one task and one subscription: frames are made by a task that ends when it has sent them.
"""

import asyncio
import contextlib
from typing import Any

import msgspec
from litestar import websocket
from litestar.exceptions import HTTPException, WebSocketDisconnect
from msgspec import Struct

from bellrock.features.conversations import actions as conversations
from bellrock.features.inbox import actions as inbox
from bellrock.features.people.actions import session_topic
from bellrock.features.people.errors import Unknown
from bellrock.features.people.model import Person, Session
from bellrock.kit.errors import Refusal
from bellrock.kit.live import Subscription
from bellrock.kit.unit import Hint
from bellrock.surfaces.http.context import context_of
from bellrock.surfaces.http.sockets import (
    CLOSE_SILENT,
    CLOSE_UNKNOWN,
    HELLO_SECONDS,
    Socket,
    converse,
    receive,
    refuse,
    send,
)
from bellrock.surfaces.widget import views
from bellrock.surfaces.widget.visits import person_of, person_of_token


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


Frame = Hello | Follow | Typing | Received
_DECODER = msgspec.json.Decoder(Frame)


@websocket("/live")
async def live(socket: Socket) -> None:
    """One customer's socket, from hello to goodbye."""
    await socket.accept()
    with contextlib.suppress(WebSocketDisconnect):
        listener = await _greet(socket)
        if listener is not None:
            try:
                await converse(socket, listener.session.id, _DECODER, listener.hear)
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
    await send(socket, {"type": "welcome"})
    if hello.conversation_id:
        await listener.greet(Follow(hello.conversation_id, hello.revision))
    return listener


class Listener:
    """What one open socket follows. `_revision` is where its client's view stands."""

    __slots__ = (
        "_context",
        "_conversation",
        "_person",
        "_pushing",
        "_revision",
        "_socket",
        "_subscription",
        "session",
    )

    def __init__(self, socket: Socket, person: Person, session: Session) -> None:
        self._socket = socket
        self._context = context_of(socket)
        self._person = person
        self._conversation = ""
        self._revision = -1
        self._pushing: asyncio.Task[None] | None = None
        self._subscription = Subscription(self._wake)
        self.session = session
        self._context.hub.follow(self._subscription, session_topic(session.id))

    async def greet(self, follow: Follow) -> None:
        """Follow what the hello named; a conversation that is not theirs is refused, the socket stays."""
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
        self._context.hub.leave(self._subscription)
        if self._pushing is not None:
            self._pushing.cancel()

    async def _follow(self, frame: Follow) -> None:
        """Subscribe first, then read what is missing: nothing falls between."""
        desk = self._context.desk
        await desk.read(conversations.conversation_for_person, self._person, frame.conversation_id)
        for topic in _topics(self._conversation):
            self._context.hub.unfollow(self._subscription, topic)
        self._conversation, self._revision = frame.conversation_id, frame.revision
        for topic in _topics(frame.conversation_id):
            self._context.hub.follow(self._subscription, topic)
        self._subscription.add(Hint((conversations.thread_topic(frame.conversation_id), "")))

    def _wake(self) -> None:
        if self._pushing is None or self._pushing.done():
            self._pushing = asyncio.create_task(self._push())

    async def _push(self) -> None:
        """Turn hints into frames until there are none; a socket that is gone ends it quietly."""
        with contextlib.suppress(Exception):
            while hints := self._subscription.take():
                await self._tell({topic for topic, _ in hints})
                await self._tell_typing(hints)

    async def _tell(self, topics: set[str]) -> None:
        desk, conversation_id = self._context.desk, self._conversation
        if session_topic(self.session.id) in topics:
            await self._socket.close(CLOSE_UNKNOWN, "session ended")
        if conversations.thread_topic(conversation_id) in topics:
            frame = await desk.read(views.changes, self._person, conversation_id, self._revision)
            if frame is not None and conversation_id == self._conversation:
                self._revision = frame.revision
                await send(self._socket, frame)
        if inbox.QUEUE in topics:
            place = await desk.read(views.place, self._person, conversation_id)
            if place is not None:
                await send(self._socket, place)

    async def _tell_typing(self, hints: set[Hint]) -> None:
        mine = conversations.typing_topic(self._conversation)
        for kind, _, active in (who.partition(":") for topic, who in hints if topic == mine):
            if kind == "agent":
                await send(self._socket, _typing(self._conversation, active == "1"))


def _topics(conversation_id: str) -> tuple[str, ...]:
    thread = conversations.thread_topic(conversation_id)
    return thread, conversations.typing_topic(conversation_id), inbox.QUEUE


def _typing(conversation_id: str, active: bool) -> dict[str, Any]:
    author = {"kind": "agent", "name": None}
    return {"type": "typing", "conversation_id": conversation_id, "author": author, "active": active}
