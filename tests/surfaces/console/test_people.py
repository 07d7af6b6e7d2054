"""Agents over HTTP: log-in and its limits, sessions, colleagues, presence, cookies and origins."""

import pytest

from bellrock.features.people import actions as people
from bellrock.features.people.model import NewAgent, hash_password
from bellrock.surfaces.console.visits import COOKIE, LOGINS_BY_ADDRESS, LOGINS_BY_NAME
from tests.clock import SetClock
from tests.people import fresh
from tests.site import Site

pytestmark = pytest.mark.anyio
PEOPLE = "/api/console/people"
PASSWORD = "a password of the test"
HASH = hash_password(PASSWORD)


async def staffed(site: Site) -> str:
    """The login of an agent with the password of this file."""
    new = NewAgent(fresh("ann"), "Ann", "agent", "en", ("en",))
    await site.house.desk.write(people.add_agent, new, HASH)
    return new.login


async def test_a_login_gives_a_strict_cookie_and_says_who_it_is(site: Site) -> None:
    login = await staffed(site)
    given = {"login": f" {login.upper()}", "password": PASSWORD}
    answer = await site.anybody.post(f"{PEOPLE}/sessions", json=given)
    assert answer.status_code == 201
    me = answer.json()["agent"]
    wanted = "id login name role language languages capacity permissions presence"
    assert set(me) == {*wanted.split()}
    assert me["presence"] == {"state": "offline", "automatic": True}
    cookie = answer.headers["set-cookie"].lower()
    for part in (f"{COOKIE}=", "httponly", "samesite=strict", "path=/"):
        assert part in cookie
    assert "token" not in answer.text
    assert (await site.anybody.get(f"{PEOPLE}/me")).json() == answer.json()


async def test_a_wrong_login_and_a_wrong_password_look_alike(site: Site) -> None:
    login = await staffed(site)
    answers = [
        await site.anybody.post(f"{PEOPLE}/sessions", json={"login": name, "password": password})
        for name, password in ((login, "not the password"), ("nobody", PASSWORD), ("", ""))
    ]
    assert {answer.status_code for answer in answers} == {401}
    assert answers[0].json() == answers[1].json() == answers[2].json()
    assert answers[0].json()["error"]["code"] == "people.wrong_login"
    assert all("set-cookie" not in answer.headers for answer in answers)


async def test_guessing_one_agents_password_is_stopped_and_waits(site: Site, clock: SetClock) -> None:
    login = await staffed(site)

    async def guess(password: str) -> int:
        given = {"login": login, "password": password}
        return (await site.anybody.post(f"{PEOPLE}/sessions", json=given)).status_code

    assert [await guess("wrong") for _ in range(LOGINS_BY_NAME.burst)] == [401] * LOGINS_BY_NAME.burst
    assert await guess(PASSWORD) == 429, "the right one too"
    clock.advance(LOGINS_BY_NAME.seconds * 1000)
    assert await guess(PASSWORD) == 201
    assert [await guess("wrong") for _ in range(2)] == [401, 401]


async def test_guessing_names_is_stopped_by_address(site: Site) -> None:
    statuses = []
    for number in range(LOGINS_BY_ADDRESS.burst + 1):
        given = {"login": f"name-{number}", "password": "wrong"}
        statuses.append((await site.anybody.post(f"{PEOPLE}/sessions", json=given)).status_code)
    assert set(statuses[:-1]) == {401}
    assert statuses[-1] == 429


async def test_a_call_from_a_foreign_page_is_refused(site: Site) -> None:
    _, ann = await site.agent()
    for method, path in (("GET", "/people/me"), ("GET", "/inbox"), ("POST", "/conversations/x/claim")):
        answer = await ann.http.request(
            method, f"/api/console{path}", headers={"origin": "https://evil.example"}
        )
        assert (answer.status_code, answer.json()["error"]["code"]) == (403, "desk.foreign_origin")
    given = {"login": "x", "password": "y"}
    foreign = {"origin": "https://evil.example"}
    assert (await site.anybody.post(f"{PEOPLE}/sessions", json=given, headers=foreign)).status_code == 403
    assert (await ann.http.get(f"{PEOPLE}/me", headers={"origin": site.url})).status_code == 200


