from random import Random

import pytest
from hypothesis import given

from bellrock.features.safety.actions import screen
from tests.features.safety.made import card, dice, digits, full_width, grouped, with_luhn


@pytest.mark.parametrize(
    "sentence",
    ["{}", "card {}", "我的银行卡{}被冻结", "卡号：{}", "I paid with {}", "visa{}", "银行账号 {}，收不到款"],
)
@given(dice=dice())
def test_a_card_number_is_masked(sentence: str, dice: Random) -> None:
    number = card(dice)
    for form in (number, grouped(dice, number), full_width(number)):
        masked = screen(sentence.format(form)).text
        assert form not in masked
        assert "[■ bank_card]" in masked


@pytest.mark.parametrize(
    "sentence",
    [
        "order id {}",
        "订单号{}未成交",
        "我的UID是{}",
        "UID: {}",
        "訂單 {} 還沒放幣",
        "P2P order {} was cancelled",
        "交易号：{}",
        "ticket #{}",
        "单号{}，帮我查",
        "https://exchange.example/orders/{}",
        "txid 0x{}",
        "{} SHIB",
        "{} wei",
        "amount {}",
        "数量 {}",
        "0.{}",
        "{}.25 USDT",
        "+{}",
        "order_{}",
        "a{}b",
    ],
)
@given(dice=dice())
def test_a_number_that_is_something_else_stays(sentence: str, dice: Random) -> None:
    text = sentence.format(card(dice))
    assert screen(text).text == text


@given(dice())
def test_in_a_list_of_orders_the_label_counts_for_all(dice: Random) -> None:
    text = f"orders: {card(dice)}, {card(dice)}, {card(dice)}"
    assert screen(text).text == text


@given(dice())
def test_the_nearest_word_names_the_number(dice: Random) -> None:
    order, number = digits(dice, 18), card(dice)
    assert screen(f"订单号 {order} 付款卡号 {number}").text == f"订单号 {order} 付款卡号 [■ bank_card]"


@given(dice())
def test_expiry_and_code_beside_a_card_do_not_hide_it(dice: Random) -> None:
    number = with_luhn("4" + digits(dice, 14))
    for form in (number, grouped(dice, number)):
        for text in (f"{form} 12/28 123", f"{form} 12 28", f"{form}\n0128"):
            assert screen(text).text.startswith("[■ bank_card]")


@given(dice())
def test_a_wrong_last_digit_is_no_card(dice: Random) -> None:
    number = card(dice)
    assert screen(f"card {number[:-1]}{(int(number[-1]) + 5) % 10}").verdict == "clean"


@given(dice())
def test_lengths_that_are_hardly_issued_need_a_word(dice: Random) -> None:
    for start, length in (("4", 13), ("4", 19), ("62", 18), ("36", 14), ("5018", 15)):
        number = with_luhn(start + digits(dice, length - 1 - len(start)))
        assert screen(number).verdict == "clean"
        assert screen(f"my card: {number}").text == "my card: [■ bank_card]"


@pytest.mark.parametrize(
    "text",
    [
        "call +86 138 0013 8000 or 13800138000",
        "2024-05-06 12:30:45 and 2024-05-07 09:15:00",
        "from 20240506123045 to 20240507091500",
        "1716966000123 and 1716966000123456 are timestamps",
        "blocks 19876543 19876544 19876545 19876546",
        "1 2 3 4 5 6 7 8 9 10 11 12 13 14 15",
    ],
)
def test_everyday_numbers_stay(text: str) -> None:
    assert screen(text).text == text
