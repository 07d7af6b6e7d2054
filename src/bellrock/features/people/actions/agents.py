"""Agents: made by an operator, looked up, found again at log-in."""

from collections.abc import Collection

from bellrock.features.audit.actions import record
from bellrock.features.audit.model import Line
from bellrock.features.people import store
from bellrock.features.people.errors import LoginTaken, NoSuchAgent
from bellrock.features.people.model import Agent, NewAgent
from bellrock.kit.unit import Reader, Unit


def add_agent(unit: Unit, agent: NewAgent, password_hash: str) -> str:
    """Make an agent (checked by model.check_new_agent before); raises LoginTaken."""
    agent_id = store.add_agent(unit, agent, password_hash)
    if agent_id is None:
        raise LoginTaken(login=agent.login)
    record(unit, Line("operator", None, "people.agent_added", agent_id, {"role": agent.role}))
    return agent_id


def agent(reader: Reader, agent_id: str) -> Agent | None:
    return store.agent(reader, agent_id)


def get_agent(reader: Reader, agent_id: str) -> Agent:
    """Raises NoSuchAgent, also for one who was suspended."""
    found = store.agent(reader, agent_id)
    if found is None:
        raise NoSuchAgent
    return found


def agent_names(reader: Reader, ids: Collection[str]) -> dict[str, str]:
    """Agents' names by id, suspended ones too: what they wrote stays theirs."""
    return store.agent_names(reader, ids) if ids else {}


def lock_agent(unit: Unit, agent_id: str) -> Agent:
    """The agent, locked until the unit ends: what is decided by an agent's load is decided alone."""
    found = store.lock_agent(unit, agent_id)
    if found is None:
        raise NoSuchAgent
    return found


def agents(reader: Reader) -> list[Agent]:
    """All agents who may work, by name."""
    return store.agents(reader)


def password_of(reader: Reader, login: str) -> tuple[Agent, str] | None:
    """The agent of a login with the stored hash; verifying it is slow and is done outside."""
    return store.password_of(reader, login.strip().lower())


def set_language(unit: Unit, agent_id: str, language: str) -> None:
    store.set_language(unit, agent_id, language)
