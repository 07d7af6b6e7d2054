"""How a conversation begins, and how a visitor who lost everything finds it again."""

from dataclasses import dataclass

from bellrock.features.audit.actions import record
from bellrock.features.audit.model import Line
from bellrock.features.conversations import store
from bellrock.features.conversations.actions.doors import Doorway
from bellrock.features.conversations.actions.post import Posting, post_message
from bellrock.features.conversations.model import (
    Author,
    Conversation,
    check_client_id,
    check_text,
    new_reference,
    resume_code,
    split_resume_code,
)
from bellrock.features.people.errors import WrongResumeCode
from bellrock.features.people.model import Person
from bellrock.kit.unit import Reader, Unit

_TRIES = 4


@dataclass(frozen=True, slots=True)
class Opening:
    """The first message of a new conversation. The same `client_id` twice opens one conversation."""

    person: Person
    language: str
    text: str
    client_id: str
    channel: str = "web"
    realm: str = "live"


def open_conversation(unit: Unit, opening: Opening) -> Conversation:
    """Make the conversation, held by the assistant, and post its first message."""
    client_id = check_client_id(opening.client_id)
    check_text(opening.text)
    conversation = store.find_opened(unit, opening.person.ids, client_id) or _make(unit, opening, client_id)
    author = Author("customer", opening.person.id)
    post_message(unit, Posting(conversation.id, author, opening.text, client_id))
    found = store.conversation(unit, conversation.id)
    assert found is not None
    return found


def resume_code_of(reader: Reader, doorway: Doorway) -> str | None:
    """The resume code of a visitor's own thread; customers prove themselves at the exchange instead."""
    conversation = doorway.conversation
    if conversation.person_kind != "visitor":
        return None
    return resume_code(conversation, reader.vault.proof)


def person_of_resume_code(reader: Reader, code: str) -> Conversation:
    """The conversation that this code opens; raises WrongResumeCode."""
    parts = split_resume_code(code)
    conversation = store.by_reference(reader, parts[0]) if parts else None
    if parts is None or conversation is None or conversation.person_kind != "visitor":
        raise WrongResumeCode
    if resume_code(conversation, reader.vault.proof) != parts[1]:
        raise WrongResumeCode
    return conversation


def _make(unit: Unit, opening: Opening, client_id: str) -> Conversation:
    for _ in range(_TRIES):
        conversation = _begun(unit, opening)
        if store.insert(unit, conversation, client_id):
            record(unit, Line("customer", opening.person.id, "conversations.opened", conversation.id))
            return conversation
    raise AssertionError("four references in a row were taken")


def _begun(unit: Unit, opening: Opening) -> Conversation:
    return Conversation(
        id=unit.new_id(),
        reference=new_reference(unit.new_bytes(5)),
        realm=opening.realm,
        channel=opening.channel,
        language=opening.language,
        person_kind=opening.person.kind,
        person_id=opening.person.id,
        holder="assistant",
        agent_id=None,
        holder_since=unit.now,
        revision=0,
        head_revision=0,
        last_seq=0,
        last_at=unit.now,
        last_message_id=None,
        read_customer=0,
        read_agents=0,
        delivered=0,
        created_at=unit.now,
        closed_at=None,
    )
