"""Every way from one holder to another, and every way that is refused."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

import pytest

from bellrock.features.conversations import actions as conversations
from bellrock.features.conversations.errors import (
    AlreadyTaken,
    Closed,
    NoSuchConversation,
    NotClosed,
    NotHolder,
)
from bellrock.features.conversations.events import ConversationClosed, HandedOver, HolderLeft
from bellrock.features.conversations.model import ASSISTANT, Author, Conversation, Holder
from bellrock.features.people.model import Agent
from bellrock.kit.errors import Refusal
from bellrock.kit.outbox.tables import outbox
from bellrock.kit.unit import Reader
from bellrock.wiring import House
from tests.people import Visit, agent, as_agent, opened, say, visitor

pytestmark = pytest.mark.anyio


async def begun(house: House, guest: Visit, holder: Holder, ann: Agent) -> Conversation:
    """A conversation of this holder; where it is an agent, Ann."""
    head = await opened(house, guest.person)
    if holder in ("queue", "agent"):
        head = await house.desk.write(conversations.hand_over, head.id, guest.author, "asked")
    if holder == "agent":
        head = await house.desk.write(conversations.take, head.id, ann)
    if holder == "nobody":
        head = await house.desk.write(conversations.close, head.id, guest.author)
    assert head.holder == holder
    return head


async def last_notice(house: House, guest: Visit, where: Conversation) -> tuple[str | None, dict[str, Any]]:
    thread = await house.desk.read(conversations.thread_for_person, guest.person, where.id)
    last = thread.messages[-1]
    return (last.code, last.extras.fields) if last.kind == "notice" else (None, {})


def _events(reader: Reader) -> list[str]:
    return [row.event.partition(".")[2] for row in reader.run(outbox.select().order_by(outbox.c.id))]


async def events(house: House, act: Callable[[], Awaitable[Any]]) -> set[str]:
    """The events that `act` adds to the outbox."""
    before = await house.desk.read(_events)
    await act()
    return set((await house.desk.read(_events))[len(before) :])


WAYS: list[tuple[Holder, str, type[Refusal] | Holder]] = [
    ("assistant", "hand_over", "queue"),
    ("queue", "hand_over", "queue"),
    ("agent", "hand_over", "agent"),
    ("nobody", "hand_over", Closed),
    ("assistant", "take", NotHolder),
    ("queue", "take", "agent"),
    ("agent", "take", AlreadyTaken),
    ("nobody", "take", Closed),
    ("assistant", "return", NotHolder),
    ("queue", "return", NotHolder),
    ("agent", "return", NotHolder),
    ("nobody", "return", NotHolder),
    ("assistant", "close", NotHolder),
    ("queue", "close", NotHolder),
    ("agent", "close", NotHolder),
    ("nobody", "close", "nobody"),
    ("assistant", "reopen", NotClosed),
    ("queue", "reopen", NotClosed),
    ("agent", "reopen", NotClosed),
    ("nobody", "reopen", "agent"),
]


def deed(house: House, guest: Visit, where: Conversation, ben: Agent, name: str) -> Awaitable[Conversation]:
    write = house.desk.write
    ways: dict[str, Callable[[], Awaitable[Conversation]]] = {
        "hand_over": lambda: write(conversations.hand_over, where.id, guest.author, "asked"),
        "take": lambda: write(conversations.take, where.id, ben),
        "return": lambda: write(conversations.return_to_queue, where.id, ben),
        "close": lambda: write(conversations.close, where.id, as_agent(ben)),
        "reopen": lambda: write(conversations.reopen, where.id, as_agent(ben), ben),
    }
    return ways[name]()


@pytest.mark.parametrize(("holder", "name", "outcome"), WAYS)
async def test_what_ben_may_do_with_a_thread(
    house: House, holder: Holder, name: str, outcome: type[Refusal] | Holder
) -> None:
    guest, ann, ben = await visitor(house), await agent(house, "Ann"), await agent(house, "Ben")
    before = await begun(house, guest, holder, ann)
    if isinstance(outcome, str):
        after = await deed(house, guest, before, ben, name)
        assert after.holder == outcome
        assert (after.revision > before.revision) == (outcome != holder)
        return
    with pytest.raises(outcome):
        await deed(house, guest, before, ben, name)
    assert await house.desk.read(conversations.conversation_for_desk, before.id) == before


async def test_a_colleague_learns_who_was_quicker(house: House) -> None:
    guest, ann, ben = await visitor(house), await agent(house, "Ann"), await agent(house, "Ben")
    held = await begun(house, guest, "agent", ann)
    with pytest.raises(AlreadyTaken) as refused:
        await house.desk.write(conversations.take, held.id, ben)
    assert refused.value.fields == {"agent": "Ann"}


async def test_the_holder_returns_it_and_the_customer_waits_again(house: House) -> None:
    guest, ann = await visitor(house), await agent(house)
    held = await begun(house, guest, "agent", ann)
    added = await events(house, lambda: house.desk.write(conversations.return_to_queue, held.id, ann))
    assert added == {HandedOver.__name__, HolderLeft.__name__}
    assert await last_notice(house, guest, held) == ("returned", {"by": "agent"})


@pytest.mark.parametrize("holder", ["assistant", "queue", "agent"])
async def test_the_customer_closes_at_any_time(house: House, holder: Holder) -> None:
    guest, ann = await visitor(house), await agent(house)
    open_one = await begun(house, guest, holder, ann)
    added = await events(house, lambda: house.desk.write(conversations.close, open_one.id, guest.author))
    assert added == {ConversationClosed.__name__} | ({HolderLeft.__name__} if holder == "agent" else set())
    head = await house.desk.read(conversations.conversation_for_desk, open_one.id)
    assert head is not None
    assert (head.holder, head.agent_id, head.closed_at) == ("nobody", None, house.clock())
    assert await last_notice(house, guest, open_one) == ("closed", {"by": "customer"})


async def test_the_holder_closes(house: House) -> None:
    guest, ann = await visitor(house), await agent(house)
    held = await begun(house, guest, "agent", ann)
    closed = await house.desk.write(conversations.close, held.id, as_agent(ann))
    assert closed.is_closed
    assert await last_notice(house, guest, held) == ("closed", {"by": "agent"})
    assert await events(house, lambda: house.desk.write(conversations.close, held.id, as_agent(ann))) == set()


async def test_reopened_by_the_customer_it_goes_to_the_assistant(house: House) -> None:
    guest, ann = await visitor(house), await agent(house)
    closed = await begun(house, guest, "nobody", ann)
    again = await house.desk.write(conversations.reopen, closed.id, guest.author)
    assert (again.holder, again.closed_at) == ("assistant", None)
    assert await last_notice(house, guest, closed) == ("reopened", {"by": "customer"})


async def test_reopened_by_the_customer_it_goes_to_people_who_had_answered(house: House) -> None:
    guest, ann = await visitor(house), await agent(house)
    held = await begun(house, guest, "agent", ann)
    await say(house, held, as_agent(ann), "hello")
    await house.desk.write(conversations.close, held.id, as_agent(ann))
    added = await events(house, lambda: house.desk.write(conversations.reopen, held.id, guest.author))
    assert added == {HandedOver.__name__}
    assert await last_notice(house, guest, held) == ("reopened", {"by": "customer"})


async def test_a_note_alone_is_no_answer_of_people(house: House) -> None:
    guest, ann = await visitor(house), await agent(house)
    open_one = await begun(house, guest, "assistant", ann)
    await say(house, open_one, as_agent(ann), "for us", "note")
    await house.desk.write(conversations.close, open_one.id, guest.author)
    again = await house.desk.write(conversations.reopen, open_one.id, guest.author)
    assert again.holder == "assistant"


async def test_taken_from_a_colleague_it_is_passed_on(house: House) -> None:
    guest, ann, ben = await visitor(house), await agent(house, "Ann"), await agent(house, "Ben")
    held = await begun(house, guest, "agent", ann)
    added = await events(house, lambda: house.desk.write(conversations.take, held.id, ben, ann))
    assert added == {HolderLeft.__name__}
    assert await last_notice(house, guest, held) == ("transferred", {"agent": "Ben"})


async def test_of_a_close_and_a_message_at_once_either_comes_first_and_both_are_told(house: House) -> None:
    """Whichever the desk takes first, the other sees it: a message after the end is refused, never lost."""
    guest, ann = await visitor(house), await agent(house)
    for _ in range(10):
        held = await begun(house, guest, "agent", ann)
        wishes: list[Awaitable[Any]] = [
            house.desk.write(conversations.close, held.id, as_agent(ann)),
            say(house, held, guest.author, "one more thing"),
        ]
        results = await _together(wishes)
        thread = await house.desk.read(conversations.thread_for_person, guest.person, held.id)
        stored = [message.text for message in thread.messages if message.text == "one more thing"]
        assert thread.conversation.is_closed
        assert len(stored) == (0 if isinstance(results[1], Closed) else 1)
        assert not isinstance(results[0], BaseException)


async def test_of_many_who_take_at_once_one_gets_it(house: House) -> None:
    guest = await visitor(house)
    crew = [await agent(house, f"Agent {number}") for number in range(6)]
    waiting = await begun(house, guest, "queue", crew[0])
    results = await _together([house.desk.write(conversations.take, waiting.id, one) for one in crew])
    winners = [
        one.name for one, result in zip(crew, results, strict=True) if isinstance(result, Conversation)
    ]
    assert len(winners) == 1
    for result in results:
        assert isinstance(result, Conversation) or (
            isinstance(result, AlreadyTaken) and result.fields == {"agent": winners[0]}
        )


async def test_what_is_not_there_cannot_change_hands(house: House) -> None:
    ann = await agent(house)
    missing = "no conversation"
    for act, given in (
        (conversations.hand_over, (ASSISTANT, "asked")),
        (conversations.close, (Author("customer", "x"),)),
        (conversations.reopen, (Author("customer", "x"),)),
        (conversations.take, (ann,)),
        (conversations.return_to_queue, (ann,)),
    ):
        with pytest.raises(NoSuchConversation):
            await house.desk.write(act, missing, *given)


async def _together(wishes: list[Awaitable[Any]]) -> list[Any]:
    """All at once: they wait in one queue of the writer."""
    return await asyncio.gather(*wishes, return_exceptions=True)
