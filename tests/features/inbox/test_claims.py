"""An agent takes a conversation, passes it on, gives it back; nobody exceeds their capacity."""

import asyncio
from typing import Any

import pytest

from bellrock.features.conversations import actions as conversations
from bellrock.features.conversations.errors import AlreadyTaken, Closed, NotClosed, NotHolder
from bellrock.features.conversations.model import Conversation
from bellrock.features.inbox import actions as inbox
from bellrock.features.inbox.errors import AtCapacity, SameAgent
from bellrock.features.people.errors import NoSuchAgent, NotAllowed
from bellrock.features.people.model import Agent
from bellrock.wiring import House
from tests.houses import settle
from tests.people import agent, as_agent, opened, say, visitor, waiting

pytestmark = pytest.mark.anyio


async def head(house: House, conversation_id: str) -> Conversation:
    found = await house.desk.read(conversations.conversation_for_desk, conversation_id)
    assert found is not None
    return found


async def held(house: House, who: Agent) -> Conversation:
    begun = await waiting(house)
    return await house.desk.write(inbox.claim, who, begun.id)


async def test_a_claim_ends_the_wait(house: House) -> None:
    ann = await agent(house)
    begun = await waiting(house)
    taken = await house.desk.write(inbox.claim, ann, begun.id)
    assert (taken.holder, taken.agent_id, taken.holder_since) == ("agent", ann.id, house.clock())
    assert await house.desk.read(inbox.place_of, begun.id) is None


async def test_of_two_who_claim_at_once_one_gets_it_and_the_other_learns_who(house: House) -> None:
    ann, ben = await agent(house, "Ann"), await agent(house, "Ben")
    for _ in range(5):
        begun = await waiting(house)
        results: list[Any] = await asyncio.gather(
            *(house.desk.write(inbox.claim, who, begun.id) for who in (ann, ben)), return_exceptions=True
        )
        won = [who for who, one in zip((ann, ben), results, strict=True) if isinstance(one, Conversation)]
        lost = next(one for one in results if isinstance(one, AlreadyTaken))
        assert [who.name for who in won] == [lost.fields["agent"]]
        assert (await head(house, begun.id)).agent_id == won[0].id
        await house.desk.write(conversations.close, begun.id, as_agent(won[0]))


async def test_a_claim_twice_is_one(house: House) -> None:
    ann = await agent(house, capacity=1)
    begun = await waiting(house)
    first = await house.desk.write(inbox.claim, ann, begun.id)
    assert await house.desk.write(inbox.claim, ann, begun.id) == first


async def test_what_does_not_wait_cannot_be_claimed(house: House) -> None:
    ann, guest = await agent(house), await visitor(house)
    begun = await opened(house, guest.person)
    with pytest.raises(NotHolder):
        await house.desk.write(inbox.claim, ann, begun.id)
    await house.desk.write(conversations.close, begun.id, guest.author)
    with pytest.raises(Closed):
        await house.desk.write(inbox.claim, ann, begun.id)


async def test_nobody_exceeds_their_capacity_even_when_claiming_at_once(house: House) -> None:
    ann = await agent(house, capacity=3)
    queue = [await waiting(house) for _ in range(6)]
    results = await asyncio.gather(
        *(house.desk.write(inbox.claim, ann, one.id) for one in queue), return_exceptions=True
    )
    full = [one for one in results if isinstance(one, AtCapacity)]
    assert len(full) == 3
    assert full[0].fields == {"capacity": 3}
    assert await house.desk.read(conversations.held_by, ann.id) == 3
    assert [(await head(house, one.id)).holder for one in queue].count("queue") == 3
    for one in queue:
        if (await head(house, one.id)).holder == "queue":
            assert await house.desk.read(inbox.place_of, one.id) is not None, "the wait was lost"


async def test_with_one_closed_there_is_room_for_another(house: House) -> None:
    ann = await agent(house, capacity=1)
    first, second = await held(house, ann), await waiting(house)
    with pytest.raises(AtCapacity):
        await house.desk.write(inbox.claim, ann, second.id)
    await house.desk.write(conversations.close, first.id, as_agent(ann))
    assert (await house.desk.write(inbox.claim, ann, second.id)).agent_id == ann.id


async def test_a_transfer_brings_a_note_for_the_colleague(house: House) -> None:
    ann, ben = await agent(house, "Ann"), await agent(house, "Ben")
    begun = await held(house, ann)
    passed = await house.desk.write(inbox.pass_on, ann, begun.id, ben.id, " Knows the order. ")
    assert (passed.holder, passed.agent_id) == ("agent", ben.id)
    thread = await house.desk.read(conversations.thread_for_agent, ben, begun.id)
    note, notice = thread.messages[-2:]
    assert (note.kind, note.text, note.author.id) == ("note", "Knows the order.", ann.id)
    assert (notice.code, notice.extras.fields) == ("transferred", {"agent": "Ben"})


