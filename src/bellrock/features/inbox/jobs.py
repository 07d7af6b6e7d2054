"""The inbox's answers to what happens elsewhere."""

from bellrock.features.conversations.actions import conversation_for_desk
from bellrock.features.conversations.events import ConversationClosed, HandedOver, HolderLeft, MessagePosted
from bellrock.features.inbox import actions
from bellrock.features.inbox.actions.presence import expire_presence
from bellrock.features.inbox.events import PresenceLost, RoomMade
from bellrock.kit.outbox import Reaction
from bellrock.kit.unit import Unit


def _enqueue(unit: Unit, event: HandedOver) -> None:
    actions.enqueue(unit, event.conversation_id)


def _serve(unit: Unit, _: HolderLeft | RoomMade) -> None:
    actions.serve_next(unit)


def _leave(unit: Unit, event: ConversationClosed) -> None:
    """It may have been opened again meanwhile, and wait anew."""
    conversation = conversation_for_desk(unit, event.conversation_id)
    if conversation is None or conversation.is_closed:
        actions.leave_queue(unit, event.conversation_id, None)


def _note(unit: Unit, event: MessagePosted) -> None:
    is_customer = event.author_kind == "customer"
    actions.note_message(unit, event.conversation_id, event.seq, event.posted_at if is_customer else None)


def _expire(unit: Unit, event: PresenceLost) -> None:
    expire_presence(unit, event)


def _is_held(event: MessagePosted) -> bool:
    return event.holder == "agent" and event.kind == "message"


enqueue = Reaction("inbox.enqueue", _enqueue)
serve = Reaction("inbox.serve", _serve)
leave = Reaction("inbox.leave", _leave)
note_message = Reaction("inbox.note_message", _note, wants=_is_held)
expire_presence_later = Reaction("inbox.expire_presence", _expire)
