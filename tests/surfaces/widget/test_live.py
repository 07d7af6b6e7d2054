"""The customer's socket: welcomed with a token, told of its own thread alone, in frames without a gap."""

from typing import Any

import pytest

from bellrock.features.conversations import actions as conversations
from bellrock.features.conversations.model import Author, Conversation
from bellrock.features.inbox import actions as inbox
from bellrock.features.people.model import Agent, Person
from bellrock.surfaces.http.sockets import CLOSE_UNKNOWN, FRAMES, LONGEST_FRAME
from bellrock.surfaces.widget.visits import COOKIE
from tests.clock import SetClock
from tests.people import agent, as_agent, opened, say
from tests.site import Frame, Line, Site

pytestmark = pytest.mark.anyio


def changes(frame: Frame) -> bool:
    return str(frame["type"]) == "changes"


def queued(frame: Frame) -> bool:
    return str(frame["type"]) == "queue"


def tells(text: str) -> Any:
    return lambda frame: text in [message["text"] for message in frame.get("messages", ())]


def words_of(person: Person) -> Author:
    return Author("customer", person.id)


async def hand_over(site: Site, where: Conversation) -> None:
    author = Author("customer", where.person_id)
    await site.house.desk.write(conversations.hand_over, where.id, author, "asked")


async def held(site: Site, person: Person, who: Agent) -> Conversation:
    where = await opened(site.house, person)
    await hand_over(site, where)
    return await site.house.desk.write(inbox.claim, who, where.id)


@pytest.mark.parametrize(
    "hello",
    [
        {"type": "hello"},
        {"type": "hello", "token": None},
        {"type": "hello", "token": "wrong"},
        {"type": "hello", "token": 7},
        {"type": "follow", "conversation_id": "x"},
        {"type": "nonsense"},
        {},
    ],
)
async def test_whoever_proves_nothing_is_told_why_and_hung_up_on(site: Site, hello: Frame) -> None:
    async with site.line("widget") as line:
        await line.say(**hello)
        frame = await line.hear()
        assert frame["type"] == "error"
        assert set(frame["error"]) == {"code", "message", "fields"}
        assert await line.closed() == CLOSE_UNKNOWN


async def test_an_agents_token_is_no_customers(site: Site) -> None:
    _, ann = await site.agent()
    async with site.line("widget") as line:
        await line.say(type="hello", token=ann.token)
        assert (await line.hear())["error"]["code"] == "people.unauthenticated"
        assert await line.closed() == CLOSE_UNKNOWN


async def test_the_cookie_will_do_from_our_own_page_alone(site: Site) -> None:
    _, guest = await site.visitor()
    cookie = {"cookie": f"{COOKIE}={guest.token}"}
    async with site.line("widget", {**cookie, "origin": site.url}) as line:
        await line.say(type="hello", token=None)
        assert await line.hear() == {"type": "welcome"}
    async with site.line("widget", {**cookie, "origin": "https://evil.example"}) as line:
        await line.say(type="hello", token=None)
        assert (await line.hear())["error"]["code"] == "desk.foreign_origin"
        assert await line.closed() == CLOSE_UNKNOWN


async def test_a_hello_may_name_the_thread_and_where_the_client_stands(site: Site) -> None:
    person, guest = await site.visitor()
    where = await opened(site.house, person, "first")
    async with site.panel(guest, conversation_id=where.id, revision=-1) as line:
        frame = await line.until(changes)
        assert (frame["previous"], frame["conversation_id"]) == (-1, where.id)
        assert frame["messages"][0]["text"] == "first"
        assert frame["conversation"]["id"] == where.id


async def test_another_persons_thread_and_none_look_alike(site: Site) -> None:
    owner, _ = await site.visitor()
    theirs = await opened(site.house, owner)
    _, guest = await site.visitor()
    errors = []
    for where in (theirs.id, "nothing"):
        async with site.panel(guest, conversation_id=where) as line:
            errors.append(await line.hear())
            assert await line.closed() == CLOSE_UNKNOWN
        async with site.panel(guest) as line:
            await line.say(type="follow", conversation_id=where, revision=-1)
            errors.append(await line.hear())
            assert await line.before_pong() == [], "the socket goes on"
    assert all(error == errors[0] for error in errors)
    assert errors[0]["error"]["code"] == "conversations.no_such_conversation"


