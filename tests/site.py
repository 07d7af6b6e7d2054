"""A desk served in this process, as its operators serve it: real HTTP, real sockets, and a clock to move."""

import asyncio
import socket
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

import httpx
import msgspec
import uvicorn
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed

from bellrock.features.people.model import Agent, Person
from bellrock.surfaces.cli.serve import server_config
from bellrock.surfaces.console.visits import COOKIE as CONSOLE_COOKIE
from bellrock.wiring import House
from tests.people import agent, log_in, visitor
from tests.waiting import soon

Frame = dict[str, Any]
SECONDS = 20.0


@dataclass(frozen=True, slots=True)
class Caller:
    """Somebody with a session: what they call with, and how their socket says hello."""

    http: httpx.AsyncClient
    id: str
    token: str
    session_id: str


@dataclass(frozen=True, slots=True)
class Site:
    """The served desk."""

    house: House
    url: str
    anybody: httpx.AsyncClient

    async def visitor(self, language: str = "en") -> tuple[Person, Caller]:
        who = await visitor(self.house, language)
        client = self._client({"authorization": f"Bearer {who.token}"})
        return who.person, Caller(client, who.person.id, who.token, who.session.id)

    async def agent(self, name: str = "Ann", **how: Any) -> tuple[Agent, Caller]:
        return await self.enter(await agent(self.house, name, **how))

    async def enter(self, who: Agent) -> tuple[Agent, Caller]:
        """Another session of an agent."""
        token, session = await log_in(self.house, who)
        client = self._client({"cookie": f"{CONSOLE_COOKIE}={token}"})
        return who, Caller(client, who.id, token, session.id)

    @asynccontextmanager
    async def line(self, surface: str, headers: dict[str, str] | None = None) -> AsyncIterator["Line"]:
        """A socket that has said nothing yet."""
        address = f"{self.url.replace('http', 'ws', 1)}/api/{surface}/live"
        spoken = {"accept-language": "en", **(headers or {})}
        async with connect(address, additional_headers=spoken, proxy=None) as opened:
            yield Line(opened)

    @asynccontextmanager
    async def panel(self, who: Caller, **hello: Any) -> AsyncIterator["Line"]:
        """A customer's socket, welcomed."""
        async with self.line("widget") as line:
            await line.say(type="hello", token=who.token, **hello)
            assert await line.hear() == {"type": "welcome"}
            yield line

    @asynccontextmanager
    async def desk(self, who: Caller) -> AsyncIterator["Line"]:
        """An agent's socket, welcomed."""
        async with self.line("console", {"cookie": f"{CONSOLE_COOKIE}={who.token}"}) as line:
            await line.say(type="hello")
            assert await line.hear() == {"type": "welcome"}
            yield line

    def _client(self, headers: dict[str, str]) -> httpx.AsyncClient:
        return httpx.AsyncClient(base_url=self.url, headers={"accept-language": "en", **headers})


@dataclass(frozen=True, slots=True)
class Line:
    """A socket and its frames."""

    socket: ClientConnection

    async def say(self, **frame: Any) -> None:
        await self.socket.send(msgspec.json.encode(frame), text=True)

    async def hear(self) -> Frame:
        frame: Frame = msgspec.json.decode(await asyncio.wait_for(self.socket.recv(), SECONDS))
        return frame

    async def until(self, wanted: Callable[[Frame], object]) -> Frame:
        """The first frame that is wanted; those before it are passed over."""
        while True:
            frame = await self.hear()
            if wanted(frame):
                return frame

    async def before_pong(self) -> list[Frame]:
        """Everything that the server had to say before it answered a ping."""
        await self.say(type="ping")
        frames = []
        while (frame := await self.hear()) != {"type": "pong"}:
            frames.append(frame)
        return frames

    async def closed(self) -> int:
        """The code with which the server hangs up."""
        try:
            while True:
                await self.hear()
        except ConnectionClosed as end:
            return end.rcvd.code if end.rcvd else 1006


@asynccontextmanager
async def served(house: House) -> AsyncIterator[Site]:
    """Serve the desk on a free port until the block ends."""
    listening = socket.create_server(("127.0.0.1", 0))
    server = uvicorn.Server(server_config(house))
    serving = asyncio.create_task(server.serve(sockets=[listening]))
    url = f"http://127.0.0.1:{listening.getsockname()[1]}"
    try:
        await soon(lambda: asyncio.sleep(0, server.started or serving.done()), "a served desk")
        async with httpx.AsyncClient(base_url=url, headers={"accept-language": "en"}) as anybody:
            yield Site(house, url, anybody)
    finally:
        server.should_exit = True
        await serving
        listening.close()
