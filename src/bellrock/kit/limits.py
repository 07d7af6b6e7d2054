"""Rate limits in memory: a bucket of tokens a key, refilled evenly."""

from collections import OrderedDict
from dataclasses import dataclass

from bellrock.kit.clock import SECOND, Clock
from bellrock.kit.errors import Refusal

_MOST_KEYS = 100_000


class TooMany(Refusal):
    """Too many calls; `retry_seconds` says when the next one passes."""

    code = "desk.too_many"
    kind = "limited"


@dataclass(frozen=True, slots=True)
class Rate:
    """`burst` calls at once, then `burst` calls in every `seconds`."""

    burst: int
    seconds: int


class Limits:
    """Counts calls by key; the keys seen longest ago are forgotten first.

    Whole numbers throughout, so that nothing is lost to rounding: a bucket gains `burst` drops a millisecond,
    a call takes `seconds` x 1000 of them.
    """

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._buckets: OrderedDict[str, tuple[int, int]] = OrderedDict()

    def spend(self, key: str, rate: Rate) -> None:
        """Take one call of `key`; raises TooMany when none is left."""
        now = self._clock()
        a_call = rate.seconds * SECOND
        drops, seen = self._buckets.get(key, (rate.burst * a_call, now))
        passed = max(0, now - seen)  # a clock that is set back takes nothing away
        drops = min(rate.burst * a_call, drops + passed * rate.burst)
        if drops < a_call:
            raise TooMany(retry_seconds=-((drops - a_call) // (rate.burst * SECOND)))
        self._buckets[key] = (drops - a_call, now)
        self._buckets.move_to_end(key)
        if len(self._buckets) > _MOST_KEYS:
            self._buckets.popitem(last=False)

    def restore(self, key: str) -> None:
        """Forget what `key` has spent (a log-in that succeeded)."""
        self._buckets.pop(key, None)
