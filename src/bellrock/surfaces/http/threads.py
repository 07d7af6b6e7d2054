"""A thread that came through a door, as it is sent: whole, or as the frame of what changed."""

from bellrock.features.conversations.model import Conversation, Thread
from bellrock.features.inbox import actions as inbox
from bellrock.features.people import actions as people
from bellrock.kit.unit import Reader
from bellrock.surfaces.http.shapes import (
    ChangesShape,
    HeadShape,
    SnapshotShape,
    head_shape,
    message_shape,
)


def head(reader: Reader, conversation: Conversation) -> HeadShape:
    """The head, with the agent's name and the place in the queue."""
    name = None
    if conversation.agent_id:
        name = people.agent_names(reader, [conversation.agent_id]).get(conversation.agent_id)
    place = inbox.place_of(reader, conversation.id) if conversation.holder == "queue" else None
    return head_shape(conversation, name, place)


def snapshot(reader: Reader, thread: Thread) -> SnapshotShape:
    messages = [message_shape(message) for message in thread.messages]
    return SnapshotShape(head(reader, thread.conversation), messages, thread.revision)


def changes(reader: Reader, thread: Thread, after: int) -> ChangesShape | None:
    """What a view that stands at revision `after` lacks, as one frame; None when that is nothing."""
    if thread.revision <= after:
        return None
    return ChangesShape(
        conversation_id=thread.conversation.id,
        previous=after,
        revision=thread.revision,
        conversation=head(reader, thread.conversation) if thread.head_changed else None,
        messages=[message_shape(message) for message in thread.messages],
    )
