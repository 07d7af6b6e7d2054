"""The queue: first come, first served, by whoever is free and speaks the language; place and honest wait."""

from collections.abc import Sequence

import pytest

from bellrock.features.conversations import actions as conversations
from bellrock.features.conversations.actions import Opening
from bellrock.features.conversations.events import ConversationClosed
from bellrock.features.conversations.model import Conversation
from bellrock.features.inbox import actions as inbox
from bellrock.features.inbox.jobs import leave
from bellrock.features.inbox.model import Place
from bellrock.features.people.model import Agent
from bellrock.kit.clock import DAY, HOUR, MINUTE
from bellrock.wiring import House
from tests.clock import SetClock
from tests.houses import settle
from tests.people import agent, as_agent, fresh, opened, present, say, visitor, waiting

pytestmark = pytest.mark.anyio


async def holders(house: House, threads: Sequence[Conversation]) -> list[str | None]:
    """The names of the agents who hold these conversations; None where nobody does."""
    heads = [await house.desk.read(conversations.conversation_for_desk, one.id) for one in threads]
    return [head.agent_id if head else None for head in heads]


async def place(house: House, where: Conversation) -> Place | None:
    return await house.desk.read(inbox.place_of, where.id)


async def queue_of(house: House, clock: SetClock, *languages: str) -> list[Conversation]:
    """One conversation a language, a second after another."""
    made = []
    for language in languages:
        made.append(await waiting(house, language=language))
        clock.advance(1_000)
    return made


async def served_after(house: House, clock: SetClock, who: Agent, milliseconds: int) -> None:
    """Somebody comes to an empty queue now, waits so long, is served and gone."""
    begun = await waiting(house)
    clock.advance(milliseconds)
    await house.desk.write(inbox.claim, who, begun.id)
    await house.desk.write(conversations.close, begun.id, as_agent(who))


async def test_who_asks_for_a_person_waits_until_somebody_is_there(house: House) -> None:
    guest, ann = await visitor(house), await agent(house)
    begun = await opened(house, guest.person)
    await house.desk.write(conversations.hand_over, begun.id, guest.author, "asked")
    await settle(house)
    assert await place(house, begun) == Place(1, None)
    await present(house, ann)
    await settle(house)
    assert await holders(house, [begun]) == [ann.id]
    assert await place(house, begun) is None


async def test_first_come_first_served(house: House, clock: SetClock) -> None:
    queue = await queue_of(house, clock, *["en"] * 4)
    assert [await place(house, one) for one in queue] == [Place(number, None) for number in (1, 2, 3, 4)]
    ann = await present(house, await agent(house, capacity=2))
    await settle(house)
    assert await holders(house, queue) == [ann.id, ann.id, None, None]
    assert [await place(house, one) for one in queue[2:]] == [Place(1, None), Place(2, None)]
    await house.desk.write(conversations.close, queue[0].id, as_agent(ann))
    await settle(house)
    assert await holders(house, queue[2:]) == [ann.id, None]


async def test_an_agent_with_much_room_gets_all_who_wait(house: House, clock: SetClock) -> None:
    """More than one unit serves at once."""
    queue = await queue_of(house, clock, *["en"] * 13)
    await settle(house)
    ann = await present(house, await agent(house, capacity=12))
    await settle(house)
    assert await holders(house, queue) == [ann.id] * 12 + [None]


async def test_nobody_waits_behind_those_whose_language_nobody_speaks(house: House, clock: SetClock) -> None:
    queue = await queue_of(house, clock, *["zh-CN"] * 60, "en")
    ann = await present(house, await agent(house))
    await settle(house)
    assert await holders(house, [queue[0], queue[-1]]) == [None, ann.id]


async def test_each_gets_somebody_who_speaks_their_language(house: House, clock: SetClock) -> None:
    ann = await present(house, await agent(house, "Ann", languages="en"))
    lin = await present(house, await agent(house, "Lin", languages="zh-CN"))
    queue = await queue_of(house, clock, "zh-TW", "en", "zh-CN")
    await settle(house)
    assert await holders(house, queue) == [lin.id, ann.id, lin.id]


@pytest.mark.parametrize(("state", "automatic"), [("away", True), ("offline", True), ("online", False)])
async def test_nothing_comes_by_itself_to_whoever_does_not_want_it(
    house: House, state: str, automatic: bool
) -> None:
    ann = await present(house, await agent(house), state, automatic)
    begun = await waiting(house)
    await settle(house)
    assert await holders(house, [begun]) == [None]
    assert (await house.desk.write(inbox.claim, ann, begun.id)).agent_id == ann.id


async def test_the_load_is_shared(house: House, clock: SetClock) -> None:
    crew = [await present(house, await agent(house, name, capacity=4)) for name in ("Ann", "Ben")]
    queue = await queue_of(house, clock, *["en"] * 4)
    await settle(house)
    got = await holders(house, queue)
    assert [got.count(one.id) for one in crew] == [2, 2]


async def test_to_be_enqueued_twice_is_once(house: House, clock: SetClock) -> None:
    first, second = await queue_of(house, clock, "en", "en")
    for _ in range(3):
        await house.desk.write(inbox.enqueue, first.id)
    await settle(house)
    assert [await place(house, one) for one in (first, second)] == [Place(1, None), Place(2, None)]


