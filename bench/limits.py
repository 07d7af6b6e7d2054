"""The raw limits of the machine, in the same run: what no desk on it can pass.

As a program (`python -m bench.limits PORT`) it is the bare server of the echo.
"""

import asyncio
import sqlite3
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import uvicorn

from bench.desk import free_port
from bench.wire import Line, request

_ROWS_A_COMMIT = 64
_LINES = 64
_BODY = b"x" * 400


def group_commits(folder: Path, seconds: float) -> float:
    """Rows a second that sqlite3 stores with a sync for every 64 of them: the group that a busy writer
    finds.
    """
    with tempfile.TemporaryDirectory(dir=folder) as place:
        connection = sqlite3.connect(f"{place}/raw.sqlite", isolation_level=None)
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("CREATE TABLE rows (id INTEGER PRIMARY KEY, body BLOB NOT NULL)")
        begun, stored = time.perf_counter(), 0
        while time.perf_counter() - begun < seconds:
            connection.execute("BEGIN IMMEDIATE")
            for _ in range(_ROWS_A_COMMIT):
                connection.execute("INSERT INTO rows (body) VALUES (?)", (_BODY,))
            connection.execute("COMMIT")
            stored += _ROWS_A_COMMIT
        rate = stored / (time.perf_counter() - begun)
        connection.close()
        return rate


async def echoes(seconds: float) -> float:
    """POSTs a second that a bare uvicorn answers with what it was sent, beside this very client."""
    port = free_port()
    server = await asyncio.create_subprocess_exec(sys.executable, "-m", "bench.limits", str(port))
    try:
        lines = [await _patiently(port) for _ in range(_LINES)]
        message = request("POST", "/echo", {"text": "x" * 100})
        begun = time.perf_counter()
        ends, answered = begun + seconds, 0

        async def ask(line: Line) -> None:
            nonlocal answered
            while time.perf_counter() < ends:
                await line.expect(200, message)
                answered += 1

        await asyncio.gather(*(ask(line) for line in lines))
        return answered / (time.perf_counter() - begun)
    finally:
        server.terminate()
        await server.wait()


async def _patiently(port: int) -> Line:
    for _ in range(500):
        try:
            return await Line.open(port)
        except OSError:
            await asyncio.sleep(0.02)
    raise SystemExit("the echo does not start")


async def _echo(scope: Any, receive: Any, send: Any) -> None:
    assert scope["type"] == "http"
    body = b""
    more = True
    while more:
        part = await receive()
        body += part.get("body", b"")
        more = part.get("more_body", False)
    headers = [(b"content-length", str(len(body)).encode())]
    await send({"type": "http.response.start", "status": 200, "headers": headers})
    await send({"type": "http.response.body", "body": body})


if __name__ == "__main__":
    uvicorn.run(_echo, port=int(sys.argv[1]), lifespan="off", log_config=None, access_log=False)
