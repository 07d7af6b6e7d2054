"""SIGKILL at random moments under load: what was acknowledged is there once, in order; what was pending runs.

BELLROCK_DEEP=1 kills 20 times. BELLROCK_SEED=n repeats the choices of a run (not its timing).
"""

import asyncio
import os
import random
import secrets
import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.server import Server, serving
from tests.stories.crowd import Crowd, Desk, Said, Talk
from tests.waiting import until

KILLS = 20 if os.environ.get("BELLROCK_DEEP") else 4
SEED = int(os.environ.get("BELLROCK_SEED") or secrets.randbelow(2**32))
PASSWORD = "ann-s-own-password"
PENDING = "state = 'running' OR state = 'dead' OR (state = 'ready' AND run_at <= ?)"


@pytest.fixture(scope="module")
def crashed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Server, Crowd]]:
    """A desk that was killed again and again under load, running again and drained; and its crowd."""
    print(f"BELLROCK_SEED={SEED}")
    server = Server(
        tmp_path_factory.mktemp("crash") / "desk", environ={"BELLROCK_TRUSTED_PROXIES": "127.0.0.1"}
    )
    server.add_agent("ann", PASSWORD, "en", "zh-CN", "zh-TW")
    with serving(server):
        crowd = asyncio.run(crash(server))
        assert len(crowd.talks) > KILLS
        with opened(server.data) as data:
            until(
                lambda: ask(data, f"SELECT * FROM outbox WHERE {PENDING}", now()) == [],
                "every reaction has run",
            )
        yield server, crowd


async def crash(server: Server) -> Crowd:
    luck = random.Random(SEED)
    desk = Desk(server.url, luck)
    crowd = Crowd(desk)
    desk.is_up.set()
    living = asyncio.create_task(crowd.live("ann", PASSWORD))
    for _ in range(KILLS):
        await some_answers(desk, living, luck.randint(5, 60))
        server.kill()
        desk.is_up.clear()
        await asyncio.to_thread(server.start)
        desk.is_up.set()
    await some_answers(desk, living, 30)
    desk.is_closing = True
    await asyncio.wait_for(living, 60)
    return crowd


async def some_answers(desk: Desk, living: "asyncio.Task[None]", number: int) -> None:
    """Until the crowd has had so many more answers."""
    left, enough = [number], asyncio.Event()

    def count() -> None:
        left[0] -= 1
        if left[0] <= 0:
            enough.set()

    desk.on_answer = count
    waiting = asyncio.create_task(enough.wait())
    await asyncio.wait([waiting, living], return_when=asyncio.FIRST_COMPLETED, timeout=60)
    assert enough.is_set(), living.exception() if living.done() else "the desk answers nobody"


@contextmanager
def opened(folder: Path) -> Iterator[sqlite3.Connection]:
    connection = sqlite3.connect(f"{(folder / 'desk.sqlite').as_uri()}?mode=ro", uri=True)
    try:
        yield connection
    finally:
        connection.close()


@pytest.fixture
def data(crashed: tuple[Server, Crowd]) -> Iterator[sqlite3.Connection]:
    with opened(crashed[0].data) as connection:
        yield connection


def ask(data: sqlite3.Connection, question: str, *values: Any) -> list[tuple[Any, ...]]:
    return data.execute(question, values).fetchall()


def now() -> int:
    return time.time_ns() // 1_000_000


def all_said(crowd: Crowd) -> list[tuple[str, list[Said]]]:
    """(conversation, what one author said in it, in order)."""
    talks = [(talk.id, talk.said) for talk in crowd.talks if talk.id]
    return [*talks, *crowd.replies.items()]


def test_every_acknowledged_message_is_there_once_in_its_place(
    crashed: tuple[Server, Crowd], data: sqlite3.Connection
) -> None:
    acknowledged = 0
    for conversation_id, said in all_said(crashed[1]):
        stored = ask(
            data,
            "SELECT client_id, seq FROM conversations_messages WHERE conversation_id = ? ORDER BY seq",
            conversation_id,
        )
        mine = {one.client_id for one in said}
        promised = [(one.client_id, one.seq) for one in said if one.seq is not None]
        assert [row for row in stored if row[0] in mine] == promised
        acknowledged += len(promised)
    assert acknowledged > 10 * KILLS


def test_everybody_got_an_answer_at_last_and_what_was_refused_is_not_stored(
    crashed: tuple[Server, Crowd], data: sqlite3.Connection
) -> None:
    said = [one for _, ours in all_said(crashed[1]) for one in ours]
    assert [one for one in said if one.seq is None and not one.is_refused] == []
    stored = {client_id for (client_id,) in ask(data, "SELECT client_id FROM conversations_messages")}
    assert [one for one in said if one.is_refused and one.client_id in stored] == []


