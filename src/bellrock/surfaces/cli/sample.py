"""The sample desk: conversations told again through the same actions that real ones go through, at
earlier times.
"""

from dataclasses import dataclass
from pathlib import Path

import msgspec
from msgspec import Struct

from bellrock.features.conversations import actions as conversations
from bellrock.features.conversations.model import ASSISTANT, Author, Citation, Extras, MessageKind
from bellrock.features.inbox import actions as inbox
from bellrock.features.people import actions as people
from bellrock.features.people.model import Agent, Person, new_token
from bellrock.kit.clock import MINUTE, Clock
from bellrock.kit.errors import Misconfigured
from bellrock.kit.ids import new_id
from bellrock.kit.unit import Unit
from bellrock.surfaces.cli.house import House

ALL = 2**53
"""A seq beyond every message: marks stop at the last one."""


class SampleAgent(Struct, frozen=True, forbid_unknown_fields=True):
    login: str
    name: str
    role: str
    language: str
    languages: list[str]
    capacity: int = 6


class Turn(Struct, frozen=True, forbid_unknown_fields=True):
    """One thing that happened `after` minutes after the one before: somebody spoke, or the holder changed.

    `by` is customer, assistant, desk (hand over to people) or an agent's login; an agent's `act` is message,
    note, claim or close.
    """

    by: str
    after: float
    text: str = ""
    act: str = "message"
    topic: str = ""
    title: str = ""


class SampleThread(Struct, frozen=True, forbid_unknown_fields=True):
    language: str
    minutes_ago: float
    turns: list[Turn]


class Sample(Struct, frozen=True, forbid_unknown_fields=True):
    agents: list[SampleAgent]
    conversations: list[SampleThread]


@dataclass(slots=True)
class ShiftedClock:
    """The machine's clock, set back while the past is told."""

    clock: Clock
    back: int = 0

    def __call__(self) -> int:
        return self.clock() - self.back


def read_sample(path: Path) -> Sample:
    try:
        return msgspec.yaml.decode(path.read_bytes(), type=Sample)
    except (OSError, msgspec.DecodeError) as error:
        raise Misconfigured(f"{path}: the sample desk cannot be read ({error}).") from None


async def tell_sample(house: House, sample: Sample, ids: dict[str, str], clock: ShiftedClock) -> None:
    """Tell all conversations as one timeline, so that those who waited together stood in one queue."""
    now = clock.clock()
    told: dict[int, tuple[str, Person]] = {}
    await _attend(house, ids, "online")
    for at, number, turn in _timeline(sample, now):
        clock.back = now - at
        if number in told:
            await house.desk.write(_happen, *told[number], turn, ids)
        else:
            told[number] = await _begin(house, sample.conversations[number].language, turn)
    clock.back = 0
    await _attend(house, ids, "offline")


async def _attend(house: House, ids: dict[str, str], state: str) -> None:
    """While the past is told the staff are at their desks, each taking conversations by hand."""
    for agent_id in ids.values():
        agent = await house.desk.read(people.get_agent, agent_id)
        await house.desk.write(inbox.set_presence, agent, state, automatic=state == "offline")


def _timeline(sample: Sample, now: int) -> list[tuple[int, int, Turn]]:
    """Every turn as (epoch ms, number of its conversation, turn), in order."""
    turns = []
    for number, thread in enumerate(sample.conversations):
        at = now - thread.minutes_ago * MINUTE
        for turn in thread.turns:
            at += turn.after * MINUTE
            turns.append((int(at), number, turn))
    return sorted(turns, key=lambda one: one[:2])


async def _begin(house: House, language: str, turn: Turn) -> tuple[str, Person]:
    person = await _visitor(house, language)
    opening = conversations.Opening(person, language, turn.text, f"sample:{person.id}")
    opened = await house.desk.write(conversations.open_conversation, opening)
    return opened.id, person


async def _visitor(house: House, language: str) -> Person:
    arrival = people.Arrival(new_id(house.clock), new_token(), "", language)
    await house.keyring.ensure(arrival.person_id)
    person, _ = await house.desk.write(people.admit_visitor, arrival)
    return person


def _happen(unit: Unit, conversation_id: str, person: Person, turn: Turn, ids: dict[str, str]) -> None:
    if turn.by == "desk":
        conversations.hand_over(unit, conversation_id, Author("customer", person.id), "asked")
        inbox.enqueue(unit, conversation_id)
    elif turn.by == "customer":
        conversations.mark_read_by_person(unit, person, conversation_id, ALL)
        _say(unit, conversation_id, Author("customer", person.id), turn)
    elif turn.by == "assistant":
        _say(unit, conversation_id, ASSISTANT, turn)
        conversations.mark_read_by_person(unit, person, conversation_id, ALL)
    else:
        _work(unit, conversation_id, people.get_agent(unit, ids[turn.by]), turn)


def _work(unit: Unit, conversation_id: str, agent: Agent, turn: Turn) -> None:
    if turn.act == "claim":
        inbox.claim(unit, agent, conversation_id)
    elif turn.act == "close":
        conversations.mark_read_by_agent(unit, agent, conversation_id, ALL)
        conversations.close(unit, conversation_id, Author("agent", agent.id))
    else:
        conversations.mark_read_by_agent(unit, agent, conversation_id, ALL)
        _say(unit, conversation_id, Author("agent", agent.id), turn)


def _say(unit: Unit, conversation_id: str, author: Author, turn: Turn) -> None:
    extras = Extras()
    if turn.topic:
        conversation = conversations.conversation_for_desk(unit, conversation_id)
        language = conversation.language if conversation else "en"
        extras = Extras(citations=(Citation(turn.topic, language, turn.title),))
    kind: MessageKind = "note" if turn.act == "note" else "message"
    posting = conversations.Posting(
        conversation_id, author, turn.text, f"sample:{unit.new_id()}", kind, extras
    )
    conversations.post_message(unit, posting)
