"""The counter of a conversation: what raises it, what each viewer sees of it, and where messages stand."""

from collections.abc import Awaitable, Callable

import pytest

from bellrock.features.conversations import actions as conversations
from bellrock.features.conversations.model import Conversation, Thread
from bellrock.features.people.model import Agent
from bellrock.wiring import House
from tests.people import Visit, agent, as_agent, opened, say, visitor, waiting

pytestmark = pytest.mark.anyio


async def seen_by_person(house: House, guest: Visit, where: Conversation, after: int = -1) -> Thread:
    return await house.desk.read(conversations.thread_for_person, guest.person, where.id, after)


async def seen_by_agent(house: House, ann: Agent, where: Conversation, after: int = -1) -> Thread:
    return await house.desk.read(conversations.thread_for_agent, ann, where.id, after)


async def test_every_change_raises_it_by_one_whatever_it_holds(house: House) -> None:
    guest, ann = await visitor(house), await agent(house)
    begun = await opened(house, guest.person)
    read = conversations.mark_read_by_person
    steps: list[Callable[[], Awaitable[object]]] = [
        lambda: say(house, begun, guest.author, "more"),
        lambda: house.desk.write(conversations.hand_over, begun.id, guest.author, "asked"),
        lambda: house.desk.write(conversations.take, begun.id, ann),
        lambda: say(house, begun, as_agent(ann), "hello"),
        lambda: say(house, begun, as_agent(ann), "for us", "note"),
        lambda: house.desk.write(read, guest.person, begun.id, 99),
        lambda: house.desk.write(conversations.mark_read_by_agent, ann, begun.id, 99),
        lambda: house.desk.write(conversations.return_to_queue, begun.id, ann),
        lambda: house.desk.write(conversations.close, begun.id, guest.author),
        lambda: house.desk.write(conversations.reopen, begun.id, guest.author),
    ]
    for number, step in enumerate(steps, 2):
        await step()
        head = await house.desk.read(conversations.conversation_for_desk, begun.id)
        assert head is not None
        assert head.revision == number


async def test_what_changes_nothing_raises_nothing(house: House) -> None:
    guest, ann = await visitor(house), await agent(house)
    begun = await waiting(house, guest.person)
    await house.desk.write(conversations.take, begun.id, ann)
    await house.desk.write(conversations.mark_read_by_person, guest.person, begun.id, 2)
    before = await house.desk.read(conversations.conversation_for_desk, begun.id)
    await house.desk.write(conversations.hand_over, begun.id, guest.author, "asked")
    await house.desk.write(conversations.take, begun.id, ann)
    await house.desk.write(conversations.mark_read_by_person, guest.person, begun.id, 2)
    await house.desk.write(conversations.mark_delivered, guest.person, begun.id, 1)
    assert await house.desk.read(conversations.conversation_for_desk, begun.id) == before


async def test_seq_counts_everything_that_stands_in_the_thread(house: House) -> None:
    guest, ann = await visitor(house), await agent(house)
    begun = await waiting(house, guest.person)
    await house.desk.write(conversations.take, begun.id, ann)
    await say(house, begun, as_agent(ann), "for us", "note")
    await say(house, begun, as_agent(ann), "hello")
    thread = await seen_by_agent(house, ann, begun)
    assert [message.seq for message in thread.messages] == [1, 2, 3, 4, 5, 6]
    assert [message.code or message.kind for message in thread.messages] == [
        "message",
        "handed_over",
        "no_agents",
        "assigned",
        "note",
        "message",
    ]


async def test_notes_raise_nothing_that_the_customer_sees(house: House) -> None:
    guest, ann = await visitor(house), await agent(house)
    begun = await waiting(house, guest.person)
    before = await seen_by_person(house, guest, begun)
    for _ in range(3):
        await say(house, begun, as_agent(ann), "for us", "note")
    after = await seen_by_person(house, guest, begun)
    assert after == before.__class__(after.conversation, before.messages, before.revision)
    assert (await seen_by_person(house, guest, begun, before.revision)).revision == before.revision
    assert (await seen_by_agent(house, ann, begun)).revision == before.revision + 3


async def test_a_client_ahead_of_us_is_told_where_we_stand(house: House) -> None:
    """A desk that was restored from a backup: the client's revision is from a future that is gone."""
    guest, ann = await visitor(house), await agent(house)
    begun = await opened(house, guest.person)
    for after in (5, 10**6, 2**62, 2**63, 10**30):
        thread = await seen_by_person(house, guest, begun, after)
        assert (thread.messages, thread.revision, thread.head_changed) == ((), 1, False)
        assert (await seen_by_agent(house, ann, begun, after)).revision == 1


async def test_any_revision_before_the_first_asks_for_everything(house: House) -> None:
    guest = await visitor(house)
    begun = await opened(house, guest.person)
    whole = await seen_by_person(house, guest, begun)
    for after in (-1, -2, -(2**63), -(10**30)):
        assert await seen_by_person(house, guest, begun, after) == whole


async def test_the_last_word_is_what_a_person_wrote(house: House) -> None:
    guest, ann = await visitor(house), await agent(house)
    begun = await waiting(house, guest.person)
    await house.desk.write(conversations.take, begun.id, ann)
    await say(house, begun, as_agent(ann), "hello")
    await say(house, begun, as_agent(ann), "for us", "note")
    row = (await house.desk.read(conversations.rows_for_agent, ann, [begun.id]))[0]
    assert (row.preview, row.last_author) == ("hello", "agent")
