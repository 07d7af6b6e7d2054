"""A conversation as both sides see it.

What differs (notes) is decided by the doors, before anything gets here.
"""

from typing import Literal

from msgspec import Struct

from bellrock.features.conversations.model import Conversation, Message
from bellrock.features.inbox.model import Place
from bellrock.kit.clock import SECOND


class AgentShape(Struct, frozen=True):
    """An agent by name. The id tells two of one name apart and opens nothing."""

    id: str
    name: str | None


class AuthorShape(Struct, frozen=True):
    kind: str
    id: str | None
    name: str | None


class ReadShape(Struct, frozen=True):
    """The last seq that each side has read, and that has reached the customer's device."""

    customer: int
    agents: int
    delivered: int


class QueueShape(Struct, frozen=True):
    """Place in the queue (1 is next); `wait_seconds` is null while it cannot be said honestly."""

    place: int
    wait_seconds: int | None


class CitationShape(Struct, frozen=True):
    topic: str
    title: str
    url: str


class ChoiceShape(Struct, frozen=True):
    topic: str
    title: str


class MessageShape(Struct, frozen=True):
    id: str
    seq: int
    revision: int
    kind: Literal["message", "note", "notice"]
    author: AuthorShape
    text: str
    code: str | None
    fields: dict[str, str | int | list[str]]
    citations: list[CitationShape]
    choices: list[ChoiceShape]
    masked: list[str]
    client_id: str | None
    created_at: int


class HeadShape(Struct, frozen=True):
    id: str
    reference: str
    language: str
    holder: Literal["assistant", "queue", "agent", "nobody"]
    agent: AgentShape | None
    state: Literal["open", "closed"]
    created_at: int
    closed_at: int | None
    revision: int
    read: ReadShape
    queue: QueueShape | None


class SnapshotShape(Struct, frozen=True):
    conversation: HeadShape
    messages: list[MessageShape]
    revision: int


class ChangesShape(Struct, frozen=True, tag="changes", tag_field="type"):
    """A live frame: it applies to a view that stands at `previous` and brings it to `revision`."""

    conversation_id: str
    previous: int
    revision: int
    conversation: HeadShape | None
    messages: list[MessageShape]


class TypistShape(Struct, frozen=True):
    kind: Literal["customer", "agent"]
    name: str | None


class TypingShape(Struct, frozen=True):
    """Somebody began to write, or stopped. Never stored."""

    conversation_id: str
    author: TypistShape
    active: bool


def head_shape(head: Conversation, agent_name: str | None, place: Place | None) -> HeadShape:
    return HeadShape(
        id=head.id,
        reference=head.reference,
        language=head.language,
        holder=head.holder,
        agent=AgentShape(head.agent_id, agent_name) if head.agent_id else None,
        state="closed" if head.is_closed else "open",
        created_at=head.created_at,
        closed_at=head.closed_at,
        revision=head.head_revision,
        read=ReadShape(head.read_customer, head.read_agents, head.delivered),
        queue=queue_shape(place),
    )


def message_shape(message: Message) -> MessageShape:
    extras, author = message.extras, message.author
    return MessageShape(
        id=message.id,
        seq=message.seq,
        revision=message.revision,
        kind=message.kind,
        author=AuthorShape(author.kind, author.id or None, author.name),
        text=message.text,
        code=message.code,
        fields=extras.fields,
        citations=[
            CitationShape(one.topic, one.title, _url(one.language, one.topic)) for one in extras.citations
        ],
        choices=[ChoiceShape(one.topic, one.title) for one in extras.choices],
        masked=list(extras.masked),
        client_id=message.client_id,
        created_at=message.created_at,
    )


def _url(language: str, topic: str) -> str:
    category, _, slug = topic.partition(".")
    return f"/{language}/help/{category}/{slug}"


def queue_shape(place: Place | None) -> QueueShape | None:
    if place is None:
        return None
    wait = None if place.wait is None else max(1, round(place.wait / SECOND))
    return QueueShape(place.place, wait)
