"""SQL of conversations."""

from bellrock.features.conversations.store.heads import (
    by_reference,
    conversation,
    count_held,
    counts,
    find_opened,
    insert,
    load_by_agent,
    lock,
    of_persons,
    page,
    save,
    several,
)
from bellrock.features.conversations.store.messages import (
    changed_since,
    had_agent,
    insert_message,
    last_words,
    message_by_client_id,
    unread,
)

__all__ = [
    "by_reference",
    "changed_since",
    "conversation",
    "count_held",
    "counts",
    "find_opened",
    "had_agent",
    "insert",
    "insert_message",
    "last_words",
    "load_by_agent",
    "lock",
    "message_by_client_id",
    "of_persons",
    "page",
    "save",
    "several",
    "unread",
]
