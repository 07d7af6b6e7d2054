"""A desk as its operators run it: a process of its own, on a free port, over a folder of data."""

import json
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import httpx

from tests.waiting import until

START_SECONDS = 60.0
END_SECONDS = 20.0


@dataclass
class Server:
    """`python -m bellrock demo|serve` over `data`; its log grows in `data`.log, also over restarts."""

    data: Path
    command: str = "serve"
    environ: Mapping[str, str] = field(default_factory=dict)
    before: Sequence[str] = ()
    """What the process is started through: a tracer, say."""
    port: int = field(default_factory=lambda: free_port())
    process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def log(self) -> Path:
        return self.data.with_name(f"{self.data.name}.log")

    @property
    def logins(self) -> dict[str, str]:
        """Log-in -> password of the sample agents (demo only)."""
        found: dict[str, str] = json.loads((self.data / "demo-logins.json").read_text(encoding="utf-8"))
        return found

    def start(self) -> "Server":
        """Returns when /healthz answers."""
        words = [*self.before, *_bellrock(self.command), "--data", str(self.data), "--port", str(self.port)]
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                words, env=_environ(self.environ), stdout=log, stderr=log, start_new_session=True
            )
        until(self._is_ready, f"a ready desk; see {self.log}", START_SECONDS)
        return self

    def add_agent(self, login: str, password: str, *languages: str) -> None:
        """Before the start: `bellrock agent`."""
        words = ["agent", "--data", str(self.data), "--name", login.title(), "--languages", *languages]
        subprocess.run(
            [*_bellrock(*words), "--", login],
            env=_environ(self.environ),
            input=password.encode(),
            stdout=subprocess.DEVNULL,
            check=True,
        )

    def kill(self) -> None:
        """As a power cut: SIGKILL."""
        if self.process is not None and self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()
        self.process = None

    def stop(self) -> int:
        """SIGTERM, then the exit code; a process that does not end is killed and fails the test."""
        assert self.process is not None
        os.killpg(self.process.pid, signal.SIGTERM)  # a tracer before it passes no signal on
        try:
            return self.process.wait(END_SECONDS)
        finally:
            self.kill()

    def _is_ready(self) -> bool:
        assert self.process is not None
        assert self.process.poll() is None, f"the desk ended:\n{self.log.read_text(errors='replace')[-4000:]}"
        try:
            return httpx.get(f"{self.url}/healthz", timeout=5).status_code == 200
        except httpx.TransportError:
            return False


@contextmanager
def serving(server: Server) -> Iterator[Server]:
    """Start it, and end it whatever happens."""
    try:
        yield server.start()
        if server.process is not None:
            server.stop()
    finally:
        server.kill()


def free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port: int = taken.getsockname()[1]
        return port


def _bellrock(*words: str) -> list[str]:
    return [sys.executable, "-m", "bellrock", *words]


def _environ(given: Mapping[str, str]) -> dict[str, str]:
    """Ours without the settings of whoever runs the tests."""
    plain = {name: value for name, value in os.environ.items() if not name.startswith("BELLROCK_")}
    return {**plain, **given}
