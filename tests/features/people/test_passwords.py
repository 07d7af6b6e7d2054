"""Passwords and tokens: what is stored tells nobody what was typed."""

import secrets
import time
from statistics import median

from argon2 import extract_parameters
from argon2.low_level import Type

from bellrock.features.people.model import hash_password, new_token, token_hash, verify_password


def test_a_hash_fits_its_password_alone() -> None:
    password = secrets.token_urlsafe(12)
    stored = hash_password(password)
    assert verify_password(stored, password)
    for other in (password + " ", password.swapcase(), "", stored):
        assert not verify_password(stored, other)


def test_it_is_argon2id_with_the_memory_that_was_decided() -> None:
    stored = hash_password("a password of the test")
    parameters = extract_parameters(stored)
    assert (parameters.type, parameters.memory_cost, parameters.time_cost) == (Type.ID, 19 * 1024, 2)
    assert hash_password("a password of the test") != stored


def test_what_is_no_hash_fits_nothing() -> None:
    for stored in ("", "no hash", "$argon2id$v=19$m=1,t=1,p=1$YWFh$"):
        assert not verify_password(stored, stored)


def test_an_unknown_login_takes_as_long_and_never_fits() -> None:
    """In the processor's time of this thread, so that a busy machine does not count."""
    stored = hash_password("a password of the test")

    def cost(known: str | None) -> float:
        begun = time.thread_time()
        assert not verify_password(known, "another password")
        return time.thread_time() - begun

    known, unknown = median(cost(stored) for _ in range(5)), median(cost(None) for _ in range(5))
    assert 0.5 < unknown / known < 2
    assert not verify_password(None, "no agent has this password")


def test_tokens_are_random_and_only_their_hash_is_stored() -> None:
    tokens = {new_token() for _ in range(200)}
    assert len(tokens) == 200
    assert all(len(token) == 43 for token in tokens)
    for token in tokens:
        stored = token_hash(token)
        assert stored == token_hash(token)
        assert token not in stored
        assert len(stored) == 43


def test_any_text_may_be_shown_as_a_token() -> None:
    for token in ("", "\ud800", "令牌", "x" * 10_000):
        assert len(token_hash(token)) == 43