async def test_frames_follow_one_another_without_a_gap_and_without_notes(site: Site) -> None:
    person, guest = await site.visitor()
    ann = await agent(site.house, "Ann")
    where = await held(site, person, ann)
    async with site.panel(guest, conversation_id=where.id) as line:
        frame = await line.until(changes)
        revision = frame["revision"]
        for number in range(5):
            await say(site.house, where, as_agent(ann), "a secret note", "note")
            await say(site.house, where, as_agent(ann), f"word {number}")
            frame = await line.until(changes)
            assert frame["previous"] == revision < frame["revision"]
            assert "secret" not in str(frame)
            revision = frame["revision"]
        assert [message["text"] for message in frame["messages"]] == ["word 4"]
        snapshot = await guest.http.get(f"/api/widget/conversations/{where.id}")
        assert snapshot.json()["revision"] == revision


async def test_notes_alone_wake_nobody(site: Site) -> None:
    person, guest = await site.visitor()
    ann = await agent(site.house)
    where = await held(site, person, ann)
    async with site.panel(guest, conversation_id=where.id) as line:
        await line.until(changes)
        await say(site.house, where, as_agent(ann), "for us", "note")
        assert [frame for frame in await line.before_pong() if changes(frame)] == []
        await say(site.house, where, as_agent(ann), "for you")
        assert [one["text"] for one in (await line.until(changes))["messages"]] == ["for you"]


async def test_a_client_that_comes_back_gets_what_it_missed(site: Site) -> None:
    person, guest = await site.visitor()
    where = await opened(site.house, person)
    async with site.panel(guest, conversation_id=where.id) as line:
        revision = (await line.until(changes))["revision"]
    await say(site.house, where, words_of(person), "while away")
    async with site.panel(guest, conversation_id=where.id, revision=revision) as line:
        frame = await line.until(tells("while away"))
        assert "My deposit is missing" not in str(frame["messages"])


@pytest.mark.parametrize("revision", [10**30, -(10**30), 2**63, 10**6])
async def test_any_revision_may_be_claimed(site: Site, revision: int) -> None:
    person, guest = await site.visitor()
    where = await opened(site.house, person)
    async with site.panel(guest) as line:
        await line.say(type="follow", conversation_id=where.id, revision=revision)
        await line.before_pong()
        await line.say(type="follow", conversation_id=where.id, revision=-1)
        assert (await line.until(tells("My deposit is missing")))["messages"]


async def test_only_who_waits_hears_of_the_queue(site: Site, clock: SetClock) -> None:
    (first, one), (second, two), (third, three) = [await site.visitor() for _ in range(3)]
    threads = [await opened(site.house, who) for who in (first, second, third)]
    async with (
        site.panel(one, conversation_id=threads[0].id) as ahead,
        site.panel(two, conversation_id=threads[1].id) as behind,
        site.panel(three, conversation_id=threads[2].id) as elsewhere,
    ):
        await elsewhere.until(changes)
        await site.house.desk.write(conversations.close, threads[2].id, words_of(third))
        await hand_over(site, threads[0])
        frame = await ahead.until(queued)
        assert frame == {"type": "queue", "conversation_id": threads[0].id, "place": 1, "wait_seconds": None}
        clock.advance(1_000)
        await hand_over(site, threads[1])
        assert (await behind.until(queued))["place"] == 2
        await site.house.desk.write(conversations.close, threads[0].id, words_of(first))
        await behind.until(lambda frame: queued(frame) and frame["place"] == 1)
        assert [frame for frame in await elsewhere.before_pong() if queued(frame)] == []


async def follow(line: Line, where: Conversation) -> None:
    await line.say(type="follow", conversation_id=where.id, revision=-1)
    await line.until(lambda frame: frame.get("changes"))


