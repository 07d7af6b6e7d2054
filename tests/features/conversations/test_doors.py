"""Access is a door: what is not the viewer's looks as if it were not there, and notes stay inside."""

import asyncio
from collections.abc import Callable
from typing import Any

import pytest

from bellrock.features.audit import actions as audit
from bellrock.features.conversations import actions as conversations
from bellrock.features.conversations.actions import Opening
from bellrock.features.conversations.errors import BadView, NoSuchConversation
from bellrock.features.people.errors import NotAllowed, WrongResumeCode
from bellrock.features.people.model import Agent
from bellrock.kit.errors import Refusal
from bellrock.wiring import House
from tests.people import (
    agent,
    as_agent,
    customer,
    fresh,
    opened,
    say,
    visitor,
    waiting,
)

pytestmark = pytest.mark.anyio
MISSING = "01a2e092-1600-7c17-9ebb-dae214dfe4de"

READS: dict[str, Callable[..., Any]] = {
    "conversation": conversations.conversation_for_person,
    "thread": conversations.thread_for_person,
}
MARKS: dict[str, Callable[..., Any]] = {
    "read": conversations.mark_read_by_person,
    "delivered": conversations.mark_delivered,
}


async def refusal(call: Any) -> tuple[type[Refusal], dict[str, Any]]:
    with pytest.raises(Refusal) as refused:
        await call
    return type(refused.value), dict(refused.value.fields)


@pytest.mark.parametrize("name", READS)
async def test_somebody_elses_thread_and_none_look_alike(house: House, name: str) -> None:
    owner, other = await visitor(house), await visitor(house)
    theirs = await opened(house, owner.person)
    answers = [
        await refusal(house.desk.read(READS[name], other.person, where)) for where in (theirs.id, MISSING, "")
    ]
    assert answers == [(NoSuchConversation, {})] * 3


@pytest.mark.parametrize("name", MARKS)
async def test_nobody_marks_what_is_not_theirs(house: House, name: str) -> None:
    owner, other = await visitor(house), await visitor(house)
    theirs = await opened(house, owner.person)
    for where in (theirs.id, MISSING):
        assert await refusal(house.desk.write(MARKS[name], other.person, where, 1)) == (
            NoSuchConversation,
            {},
        )


async def test_a_list_holds_ones_own_alone_the_latest_word_first(house: House, clock: Any) -> None:
    owner, other = await visitor(house), await visitor(house)
    first = await opened(house, owner.person)
    clock.advance(1_000)
    second = await opened(house, owner.person)
    clock.advance(1_000)
    await opened(house, other.person)
    found = await house.desk.read(conversations.conversations_of, owner.person)
    assert [one.id for one in found] == [second.id, first.id]
    await say(house, first, owner.author, "more")
    found = await house.desk.read(conversations.conversations_of, owner.person)
    assert [one.id for one in found] == [first.id, second.id]


async def test_a_customer_sees_what_they_wrote_as_a_visitor_and_nobody_elses(house: House) -> None:
    guest, stranger = await visitor(house), await visitor(house)
    before = await opened(house, guest.person, "as a visitor")
    await opened(house, stranger.person)
    known = await customer(house, fresh("customer"), before=guest.person)
    after = await opened(house, known.person, "as a customer")
    found = await house.desk.read(conversations.conversations_of, known.person)
    assert {one.id for one in found} == {before.id, after.id}
    assert (await house.desk.read(conversations.thread_for_person, known.person, before.id)).messages
    assert await refusal(house.desk.read(conversations.thread_for_person, guest.person, after.id)) == (
        NoSuchConversation,
        {},
    )


