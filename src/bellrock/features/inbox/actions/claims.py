"""An agent takes a conversation, passes it on, or gives it back."""

from bellrock.features.conversations import actions as conversations
from bellrock.features.conversations.actions import Posting, post_message
from bellrock.features.conversations.model import Author, Conversation
from bellrock.features.inbox.actions.queue import leave_queue
from bellrock.features.inbox.actions.room import check_room
from bellrock.features.inbox.errors import SameAgent
from bellrock.features.people import actions as people
from bellrock.features.people.errors import NoSuchAgent
from bellrock.features.people.model import Agent, permissions_of, require
from bellrock.kit.unit import Unit


def claim(unit: Unit, agent: Agent, conversation_id: str) -> Conversation:
    """Take it from the queue; of two who claim at once one gets it, the other learns who (AlreadyTaken).

    Raises AtCapacity when the agent's hands are full.
    """
    require(agent, "inbox.claim")
    taken = conversations.take(unit, conversation_id, agent)
    check_room(unit, agent.id)
    leave_queue(unit, conversation_id, agent.id)
    return taken


def pass_on(unit: Unit, agent: Agent, conversation_id: str, target_id: str, note: str | None) -> Conversation:
    """Transfer it to a colleague, with a note for them. A lead may transfer anybody's."""
    require(agent, "inbox.claim")
    if target_id == agent.id:
        raise SameAgent
    doorway = conversations.conversation_for_agent(unit, agent, conversation_id)
    target = _target(unit, target_id)
    source = _source(unit, agent, doorway.conversation)
    if note and note.strip():
        posting = Posting(
            conversation_id, Author("agent", agent.id), note, f"transfer:{unit.new_id()}", "note"
        )
        post_message(unit, posting)
    taken = conversations.take(unit, conversation_id, target, source)
    check_room(unit, target.id)
    leave_queue(unit, conversation_id, target.id)
    return taken


def give_back(unit: Unit, agent: Agent, conversation_id: str) -> Conversation:
    """Return it to the queue: the customer waits again, at the end."""
    require(agent, "inbox.claim")
    return conversations.return_to_queue(unit, conversation_id, agent)


def reopen(unit: Unit, agent: Agent, conversation_id: str) -> Conversation:
    """Open a closed conversation again as its holder."""
    require(agent, "inbox.claim")
    reopened = conversations.reopen(unit, conversation_id, Author("agent", agent.id), agent)
    check_room(unit, agent.id)
    return reopened


def _target(unit: Unit, agent_id: str) -> Agent:
    """Somebody who may answer: a conversation given to an auditor would be stuck. Raises NoSuchAgent."""
    target = people.get_agent(unit, agent_id)
    if "inbox.claim" not in permissions_of(target):
        raise NoSuchAgent
    return target


def _source(unit: Unit, agent: Agent, conversation: Conversation) -> Agent | None:
    if conversation.agent_id is None or conversation.agent_id == agent.id:
        return agent
    if "inbox.transfer_any" in permissions_of(agent):
        return people.get_agent(unit, conversation.agent_id)
    return agent
