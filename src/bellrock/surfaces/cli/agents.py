"""bellrock agent: make an agent of a desk that does not run."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass

from bellrock.features.people import actions as people
from bellrock.features.people.model import ROLES, NewAgent, check_new_agent, hash_password
from bellrock.kit.clock import now
from bellrock.kit.config import Settings
from bellrock.kit.i18n import LANGUAGES
from bellrock.surfaces.cli.house import OpenHouse


@dataclass(frozen=True, slots=True)
class NewLogin:
    """An agent as the operator names one."""

    login: str
    name: str
    role: str
    language: str
    languages: Sequence[str]


def add_agent(settings: Settings, open_house: OpenHouse, given: NewLogin, password: str) -> str:
    """The new agent's id. Raises BadAgent or LoginTaken, or Misconfigured while the desk runs."""
    agent = NewAgent(given.login.lower(), given.name, given.role, given.language, tuple(given.languages))
    check_new_agent(agent, password, (frozenset(ROLES), LANGUAGES))
    house = open_house(settings, now)

    async def add() -> str:
        return await house.desk.write(people.add_agent, agent, hash_password(password))

    try:
        return asyncio.run(add())
    finally:
        house.close()
