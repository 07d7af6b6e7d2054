"""A message is acknowledged only when it is on the disk, and a key is there before what it seals.

Shown by the system calls of a running desk; where nothing may trace them, by what the file holds at each
answer.
"""

import sqlite3
from collections.abc import Sequence
from pathlib import Path

import httpx
import pytest

from bellrock.kit.sqlite.connect import open_writer
from tests.server import Server, serving
from tests.stories.trace import Call, calls, tracer
from tests.waiting import until

MESSAGES = 10
DESK_LOG, RING_LOG = "desk.sqlite-wal", "keyring.sqlite-wal"


class Visitor:
    """A customer on one line, whose thread waits for a person: nothing else writes then."""

    def __init__(self, server: Server) -> None:
        self._line = httpx.Client(base_url=f"{server.url}/api/widget", timeout=30)
        self._thread = ""

    def arrive(self) -> None:
        answer = self._line.post("/people/visitors", json={"language": "en"})
        assert answer.status_code == 201
        self._line.headers["Authorization"] = f"Bearer {answer.json()['token']}"

    def ask_for_a_person(self) -> None:
        body = {"client_id": "first-message", "language": "en", "text": "talk to a person"}
        answer = self._line.post("/conversations", json=body)
        assert answer.status_code == 201
        self._thread = answer.json()["conversation"]["id"]

    def write(self, number: int) -> str:
        """The id of the message that was acknowledged."""
        body = {"client_id": f"message-{number:03}", "text": f"still waiting, {number}"}
        answer = self._line.post(f"/conversations/{self._thread}/messages", json=body)
        assert answer.status_code == 201
        message_id: str = answer.json()["message"]["id"]
        return message_id


@pytest.fixture(scope="module")
def seen(tmp_path_factory: pytest.TempPathFactory) -> list[Call]:
    """The calls of a desk that was asked for a person, and then ten times written to."""
    folder = tmp_path_factory.mktemp("durable")
    trace = folder / "trace"
    server = Server(folder / "desk", before=tracer(trace))
    with serving(server):
        visitor = Visitor(server)
        visitor.arrive()
        visitor.ask_for_a_person()
        until(lambda: is_quiet(server.data), "the thread waits for a person")
        for number in range(MESSAGES):
            assert stored(server.data, visitor.write(number))
    return list(calls(trace)) if server.before else []


def is_quiet(folder: Path) -> bool:
    return look(folder, "SELECT count(*) FROM outbox") == [(0,)] and look(
        folder, "SELECT holder FROM conversations"
    ) == [("queue",)]


def stored(folder: Path, message_id: str) -> bool:
    return look(folder, f"SELECT count(*) FROM conversations_messages WHERE id = '{message_id}'") == [(1,)]


def look(folder: Path, question: str) -> Sequence[tuple[object, ...]]:
    other = sqlite3.connect(f"{(folder / 'desk.sqlite').as_uri()}?mode=ro", uri=True)
    try:
        return other.execute(question).fetchall()
    finally:
        other.close()


def between_answers(seen: Sequence[Call]) -> list[list[Call]]:
    """The calls before each 201, from the answer before it on."""
    parts: list[list[Call]] = [[]]
    for call in seen:
        if '"HTTP/1.1 201' in call.words:
            parts.append([])
        else:
            parts[-1].append(call)
    return parts[:-1]


def written_and_synced(part: Sequence[Call], file: str) -> bool:
    """Whether the file was written, and synced after its last write."""
    mine = [call for call in part if call.concerns(file) and (call.is_sync or call.name == "pwrite64")]
    return any(not call.is_sync for call in mine) and mine[-1].is_sync


def test_a_sync_stands_before_every_acknowledgement(seen: list[Call], tmp_path: Path) -> None:
    assert waits_for_the_disk(tmp_path)
    if seen:
        parts = between_answers(seen)
        assert len(parts) == 2 + MESSAGES
        assert [written_and_synced(part, DESK_LOG) for part in parts[2:]] == [True] * MESSAGES


def test_a_key_is_on_the_disk_before_its_person(seen: list[Call], tmp_path: Path) -> None:
    assert waits_for_the_disk(tmp_path)
    if seen:
        arrival = between_answers(seen)[0]
        assert written_and_synced(arrival, RING_LOG)
        last_of_ring = max(number for number, call in enumerate(arrival) if call.concerns(RING_LOG))
        assert written_and_synced(arrival[last_of_ring:], DESK_LOG)


def waits_for_the_disk(folder: Path) -> bool:
    """Whether a connection as the desk opens it syncs with every commit."""
    connection = open_writer(folder / "any.sqlite")
    try:
        return bool(connection.execute("PRAGMA synchronous").fetchone() == (2,))
    finally:
        connection.close()
