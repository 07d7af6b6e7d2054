"""post_message and open_conversation over a real desk: said once, in order, by those who may."""

import pytest

from bellrock.features.audit import actions as audit
from bellrock.features.conversations import actions as conversations
from bellrock.features.conversations.actions import Opening, Posting
from bellrock.features.conversations.errors import Closed, NotHolder
from bellrock.features.conversations.model import ASSISTANT, Conversation
from bellrock.features.people.model import Agent, Person
from bellrock.kit.outbox.store import depth
from bellrock.wiring import House
from tests.people import Visit, agent, as_agent, customer, fresh, opened, say, visitor, waiting

pytestmark = pytest.mark.anyio


async def texts(house: House, who: Person, conversation_id: str) -> list[str]:
    thread = await house.desk.read(conversations.thread_for_person, who, conversation_id)
    return [message.text for message in thread.messages if message.kind == "message"]


async def head(house: House, conversation_id: str) -> Conversation:
    found = await house.desk.read(conversations.conversation_for_desk, conversation_id)
    assert found is not None
    return found


async def held(house: House, ann: Agent, guest: Visit) -> Conversation:
    begun = await waiting(house, guest.person)
    return await house.desk.write(conversations.take, begun.id, ann)


async def test_opening_stores_the_first_message(house: House) -> None:
    guest = await visitor(house)
    begun = await opened(house, guest.person, "Where is my deposit?")
    assert await texts(house, guest.person, begun.id) == ["Where is my deposit?"]
    assert (begun.holder, begun.revision, begun.last_seq, begun.last_at) == (
        "assistant",
        1,
        1,
        house.clock(),
    )


async def test_the_same_client_id_opens_one_conversation(house: House) -> None:
    guest = await visitor(house)
    client_id = fresh()
    first = await opened(house, guest.person, "one", client_id)
    again = await opened(house, guest.person, "another text", client_id)
    assert again.id == first.id
    assert await texts(house, guest.person, first.id) == ["one"]
    assert len(await house.desk.read(conversations.conversations_of, guest.person)) == 1


async def test_and_still_after_it_was_closed(house: House) -> None:
    guest = await visitor(house)
    client_id = fresh()
    first = await opened(house, guest.person, "one", client_id)
    await house.desk.write(conversations.close, first.id, guest.author)
    again = await opened(house, guest.person, "one", client_id)
    assert (again.id, again.holder) == (first.id, "nobody")
    assert await texts(house, guest.person, first.id) == ["one"]


async def test_two_persons_may_use_one_client_id(house: House) -> None:
    client_id = fresh()
    one, two = await visitor(house), await visitor(house)
    first = await opened(house, one.person, "one", client_id)
    second = await opened(house, two.person, "two", client_id)
    assert first.id != second.id


async def test_a_message_sent_twice_is_stored_once(house: House) -> None:
    guest = await visitor(house)
    begun = await opened(house, guest.person)
    posting = Posting(begun.id, guest.author, "again", fresh())
    first = await house.desk.write(conversations.post_message, posting)
    revision = (await head(house, begun.id)).revision
    rows = await house.desk.read(depth)
    second = await house.desk.write(conversations.post_message, posting)
    assert (first.is_new, second.is_new) == (True, False)
    assert second.message == first.message
    assert (await head(house, begun.id)).revision == revision
    assert await house.desk.read(depth) == rows, "the event was emitted a second time"


async def test_and_the_repeat_is_answered_after_the_thread_was_closed(house: House) -> None:
    guest = await visitor(house)
    begun = await opened(house, guest.person)
    posting = Posting(begun.id, guest.author, "again", fresh())
    first = await house.desk.write(conversations.post_message, posting)
    await house.desk.write(conversations.close, begun.id, guest.author)
    second = await house.desk.write(conversations.post_message, posting)
    assert (second.is_new, second.message.id) == (False, first.message.id)
    with pytest.raises(Closed):
        await say(house, begun, guest.author, "one more")


async def test_and_after_its_writer_has_proved_to_be_a_customer(house: House) -> None:
    """The panel sends again what was not acknowledged; meanwhile the exchange's page may have signed in."""
    guest = await visitor(house)
    opening, posting = fresh(), fresh()
    begun = await opened(house, guest.person, "one", opening)
    await house.desk.write(conversations.post_message, Posting(begun.id, guest.author, "two", posting))
    known = await customer(house, fresh("customer"), before=guest.person)
    again = await house.desk.write(
        conversations.open_conversation, Opening(known.person, "en", "one", opening)
    )
    second = await house.desk.write(
        conversations.post_message, Posting(begun.id, known.author, "two", posting)
    )
    assert (again.id, second.is_new) == (begun.id, False)
    assert await texts(house, known.person, begun.id) == ["one", "two"]


async def test_two_agents_may_use_one_client_id(house: House) -> None:
    begun = await opened(house, (await visitor(house)).person)
    ann, ben = await agent(house, "Ann"), await agent(house, "Ben")
    client_id = fresh()
    for who in (ann, ben):
        posting = Posting(begun.id, as_agent(who), f"from {who.name}", client_id, "note")
        assert (await house.desk.write(conversations.post_message, posting)).is_new


async def test_who_may_speak_is_asked_of_the_stored_conversation(house: House) -> None:
    guest, ann, ben = await visitor(house), await agent(house, "Ann"), await agent(house, "Ben")
    begun = await held(house, ann, guest)
    assert (await say(house, begun, as_agent(ann), "hello")).is_new
    for author in (as_agent(ben), ASSISTANT):
        with pytest.raises(NotHolder):
            await say(house, begun, author, "me too")
    assert (await say(house, begun, as_agent(ben), "look at the order", "note")).is_new
    assert await texts(house, guest.person, begun.id) == ["Please help me", "hello"]


async def test_a_refused_message_leaves_nothing_behind(house: House) -> None:
    guest, ann = await visitor(house), await agent(house)
    begun = await opened(house, guest.person)
    before = await head(house, begun.id)
    rows = await house.desk.read(depth)
    with pytest.raises(NotHolder):
        await say(house, begun, as_agent(ann), "too early")
    assert await head(house, begun.id) == before
    assert await house.desk.read(depth) == rows


async def test_each_deed_stands_in_the_trail_without_its_words(house: House) -> None:
    guest, ann = await visitor(house), await agent(house)
    begun = await held(house, ann, guest)
    await say(house, begun, as_agent(ann), "a word of the test")
    await house.desk.write(conversations.close, begun.id, as_agent(ann))
    trail = await house.desk.read(audit.trail, begun.id)
    assert [(stored.line.action, stored.line.actor_id) for stored in trail] == [
        ("conversations.opened", guest.person.id),
        ("conversations.posted", guest.person.id),
        ("conversations.handed_over", guest.person.id),
        ("conversations.taken", ann.id),
        ("conversations.posted", ann.id),
        ("conversations.closed", ann.id),
    ]
    assert "a word of the test" not in str(trail)
