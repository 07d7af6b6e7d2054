"""Refusals of conversations."""

from bellrock.kit.errors import Refusal


class NoSuchConversation(Refusal):
    """There is none with this id, or it is not this viewer's: the two look alike on purpose."""

    code = "conversations.no_such_conversation"
    kind = "missing"


class Closed(Refusal):
    code = "conversations.closed"
    kind = "conflict"


class NotClosed(Refusal):
    code = "conversations.not_closed"
    kind = "conflict"


class NotHolder(Refusal):
    """Somebody else may speak now; `holder` says who (assistant, queue, agent, nobody)."""

    code = "conversations.not_holder"
    kind = "conflict"


class AlreadyTaken(Refusal):
    """Another agent was quicker; `agent` is the name."""

    code = "conversations.already_taken"
    kind = "conflict"


class EmptyText(Refusal):
    code = "conversations.empty_text"
    kind = "invalid"


class TextTooLong(Refusal):
    """`limit` is the number of characters that fit."""

    code = "conversations.text_too_long"
    kind = "invalid"


class BadCharacters(Refusal):
    """The text holds control characters, lone surrogates or direction overrides."""

    code = "conversations.bad_characters"
    kind = "invalid"


class BadClientId(Refusal):
    code = "conversations.bad_client_id"
    kind = "invalid"


class BadView(Refusal):
    code = "conversations.bad_view"
    kind = "invalid"
