"""bellrock agent: make an agent of a desk that does not run."""

import asyncio

from bellrock.features.people import actions as people
from bellrock.features.people.model import ROLES, NewAgent, check_new_agent, hash_password
from bellrock.kit.clock import now
from bellrock.kit.config import Settings
from bellrock.kit.i18n import LANGUAGES
from bellrock.surfaces.cli.house import OpenHouse


def add_agent(settings: Settings, open_house: OpenHouse, agent: NewAgent, password: str) -> str:
    """The new agent's id. Raises BadAgent or LoginTaken, or Misconfigured while the desk runs."""
    check_new_agent(agent, password, (frozenset(ROLES), LANGUAGES))
    house = open_house(settings, now)

    async def add() -> str:
        return await house.desk.write(people.add_agent, agent, hash_password(password))

    try:
        return asyncio.run(add())
    finally:
        house.close()
