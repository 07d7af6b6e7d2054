"""References and resume codes: made to be read aloud, typed again, and not to be guessed."""

import hashlib
import hmac
from dataclasses import replace

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from bellrock.features.conversations.model import new_reference, resume_code, split_resume_code
from tests.features.conversations.test_may_post import BEGUN

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
RANDOM = st.binary(min_size=5, max_size=5)


def proof(purpose: str, value: str) -> bytes:
    return hmac.digest(b"a master key of the test", f"{purpose}/{value}".encode(), hashlib.sha256)


def code_of(randomness: bytes, conversation_id: str = "c") -> str:
    return resume_code(replace(BEGUN, id=conversation_id, reference=new_reference(randomness)), proof)


@given(RANDOM)
def test_a_reference_has_forty_bits_in_letters_that_do_not_look_alike(randomness: bytes) -> None:
    reference = new_reference(randomness)
    assert len(reference) == 9
    assert reference[4] == "-"
    assert {*reference} <= {*ALPHABET, "-"}
    number = 0
    for letter in reference.replace("-", ""):
        number = number * 32 + ALPHABET.index(letter)
    assert number.to_bytes(5, "big") == randomness


@given(RANDOM)
def test_a_code_comes_back_as_it_was_made(randomness: bytes) -> None:
    code = code_of(randomness)
    assert split_resume_code(code) == (new_reference(randomness), code)


@given(RANDOM, st.data())
def test_a_code_may_be_spelled_as_people_spell(randomness: bytes, data: st.DataObject) -> None:
    code = code_of(randomness)
    alike = {"0": "0Oo", "1": "1IiLl", "-": ["-", " ", "", " - ", "–", "—"]}
    spelled = "".join(
        data.draw(st.sampled_from([*alike.get(letter, [letter, letter.lower()])])) for letter in code
    )
    assert split_resume_code(f" {spelled}\n") == (new_reference(randomness), code)


@given(RANDOM)
def test_a_code_may_be_typed_with_a_chinese_keyboard(randomness: bytes) -> None:
    code = code_of(randomness)
    wide = "".join(chr(ord(letter) + 0xFEE0) for letter in code)
    assert split_resume_code(wide) == (new_reference(randomness), code)


@given(RANDOM, st.integers(0, 28), st.sampled_from(ALPHABET))
def test_another_character_makes_another_code(randomness: bytes, place: int, letter: str) -> None:
    code = code_of(randomness)
    assume(code[place] not in ("-", letter))
    altered = split_resume_code(code[:place] + letter + code[place + 1 :])
    assert altered is not None
    assert altered != split_resume_code(code)


@given(RANDOM, st.integers(0, 28))
def test_a_character_more_or_less_makes_no_code(randomness: bytes, place: int) -> None:
    code = code_of(randomness)
    assume(code[place] != "-")
    assert split_resume_code(code[:place] + code[place + 1 :]) is None
    assert split_resume_code(code[:place] + "7" + code[place:]) is None


@pytest.mark.parametrize(
    "code", ["", "U", "ABCD-EFGH", "not a code at all, surely", "0" * 500, "ß" * 24, "-"]
)
def test_what_is_no_code_is_none(code: str) -> None:
    assert split_resume_code(code) is None


@given(st.text(max_size=80))
def test_any_text_is_looked_at_without_failing(code: str) -> None:
    found = split_resume_code(code)
    assert found is None or {*found[1]} <= {*ALPHABET, "-"}


def test_two_conversations_of_one_reference_have_different_codes() -> None:
    assert code_of(b"12345", "one") != code_of(b"12345", "two")
