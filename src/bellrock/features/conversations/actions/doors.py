"""The doors: every row that a surface shows has come through one of these, which takes the viewer.

A person sees their own conversations without notes. An agent sees the conversations of the live realm.
"""

from dataclasses import dataclass, replace
from typing import cast, get_args

from bellrock.features.audit.actions import record
from bellrock.features.audit.model import Line
from bellrock.features.conversations import store
from bellrock.features.conversations.errors import BadView, NoSuchConversation
from bellrock.features.conversations.model import Conversation, Message, Page, Row, Thread, View
from bellrock.features.people import actions as people
from bellrock.features.people.model import Agent, Person, require
from bellrock.kit.unit import Reader, Unit

PAGE = 50
_MOST_OWN = 50
_PREVIEW = 160


@dataclass(frozen=True, slots=True)
class Doorway:
    """Proof that the viewer came through a door: only this module makes one."""

    conversation: Conversation


def conversation_for_person(reader: Reader, person: Person, conversation_id: str) -> Doorway:
    """Raises NoSuchConversation, also when it is somebody else's."""
    found = store.conversation(reader, conversation_id)
    if found is None or found.person_id not in person.ids:
        raise NoSuchConversation
    return Doorway(found)


def conversation_for_agent(reader: Reader, agent: Agent, conversation_id: str) -> Doorway:
    require(agent, "conversations.read")
    found = store.conversation(reader, conversation_id)
    if found is None or found.realm != "live":
        raise NoSuchConversation
    return Doorway(found)


def conversation_for_desk(reader: Reader, conversation_id: str) -> Conversation | None:
    """For reactions, which have no viewer."""
    return store.conversation(reader, conversation_id)


def conversations_of(reader: Reader, person: Person) -> list[Conversation]:
    """A person's own conversations, the latest word first (at most 50)."""
    return store.of_persons(reader, person.ids, _MOST_OWN)


def thread_for_person(reader: Reader, person: Person, conversation_id: str, after: int = -1) -> Thread:
    """What the customer sees: no notes, and a revision that notes do not raise."""
    head = conversation_for_person(reader, person, conversation_id).conversation
    messages = store.changed_since(reader, head.id, _within(head, after))
    return _thread(reader, head, [message for message in messages if message.kind != "note"], after)


def thread_for_agent(reader: Reader, agent: Agent, conversation_id: str, after: int = -1) -> Thread:
    head = conversation_for_agent(reader, agent, conversation_id).conversation
    messages = store.changed_since(reader, head.id, _within(head, after))
    return _thread(reader, head, messages, after)


def thread_for_desk(reader: Reader, conversation_id: str) -> Thread | None:
    """What the assistant works from: the customer's view."""
    head = store.conversation(reader, conversation_id)
    if head is None:
        return None
    messages = [message for message in store.changed_since(reader, head.id, -1) if message.kind != "note"]
    return _thread(reader, head, messages, -1)


def page_for_agent(reader: Reader, agent: Agent, view: str, before: str | None = None) -> Page:
    """One page of a view (queue, mine, others, closed); raises BadView."""
    require(agent, "conversations.read")
    heads = store.page(reader, _view(view), agent.id, _cursor(before), PAGE + 1)
    rows = _rows(reader, heads[:PAGE])
    more = len(heads) > PAGE
    return Page(tuple(rows), _next(view, heads[PAGE - 1]) if more else None)


def rows_for_agent(reader: Reader, agent: Agent, conversation_ids: list[str]) -> list[Row]:
    """The rows of these conversations, as far as the agent may see them."""
    require(agent, "conversations.read")
    heads = [head for head in store.several(reader, conversation_ids) if head.realm == "live"]
    return _rows(reader, heads)


def counts_for_agent(reader: Reader, agent: Agent) -> dict[str, int]:
    require(agent, "conversations.read")
    return store.counts(reader, agent.id)


def note_look(unit: Unit, agent: Agent, conversation_id: str) -> None:
    """A look into a conversation that is not one's own stands in the trail."""
    doorway = conversation_for_agent(unit, agent, conversation_id)
    record(unit, Line("agent", agent.id, "conversations.looked", doorway.conversation.id))


def held_by(reader: Reader, agent_id: str) -> int:
    """How many conversations an agent holds."""
    return store.count_held(reader, agent_id)


def load_by_agent(reader: Reader) -> dict[str, tuple[int, int]]:
    return store.load_by_agent(reader)


def _within(head: Conversation, after: int) -> int:
    """A client may claim any number; the database takes 64 bits of it."""
    return max(-1, min(after, head.revision))


def _thread(reader: Reader, head: Conversation, messages: list[Message], after: int) -> Thread:
    head_changed = head.head_revision > after
    seen = [message.revision for message in messages]
    revision = max([_within(head, after), head.head_revision, *seen])
    return Thread(head, tuple(_named(reader, messages)), revision, head_changed)


def _named(reader: Reader, messages: list[Message]) -> list[Message]:
    """Agents' names are looked up, not stored: a name that changes, changes everywhere."""
    agents = {message.author.id for message in messages if message.author.kind == "agent"}
    names = people.agent_names(reader, agents) if agents else {}
    return [
        replace(message, author=replace(message.author, name=names.get(message.author.id)))
        if message.author.id in names
        else message
        for message in messages
    ]


def _rows(reader: Reader, heads: list[Conversation]) -> list[Row]:
    if not heads:
        return []
    words = store.last_words(reader, [head.last_message_id for head in heads if head.last_message_id])
    unread = store.unread(reader, [head.id for head in heads])
    persons = people.customer_names(reader, {h.person_id for h in heads if h.person_kind == "customer"})
    agents = people.agent_names(reader, {head.agent_id for head in heads if head.agent_id})
    rows = []
    for head in heads:
        last = words.get(head.last_message_id or "")
        rows.append(
            Row(
                conversation=head,
                person_name=persons.get(head.person_id),
                agent_name=agents.get(head.agent_id or ""),
                preview=last.text[:_PREVIEW] if last else "",
                last_author=last.author.kind if last else None,
                unread=unread.get(head.id, 0),
            )
        )
    return rows


def _view(view: str) -> View:
    for known in get_args(View):
        if known == view:
            return cast(View, known)
    raise BadView(view=view[:20])


def _next(view: str, last: Conversation) -> str:
    return f"{last.holder_since if view == 'queue' else last.last_at}.{last.id}"


def _cursor(before: str | None) -> tuple[int, str] | None:
    if not before:
        return None
    at, _, conversation_id = before.partition(".")
    if not (at.isascii() and at.isdigit()) or len(at) > 15:  # isdigit alone takes superscripts
        raise BadView(view="before")
    return int(at), conversation_id
