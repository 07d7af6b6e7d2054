"""The queue: who waits, at which place, and who is served next."""

from collections.abc import Collection
from dataclasses import dataclass

from bellrock.features.conversations import actions as conversations
from bellrock.features.conversations.errors import AlreadyTaken, Closed, NotHolder
from bellrock.features.inbox import store
from bellrock.features.inbox.actions.room import check_room
from bellrock.features.inbox.errors import AtCapacity
from bellrock.features.inbox.events import RoomMade
from bellrock.features.inbox.model import (
    Candidate,
    Place,
    Presence,
    choose_agent,
    expected_wait,
    hour_of_day,
)
from bellrock.features.people import actions as people
from bellrock.kit.i18n import LANGUAGES
from bellrock.kit.unit import Reader, Unit

QUEUE = "queue"
"""The live topic that tells of every change in the queue."""

_AT_ONCE = 5


@dataclass(frozen=True, slots=True)
class Times:
    """Since when each of some conversations waits in the queue, and for an answer (epoch ms)."""

    entered: dict[str, int]
    unanswered: dict[str, int]


def enqueue(unit: Unit, conversation_id: str) -> None:
    """Let a conversation wait for a person, and give it to one at once if one is free. Twice is once."""
    conversation = conversations.conversation_for_desk(unit, conversation_id)
    if conversation is None or conversation.holder != "queue":
        return
    if store.begin_wait(unit, conversation_id, conversation.language):
        unit.hint(QUEUE, conversation_id)
        unit.hint(conversations.thread_topic(conversation_id), conversation_id)
        unit.hint(conversations.LISTS, conversation_id)
        if not any(candidate.presence.state == "online" for candidate in _candidates(unit)):
            conversations.post_notice(unit, conversation_id, "no_agents")
    serve_next(unit)


def serve_next(unit: Unit) -> None:
    """Give those who wait longest to the agents who are free. A few at a time, so that the unit stays short:
    who may have room for more is asked again in a unit of its own.
    """
    for _ in range(_AT_ONCE - 1):
        if _serve_one(unit) is None:
            return
    last = _serve_one(unit)
    if last is not None:
        unit.emit(RoomMade(last))


def leave_queue(unit: Unit, conversation_id: str, agent_id: str | None) -> None:
    """The wait in the queue has ended: with an agent, whose answer the customer still waits for, or without
    one (the customer closed it).
    """
    if agent_id is None:
        store.forget_unanswered(unit, conversation_id)
    began_at = store.end_wait(unit, conversation_id, agent_id)
    if began_at is None:
        return
    unit.hint(QUEUE, conversation_id)
    conversation = conversations.conversation_for_desk(unit, conversation_id)
    if agent_id is not None and conversation is not None:
        store.note_unanswered(unit, conversation_id, conversation.last_seq, began_at)


def place_of(reader: Reader, conversation_id: str) -> Place | None:
    """The place and the honest wait of a conversation in the queue; None when it does not wait."""
    place = store.place_of(reader, conversation_id)
    if place is None:
        return None
    waits = store.served_waits(reader, place, hour_of_day(reader.now))
    return Place(place, expected_wait(waits))


def note_message(unit: Unit, conversation_id: str, seq: int, since: int | None) -> None:
    """Remember since when (epoch ms) a customer waits for the agent who holds the thread; None: answered."""
    store.note_unanswered(unit, conversation_id, seq, since)


def waiting_times(reader: Reader, conversation_ids: Collection[str]) -> Times:
    if not conversation_ids:
        return Times({}, {})
    return Times(store.began_at(reader, conversation_ids), store.unanswered_since(reader, conversation_ids))


def _serve_one(unit: Unit) -> str | None:
    """The agent whom whoever waits longest got, of those who wait in a language somebody free speaks."""
    candidates = _candidates(unit)
    spoken = [language for language in LANGUAGES if choose_agent(candidates, language)]
    for conversation_id, language in store.next_waiting(unit, spoken, 1):
        agent_id = choose_agent(candidates, language)
        if agent_id is not None and _serve(unit, conversation_id, agent_id):
            return agent_id
    return None


def _serve(unit: Unit, conversation_id: str, agent_id: str) -> bool:
    """Another worker may have been quicker. With the agent: False, nothing changes here."""
    try:
        with unit.attempt():
            conversations.take(unit, conversation_id, people.get_agent(unit, agent_id))
            check_room(unit, agent_id)
            leave_queue(unit, conversation_id, agent_id)
    except AtCapacity:
        return False
    except (Closed, AlreadyTaken, NotHolder):
        leave_queue(unit, conversation_id, None)
    return True


def _candidates(reader: Reader) -> list[Candidate]:
    presences = store.presences(reader)
    load = conversations.load_by_agent(reader)
    candidates = []
    for agent in people.agents(reader):
        held, last_taken_at = load.get(agent.id, (0, 0))
        presence = presences.get(agent.id, Presence(agent.id, "offline", automatic=False))
        candidates.append(Candidate(agent.id, presence, agent.languages, held, agent.capacity, last_taken_at))
    return candidates
