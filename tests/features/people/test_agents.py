"""Agents: made once by name, found at log-in, with sessions that are listed and ended."""

import pytest

from bellrock.features.audit import actions as audit
from bellrock.features.people import actions as people
from bellrock.features.people.errors import LoginTaken, NoSuchAgent, NoSuchSession, Unknown
from bellrock.features.people.model import NewAgent
from bellrock.features.people.tables import people_agents
from bellrock.kit.clock import HOUR
from bellrock.kit.unit import Unit
from bellrock.wiring import House
from tests.clock import SetClock
from tests.people import agent, fresh, log_in, visitor

pytestmark = pytest.mark.anyio


def suspend(unit: Unit, agent_id: str) -> None:
    unit.run(people_agents.update().where(people_agents.c.id == agent_id).values(suspended_at=unit.now))


async def test_an_agent_is_as_the_operator_made_them(house: House) -> None:
    new = NewAgent(fresh("lin"), " Lin Yue ", "lead", "zh-CN", ("zh-CN", "en"), 7)
    agent_id = await house.desk.write(people.add_agent, new, "a hash")
    made = await house.desk.read(people.get_agent, agent_id)
    assert (made.login, made.name, made.role) == (new.login, "Lin Yue", "lead")
    assert (made.language, made.languages, made.capacity) == ("zh-CN", ("zh-CN", "en"), 7)
    found = await house.desk.read(people.password_of, f" {new.login.upper()} ")
    assert found == (made, "a hash")
    assert await house.desk.read(people.password_of, "nobody") is None


async def test_a_login_is_one_agents(house: House) -> None:
    new = NewAgent(fresh("lin"), "Lin", "agent", "en", ("en",))
    first = await house.desk.write(people.add_agent, new, "a hash")
    with pytest.raises(LoginTaken):
        await house.desk.write(people.add_agent, new, "another hash")
    found = await house.desk.read(people.password_of, new.login)
    assert found is not None
    assert (found[0].id, found[1]) == (first, "a hash")
    assert len(await house.desk.read(audit.trail, first)) == 1


async def test_a_session_lasts_twelve_hours(house: House, clock: SetClock) -> None:
    ann = await agent(house)
    token, session = await log_in(house, ann)
    assert session.expires_at == clock() + 12 * HOUR
    clock.advance(12 * HOUR - 1)
    assert (await house.desk.read(people.agent_of, token))[0] == ann
    clock.advance(1)
    with pytest.raises(Unknown):
        await house.desk.read(people.agent_of, token)


async def test_staff_and_customers_have_keys_to_different_doors(house: House) -> None:
    guest = await visitor(house)
    token, _ = await log_in(house, await agent(house))
    with pytest.raises(Unknown):
        await house.desk.read(people.person_of, token)
    with pytest.raises(Unknown):
        await house.desk.read(people.agent_of, guest.token)


async def test_sessions_are_listed_newest_first_without_those_that_ended(
    house: House, clock: SetClock
) -> None:
    ann, ben = await agent(house, "Ann"), await agent(house, "Ben")
    sessions = []
    for _ in range(4):
        sessions.append((await log_in(house, ann))[1])
        clock.advance(HOUR)
    await log_in(house, ben)
    await house.desk.write(people.end_session, "agent", ann.id, sessions[1].id)
    clock.now = sessions[0].expires_at
    listed = await house.desk.read(people.live_sessions, ann.id)
    assert [one.id for one in listed] == [sessions[3].id, sessions[2].id]


async def test_an_ended_session_is_refused_and_ends_once(house: House) -> None:
    ann = await agent(house)
    token, session = await log_in(house, ann)
    other, _ = await log_in(house, ann)
    await house.desk.write(people.end_session, "agent", ann.id, session.id)
    with pytest.raises(Unknown):
        await house.desk.read(people.agent_of, token)
    assert (await house.desk.read(people.agent_of, other))[0] == ann
    with pytest.raises(NoSuchSession):
        await house.desk.write(people.end_session, "agent", ann.id, session.id)


async def test_nobody_ends_the_session_of_another(house: House) -> None:
    ann, ben = await agent(house, "Ann"), await agent(house, "Ben")
    token, session = await log_in(house, ann)
    for wrong in (session.id, "no session"):
        with pytest.raises(NoSuchSession):
            await house.desk.write(people.end_session, "agent", ben.id, wrong)
    assert await house.desk.read(people.agent_of, token)


async def test_log_in_and_end_stand_in_the_trail(house: House) -> None:
    ann = await agent(house)
    _, session = await log_in(house, ann)
    await house.desk.write(people.end_session, "agent", ann.id, session.id)
    about_ann = [one.line.action for one in await house.desk.read(audit.trail, ann.id)]
    assert about_ann == ["people.agent_added", "people.logged_in"]
    ended = await house.desk.read(audit.trail, session.id)
    assert [(one.line.action, one.line.actor_id) for one in ended] == [("people.session_ended", ann.id)]


async def test_who_was_suspended_may_work_no_more_but_keeps_their_name(house: House) -> None:
    ann = await agent(house)
    token, _ = await log_in(house, ann)
    await house.desk.write(suspend, ann.id)
    with pytest.raises(Unknown):
        await house.desk.read(people.agent_of, token)
    with pytest.raises(NoSuchAgent):
        await house.desk.read(people.get_agent, ann.id)
    with pytest.raises(NoSuchAgent):
        await house.desk.write(people.lock_agent, ann.id)
    assert await house.desk.read(people.agent, ann.id) is None
    assert await house.desk.read(people.password_of, ann.login) is None
    assert ann not in await house.desk.read(people.agents)
    assert await house.desk.read(people.agent_names, [ann.id]) == {ann.id: "Ann"}


async def test_a_language_is_kept(house: House) -> None:
    ann = await agent(house)
    await house.desk.write(people.set_language, ann.id, "zh-TW")
    assert (await house.desk.read(people.get_agent, ann.id)).language == "zh-TW"
