"""What every socket's address does, whichever surface it belongs to."""

from collections.abc import Iterator

import pytest
from litestar import Litestar
from litestar.testing import TestClient

from bellrock.wiring import House

Client = TestClient[Litestar]


@pytest.fixture
def client(house: House) -> Iterator[Client]:
    with TestClient(house.app()) as opened:
        yield opened


@pytest.mark.parametrize("surface", ["widget", "console"])
def test_who_asks_a_socket_for_a_page_is_told_to_switch(client: Client, surface: str) -> None:
    response = client.get(f"/api/{surface}/live", headers={"accept-language": "en"})
    assert response.status_code == 426
    assert response.headers["upgrade"] == "websocket"
    assert response.json()["error"]["code"] == "desk.socket_only"
    assert "live updates" in response.json()["error"]["message"]


def test_a_line_says_that_it_is_alive(client: Client) -> None:
    token = client.post("/api/widget/people/visitors", json={"language": "en"}).json()["token"]
    with client.websocket_connect("/api/widget/live") as line:
        line.send_json({"type": "hello", "token": token})
        assert line.receive_json() == {"type": "welcome"}
        line.send_json({"type": "ping"})
        assert line.receive_json() == {"type": "pong"}


def test_a_frame_that_is_none_is_said_and_the_next_is_heard(client: Client) -> None:
    token = client.post("/api/widget/people/visitors", json={"language": "en"}).json()["token"]
    with client.websocket_connect("/api/widget/live", headers={"accept-language": "en"}) as line:
        line.send_json({"type": "hello", "token": token})
        line.receive_json()
        line.send_json({"type": "ping", "surprise": 1})
        frame = line.receive_json()
        assert frame["type"] == "error"
        assert set(frame["error"]) == {"code", "message", "fields"}
        line.send_json({"type": "ping"})
        assert line.receive_json() == {"type": "pong"}
