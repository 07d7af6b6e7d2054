"""The honest wait: a pure figure over the waits of those who stood at the same place before."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bellrock.features.inbox.model import expected_wait, hour_of_day

WAITS = st.lists(st.integers(0, 10**7), min_size=5, max_size=50)
MOMENTS = st.datetimes(datetime(1970, 1, 2), datetime(2200, 1, 1), timezones=st.just(UTC))


@given(st.lists(st.integers(0, 10**7), max_size=4))
def test_of_fewer_than_five_nothing_can_be_said(waits: list[int]) -> None:
    assert expected_wait(waits) is None


@given(WAITS)
def test_four_of_five_waited_no_longer_and_no_smaller_wait_is_as_honest(waits: list[int]) -> None:
    said = expected_wait(waits)
    assert said in waits
    assert said is not None
    assert sum(wait <= said for wait in waits) >= 0.8 * len(waits)
    assert sum(wait < said for wait in waits) < 0.8 * len(waits)


@given(WAITS)
def test_the_order_of_the_waits_is_nothing(waits: list[int]) -> None:
    assert expected_wait(waits[::-1]) == expected_wait(sorted(waits)) == expected_wait(waits)


@pytest.mark.parametrize(
    ("waits", "said"),
    [
        ([1, 2, 3, 4, 5], 4),
        ([60, 60, 60, 60, 3600], 60),
        ([60, 60, 60, 3600, 3600], 3600),
        (list(range(1, 51)), 40),
        (list(range(1, 12)), 9),
    ],
)
def test_it_is_the_eightieth_percentile(waits: list[int], said: int) -> None:
    assert expected_wait(waits) == said


@given(MOMENTS, st.integers(1, 500))
def test_the_same_hour_of_every_day_is_the_same_number(moment: datetime, days: int) -> None:
    at = int(moment.timestamp() * 1000)
    assert hour_of_day(at) == moment.hour
    assert hour_of_day(at + days * 86_400_000) == moment.hour
    assert hour_of_day(at + 3_600_000) == (moment + timedelta(hours=1)).hour
