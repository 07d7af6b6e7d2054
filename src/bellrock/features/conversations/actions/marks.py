"""How far each side has read, and how far messages have reached the customer's device.

Marks only go forward.
"""

from bellrock.features.conversations.actions.doors import conversation_for_agent, conversation_for_person
from bellrock.features.conversations.actions.writing import Writing
from bellrock.features.people.model import Agent, Person
from bellrock.kit.unit import Unit


def mark_read_by_person(unit: Unit, person: Person, conversation_id: str, seq: int) -> None:
    conversation_for_person(unit, person, conversation_id)
    writing = Writing(unit, conversation_id)
    seq = min(seq, writing.conversation.last_seq)
    if seq > writing.conversation.read_customer:
        delivered = max(seq, writing.conversation.delivered)
        writing.change(read_customer=seq, delivered=delivered)
        writing.save()


def mark_delivered(unit: Unit, person: Person, conversation_id: str, seq: int) -> None:
    conversation_for_person(unit, person, conversation_id)
    writing = Writing(unit, conversation_id)
    seq = min(seq, writing.conversation.last_seq)
    if seq > writing.conversation.delivered:
        writing.change(delivered=seq)
        writing.save()


def mark_read_by_agent(unit: Unit, agent: Agent, conversation_id: str, seq: int) -> None:
    """Only the holder's reading counts: a colleague who looks in has not read for the customer."""
    conversation_for_agent(unit, agent, conversation_id)
    writing = Writing(unit, conversation_id)
    seq = min(seq, writing.conversation.last_seq)
    if writing.conversation.agent_id == agent.id and seq > writing.conversation.read_agents:
        writing.change(read_agents=seq)
        writing.save()
