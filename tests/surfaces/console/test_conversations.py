"""What agents see and do over HTTP: lists, threads, claims, transfers, records, articles."""

from typing import Any

import pytest

from bellrock.features.audit import actions as audit
from bellrock.features.conversations import actions as conversations
from bellrock.features.conversations.model import Conversation
from tests.people import fresh, opened, waiting
from tests.site import Caller, Site

pytestmark = pytest.mark.anyio
HERE = "/api/console/conversations"
MISSING = "01a2e092-1600-7c17-9ebb-dae214dfe4de"
ROW = (
    "id reference person language holder agent state preview last_author last_at entered_at waiting_since "
    "unread revision"
)
CALLS = [
    ("GET", "", None),
    ("POST", "/messages", {"client_id": "a-client-id", "text": "hello"}),
    ("POST", "/notes", {"client_id": "a-client-id", "text": "hello"}),
    ("POST", "/claim", None),
    ("POST", "/return", None),
    ("POST", "/closure", None),
    ("POST", "/reopening", None),
    ("POST", "/transfer", {"agent_id": "nobody", "note": None}),
    ("PUT", "/read", {"seq": 1}),
    ("GET", "/record", None),
]


async def claimed(site: Site, ann: Caller) -> Conversation:
    begun = await waiting(site.house)
    answer = await ann.http.post(f"{HERE}/{begun.id}/claim")
    assert (answer.status_code, answer.json()["conversation"]["agent"]["name"]) == (200, "Ann")
    return begun


async def post(who: Caller, where: Conversation, path: str, text: str = "hello") -> Any:
    return await who.http.post(f"{HERE}/{where.id}/{path}", json={"client_id": fresh(), "text": text})


@pytest.mark.parametrize(("method", "path", "body"), CALLS)
async def test_what_is_not_there_is_missing_and_nobody_is_refused(
    site: Site, method: str, path: str, body: Any
) -> None:
    _, ann = await site.agent()
    answer = await ann.http.request(method, f"{HERE}/{MISSING}{path}", json=body)
    assert (answer.status_code, answer.json()["error"]["code"]) == (
        404,
        "conversations.no_such_conversation",
    )
    assert (await site.anybody.request(method, f"{HERE}/{MISSING}{path}", json=body)).status_code == 401


async def test_the_lists_and_their_counts(site: Site) -> None:
    _, ann = await site.agent("Ann")
    queued, mine = await waiting(site.house), await claimed(site, ann)
    page = (await ann.http.get("/api/console/inbox")).json()
    assert set(page) == {"rows", "counts", "next"}
    assert page["counts"] == {"queue": 1, "mine": 1, "others": 0}
    (row,) = page["rows"]
    assert set(row) == {*ROW.split()}
    assert (row["id"], row["preview"], row["unread"]) == (queued.id, "Please help me", 1)
    assert row["entered_at"] == site.house.clock()
    mine_rows = (await ann.http.get("/api/console/inbox", params={"view": "mine"})).json()["rows"]
    assert [row["id"] for row in mine_rows] == [mine.id]
    for wrong in ({"view": "all"}, {"before": "x"}, {"before": "²³.a"}):
        answer = await ann.http.get("/api/console/inbox", params=wrong)
        assert (answer.status_code, answer.json()["error"]["code"]) == (400, "conversations.bad_view")


async def test_a_claim_lost_to_a_colleague_names_them(site: Site) -> None:
    (_, ann), (_, ben) = await site.agent("Ann"), await site.agent("Ben")
    begun = await claimed(site, ann)
    answer = await ben.http.post(f"{HERE}/{begun.id}/claim")
    assert answer.status_code == 409
    assert answer.json()["error"]["fields"] == {"agent": "Ann"}
    assert "Ann" in answer.json()["error"]["message"]


async def test_only_the_holder_replies_and_everybody_may_leave_a_note(site: Site) -> None:
    (_, ann), (_, ben) = await site.agent("Ann"), await site.agent("Ben")
    begun = await claimed(site, ann)
    replied = await post(ann, begun, "messages")
    assert (replied.status_code, replied.json()["message"]["author"]["name"]) == (201, "Ann")
    refused = await post(ben, begun, "messages")
    assert (refused.status_code, refused.json()["error"]["code"]) == (409, "conversations.not_holder")
    assert (await post(ben, begun, "notes", "for Ann")).json()["message"]["kind"] == "note"
    snapshot = (await ann.http.get(f"{HERE}/{begun.id}")).json()
    assert "for Ann" in [message["text"] for message in snapshot["messages"]]


async def test_a_reply_sent_twice_is_one(site: Site) -> None:
    _, ann = await site.agent("Ann")
    begun = await claimed(site, ann)
    message = {"client_id": fresh(), "text": "hello"}
    first, second = [await ann.http.post(f"{HERE}/{begun.id}/messages", json=message) for _ in range(2)]
    assert (first.status_code, second.status_code) == (201, 200)
    assert first.json() == second.json()


async def test_passed_on_with_a_note_returned_closed_and_opened_again(site: Site) -> None:
    (_, ann), (ben_is, ben) = await site.agent("Ann"), await site.agent("Ben")
    begun = await claimed(site, ann)
    transfer = {"agent_id": ben_is.id, "note": "Knows the order."}
    passed = await ann.http.post(f"{HERE}/{begun.id}/transfer", json=transfer)
    assert passed.json()["conversation"]["agent"] == {"id": ben_is.id, "name": "Ben"}
    assert (await ann.http.post(f"{HERE}/{begun.id}/return")).status_code == 409
    returned = await ben.http.post(f"{HERE}/{begun.id}/return")
    assert returned.json()["conversation"]["holder"] == "queue"
    assert (await ben.http.post(f"{HERE}/{begun.id}/closure")).status_code == 409
    await ben.http.post(f"{HERE}/{begun.id}/claim")
    assert (await ben.http.post(f"{HERE}/{begun.id}/closure")).json()["conversation"]["state"] == "closed"
    again = await ann.http.post(f"{HERE}/{begun.id}/reopening")
    assert again.json()["conversation"]["agent"]["name"] == "Ann"


