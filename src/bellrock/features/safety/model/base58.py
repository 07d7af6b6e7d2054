"""Base58 and Base58Check, as wallets write keys, and the two kinds of key whose checksum proves them."""

import re
from collections.abc import Callable
from hashlib import sha256

from bellrock.features.safety.model.fold import Folded

Span = tuple[int, int]


def find_wif_keys(folded: Folded) -> list[Span]:
    """Return the alphanumeric tokens that hold a private key in wallet import format."""
    return _tokens_that_hold(folded, _WIF, _is_wif)


def find_extended_keys(folded: Folded) -> list[Span]:
    """Return the alphanumeric tokens that hold an extended private key (xprv, yprv, zprv and their kin)."""
    return _tokens_that_hold(folded, _EXTENDED, _is_extended)


def decode(text: str) -> bytes | None:
    """Return the bytes that Base58 `text` writes, or None when a character is not of its alphabet."""
    number = 0
    for character in text:
        digit = _DIGITS.get(character)
        if digit is None:
            return None
        number = number * 58 + digit
    zeros = len(text) - len(text.lstrip("1"))
    return bytes(zeros) + number.to_bytes((number.bit_length() + 7) // 8, "big")


def decode_check(text: str) -> bytes | None:
    """Return the payload of Base58Check `text` (version byte first), or None when its checksum is wrong."""
    raw = decode(text)
    if raw is None or len(raw) < 5:
        return None
    payload, checksum = raw[:-4], raw[-4:]
    return payload if sha256(sha256(payload).digest()).digest()[:4] == checksum else None


def _tokens_that_hold(folded: Folded, shape: re.Pattern[str], test: Callable[[str], bool]) -> list[Span]:
    """Return whole tokens, since people glue labels to keys: a key may begin anywhere in its token."""
    if not folded.has_long_token:
        return []
    return [
        token.span()
        for token in _TOKEN.finditer(folded.text)
        if any(test(match.group(1)) for match in shape.finditer(token.group()))
    ]


def _is_wif(text: str) -> bool:
    for length in (51, 52):
        payload = decode_check(text[:length]) if len(text) >= length else None
        if payload and payload[0] >= _FIRST_KEY_VERSION:
            return len(payload) == 33 or (len(payload) == 34 and payload[-1] == 1)
    return False


def _is_extended(text: str) -> bool:
    payload = decode_check(text)
    # A private key is written as a zero byte and 32 bytes; a public one never has the zero.
    return payload is not None and len(payload) == 78 and payload[45] == 0


_ALPHABET = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
_DIGITS = {character: digit for digit, character in enumerate(_ALPHABET)}
_FIRST_KEY_VERSION = 0x80  # coins number their private keys from here up; addresses lie below
_TOKEN = re.compile("[0-9A-Za-z]{51,}")
# Bitcoin main and test net, uncompressed and compressed, then the coins that took the format over.
_WIF = re.compile(f"(?=([5KL9c67QTVX][{_ALPHABET}]{{50,51}}))")
_EXTENDED = re.compile(f"(?=([{_ALPHABET}]prv[{_ALPHABET}]{{107}}))")
