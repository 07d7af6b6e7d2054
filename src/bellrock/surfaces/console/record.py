"""The record of a conversation, for an agent: the whole thread with its notes, without the customer's
resume code.
"""

from litestar import Controller, MediaType, Request, Response, get
from litestar.datastructures import State
from litestar.params import FromPath

from bellrock.features.conversations import actions as conversations
from bellrock.features.people.model import Agent
from bellrock.kit.unit import Reader
from bellrock.surfaces.console.looks import note_look
from bellrock.surfaces.console.visits import PROOF, agent_of
from bellrock.surfaces.http.context import context_of
from bellrock.surfaces.http.record import AskedForm, Record, RecordOperation, download

Call = Request[None, None, State]


class RecordController(Controller):
    path = "/conversations/{conversation_id:str}/record"
    tags = ("conversations",)
    security = PROOF

    @get(summary="Take the record along", operation_class=RecordOperation, media_type=MediaType.TEXT)
    async def take_along(
        self,
        request: Call,
        conversation_id: FromPath[str],
        form: AskedForm = "text",
    ) -> Response[bytes]:
        agent, _ = await agent_of(request)
        context = context_of(request)
        await note_look(context, agent, conversation_id)
        record = await context.desk.read(_record, agent, conversation_id)
        return download(record, context.brand, agent.language, form)


def _record(reader: Reader, agent: Agent, conversation_id: str) -> Record:
    return Record(conversations.thread_for_agent(reader, agent, conversation_id), None, reader.now)
