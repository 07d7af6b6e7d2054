"""Whether agents are there. Their sockets tell; a lost socket has a minute to come back."""

from bellrock.features.conversations import actions as conversations
from bellrock.features.inbox import store
from bellrock.features.inbox.errors import BadPresence
from bellrock.features.inbox.events import PresenceLost, RoomMade
from bellrock.features.inbox.model import PRESENCE_STATES, Colleague, Presence
from bellrock.features.people import actions as people
from bellrock.features.people.model import Agent, permissions_of, require
from bellrock.kit.clock import MINUTE
from bellrock.kit.unit import Reader, Unit

GRACE = MINUTE


def set_presence(unit: Unit, agent: Agent, state: str, automatic: bool) -> Presence:
    """What the agent chose; raises BadPresence."""
    require(agent, "inbox.claim")
    for known in PRESENCE_STATES:
        if known == state:
            presence = Presence(agent.id, known, automatic)
            store.set_presence(unit, presence)
            if known == "online" and automatic:
                unit.emit(RoomMade(agent.id))
            return presence
    raise BadPresence(state=state[:20])


def presence_of(reader: Reader, agent: Agent) -> Presence:
    return store.presence_of(reader, agent.id) or Presence(agent.id, "offline", automatic=True)


def lose_presence(unit: Unit, agent_id: str) -> None:
    """The last socket of an agent closed."""
    store.set_lost(unit, agent_id, unit.now)
    unit.emit(PresenceLost(agent_id, unit.now, unit.now + GRACE))


def lose_all_presence(unit: Unit) -> None:
    """The desk starts: no socket is open, whatever was stored."""
    for agent_id in store.present(unit):
        lose_presence(unit, agent_id)


def regain_presence(unit: Unit, agent_id: str) -> None:
    """A socket of the agent opened in time."""
    store.set_lost(unit, agent_id, None)


def expire_presence(unit: Unit, event: PresenceLost) -> None:
    """Offline now, unless a socket came back or the agent chose anew since."""
    store.go_offline(unit, event.agent_id, event.lost_at)


def colleagues(reader: Reader, agent: Agent) -> list[Colleague]:
    """All who may take a conversation, with presence and load, by name."""
    require(agent, "conversations.read")
    presences = store.presences(reader)
    load = conversations.load_by_agent(reader)
    return [
        Colleague(
            agent_id=one.id,
            name=one.name,
            languages=one.languages,
            presence=presences.get(one.id, Presence(one.id, "offline", automatic=False)),
            held=load.get(one.id, (0, 0))[0],
            capacity=one.capacity,
        )
        for one in people.agents(reader)
        if "inbox.claim" in permissions_of(one)
    ]
