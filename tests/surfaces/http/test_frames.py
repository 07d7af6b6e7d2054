"""Snapshot + frames = a fresh snapshot, for customer and agent, whatever happened, whenever they looked."""

import random
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any

import msgspec
import pytest

from bellrock.features.conversations import actions as conversations
from bellrock.features.conversations.actions import Posting
from bellrock.features.conversations.model import ASSISTANT, Conversation
from bellrock.features.inbox import actions as inbox
from bellrock.features.people.model import Agent
from bellrock.kit.errors import Refusal
from bellrock.surfaces.console import views as console
from bellrock.surfaces.widget import views as widget
from bellrock.wiring import House
from tests.people import Visit, agent, as_agent, fresh, opened, say, visitor

pytestmark = pytest.mark.anyio


def plain(value: Any) -> Any:
    """As it travels, without the place in the queue: that has frames of its own."""
    found = msgspec.to_builtins(value)
    if isinstance(found.get("conversation"), dict):
        found["conversation"]["queue"] = None
    return found


@dataclass
class Client:
    """What a client holds: a snapshot, brought up to date by frames alone."""

    look: Callable[[int], Awaitable[Any]]
    changes: Callable[[int], Awaitable[Any]]
    head: dict[str, Any] = field(default_factory=dict)
    messages: dict[str, dict[str, Any]] = field(default_factory=dict)
    revision: int = -1

    async def catch_up(self) -> None:
        frame = await self.changes(self.revision)
        if frame is None:
            return
        found = plain(frame)
        assert found["previous"] == self.revision < found["revision"]
        self.revision = found["revision"]
        self.head = found["conversation"] or self.head
        for message in found["messages"]:
            assert message["revision"] <= self.revision
            self.messages[message["id"]] = message

    async def agrees(self) -> None:
        fresh_one = plain(await self.look(-1))
        mine = sorted(self.messages.values(), key=lambda message: int(message["seq"]))
        assert mine == fresh_one["messages"]
        assert self.head == fresh_one["conversation"]
        assert self.revision == fresh_one["revision"]
        missed = plain(await self.look(self.revision))
        assert missed["messages"] == []
        assert missed["revision"] == self.revision


def customers(house: House, guest: Visit, where: str) -> Client:
    return Client(
        lambda after: house.desk.read(widget.snapshot, guest.person, where, after),
        lambda after: house.desk.read(widget.changes, guest.person, where, after),
    )


def agents(house: House, who: Agent, where: str) -> Client:
    return Client(
        lambda after: house.desk.read(console.snapshot, who, where, after),
        lambda after: house.desk.read(console.changes, who, where, after),
    )


def deeds(
    house: House, guest: Visit, crew: list[Agent], where: Conversation, draw: random.Random
) -> dict[str, Callable[[], Awaitable[Any]]]:
    """Everything that may happen to a thread; what is refused changes nothing."""
    write = house.desk.write
    repeat = Posting(where.id, guest.author, "sent twice", fresh())

    def one() -> Agent:
        return draw.choice(crew)

    def seq() -> int:
        return draw.randrange(60)

    return {
        "customer": lambda: say(house, where, guest.author, "more"),
        "repeat": lambda: write(conversations.post_message, repeat),
        "card": lambda: say(house, where, guest.author, "my card is 4111 1111 1111 1111"),
        "assistant": lambda: say(house, where, ASSISTANT, "an answer"),
        "agent": lambda: say(house, where, as_agent(one()), "hello"),
        "note": lambda: say(house, where, as_agent(one()), "for us", "note"),
        "hand over": lambda: write(conversations.hand_over, where.id, guest.author, "asked"),
        "enqueue": lambda: write(inbox.enqueue, where.id),
        "claim": lambda: write(inbox.claim, one(), where.id),
        "pass on": lambda: write(inbox.pass_on, one(), where.id, one().id, "look here"),
        "return": lambda: write(inbox.give_back, one(), where.id),
        "close": lambda: write(conversations.close, where.id, guest.author),
        "agent closes": lambda: _agent_closes(house, one(), where.id),
        "reopen": lambda: write(conversations.reopen, where.id, guest.author),
        "agent reopens": lambda: write(inbox.reopen, one(), where.id),
        "read": lambda: write(conversations.mark_read_by_person, guest.person, where.id, seq()),
        "delivered": lambda: write(conversations.mark_delivered, guest.person, where.id, seq()),
        "agent reads": lambda: write(conversations.mark_read_by_agent, one(), where.id, seq()),
    }


async def _agent_closes(house: House, who: Agent, where: str) -> None:
    await house.desk.write(conversations.close, where, as_agent(who))


@pytest.mark.parametrize("seed", range(6))
async def test_frames_lead_to_where_a_fresh_snapshot_stands(house: House, seed: int) -> None:
    draw = random.Random(seed)
    guest, crew = await visitor(house), [await agent(house, "Ann"), await agent(house, "Ben")]
    where = await opened(house, guest.person)
    quick = [customers(house, guest, where.id), agents(house, crew[0], where.id)]
    slow = [customers(house, guest, where.id), agents(house, crew[1], where.id)]
    possible = deeds(house, guest, crew, where, draw)
    done = set()
    for _ in range(70):
        name = draw.choice([*possible])
        try:
            await possible[name]()
            done.add(name)
        except Refusal:
            continue
        for client in quick:
            await client.catch_up()
            await client.agrees()
        for client in slow:
            if draw.random() < 0.2:
                await client.catch_up()
                await client.agrees()
    for client in slow:
        await client.catch_up()
        await client.agrees()
    assert len(done) > 12, "hardly anything happened"


async def test_a_frame_is_sent_only_where_something_is_seen(house: House) -> None:
    guest, ann = await visitor(house), await agent(house)
    where = await opened(house, guest.person)
    mine, theirs = customers(house, guest, where.id), agents(house, ann, where.id)
    for client in (mine, theirs):
        await client.catch_up()
    await say(house, where, as_agent(ann), "for us", "note")
    assert await mine.changes(mine.revision) is None
    frame = await theirs.changes(theirs.revision)
    assert frame is not None
    assert [message.text for message in frame.messages] == ["for us"]
    assert frame.conversation is None, "the head has not changed"


async def test_after_notes_the_next_message_joins_on_without_a_gap(house: House) -> None:
    guest, ann = await visitor(house), await agent(house)
    where = await opened(house, guest.person)
    mine = customers(house, guest, where.id)
    await mine.catch_up()
    for _ in range(3):
        await say(house, where, as_agent(ann), "for us", "note")
    await say(house, where, guest.author, "more")
    frame = await mine.changes(mine.revision)
    assert frame is not None
    assert (frame.previous, frame.revision) == (1, 5)
    await mine.catch_up()
    await mine.agrees()
