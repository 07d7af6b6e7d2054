"""What happened in conversations."""

from msgspec import Struct


class MessagePosted(Struct, frozen=True):
    """A message was stored at `posted_at` (epoch ms). `holder` is who held the thread when it was."""

    conversation_id: str
    message_id: str
    seq: int
    author_kind: str
    kind: str
    holder: str
    posted_at: int


class HandedOver(Struct, frozen=True):
    """The conversation waits for a person."""

    conversation_id: str


class HolderLeft(Struct, frozen=True):
    """An agent holds this conversation no more (closed, returned or transferred): there is room for
    another.
    """

    conversation_id: str
    agent_id: str


class ConversationClosed(Struct, frozen=True):
    conversation_id: str
