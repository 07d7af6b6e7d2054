"""The customer's own conversations: opened, continued, handed to a person, ended, taken along."""

from typing import Annotated, Literal

from litestar import Controller, Request, Response, get, post, put
from litestar.datastructures import State
from litestar.params import FromPath, FromQuery, JSONBody
from msgspec import Meta, Struct

from bellrock.features.conversations import actions as conversations
from bellrock.features.conversations.model import Author, Conversation
from bellrock.features.people.model import Person
from bellrock.kit.i18n import match
from bellrock.kit.unit import Unit
from bellrock.surfaces.http.context import context_of
from bellrock.surfaces.http.description import answers
from bellrock.surfaces.http.shapes import HeadShape, MessageShape, SnapshotShape, message_shape
from bellrock.surfaces.widget import views
from bellrock.surfaces.widget.visits import CALLS, MESSAGES, PROOF, person_of, spend

Call = Request[None, None, State]
Text = Annotated[str, Meta(max_length=20_000)]
ClientId = Annotated[str, Meta(max_length=64)]


class NewConversation(Struct, forbid_unknown_fields=True):
    client_id: ClientId
    language: Annotated[str, Meta(max_length=35)]
    text: Text


class NewMessage(Struct, forbid_unknown_fields=True):
    client_id: ClientId
    text: Text


class ReadMark(Struct, forbid_unknown_fields=True):
    seq: Annotated[int, Meta(ge=0, le=2**53)]


class Heads(Struct, frozen=True):
    conversations: list[HeadShape]


class OneHead(Struct, frozen=True):
    conversation: HeadShape


class OneMessage(Struct, frozen=True):
    message: MessageShape


_REPEATED = {200: answers(OneMessage, "The same client id again: the message as it was stored before")}


class ConversationsController(Controller):
    path = "/conversations"
    tags = ("conversations",)
    security = PROOF

    @get(summary="My conversations")
    async def mine(self, request: Call) -> Heads:
        person, _ = await person_of(request)
        return Heads(await context_of(request).desk.read(views.heads, person))

    @post(status_code=201, summary="Open a conversation with its first message")
    async def open(self, request: Call, data: JSONBody[NewConversation]) -> SnapshotShape:
        person, _ = await person_of(request)
        spend(request, "messages", MESSAGES, person.id)
        context = context_of(request)
        language = match(data.language) or context.brand.language
        opening = conversations.Opening(person, language, data.text, data.client_id)
        opened = await context.desk.write(conversations.open_conversation, opening)
        return await context.desk.read(views.snapshot, person, opened.id)

    @get("/{conversation_id:str}", summary="A conversation, whole or from a revision on")
    async def show(
        self, request: Call, conversation_id: FromPath[str], after: FromQuery[int] = -1
    ) -> SnapshotShape:
        person, _ = await person_of(request)
        return await context_of(request).desk.read(views.snapshot, person, conversation_id, after)

    @post("/{conversation_id:str}/messages", status_code=201, summary="Write a message", responses=_REPEATED)
    async def post_message(
        self, request: Call, conversation_id: FromPath[str], data: JSONBody[NewMessage]
    ) -> Response[OneMessage]:
        person, _ = await person_of(request)
        spend(request, "messages", MESSAGES, person.id)
        posted = await context_of(request).desk.write(_post, person, conversation_id, data)
        return Response(OneMessage(message_shape(posted.message)), status_code=201 if posted.is_new else 200)

    @post("/{conversation_id:str}/hand-over", status_code=200, summary="Talk to a person")
    async def hand_over(self, request: Call, conversation_id: FromPath[str]) -> OneHead:
        return await self._change(request, conversation_id, "hand_over")

    @post("/{conversation_id:str}/closure", status_code=200, summary="Close a conversation")
    async def close(self, request: Call, conversation_id: FromPath[str]) -> OneHead:
        return await self._change(request, conversation_id, "close")

    @post("/{conversation_id:str}/reopening", status_code=200, summary="Reopen a conversation")
    async def reopen(self, request: Call, conversation_id: FromPath[str]) -> OneHead:
        return await self._change(request, conversation_id, "reopen")

    @put("/{conversation_id:str}/read", status_code=204, summary="Mark as read up to a message")
    async def mark_read(
        self, request: Call, conversation_id: FromPath[str], data: JSONBody[ReadMark]
    ) -> None:
        person, _ = await person_of(request)
        spend(request, "calls", CALLS, person.id)
        desk = context_of(request).desk
        await desk.write(conversations.mark_read_by_person, person, conversation_id, data.seq)

    async def _change(self, request: Call, conversation_id: str, change: "Change") -> OneHead:
        person, _ = await person_of(request)
        spend(request, "calls", CALLS, person.id)
        desk = context_of(request).desk
        await desk.write(_change, person, conversation_id, change)
        return OneHead(await desk.read(views.head_of, person, conversation_id))


Change = Literal["hand_over", "close", "reopen"]


def _post(unit: Unit, person: Person, conversation_id: str, data: NewMessage) -> conversations.Posted:
    conversations.conversation_for_person(unit, person, conversation_id)
    author = Author("customer", person.id)
    return conversations.post_message(
        unit, conversations.Posting(conversation_id, author, data.text, data.client_id)
    )


def _change(unit: Unit, person: Person, conversation_id: str, change: Change) -> Conversation:
    conversations.conversation_for_person(unit, person, conversation_id)
    author = Author("customer", person.id)
    if change == "hand_over":
        return conversations.hand_over(unit, conversation_id, author, "asked")
    if change == "close":
        return conversations.close(unit, conversation_id, author)
    return conversations.reopen(unit, conversation_id, author)
