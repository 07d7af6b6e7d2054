"""How customers arrive over HTTP: visitors, the exchange's customers, resume codes; cookies and origins."""

from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest
from joserfc import jwt
from joserfc.jwk import OKPKey

from bellrock.surfaces.widget.visits import COOKIE
from bellrock.wiring import House
from tests.clock import SetClock
from tests.houses import open_house
from tests.people import fresh
from tests.site import Site, served

pytestmark = pytest.mark.anyio
KEY = OKPKey.generate_key("Ed25519", {"kid": "one"})
PEOPLE = "/api/widget/people"


@pytest.fixture
def signed_house(tmp_path: Path, clock: SetClock) -> Iterator[House]:
    """A desk that believes the exchange of this test."""
    keys = tmp_path / "keys.json"
    keys.write_bytes(msgspec.json.encode({"keys": [KEY.as_dict(private=False)]}))
    house = open_house(tmp_path / "signed", clock, identity_keys=str(keys))
    yield house
    house.close()


@pytest.fixture
async def exchange(signed_house: House) -> AsyncIterator[Site]:
    async with served(signed_house) as site:
        yield site


def identity(clock: SetClock, sub: str, **changed: Any) -> str:
    now = clock() // 1000
    claims = {"sub": sub, "jti": fresh("jti"), "iat": now, "exp": now + 300, "aud": "bellrock", **changed}
    return jwt.encode({"alg": "Ed25519", "kid": "one"}, claims, KEY, algorithms=["Ed25519"])


async def test_a_visitor_is_admitted_and_known_by_the_token(site: Site) -> None:
    answer = await site.anybody.post(f"{PEOPLE}/visitors", json={"language": "zh-HK"})
    assert answer.status_code == 201
    body = answer.json()
    assert set(body) == {"token", "person", "expires_at"}
    assert body["person"]["kind"] == "visitor"
    site.anybody.cookies.clear()
    me = await site.anybody.get(f"{PEOPLE}/me", headers={"authorization": f"Bearer {body['token']}"})
    assert me.json() == {"person": body["person"]}


async def test_the_cookie_is_kept_from_scripts_and_from_other_sites(site: Site) -> None:
    answer = await site.anybody.post(f"{PEOPLE}/visitors", json={"language": "en"})
    cookie = answer.headers["set-cookie"].lower()
    assert cookie.startswith(f"{COOKIE}={answer.json()['token'].lower()}")
    for part in ("httponly", "samesite=lax", "path=/", "max-age="):
        assert part in cookie
    assert (await site.anybody.get(f"{PEOPLE}/me")).status_code == 200


@pytest.mark.parametrize("origin", ["https://evil.example", "null", "http://127.0.0.1", "http://127.0.0.1:1"])
async def test_the_cookie_counts_for_nothing_in_a_call_from_elsewhere(site: Site, origin: str) -> None:
    await site.anybody.post(f"{PEOPLE}/visitors", json={"language": "en"})
    answer = await site.anybody.get(f"{PEOPLE}/me", headers={"origin": origin})
    assert answer.status_code == 403
    assert answer.json()["error"]["code"] == "desk.foreign_origin"
    assert (await site.anybody.get(f"{PEOPLE}/me", headers={"origin": site.url})).status_code == 200


async def test_a_token_that_the_page_itself_holds_may_come_from_its_frame(site: Site) -> None:
    _, guest = await site.visitor()
    answer = await guest.http.get(f"{PEOPLE}/me", headers={"origin": "https://shop.example"})
    assert answer.status_code == 200


@pytest.mark.parametrize("header", ["Bearer", "Bearer x", "Basic YWJj", "bearer x", "Bearer " + "x" * 9_000])
async def test_a_wrong_token_is_nobody_and_no_cookie_stands_in(site: Site, header: str) -> None:
    await site.anybody.post(f"{PEOPLE}/visitors", json={"language": "en"})
    answer = await site.anybody.get(f"{PEOPLE}/me", headers={"authorization": header})
    assert answer.status_code == 401
    assert answer.json()["error"]["code"] == "people.unauthenticated"


