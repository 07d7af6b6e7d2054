from random import Random

import pytest
from hypothesis import given

from bellrock.features.safety.actions import screen
from tests.features.safety.made import base58, dice, extended_key, full_width, hexadecimal, solana_pair, wif

CALLED_A_KEY = (
    "my private key is {}",
    "Private key: 0x{}",
    "私钥 {}",
    "我的私钥是{}，帮我恢复",
    "導入私鑰{}失敗",
    "导入 {} 失败",
    "I tried to import {} and the wallet is empty",
    "{} is my private key",
    "{} 这是我的私钥",
    "the key of 0x52908400098527886e0f7030069857d2e4169ee7 is {}",
    "privkey={}",
    "https://wallet.example/open?key={}",
    "I sent USDT yesterday. My secret key: {}",
)
EXPLAINED = (
    "txid {}",
    "TxHash: 0x{}",
    "my transaction 0x{} is stuck",
    "交易哈希 {}",
    "我的交易哈希是{}，没到账",
    "提现订单 {} 一直处理中",
    "https://etherscan.io/tx/0x{}",
    "https://tronscan.org/#/transaction/{} 没到账",
    "看这个 https://mempool.space/tx/{}。",
    "block hash {}",
    "I never shared my private key. The transaction hash is {}",
    "我没有泄露私钥，提现哈希是{}",
    "我导入钱包以后转了一笔，交易哈希 {}",
    "txid {}\nDo you need my private key?",
    "contract address 0x{}",
    "public key {}",
    "{}",
)


@pytest.mark.parametrize("sentence", CALLED_A_KEY)
@given(dice=dice())
def test_hex_that_is_called_a_key_is_masked(sentence: str, dice: Random) -> None:
    key = hexadecimal(dice)
    masked = screen(sentence.format(key)).text
    assert key not in masked
    assert "[■ private_key]" in masked


@pytest.mark.parametrize("sentence", EXPLAINED)
@given(dice=dice())
def test_hex_that_is_explained_or_bare_is_not(sentence: str, dice: Random) -> None:
    text = sentence.format(hexadecimal(dice))
    assert screen(text).text == text


@given(dice())
def test_in_a_list_of_keys_the_label_counts_for_all(dice: Random) -> None:
    keys = [hexadecimal(dice) for _ in range(3)]
    assert screen("private keys:\n" + "\n".join(keys)).text == "private keys:" + "\n[■ private_key]" * 3
    text = "txids:\n1. " + "\n2. ".join(keys) + "\nno private key among them"
    assert screen(text).text == text


@given(dice())
def test_each_value_answers_to_its_own_label(dice: Random) -> None:
    key, transaction = hexadecimal(dice), hexadecimal(dice)
    masked = screen(f"private key {key}, transaction {transaction}").text
    assert masked == f"private key [■ private_key], transaction {transaction}"


@given(dice())
def test_a_signature_of_solana_is_a_key_only_where_it_is_called_one(dice: Random) -> None:
    signature = base58(dice.randbytes(64))
    for sentence in ("signature {}", "{}", "交易签名 {}", "https://solscan.io/tx/{}"):
        text = sentence.format(signature)
        assert screen(text).text == text
    assert screen(f"我的私钥 {signature}").text == "我的私钥 [■ private_key]"


@given(dice())
def test_a_solana_pair_is_a_key_whatever_is_said_of_it(dice: Random) -> None:
    assert screen(f"txid {base58(solana_pair(dice))}").text == "txid [■ private_key]"


@given(dice())
def test_a_keystore_is_masked_whole(dice: Random) -> None:
    keystore = (
        f'{{"version":3,"address":"{dice.randbytes(20).hex()}","crypto":{{"ciphertext":"{hexadecimal(dice)}",'
        f'"cipher":"aes-128-ctr","kdf":"scrypt","kdfparams":{{"n":8192}},"mac":"{hexadecimal(dice)}"}}}}'
    )
    assert screen(f"文件内容 {keystore} 密码忘了").text == "文件内容 [■ private_key] 密码忘了"
    escaped = keystore.replace('"', '\\"').replace(":", " : ")
    assert screen(f"文件内容 {escaped} 密码忘了").text == "文件内容 [■ private_key] 密码忘了"
    assert screen(f"cut off {keystore[:-20]}").text == "cut off [■ private_key]"


@given(dice())
def test_wallet_keys_are_proven_by_their_checksum(dice: Random) -> None:
    for kind, key in (("wif", wif(dice)), ("xprv", extended_key(dice))):
        for text in (key, f"txid {key}", f"钥匙{key}没用", full_width(key), f"a={key}&b=1"):
            assert [finding.kind for finding in screen(text).findings] == [kind]
        swapped = "".join("2" if letter == "1" else "1" if letter == "2" else letter for letter in key)
        if swapped != key:
            assert screen(swapped).verdict == "clean"


@given(dice())
def test_a_key_glued_to_a_word_takes_the_word_along(dice: Random) -> None:
    assert screen(f"mykey{wif(dice)} lost").text == "[■ wif] lost"


@given(dice())
def test_what_may_be_public_stays(dice: Random) -> None:
    for text in (
        extended_key(dice, private=False),
        base58(dice.randbytes(32)),
        f"0x{dice.randbytes(20).hex()}",
    ):
        assert screen(f"导入地址 {text}").verdict == "clean"
