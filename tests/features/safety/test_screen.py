import base64
import unicodedata
from random import Random
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bellrock.features.safety.actions import Screened, screen
from tests.features.safety.made import (
    ZERO_WIDTH,
    Secret,
    any_proven,
    card,
    dice,
    digits,
    hexadecimal,
    seed_phrase,
    solana_pair,
    wif,
)

SENTENCES = (
    "{}",
    "Please help, this is what I was told to send: {}",
    "我按客服说的发了：{}",
    "助记词或者私钥是 {} ，现在打不开了怎么办？",
    "I sent {} to the agent. Was that wrong?",
    "充值一直没到账。{}\n能帮我看看吗",
    "卡片／金鑰資料：{}（請幫我看）",
)


def kinds(screened: Screened) -> list[str]:
    return [finding.kind for finding in screened.findings]


@given(dice(), st.sampled_from(SENTENCES))
def test_a_secret_with_a_checksum_is_found_in_any_sentence(dice: Random, sentence: str) -> None:
    secret = any_proven(dice)
    text = sentence.format(secret.value)
    screened = screen(text)
    start = text.index(secret.value)
    (finding,) = screened.findings
    assert finding.kind == secret.kind
    assert finding.start <= start
    assert finding.end >= start + len(secret.value)
    assert screened.verdict == "masked"


@given(dice(), st.sampled_from(SENTENCES))
def test_the_rest_of_the_text_stays_as_typed(dice: Random, sentence: str) -> None:
    secret = Secret("wif", wif(dice))
    screened = screen(sentence.format(secret.value))
    assert screened.text == sentence.format("[■ wif]")


@given(dice())
def test_no_form_of_the_secret_is_left(dice: Random) -> None:
    secret = any_proven(dice)
    masked = screen(f"look: {secret.value} !").text
    folded = unicodedata.normalize("NFKD", secret.value).casefold()
    forms = {
        secret.value,
        folded,
        secret.value[::-1],
        quote(secret.value),
        secret.value.encode().hex(),
        base64.b64encode(secret.value.encode()).decode(),
    }
    assert not any(form in other for form in forms for other in (masked, masked.casefold()))


@given(st.text(max_size=400))
def test_any_text_at_all_is_screened(text: str) -> None:
    assert_sound(text)


@given(dice(), st.integers(1, 9))
def test_a_masked_text_is_clean(dice: Random, count: int) -> None:
    """Secrets, look-alikes, labels and signs in any order: what one mask lays bare is not a secret anew."""
    text = "".join(piece(dice) + dice.choice(("", " ", "\n", "，", ": ", ". ")) for _ in range(count))
    assert_sound(text)


def piece(dice: Random) -> str:
    labels = "private key|私钥|txid|订单号|card|卡号|import|order|hash|seed word|助记词|and|没到账|https://a.io/tx/"
    return dice.choice(
        (
            lambda: dice.choice(labels.split("|")),
            lambda: any_proven(dice).value,
            lambda: hexadecimal(dice),
            lambda: digits(dice, dice.randint(1, 24)),
            lambda: card(dice),
            lambda: " ".join(seed_phrase(dice, "english")[: dice.randint(1, 11)]),
            lambda: "".join(seed_phrase(dice, "chinese_simplified")[: dice.randint(1, 20)]),
            lambda: dice.choice(("[■ seed_phrase]", "■", "{", "}", '"ciphertext" "kdf"', *ZERO_WIDTH)),
        )
    )()


def assert_sound(text: str) -> None:
    screened = screen(text)
    rebuilt, done = "", 0
    for finding in screened.findings:
        assert done <= finding.start < finding.end <= len(text)
        rebuilt += text[done : finding.start] + f"[■ {finding.kind}]"
        done = finding.end
    assert screened.text == rebuilt + text[done:]
    assert (screened.verdict == "clean") == (not screened.findings)
    assert screen(screened.text) == Screened(screened.text, (), "clean")


@given(dice())
def test_two_secrets_are_two_findings(dice: Random) -> None:
    text = f"wif {wif(dice)} and my card {card(dice)}"
    assert kinds(screen(text)) == ["wif", "bank_card"]
    assert screen(text).text == "wif [■ wif] and my card [■ bank_card]"


@given(dice())
def test_a_secret_inside_another_is_one_finding(dice: Random) -> None:
    phrase = " ".join(seed_phrase(dice, "english"))
    keystore = f'{{"crypto": {{"ciphertext": "{hexadecimal(dice)}", "kdf": "scrypt"}}, "note": "{phrase}"}}'
    screened = screen(f"my file {keystore} is lost")
    assert kinds(screened) in (["private_key"], ["seed_phrase"])
    assert screened.text == f"my file [■ {kinds(screened)[0]}] is lost"


@given(dice(), st.sampled_from(ZERO_WIDTH))
def test_characters_that_show_nothing_hide_nothing(dice: Random, hidden: str) -> None:
    secret = any_proven(dice)
    assert screen(f"= {hidden.join(secret.value)}").text == f"= [■ {secret.kind}]"


@pytest.mark.parametrize("repeats", [2, 3])
@given(dice=dice())
def test_a_value_called_a_secret_once_is_masked_everywhere(repeats: int, dice: Random) -> None:
    key, number = hexadecimal(dice), card(dice)
    text = f"private key {key}, card {number}" + f"; txid {key}; order {number}" * repeats
    masked = screen(text).text
    assert key not in masked
    assert number not in masked


@given(dice())
def test_offsets_count_code_points(dice: Random) -> None:
    (finding,) = screen(f"🙂🙂 {wif(dice)}").findings
    assert finding.start == 3


def test_a_solana_pair_is_known_as_a_list_of_numbers() -> None:
    pair = list(solana_pair(Random()))
    assert screen(f"id.json: {pair}").text == "id.json: [■ private_key]"
