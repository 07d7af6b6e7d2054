"""Who gets the next conversation: a pure decision over who is there."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bellrock.features.inbox.model import PRESENCE_STATES, Candidate, Presence, choose_agent, speaks
from bellrock.kit.i18n import LANGUAGES

IDS = st.sampled_from("abcdefgh")
STATES = st.sampled_from(("online", *PRESENCE_STATES))
PRESENCES = st.builds(Presence, IDS, STATES, st.sampled_from((True, True, False)))
CANDIDATES = st.builds(
    Candidate,
    agent_id=IDS,
    presence=PRESENCES,
    languages=st.lists(st.sampled_from(LANGUAGES), min_size=1, max_size=3).map(tuple),
    held=st.integers(0, 6),
    capacity=st.integers(1, 5),
    last_taken_at=st.integers(0, 3),
)
CREWS = st.lists(CANDIDATES, max_size=6, unique_by=lambda one: one.agent_id)
LANGUAGE = st.sampled_from(LANGUAGES)


def free(agent_id: str, held: int = 0, capacity: int = 4, last: int = 0) -> Candidate:
    return Candidate(agent_id, Presence(agent_id, "online", True), ("en",), held, capacity, last)


def fits(one: Candidate, language: str) -> bool:
    spoken = {known[:2] for known in one.languages}
    there = one.presence.state == "online" and one.presence.automatic
    return there and one.held < one.capacity and language[:2] in spoken


@given(CREWS, LANGUAGE)
def test_somebody_gets_it_when_and_only_when_somebody_fits(crew: list[Candidate], language: str) -> None:
    chosen = choose_agent(crew, language)
    fitting = [one.agent_id for one in crew if fits(one, language)]
    assert (chosen in fitting) if fitting else chosen is None


@given(CREWS, LANGUAGE)
def test_nobody_who_fits_carries_less_than_the_chosen(crew: list[Candidate], language: str) -> None:
    best = choose_agent(crew, language)
    for other in (one for one in crew if fits(one, language)):
        chosen = next(one for one in crew if one.agent_id == best)
        assert chosen.held * other.capacity <= other.held * chosen.capacity
        if chosen.held * other.capacity == other.held * chosen.capacity:
            assert (chosen.last_taken_at, chosen.agent_id) <= (other.last_taken_at, other.agent_id)


@given(CREWS, LANGUAGE)
def test_the_order_in_which_they_are_named_is_nothing(crew: list[Candidate], language: str) -> None:
    assert choose_agent(crew[::-1], language) == choose_agent(crew, language)


@given(CREWS, LANGUAGE)
def test_served_one_after_another_nobody_exceeds_their_capacity(crew: list[Candidate], language: str) -> None:
    held = {one.agent_id: one.held for one in crew}
    for _ in range(40):
        now = [replace(one, held=held[one.agent_id]) for one in crew]
        chosen = choose_agent(now, language)
        if chosen is None:
            break
        held[chosen] += 1
    else:
        raise AssertionError("there was no end")
    assert all(held[one.agent_id] <= max(one.capacity, one.held) for one in crew)


def test_the_load_is_a_share_of_what_each_can_carry() -> None:
    assert choose_agent([free("a", 2, 4), free("b", 3, 10)], "en") == "b"


def test_of_two_alike_the_one_who_waited_longer_gets_it_then_the_first_by_id() -> None:
    assert choose_agent([free("a", last=9), free("b", last=5)], "en") == "b"
    assert choose_agent([free("b"), free("a")], "en") == "a"


@pytest.mark.parametrize(
    ("languages", "asked", "wanted"),
    [
        (("zh-CN",), "zh-TW", True),
        (("zh-TW",), "zh-CN", True),
        (("en",), "en", True),
        (("en",), "zh-CN", False),
        (("zh-CN", "zh-TW"), "en", False),
        (("zh-TW", "en"), "en", True),
        ((), "en", False),
    ],
)
def test_either_chinese_script_will_do_for_the_other_and_nothing_else_for_anything(
    languages: tuple[str, ...], asked: str, wanted: bool
) -> None:
    assert speaks(languages, asked) is wanted
