import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bellrock.kit.text import fold, is_han, tokens

han = st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FFF), min_size=1, max_size=12)


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("充值未到账", "充值未到账"),
        ("儲值還沒到帳", "储值还没到账"),
        ("臺灣的帳戶裡", "台湾的账户里"),
        ("等著區塊鏈確認，上鍊", "等着区块链确认,上链"),
        ("ＵＳＤＴ　到账", "usdt 到账"),
        ("pass\u200bword\ufeff", "password"),
        ("  Two\n\tlines ", "two lines"),
        ("①２３", "123"),
        ("請回覆", "请回复"),
    ],
)
def test_fold_makes_spellings_equal(written: str, folded: str) -> None:
    assert fold(written) == folded


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("提现", ["提", "现", "提现"]),
        ("提現 USDT", ["提", "现", "提现", "usdt"]),
        ("My deposits haven’t arrived", ["my", "deposit", "havent", "arriv"]),
        ("TRC20 网", ["trc20", "网"]),
        ("paid 1,000.50 on 24h hold", ["paid", "1000.50", "on", "24h", "hold"]),
        ("e-mail", ["email"]),
        ("充值。提现", ["充", "值", "充值", "提", "现", "提现"]),
        ("", []),
        ("?! …", []),
    ],
)
def test_tokens(written: str, expected: list[str]) -> None:
    assert tokens(written) == expected


@pytest.mark.parametrize(
    "family",
    [
        "withdraw withdraws withdrawal withdrawals withdrawing",
        "deposit deposits deposited depositing",
        "arrive arrived arrives arrival",
        "verify verifies verified verification",
        "confirm confirmed confirmation confirmations",
        "cancel cancelled canceled cancelling",
        "apply applied applies",
        "address addresses",
        "scam scams scammed",
        "email e-mail emails e-mail's",
    ],
)
def test_english_forms_of_one_word_meet(family: str) -> None:
    assert len(set(tokens(family))) == 1


@pytest.mark.parametrize("word", ["status", "process", "this", "fee", "king", "string", "need", "bus"])
def test_short_and_unchanging_words_are_left_whole(word: str) -> None:
    assert tokens(word) == [word]


@given(st.text())
def test_fold_is_idempotent_and_leaves_nothing_invisible(text: str) -> None:
    once = fold(text)
    assert fold(once) == once
    assert not any(unicodedata.category(character) == "Cf" for character in once)
    assert once == once.strip()


@given(st.text())
def test_tokens_of_any_text_depend_on_its_fold_only(text: str) -> None:
    found = tokens(text)
    assert found == tokens(fold(text))
    assert all(token and not any(character.isspace() for character in token) for token in found)


@given(han)
def test_a_run_of_han_gives_each_character_and_each_pair(run: str) -> None:
    folded = fold(run)
    if all(is_han(character) for character in folded):
        assert tokens(run) == list(folded) + [folded[i : i + 2] for i in range(len(folded) - 1)]


@given(han, st.sampled_from(["\u200b", "\u200d", "\u2060", "\ufe0f", "\u00ad"]), st.integers(0, 12))
def test_an_invisible_character_anywhere_changes_nothing(run: str, mark: str, place: int) -> None:
    assert tokens(run[:place] + mark + run[place:]) == tokens(run)
