"""The agents' lists and threads, and all that an agent does in one."""

from typing import Annotated, Literal

from litestar import Controller, Request, Response, get, post, put
from litestar.datastructures import State
from litestar.params import FromPath, FromQuery, JSONBody
from msgspec import Meta, Struct

from bellrock.features.conversations import actions as conversations
from bellrock.features.conversations.model import Author, MessageKind
from bellrock.features.inbox import actions as inbox
from bellrock.features.people.model import Agent, require
from bellrock.kit.unit import Unit
from bellrock.surfaces.console import views
from bellrock.surfaces.console.looks import note_look
from bellrock.surfaces.console.visits import PROOF, agent_of
from bellrock.surfaces.http.context import context_of
from bellrock.surfaces.http.description import answers
from bellrock.surfaces.http.shapes import HeadShape, MessageShape, SnapshotShape, message_shape

Call = Request[None, None, State]


class NewMessage(Struct, forbid_unknown_fields=True):
    client_id: Annotated[str, Meta(max_length=64)]
    text: Annotated[str, Meta(max_length=20_000)]


class Transfer(Struct, forbid_unknown_fields=True):
    agent_id: Annotated[str, Meta(max_length=36)]
    note: Annotated[str, Meta(max_length=20_000)] | None = None


class ReadMark(Struct, forbid_unknown_fields=True):
    seq: Annotated[int, Meta(ge=0, le=2**53)]


class OneHead(Struct, frozen=True):
    conversation: HeadShape


class OneMessage(Struct, frozen=True):
    message: MessageShape


_REPEATED = {200: answers(OneMessage, "The same client id again: the message as it was stored before")}


class InboxController(Controller):
    path = "/inbox"
    tags = ("inbox",)
    security = PROOF

    @get(summary="A page of a list")
    async def page(
        self, request: Call, view: FromQuery[str] = "queue", before: FromQuery[str | None] = None
    ) -> views.PageShape:
        agent, _ = await agent_of(request)
        return await context_of(request).desk.read(views.page, agent, view, before)


class ConversationsController(Controller):
    path = "/conversations/{conversation_id:str}"
    tags = ("conversations",)
    security = PROOF

    @get(summary="A conversation, whole or from a revision on")
    async def show(
        self, request: Call, conversation_id: FromPath[str], after: FromQuery[int] = -1
    ) -> SnapshotShape:
        """Looking into a thread that is not one's own is written down before it is shown."""
        agent, _ = await agent_of(request)
        context = context_of(request)
        await note_look(context, agent, conversation_id)
        return await context.desk.read(views.snapshot, agent, conversation_id, after)

    @post("/messages", status_code=201, summary="Reply", responses=_REPEATED)
    async def reply(
        self, request: Call, conversation_id: FromPath[str], data: JSONBody[NewMessage]
    ) -> Response[OneMessage]:
        return await self._post(request, conversation_id, data, "message")

    @post("/notes", status_code=201, summary="Leave a note for colleagues", responses=_REPEATED)
    async def note(
        self, request: Call, conversation_id: FromPath[str], data: JSONBody[NewMessage]
    ) -> Response[OneMessage]:
        return await self._post(request, conversation_id, data, "note")

    @post("/claim", status_code=200, summary="Take a conversation from the queue")
    async def claim(self, request: Call, conversation_id: FromPath[str]) -> OneHead:
        return await self._change(request, conversation_id, "claim")

    @post("/return", status_code=200, summary="Give a conversation back to the queue")
    async def give_back(self, request: Call, conversation_id: FromPath[str]) -> OneHead:
        return await self._change(request, conversation_id, "return")

    @post("/closure", status_code=200, summary="Close a conversation")
    async def close(self, request: Call, conversation_id: FromPath[str]) -> OneHead:
        return await self._change(request, conversation_id, "close")

    @post("/reopening", status_code=200, summary="Reopen a conversation")
    async def reopen(self, request: Call, conversation_id: FromPath[str]) -> OneHead:
        return await self._change(request, conversation_id, "reopen")

    @post("/transfer", status_code=200, summary="Pass a conversation to a colleague")
    async def transfer(
        self, request: Call, conversation_id: FromPath[str], data: JSONBody[Transfer]
    ) -> OneHead:
        agent, _ = await agent_of(request)
        desk = context_of(request).desk
        await desk.write(inbox.pass_on, agent, conversation_id, data.agent_id, data.note)
        return OneHead(await desk.read(views.head_of, agent, conversation_id))

    @put("/read", status_code=204, summary="Mark as read up to a message")
    async def mark_read(
        self, request: Call, conversation_id: FromPath[str], data: JSONBody[ReadMark]
    ) -> None:
        agent, _ = await agent_of(request)
        desk = context_of(request).desk
        await desk.write(conversations.mark_read_by_agent, agent, conversation_id, data.seq)

    async def _post(
        self, request: Call, conversation_id: str, data: NewMessage, kind: MessageKind
    ) -> Response[OneMessage]:
        agent, _ = await agent_of(request)
        posted = await context_of(request).desk.write(_post, agent, conversation_id, data, kind)
        return Response(OneMessage(message_shape(posted.message)), status_code=201 if posted.is_new else 200)

    async def _change(self, request: Call, conversation_id: str, change: "Change") -> OneHead:
        agent, _ = await agent_of(request)
        desk = context_of(request).desk
        await desk.write(_change, agent, conversation_id, change)
        return OneHead(await desk.read(views.head_of, agent, conversation_id))


Change = Literal["claim", "return", "close", "reopen"]


def _post(
    unit: Unit, agent: Agent, conversation_id: str, data: NewMessage, kind: MessageKind
) -> conversations.Posted:
    require(agent, "conversations.note" if kind == "note" else "conversations.reply")
    conversations.conversation_for_agent(unit, agent, conversation_id)
    author = Author("agent", agent.id, agent.name)
    return conversations.post_message(
        unit, conversations.Posting(conversation_id, author, data.text, data.client_id, kind)
    )


def _change(unit: Unit, agent: Agent, conversation_id: str, change: Change) -> None:
    conversations.conversation_for_agent(unit, agent, conversation_id)
    if change == "claim":
        inbox.claim(unit, agent, conversation_id)
    elif change == "return":
        inbox.give_back(unit, agent, conversation_id)
    elif change == "close":
        require(agent, "conversations.reply")
        conversations.close(unit, conversation_id, Author("agent", agent.id))
    else:
        inbox.reopen(unit, agent, conversation_id)
