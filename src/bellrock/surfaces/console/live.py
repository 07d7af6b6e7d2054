"""The console's socket: rows of the lists, changes of the followed thread, typing, all in batches.

The first batch goes at once, then at most one every 50 ms: an agent's screen works in proportion to time,
not to
traffic. Everything in a batch was read through the agents' doors.
"""

import asyncio
import contextlib
from collections.abc import Sequence

import msgspec
from litestar import Request, Response, get, websocket
from litestar.datastructures import State
from litestar.exceptions import HTTPException, WebSocketDisconnect
from msgspec import Struct

from bellrock.features.conversations import actions as conversations
from bellrock.features.people.model import Agent, Session
from bellrock.kit.errors import Refusal
from bellrock.kit.unit import Hint, Reader
from bellrock.surfaces.console import views
from bellrock.surfaces.console.attendance import attendance_of
from bellrock.surfaces.console.looks import note_look
from bellrock.surfaces.console.shapes import CountsShape, RowShape
from bellrock.surfaces.console.visits import PROOF, agent_of
from bellrock.surfaces.http.context import context_of
from bellrock.surfaces.http.description import answers
from bellrock.surfaces.http.errors import ErrorBody
from bellrock.surfaces.http.shapes import ChangesShape, TypingShape, TypistShape
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

BATCH_SECONDS = 0.05
MOST_ROWS = 200


class Hello(Struct, tag="hello", forbid_unknown_fields=True):
    pass


class Follow(Struct, tag="follow", forbid_unknown_fields=True):
    conversation_id: str
    revision: int = -1


class Unfollow(Struct, tag="unfollow", forbid_unknown_fields=True):
    pass


class Typing(Struct, tag="typing", forbid_unknown_fields=True):
    conversation_id: str
    active: bool


class Batch(Struct, frozen=True, tag="batch", tag_field="type"):
    """Everything that changed since the last batch. `gone` are conversations that no list shows any more."""

    rows: list[RowShape]
    gone: list[str]
    counts: CountsShape | None
    changes: list[ChangesShape]
    typing: list[TypingShape]


Frame = Hello | Follow | Unfollow | Typing | Ping
_DECODER = msgspec.json.Decoder(Frame)


class Talk(Struct, frozen=True):
    """A socket's frames, both ways, as they are described."""

    heard: Frame
    said: Welcome | Batch | Pong | ErrorFrame


@get(
    "/live",
    status_code=426,
    summary="The agent's socket",
    description="Says hello, follows every list and at most one conversation, hears what changes in batches.",
    tags=["live"],
    security=PROOF,
    responses={101: answers(Talk, "The frames that follow, each of them one JSON text")},
    sync_to_thread=False,
)
def live_over_http(request: Request[None, None, State]) -> Response[ErrorBody]:
    return over_http(request)


@websocket("/live")
async def live(socket: Socket) -> None:
    """One agent's socket, from hello to goodbye. Being connected is being present."""
    await socket.accept()
    with contextlib.suppress(WebSocketDisconnect):
        try:
            async with asyncio.timeout(HELLO_SECONDS):
                await receive(socket, _DECODER)
            agent, session = await agent_of(socket)
        except TimeoutError:
            await socket.close(CLOSE_SILENT, "no hello")
            return
        except (Refusal, msgspec.DecodeError, HTTPException) as error:
            await refuse(socket, error)
            return
        desk = Listener(socket, agent, session)
        async with attendance_of(socket).attend(agent.id):
            try:
                await send(socket, Welcome())
                await converse(socket, session, _DECODER, desk.hear)
            finally:
                desk.leave()


class Listener:
    """What one console follows: every list, and at most one thread, from `_revision` on."""

    __slots__ = ("_agent", "_context", "_conversation", "_pusher", "_revision", "_socket")

    def __init__(self, socket: Socket, agent: Agent, session: Session) -> None:
        self._socket = socket
        self._context = context_of(socket)
        self._agent = agent
        self._conversation = ""
        self._revision = -1
        self._pusher = Pusher(socket, session, self._tell)
        for topic in (conversations.LISTS, conversations.HOLDERS):
            self._pusher.follow(topic)

    async def hear(self, frame: Frame) -> None:
        if isinstance(frame, Follow):
            await self._follow(frame)
        elif isinstance(frame, Unfollow):
            self._unfollow()
        elif isinstance(frame, Typing) and frame.conversation_id == self._conversation:
            await self._tell_typing(frame)

    def leave(self) -> None:
        self._pusher.leave()

    async def _follow(self, frame: Follow) -> None:
        """Subscribe first, then read what is missing: nothing falls between."""
        await note_look(self._context, self._agent, frame.conversation_id)
        self._unfollow()
        self._conversation, self._revision = frame.conversation_id, frame.revision
        for topic in _topics(frame.conversation_id):
            self._pusher.follow(topic)
        self._pusher.add(Hint((conversations.thread_topic(frame.conversation_id), "")))

    async def _tell_typing(self, frame: Typing) -> None:
        """The customer sees the one who answers type, not a colleague who looks in or leaves a note."""
        door = conversations.conversation_for_agent
        doorway = await self._context.desk.read(door, self._agent, frame.conversation_id)
        if doorway.conversation.agent_id == self._agent.id:
            topic = conversations.typing_topic(frame.conversation_id)
            self._context.hub.publish([Hint((topic, f"agent:{int(frame.active)}"))])

    def _unfollow(self) -> None:
        for topic in _topics(self._conversation):
            self._pusher.unfollow(topic)
        self._conversation = ""

    async def _tell(self, hints: set[Hint]) -> None:
        """One batch at once; what comes within 50 ms waits for the next."""
        await send(self._socket, await self._batch(hints))
        await asyncio.sleep(BATCH_SECONDS)

    async def _batch(self, hints: set[Hint]) -> Batch:
        changed_rows = [hint for hint in hints if hint[0] == conversations.LISTS]
        for later in changed_rows[MOST_ROWS:]:
            self._pusher.add(later)
        asked = _Asked(
            rows=[subject for _, subject in changed_rows[:MOST_ROWS]],
            counts=any(topic == conversations.HOLDERS for topic, _ in hints),
            thread=self._conversation,
            after=self._revision,
        )
        rows, counts, changed = await self._context.desk.read(_look, self._agent, asked)
        if changed is not None and changed.conversation_id == self._conversation:
            self._revision = changed.revision
        return Batch(rows, [], counts, [changed] if changed else [], self._typing(hints))

    def _typing(self, hints: set[Hint]) -> list[TypingShape]:
        mine = conversations.typing_topic(self._conversation)
        return [
            TypingShape(self._conversation, TypistShape("customer", None), active == "1")
            for kind, _, active in (who.partition(":") for topic, who in hints if topic == mine)
            if kind == "customer"
        ]


class _Asked(Struct, frozen=True):
    rows: Sequence[str]
    counts: bool
    thread: str
    after: int


def _look(
    reader: Reader, agent: Agent, asked: _Asked
) -> tuple[list[RowShape], CountsShape | None, ChangesShape | None]:
    """One consistent look for a whole batch."""
    rows = views.rows(reader, agent, list(asked.rows)) if asked.rows else []
    counts = views.counts(reader, agent) if asked.counts else None
    changed = views.changes(reader, agent, asked.thread, asked.after) if asked.thread else None
    return rows, counts, changed


def _topics(conversation_id: str) -> tuple[str, str]:
    return conversations.thread_topic(conversation_id), conversations.typing_topic(conversation_id)
