"""What people do: arrive, prove who they are, log in and out."""

from bellrock.features.people.actions.agents import (
    add_agent,
    agent,
    agent_names,
    agents,
    get_agent,
    lock_agent,
    password_of,
    set_language,
)
from bellrock.features.people.actions.persons import (
    Arrival,
    admit_visitor,
    customer_id,
    customer_names,
    exchange_token,
    readmit_visitor,
)
from bellrock.features.people.actions.sessions import (
    SESSIONS,
    agent_of,
    begin_agent_session,
    end_session,
    live_sessions,
    person_of,
    session_topic,
)

__all__ = [
    "SESSIONS",
    "Arrival",
    "add_agent",
    "admit_visitor",
    "agent",
    "agent_names",
    "agent_of",
    "agents",
    "begin_agent_session",
    "customer_id",
    "customer_names",
    "end_session",
    "exchange_token",
    "get_agent",
    "live_sessions",
    "lock_agent",
    "password_of",
    "person_of",
    "readmit_visitor",
    "session_topic",
    "set_language",
]
