"""Sessions: begun with proof, looked up at every call, listed and ended."""

from bellrock.features.audit.actions import record
from bellrock.features.audit.model import Line
from bellrock.features.people import store
from bellrock.features.people.errors import NoSuchSession, Unknown
from bellrock.features.people.model import Agent, Person, Session, token_hash
from bellrock.kit.clock import DAY, HOUR
from bellrock.kit.unit import Reader, Unit

LIFE = {"visitor": 180 * DAY, "customer": 30 * DAY, "agent": 12 * HOUR}
_LONGEST_DEVICE = 200


SESSIONS = "sessions"
"""The live topic on which the end of any session is told: its id."""


def session_topic(session_id: str) -> str:
    """The live topic on which the end of a session is told."""
    return f"session:{session_id}"


def begin_session(unit: Unit, kind: str, person_id: str, token: str, device: str) -> Session:
    """Store a session of one person; the caller has proved who it is."""
    session = Session(
        id=unit.new_id(),
        kind=kind,
        person_id=person_id,
        device=device[:_LONGEST_DEVICE],
        created_at=unit.now,
        expires_at=unit.now + LIFE[kind],
    )
    store.add_session(unit, session, token_hash(token))
    return session


def begin_agent_session(unit: Unit, agent: Agent, token: str, device: str) -> Session:
    session = begin_session(unit, "agent", agent.id, token, device)
    record(unit, Line("agent", agent.id, "people.logged_in", agent.id, {"session": session.id}))
    return session


def person_of(reader: Reader, token: str) -> tuple[Person, Session]:
    """The visitor or customer behind a token; raises Unknown."""
    session = store.live_session(reader, token_hash(token))
    if session is None or session.kind == "agent":
        raise Unknown
    return person_by_id(reader, session.kind, session.person_id), session


def person_by_id(reader: Reader, kind: str, person_id: str) -> Person:
    """A customer's ids include those of the visitors who joined them; a visitor's is their own alone."""
    if kind == "customer":
        ids = (person_id, *store.visitors_of(reader, person_id))
        name = store.customer_names(reader, [person_id]).get(person_id)
        return Person("customer", person_id, ids, name)
    return Person("visitor", person_id, (person_id,))


def agent_of(reader: Reader, token: str) -> tuple[Agent, Session]:
    """The agent behind a token; raises Unknown, also when the agent was suspended since."""
    session = store.live_session(reader, token_hash(token))
    found = store.agent(reader, session.person_id) if session and session.kind == "agent" else None
    if session is None or found is None:
        raise Unknown
    return found, session


def live_sessions(reader: Reader, person_id: str) -> list[Session]:
    """A person's sessions, newest first."""
    return store.live_sessions(reader, person_id)


def end_session(unit: Unit, session_kind: str, person_id: str, session_id: str) -> None:
    """End one of a person's own sessions at once, everywhere; raises NoSuchSession."""
    if not store.end_session(unit, person_id, session_id):
        raise NoSuchSession
    record(unit, Line(session_kind, person_id, "people.session_ended", session_id))
    unit.hint(SESSIONS, session_id)
    unit.hint(session_topic(session_id), session_id)
