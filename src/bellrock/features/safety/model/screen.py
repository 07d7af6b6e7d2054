"""The screen: every text that enters the desk passes it before anything is stored, logged or indexed.

Detectors read a folded copy; what one finds is covered before the next one looks. So no two of them judge the
same characters, and a masked text, screened again, reads to each of them as it did the first time.
"""

import re
from collections.abc import Callable

import msgspec

from bellrock.features.safety.model.bank_card import find_bank_cards
from bellrock.features.safety.model.base58 import find_extended_keys, find_wif_keys
from bellrock.features.safety.model.finding import Finding, Kind, Verdict
from bellrock.features.safety.model.fold import BARRIER, MASK_SIGN, Folded
from bellrock.features.safety.model.han_phrase import find_han_phrases
from bellrock.features.safety.model.private_key import find_named_keys, find_proven_keys
from bellrock.features.safety.model.seed_phrase import find_seed_phrases

Span = tuple[int, int]


class Screened(msgspec.Struct, frozen=True):
    """A text as it may be stored, and what was masked in it; offsets are code points of the text as typed."""

    text: str
    findings: tuple[Finding, ...]
    verdict: Verdict


def screen(text: str) -> Screened:
    """Return `text` with every secret replaced by its mask; a clean text comes back as it is.

    Linear in the length of the text. Screening a masked text finds nothing.
    """
    folded = Folded(text)
    found = _find(folded)
    if not found:
        return Screened(text, (), "clean")
    findings = _merge(sorted(found, key=lambda finding: (finding.start, -finding.end)))
    return Screened(_mask(text, findings), findings, "masked")


def mask_of(kind: Kind) -> str:
    """Return what stands in a text in place of a secret: readable in every language, no secret itself."""
    return f"[{MASK_SIGN} {kind}]"


def _find(folded: Folded) -> list[Finding]:
    """Return all findings; looks again after each round, since a mask may change what is beside it."""
    found: list[Finding] = []
    folded = folded.covered([match.span() for match in _MASK.finditer(folded.text)])
    for _ in range(_ROUNDS):
        before = len(found)
        for kind, detect in _DETECTORS:
            spans = detect(folded)
            found += [Finding(kind, *folded.source_span(*span)) for span in spans]
            folded = folded.covered(spans)
        if len(found) == before:
            break
    return found


def _merge(found: list[Finding]) -> tuple[Finding, ...]:
    """Return the findings, sorted by start, with those that overlap made one of the longest one's kind."""
    merged: list[Finding] = []
    longest = 0
    for finding in found:
        length = finding.end - finding.start
        if not merged or finding.start >= merged[-1].end:
            merged.append(finding)
            longest = length
            continue
        last = merged[-1]
        kind = finding.kind if length > longest else last.kind
        merged[-1] = Finding(kind, last.start, max(last.end, finding.end))
        longest = max(longest, length)
    return tuple(merged)


def _mask(text: str, findings: tuple[Finding, ...]) -> str:
    pieces: list[str] = []
    done = 0
    for finding in findings:
        pieces += [text[done : finding.start], mask_of(finding.kind)]
        done = finding.end
    return "".join([*pieces, text[done:]])


_DETECTORS: tuple[tuple[Kind, Callable[[Folded], list[Span]]], ...] = (
    ("seed_phrase", find_seed_phrases),
    ("seed_phrase", find_han_phrases),
    ("private_key", find_proven_keys),
    ("wif", find_wif_keys),
    ("xprv", find_extended_keys),
    ("bank_card", find_bank_cards),
    ("private_key", find_named_keys),
)
# The second round hardly ever finds anything; the bound keeps the time linear whatever is sent.
_ROUNDS = 6
_MASK = re.compile(rf"\[{BARRIER} [a-z_]+\]")
