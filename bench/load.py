"""What the desk carries on this machine, beside what the machine could carry at all.

    .venv/bin/python -m bench.load [--seconds 60] [--rounds 3] [--quick] [--folder DIR]

It starts a desk of its own and speaks the protocols of the panel and the console. Progress goes to stderr, a
table and JSON lines to stdout. `--quick` looks whether everything runs; its figures mean nothing.
"""

import argparse
import asyncio
import resource
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import uvloop

from bench import limits
from bench.crowd import Crowd, gather_crowd, numbers
from bench.desk import CAPACITY, Desk, serving
from bench.figures import Figure, lines, table
from bench.pour import Source, drained, pour
from bench.screens import idle_kib, latencies_ms
from bench.wire import Line

STEADY, BURST = 64, 256
"""Connections that send at once."""
REFILL_SECONDS = 60
"""After so long everybody may send 30 messages again."""
QUESTIONS = (
    "How do I deposit?",
    "My deposit has not arrived",
    "I sent to the wrong network",
    "I forgot the memo",
    "How many confirmations does a deposit need?",
)


@dataclass(frozen=True, slots=True)
class Plan:
    """How long and how many. `held` threads take 30 messages each at once, then 30 a minute."""

    rounds: int = 3
    sustained_seconds: float = 60.0
    burst_seconds: float = 10.0
    drip_seconds: float = 20.0
    asking_seconds: float = 10.0
    raw_seconds: float = 3.0
    held: int = 3_000
    asking: int = 400
    open_sockets: int = 500
    watching_agents: int = 25
    idle_sockets: int = 2_000


QUICK = Plan(1, 3.0, 2.0, 3.0, 2.0, 0.5, 500, 60, 60, 10, 200)


class Figures:
    """Everything that is measured, in the order of the table."""

    def __init__(self) -> None:
        self.commits = Figure("raw: sqlite3, 64 inserts a synced commit", "rows/s")
        self.echo = Figure("raw: bare uvicorn, POST echoed", "posts/s")
        self.start = Figure("memory at start", "MiB RSS", at_most=200)
        self.burst = Figure("acknowledged in a burst", "messages/s", at_least=3_000)
        self.burst_oldest = Figure("  oldest reaction meanwhile", "ms")
        self.sustained = Figure("sustained, every reaction drained", "messages/s", at_least=1_500)
        self.oldest = Figure("  oldest reaction meanwhile", "ms", at_most=1_000)
        self.cpu = Figure("  CPU a message with its reaction", "ms", at_most=0.65)
        self.p50 = Figure("send to the agent's socket, p50", "ms")
        self.p99 = Figure("send to the agent's socket, p99", "ms", at_most=100)
        self.idle = Figure("an idle socket", "KiB PSS", at_most=25)
        self.asked = Figure("assistant's threads: asked and answered", "messages/s")
        self.asked_cpu = Figure("  CPU a question with its answer", "ms")

    def all(self) -> list[Figure]:
        return list(vars(self).values())


async def measure(plan: Plan, folder: Path) -> Figures:
    figures = Figures()
    for _ in range(plan.rounds):
        say("raw limits and start")
        figures.commits.rounds.append(limits.group_commits(folder, plan.raw_seconds))
        figures.echo.rounds.append(await limits.echoes(plan.raw_seconds))
        with tempfile.TemporaryDirectory(dir=folder) as empty, serving(Desk(Path(empty))) as desk:
            figures.start.rounds.append(desk.rss_kib() / 1024)
    with tempfile.TemporaryDirectory(dir=folder) as data:
        desk = Desk(Path(data))
        say("agents")
        desk.add_agents(-(-plan.held // CAPACITY))
        with serving(desk):
            await _under_load(plan, desk, figures)
    return figures


async def _under_load(plan: Plan, desk: Desk, figures: Figures) -> None:
    say("crowd")
    crowd = await gather_crowd([await Line.open(desk.port) for _ in range(32)], plan.held, plan.asking)
    await drained(desk, 0)
    counting = numbers()
    for number in range(1, plan.rounds + 1):
        say(f"round {number}: sockets at a fixed rate, then idle")
        await _sockets(plan, desk, crowd, (figures, counting))
        say(f"round {number}: burst, sustained")
        burst = await pour(desk, Source(crowd.held, counting), BURST, plan.burst_seconds)
        figures.burst.rounds.append(burst.rate)
        figures.burst_oldest.rounds.append(burst.oldest_ms)
        steady = await pour(desk, Source(crowd.held, counting), STEADY, plan.sustained_seconds)
        figures.sustained.rounds.append(steady.drained_rate)
        figures.oldest.rounds.append(steady.oldest_ms)
        figures.cpu.rounds.append(steady.cpu_ms)
        say(f"round {number}: the assistant")
        asked = await pour(desk, Source(crowd.asking, counting, QUESTIONS), STEADY, plan.asking_seconds)
        figures.asked.rounds.append(asked.drained_rate)
        figures.asked_cpu.rounds.append(asked.cpu_ms)
        if number < plan.rounds:
            await asyncio.sleep(REFILL_SECONDS)


async def _sockets(plan: Plan, desk: Desk, crowd: Crowd, into: tuple[Figures, Iterator[int]]) -> None:
    figures, counting = into
    watched = min(plan.watching_agents * CAPACITY, len(crowd.held))
    source = Source(crowd.held[:watched], counting)
    size = (plan.watching_agents, plan.open_sockets, plan.drip_seconds)
    seen = await latencies_ms(desk, crowd, source, size)
    figures.p50.rounds.append(_quantile(seen, 0.50))
    figures.p99.rounds.append(_quantile(seen, 0.99))
    figures.idle.rounds.append(await idle_kib(desk, crowd, plan.idle_sockets))


def _quantile(values: Sequence[float], share: float) -> float:
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def say(words: str) -> None:
    print(f"{time.strftime('%H:%M:%S')} {words}", file=sys.stderr, flush=True)


def main() -> None:
    given = _arguments()
    plan = QUICK if given.quick else Plan(rounds=given.rounds, sustained_seconds=given.seconds)
    most = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
    figures = uvloop.run(measure(plan, given.folder)).all()
    print(table(figures))
    print(*lines(figures), sep="\n")


def _arguments() -> argparse.Namespace:
    reader = argparse.ArgumentParser(prog="bench.load", description="Measures the desk under load.")
    reader.add_argument("--seconds", type=float, default=60.0, help="of the sustained load; default 60")
    reader.add_argument("--rounds", type=int, default=3, help="the median of so many is told; default 3")
    reader.add_argument("--quick", action="store_true", help="everything once and short; no figures")
    reader.add_argument("--folder", type=Path, help="on the disk to measure; default: the temporary folder")
    return reader.parse_args()


if __name__ == "__main__":
    main()
