import os
import secrets
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from cryptography.exceptions import InvalidTag
from sqlalchemy import text

from bellrock.kit.errors import Misconfigured
from bellrock.kit.seal import Keyring, UnknownKey, Wrapper
from bellrock.kit.unit import Reader, Unit
from tests.clock import SetClock
from tests.kit.small import Small

pytestmark = pytest.mark.anyio
PLACE = "notes.body:1"
NONCE = bytes(12)


@pytest.fixture
def master() -> bytes:
    return secrets.token_bytes(32)


@pytest.fixture
def ring(tmp_path: Path, master: bytes, clock: SetClock) -> Iterator[Keyring]:
    opened = Keyring(tmp_path / "keyring.sqlite", Wrapper(master), clock)
    yield opened
    opened.close()


def look(folder: Path, question: str) -> list[tuple[object, ...]]:
    other = sqlite3.connect(folder / "keyring.sqlite")
    try:
        return other.execute(question).fetchall()
    finally:
        other.close()


def content_of(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in sorted(folder.glob("keyring.sqlite*")))


async def test_a_key_is_in_the_file_before_it_can_be_used(ring: Keyring, tmp_path: Path) -> None:
    with pytest.raises(UnknownKey):
        ring.vault.seal("ann", PLACE, "a note", NONCE)
    await ring.ensure("ann")
    assert look(tmp_path, "SELECT subject FROM keyring_keys") == [("ann",)]
    assert ring.vault.open("ann", PLACE, ring.vault.seal("ann", PLACE, "a note", NONCE)) == "a note"


async def test_a_subject_keeps_its_first_key(ring: Keyring) -> None:
    await ring.ensure_all(["ann", "bob"])
    sealed = ring.vault.seal("ann", PLACE, "a note", NONCE)
    await ring.ensure_all(["bob", "ann", "ann"])
    ring.vault.forget("ann")
    assert ring.vault.open("ann", PLACE, sealed) == "a note"


async def test_an_erased_key_opens_nothing_ever_again(ring: Keyring, tmp_path: Path, clock: SetClock) -> None:
    await ring.ensure_all(["ann", "bob"])
    anns = ring.vault.seal("ann", PLACE, "a note", NONCE)
    bobs = ring.vault.seal("bob", PLACE, "a note", NONCE)
    await ring.erase("ann")
    with pytest.raises(UnknownKey):
        ring.vault.open("ann", PLACE, anns)
    assert ring.vault.open("bob", PLACE, bobs) == "a note"
    assert look(tmp_path, "SELECT * FROM keyring_erased") == [("ann", clock())]
    await ring.ensure("ann")
    with pytest.raises(InvalidTag):
        ring.vault.open("ann", PLACE, anns)


async def test_an_erased_key_is_not_left_in_the_file(ring: Keyring, tmp_path: Path) -> None:
    await ring.ensure_all(["ann", "bob"])
    wrapped = ring.wrapped("ann")
    assert wrapped is not None
    assert wrapped in content_of(tmp_path)
    await ring.erase("ann")
    assert wrapped not in content_of(tmp_path)
    await ring.ensure("cid")  # and the ring goes on
    assert ring.wrapped("cid") is not None


async def test_keys_outlive_the_process(
    ring: Keyring, tmp_path: Path, master: bytes, clock: SetClock
) -> None:
    await ring.ensure("ann")
    sealed = ring.vault.seal("ann", PLACE, "a note", NONCE)
    again = Keyring(tmp_path / "keyring.sqlite", Wrapper(master), clock)
    assert again.vault.open("ann", PLACE, sealed) == "a note"
    again.close()


async def test_the_file_holds_no_key_in_the_clear(ring: Keyring, tmp_path: Path, master: bytes) -> None:
    await ring.ensure("ann")
    wrapped = ring.wrapped("ann")
    assert wrapped is not None
    key = Wrapper(master).unwrap("ann", wrapped)
    content = content_of(tmp_path)
    assert wrapped in content
    assert key not in content
    assert master not in content


async def test_a_wrong_master_key_is_refused_with_the_mend(
    ring: Keyring, tmp_path: Path, clock: SetClock
) -> None:
    other = Wrapper(secrets.token_bytes(32))
    Keyring(tmp_path / "keyring.sqlite", other, clock).close()  # an empty ring fits every key
    await ring.ensure("ann")
    with pytest.raises(Misconfigured, match=r"keyring\.sqlite\. Put the right one back"):
        Keyring(tmp_path / "keyring.sqlite", other, clock)


async def test_units_seal_and_readers_open(small: Small) -> None:
    await small.keyring.ensure("ann")

    def keep(unit: Unit) -> None:
        sealed = unit.seal("ann", "things.filler:1", "a note")
        unit.run(
            text("INSERT INTO things (id, name, filler) VALUES (1, 'note', :sealed)"), {"sealed": sealed}
        )

    def tell(reader: Reader) -> str:
        sealed = reader.run(text("SELECT filler FROM things")).scalar_one()
        return reader.vault.open("ann", "things.filler:1", sealed)

    await small.desk.write(keep)
    assert await small.desk.read(tell) == "a note"
    assert b"a note" not in small.look("SELECT filler FROM things")[0][0]


async def test_a_ring_that_was_closed_is_one_file(tmp_path: Path, master: bytes, clock: SetClock) -> None:
    ring = Keyring(tmp_path / "keyring.sqlite", Wrapper(master), clock)
    await ring.ensure("ann")
    ring.close()
    assert os.listdir(tmp_path) == ["keyring.sqlite"]
