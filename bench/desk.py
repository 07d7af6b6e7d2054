"""The desk under load: a process of its own over a folder of its own, and what it costs."""

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

PASSWORD = "only-for-the-benchmark"
CAPACITY = 50
START_SECONDS = 60
_TICKS = os.sysconf("SC_CLK_TCK")


@dataclass
class Desk:
    """`bellrock serve` over `data`. Figures are of that process, read from /proc."""

    data: Path
    port: int = field(default_factory=lambda: free_port())
    process: subprocess.Popen[bytes] | None = None

    def add_agents(self, number: int) -> None:
        """agent0, agent1, ...; before the start."""
        for index in range(number):
            words = ["agent", "--data", str(self.data), "--name", f"Agent {index}", f"agent{index}"]
            subprocess.run(
                [*_BELLROCK, *words, "--capacity", str(CAPACITY)],
                input=PASSWORD.encode(),
                stdout=subprocess.DEVNULL,
                env=_environ(),
                check=True,
            )

    def start(self) -> None:
        words = ["serve", "--data", str(self.data), "--port", str(self.port)]
        self.process = subprocess.Popen([*_BELLROCK, *words], env=_environ())
        ends = time.monotonic() + START_SECONDS
        while not self._is_ready():
            if time.monotonic() > ends or self.process.poll() is not None:
                raise SystemExit("the desk does not start")
            time.sleep(0.02)

    def stop(self) -> None:
        if self.process is not None:
            self.process.terminate()
            self.process.wait()

    def cpu_seconds(self) -> float:
        """User and system time so far, of all threads."""
        fields = self._read("stat").rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / _TICKS

    def rss_kib(self) -> int:
        return self._kib("status", "VmRSS:")

    def pss_kib(self) -> int:
        return self._kib("smaps_rollup", "Pss:")

    def _kib(self, file: str, name: str) -> int:
        line = next(line for line in self._read(file).splitlines() if line.startswith(name))
        return int(line.split()[1])

    def _read(self, file: str) -> str:
        assert self.process is not None
        return Path(f"/proc/{self.process.pid}/{file}").read_text()

    def _is_ready(self) -> bool:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/healthz", timeout=5) as answer:
                return bool(answer.status == 200)
        except OSError:
            return False


@contextmanager
def serving(desk: Desk) -> Iterator[Desk]:
    """Start it, and end it whatever happens."""
    try:
        desk.start()
        yield desk
    finally:
        desk.stop()


def free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])


_BELLROCK = (sys.executable, "-m", "bellrock")


def _environ() -> dict[str, str]:
    """Ours without the settings of whoever measures; the desk believes the addresses that the load names."""
    plain = {name: value for name, value in os.environ.items() if not name.startswith("BELLROCK_")}
    return {**plain, "BELLROCK_TRUSTED_PROXIES": "127.0.0.1"}
