"""A secret that somebody writes is nowhere afterwards: in no table, index, file or log line."""

import logging
import random
import secrets
from dataclasses import dataclass
from pathlib import Path

import pytest
from cryptography.exceptions import InvalidTag
from mnemonic import Mnemonic

from bellrock.features.conversations import actions as conversations
from bellrock.features.conversations.tables import conversations_messages
from bellrock.features.inbox import actions as inbox
from bellrock.kit.seal import UnknownKey
from bellrock.kit.unit import Unit
from bellrock.wiring import House
from tests.houses import settle
from tests.people import agent, as_agent, customer, fresh, opened, present, say, visitor

pytestmark = pytest.mark.anyio


@dataclass(frozen=True, slots=True)
class Secret:
    """What must not be kept, in a sentence as somebody would write it, and the kind it is known as."""

    value: str
    sentence: str
    kind: str


def seed_phrase(language: str) -> Secret:
    words = Mnemonic(language).generate(128)
    return Secret(words, f"please restore my wallet: {words}\nGoodbye", "seed_phrase")


def private_key() -> Secret:
    value = secrets.token_hex(32)
    return Secret(value, f"my private key is {value}", "private_key")


def card_number() -> Secret:
    """Sixteen digits of the range of a large issuer, with their check digit."""
    digits = [4, *(random.randrange(10) for _ in range(14))]
    doubled = [digit * 2 if place % 2 == 0 else digit for place, digit in enumerate(digits)]
    digits.append(-sum(digit - 9 if digit > 9 else digit for digit in doubled) % 10)
    value = "".join(map(str, digits))
    return Secret(value, f"I paid with my bank card {value} yesterday", "bank_card")


MADE = {
    "english": lambda: seed_phrase("english"),
    "chinese": lambda: seed_phrase("chinese_simplified"),
    "spanish": lambda: seed_phrase("spanish"),
    "private_key": private_key,
    "card": card_number,
}


def everything(house: House) -> bytes:
    """Every byte that the desk keeps on the disk, logs of changes too."""
    files = [file for file in Path(house.settings.data).rglob("*") if file.is_file()]
    assert {file.name for file in files} >= {"desk.sqlite", "desk.sqlite-wal", "keyring.sqlite"}
    return b"\n".join(file.read_bytes() for file in files)


@pytest.mark.parametrize("name", MADE)
async def test_a_secret_is_nowhere_whatever_way_it_came(
    house: House, name: str, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    secret = MADE[name]()
    guest, ann, ben = await visitor(house), await agent(house, "Ann"), await agent(house, "Ben")
    begun = await opened(house, guest.person, secret.sentence)
    await settle(house)
    posted = await say(house, begun, guest.author, secret.sentence)
    await present(house, ann)
    await house.desk.write(conversations.hand_over, begun.id, guest.author, "asked")
    await settle(house)
    await say(house, begun, as_agent(ann), secret.sentence)
    await say(house, begun, as_agent(ann), secret.sentence, "note")
    await house.desk.write(inbox.pass_on, ann, begun.id, ben.id, secret.sentence)
    await settle(house)

    assert secret.value not in posted.message.text
    assert secret.kind in posted.message.extras.masked
    thread = await house.desk.read(conversations.thread_for_agent, ben, begun.id)
    masked = [message for message in thread.messages if message.extras.masked]
    assert [message.kind for message in masked] == ["message", "message", "message", "note", "note"]
    row = (await house.desk.read(conversations.rows_for_agent, ben, [begun.id]))[0]
    for place in (str(thread), row.preview, caplog.text):
        assert secret.value not in place
    assert secret.value.encode() not in everything(house)


async def test_the_customer_is_told_and_the_words_around_it_stay(house: House) -> None:
    guest = await visitor(house)
    secret = seed_phrase("english")
    begun = await opened(house, guest.person, secret.sentence)
    thread = await house.desk.read(conversations.thread_for_person, guest.person, begun.id)
    message, notice = thread.messages
    assert message.text.startswith("please restore my wallet: [")
    assert message.text.endswith("]\nGoodbye")
    assert (notice.code, notice.extras.fields) == ("masked", {"kinds": ["seed_phrase"]})
    assert notice.revision == message.revision, "both come in one change"


async def test_what_is_written_is_sealed_and_so_is_a_customers_name(house: House) -> None:
    guest, ann = await visitor(house), await agent(house)
    known = await customer(house, fresh("customer"), name="Zhuangzi Qilinski")
    begun = await opened(house, guest.person, "the quokka ate my deposit")
    await say(house, begun, as_agent(ann), "quokkas are our colleagues", "note")
    await opened(house, known.person, "another quokka")
    await settle(house)
    for words in (b"quokka", b"Qilinski"):
        assert words not in everything(house)
    assert "Qilinski" in str(known.person)


@pytest.mark.parametrize("same_person", [True, False])
async def test_a_sealed_text_opens_in_its_own_place_alone(house: House, same_person: bool) -> None:
    """Whoever can write the file cannot put words into another thread, not even of the same person."""
    one = await visitor(house)
    two = one if same_person else await visitor(house)
    first, second = await opened(house, one.person, "of one"), await opened(house, two.person, "of two")

    def swap(unit: Unit) -> None:
        bodies = {row.conversation_id: row.body for row in unit.run(conversations_messages.select())}
        for where, other in ((first.id, second.id), (second.id, first.id)):
            changed = conversations_messages.update().values(body=bodies[other])
            unit.run(changed.where(conversations_messages.c.conversation_id == where))

    await house.desk.write(swap)
    for guest, begun in ((one, first), (two, second)):
        with pytest.raises(InvalidTag):
            await house.desk.read(conversations.thread_for_person, guest.person, begun.id)


async def test_an_erased_person_can_be_read_no_more(house: House) -> None:
    guest = await visitor(house)
    begun = await opened(house, guest.person)
    await house.keyring.erase(guest.person.id)
    with pytest.raises(UnknownKey):
        await house.desk.read(conversations.thread_for_person, guest.person, begun.id)
