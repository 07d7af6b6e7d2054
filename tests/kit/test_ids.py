import os
import uuid
from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bellrock.kit.ids import Draw, new_id, uuid7
from tests.clock import SetClock

moments = st.integers(0, 2**48 - 1)
randomness = st.binary(min_size=10, max_size=10)


@given(moments, randomness)
def test_a_uuid7_says_its_version_its_variant_and_its_moment(now: int, random: bytes) -> None:
    drawn = uuid7(now, random)
    parsed = uuid.UUID(drawn)
    assert str(parsed) == drawn
    assert (parsed.version, parsed.variant) == (7, uuid.RFC_4122)
    assert parsed.int >> 80 == now


@given(moments, moments, randomness, randomness)
def test_later_ids_sort_later(first: int, second: int, one: bytes, other: bytes) -> None:
    if first != second:
        assert (uuid7(first, one) < uuid7(second, other)) == (first < second)


@given(moments, randomness, randomness)
def test_74_bits_of_the_randomness_are_kept(now: int, one: bytes, other: bytes) -> None:
    used = int.from_bytes(b"\x0f" + b"\xff" * 9, "big") & ~(0x3 << 62)
    differ = (int.from_bytes(one, "big") ^ int.from_bytes(other, "big")) & used
    assert bin(used).count("1") == 74
    assert (uuid7(now, one) != uuid7(now, other)) == bool(differ)


@pytest.mark.parametrize("now", [-1, 2**48])
def test_a_moment_that_does_not_fit_is_refused(now: int) -> None:
    with pytest.raises(ValueError, match="48 bits"):
        uuid7(now, bytes(10))


@given(st.lists(st.integers(0, 32)), st.binary(min_size=16, max_size=16))
def test_a_draw_that_is_rewound_gives_the_same(sizes: list[int], seed: bytes) -> None:
    draw = Draw(1_000, seed)

    def take() -> list[object]:
        return [*(draw.bytes(size) for size in sizes), draw.id(), draw.now]

    first = take()
    draw.rewind()
    assert take() == first
    assert [len(one) for one in first[:-2] if isinstance(one, bytes)] == sizes


def test_no_id_is_given_twice(clock: SetClock) -> None:
    draw, other = Draw.fresh(clock), Draw.fresh(clock)
    ids = [*(draw.id() for _ in range(500)), *(other.id() for _ in range(500)), new_id(clock)]
    assert len(set(ids)) == len(ids)
    assert {uuid.UUID(one).int >> 80 for one in ids} == {clock()}


def test_threads_never_draw_one_seed_twice(clock: SetClock) -> None:
    with ThreadPoolExecutor(4) as threads:
        drawn = list(threads.map(lambda _: [Draw.fresh(clock).seed for _ in range(3_000)], range(4)))
    seeds = [seed for some in drawn for seed in some]
    assert {len(seed) for seed in seeds} == {16}
    assert len(set(seeds)) == len(seeds)


def test_a_forked_process_draws_other_seeds(clock: SetClock) -> None:
    Draw.fresh(clock)
    read, write = os.pipe()
    child = os.fork()
    if child == 0:
        os.write(write, Draw.fresh(clock).seed)
        os._exit(0)
    os.waitpid(child, 0)
    ours = {Draw.fresh(clock).seed for _ in range(1_000)}
    assert os.read(read, 16) not in ours
    os.close(read)
    os.close(write)
