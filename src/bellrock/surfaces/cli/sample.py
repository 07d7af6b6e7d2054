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
    """Tell every conversation in the order of its beginning."""
    for thread in sorted(sample.conversations, key=lambda one: -one.minutes_ago):
        await _tell(house, thread, ids, clock)
    clock.back = 0


async def _tell(house: House, thread: SampleThread, ids: dict[str, str], clock: ShiftedClock) -> None:
    clock.back = int(thread.minutes_ago * MINUTE)
    person = await _visitor(house, thread.language)
    first, *later = thread.turns
    opening = conversations.Opening(person, thread.language, first.text, f"sample:{person.id}"[:64])
    opened = await house.desk.write(conversations.open_conversation, opening)
    for turn in later:
        clock.back -= int(turn.after * MINUTE)
        await house.desk.write(_happen, opened.id, person, turn, ids)


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
        _say(unit, conversation_id, Author("customer", person.id), turn)
    elif turn.by == "assistant":
        _say(unit, conversation_id, ASSISTANT, turn)
    else:
        _work(unit, conversation_id, people.get_agent(unit, ids[turn.by]), turn)


def _work(unit: Unit, conversation_id: str, agent: Agent, turn: Turn) -> None:
    if turn.act == "claim":
        inbox.claim(unit, agent, conversation_id)
    elif turn.act == "close":
        conversations.close(unit, conversation_id, Author("agent", agent.id))
    else:
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
