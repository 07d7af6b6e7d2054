"""What happened in the inbox."""

from msgspec import Struct


class RoomMade(Struct, frozen=True):
    """This agent may have room: came online, or takes conversations automatically again."""

    agent_id: str


class PresenceLost(Struct, frozen=True):
    """The agent's last socket closed at `lost_at`; unless they are back by `run_at` they are offline."""

    agent_id: str
    lost_at: int
    run_at: int