async def test_notes_never_reach_a_customer(house: House) -> None:
    guest, ann = await visitor(house), await agent(house)
    begun = await waiting(house, guest.person)
    await house.desk.write(conversations.take, begun.id, ann)
    await say(house, begun, as_agent(ann), "a secret among colleagues", "note")
    await say(house, begun, as_agent(ann), "hello")
    await say(house, begun, as_agent(ann), "another secret", "note")
    for after in range(-1, 9):
        thread = await house.desk.read(conversations.thread_for_person, guest.person, begun.id, after)
        assert "secret" not in str(thread)
        assert all(message.kind != "note" for message in thread.messages)
    desk = await house.desk.read(conversations.thread_for_desk, begun.id)
    assert "secret" not in str(desk)
    inside = await house.desk.read(conversations.thread_for_agent, ann, begun.id)
    assert [message.text for message in inside.messages if message.kind == "note"] == [
        "a secret among colleagues",
        "another secret",
    ]


async def test_agents_see_the_live_realm_alone(house: House) -> None:
    guest, ann = await visitor(house), await agent(house)
    training = await house.desk.write(
        conversations.open_conversation,
        Opening(guest.person, "en", "a drill", fresh(), realm="training"),
    )
    for door in (conversations.conversation_for_agent, conversations.thread_for_agent):
        answers = [await refusal(house.desk.read(door, ann, where)) for where in (training.id, MISSING)]
        assert answers == [(NoSuchConversation, {})] * 2
    assert await house.desk.read(conversations.rows_for_agent, ann, [training.id]) == []


async def test_whoever_may_not_read_gets_through_no_door(house: House) -> None:
    """A role without permissions, as an operator may make one day."""
    nobody = Agent("x", "x", "X", "none", "en", ("en",), 5)
    begun = await opened(house, (await visitor(house)).person)
    for door, given in (
        (conversations.conversation_for_agent, (begun.id,)),
        (conversations.thread_for_agent, (begun.id,)),
        (conversations.page_for_agent, ("queue",)),
        (conversations.rows_for_agent, ([begun.id],)),
        (conversations.counts_for_agent, ()),
    ):
        with pytest.raises((NotAllowed, KeyError)):
            await house.desk.read(door, nobody, *given)


async def test_a_look_stands_in_the_trail(house: House) -> None:
    begun, ann = await opened(house, (await visitor(house)).person), await agent(house)
    await house.desk.write(conversations.note_look, ann, begun.id)
    last = (await house.desk.read(audit.trail, begun.id))[-1]
    assert (last.line.action, last.line.actor_id, last.at) == ("conversations.looked", ann.id, house.clock())
    assert await refusal(house.desk.write(conversations.note_look, ann, MISSING)) == (NoSuchConversation, {})


async def test_the_resume_code_opens_its_own_thread_and_no_other_spelling_does(house: House) -> None:
    guest, other = await visitor(house), await visitor(house)
    mine, theirs = await opened(house, guest.person), await opened(house, other.person)
    door = await house.desk.read(conversations.conversation_for_person, guest.person, mine.id)
    code = await house.desk.read(conversations.resume_code_of, door)
    assert code is not None
    for spelled in (code, code.lower().replace("-", " ")):
        assert (await house.desk.read(conversations.person_of_resume_code, spelled)).id == mine.id
    alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
    altered = [
        code[:place] + alphabet[(alphabet.index(code[place]) + 1) % 32] + code[place + 1 :]
        for place in range(len(code))
        if code[place] != "-"
    ]
    for wrong in [*altered, code[:9], theirs.reference + code[9:], theirs.reference, "", "x" * 29]:
        assert await refusal(house.desk.read(conversations.person_of_resume_code, wrong)) == (
            WrongResumeCode,
            {},
        )


async def test_a_customers_thread_has_no_resume_code(house: House) -> None:
    known = await customer(house, fresh("customer"))
    begun = await opened(house, known.person)
    door = await house.desk.read(conversations.conversation_for_person, known.person, begun.id)
    assert await house.desk.read(conversations.resume_code_of, door) is None


