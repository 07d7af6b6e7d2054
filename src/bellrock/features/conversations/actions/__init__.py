"""What is done to a conversation, and the doors through which each viewer sees it."""

from bellrock.features.conversations.actions.doors import (
    Doorway,
    conversation_for_agent,
    conversation_for_desk,
    conversation_for_person,
    conversations_of,
    counts_for_agent,
    held_by,
    load_by_agent,
    note_look,
    page_for_agent,
    rows_for_agent,
    thread_for_agent,
    thread_for_desk,
    thread_for_person,
)
from bellrock.features.conversations.actions.holders import (
    close,
    hand_over,
    reopen,
    return_to_queue,
    take,
)
from bellrock.features.conversations.actions.marks import (
    mark_delivered,
    mark_read_by_agent,
    mark_read_by_person,
)
from bellrock.features.conversations.actions.opening import (
    Opening,
    open_conversation,
    person_of_resume_code,
    resume_code_of,
)
from bellrock.features.conversations.actions.post import Posted, Posting, post_message, post_notice
from bellrock.features.conversations.actions.topics import HOLDERS, LISTS, thread_topic, typing_topic

__all__ = [
    "HOLDERS",
    "LISTS",
    "Doorway",
    "Opening",
    "Posted",
    "Posting",
    "close",
    "conversation_for_agent",
    "conversation_for_desk",
    "conversation_for_person",
    "conversations_of",
    "counts_for_agent",
    "hand_over",
    "held_by",
    "load_by_agent",
    "mark_delivered",
    "mark_read_by_agent",
    "mark_read_by_person",
    "note_look",
    "open_conversation",
    "page_for_agent",
    "person_of_resume_code",
    "post_message",
    "post_notice",
    "reopen",
    "resume_code_of",
    "return_to_queue",
    "rows_for_agent",
    "take",
    "thread_for_agent",
    "thread_for_desk",
    "thread_for_person",
    "thread_topic",
    "typing_topic",
]
