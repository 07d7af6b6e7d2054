"""Pure decisions of the inbox: who gets a conversation, and how long a wait may be."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil
from typing import Literal

PresenceState = Literal["online", "away", "offline"]
PRESENCE_STATES: tuple[PresenceState, ...] = ("online", "away", "offline")

FEWEST_WAITS = 5
MOST_WAITS = 50
HOUR_MS = 3_600_000


@dataclass(frozen=True, slots=True)
class Presence:
    """Whether an agent is there, and whether conversations come to them by themselves."""

    agent_id: str
    state: PresenceState
    automatic: bool


@dataclass(frozen=True, slots=True)
class Candidate:
    """An agent who might take a conversation: what they hold now, and when they last took one (epoch ms)."""

    agent_id: str
    presence: Presence
    languages: tuple[str, ...]
    held: int
    capacity: int
    last_taken_at: int


@dataclass(frozen=True, slots=True)
class Place:
    """A customer's place in the queue (1 is next) and the honest wait in ms (None: we cannot say yet)."""

    place: int
    wait: int | None


@dataclass(frozen=True, slots=True)
class Colleague:
    """An agent as colleagues see them when they pass a conversation on."""

    agent_id: str
    name: str
    languages: tuple[str, ...]
    presence: Presence
    held: int
    capacity: int


def choose_agent(candidates: Sequence[Candidate], language: str) -> str | None:
    """The agent who gets the next conversation, or None.

    Only those online, taking automatically, with room, who answer in this language (or its sister script).
    Among them the least loaded by share of capacity; then who has waited longest; then by id.
    """
    fitting = [
        candidate
        for candidate in candidates
        if candidate.presence.state == "online"
        and candidate.presence.automatic
        and candidate.held < candidate.capacity
        and speaks(candidate.languages, language)
    ]
    if not fitting:
        return None
    return min(fitting, key=_preference).agent_id


def speaks(languages: Sequence[str], language: str) -> bool:
    """zh-CN and zh-TW are read by whoever reads the other."""
    return language in languages or language.split("-", maxsplit=1)[0] in {
        known.split("-")[0] for known in languages
    }


def expected_wait(waits: Sequence[int]) -> int | None:
    """The 80th percentile (nearest rank) of the latest waits in ms; None when fewer than five are known."""
    if len(waits) < FEWEST_WAITS:
        return None
    ordered = sorted(waits)
    return ordered[ceil(0.8 * len(ordered)) - 1]


def hour_of_day(at: int) -> int:
    """0 to 23 in UTC: the same hour of every day is the same number."""
    return at // HOUR_MS % 24


def _preference(candidate: Candidate) -> tuple[float, int, str]:
    return candidate.held / candidate.capacity, candidate.last_taken_at, candidate.agent_id