async def test_an_agents_token_opens_nothing_here(site: Site) -> None:
    _, ann = await site.agent()
    for headers in ({"authorization": f"Bearer {ann.token}"}, {"cookie": f"{COOKIE}={ann.token}"}):
        for path in (f"{PEOPLE}/me", "/api/widget/conversations", "/api/widget/conversations/x/record"):
            assert (await site.anybody.get(path, headers=headers)).status_code == 401


async def test_a_session_that_was_ended_is_refused_at_once(site: Site) -> None:
    _, guest = await site.visitor()
    assert (await guest.http.get(f"{PEOPLE}/me")).status_code == 200
    ended = await guest.http.delete(f"{PEOPLE}/sessions/current")
    assert ended.status_code == 204
    assert "max-age=0" in ended.headers["set-cookie"].lower()
    assert (await guest.http.get(f"{PEOPLE}/me")).status_code == 401
    assert (await guest.http.delete(f"{PEOPLE}/sessions/current")).status_code == 401


async def test_the_exchange_vouches_for_a_customer_once(exchange: Site, clock: SetClock) -> None:
    token = identity(clock, "c-1", name="Li")
    first = await exchange.anybody.post(f"{PEOPLE}/sessions", json={"token": token})
    assert first.status_code == 201
    assert (first.json()["person"]["kind"], first.json()["person"]["name"]) == ("customer", "Li")
    again = await exchange.anybody.post(f"{PEOPLE}/sessions", json={"token": token})
    assert (again.status_code, again.json()["error"]["code"]) == (401, "people.token_used")


async def test_a_token_that_is_not_believed_is_refused(exchange: Site, clock: SetClock) -> None:
    for token in ("", "x.y.z", identity(clock, "c", aud="another"), identity(clock, "c", exp=1)):
        answer = await exchange.anybody.post(f"{PEOPLE}/sessions", json={"token": token})
        assert (answer.status_code, answer.json()["error"]["code"]) == (401, "people.bad_token")


async def test_without_keys_nobody_is_a_customer(site: Site, clock: SetClock) -> None:
    answer = await site.anybody.post(f"{PEOPLE}/sessions", json={"token": identity(clock, "c")})
    assert (answer.status_code, answer.json()["error"]["fields"]) == (401, {"reason": "no_keys"})


async def test_the_visitors_threads_come_along(exchange: Site, clock: SetClock) -> None:
    _, guest = await exchange.visitor()
    opening = {"client_id": fresh(), "language": "en", "text": "as a visitor"}
    begun = (await guest.http.post("/api/widget/conversations", json=opening)).json()
    known = await guest.http.post(f"{PEOPLE}/sessions", json={"token": identity(clock, "c-2")})
    headers = {"authorization": f"Bearer {known.json()['token']}"}
    mine = await exchange.anybody.get("/api/widget/conversations", headers=headers)
    assert [one["id"] for one in mine.json()["conversations"]] == [begun["conversation"]["id"]]


async def test_the_resume_code_of_the_record_opens_the_thread_again(site: Site) -> None:
    person, guest = await site.visitor()
    opening = {"client_id": fresh(), "language": "en", "text": "help"}
    begun = (await guest.http.post("/api/widget/conversations", json=opening)).json()["conversation"]
    record = await guest.http.get(f"/api/widget/conversations/{begun['id']}/record?format=json")
    code = record.json()["resume_code"]
    answer = await site.anybody.post(f"{PEOPLE}/resumptions", json={"code": code.lower()})
    assert answer.status_code == 201
    assert answer.json()["person"]["id"] == person.id
    assert answer.json()["conversation_id"] == begun["id"]
    wrong = await site.anybody.post(f"{PEOPLE}/resumptions", json={"code": begun["reference"]})
    assert (wrong.status_code, wrong.json()["error"]["code"]) == (401, "people.wrong_resume_code")
