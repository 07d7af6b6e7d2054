"""Sessions looked up lately, so that a busy client does not cost a query a call.

An ended one is dropped at once.
"""

from collections import OrderedDict
from collections.abc import Callable
from typing import Any, TypeVar

from bellrock.features.people.actions import SESSIONS
from bellrock.features.people.model import Session
from bellrock.kit.clock import SECOND, Clock
from bellrock.kit.desk import Desk
from bellrock.kit.live import Hub, Subscription
from bellrock.kit.unit import Reader

T = TypeVar("T")
Find = Callable[[Reader, str], tuple[T, Session]]

TRUSTED_FOR = 10 * SECOND
_MOST = 20_000


class SessionCache:
    """token -> who it is.

    Looked up again after ten seconds, and whenever the session is said to have ended.
    """

    def __init__(self, desk: Desk, hub: Hub, clock: Clock) -> None:
        self._desk = desk
        self._clock = clock
        self._found: OrderedDict[tuple[str, Any], tuple[int, Any, Session]] = OrderedDict()
        self._keys: dict[str, tuple[str, Any]] = {}
        self._endings = 0
        self._ended = Subscription(self._drop_ended)
        hub.follow(self._ended, SESSIONS)

    async def find(self, token: str, find: Find[T]) -> tuple[T, Session]:
        """Raises people.errors.Unknown. What one kind of caller is known as is nothing to another kind."""
        now = self._clock()
        key = (token, find)
        known = self._found.get(key)
        if known is not None and now - known[0] < TRUSTED_FOR and known[2].expires_at > now:
            return known[1], known[2]
        endings = self._endings
        who, session = await self._desk.read(find, token)
        if endings != self._endings:  # it may have ended while it was looked up
            return who, session
        self._found[key] = (now, who, session)
        self._keys[session.id] = key
        if len(self._found) > _MOST:
            _, (_, _, oldest) = self._found.popitem(last=False)
            self._keys.pop(oldest.id, None)
        return who, session

    def forget(self, session: Session) -> None:
        """Look this session up again at its next call."""
        key = self._keys.pop(session.id, None)
        if key is not None:
            self._found.pop(key, None)

    def _drop_ended(self) -> None:
        self._endings += 1
        for _, session_id in self._ended.take():
            key = self._keys.pop(session_id, None)
            if key is not None:
                self._found.pop(key, None)
