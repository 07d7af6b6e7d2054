"""What is sealed opens only for its subject, in its place, unaltered."""

import secrets
from collections.abc import Callable

import pytest
from cryptography.exceptions import InvalidTag
from hypothesis import given
from hypothesis import strategies as st

from bellrock.kit.seal import UnknownKey, Vault, Wrapper

PLACE = "notes.body:01a2124b-7b60-7619-bf0d-c9acab2fa439"
WRAPPER = Wrapper(secrets.token_bytes(32))


class KeysInMemory:
    """A port of keys; what `while_reading` does happens between the reading of a key and its use."""

    def __init__(self, *subjects: str) -> None:
        self.keys = {
            one: WRAPPER.wrap(one, secrets.token_bytes(32), secrets.token_bytes(12)) for one in subjects
        }
        self.while_reading: Callable[[str], None] = lambda _: None

    def wrapped(self, subject: str) -> bytes | None:
        found = self.keys.get(subject)
        self.while_reading(subject)
        return found


def vault_of(*subjects: str) -> tuple[KeysInMemory, Vault]:
    keys = KeysInMemory(*subjects)
    return keys, Vault(keys, WRAPPER)


ANNS = vault_of("ann", "bob")[1]


def seal(vault: Vault, text: str, subject: str = "ann", place: str = PLACE) -> bytes:
    return vault.seal(subject, place, text, secrets.token_bytes(12))


@given(st.text())
def test_what_was_sealed_opens_again(text: str) -> None:
    assert ANNS.open("ann", PLACE, seal(ANNS, text)) == text


@given(st.text(min_size=1), st.data())
def test_no_altered_bit_goes_unnoticed(text: str, data: st.DataObject) -> None:
    sealed = bytearray(seal(ANNS, text))
    bit = data.draw(st.integers(0, len(sealed) * 8 - 1))
    sealed[bit // 8] ^= 1 << bit % 8
    with pytest.raises(InvalidTag):
        ANNS.open("ann", PLACE, bytes(sealed))


@given(st.data())
def test_no_missing_end_goes_unnoticed(data: st.DataObject) -> None:
    sealed = seal(ANNS, "a note")
    with pytest.raises(InvalidTag):
        ANNS.open("ann", PLACE, sealed[: data.draw(st.integers(0, len(sealed) - 1))])


@pytest.mark.parametrize("place", [PLACE.replace("a439", "a43a"), PLACE.replace("body", "title"), ""])
def test_a_value_moved_to_another_row_or_column_does_not_open(place: str) -> None:
    with pytest.raises(InvalidTag):
        ANNS.open("ann", place, seal(ANNS, "a note"))


def test_a_value_does_not_open_under_another_subject() -> None:
    with pytest.raises(InvalidTag):
        ANNS.open("bob", PLACE, seal(ANNS, "a note"))
    with pytest.raises(UnknownKey):
        ANNS.open("nobody", PLACE, seal(ANNS, "a note"))
    with pytest.raises(UnknownKey):
        seal(ANNS, "a note", "nobody")


def test_a_key_wrapped_for_one_subject_is_no_key_of_another() -> None:
    keys, vault = vault_of("ann", "bob")
    keys.keys["bob"] = keys.keys["ann"]
    with pytest.raises(InvalidTag):
        seal(vault, "a note", "bob")


def test_the_text_does_not_show_and_no_two_seals_are_alike() -> None:
    first, second = seal(ANNS, "a plain note"), seal(ANNS, "a plain note")
    assert b"plain" not in first
    assert first != second


def test_a_forgotten_key_is_read_again() -> None:
    keys, vault = vault_of("ann")
    sealed = seal(vault, "a note")
    del keys.keys["ann"]
    assert vault.open("ann", PLACE, sealed) == "a note"
    vault.forget("ann")
    with pytest.raises(UnknownKey):
        vault.open("ann", PLACE, sealed)


def test_a_key_destroyed_while_it_was_being_read_is_not_kept() -> None:
    keys, vault = vault_of("ann")
    sealed = seal(vault, "a note")
    vault.forget("ann")

    def erase(subject: str) -> None:
        keys.keys.pop(subject, None)
        vault.forget(subject)

    keys.while_reading = erase
    assert vault.open("ann", PLACE, sealed) == "a note"
    with pytest.raises(UnknownKey):
        vault.open("ann", PLACE, sealed)


def test_more_keys_than_are_remembered() -> None:
    subjects = [f"subject {number}" for number in range(4_200)]
    _, vault = vault_of(*subjects)
    sealed = {subject: seal(vault, subject, subject) for subject in subjects}
    assert [vault.open(one, PLACE, sealed[one]) for one in subjects] == subjects


def test_a_proof_belongs_to_its_purpose_its_value_and_its_master_key() -> None:
    proof = ANNS.proof("resume", "ABC-123")
    assert len(proof) == 32
    assert proof == WRAPPER.proof("resume", "ABC-123")
    others = (ANNS.proof("other", "ABC-123"), ANNS.proof("resume", "ABC-124"))
    stranger = Wrapper(secrets.token_bytes(32)).proof("resume", "ABC-123")
    assert proof not in (*others, stranger)


def test_a_master_key_has_32_bytes() -> None:
    with pytest.raises(ValueError, match="32 bytes"):
        Wrapper(b"short")
