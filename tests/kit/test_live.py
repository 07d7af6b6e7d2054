import asyncio

import pytest

from bellrock.kit.live import Hub, Subscription, waker
from bellrock.kit.unit import Hint


class Listener:
    """Counts how often it was woken."""

    def __init__(self, hub: Hub, *topics: str) -> None:
        self.woken = 0
        self.subscription = Subscription(self.wake)
        for topic in topics:
            hub.follow(self.subscription, topic)

    def wake(self) -> None:
        self.woken += 1

    def take(self) -> set[Hint]:
        return self.subscription.take()


def hint(topic: str, subject: str = "1") -> Hint:
    return Hint((topic, subject))


def test_who_follows_a_topic_hears_its_hints_and_no_others() -> None:
    hub = Hub()
    ann, bob = Listener(hub, "a", "b"), Listener(hub, "b")
    hub.publish([hint("a", "1"), hint("b", "2"), hint("c", "3")])
    assert ann.take() == {("a", "1"), ("b", "2")}
    assert bob.take() == {("b", "2")}


def test_a_slow_listener_keeps_a_set_and_is_woken_once() -> None:
    hub = Hub()
    slow = Listener(hub, "a")
    for _ in range(1_000):
        hub.publish([hint("a", "1"), hint("a", "2")])
    assert slow.woken == 1
    assert slow.take() == {("a", "1"), ("a", "2")}
    assert slow.take() == set()
    hub.publish([hint("a", "1")])
    assert slow.woken == 2


def test_who_leaves_hears_no_more_and_is_not_kept() -> None:
    hub = Hub()
    ann, bob = Listener(hub, "a", "b"), Listener(hub, "a")
    assert (hub.listeners("a"), hub.listeners("b"), hub.listeners("c")) == (2, 1, 0)
    hub.unfollow(ann.subscription, "b")
    hub.unfollow(ann.subscription, "never followed")
    hub.publish([hint("b")])
    hub.leave(bob.subscription)
    hub.leave(bob.subscription)
    hub.publish([hint("a")])
    assert ann.take() == {("a", "1")}
    assert bob.take() == set()
    assert (hub.listeners("a"), hub.listeners("b")) == (1, 0)
    assert ann.subscription.topics == {"a"}


def test_following_twice_is_following_once() -> None:
    hub = Hub()
    ann = Listener(hub, "a", "a")
    assert hub.listeners("a") == 1
    hub.unfollow(ann.subscription, "a")
    hub.publish([hint("a")])
    assert ann.take() == set()


def test_a_listener_may_leave_while_it_is_told() -> None:
    hub = Hub()
    subscription = Subscription(lambda: hub.leave(subscription))
    hub.follow(subscription, "a")
    others = [Listener(hub, "a") for _ in range(3)]
    hub.publish([hint("a", "1"), hint("a", "2")])
    assert [other.take() for other in others] == [{("a", "1"), ("a", "2")}] * 3


@pytest.mark.anyio
async def test_a_task_is_woken_by_its_event() -> None:
    hub, news = Hub(), asyncio.Event()
    subscription = Subscription(waker(news))
    hub.follow(subscription, "a")
    waiting = asyncio.create_task(news.wait())
    await asyncio.sleep(0)
    assert not waiting.done()
    hub.publish([hint("a")])
    assert await asyncio.wait_for(waiting, 30)
