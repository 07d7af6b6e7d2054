"""SQL of people."""

from collections.abc import Collection

import msgspec
from sqlalchemy import bindparam, delete, select, update
from sqlalchemy.dialects.postgresql import insert

from bellrock.features.people.model import BELIEVED_LATE, Agent, Claims, NewAgent, Session
from bellrock.features.people.tables import (
    people_agents,
    people_aliases,
    people_customers,
    people_exchanged_tokens,
    people_sessions,
    people_visitors,
)
from bellrock.kit.db import AnyRow, prepared
from bellrock.kit.unit import Reader, Unit

_NEW_SESSION = prepared(
    people_sessions.insert().values(
        {column.name: bindparam(column.name) for column in people_sessions.c if column.name != "ended_at"}
    )
)
_LIVE_SESSION = prepared(
    select(people_sessions).where(
        people_sessions.c.token == bindparam("token"),
        people_sessions.c.ended_at.is_(None),
        people_sessions.c.expires_at > bindparam("now"),
    )
)
_SESSIONS_OF = prepared(
    select(people_sessions)
    .where(
        people_sessions.c.person_id == bindparam("person"),
        people_sessions.c.ended_at.is_(None),
        people_sessions.c.expires_at > bindparam("now"),
    )
    .order_by(people_sessions.c.created_at.desc())
)
_AGENT = select(people_agents).where(people_agents.c.id == bindparam("id"))
_AGENT_BY_ID = prepared(_AGENT)
_LOCK_AGENT = prepared(_AGENT.with_for_update())


def add_visitor(unit: Unit, visitor_id: str, language: str) -> None:
    unit.run(people_visitors.insert(), {"id": visitor_id, "language": language, "created_at": unit.now})


def visitor_exists(reader: Reader, visitor_id: str) -> bool:
    found = select(people_visitors.c.id).where(people_visitors.c.id == visitor_id)
    return reader.run(found).first() is not None


def customer_id(reader: Reader, external_id: str) -> str | None:
    found = select(people_customers.c.id).where(people_customers.c.external_id == external_id)
    known: str | None = reader.run(found).scalar()
    return known


def keep_customer(unit: Unit, customer: str, claims: Claims, language: str) -> str:
    """Insert or refresh the customer of these claims; returns the id that stands (the first one ever
    used).
    """
    stands = unit.run(
        insert(people_customers)
        .values(
            id=customer,
            external_id=claims.external_id,
            language=language,
            created_at=unit.now,
        )
        .on_conflict_do_update(index_elements=["external_id"], set_={"language": language})
        .returning(people_customers.c.id)
    ).scalar_one()
    assert isinstance(stands, str)
    return stands


def name_customer(unit: Unit, customer: str, name: str) -> None:
    sealed = unit.seal(customer, f"people_customers.name:{customer}", name)
    unit.run(update(people_customers).where(people_customers.c.id == customer).values(name=sealed))


def customer_names(reader: Reader, ids: Collection[str]) -> dict[str, str]:
    found = select(people_customers.c.id, people_customers.c.name).where(
        people_customers.c.id.in_(ids), people_customers.c.name.is_not(None)
    )
    return {
        customer: reader.vault.open(customer, f"people_customers.name:{customer}", sealed)
        for customer, sealed in reader.run(found)
    }


def add_alias(unit: Unit, visitor: str, customer: str) -> bool:
    """Join a visitor to a customer; False when the visitor belongs to somebody already."""
    return (
        unit.run(
            insert(people_aliases)
            .values(visitor_id=visitor, customer_id=customer, created_at=unit.now)
            .on_conflict_do_nothing()
        ).rowcount
        == 1
    )


def visitors_of(reader: Reader, customer: str) -> tuple[str, ...]:
    found = select(people_aliases.c.visitor_id).where(people_aliases.c.customer_id == customer)
    return tuple(reader.run(found).scalars())


