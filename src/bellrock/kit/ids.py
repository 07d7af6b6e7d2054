"""Everything random or timed that a unit may use, drawn before the unit is queued.

A unit may run twice (kit.sqlite.writer says when), so its ids and nonces come from a seed that is drawn once:
the second run gets the same ones.
"""

import hashlib
import os
import secrets
import uuid
from collections import deque
from dataclasses import dataclass, field

from bellrock.kit.clock import Clock

_TIME_LIMIT = 1 << 48
_SEED = 16
_BLOCK = 8 * 1024

_seeds: deque[bytes] = deque()
os.register_at_fork(after_in_child=_seeds.clear)  # two processes must never seal under one nonce


@dataclass(slots=True)
class Draw:
    """The moment and the randomness of one unit. `now` is epoch milliseconds; `seed` is 16 random bytes."""

    now: int
    seed: bytes
    _count: int = field(default=0, init=False)

    @classmethod
    def fresh(cls, clock: Clock) -> "Draw":
        return cls(clock(), _seed())

    def rewind(self) -> None:
        """Start the sequence again, for a second run of the same unit."""
        self._count = 0

    def bytes(self, size: int) -> bytes:
        """The next `size` bytes (at most 32) of the sequence."""
        self._count += 1
        return hashlib.sha256(self.seed + self._count.to_bytes(4, "big")).digest()[:size]

    def id(self) -> str:
        return uuid7(self.now, self.bytes(10))


def _seed() -> bytes:
    """16 bytes of os.urandom, which is asked for many at once: every call of it lets go of the interpreter
    and waits for it again behind the writer's thread. Any thread may call this.
    """
    while True:
        try:
            return _seeds.popleft()
        except IndexError:
            block = os.urandom(_BLOCK)
            _seeds.extend(block[at : at + _SEED] for at in range(0, _BLOCK, _SEED))


def new_id(clock: Clock) -> str:
    """A UUIDv7 drawn outside a unit."""
    return uuid7(clock(), secrets.token_bytes(10))


def uuid7(now: int, randomness: bytes) -> str:
    """The UUID of RFC 9562 version 7: 48 bits of milliseconds, then `randomness` (10 bytes, 74 bits of it
    used).
    """
    if not 0 <= now < _TIME_LIMIT:
        raise ValueError("a UUIDv7 holds 48 bits of milliseconds")
    value = (now << 80) | int.from_bytes(randomness, "big")
    value = value & ~(0xF << 76) | (0x7 << 76)
    value = value & ~(0x3 << 62) | (0x2 << 62)
    return str(uuid.UUID(int=value))
