"""Private keys that carry no checksum of their own.

Some prove themselves: a Solana key pair (its second half is the public key of the first) and a keystore file.
The others look exactly like transactions and are keys only beside words that say so.
"""

import re

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from bellrock.features.safety.model.base58 import decode
from bellrock.features.safety.model.context import Reading, Series, is_in_link, labels, read
from bellrock.features.safety.model.fold import Folded

Span = tuple[int, int]


def find_proven_keys(folded: Folded) -> list[Span]:
    """Return the stretches that are private keys whatever the words around them."""
    text = folded.text
    spans: list[Span] = []
    if folded.has_long_token:
        spans += [
            match.span() for match in _BASE58_PAIR.finditer(text) if _is_key_pair(decode(match.group()))
        ]
    if text.count(",") >= 63:
        spans += [
            match.span() for match in _NUMBER_LIST.finditer(text) if _is_key_pair(_as_bytes(match.group()))
        ]
    if "ciphertext" in folded.lowered:
        spans += _keystores(text)
    return spans


def find_named_keys(folded: Folded) -> list[Span]:
    """Return the values shaped like a key or a transaction that the words beside them call a key.

    A value called a key once is one wherever the text repeats it.
    """
    if not folded.has_long_token:
        return []
    text, lowered = folded.text, folded.lowered
    series = Series(lowered)
    found: list[tuple[Span, str, Reading]] = []
    for match in _KEY_SHAPED.finditer(text):
        start, end = match.span()
        value = match.group("hex").lower() if match.group("hex") else match.group()
        if not match.group("hex") and len(decode(value) or b"") != _PAIR_BYTES:
            continue
        own = _read(lowered, start, end)
        found.append(((start, end), value, series.settle(own, start, end)))
    secrets = {value for _, value, reading in found if reading == "sensitive"}
    return [span for span, value, _ in found if value in secrets]


def _read(lowered: str, start: int, end: int) -> Reading:
    if is_in_link(lowered, start) and not _KEY_PARAMETER.search(lowered[max(0, start - 24) : start]):
        return "harmless"
    return read(_LABELS, lowered, start, end, reach=80)


def _is_key_pair(pair: bytes | None) -> bool:
    if pair is None or len(pair) != _PAIR_BYTES:
        return False
    return Ed25519PrivateKey.from_private_bytes(pair[:32]).public_key().public_bytes_raw() == pair[32:]


def _as_bytes(numbers: str) -> bytes | None:
    values = [int(number) for number in re.findall("[0-9]+", numbers)]
    return bytes(values) if max(values) < 256 else None


def _keystores(text: str) -> list[Span]:
    """Return the outermost {...} that hold a ciphertext and how its key is derived, cut off or not."""
    spans: list[Span] = []
    depth = start = 0
    for match in _BRACE.finditer(text):
        if match.group() == "{":
            start = start if depth else match.start()
            depth += 1
        elif depth:
            depth -= 1
            if not depth:
                spans.append((start, match.end()))
    if depth:
        spans.append((start, len(text)))
    return [
        span for span in spans if all(word in text[slice(*span)].lower() for word in ("ciphertext", "kdf"))
    ]


_PAIR_BYTES = 64
_BASE58 = "[1-9A-HJ-NP-Za-km-z]"
_BASE58_PAIR = re.compile(f"(?<![0-9A-Za-z]){_BASE58}{{64,88}}(?![0-9A-Za-z])")
_NUMBER_LIST = re.compile(r"\[\s*(?:[0-9]{1,3}\s*,\s*){63}[0-9]{1,3}\s*,?\s*\]")
_BRACE = re.compile("[{}]")
_KEY_SHAPED = re.compile(
    rf"(?<![0-9A-Za-z])(?:(?:0[xX])?(?P<hex>[0-9a-fA-F]{{64}})|{_BASE58}{{64,88}})(?![0-9A-Za-z])"
)
_KEY_PARAMETER = re.compile(r"(?:key|secret|seed)[=:/]$")
_LABELS = labels(
    sensitive=r"priv(?:ate)?[ _-]?key|secret|signing key|wallet key|私[钥鑰匙]|[密金秘][钥鑰匙]",
    faint_sensitive=(
        r"\bkeys?\b|\b[ps]k\b|\bimport|\bexport|\brecover|\bseed\b|[导導][入出]|匯[入出]|恢[复復]|助[记記]"
    ),
    harmless=(
        r"public[ _-]?key|公[钥鑰]|\btx|transaction|\bhash|\border|explorer|scan\b|merkle|sha-?256|checksum"
        r"|signature|\baddress|\bcontract|哈希|雜湊|散列|交易|[订訂][单單]|[单單][号號]|流水|[区區][块塊]"
        r"|[浏瀏][览覽]器|[凭憑][证證]|回[执執]|[签簽]名|校[验驗]|地址|合[约約]"
    ),
    faint_harmless=(
        r"deposit|withdr|transfer|\bsent\b|\bsend|receipt|\btrade|\bblock|充[值币幣]|提[现現币幣領领]"
        r"|[转轉][账帐帳賬]|[入出]金|[儲储]值|到[账帐帳賬]|[汇匯]款"
    ),
)