def test_no_place_in_a_conversation_is_empty_or_taken_twice(
    crashed: tuple[Server, Crowd], data: sqlite3.Connection
) -> None:
    heads = ask(data, "SELECT id, last_seq FROM conversations")
    assert {talk.id for talk in crashed[1].talks if talk.id} == {head[0] for head in heads}
    for conversation_id, last_seq in heads:
        seqs = ask(
            data,
            "SELECT seq FROM conversations_messages WHERE conversation_id = ? ORDER BY seq",
            conversation_id,
        )
        assert [seq for (seq,) in seqs] == list(range(1, last_seq + 1))


def test_customers_read_what_they_wrote(crashed: tuple[Server, Crowd]) -> None:
    server, crowd = crashed
    for talk in crowd.talks:
        if talk.id:
            messages = read(server, talk)
            wrote = {one.client_id: one.text for one in talk.said if one.seq is not None}
            assert {one["client_id"]: one["text"] for one in messages if one["client_id"] in wrote} == wrote


def read(server: Server, talk: Talk) -> list[dict[str, Any]]:
    headers = {"Authorization": f"Bearer {talk.token}"}
    answer = httpx.get(f"{server.url}/api/widget/conversations/{talk.id}", headers=headers)
    assert answer.status_code == 200, answer.text
    messages: list[dict[str, Any]] = answer.json()["messages"]
    return messages


def test_every_reaction_has_run(crashed: tuple[Server, Crowd], data: sqlite3.Connection) -> None:
    left = ask(data, "SELECT DISTINCT state, reaction FROM outbox")
    assert [row for row in left if row != ("ready", "inbox.expire_presence")] == []
    log = crashed[0].log.read_text(encoding="utf-8")
    assert [line for line in log.splitlines() if "failed" in line or "Traceback" in line] == []


def test_the_assistant_has_answered_every_last_question_it_holds(data: sqlite3.Connection) -> None:
    last = """
        SELECT c.id, m.id, m.author_kind FROM conversations c JOIN conversations_messages m
        ON m.conversation_id = c.id AND m.author_kind = 'customer'
        WHERE c.holder = 'assistant' AND m.seq = (
            SELECT max(seq) FROM conversations_messages
            WHERE conversation_id = c.id AND kind = 'message' AND author_kind = 'customer')
    """
    questions = ask(data, last)
    assert questions
    answered = {client_id for (client_id,) in ask(data, "SELECT client_id FROM conversations_messages")}
    assert [question for question in questions if f"answer:{question[1]}" not in answered] == []


def test_the_queue_and_the_threads_agree(crashed: tuple[Server, Crowd], data: sqlite3.Connection) -> None:
    queued = ask(data, "SELECT id FROM conversations WHERE holder = 'queue' ORDER BY id")
    waits = ask(
        data, "SELECT conversation_id FROM inbox_waits WHERE ended_at IS NULL ORDER BY conversation_id"
    )
    assert waits == queued
    ((held,),) = ask(data, "SELECT count(*) FROM conversations WHERE holder = 'agent'")
    ((capacity,),) = ask(data, "SELECT capacity FROM people_agents")
    assert held <= capacity
    assert held == capacity or queued == []  # whoever could be served has been
    handed = {talk.id for talk in crashed[1].talks if talk.is_handed_over}
    assert handed
    with_assistant = ask(data, "SELECT id FROM conversations WHERE holder = 'assistant'")
    assert handed.isdisjoint(conversation_id for (conversation_id,) in with_assistant)


def test_it_is_known_who_waits_for_the_agents_answer(data: sqlite3.Connection) -> None:
    while_held = """
        SELECT c.id, m.seq, m.author_kind FROM conversations c JOIN conversations_messages m
        ON m.conversation_id = c.id AND m.kind = 'message'
        WHERE c.holder = 'agent' AND m.seq = (
            SELECT max(seq) FROM conversations_messages WHERE conversation_id = c.id AND kind = 'message')
        AND m.seq > (
            SELECT max(seq) FROM conversations_messages WHERE conversation_id = c.id AND code = 'assigned')
    """
    for conversation_id, seq, author in ask(data, while_held):
        noted = ask(
            data,
            "SELECT seq, since_at IS NULL FROM inbox_unanswered WHERE conversation_id = ?",
            conversation_id,
        )
        assert noted == [(seq, author == "agent")]
