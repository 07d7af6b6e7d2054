"""What an agent may be called, speak and hold."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bellrock.features.people.errors import BadAgent
from bellrock.features.people.model import NewAgent, check_new_agent

KNOWN = (frozenset({"agent", "lead"}), ("zh-CN", "zh-TW", "en"))
GOOD = NewAgent("ann.lee@desk", "Ann Lee", "agent", "en", ("en", "zh-TW"), 5)
PASSWORD = "a long enough one"


def wrong_field(agent: NewAgent, password: str = PASSWORD) -> str | None:
    try:
        check_new_agent(agent, password, KNOWN)
    except BadAgent as refused:
        return str(refused.fields["field"])
    return None


@given(st.from_regex(r"[a-z0-9][a-z0-9._@-]{1,62}", fullmatch=True), st.integers(1, 50))
def test_plain_logins_and_small_numbers_are_taken(login: str, capacity: int) -> None:
    assert wrong_field(replace(GOOD, login=login, capacity=capacity)) is None


@pytest.mark.parametrize("login", ["", "a", ".ann", "Ann", "ann lee", "ann\n", "安", "a" * 64])
def test_other_logins_are_refused(login: str) -> None:
    assert wrong_field(replace(GOOD, login=login)) == "login"


@pytest.mark.parametrize("name", ["", " \t", "n" * 101])
def test_an_agent_has_a_name_that_fits(name: str) -> None:
    assert wrong_field(replace(GOOD, name=name)) == "name"


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        (replace(GOOD, role="owner"), "role"),
        (replace(GOOD, language="fr"), "language"),
        (replace(GOOD, languages=()), "languages"),
        (replace(GOOD, languages=("en", "fr")), "languages"),
        (replace(GOOD, capacity=0), "capacity"),
        (replace(GOOD, capacity=51), "capacity"),
    ],
)
def test_the_wrong_field_is_named(wrong: NewAgent, field: str) -> None:
    assert wrong_field(wrong) == field


@pytest.mark.parametrize(("length", "field"), [(11, "password"), (12, None), (256, None), (257, "password")])
def test_a_password_has_twelve_characters_and_no_more_than_are_sent(length: int, field: str | None) -> None:
    assert wrong_field(GOOD, "p" * length) == field