async def test_what_is_not_for_people_does_not_wait(house: House) -> None:
    begun = await opened(house, (await visitor(house)).person)
    for where in (begun.id, "no conversation"):
        await house.desk.write(inbox.enqueue, where)
    assert await place(house, begun) is None


async def test_who_leaves_makes_room_for_those_behind(house: House, clock: SetClock) -> None:
    guest = await visitor(house)
    first = await waiting(house, guest.person)
    clock.advance(1_000)
    (second,) = await queue_of(house, clock, "en")
    await house.desk.write(conversations.close, first.id, guest.author)
    await settle(house)
    assert [await place(house, one) for one in (first, second)] == [None, Place(1, None)]


async def test_an_old_goodbye_does_not_end_a_new_wait(house: House) -> None:
    """Closed, and reopened before the reaction to the closing ran (it may run late, and twice)."""
    guest, ann = await visitor(house), await agent(house)
    begun = await waiting(house, guest.person)
    await house.desk.write(inbox.claim, ann, begun.id)
    await say(house, begun, as_agent(ann), "hello")
    await house.desk.write(conversations.close, begun.id, guest.author)
    await house.desk.write(conversations.reopen, begun.id, guest.author)
    await house.desk.write(inbox.enqueue, begun.id)
    await house.desk.write(leave.act, ConversationClosed(begun.id))
    assert await place(house, begun) == Place(1, None)


async def test_the_wait_is_said_from_the_fifth_that_began_here_at_this_hour(
    house: House, clock: SetClock
) -> None:
    ann = await agent(house)
    begun_at = clock()
    for minutes in (1, 2, 3, 4):
        clock.now = begun_at + minutes * DAY
        await served_after(house, clock, ann, minutes * MINUTE)
    clock.now = begun_at + 8 * DAY
    waiting_now = await waiting(house)
    assert await place(house, waiting_now) == Place(1, None), "four are too few"
    await house.desk.write(inbox.leave_queue, waiting_now.id, None)
    clock.now = begun_at + 9 * DAY
    await served_after(house, clock, ann, 5 * MINUTE)
    await house.desk.write(inbox.enqueue, waiting_now.id)
    assert await place(house, waiting_now) == Place(1, 4 * MINUTE), "four of five waited no longer"


async def test_other_places_other_hours_and_those_who_left_say_nothing(house: House, clock: SetClock) -> None:
    ann = await agent(house)
    for _ in range(6):
        await served_after(house, clock, ann, MINUTE)
        gone = await waiting(house)
        clock.advance(3 * MINUTE)
        await house.desk.write(inbox.leave_queue, gone.id, None)
    first, second = await waiting(house), await waiting(house)
    found = {await place(house, first), await place(house, second)}
    assert found == {Place(1, MINUTE), Place(2, None)}
    clock.advance(HOUR)
    assert {await place(house, first), await place(house, second)} == {Place(1, None), Place(2, None)}


async def test_only_the_latest_fifty_count(house: House, clock: SetClock) -> None:
    ann = await agent(house)
    begun_at = clock()
    for number in range(70):
        clock.now = begun_at + number * DAY
        await served_after(house, clock, ann, 10 * MINUTE if number < 20 else MINUTE)
    clock.now = begun_at + 70 * DAY
    assert await place(house, await waiting(house)) == Place(1, MINUTE)


async def test_since_when_a_customer_waits_for_the_one_who_has_it(house: House, clock: SetClock) -> None:
    guest, ann, ben = await visitor(house), await agent(house, "Ann"), await agent(house, "Ben")

    async def times(where: Conversation) -> tuple[int | None, int | None]:
        await settle(house)
        found = await house.desk.read(inbox.waiting_times, [where.id])
        return found.entered.get(where.id), found.unanswered.get(where.id)

    begun, entered = await waiting(house, guest.person), clock()
    assert await times(begun) == (entered, None)
    clock.advance(MINUTE)
    await house.desk.write(inbox.claim, ann, begun.id)
    assert await times(begun) == (None, entered), "taken is not answered"
    clock.advance(MINUTE)
    await say(house, begun, guest.author, "are you there?")
    await house.desk.write(inbox.claim, ann, begun.id)
    assert await times(begun) == (None, entered)
    await say(house, begun, as_agent(ann), "for us", "note")
    assert await times(begun) == (None, entered), "a note is no answer"
    await say(house, begun, as_agent(ann), "I am")
    assert await times(begun) == (None, None)
    clock.advance(MINUTE)
    asked_at = clock()
    await say(house, begun, guest.author, "one thing")
    clock.advance(MINUTE)
    await say(house, begun, guest.author, "and another")
    await house.desk.write(inbox.pass_on, ann, begun.id, ben.id, None)
    assert await times(begun) == (None, asked_at), "the first unanswered word counts, whoever holds it"
    await house.desk.write(conversations.close, begun.id, guest.author)
    assert await times(begun) == (None, None)


async def test_nobody_at_the_desk_is_said_once_a_wait(house: House) -> None:
    guest = await visitor(house)
    opening = Opening(guest.person, "en", "help", fresh())
    begun = await house.desk.write(conversations.open_conversation, opening)
    await house.desk.write(conversations.hand_over, begun.id, guest.author, "asked")
    await settle(house)
    await house.desk.write(inbox.enqueue, begun.id)
    thread = await house.desk.read(conversations.thread_for_person, guest.person, begun.id)
    assert [message.code for message in thread.messages if message.code] == ["handed_over", "no_agents"]
