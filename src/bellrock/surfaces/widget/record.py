"""The record: everything that was said, for the customer to keep, as text to read or JSON to process."""

from litestar import Controller, MediaType, Request, Response, get
from litestar.datastructures import State
from litestar.params import FromPath

from bellrock.features.conversations import actions as conversations
from bellrock.features.people.model import Person
from bellrock.kit.i18n import negotiate
from bellrock.kit.unit import Reader
from bellrock.surfaces.http.context import context_of
from bellrock.surfaces.http.record import AskedForm, Record, RecordOperation, download
from bellrock.surfaces.widget.visits import CALLS, PROOF, person_of, spend

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
        person, _ = await person_of(request)
        spend(request, "calls", CALLS, person.id)
        context = context_of(request)
        record = await context.desk.read(_record, person, conversation_id)
        language = negotiate(
            request.headers.get("accept-language"), default=record.thread.conversation.language
        )
        return download(record, context.brand, language, form)


def _record(reader: Reader, person: Person, conversation_id: str) -> Record:
    doorway = conversations.conversation_for_person(reader, person, conversation_id)
    thread = conversations.thread_for_person(reader, person, conversation_id)
    return Record(thread, conversations.resume_code_of(reader, doorway), reader.now)
