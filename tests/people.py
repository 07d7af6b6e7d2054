"""Everybody a story needs, made through the desk's own actions."""

from dataclasses import dataclass
from itertools import count

from bellrock.features.conversations import actions as conversations
from bellrock.features.conversations.actions import Opening, Posted, Posting
from bellrock.features.conversations.model import Author, Conversation, MessageKind
from bellrock.features.inbox import actions as inbox
from bellrock.features.people import actions as people
from bellrock.features.people.model import Agent, Claims, NewAgent, Person, Session, new_token
from bellrock.kit.clock import MINUTE
from bellrock.kit.ids import new_id
from bellrock.wiring import House

_numbers = count(1)


@dataclass(frozen=True, slots=True)
class Visit:
    """Somebody who asks, and the session that proves it."""

    person: Person
    session: Session
    token: str

    @property
    def author(self) -> Author:
        return Author("customer", self.person.id)


def fresh(name: str = "id") -> str:
    """A client id, a login or a jti that no other call gave."""
    return f"{name}-{next(_numbers):08}"


async def arrival(house: House, person_id: str = "", language: str = "en") -> people.Arrival:
    person_id = person_id or new_id(house.clock)
    await house.keyring.ensure(person_id)
    return people.Arrival(person_id, new_token(), "a browser", language)


async def visitor(house: House, language: str = "en") -> Visit:
    given = await arrival(house, language=language)
    return Visit(*await house.desk.write(people.admit_visitor, given), given.token)


def claims(house: House, external_id: str, name: str | None = None) -> Claims:
    return Claims(external_id, fresh("jti"), house.clock() + MINUTE, name, None)


async def customer(
    house: House, external_id: str, name: str | None = None, before: Person | None = None
) -> Visit:
    """The exchange's customer `external_id`, with the threads of the visitor they were `before`."""
    known = await house.desk.read(people.customer_id, external_id)
    given = await arrival(house, known or "")
    made = await house.desk.write(people.exchange_token, claims(house, external_id, name), given, before)
    return Visit(*made, given.token)


async def agent(
    house: House, name: str = "Ann", role: str = "agent", languages: str = "en", capacity: int = 5
) -> Agent:
    """An agent who is offline and has no password; `languages` are separated by spaces."""
    new = NewAgent(fresh(name.lower()), name, role, "en", tuple(languages.split()), capacity)
    agent_id = await house.desk.write(people.add_agent, new, "no password")
    return await house.desk.read(people.get_agent, agent_id)


async def present(house: House, who: Agent, state: str = "online", automatic: bool = True) -> Agent:
    await house.desk.write(inbox.set_presence, who, state, automatic)
    return who


async def log_in(house: House, who: Agent) -> tuple[str, Session]:
    """The token of a new session, and the session."""
    token = new_token()
    return token, await house.desk.write(people.begin_agent_session, who, token, "a browser")


async def opened(
    house: House, who: Person, text: str = "My deposit is missing", client_id: str = ""
) -> Conversation:
    opening = Opening(who, "en", text, client_id or fresh())
    return await house.desk.write(conversations.open_conversation, opening)


async def waiting(house: House, who: Person | None = None, language: str = "en") -> Conversation:
    """A conversation in the queue, at its end; the time of the house stands still meanwhile."""
    person = who or (await visitor(house, language)).person
    opening = Opening(person, language, "Please help me", fresh())
    begun = await house.desk.write(conversations.open_conversation, opening)
    author = Author("customer", person.id)
    handed = await house.desk.write(conversations.hand_over, begun.id, author, "asked")
    await house.desk.write(inbox.enqueue, begun.id)
    return handed


async def say(
    house: House, where: Conversation, author: Author, text: str, kind: MessageKind = "message"
) -> Posted:
    return await house.desk.write(conversations.post_message, Posting(where.id, author, text, fresh(), kind))


def as_agent(who: Agent) -> Author:
    return Author("agent", who.id)
