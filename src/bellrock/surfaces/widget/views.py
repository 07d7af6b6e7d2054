"""The widget's queries: one read for one answer, through the customer's doors."""

from bellrock.features.conversations import actions as conversations
from bellrock.features.inbox import actions as inbox
from bellrock.features.people.model import Person
from bellrock.kit.unit import Reader
from bellrock.surfaces.http import threads
from bellrock.surfaces.http.shapes import ChangesShape, HeadShape, SnapshotShape, queue_shape
from bellrock.surfaces.widget.shapes import QueueFrame


def heads(reader: Reader, person: Person) -> list[HeadShape]:
    return [threads.head(reader, one) for one in conversations.conversations_of(reader, person)]


def head_of(reader: Reader, person: Person, conversation_id: str) -> HeadShape:
    doorway = conversations.conversation_for_person(reader, person, conversation_id)
    return threads.head(reader, doorway.conversation)


def snapshot(reader: Reader, person: Person, conversation_id: str, after: int = -1) -> SnapshotShape:
    """The whole thread, or with `after` only what changed since."""
    thread = conversations.thread_for_person(reader, person, conversation_id, after)
    return threads.snapshot(reader, thread)


def changes(reader: Reader, person: Person, conversation_id: str, after: int) -> ChangesShape | None:
    thread = conversations.thread_for_person(reader, person, conversation_id, after)
    return threads.changes(reader, thread, after)


def place(reader: Reader, person: Person, conversation_id: str) -> QueueFrame | None:
    """The place in the queue as a live frame; None when the conversation does not wait."""
    conversations.conversation_for_person(reader, person, conversation_id)
    shape = queue_shape(inbox.place_of(reader, conversation_id))
    return QueueFrame(conversation_id, shape.place, shape.wait_seconds) if shape else None