async def test_no_more_than_the_capacity(site: Site) -> None:
    _, ann = await site.agent("Ann", capacity=1)
    await claimed(site, ann)
    answer = await ann.http.post(f"{HERE}/{(await waiting(site.house)).id}/claim")
    assert (answer.status_code, answer.json()["error"]["fields"]) == (409, {"capacity": 1})


async def test_an_auditor_reads_and_is_refused_everything_else(site: Site) -> None:
    _, aud = await site.agent("Aud", role="auditor")
    begun = await waiting(site.house)
    assert (await aud.http.get(f"{HERE}/{begun.id}")).status_code == 200
    assert (await aud.http.get("/api/console/inbox")).status_code == 200
    for path in ("messages", "notes"):
        assert (await post(aud, begun, path)).status_code == 403
    for path in ("claim", "return", "closure"):
        answer = await aud.http.post(f"{HERE}/{begun.id}/{path}")
        assert (answer.status_code, answer.json()["error"]["code"]) == (403, "people.not_allowed")
    presence = {"state": "online", "automatic": True}
    assert (await aud.http.put("/api/console/inbox/presence", json=presence)).status_code == 403


async def looks(site: Site, where: Conversation) -> list[str | None]:
    """The agents whose looks stand in the trail."""
    trail = await site.house.desk.read(audit.trail, where.id)
    return [one.line.actor_id for one in trail if one.line.action == "conversations.looked"]


@pytest.mark.parametrize("path", ["", "?after=-1", "?after=0", "/record", "/record?format=json"])
async def test_every_way_to_look_into_a_thread_of_others_stands_in_the_trail(site: Site, path: str) -> None:
    (_, ann), (ben_is, ben) = await site.agent("Ann"), await site.agent("Ben")
    begun = await claimed(site, ann)
    assert (await ann.http.get(f"{HERE}/{begun.id}{path}")).status_code == 200
    assert await looks(site, begun) == []
    assert (await ben.http.get(f"{HERE}/{begun.id}{path}")).status_code == 200
    assert await looks(site, begun) == [ben_is.id]


async def test_to_follow_a_thread_of_others_is_a_look_too(site: Site) -> None:
    (_, ann), (ben_is, ben) = await site.agent("Ann"), await site.agent("Ben")
    begun = await claimed(site, ann)
    async with site.desk(ben) as line:
        await line.say(type="follow", conversation_id=begun.id, revision=0)
        await line.until(lambda frame: frame.get("changes"))
    assert await looks(site, begun) == [ben_is.id]


async def test_the_record_for_an_agent_holds_notes_and_no_resume_code(site: Site) -> None:
    _, ann = await site.agent("Ann")
    begun = await claimed(site, ann)
    await post(ann, begun, "notes", "for us")
    answer = await ann.http.get(f"{HERE}/{begun.id}/record?format=json")
    assert answer.headers["content-disposition"].startswith("attachment")
    record = answer.json()
    assert record["resume_code"] is None
    assert [message["text"] for message in record["messages"] if message["kind"] == "note"] == ["for us"]
    door = await site.house.desk.read(conversations.conversation_for_agent, (await site.agent())[0], begun.id)
    code = await site.house.desk.read(conversations.resume_code_of, door)
    assert code is not None
    assert code not in (await ann.http.get(f"{HERE}/{begun.id}/record")).text


async def test_the_holders_reading_counts(site: Site) -> None:
    _, ann = await site.agent("Ann")
    begun = await claimed(site, ann)
    assert (await ann.http.put(f"{HERE}/{begun.id}/read", json={"seq": 1})).status_code == 204
    assert (await ann.http.get(f"{HERE}/{begun.id}")).json()["conversation"]["read"]["agents"] == 1


async def test_articles_beside_the_composer(site: Site) -> None:
    _, ann = await site.agent("Ann")
    found = await ann.http.get("/api/console/knowledge", params={"q": "wrong network", "language": "zh-HK"})
    assert found.status_code == 200
    asked = {"q": "deposit on the wrong network", "language": "en"}
    articles = (await ann.http.get("/api/console/knowledge", params=asked)).json()["articles"]
    assert articles
    wanted = "topic language title answer steps warnings url"
    assert set(articles[0]) == {*wanted.split()}
    assert (await site.anybody.get(articles[0]["url"])).status_code == 200
    assert (await ann.http.get("/api/console/knowledge", params={"q": "x" * 501})).status_code == 400
    assert (await ann.http.get("/api/console/knowledge")).json() == {"articles": []}


async def test_threads_that_the_assistant_holds_can_be_read_and_noted(site: Site) -> None:
    _, ann = await site.agent("Ann")
    person, _ = await site.visitor()
    begun = await opened(site.house, person)
    assert (await ann.http.get(f"{HERE}/{begun.id}")).status_code == 200
    assert (await post(ann, begun, "notes", "look here")).status_code == 201
    assert (await ann.http.post(f"{HERE}/{begun.id}/claim")).status_code == 409