async def test_each_side_sees_the_other_type(site: Site) -> None:
    person, guest = await site.visitor()
    who, ann = await site.agent("Ann")
    where = await held(site, person, who)
    async with site.panel(guest, conversation_id=where.id) as panel, site.desk(ann) as desk:
        await panel.until(changes)
        await follow(desk, where)
        await panel.say(type="typing", conversation_id=where.id, active=True)
        batch = await desk.until(lambda frame: frame.get("typing"))
        assert batch["typing"] == [
            {"conversation_id": where.id, "author": {"kind": "customer", "name": None}, "active": True}
        ]
        await desk.say(type="typing", conversation_id=where.id, active=False)
        frame = await panel.until(lambda frame: frame["type"] == "typing")
        assert (frame["author"]["kind"], frame["active"]) == ("agent", False)


async def test_nobody_is_shown_typing_in_a_thread_that_is_not_theirs(site: Site) -> None:
    (person, guest), (_, other) = await site.visitor(), await site.visitor()
    (who, ann), (_, ben) = await site.agent("Ann"), await site.agent("Ben")
    where = await held(site, person, who)
    async with (
        site.panel(guest, conversation_id=where.id) as panel,
        site.panel(other) as stranger,
        site.desk(ann) as desk,
        site.desk(ben) as colleague,
    ):
        await panel.until(changes)
        await follow(desk, where)
        await follow(colleague, where)
        await stranger.say(type="typing", conversation_id=where.id, active=True)
        await colleague.say(type="typing", conversation_id=where.id, active=True)
        await stranger.before_pong()
        await colleague.before_pong()
        assert [frame for frame in await desk.before_pong() if frame.get("typing")] == []
        assert [frame for frame in await panel.before_pong() if frame["type"] == "typing"] == []


async def test_what_reached_the_device_is_kept(site: Site) -> None:
    person, guest = await site.visitor()
    where = await opened(site.house, person)
    async with site.panel(guest, conversation_id=where.id) as line:
        await line.until(changes)
        await line.say(type="received", conversation_id=where.id, seq=1)
        frame = await line.until(
            lambda frame: changes(frame) and (frame["conversation"] or {}).get("read", {}).get("delivered")
        )
        assert frame["conversation"]["read"] == {"customer": 0, "agents": 0, "delivered": 1}
        for strange in (-5, 2**70):
            await line.say(type="received", conversation_id=where.id, seq=strange)
        assert not [frame for frame in await line.before_pong() if frame["type"] == "error"]


async def test_a_frame_too_long_is_refused_and_one_beyond_all_measure_ends_the_line(site: Site) -> None:
    _, guest = await site.visitor()
    async with site.panel(guest) as line:
        await line.say(type="follow", conversation_id="x" * LONGEST_FRAME)
        assert (await line.hear())["error"]["code"] == "desk.bad_request"
        await line.say(type="follow", conversation_id="x" * 70_000)
        assert await line.closed() == 1009


async def test_whoever_talks_without_end_is_told_to_wait(site: Site) -> None:
    _, guest = await site.visitor()
    async with site.panel(guest) as line:
        for _ in range(FRAMES.burst + 1):
            await line.say(type="ping")
        frames = [await line.hear() for _ in range(FRAMES.burst + 1)]
        assert [frame["type"] for frame in frames].count("pong") == FRAMES.burst
        assert frames[-1]["error"]["code"] == "desk.too_many"


async def test_a_session_ended_elsewhere_ends_the_line(site: Site) -> None:
    _, guest = await site.visitor()
    async with site.panel(guest) as line:
        await guest.http.delete("/api/widget/people/sessions/current")
        assert await line.closed() == CLOSE_UNKNOWN


async def test_a_session_whose_time_is_over_hears_and_says_nothing_more(site: Site, clock: SetClock) -> None:
    person, guest = await site.visitor()
    where = await opened(site.house, person)
    async with site.panel(guest, conversation_id=where.id) as hearing, site.panel(guest) as saying:
        await hearing.until(changes)
        clock.advance(181 * 24 * 3_600_000)
        await say(site.house, where, words_of(person), "too late to be heard")
        assert await hearing.closed() == CLOSE_UNKNOWN
        await saying.say(type="follow", conversation_id=where.id, revision=-1)
        assert (await saying.hear())["error"]["code"] == "people.unauthenticated"
        assert await saying.closed() == CLOSE_UNKNOWN
