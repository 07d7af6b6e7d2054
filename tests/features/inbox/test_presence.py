"""Whether agents are there: chosen by them, told by their sockets, with a minute of grace."""

import pytest

from bellrock.features.inbox import actions as inbox
from bellrock.features.inbox.actions.presence import GRACE
from bellrock.features.inbox.errors import BadPresence
from bellrock.features.inbox.model import Presence
from bellrock.features.people.model import Agent
from bellrock.kit.clock import MINUTE
from bellrock.wiring import House
from tests.clock import SetClock
from tests.houses import later, settle
from tests.people import agent, present, waiting

pytestmark = pytest.mark.anyio


async def state(house: House, who: Agent) -> str:
    return (await house.desk.read(inbox.presence_of, who)).state


async def test_who_never_said_is_offline(house: House) -> None:
    ann = await agent(house)
    assert await house.desk.read(inbox.presence_of, ann) == Presence(ann.id, "offline", automatic=True)


@pytest.mark.parametrize("chosen", ["online", "away", "offline"])
@pytest.mark.parametrize("automatic", [True, False])
async def test_what_was_chosen_is_kept(house: House, chosen: str, automatic: bool) -> None:
    ann = await present(house, await agent(house), chosen, automatic)
    found = await house.desk.read(inbox.presence_of, ann)
    assert (found.state, found.automatic) == (chosen, automatic)


@pytest.mark.parametrize("chosen", ["", "busy", "Online", "x" * 500])
async def test_other_states_are_refused(house: House, chosen: str) -> None:
    with pytest.raises(BadPresence) as refused:
        await present(house, await agent(house), chosen)
    assert len(str(refused.value.fields["state"])) <= 20


async def test_a_lost_socket_has_a_minute_to_come_back(house: House, clock: SetClock) -> None:
    assert GRACE == MINUTE
    ann = await present(house, await agent(house))
    await house.desk.write(inbox.lose_presence, ann.id)
    await later(house, clock, GRACE - 1)
    assert await state(house, ann) == "online"
    await later(house, clock, 1)
    assert await state(house, ann) == "offline"


async def test_who_comes_back_in_time_stays(house: House, clock: SetClock) -> None:
    ann = await present(house, await agent(house), "away", automatic=False)
    await house.desk.write(inbox.lose_presence, ann.id)
    clock.advance(GRACE // 2)
    await house.desk.write(inbox.regain_presence, ann.id)
    await later(house, clock, GRACE)
    assert await house.desk.read(inbox.presence_of, ann) == Presence(ann.id, "away", automatic=False)


async def test_each_loss_has_a_minute_of_its_own(house: House, clock: SetClock) -> None:
    ann = await present(house, await agent(house))
    await house.desk.write(inbox.lose_presence, ann.id)
    clock.advance(GRACE // 2)
    await house.desk.write(inbox.regain_presence, ann.id)
    await house.desk.write(inbox.lose_presence, ann.id)
    await later(house, clock, GRACE // 2)
    assert await state(house, ann) == "online", "the first loss has ended with the return"
    await later(house, clock, GRACE // 2)
    assert await state(house, ann) == "offline"


async def test_who_chooses_anew_is_there(house: House, clock: SetClock) -> None:
    ann = await present(house, await agent(house))
    await house.desk.write(inbox.lose_presence, ann.id)
    await present(house, ann)
    await later(house, clock, GRACE)
    assert await state(house, ann) == "online"


async def test_who_came_too_late_is_offline_until_they_choose(house: House, clock: SetClock) -> None:
    ann = await present(house, await agent(house))
    await house.desk.write(inbox.lose_presence, ann.id)
    await later(house, clock, GRACE)
    await house.desk.write(inbox.regain_presence, ann.id)
    assert await state(house, ann) == "offline"


async def test_a_desk_that_starts_knows_of_no_socket(house: House, clock: SetClock) -> None:
    ann, ben = await agent(house, "Ann"), await agent(house, "Ben")
    cat = await agent(house, "Cat")
    for who, chosen in ((ann, "online"), (ben, "away"), (cat, "offline")):
        await present(house, who, chosen)
    await house.desk.write(inbox.lose_all_presence)
    await house.desk.write(inbox.regain_presence, ben.id)
    await later(house, clock, GRACE)
    assert [await state(house, who) for who in (ann, ben, cat)] == ["offline", "away", "offline"]


async def test_room_is_used_when_somebody_comes_online(house: House) -> None:
    begun = await waiting(house)
    ann = await present(house, await agent(house), "away")
    await settle(house)
    assert (await house.desk.read(inbox.place_of, begun.id)) is not None
    await present(house, ann)
    await settle(house)
    assert (await house.desk.read(inbox.place_of, begun.id)) is None


async def test_colleagues_are_those_who_may_take_a_conversation_by_name(house: House) -> None:
    zoe = await agent(house, "Zoe", languages="zh-CN en", capacity=3)
    ann = await present(house, await agent(house, "Ann"), "away", automatic=False)
    await agent(house, "Aud", role="auditor")
    begun = await waiting(house)
    await house.desk.write(inbox.claim, zoe, begun.id)
    listed = await house.desk.read(inbox.colleagues, ann)
    assert [(one.name, one.presence.state, one.held, one.capacity) for one in listed] == [
        ("Ann", "away", 0, 5),
        ("Zoe", "offline", 1, 3),
    ]
    assert listed[1].languages == ("zh-CN", "en")
