"""The OpenAPI document has every route, is whole in itself, and promises what is answered."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from litestar import Litestar
from litestar.routes import HTTPRoute
from litestar.testing import TestClient

from bellrock.kit.config import Settings
from bellrock.surfaces.cli.starter import load_starter
from bellrock.wiring import House

Document = dict[str, Any]
Client = TestClient[Litestar]
ADDRESS = "/api/openapi.json"
REFUSALS = {"400", "401", "403", "404", "409", "429", "503"}
EXAMPLES = {
    "language": "en",
    "category": "deposit",
    "slug": "wrong-network",
    "rest": "deposit",
    "name": "english",
}
OPEN_TO_ALL = {
    "POST /api/widget/people/visitors",
    "POST /api/widget/people/sessions",
    "POST /api/widget/people/resumptions",
    "GET /api/widget/safety/words/{name}",
    "POST /api/console/people/sessions",
}


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Client]:
    house = House.open(Settings(data=str(tmp_path_factory.mktemp("desk"))))
    load_starter(house)
    with TestClient(house.app()) as opened:
        opened.follow_redirects = False
        yield opened
    house.close()


@pytest.fixture(scope="module")
def document(client: Client) -> Document:
    read: Document = client.get(ADDRESS).json()
    return read


def operations(document: Document) -> dict[str, Document]:
    """ "GET /healthz" -> its operation."""
    return {
        f"{method.upper()} {path}": operation
        for path, item in document["paths"].items()
        for method, operation in item.items()
    }


def references(part: object) -> Iterator[str]:
    if isinstance(part, dict):
        yield from (value for key, value in part.items() if key == "$ref")
        for value in part.values():
            yield from references(value)
    elif isinstance(part, list):
        for value in part:
            yield from references(value)


def resolved(document: Document, part: Document) -> Document:
    while "$ref" in part:
        place = part["$ref"].removeprefix("#/").split("/")
        part = document
        for key in place:
            part = part[key]
    return part


def test_it_has_every_route(client: Client, document: Document) -> None:
    routes = {
        f"{handler_method} {route.path_format}"
        for route in client.app.routes
        if isinstance(route, HTTPRoute)
        for handler_method in route.methods - {"OPTIONS"}
        if not route.path.startswith(ADDRESS)
        and "nowhere" not in {one.handler_name for one in route.route_handlers}
    }
    assert routes == set(operations(document))
    assert len(routes) > 45


def test_every_operation_says_what_it_does(document: Document) -> None:
    tags = {tag["name"] for tag in document["tags"]}
    for place, operation in operations(document).items():
        assert " " in operation["summary"] or operation["summary"] in {"Home", "Search", "Leave", "Reply"}, (
            place
        )
        assert operation["tags"], place
        assert set(operation["tags"]) <= tags, place
        named = {one["name"] for one in operation.get("parameters", ()) if one["in"] == "path"}
        assert named == set(re.findall(r"{(\w+)}", place)), place


def test_nothing_points_nowhere(document: Document) -> None:
    found = set(references(document))
    assert "#/components/schemas/ErrorBody" in found
    for one in found:
        assert resolved(document, {"$ref": one})


def test_the_api_documents_its_refusals_in_one_shape(document: Document) -> None:
    for place, operation in operations(document).items():
        if " /api/" in place:
            assert set(operation["responses"]) >= REFUSALS, place
            for status in REFUSALS:
                answer = resolved(document, operation["responses"][status])
                schema = answer["content"]["application/json"]["schema"]
                assert schema == {"$ref": "#/components/schemas/ErrorBody"}, place
    body = document["components"]["schemas"]["ErrorShape"]
    assert set(body["required"]) == {"code", "message", "fields"}


def test_bodies_are_closed(document: Document) -> None:
    bodies = [
        operation["requestBody"] for operation in operations(document).values() if "requestBody" in operation
    ]
    assert len(bodies) > 10
    for body in bodies:
        schema = resolved(document, body["content"]["application/json"]["schema"])
        assert schema["additionalProperties"] is False, schema["title"]


def test_a_body_with_an_unknown_field_is_refused(client: Client) -> None:
    response = client.post("/api/widget/people/visitors", json={"language": "en", "surprise": 1})
    assert response.status_code == 400
    assert set(response.json()["error"]) == {"code", "message", "fields"}


def test_only_arriving_and_word_lists_are_open_to_all(document: Document) -> None:
    known = set(document["components"]["securitySchemes"])
    opened = set()
    for place, operation in operations(document).items():
        ways = operation.get("security", [{}])
        assert {name for way in ways for name in way} <= known
        if {} in ways and " /api/" in place:
            opened.add(place)
    assert known == {"visitor_token", "visitor_cookie", "console_cookie"}
    assert opened == OPEN_TO_ALL


def test_what_is_closed_refuses_a_stranger(client: Client, document: Document) -> None:
    for place, operation in operations(document).items():
        if {} not in operation.get("security", [{}]) and "requestBody" not in operation:
            method, path = place.split()
            refused = 426 if "426" in operation["responses"] else 401
            assert client.request(method, filled(path)).status_code == refused, place


def test_every_answer_is_a_promised_one(client: Client, document: Document) -> None:
    for place, operation in operations(document).items():
        method, path = place.split()
        body: Document | None = {} if "requestBody" in operation else None
        response = client.request(method, filled(path), json=body)
        assert str(response.status_code) in operation["responses"], (place, response.text)
        promised = resolved(document, operation["responses"][str(response.status_code)]).get("content", {})
        if promised and "*/*" not in promised:
            kinds = {kind.partition(";")[0] for kind in promised}
            assert response.headers["content-type"].partition(";")[0] in kinds, place


@pytest.mark.parametrize("surface", ["widget", "console"])
def test_sockets_are_described_by_their_frames(document: Document, surface: str) -> None:
    switched = document["paths"][f"/api/{surface}/live"]["get"]["responses"]["101"]
    talk = resolved(document, switched["content"]["application/json"]["schema"])
    kinds = {
        way: {
            resolved(document, one)["properties"]["type"]["const"] for one in talk["properties"][way]["oneOf"]
        }
        for way in ("heard", "said")
    }
    assert kinds["heard"] >= {"hello", "follow", "typing", "ping"}
    assert kinds["said"] >= {"welcome", "pong", "error", "batch" if surface == "console" else "changes"}


def filled(path: str) -> str:
    return re.sub(r"{(\w+)}", lambda found: EXAMPLES.get(found[1], "unknown"), path)
