"""Customers and an agent who use a running desk by its HTTP protocol, and remember what they were promised.

A line that breaks, or a desk that is gone, is no refusal: the same call is made again, with the same client
id, until the desk answers.
"""

import asyncio
import itertools
import random
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import httpx

QUESTIONS = (
    "My deposit has not arrived, what can I do",
    "我的充值没有到账怎么办",
    "我的儲值沒有入帳怎麼辦",
    "How do I set up two-factor authentication",
    "What is the weather on the moon",
    "怎么修改登录密码",
    "hello",
)
ASKS_FOR_PERSON = ("talk to a person", "转人工")
LANES = 6
_BROKEN = (httpx.TransportError,)


@dataclass
class Said:
    """A message as its author knows it: `seq` once the desk has acknowledged it."""

    client_id: str
    text: str
    seq: int | None = None
    is_refused: bool = False


@dataclass
class Talk:
    """One conversation of one customer."""

    token: str
    said: list[Said] = field(default_factory=list)
    id: str = ""
    is_handed_over: bool = False


@dataclass
class Desk:
    """The desk from outside. `is_up` is cleared while it is known to be gone; `on_answer` hears answers."""

    url: str
    luck: random.Random
    is_up: asyncio.Event = field(default_factory=asyncio.Event)
    is_closing: bool = False
    on_answer: Callable[[], None] = lambda: None

    async def call(self, line: httpx.AsyncClient, method: str, path: str, **options: Any) -> httpx.Response:
        """The answer to this call, made as often as it takes."""
        while True:
            await self.is_up.wait()
            try:
                answer = await line.request(method, f"{self.url}/api{path}", **options)
            except _BROKEN:
                await asyncio.sleep(0)
                continue
            assert answer.status_code < 500, f"{method} {path}: {answer.status_code} {answer.text}"
            self.on_answer()
            return answer


@dataclass
class Crowd:
    """Everybody. `talks` is what the customers remember, `replies` what the agent does, by conversation."""

    desk: Desk
    talks: list[Talk] = field(default_factory=list)
    replies: dict[str, list[Said]] = field(default_factory=dict)

    async def live(self, login: str, password: str) -> None:
        """Until `desk.is_closing`: then everybody finishes the sentence they had begun."""
        numbers = itertools.count(1)
        lanes = [Lane(self, numbers).live() for _ in range(LANES)]
        await asyncio.gather(*lanes, Agent(self, login, password).live())


@dataclass
class Lane:
    """One customer after the other, each with an address and a conversation of their own."""

    crowd: Crowd
    numbers: "itertools.count[int]"

    async def live(self) -> None:
        while not self.crowd.desk.is_closing:
            number = next(self.numbers)
            address = f"10.{number >> 16 & 255}.{number >> 8 & 255}.{number & 255}"
            async with httpx.AsyncClient(headers={"X-Forwarded-For": address}, timeout=30) as line:
                await self._visit(line, number)

    async def _visit(self, line: httpx.AsyncClient, number: int) -> None:
        desk, luck = self.crowd.desk, self.crowd.desk.luck
        answer = await desk.call(line, "POST", "/widget/people/visitors", json={"language": "en"})
        assert answer.status_code == 201, answer.text
        talk = Talk(answer.json()["token"])
        line.headers["Authorization"] = f"Bearer {talk.token}"
        self.crowd.talks.append(talk)
        for turn in range(luck.randint(2, 12)):
            if desk.is_closing:
                return
            words = luck.choice(ASKS_FOR_PERSON if luck.random() < 0.08 else QUESTIONS)
            said = Said(f"customer-{number:06}-{turn:02}", words)
            talk.said.append(said)
            await (self._say(line, talk, said) if talk.id else self._open(line, talk, said))
            if luck.random() < 0.1 and not talk.is_handed_over:
                await self._change(line, talk, "hand-over")
        if luck.random() < 0.2:
            await self._change(line, talk, "closure")

    async def _open(self, line: httpx.AsyncClient, talk: Talk, said: Said) -> None:
        body = {"client_id": said.client_id, "language": "en", "text": said.text}
        answer = await self.crowd.desk.call(line, "POST", "/widget/conversations", json=body)
        assert answer.status_code == 201, answer.text
        talk.id = answer.json()["conversation"]["id"]
        said.seq = next(one["seq"] for one in answer.json()["messages"] if one["client_id"] == said.client_id)

    async def _say(self, line: httpx.AsyncClient, talk: Talk, said: Said) -> None:
        await say(self.crowd.desk, line, f"/widget/conversations/{talk.id}/messages", said)

    async def _change(self, line: httpx.AsyncClient, talk: Talk, change: str) -> None:
        answer = await self.crowd.desk.call(line, "POST", f"/widget/conversations/{talk.id}/{change}")
        assert answer.status_code in (200, 409), answer.text  # the agent may have closed it
        if change == "hand-over" and answer.status_code == 200:
            talk.is_handed_over = True


@dataclass
class Agent:
    """Takes what is given, claims what waits, replies, leaves notes, closes."""

    crowd: Crowd
    login: str
    password: str

    async def live(self) -> None:
        desk, numbers = self.crowd.desk, itertools.count(1)
        async with httpx.AsyncClient(timeout=30) as line:
            body = {"login": self.login, "password": self.password}
            answer = await desk.call(line, "POST", "/console/people/sessions", json=body)
            assert answer.status_code == 201, answer.text
            while not desk.is_closing:
                await self._be_there(line)
                mine = (await desk.call(line, "GET", "/console/inbox", params={"view": "mine"})).json()[
                    "rows"
                ]
                for row in mine:
                    await self._serve(line, row["id"], next(numbers))
                queue = (await desk.call(line, "GET", "/console/inbox", params={"view": "queue"})).json()[
                    "rows"
                ]
                for row in queue[:1]:
                    await desk.call(line, "POST", f"/console/conversations/{row['id']}/claim")
            await self._be_there(line)

    async def _be_there(self, line: httpx.AsyncClient) -> None:
        body = {"state": "online", "automatic": True}
        answer = await self.crowd.desk.call(line, "PUT", "/console/inbox/presence", json=body)
        assert answer.status_code == 200, answer.text

    async def _serve(self, line: httpx.AsyncClient, conversation_id: str, number: int) -> None:
        if self.crowd.desk.is_closing:
            return
        kind = "notes" if self.crowd.desk.luck.random() < 0.2 else "messages"
        said = Said(f"agent-reply-{number:06}", f"We are looking into it, {kind} {number}.")
        self.crowd.replies.setdefault(conversation_id, []).append(said)
        place = f"/console/conversations/{conversation_id}"
        await say(self.crowd.desk, line, f"{place}/{kind}", said)
        if self.crowd.desk.luck.random() < 0.3:
            await self.crowd.desk.call(line, "POST", f"{place}/closure")


async def say(desk: Desk, line: httpx.AsyncClient, path: str, said: Said) -> None:
    answer = await desk.call(line, "POST", path, json={"client_id": said.client_id, "text": said.text})
    if answer.status_code in (403, 409):  # closed, or given to somebody else
        said.is_refused = True
        return
    assert answer.status_code in (200, 201), answer.text
    said.seq = answer.json()["message"]["seq"]
