"""The customer's own conversations over HTTP."""

from typing import Any

import pytest

from bellrock.features.conversations import actions as conversations
from bellrock.features.inbox import actions as inbox
from tests.people import agent, as_agent, fresh, present, say
from tests.site import Caller, Site
from tests.waiting import soon

pytestmark = pytest.mark.anyio
HERE = "/api/widget/conversations"
MISSING = "01a2e092-1600-7c17-9ebb-dae214dfe4de"
HEAD = "id reference language holder agent state created_at closed_at revision read queue"
MESSAGE = "id seq revision kind author text code fields citations choices masked client_id created_at"


async def begun(guest: Caller, text: str = "help", language: str = "en") -> dict[str, Any]:
    opening = {"client_id": fresh(), "language": language, "text": text}
    answer = await guest.http.post(HERE, json=opening)
    assert answer.status_code == 201
    snapshot: dict[str, Any] = answer.json()
    return snapshot


async def place(guest: Caller) -> str:
    """The address of a new conversation."""
    return f"{HERE}/{(await begun(guest))['conversation']['id']}"


async def test_a_conversation_is_opened_with_its_first_message(site: Site) -> None:
    person, guest = await site.visitor()
    snapshot = await begun(guest, "Where is it?", "zh-TW")
    assert set(snapshot) == {"conversation", "messages", "revision"}
    assert set(snapshot["conversation"]) >= {*HEAD.split()}
    assert set(snapshot["messages"][0]) == {*MESSAGE.split()}
    assert (snapshot["conversation"]["language"], snapshot["conversation"]["state"]) == ("zh-TW", "open")
    first = snapshot["messages"][0]
    assert (first["text"], first["seq"]) == ("Where is it?", 1)
    assert first["author"] == {"kind": "customer", "id": person.id, "name": None}


async def test_opened_twice_it_is_one(site: Site) -> None:
    _, guest = await site.visitor()
    opening = {"client_id": fresh(), "language": "en", "text": "help"}
    first, second = [(await guest.http.post(HERE, json=opening)).json() for _ in range(2)]
    assert first["conversation"]["id"] == second["conversation"]["id"]
    assert len((await guest.http.get(HERE)).json()["conversations"]) == 1


async def test_a_repeat_is_answered_200_with_the_first_message(site: Site) -> None:
    _, guest = await site.visitor()
    where, message = await place(guest), {"client_id": fresh(), "text": "more"}
    first, second = [await guest.http.post(f"{where}/messages", json=message) for _ in range(2)]
    assert (first.status_code, second.status_code) == (201, 200)
    assert first.json() == second.json()


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "conversations.empty_text"),
        (" \n", "conversations.empty_text"),
        ("a\u202eb", "conversations.bad_characters"),
        ("x" * 8_001, "conversations.text_too_long"),
        ("x" * 20_001, "desk.bad_request"),
    ],
)
async def test_a_text_that_cannot_be_stored_is_refused(site: Site, text: str, code: str) -> None:
    _, guest = await site.visitor()
    message = {"client_id": fresh(), "text": text}
    answer = await guest.http.post(f"{await place(guest)}/messages", json=message)
    assert (answer.status_code, answer.json()["error"]["code"]) == (400, code)


async def test_only_what_changed_is_asked_for(site: Site) -> None:
    _, guest = await site.visitor()
    snapshot = await begun(guest)
    where = f"{HERE}/{snapshot['conversation']['id']}"
    await guest.http.post(f"{where}/messages", json={"client_id": fresh(), "text": "more"})
    later = (await guest.http.get(where, params={"after": snapshot["revision"]})).json()
    assert later["revision"] > snapshot["revision"]
    said = [message["text"] for message in later["messages"]]
    assert "more" in said
    assert "help" not in said


CALLS = [
    ("GET", "", None),
    ("POST", "/messages", {"client_id": "a-client-id", "text": "hello"}),
    ("POST", "/hand-over", None),
    ("POST", "/closure", None),
    ("POST", "/reopening", None),
    ("PUT", "/read", {"seq": 1}),
    ("GET", "/record", None),
    ("GET", "/record?format=json", None),
]


@pytest.mark.parametrize(("method", "path", "body"), CALLS)
async def test_another_persons_thread_and_none_look_alike_and_nobody_is_refused(
    site: Site, method: str, path: str, body: Any
) -> None:
    (_, owner), (_, other) = await site.visitor(), await site.visitor()
    theirs = (await begun(owner))["conversation"]["id"]
    answers = [
        await other.http.request(method, f"{HERE}/{where}{path}", json=body) for where in (theirs, MISSING)
    ]
    assert [answer.status_code for answer in answers] == [404, 404]
    assert answers[0].json() == answers[1].json()
    assert answers[0].json()["error"]["code"] == "conversations.no_such_conversation"
    nobody = await site.anybody.request(method, f"{HERE}/{theirs}{path}", json=body)
    assert nobody.status_code == 401


