"""Whether an agent has room, decided under the agent's lock."""

from bellrock.features.conversations import actions as conversations
from bellrock.features.inbox.errors import AtCapacity
from bellrock.features.people import actions as people
from bellrock.kit.unit import Unit


def check_room(unit: Unit, agent_id: str) -> None:
    """Raises AtCapacity.

    Called after the take: the conversation is locked first, then the agent, everywhere.
    """
    agent = people.lock_agent(unit, agent_id)
    if conversations.held_by(unit, agent_id) > agent.capacity:
        raise AtCapacity(capacity=agent.capacity)