def spend_token(unit: Unit, claims: Claims) -> bool:
    """Remember a token's jti; False when it was exchanged before. Forgets those that nobody believes now."""
    long_ago = unit.now - BELIEVED_LATE
    unit.run(delete(people_exchanged_tokens).where(people_exchanged_tokens.c.expires_at < long_ago))
    return (
        unit.run(
            insert(people_exchanged_tokens)
            .values(jti=claims.jti, expires_at=claims.expires_at)
            .on_conflict_do_nothing()
        ).rowcount
        == 1
    )


def add_agent(unit: Unit, agent: NewAgent, password_hash: str) -> str | None:
    """The new agent's id, or None when the login is taken."""
    added: str | None = unit.run(
        insert(people_agents)
        .values(
            id=unit.new_id(),
            login=agent.login,
            name=agent.name.strip(),
            password=password_hash,
            role=agent.role,
            language=agent.language,
            languages=msgspec.json.encode(agent.languages).decode(),
            capacity=agent.capacity,
            created_at=unit.now,
        )
        .on_conflict_do_nothing()
        .returning(people_agents.c.id)
    ).scalar()
    return added


def agent(reader: Reader, agent_id: str) -> Agent | None:
    row = reader.run(_AGENT_BY_ID, {"id": agent_id}).first()
    return _agent(row) if row is not None and row.suspended_at is None else None


def lock_agent(unit: Unit, agent_id: str) -> Agent | None:
    row = unit.run(_LOCK_AGENT, {"id": agent_id}).first()
    return _agent(row) if row is not None and row.suspended_at is None else None


def agents(reader: Reader) -> list[Agent]:
    found = select(people_agents).where(people_agents.c.suspended_at.is_(None))
    return [_agent(row) for row in reader.run(found.order_by(people_agents.c.name, people_agents.c.id))]


def agent_names(reader: Reader, ids: Collection[str]) -> dict[str, str]:
    found = select(people_agents.c.id, people_agents.c.name).where(people_agents.c.id.in_(ids))
    return {row[0]: row[1] for row in reader.run(found)}


def password_of(reader: Reader, login: str) -> tuple[Agent, str] | None:
    row = reader.run(select(people_agents).where(people_agents.c.login == login)).first()
    if row is None or row.suspended_at is not None:
        return None
    return _agent(row), row.password


def set_language(unit: Unit, agent_id: str, language: str) -> None:
    unit.run(update(people_agents).where(people_agents.c.id == agent_id).values(language=language))


def add_session(unit: Unit, session: Session, token: str) -> None:
    unit.run(
        _NEW_SESSION,
        {
            "id": session.id,
            "token": token,
            "kind": session.kind,
            "person_id": session.person_id,
            "device": session.device,
            "created_at": session.created_at,
            "expires_at": session.expires_at,
        },
    )


def live_session(reader: Reader, token: str) -> Session | None:
    row = reader.run(_LIVE_SESSION, {"token": token, "now": reader.now}).first()
    return _session(row) if row is not None else None


def live_sessions(reader: Reader, person: str) -> list[Session]:
    return [_session(row) for row in reader.run(_SESSIONS_OF, {"person": person, "now": reader.now})]


def end_session(unit: Unit, person: str, session_id: str) -> bool:
    """False when this person has no such live session."""
    ended = unit.run(
        update(people_sessions)
        .where(
            people_sessions.c.id == session_id,
            people_sessions.c.person_id == person,
            people_sessions.c.ended_at.is_(None),
        )
        .values(ended_at=unit.now)
    )
    return ended.rowcount == 1


def _session(row: AnyRow) -> Session:
    return Session(row.id, row.kind, row.person_id, row.device, row.created_at, row.expires_at)


def _agent(row: AnyRow) -> Agent:
    return Agent(
        id=row.id,
        login=row.login,
        name=row.name,
        role=row.role,
        language=row.language,
        languages=tuple(msgspec.json.decode(row.languages)),
        capacity=row.capacity,
    )
