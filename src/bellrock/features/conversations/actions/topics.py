"""The live topics of conversations."""

LISTS = "conversations"
"""Anything changed in some conversation: its id."""

HOLDERS = "holders"
"""The holder of some conversation changed: its id."""


def thread_topic(conversation_id: str) -> str:
    """Something changed in this conversation."""
    return f"conversation:{conversation_id}"


def typing_topic(conversation_id: str) -> str:
    """Somebody types in this conversation; never stored."""
    return f"typing:{conversation_id}"