async def test_marks_only_go_forward_and_not_beyond_the_last_message(house: House) -> None:
    guest, ann, ben = await visitor(house), await agent(house, "Ann"), await agent(house, "Ben")
    begun = await waiting(house, guest.person)
    await house.desk.write(conversations.take, begun.id, ann)

    async def marks() -> tuple[int, int, int]:
        head = await house.desk.read(conversations.conversation_for_desk, begun.id)
        assert head is not None
        return head.read_customer, head.read_agents, head.delivered

    await house.desk.write(conversations.mark_delivered, guest.person, begun.id, 2)
    assert await marks() == (0, 0, 2)
    await house.desk.write(conversations.mark_read_by_person, guest.person, begun.id, 1)
    assert await marks() == (1, 0, 2)
    await house.desk.write(conversations.mark_read_by_person, guest.person, begun.id, 3)
    assert await marks() == (3, 0, 3), "what was read has arrived"
    for seq in (0, 2, -5):
        await house.desk.write(conversations.mark_read_by_person, guest.person, begun.id, seq)
        await house.desk.write(conversations.mark_delivered, guest.person, begun.id, seq)
    assert await marks() == (3, 0, 3)
    await house.desk.write(conversations.mark_read_by_person, guest.person, begun.id, 2**53)
    await house.desk.write(conversations.mark_read_by_agent, ben, begun.id, 4)
    assert await marks() == (4, 0, 4), "a colleague who looks in has not read for the customer"
    await house.desk.write(conversations.mark_read_by_agent, ann, begun.id, 2**53)
    await house.desk.write(conversations.mark_read_by_agent, ann, begun.id, 1)
    assert await marks() == (4, 4, 4)


@pytest.mark.parametrize("cursor", ["x", "1.5.x.y", ".", "-1.a", "²³.a", "9" * 16 + ".a", "1" * 15, "٣.a"])
async def test_any_cursor_is_read_or_refused(house: House, cursor: str) -> None:
    ann = await agent(house)
    for view in ("queue", "mine"):
        try:
            page = await house.desk.read(conversations.page_for_agent, ann, view, cursor)
            assert page.rows == ()
        except BadView:
            continue


async def test_an_unknown_view_is_refused(house: House) -> None:
    with pytest.raises(BadView):
        await house.desk.read(conversations.page_for_agent, await agent(house), "all")


async def test_a_page_goes_on_where_the_last_one_ended(house: House, clock: Any) -> None:
    ann = await agent(house, capacity=50)
    begun = await asyncio.gather(*(waiting(house) for _ in range(120)))
    ids = [one.id for one in begun]
    seen: list[str] = []
    cursor: str | None = None
    sizes = []
    while True:
        page = await house.desk.read(conversations.page_for_agent, ann, "queue", cursor)
        sizes.append(len(page.rows))
        seen += [row.conversation.id for row in page.rows]
        cursor = page.next
        if cursor is None:
            break
    assert sizes == [50, 50, 20]
    assert sorted(seen) == sorted(ids)
    assert len({*seen}) == 120
    counts = await house.desk.read(conversations.counts_for_agent, ann)
    assert counts == {"queue": 120, "mine": 0, "others": 0}


async def test_each_view_holds_its_own(house: House, clock: Any) -> None:
    guest, ann, ben = await visitor(house), await agent(house, "Ann"), await agent(house, "Ben")
    made = {}
    for name in ("assistant", "queue", "mine", "others", "closed"):
        clock.advance(1_000)
        made[name] = (
            await opened(house, guest.person) if name == "assistant" else await waiting(house, guest.person)
        )
    await house.desk.write(conversations.take, made["mine"].id, ann)
    await house.desk.write(conversations.take, made["others"].id, ben)
    await house.desk.write(conversations.close, made["closed"].id, guest.author)
    for view in ("queue", "mine", "others", "closed"):
        page = await house.desk.read(conversations.page_for_agent, ann, view)
        assert [row.conversation.id for row in page.rows] == [made[view].id]
    counts = await house.desk.read(conversations.counts_for_agent, ann)
    assert counts == {"queue": 1, "mine": 1, "others": 1}
