"""Agents: the staff who answer."""

import re
from dataclasses import dataclass

from bellrock.features.people.errors import BadAgent

_LOGIN = re.compile(r"[a-z0-9][a-z0-9._@-]{1,62}")
SHORTEST_PASSWORD = 12
LONGEST_PASSWORD = 256
MOST_CAPACITY = 50


@dataclass(frozen=True, slots=True)
class Agent:
    """One of the staff. `languages` they answer in; `capacity`: conversations they may hold at once."""

    id: str
    login: str
    name: str
    role: str
    language: str
    languages: tuple[str, ...]
    capacity: int


@dataclass(frozen=True, slots=True)
class NewAgent:
    """What makes an agent; the password is already hashed when it reaches the database."""

    login: str
    name: str
    role: str
    language: str
    languages: tuple[str, ...]
    capacity: int = 5


def check_new_agent(agent: NewAgent, password: str, known: tuple[frozenset[str], tuple[str, ...]]) -> None:
    """Raises BadAgent naming the wrong field. `known` are the roles and the languages."""
    roles, languages = known
    wrong = (
        ("login", not _LOGIN.fullmatch(agent.login)),
        ("name", not agent.name.strip() or len(agent.name) > 100),
        ("role", agent.role not in roles),
        ("language", agent.language not in languages),
        ("languages", not agent.languages or not set(agent.languages) <= set(languages)),
        ("capacity", not 1 <= agent.capacity <= MOST_CAPACITY),
        ("password", not SHORTEST_PASSWORD <= len(password) <= LONGEST_PASSWORD),
    )
    for field, is_wrong in wrong:
        if is_wrong:
            raise BadAgent(field=field)
