"""Live hints in memory: (topic, id) after a commit, to whoever listens.

Losable, because every client can resume.

A listener that is slow loses nothing but time: its pending hints are a set of ids, not a queue.
"""

import asyncio
from collections.abc import Callable, Iterable

from bellrock.kit.unit import Hint

Wake = Callable[[], None]


class Subscription:
    """What one listener has not looked at yet. `wake` is called once when something arrives; then `take`."""

    __slots__ = ("_pending", "topics", "wake")

    def __init__(self, wake: Wake) -> None:
        self.wake = wake
        self.topics: set[str] = set()
        self._pending: set[Hint] = set()

    def add(self, hint: Hint) -> None:
        quiet = not self._pending
        self._pending.add(hint)
        if quiet:
            self.wake()

    def take(self) -> set[Hint]:
        """All hints since the last call."""
        taken, self._pending = self._pending, set()
        return taken


class Hub:
    """Topics and their listeners, on the event loop that owns the sockets."""

    def __init__(self) -> None:
        self._topics: dict[str, set[Subscription]] = {}

    def follow(self, subscription: Subscription, topic: str) -> None:
        subscription.topics.add(topic)
        self._topics.setdefault(topic, set()).add(subscription)

    def unfollow(self, subscription: Subscription, topic: str) -> None:
        subscription.topics.discard(topic)
        listeners = self._topics.get(topic)
        if listeners is not None:
            listeners.discard(subscription)
            if not listeners:
                del self._topics[topic]

    def leave(self, subscription: Subscription) -> None:
        for topic in tuple(subscription.topics):
            self.unfollow(subscription, topic)

    def publish(self, hints: Iterable[Hint]) -> None:
        for hint in hints:
            for subscription in tuple(self._topics.get(hint[0], ())):
                subscription.add(hint)

    def listeners(self, topic: str) -> int:
        return len(self._topics.get(topic, ()))


def waker(event: asyncio.Event) -> Wake:
    """A wake-up that sets an event, for listeners that are tasks."""
    return event.set