async def test_talk_to_a_person_and_wait_for_one(site: Site) -> None:
    _, guest = await site.visitor()
    where = await place(guest)
    answer = await guest.http.post(f"{where}/hand-over")
    assert (answer.status_code, answer.json()["conversation"]["holder"]) == (200, "queue")

    async def queued() -> Any:
        return (await guest.http.get(where)).json()["conversation"]["queue"]

    async def held() -> Any:
        return (await guest.http.get(where)).json()["conversation"]["agent"]

    assert await soon(queued, "a place in the queue") == {"place": 1, "wait_seconds": None}
    ann = await present(site.house, await agent(site.house, "Ann"))
    assert await soon(held, "somebody to take it") == {"id": ann.id, "name": "Ann"}
    assert (await guest.http.post(f"{where}/hand-over")).json()["conversation"]["holder"] == "agent"


async def test_closed_and_opened_again(site: Site) -> None:
    _, guest = await site.visitor()
    where = await place(guest)
    assert (await guest.http.post(f"{where}/reopening")).json()["error"]["code"] == "conversations.not_closed"
    closed = (await guest.http.post(f"{where}/closure")).json()["conversation"]
    assert (closed["state"], closed["holder"]) == ("closed", "nobody")
    refused = await guest.http.post(f"{where}/messages", json={"client_id": fresh(), "text": "more"})
    assert (refused.status_code, refused.json()["error"]["code"]) == (409, "conversations.closed")
    again = (await guest.http.post(f"{where}/reopening")).json()["conversation"]
    assert (again["state"], again["closed_at"]) == ("open", None)


async def test_the_read_mark_shows_in_the_head(site: Site) -> None:
    _, guest = await site.visitor()
    where = await place(guest)
    assert (await guest.http.put(f"{where}/read", json={"seq": 1})).status_code == 204
    head = (await guest.http.get(where)).json()["conversation"]
    assert head["read"] == {"customer": 1, "agents": 0, "delivered": 1}
    for wrong in (-1, 2**60, "x", None):
        assert (await guest.http.put(f"{where}/read", json={"seq": wrong})).status_code == 400


@pytest.mark.parametrize("language", ["en", "zh-CN", "zh-TW"])
async def test_the_record_is_a_file_in_the_readers_language_without_notes(site: Site, language: str) -> None:
    _, guest = await site.visitor()
    head = (await begun(guest, "line one\nline two"))["conversation"]
    where = f"{HERE}/{head['id']}"
    await guest.http.post(f"{where}/hand-over")
    ann = await agent(site.house, "Ann")
    held = await site.house.desk.write(inbox.claim, ann, head["id"])
    await say(site.house, held, as_agent(ann), "for us alone", "note")
    await say(site.house, held, as_agent(ann), "hello from Ann")
    await site.house.desk.write(conversations.close, head["id"], as_agent(ann))
    answer = await guest.http.get(f"{where}/record", headers={"accept-language": language})
    assert answer.headers["content-disposition"] == f'attachment; filename="{head["reference"]}.txt"'
    assert answer.content.startswith(b"\xef\xbb\xbf")
    text = answer.content.decode("utf-8-sig")
    for wanted in (head["reference"], "line one\r\nline two", "hello from Ann", "(Ann)"):
        assert wanted in text
    for key in ("record.never_asked", "record.notice.closed"):
        assert site.house.brand.text(language, key) in text
    assert "for us alone" not in text
    assert "{" not in text, "a placeholder was left open"
    as_json = (await guest.http.get(f"{where}/record?format=json")).json()
    assert as_json["reference"] == head["reference"]
    assert as_json["resume_code"] in text
    assert "for us alone" not in str(as_json)
    assert (await guest.http.get(f"{where}/record?format=pdf")).status_code == 400


async def test_word_lists_are_for_everybody_and_kept(site: Site) -> None:
    for name in ("english", "chinese_simplified", "chinese_traditional", "japanese", "turkish"):
        answer = await site.anybody.get(f"/api/widget/safety/words/{name}")
        assert len(answer.json()["words"]) == 2048
        assert "public" in answer.headers["cache-control"]
    for wrong in ("klingon", "..%2f..%2fsecrets", "English"):
        assert (await site.anybody.get(f"/api/widget/safety/words/{wrong}")).status_code == 404


async def test_the_page_may_be_framed_by_those_the_operator_named_alone(site: Site) -> None:
    answer = await site.anybody.get("/chat", params={"language": "zh-TW"})
    policy = answer.headers["content-security-policy"]
    assert "frame-ancestors 'self';" in policy
    assert "script-src 'self';" in policy
    assert "unsafe" not in policy
    assert '<html lang="zh-TW"' in answer.text
    assert answer.headers["cache-control"] == "no-store"
    assert (await site.anybody.get("/loader.js")).headers["content-type"].startswith("text/javascript")
