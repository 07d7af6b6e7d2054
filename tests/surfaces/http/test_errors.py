"""What is refused is refused in one shape, with a code for programs and words in the reader's language."""

from collections.abc import AsyncIterator
from typing import get_args

import httpx
import pytest

from bellrock.kit.errors import Kind
from bellrock.surfaces.http.errors import STATUS
from bellrock.surfaces.widget.visits import ARRIVALS, MESSAGES, RESUMPTIONS
from tests.clock import SetClock
from tests.people import fresh
from tests.site import Site

pytestmark = pytest.mark.anyio


@pytest.mark.parametrize("language", ["en", "zh-CN", "zh-TW"])
async def test_the_message_is_in_the_language_of_the_reader(site: Site, language: str) -> None:
    answer = await site.anybody.get("/api/widget/people/me", headers={"accept-language": language})
    assert answer.status_code == 401
    assert answer.json() == {
        "error": {
            "code": "people.unauthenticated",
            "message": site.house.brand.text(language, "errors.people.unauthenticated"),
            "fields": {},
        }
    }
    assert answer.headers["cache-control"] == "no-store"


@pytest.mark.parametrize(
    "body", ["", "{", "[]", "null", "7", '{"language":7}', "{}", '{"language":"en"', "\xff"]
)
async def test_a_body_that_cannot_be_read_is_said_with_a_code(site: Site, body: str) -> None:
    answer = await site.anybody.post(
        "/api/widget/people/visitors", content=body, headers={"content-type": "application/json"}
    )
    assert answer.status_code == 400
    assert answer.json()["error"]["code"] == "desk.bad_request"


async def test_an_unknown_field_is_refused_without_repeating_what_stood_there(site: Site) -> None:
    answer = await site.anybody.post(
        "/api/widget/people/visitors", json={"language": "en", "surprise": "a private thing"}
    )
    assert answer.status_code == 400
    assert "a private thing" not in answer.text


async def test_sixty_four_kibibytes_are_the_most(site: Site) -> None:
    """With the length said before, and without."""
    large = b'{"language":"' + b"x" * 65_536 + b'"}'

    async def pieces() -> AsyncIterator[bytes]:
        for start in range(0, len(large), 8_192):
            yield large[start : start + 8_192]

    for content in (large, pieces()):
        answer = await site.anybody.post(
            "/api/widget/people/visitors", content=content, headers={"content-type": "application/json"}
        )
        assert answer.status_code == 413
        assert answer.json()["error"]["code"] == "desk.too_large"


@pytest.mark.parametrize("after", ["x", "1.5", "", "1e3", "²"])
async def test_a_revision_that_is_no_number_is_refused(site: Site, after: str) -> None:
    _, guest = await site.visitor()
    answer = await guest.http.get("/api/widget/conversations/none", params={"after": after})
    assert answer.status_code in (400, 404)
    assert answer.json()["error"]["code"]


@pytest.mark.parametrize("after", [10**30, -(10**30), 2**63, -1])
async def test_any_number_will_do_for_a_revision(site: Site, after: int) -> None:
    _, guest = await site.visitor()
    opening = {"client_id": fresh(), "language": "en", "text": "help"}
    begun = (await guest.http.post("/api/widget/conversations", json=opening)).json()
    where = f"/api/widget/conversations/{begun['conversation']['id']}"
    assert (await guest.http.get(where, params={"after": str(after)})).status_code == 200


async def test_who_sends_too_much_is_told_when_to_go_on(site: Site, clock: SetClock) -> None:
    _, guest = await site.visitor()
    where = await guest.http.post(
        "/api/widget/conversations", json={"client_id": fresh(), "language": "en", "text": "help"}
    )
    address = f"/api/widget/conversations/{where.json()['conversation']['id']}/messages"

    async def send() -> httpx.Response:
        return await guest.http.post(address, json={"client_id": fresh(), "text": "more"})

    statuses = [(await send()).status_code for _ in range(MESSAGES.burst - 1)]
    assert set(statuses) == {201}
    refused = await send()
    assert refused.status_code == 429
    seconds = refused.json()["error"]["fields"]["retry_seconds"]
    assert refused.json()["error"]["code"] == "desk.too_many"
    assert refused.headers["retry-after"] == str(seconds)
    clock.advance(seconds * 1000)
    assert (await send()).status_code == 201


@pytest.mark.parametrize(
    ("path", "body", "burst"),
    [
        ("/api/widget/people/visitors", {"language": "en"}, ARRIVALS.burst),
        ("/api/widget/people/resumptions", {"code": "AAAA"}, RESUMPTIONS.burst),
    ],
)
async def test_arriving_is_limited_by_address(
    site: Site, path: str, body: dict[str, str], burst: int
) -> None:
    statuses = [(await site.anybody.post(path, json=body)).status_code for _ in range(burst + 1)]
    assert 429 not in statuses[:-1]
    assert statuses[-1] == 429


async def test_another_method_is_not_there_either(site: Site) -> None:
    answer = await site.anybody.delete("/api/widget/conversations")
    assert answer.status_code == 405
    assert answer.json()["error"]["code"] == "desk.not_found"


def test_every_kind_of_refusal_has_a_status() -> None:
    assert set(STATUS) == set(get_args(Kind))
    assert len(set(STATUS.values())) == len(STATUS)
