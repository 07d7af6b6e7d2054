"""The cheapest client that speaks HTTP/1.1 keep-alive and WebSocket: load must cost less than what it loads.

One `Line` is one connection with one call at a time; one `Socket` hears text frames and may send some.
It reads only what our own server writes: answers with a Content-Length, unmasked frames that are not split.
"""

import asyncio
import base64
import os
import struct
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, cast

import msgspec

_END = b"\r\n\r\n"
_LENGTH = b"content-length: "
_TEXT, _CLOSE, _PING = 0x1, 0x8, 0x9


@dataclass(frozen=True, slots=True)
class Answer:
    """Status, head (lower case) and body of one HTTP answer."""

    status: int
    head: bytes
    body: bytes

    def json(self) -> Any:
        return msgspec.json.decode(self.body)

    def cookie(self, name: str) -> str:
        """The value that the answer sets for cookie `name`; raises KeyError without one."""
        start = self.head.lower().find(f"set-cookie: {name}=".encode().lower())
        if start < 0:
            raise KeyError(name)
        value = self.head[start:].split(b"=", 1)[1]
        return value.split(b";", 1)[0].decode()


class Broken(Exception):
    """The connection ended, or an answer was not the one expected."""


def request(method: str, path: str, body: Any = None, headers: dict[str, str] | None = None) -> bytes:
    """The bytes of one request; `body` is sent as JSON."""
    data = b"" if body is None else msgspec.json.encode(body)
    lines = [f"{method} {path} HTTP/1.1", "Host: 127.0.0.1", f"Content-Length: {len(data)}"]
    if body is not None:
        lines.append("Content-Type: application/json")
    lines += [f"{name}: {value}" for name, value in (headers or {}).items()]
    return "\r\n".join(lines).encode() + _END + data


class Line(asyncio.Protocol):
    """One keep-alive connection, one call at a time."""

    def __init__(self) -> None:
        self._buffer = b""
        self._waiting: asyncio.Future[Answer] | None = None
        self._transport: asyncio.Transport | None = None

    @classmethod
    async def open(cls, port: int) -> "Line":
        _, line = await asyncio.get_running_loop().create_connection(cls, "127.0.0.1", port)
        return line

    async def call(self, message: bytes) -> Answer:
        """Send one request; raises Broken when the connection ends first."""
        assert self._transport is not None
        assert self._waiting is None
        self._waiting = asyncio.get_running_loop().create_future()
        self._transport.write(message)
        return await self._waiting

    async def expect(self, status: int, message: bytes) -> Answer:
        """Like `call`; raises Broken for any other status."""
        answer = await self.call(message)
        if answer.status != status:
            raise Broken(f"{message.split(b' HTTP', 1)[0].decode()} -> {answer.status} {answer.body[:300]!r}")
        return answer

    def close(self) -> None:
        if self._transport is not None:
            self._transport.close()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast(asyncio.Transport, transport)

    def data_received(self, data: bytes) -> None:
        data = self._buffer + data if self._buffer else data
        end = data.find(_END)
        if end >= 0:
            head = data[: end + 2]
            start = head.lower().find(_LENGTH)
            length = int(head[start + len(_LENGTH) : head.index(b"\r", start)]) if start >= 0 else 0
            body = data[end + 4 :]
            if len(body) >= length:
                self._buffer = b""
                self._deliver(Answer(int(head[9:12]), head, body))
                return
        self._buffer = data

    def connection_lost(self, _: Exception | None) -> None:
        self._transport = None
        if self._waiting is not None and not self._waiting.done():
            self._waiting.set_exception(Broken("the server hung up"))

    def _deliver(self, answer: Answer) -> None:
        waiting, self._waiting = self._waiting, None
        if waiting is not None and not waiting.done():
            waiting.set_result(answer)


class Socket(asyncio.Protocol):
    """One WebSocket; every text frame goes to `hear` as bytes."""

    def __init__(self, hear: Callable[[bytes], None]) -> None:
        self._hear = hear
        self._buffer = b""
        self._open: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._transport: asyncio.Transport | None = None
        self._is_open = False

    @classmethod
    async def open(
        cls, port: int, path: str, hear: Callable[[bytes], None], headers: dict[str, str] | None = None
    ) -> "Socket":
        """Connect and shake hands; raises Broken when it is refused."""
        loop = asyncio.get_running_loop()
        _, socket = await loop.create_connection(lambda: cls(hear), "127.0.0.1", port)
        key = base64.b64encode(os.urandom(16)).decode()
        lines = {
            "Upgrade": "websocket",
            "Connection": "Upgrade",
            "Sec-WebSocket-Key": key,
            "Sec-WebSocket-Version": "13",
            **(headers or {}),
        }
        asked = "".join(f"{name}: {value}\r\n" for name, value in lines.items())
        assert socket._transport is not None
        socket._transport.write(f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n{asked}\r\n".encode())
        await socket._open
        return socket

    def send(self, frame: Any) -> None:
        """Send one JSON text frame, masked with zeros."""
        data = msgspec.json.encode(frame)
        size = bytes([0x80 | len(data)]) if len(data) < 126 else b"\xfe" + struct.pack("!H", len(data))
        assert self._transport is not None
        self._transport.write(b"\x81" + size + bytes(4) + data)

    def close(self) -> None:
        if self._transport is not None:
            self._transport.close()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast(asyncio.Transport, transport)

    def data_received(self, data: bytes) -> None:
        data = self._buffer + data if self._buffer else data
        if not self._is_open:
            end = data.find(_END)
            if end < 0:
                self._buffer = data
                return
            if not data.startswith(b"HTTP/1.1 101"):
                self._open.set_exception(Broken(f"socket refused: {data[:80]!r}"))
                return
            self._is_open, data = True, data[end + 4 :]
            self._open.set_result(None)
        self._buffer = self._take_frames(data)

    def connection_lost(self, _: Exception | None) -> None:
        self._transport = None
        if not self._open.done():
            self._open.set_exception(Broken("the server hung up"))

    def _take_frames(self, data: bytes) -> bytes:
        at = 0
        while len(data) - at >= 2:
            size, start = data[at + 1], at + 2
            if size == 126:
                size, start = int.from_bytes(data[at + 2 : at + 4], "big"), at + 4
            elif size == 127:
                size, start = int.from_bytes(data[at + 2 : at + 10], "big"), at + 10
            if len(data) < start + size:
                break
            self._take(data[at] & 0x0F, data[start : start + size])
            at = start + size
        return data[at:]

    def _take(self, kind: int, payload: bytes) -> None:
        if kind == _TEXT:
            self._hear(payload)
        elif kind == _PING and self._transport is not None:
            self._transport.write(b"\x8a" + bytes([0x80 | len(payload)]) + bytes(4) + payload)
        elif kind == _CLOSE:
            self.close()
