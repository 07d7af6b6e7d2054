"""Secrets and harmless look-alikes, made anew for every run from a drawn seed: none is ever written down."""

import unicodedata
from collections.abc import Callable
from hashlib import sha256
from itertools import pairwise
from random import Random
from typing import NamedTuple

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import strategies as st
from mnemonic import Mnemonic

from bellrock.features.safety.model import LIST_NAMES, Kind

ALPHABET = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
CHINESE = ("chinese_simplified", "chinese_traditional")
ZERO_WIDTH = ("\u200b", "\u200d", "\u2060", "\ufeff", "\u200e", "\u202e", "\u00ad")
_LENGTHS = {
    15: ("34", "37"),
    16: ("4", "51", "55", "2221", "2720", "62", "3528", "3589", "6011", "65", "2200"),
    19: ("62",),
}
_SCHEMES = [(first, length) for length, starts in _LENGTHS.items() for first in starts]
_MNEMONICS = {name: Mnemonic(name) for name in LIST_NAMES}


class Secret(NamedTuple):
    kind: Kind
    value: str


def dice() -> st.SearchStrategy[Random]:
    """Even chances, as secrets have them: entropy of all zeros is no phrase that anybody has."""
    return st.integers(0, 2**64 - 1).map(Random)


def seed_phrase(dice: Random, list_name: str, words: int = 0) -> list[str]:
    entropy = dice.randbytes((words or dice.choice((12, 15, 18, 21, 24))) * 4 // 3)
    return _MNEMONICS[list_name].to_mnemonic(entropy).replace("\u3000", " ").split(" ")


def written(dice: Random, words: list[str]) -> str:
    """The words of a phrase in one of the ways people write them down."""
    joined = dice.choice((" ", ", ", "\n", "\u3000", " - ", "\u200b", " \u202a", "、", "|"))
    spelling = dice.choice((str, str.upper, str.title, composed, decomposed))
    if dice.random() < 0.3:
        mark = dice.choice((". ", ") ", "：", ".", "\t"))
        return spelling(dice.choice((" ", "\n")).join(f"{n}{mark}{word}" for n, word in enumerate(words, 1)))
    return spelling(joined.join(words))


def composed(text: str) -> str:
    return unicodedata.normalize("NFC", text)


def decomposed(text: str) -> str:
    return unicodedata.normalize("NFKD", text)


def wif(dice: Random) -> str:
    version, compressed = dice.choice((b"\x80", b"\xef")), dice.choice((b"", b"\x01"))
    return base58_check(version + dice.randbytes(32) + compressed)


def extended_key(dice: Random, *, private: bool = True) -> str:
    if not private:
        return base58_check(bytes.fromhex("0488b21e") + dice.randbytes(41) + b"\x02" + dice.randbytes(32))
    version = dice.choice(("0488ade4", "049d7878", "04b2430c", "04358394"))
    return base58_check(bytes.fromhex(version) + dice.randbytes(41) + b"\x00" + dice.randbytes(32))


def solana_pair(dice: Random) -> bytes:
    seed = dice.randbytes(32)
    return seed + Ed25519PrivateKey.from_private_bytes(seed).public_key().public_bytes_raw()


def card(dice: Random) -> str:
    first, length = dice.choice(_SCHEMES)
    return with_luhn(first + digits(dice, length - 1 - len(first)))


def grouped(dice: Random, number: str) -> str:
    cuts = (0, 4, 10, 15) if len(number) == 15 else range(0, len(number) + 4, 4)
    return dice.choice((" ", "-", "\u2013", "\u00a0")).join(
        number[start:end] for start, end in pairwise(cuts)
    )


def with_luhn(start: str) -> str:
    total = sum(
        sum(divmod(2 * int(digit), 10)) if place % 2 == 0 else int(digit)
        for place, digit in enumerate(reversed(start))
    )
    return start + str(-total % 10)


def hexadecimal(dice: Random) -> str:
    return dice.choice((str, str.upper))(dice.randbytes(32).hex())


def digits(dice: Random, count: int) -> str:
    return "".join(dice.choices("0123456789", k=count))


def full_width(text: str) -> str:
    return "".join(chr(ord(letter) + 0xFEE0) if "!" <= letter <= "~" else letter for letter in text)


def base58(raw: bytes) -> str:
    number, text = int.from_bytes(raw, "big"), ""
    while number:
        number, digit = divmod(number, 58)
        text = ALPHABET[digit] + text
    return "1" * (len(raw) - len(raw.lstrip(b"\0"))) + text


def base58_check(payload: bytes) -> str:
    return base58(payload + sha256(sha256(payload).digest()).digest()[:4])


PROVEN: dict[Kind, Callable[[Random], str]] = {
    "seed_phrase": lambda dice: written(dice, seed_phrase(dice, dice.choice(LIST_NAMES))),
    "private_key": lambda dice: base58(solana_pair(dice)),
    "wif": wif,
    "xprv": extended_key,
    "bank_card": lambda dice: dice.choice((str, full_width))(
        dice.choice((str, grouped_by(dice)))(card(dice))
    ),
}


def grouped_by(dice: Random) -> Callable[[str], str]:
    return lambda number: grouped(dice, number)


def any_proven(dice: Random) -> Secret:
    kind = dice.choice(tuple(PROVEN))
    return Secret(kind, PROVEN[kind](dice))