@pytest.mark.parametrize("note", [None, "", "  \n"])
async def test_a_note_may_be_left_out(house: House, note: str | None) -> None:
    ann, ben = await agent(house, "Ann"), await agent(house, "Ben")
    begun = await held(house, ann)
    await house.desk.write(inbox.pass_on, ann, begun.id, ben.id, note)
    thread = await house.desk.read(conversations.thread_for_agent, ben, begun.id)
    assert [message.kind for message in thread.messages].count("note") == 0


async def test_a_transfer_from_the_queue_ends_the_wait(house: House) -> None:
    ann, ben = await agent(house, "Ann"), await agent(house, "Ben")
    begun = await waiting(house)
    assert (await house.desk.write(inbox.pass_on, ann, begun.id, ben.id, None)).agent_id == ben.id
    assert await house.desk.read(inbox.place_of, begun.id) is None


async def test_what_a_colleague_holds_a_lead_may_pass_on_and_nobody_else(house: House) -> None:
    ann, ben, carol = [await agent(house, name) for name in ("Ann", "Ben", "Carol")]
    lead = await agent(house, "Lea", role="lead")
    begun = await held(house, ann)
    with pytest.raises(AlreadyTaken) as refused:
        await house.desk.write(inbox.pass_on, ben, begun.id, carol.id, "mine now")
    assert refused.value.fields == {"agent": "Ann"}
    assert (await house.desk.write(inbox.pass_on, lead, begun.id, carol.id, None)).agent_id == carol.id
    thread = await house.desk.read(conversations.thread_for_agent, ben, begun.id)
    assert "mine now" not in str(thread.messages), "the refused transfer left its note"


async def test_a_lead_takes_over_by_passing_on_to_nobody_but_others(house: House) -> None:
    ann, lead = await agent(house, "Ann"), await agent(house, "Lea", role="lead")
    begun = await held(house, ann)
    with pytest.raises(SameAgent):
        await house.desk.write(inbox.pass_on, lead, begun.id, lead.id, None)


async def test_nothing_is_passed_on_to_the_full_the_unknown_or_those_who_may_not_answer(house: House) -> None:
    ann, ben = await agent(house, "Ann"), await agent(house, "Ben", capacity=1)
    auditor = await agent(house, "Aud", role="auditor")
    await held(house, ben)
    begun = await held(house, ann)
    before = await head(house, begun.id)
    for target, why in ((ben.id, AtCapacity), ("nobody", NoSuchAgent), (auditor.id, NoSuchAgent)):
        with pytest.raises(why):
            await house.desk.write(inbox.pass_on, ann, begun.id, target, "a note")
    assert await head(house, begun.id) == before


async def test_an_auditor_changes_nothing(house: House) -> None:
    ann, auditor = await agent(house), await agent(house, "Aud", role="auditor")
    begun = await held(house, ann)
    queued = await waiting(house)
    for act, given in (
        (inbox.claim, (queued.id,)),
        (inbox.pass_on, (begun.id, ann.id, None)),
        (inbox.give_back, (begun.id,)),
        (inbox.reopen, (begun.id,)),
        (inbox.set_presence, ("online", True)),
    ):
        with pytest.raises(NotAllowed):
            await house.desk.write(act, auditor, *given)


async def test_given_back_it_waits_at_the_end(house: House, clock: Any) -> None:
    ann = await agent(house)
    begun = await held(house, ann)
    clock.advance(1_000)
    other = await waiting(house)
    clock.advance(1_000)
    await house.desk.write(inbox.give_back, ann, begun.id)
    await settle(house)
    places = [await house.desk.read(inbox.place_of, one.id) for one in (other, begun)]
    assert [place and place.place for place in places] == [1, 2]


async def test_reopened_by_an_agent_it_is_theirs_if_they_have_room(house: House) -> None:
    ann, ben = await agent(house, "Ann"), await agent(house, "Ben", capacity=1)
    begun = await held(house, ann)
    with pytest.raises(NotClosed):
        await house.desk.write(inbox.reopen, ben, begun.id)
    await house.desk.write(conversations.close, begun.id, as_agent(ann))
    await held(house, ben)
    with pytest.raises(AtCapacity):
        await house.desk.write(inbox.reopen, ben, begun.id)
    assert (await head(house, begun.id)).is_closed
    again = await house.desk.write(inbox.reopen, ann, begun.id)
    assert (again.agent_id, again.closed_at) == (ann.id, None)
    assert (await say(house, again, as_agent(ann), "hello again")).is_new
