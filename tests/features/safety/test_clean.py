"""What customers really write is never touched."""

import json
from random import Random

import pytest
from hypothesis import given

from bellrock.features.safety.actions import screen
from tests.features.safety.made import base58, dice, digits, hexadecimal
from tests.rules.tree import ROOT

BRAND = ROOT / "brands" / "default"
MESSAGES = (
    "TXID {hex} 充了 {amount} USDT 到 {bitcoin}，三小时没到账",
    "I withdrew {amount} BTC to {bitcoin}, tx {hex}, order {order}",
    "地址 0x{evm} 收到了，但是 {solana} 没有，UID {uid}",
    "合約地址 0x{evm}，交易 {signature}，訂單 {order}",
    "Please check order {order}: bought {amount} SHIB at 0.00002{uid}",
    "my API signature is rejected, request id {uid}, timestamp 17{uid}123",
)


def test_every_sample_question_is_clean() -> None:
    lines = (BRAND / "sample-questions.jsonl").read_text(encoding="utf-8").splitlines()
    questions = [str(json.loads(line)["text"]) for line in lines]
    assert len(questions) > 2000
    assert [question for question in questions if screen(question).findings] == []


def test_every_article_is_clean() -> None:
    articles = [path.read_text(encoding="utf-8") for path in BRAND.glob("knowledge/*/*.md")]
    assert len(articles) > 20
    assert [article for article in articles if screen(article).findings] == []


@pytest.mark.parametrize("message", MESSAGES)
@given(dice=dice())
def test_transactions_addresses_orders_and_amounts_stay(message: str, dice: Random) -> None:
    text = message.format(
        hex=hexadecimal(dice),
        amount=f"{dice.randint(1, 10**7)}.{digits(dice, 8)}",
        bitcoin="bc1q" + "".join(dice.choices("qpzry9x8gf2tvdw0s3jn54khce6mua7l", k=38)),
        evm=dice.randbytes(20).hex(),
        solana=base58(dice.randbytes(32)),
        signature=base58(dice.randbytes(64)),
        order=digits(dice, dice.randint(16, 19)),
        uid=digits(dice, 9),
    )
    assert screen(text).text == text
