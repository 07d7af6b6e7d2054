"""Sessions looked up lately: believed for ten seconds, never beyond their end."""

import asyncio
import threading

import pytest

from bellrock.features.people import actions as people
from bellrock.features.people.errors import Unknown
from bellrock.features.people.model import Person, Session
from bellrock.kit.unit import Reader
from bellrock.surfaces.http.sessions import TRUSTED_FOR, SessionCache
from bellrock.wiring import House
from tests.clock import SetClock
from tests.people import agent as new_agent
from tests.people import log_in, visitor

pytestmark = pytest.mark.anyio


class Counting:
    """people.person_of that counts its calls."""

    def __init__(self) -> None:
        self.calls = 0

    def __call__(self, reader: Reader, token: str) -> tuple[Person, Session]:
        self.calls += 1
        return people.person_of(reader, token)


def cache_of(house: House) -> SessionCache:
    return SessionCache(house.desk, house.hub, house.clock)


async def test_a_busy_client_costs_one_query_in_ten_seconds(house: House, clock: SetClock) -> None:
    guest, cache, find = await visitor(house), cache_of(house), Counting()
    for _ in range(5):
        assert (await cache.find(guest.token, find))[0] == guest.person
    assert find.calls == 1
    clock.advance(TRUSTED_FOR)
    await cache.find(guest.token, find)
    assert find.calls == 2


async def test_an_ended_session_is_refused_at_its_next_call(house: House) -> None:
    guest, cache, find = await visitor(house), cache_of(house), Counting()
    await cache.find(guest.token, find)
    await house.desk.write(people.end_session, "visitor", guest.person.id, guest.session.id)
    with pytest.raises(Unknown):
        await cache.find(guest.token, find)


async def test_one_that_expires_is_not_believed_to_the_end_of_the_ten_seconds(
    house: House, clock: SetClock
) -> None:
    guest, cache, find = await visitor(house), cache_of(house), Counting()
    clock.now = guest.session.expires_at - 1
    await cache.find(guest.token, find)
    clock.advance(1)
    with pytest.raises(Unknown):
        await cache.find(guest.token, find)


async def test_one_that_ends_while_it_is_looked_up_is_not_kept(house: House) -> None:
    guest, cache = await visitor(house), cache_of(house)
    seen, go_on = threading.Event(), threading.Event()

    def slowly(reader: Reader, token: str) -> tuple[Person, Session]:
        found = people.person_of(reader, token)
        seen.set()
        assert go_on.wait(30)
        return found

    looking = asyncio.create_task(cache.find(guest.token, slowly))
    assert await asyncio.to_thread(seen.wait, 30)
    await house.desk.write(people.end_session, "visitor", guest.person.id, guest.session.id)
    go_on.set()
    await looking
    with pytest.raises(Unknown):
        await cache.find(guest.token, slowly)


async def test_who_is_known_to_one_door_is_not_known_to_the_other(house: House) -> None:
    cache = cache_of(house)
    token, _ = await log_in(house, await new_agent(house))
    assert await cache.find(token, people.agent_of)
    with pytest.raises(Unknown):
        await cache.find(token, people.person_of)


async def test_forgotten_it_is_looked_up_again(house: House) -> None:
    guest, cache, find = await visitor(house), cache_of(house), Counting()
    _, session = await cache.find(guest.token, find)
    cache.forget(session)
    await cache.find(guest.token, find)
    assert find.calls == 2
