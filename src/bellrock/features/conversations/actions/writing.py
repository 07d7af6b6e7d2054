"""A conversation locked for one unit: messages are added, the head is changed, and one new revision
covers it all.
"""

from dataclasses import replace
from typing import Any

from bellrock.features.conversations import store
from bellrock.features.conversations.actions.topics import HOLDERS, LISTS, thread_topic
from bellrock.features.conversations.errors import NoSuchConversation
from bellrock.features.conversations.model import DESK, Conversation, Draft, Extras, Message
from bellrock.kit.unit import Unit


class Writing:
    """Lock, change, `save`. `conversation` is always the state as changed so far."""

    def __init__(self, unit: Unit, conversation_id: str) -> None:
        conversation = store.lock(unit, conversation_id)
        if conversation is None:
            raise NoSuchConversation
        self._unit = unit
        self._revision = conversation.revision + 1
        self.conversation: Conversation = conversation

    def add(self, draft: Draft) -> Message | None:
        """Store a message at the next seq; None when its client id was stored before (nothing is changed
        then).
        """
        place = (self.conversation.last_seq + 1, self._revision)
        message = store.insert_message(self._unit, self.conversation, draft, place)
        if message is None:
            return None
        self.conversation = replace(self.conversation, last_seq=message.seq)
        if draft.kind == "message":
            self._remember_last(message)
        return message

    def _remember_last(self, message: Message) -> None:
        """Lists show the last word of a human being: the assistant's tells an agent nothing."""
        if message.author.kind == "assistant":
            self.conversation = replace(self.conversation, last_at=self._unit.now)
        else:
            self.conversation = replace(self.conversation, last_at=self._unit.now, last_message_id=message.id)

    def notice(self, code: str, **fields: str | int | list[str]) -> None:
        """Say something as the desk; every viewer reads it in a language of their own."""
        self.add(Draft("notice", DESK, code=code, extras=Extras(fields=dict(fields))))

    def change(self, **head: Any) -> None:
        """Change the head; everybody who sees the conversation sees this."""
        if "holder" in head:
            self._unit.hint(HOLDERS, self.conversation.id)
        self.conversation = replace(self.conversation, head_revision=self._revision, **head)

    def save(self) -> Conversation:
        """Write the head and tell live listeners after the commit."""
        self.conversation = replace(self.conversation, revision=self._revision)
        store.save(self._unit, self.conversation)
        self._unit.hint(thread_topic(self.conversation.id), self.conversation.id)
        self._unit.hint(LISTS, self.conversation.id)
        return self.conversation