async def test_a_visitors_token_opens_nothing_here(site: Site) -> None:
    _, guest = await site.visitor()
    for headers in ({"cookie": f"{COOKIE}={guest.token}"}, {"authorization": f"Bearer {guest.token}"}):
        for path in ("/people/me", "/people/sessions", "/people/agents", "/inbox", "/conversations/x"):
            answer = await site.anybody.get(f"/api/console{path}", headers=headers)
            assert (answer.status_code, answer.json()["error"]["code"]) == (401, "people.unauthenticated")


async def test_an_agents_own_token_is_taken_from_the_cookie_alone(site: Site) -> None:
    _, ann = await site.agent()
    answer = await site.anybody.get(f"{PEOPLE}/me", headers={"authorization": f"Bearer {ann.token}"})
    assert answer.status_code == 401


async def test_sessions_are_listed_and_ended_and_refused_at_once(site: Site) -> None:
    who, first = await site.agent()
    _, second = await site.enter(who)
    listed = (await first.http.get(f"{PEOPLE}/sessions")).json()["sessions"]
    assert {(one["id"], one["current"]) for one in listed} == {
        (first.session_id, True),
        (second.session_id, False),
    }
    assert (await second.http.get(f"{PEOPLE}/me")).status_code == 200
    assert (await first.http.delete(f"{PEOPLE}/sessions/{second.session_id}")).status_code == 204
    assert (await second.http.get(f"{PEOPLE}/me")).status_code == 401
    assert (await first.http.delete(f"{PEOPLE}/sessions/{second.session_id}")).status_code == 404
    ended = await first.http.delete(f"{PEOPLE}/sessions/current")
    assert ended.status_code == 204
    assert COOKIE in ended.headers["set-cookie"]
    assert (await first.http.get(f"{PEOPLE}/me")).status_code == 401


async def test_nobody_ends_a_colleagues_session(site: Site) -> None:
    (_, ann), (_, ben) = await site.agent("Ann"), await site.agent("Ben")
    answer = await ben.http.delete(f"{PEOPLE}/sessions/{ann.session_id}")
    assert (answer.status_code, answer.json()["error"]["code"]) == (404, "people.no_such_session")
    assert (await ann.http.get(f"{PEOPLE}/me")).status_code == 200


async def test_a_language_is_kept_and_an_unknown_one_changes_nothing(site: Site) -> None:
    _, ann = await site.agent()
    for asked, kept in (("zh-HK", "zh-TW"), ("fr", "zh-TW"), ("en-AU", "en")):
        answer = await ann.http.patch(f"{PEOPLE}/me", json={"language": asked})
        assert answer.json()["agent"]["language"] == kept
    assert (await ann.http.get(f"{PEOPLE}/me")).json()["agent"]["language"] == "en"


async def test_presence_is_chosen_and_seen_by_colleagues(site: Site) -> None:
    (who, ann), (_, ben) = await site.agent("Ann", capacity=3), await site.agent("Ben")
    chosen = {"state": "away", "automatic": False}
    answer = await ann.http.put("/api/console/inbox/presence", json=chosen)
    assert answer.json() == {"presence": chosen}
    listed = (await ben.http.get(f"{PEOPLE}/agents")).json()["agents"]
    seen = next(one for one in listed if one["id"] == who.id)
    assert (seen["name"], seen["presence"], seen["open"], seen["capacity"]) == ("Ann", chosen, 0, 3)
    wrong = await ann.http.put("/api/console/inbox/presence", json={"state": "busy", "automatic": True})
    assert (wrong.status_code, wrong.json()["error"]["code"]) == (400, "inbox.bad_presence")


async def test_no_page_may_show_the_console_in_a_frame(site: Site) -> None:
    answer = await site.anybody.get("/console", params={"language": "zh-CN"})
    assert "frame-ancestors 'none';" in answer.headers["content-security-policy"]
    assert '<html lang="zh-CN"' in answer.text
