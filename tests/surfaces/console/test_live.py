"""The console's socket: rows, counts and the followed thread in batches, the first at once."""

import time
from typing import Any

import pytest

from bellrock.features.inbox import actions as inbox
from bellrock.surfaces.console.live import BATCH_SECONDS
from bellrock.surfaces.console.visits import COOKIE
from bellrock.surfaces.http.sockets import CLOSE_UNKNOWN
from tests.clock import SetClock
from tests.people import as_agent, opened, say, waiting
from tests.site import Frame, Site

pytestmark = pytest.mark.anyio


def with_row(conversation_id: str, **wanted: Any) -> Any:
    """Whether a batch has the row of this conversation in this state."""

    def look(frame: Frame) -> bool:
        rows = [row for row in frame.get("rows", ()) if row["id"] == conversation_id]
        return any(all(row[key] == value for key, value in wanted.items()) for row in rows)

    return look


async def test_nobody_and_visitors_are_hung_up_on(site: Site) -> None:
    _, guest = await site.visitor()
    for headers in ({}, {"cookie": f"{COOKIE}=wrong"}, {"cookie": f"{COOKIE}={guest.token}"}):
        async with site.line("console", headers) as line:
            await line.say(type="hello")
            assert (await line.hear())["error"]["code"] == "people.unauthenticated"
            assert await line.closed() == CLOSE_UNKNOWN


async def test_a_foreign_page_is_hung_up_on(site: Site) -> None:
    _, ann = await site.agent()
    headers = {"cookie": f"{COOKIE}={ann.token}", "origin": "https://evil.example"}
    async with site.line("console", headers) as line:
        await line.say(type="hello")
        assert (await line.hear())["error"]["code"] == "desk.foreign_origin"
        assert await line.closed() == CLOSE_UNKNOWN


@pytest.mark.parametrize("first", [{"type": "nonsense"}, {"type": "hello", "token": "x"}, {}])
async def test_a_first_frame_that_is_no_hello_is_refused(site: Site, first: Frame) -> None:
    _, ann = await site.agent()
    async with site.line("console", {"cookie": f"{COOKIE}={ann.token}"}) as line:
        await line.say(**first)
        assert (await line.hear())["error"]["code"] == "desk.bad_request"
        assert await line.closed() == CLOSE_UNKNOWN


async def test_a_row_comes_with_every_change_and_counts_with_every_holder(site: Site) -> None:
    who, ann = await site.agent("Ann")
    async with site.desk(ann) as line:
        begun = await waiting(site.house)
        batch = await line.until(with_row(begun.id, holder="queue"))
        assert set(batch) == {"type", "rows", "gone", "counts", "changes", "typing"}
        await site.house.desk.write(inbox.claim, who, begun.id)
        batch = await line.until(with_row(begun.id, holder="agent"))
        assert batch["counts"] == {"queue": 0, "mine": 1, "others": 0}
        await say(site.house, begun, as_agent(who), "hello")
        batch = await line.until(with_row(begun.id, preview="hello"))
        assert batch["counts"] is None, "no holder has changed"


async def test_the_followed_thread_comes_in_frames_without_a_gap_notes_included(site: Site) -> None:
    who, ann = await site.agent("Ann")
    begun = await waiting(site.house)
    await site.house.desk.write(inbox.claim, who, begun.id)
    async with site.desk(ann) as line:
        await line.say(type="follow", conversation_id=begun.id, revision=-1)
        (first,) = (await line.until(lambda frame: frame.get("changes")))["changes"]
        assert (first["conversation_id"], first["previous"]) == (begun.id, -1)
        revision = first["revision"]
        seen: list[str] = []
        for number in range(12):
            await say(site.house, begun, as_agent(who), f"note {number}", "note")
        while len(seen) < 12:
            (frame,) = (await line.until(lambda frame: frame.get("changes")))["changes"]
            assert frame["previous"] == revision < frame["revision"]
            revision = frame["revision"]
            seen += [message["text"] for message in frame["messages"]]
        assert seen == [f"note {number}" for number in range(12)]
        await line.say(type="unfollow")
        await line.before_pong()
        await say(site.house, begun, as_agent(who), "unseen", "note")
        batch = await line.until(with_row(begun.id))
        assert batch["changes"] == []


async def test_what_is_not_there_cannot_be_followed_and_the_line_goes_on(site: Site) -> None:
    _, ann = await site.agent()
    async with site.desk(ann) as line:
        await line.say(type="follow", conversation_id="nothing", revision=-1)
        assert (await line.hear())["error"]["code"] == "conversations.no_such_conversation"
        assert await line.before_pong() == []


async def test_the_first_batch_comes_at_once_and_then_one_in_fifty_milliseconds(site: Site) -> None:
    """Measured at the agent's end: of a burst of changes, few batches, no two of them close together."""
    who, ann = await site.agent()
    person, _ = await site.visitor()
    begun = await opened(site.house, person)
    async with site.desk(ann) as line:
        sent = time.monotonic()
        for number in range(40):
            await say(site.house, begun, as_agent(who), f"note {number}", "note")
        arrived: list[float] = []
        last = None
        while last is None or last["rows"][0]["revision"] < 41:
            last = await line.until(with_row(begun.id))
            arrived.append(time.monotonic())
        spread = arrived[-1] - sent
        assert len(arrived) <= spread / BATCH_SECONDS + 2


async def test_a_session_ended_elsewhere_ends_the_line(site: Site) -> None:
    who, ann = await site.agent()
    _, other = await site.enter(who)
    async with site.desk(ann) as line, site.desk(other) as going_on:
        await other.http.delete(f"/api/console/people/sessions/{ann.session_id}")
        assert await line.closed() == CLOSE_UNKNOWN
        assert await going_on.before_pong() is not None


async def test_after_twelve_hours_nothing_more_is_told(site: Site, clock: SetClock) -> None:
    _, ann = await site.agent()
    async with site.desk(ann) as line:
        clock.advance(12 * 3_600_000)
        await waiting(site.house)
        assert await line.closed() == CLOSE_UNKNOWN
