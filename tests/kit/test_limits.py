from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bellrock.kit.clock import HOUR, SECOND
from bellrock.kit.limits import Limits, Rate, TooMany
from tests.clock import SetClock

rates = st.builds(Rate, st.integers(1, 40), st.integers(1, 900))


def passes(limits: Limits, rate: Rate, key: str = "key") -> bool:
    try:
        limits.spend(key, rate)
    except TooMany:
        return False
    return True


@given(rates, st.lists(st.integers(0, 400_000), max_size=120))
def test_in_no_stretch_of_time_pass_more_than_the_burst_and_what_flowed_in(
    rate: Rate, pauses: list[int]
) -> None:
    clock = SetClock()
    limits = Limits(clock)
    passed = []
    for pause in pauses:
        clock.advance(pause)
        if passes(limits, rate):
            passed.append(clock())
    for first, begun in enumerate(passed):
        for last in range(first, len(passed)):
            flowed_in = (passed[last] - begun) * rate.burst / (rate.seconds * SECOND)
            assert last - first + 1 <= rate.burst + flowed_in + 1e-6


@given(rates, st.lists(st.integers(0, 5_000), max_size=60))
def test_whoever_waits_as_told_passes_and_whoever_waits_a_second_less_does_not(
    rate: Rate, pauses: list[int]
) -> None:
    clock = SetClock()
    limits = Limits(clock)
    for pause in pauses:
        clock.advance(pause)
        passes(limits, rate)
    while passes(limits, rate):
        pass
    with pytest.raises(TooMany) as refusal:
        limits.spend("key", rate)
    told = refusal.value.fields["retry_seconds"]
    assert isinstance(told, int)
    assert told >= 1
    clock.advance((told - 1) * SECOND)
    assert not passes(limits, rate)
    clock.advance(SECOND)
    assert passes(limits, rate)


@given(rates)
def test_the_whole_burst_passes_at_once_and_again_when_the_time_is_over(rate: Rate) -> None:
    clock = SetClock()
    limits = Limits(clock)
    for _ in range(2):
        assert [passes(limits, rate) for _ in range(rate.burst + 1)] == [True] * rate.burst + [False]
        clock.advance(rate.seconds * SECOND)


def test_keys_are_counted_apart_and_a_refusal_costs_nothing(clock: SetClock) -> None:
    limits, rate = Limits(clock), Rate(1, 10)
    assert passes(limits, rate, "a")
    assert passes(limits, rate, "b")
    for _ in range(5):
        clock.advance(SECOND)
        assert not passes(limits, rate, "a")
    clock.advance(5 * SECOND)
    assert passes(limits, rate, "a")


def test_a_restored_key_begins_anew(clock: SetClock) -> None:
    limits, rate = Limits(clock), Rate(2, 600)
    assert [passes(limits, rate) for _ in range(3)] == [True, True, False]
    limits.restore("key")
    limits.restore("never seen")
    assert [passes(limits, rate) for _ in range(3)] == [True, True, False]


def test_a_clock_that_is_set_back_locks_nobody_out(clock: SetClock) -> None:
    limits, rate = Limits(clock), Rate(5, 10)
    assert passes(limits, rate)
    clock.advance(-HOUR)
    assert [passes(limits, rate) for _ in range(5)] == [True] * 4 + [False]


def test_the_keys_seen_longest_ago_are_forgotten_first(clock: SetClock) -> None:
    limits, rate = Limits(clock), Rate(1, 600)
    assert passes(limits, rate, "oldest")
    assert passes(limits, rate, "second")
    for number in range(99_999):
        limits.spend(f"key {number}", rate)
    assert not passes(limits, rate, "second")
    assert passes(limits, rate, "oldest")


def test_pauses_do_not_add_up_beyond_the_burst(clock: SetClock) -> None:
    limits, rate = Limits(clock), Rate(3, 60)
    assert passes(limits, rate)
    clock.advance(HOUR)
    assert [passes(limits, rate) for _ in range(4)] == [True, True, True, False]
    moments = []
    for _ in range(60 * SECOND):
        clock.advance(1)
        if passes(limits, rate):
            moments.append(clock())
    assert [later - earlier for earlier, later in pairwise(moments)] == [20 * SECOND] * 2
