"""Payment card numbers: a scheme's length and first digits, a Luhn checksum, and no word against it.

One random number in ten passes Luhn, and order ids are as long as cards: so the words beside the number
count, and a length that a scheme hardly ever issues needs a word for it.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from bellrock.features.safety.model.context import LONG_NUMBER, Reading, Series, is_in_link, labels, read
from bellrock.features.safety.model.fold import Folded

Span = tuple[int, int]


def find_bank_cards(folded: Folded) -> list[Span]:
    """Return the numbers that are card numbers; one that is a card in one place is one wherever it stands."""
    lowered = folded.lowered
    candidates: list[tuple[Span, str]] = []
    cards: set[str] = set()
    series = Series(lowered)
    for number in _NUMBER.finditer(lowered):
        reading = series.settle(_read(lowered, *number.span()), *number.span())
        for cut in _cuts(number):
            if _is_card_number(cut.digits) and _stands_free(lowered, cut.start, cut.end):
                candidates.append(((cut.start, cut.end), cut.digits))
                if _is_convincing(cut, reading):
                    cards.add(cut.digits)
    return [span for span, digits in candidates if digits in cards]


class _Cut(NamedTuple):
    """Neighbouring groups of digits within a longer number: a card may be followed by its expiry date."""

    start: int
    end: int
    digits: str
    sizes: list[int]
    is_whole: bool


def _cuts(number: re.Match[str]) -> Iterator[_Cut]:
    groups = [(match.start() + number.start(), match.group()) for match in _GROUP.finditer(number.group())]
    for first in range(len(groups)):
        digits = ""
        for last in range(first, min(first + _LONGEST, len(groups))):
            start, group = groups[last]
            digits += group
            if len(digits) > _LONGEST:
                break
            if len(digits) >= _SHORTEST:
                sizes = [len(group) for _, group in groups[first : last + 1]]
                whole = first == 0 and last == len(groups) - 1
                yield _Cut(groups[first][0], start + len(group), digits, sizes, whole)


def _is_convincing(cut: _Cut, reading: Reading) -> bool:
    """Weigh how the number is written against the words beside it; its digits have been checked."""
    if _is_grouped_like_a_card(cut.sizes):
        return True
    if reading != "unexplained":
        return reading == "sensitive"
    return (cut.is_whole or len(cut.sizes) == 1) and _COMMON.fullmatch(cut.digits) is not None


def _is_grouped_like_a_card(sizes: list[int]) -> bool:
    fours = len(sizes) >= 4 and set(sizes[:-1]) == {4} and sizes[-1] <= 4
    return fours or sizes in ([4, 6, 5], [4, 6, 4], [6, 13])


def _is_card_number(digits: str) -> bool:
    return _SCHEME.fullmatch(digits) is not None and _passes_luhn(digits)


def _passes_luhn(digits: str) -> bool:
    odd, even = digits[-1::-2], digits[-2::-2]
    return (sum(map(int, odd)) + sum(_DOUBLED[int(digit)] for digit in even)) % 10 == 0


def _read(lowered: str, start: int, end: int) -> Reading:
    return "harmless" if is_in_link(lowered, start) else read(_LABELS, lowered, start, end, reach=32)


def _stands_free(lowered: str, start: int, end: int) -> bool:
    """Tell whether the digits are a number of their own: no part of a code, amount or telephone number."""
    ahead, behind = lowered[max(0, start - 12) : start], lowered[end : end + 12]
    return not (_JOINED_AHEAD.search(ahead) or _JOINED_BEHIND.match(behind))


_SHORTEST, _LONGEST = 13, 19
_NUMBER = re.compile(LONG_NUMBER)
_GROUP = re.compile("[0-9]+")
_DOUBLED = (0, 2, 4, 6, 8, 1, 3, 5, 7, 9)
_MASTERCARD = "(?:5[1-5]|222[1-9]|22[3-9]|2[3-6]|27[01]|2720)"
_JCB = "35(?:2[89]|[3-8])"
_DISCOVER = "6(?:011|4[4-9]|5)"
# What the schemes issue every day ...
_COMMON = re.compile(
    rf"(?=(?:4|{_MASTERCARD}|{_JCB}|{_DISCOVER}|62|220[0-4]))[0-9]{{16}}|3[47][0-9]{{13}}|62[0-9]{{17}}"
)
# ... and what their rules allow besides: believed where the words or the grouping speak for a card.
_SCHEME = re.compile(
    rf"{_COMMON.pattern}|4(?:[0-9]{{12}}|[0-9]{{18}})|(?:62|81|60|{_JCB}|{_DISCOVER}|220[0-4])[0-9]{{10,17}}"
    r"|3(?:0[0-5]|09|[689])[0-9]{11,16}|(?:50|5[6-8]|6304|67)[0-9]{9,17}|9792[0-9]{12}"
)
_JOINED_AHEAD = re.compile(r"[0-9][.,]$|[+_]$|(?<!visa)(?<!card)(?<!amex)(?<!jcb)(?<!unionpay)(?<=[a-z])$")
_JOINED_BEHIND = re.compile(
    r"[.,][0-9]|_|(?!exp|cvv|cvc|valid|visa|master|amex|and|or)[a-z]"
    r"|\s?(?:(?:usdt|usdc|btc|eth|trx|sol|shib|pepe|floki|bonk|doge|xec|lunc|g?wei|sats?|satoshi|tokens?)\b|枚)",
    re.ASCII,
)
_LABELS = labels(
    sensitive=(
        r"\bcard|card\b|visa|master ?card|\bamex|american express|union ?pay|\bjcb\b|\bdiscover card|diners"
        r"|maestro|\bdebit|\bcredit card|\bpan\b|cv[vc]|卡|[银銀][联聯行]"
    ),
    harmless=(
        r"\border|\bu?id\b|user ?id|account id|\btx|transaction|\bref(?:erence)?\b|ticket|tracking|imei"
        r"|serial|invoice|\btrade id|nonce|timestamp|[订訂][单單]|[单單][号號]|[编編][号號]|流水|工[单單]"
        r"|交易[号號]|哈希|快[递遞]|物流|序列[号號]"
    ),
    faint_harmless=(
        r"receipt|\btrade|\bblock|amount|balance|phone|交易|[区區][块塊]|高度|金[额額]|[数數]量|[余餘][额額]"
    ),
)
