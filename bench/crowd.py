"""Many customers and the agents who hold their threads, as they come over the real protocols.

The desk limits a person to 30 messages a minute and an address to 60 arrivals in ten minutes, so there are
many of both: the load names its addresses in X-Forwarded-For.
"""

import asyncio
import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bench.desk import CAPACITY, PASSWORD
from bench.wire import Line, request

_A_LINE = 50
_CONSOLE = "/api/console"
_WIDGET = "/api/widget"


@dataclass(frozen=True, slots=True)
class Talk:
    """A customer's thread. `agent` is the number of the agent who holds it, or None: the assistant does."""

    conversation_id: str
    token: str
    agent: int | None

    def message(self, number: int, text: str) -> bytes:
        path = f"{_WIDGET}/conversations/{self.conversation_id}/messages"
        body = {"client_id": f"message-{number:010d}", "text": text}
        return request("POST", path, body, {"Authorization": f"Bearer {self.token}"})

    def hello(self) -> dict[str, object]:
        """What its socket says first."""
        return {
            "type": "hello",
            "token": self.token,
            "conversation_id": self.conversation_id,
            "revision": -1,
        }


@dataclass(frozen=True, slots=True)
class Crowd:
    """`cookies` are the agents' log-ins, by their number."""

    cookies: Sequence[str]
    held: Sequence[Talk]
    asking: Sequence[Talk]


async def gather_crowd(lines: Sequence[Line], held: int, asking: int) -> Crowd:
    """`held` threads that agents hold, CAPACITY each, and `asking` that the assistant answers."""
    agents = range(-(-held // CAPACITY))
    cookies = [await _log_in(lines[0], number) for number in agents]
    todo = iter(range(held + asking))
    talks: dict[int, Talk] = {}

    async def work(line: Line) -> None:
        for index in todo:
            talks[index] = await _arrive(line, index, cookies if index < held else ())

    await asyncio.gather(*(work(line) for line in lines))
    ordered = [talks[index] for index in range(held + asking)]
    return Crowd(cookies, ordered[:held], ordered[held:])


async def _log_in(line: Line, number: int) -> str:
    body = {"login": f"agent{number}", "password": PASSWORD}
    answer = await line.expect(
        201, request("POST", f"{_CONSOLE}/people/sessions", body, _from(9, number * _A_LINE))
    )
    return answer.cookie("bellrock_console")


async def _arrive(line: Line, index: int, cookies: Sequence[str]) -> Talk:
    admitted = await line.expect(
        201, request("POST", f"{_WIDGET}/people/visitors", {"language": "en"}, _from(10, index))
    )
    token = admitted.json()["token"]
    proof = {"Authorization": f"Bearer {token}"}
    opening = {"client_id": f"opening-{index:08d}", "language": "en", "text": "Good morning"}
    opened = await line.expect(201, request("POST", f"{_WIDGET}/conversations", opening, proof))
    conversation_id = opened.json()["conversation"]["id"]
    if not cookies:
        return Talk(conversation_id, token, None)
    agent = index // CAPACITY
    path = f"conversations/{conversation_id}"
    await line.expect(200, request("POST", f"{_WIDGET}/{path}/hand-over", None, proof))
    claimant = {"Cookie": f"bellrock_console={cookies[agent]}"}
    await line.expect(200, request("POST", f"{_CONSOLE}/{path}/claim", None, claimant))
    return Talk(conversation_id, token, agent)


def _from(network: int, index: int) -> dict[str, str]:
    """An address that _A_LINE arrivals share."""
    place = index // _A_LINE
    return {"X-Forwarded-For": f"{network}.{place // 250}.{place % 250}.7"}


def numbers() -> Iterator[int]:
    """For client ids and texts: no two messages of a run share one."""
    return itertools.count()
