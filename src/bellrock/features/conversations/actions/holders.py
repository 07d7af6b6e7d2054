"""Who may speak now: handed over to people, taken by one, returned, closed, reopened."""

from bellrock.features.audit.actions import record
from bellrock.features.audit.model import Line
from bellrock.features.conversations import store
from bellrock.features.conversations.actions.writing import Writing
from bellrock.features.conversations.errors import AlreadyTaken, Closed, NotClosed, NotHolder
from bellrock.features.conversations.events import ConversationClosed, HandedOver, HolderLeft
from bellrock.features.conversations.model import Author, Conversation, next_holder_on_reopen
from bellrock.features.people import actions as people
from bellrock.features.people.model import Agent
from bellrock.kit.unit import Unit


def hand_over(unit: Unit, conversation_id: str, by: Author, reason: str) -> Conversation:
    """The assistant steps back and a person is called; nothing changes when people have it already.

    Raises Closed.
    """
    writing = Writing(unit, conversation_id)
    if writing.conversation.is_closed:
        raise Closed
    if writing.conversation.holder != "assistant":
        return writing.conversation
    _give_to_queue(unit, writing, by, "handed_over")
    record(unit, _line(by, "conversations.handed_over", conversation_id, reason=reason))
    return writing.save()


def take(unit: Unit, conversation_id: str, agent: Agent, source: Agent | None = None) -> Conversation:
    """The agent becomes the holder: from the queue, or from `source` who holds it now.

    Raises AlreadyTaken when a colleague holds it, Closed, or NotHolder while the assistant answers.
    """
    writing = Writing(unit, conversation_id)
    before = writing.conversation
    if before.agent_id == agent.id:
        return before
    _may_be_taken(unit, before, source)
    writing.change(holder="agent", agent_id=agent.id, holder_since=unit.now)
    writing.notice("transferred" if source else "assigned", agent=agent.name)
    by = Author("agent", source.id if source else agent.id)
    record(unit, _line(by, "conversations.taken", conversation_id, agent=agent.id))
    if before.agent_id:
        unit.emit(HolderLeft(conversation_id, before.agent_id))
    return writing.save()


def return_to_queue(unit: Unit, conversation_id: str, agent: Agent) -> Conversation:
    """The holder gives it back to the queue. Raises NotHolder."""
    writing = Writing(unit, conversation_id)
    before = writing.conversation
    if before.agent_id != agent.id:
        raise NotHolder(holder=before.holder)
    by = Author("agent", agent.id)
    _give_to_queue(unit, writing, by, "returned")
    unit.emit(HolderLeft(conversation_id, agent.id))
    record(unit, _line(by, "conversations.returned", conversation_id))
    return writing.save()


def close(unit: Unit, conversation_id: str, by: Author) -> Conversation:
    """End it; closing a closed one changes nothing. An agent may close only what is theirs (NotHolder)."""
    writing = Writing(unit, conversation_id)
    before = writing.conversation
    if before.is_closed:
        return before
    if by.kind == "agent" and before.agent_id != by.id:
        raise NotHolder(holder=before.holder)
    writing.change(holder="nobody", agent_id=None, holder_since=unit.now, closed_at=unit.now)
    writing.notice("closed", by=by.kind)
    record(unit, _line(by, "conversations.closed", conversation_id))
    unit.emit(ConversationClosed(conversation_id))
    if before.agent_id:
        unit.emit(HolderLeft(conversation_id, before.agent_id))
    return writing.save()


def reopen(unit: Unit, conversation_id: str, by: Author, agent: Agent | None = None) -> Conversation:
    """Open it again: for the agent who reopens, for people if a person had answered, else for the assistant.

    Raises NotClosed.
    """
    writing = Writing(unit, conversation_id)
    if not writing.conversation.is_closed:
        raise NotClosed
    writing.change(closed_at=None)
    if agent is not None:
        writing.change(holder="agent", agent_id=agent.id, holder_since=unit.now)
        writing.notice("reopened", by="agent")
    elif next_holder_on_reopen(store.had_agent(unit, conversation_id)) == "queue":
        _give_to_queue(unit, writing, by, "reopened")
    else:
        writing.change(holder="assistant", holder_since=unit.now)
        writing.notice("reopened", by=by.kind)
    record(unit, _line(by, "conversations.reopened", conversation_id))
    return writing.save()


def _give_to_queue(unit: Unit, writing: Writing, by: Author, notice: str) -> None:
    writing.change(holder="queue", agent_id=None, holder_since=unit.now)
    writing.notice(notice, by=by.kind)
    unit.emit(HandedOver(writing.conversation.id))


def _may_be_taken(unit: Unit, before: Conversation, source: Agent | None) -> None:
    if before.is_closed:
        raise Closed
    if before.holder == "agent" and (source is None or source.id != before.agent_id):
        holder = people.agent(unit, before.agent_id or "")
        raise AlreadyTaken(agent=holder.name if holder else "")
    if before.holder == "assistant":
        raise NotHolder(holder="assistant")


def _line(by: Author, action: str, conversation_id: str, **details: str) -> Line:
    return Line(by.kind, by.id or None, action, conversation_id, dict(details))
