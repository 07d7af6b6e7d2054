"""What may be stored as a text."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bellrock.features.conversations.errors import BadCharacters, BadClientId, EmptyText, TextTooLong
from bellrock.features.conversations.model import check_client_id, check_text
from bellrock.features.conversations.model.messages import LONGEST_TEXT
from bellrock.kit.errors import Refusal

VISIBLE = st.characters(exclude_categories=["Cc", "Cs", "Cf", "Zs", "Zl", "Zp", "Mn", "Me", "Cn", "Co"])


def checked(text: str) -> str | None:
    try:
        return check_text(text)
    except Refusal:
        return None


@given(st.text(VISIBLE, min_size=1, max_size=80))
def test_what_can_be_seen_is_kept_as_it_is(text: str) -> None:
    assert check_text(text) == text


@given(st.text(max_size=60))
def test_what_was_accepted_is_accepted_again_unchanged(text: str) -> None:
    once = checked(text)
    assert once is None or check_text(once) == once


@given(st.text(max_size=60))
def test_nothing_accepted_holds_a_control_or_turns_the_direction(text: str) -> None:
    once = checked(text)
    if once is not None:
        hidden = {c for c in once if unicodedata.category(c) in ("Cc", "Cs") and c not in "\n\t"}
        assert hidden | ({*"\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"} & {*once}) == set()


@given(st.lists(st.text(VISIBLE, min_size=1, max_size=9), min_size=1, max_size=4))
def test_line_ends_are_made_one(lines: list[str]) -> None:
    wanted = "\n".join(lines)
    assert check_text("\r\n".join(lines)) == check_text("\r".join(lines)) == wanted
    assert check_text(f"  \n\t{wanted}\r\n ") == wanted


@pytest.mark.parametrize("text", ["", " ", "\r\n\t ", "\u3000\u00a0", "\u200b", "\u2060\u200d", "\ufe0f"])
def test_what_shows_nothing_is_empty(text: str) -> None:
    with pytest.raises(EmptyText):
        check_text(text)


@pytest.mark.parametrize("code", [0x00, 0x07, 0x1B, 0x7F, 0x9B, 0x202E, 0x2066, 0xD800])
def test_controls_and_overrides_are_refused(code: int) -> None:
    for text in (f"a{chr(code)}b", f"你{chr(code)}好"):
        with pytest.raises(BadCharacters):
            check_text(text)


def test_the_length_is_that_of_the_text_without_outer_space() -> None:
    longest = "长" * LONGEST_TEXT
    assert check_text(f"  {longest}\n") == longest
    with pytest.raises(TextTooLong) as refused:
        check_text(longest + "长")
    assert refused.value.fields == {"limit": LONGEST_TEXT}


def test_emoji_and_joined_letters_are_kept() -> None:
    for text in ("👩‍👩‍👧 👍🏽", "ক্‍ষ", "ﷺ", "e\u0301"):
        assert check_text(text) == text


@given(st.from_regex(r"[A-Za-z0-9._:-]{8,64}", fullmatch=True))
def test_client_ids_of_the_protocol_are_taken(client_id: str) -> None:
    assert check_client_id(client_id) == client_id


@pytest.mark.parametrize("client_id", ["", "short", "a" * 65, "eight ch", "ümlautümlaut", "abcdefgh\n"])
def test_other_client_ids_are_refused(client_id: str) -> None:
    with pytest.raises(BadClientId):
        check_client_id(client_id)
